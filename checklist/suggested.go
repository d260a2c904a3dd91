package checklist

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"clausewalk/checklist/event"
)

// A Stand is what has become of a suggestion.
type Stand string

// What can have become of a suggestion.
const (
	Waiting   Stand = "open"      // nobody has answered
	Differs   Stand = "differs"   // it stands beside an answer that says something else
	Agrees    Stand = "agrees"    // the answer says the same, or was given after it: nobody needs to look
	Outdated  Stand = "stale"     // what it is based on has changed
	Taken     Stand = "taken"     // a person made it the answer
	Dismissed Stand = "dismissed" // a person dismissed it
)

// Suggested is a suggestion that stands, with what has become of it.
type Suggested struct {
	event.Suggestion
	ID       string
	Ref      event.Ref // the clause; the policy alone for a fact
	By       event.Person
	At       time.Time
	Stand    Stand
	Why      string           // if it is stale, what has changed
	Evidence []event.Evidence // what it is based on, as it was when the program looked
	Response *event.Response  // what a person did with it, nil if nobody did anything
	Answered event.Person     // who responded
	On       time.Time        // when they responded
	New      int              // how many findings came after the response
	Older    *Item            // the answer to an older clause that it is, to be taken whole; nil for all others
}

// OnOffer returns the older answers that the clause may take, as suggestions.
func (i Item) OnOffer() (all []Suggested) {
	for n := range i.Offered {
		old := &i.Offered[n]
		verdict, words := old.Verdict, cmp.Or(old.Reason, old.VerdictWords())
		if verdict == event.Unanswered {
			verdict, words = "", cmp.Or(old.Reason, "no verdict; what was entered beside it, as evidence or a gap")
		}
		all = append(all, Suggested{
			Suggestion: event.Suggestion{Source: "the answer to " + old.Ref.String(), Verdict: verdict, Words: words, Confidence: event.Unsure},
			ID:         event.SuggestionID("older answer", i.Ref.String()+"\x00"+old.Ref.String()),
			Ref:        i.Ref, By: old.By, At: old.At, Stand: Waiting, Evidence: old.Evidence, Older: old,
		})
	}
	return all
}

// Waits tells whether a person should look at the suggestion.
func (s Suggested) Waits() bool { return s.Stand == Waiting || s.Stand == Differs }

// Suggestions returns the suggestions that stand: those about facts first, then
// those of the clauses in their order.
func Suggestions(a *Audit) []Suggested {
	var all []Suggested
	for _, p := range a.Policies {
		all = append(all, suggestedAt(a, event.Ref{Policy: p.ID})...)
	}
	for _, ref := range a.order {
		all = append(all, suggestedAt(a, ref)...)
	}
	return all
}

// FindSuggestion finds a suggestion by its ID.
func FindSuggestion(a *Audit, id string) (Suggested, bool) {
	for _, f := range a.byKind[event.KindSuggestion] {
		if f.Subject != id {
			continue
		}
		for _, s := range suggestedAt(a, f.Ref()) {
			if s.ID == id {
				return s, true
			}
		}
	}
	return Suggested{}, false
}

// suggestedAt returns what is suggested for a clause, or about the facts of a policy, by
// ID.
func suggestedAt(a *Audit, ref event.Ref) []Suggested {
	var all []Suggested
	for _, f := range a.byRef[ref] {
		if f.Kind != event.KindSuggestion {
			continue
		}
		v, made := value[*event.Suggestion](a, f)
		if v == nil {
			continue
		}
		s := Suggested{Suggestion: *v, ID: f.Subject, Ref: ref, By: made.Who, At: made.Time, Evidence: v.Evidence()}
		for n := range s.Evidence {
			s.Evidence[n].Look = a.looks[s.Evidence[n].Key()]
		}
		judge(a, &s, made)
		all = append(all, s)
	}
	slices.SortFunc(all, func(x, y Suggested) int { return strings.Compare(x.ID, y.ID) })
	return all
}

// judge finds what has become of a suggestion. Made is its event.
func judge(a *Audit, s *Suggested, made *event.Event) {
	f := event.Respond(s.Ref, s.ID, nil).Field
	r, responded := value[*event.Response](a, f)
	if r != nil {
		said := responded.Origin()
		s.Response, s.Answered, s.On = r, said.By, said.At
		s.New = fresh(s.Keys(), r.Keys)
	}
	s.Why = outdated(a, *s, made)
	switch {
	case r != nil && s.New == 0 && (len(s.Found) > 0 || made.Before(responded)):
		s.Stand = Dismissed
		if r.Taken {
			s.Stand = Taken
		}
	case s.Why != "":
		s.Stand = Outdated
	default:
		s.Stand = beside(a, *s, made)
	}
}

// fresh counts the keys that are not among those known before, equal ones as
// often as they are there.
func fresh(keys, known []string) int {
	left := map[string]int{}
	for _, k := range known {
		left[k]++
	}
	news := 0
	for _, k := range keys {
		if left[k]--; left[k] < 0 {
			news++
		}
	}
	return news
}

// outdated says why what a suggestion is based on has changed, empty if it has not.
func outdated(a *Audit, s Suggested, made *event.Event) string {
	if s.Ref.Label != "" && made.Text != a.clause(s.Ref).Digest {
		return "the clause says something else now"
	}
	for _, e := range s.Evidence {
		if e.Fault != "" {
			return e.Target() + " " + e.Fault
		}
	}
	return ""
}

// beside compares a suggestion with what people have answered. One that proposes
// nothing only asks for a look, which a later answer implies.
func beside(a *Audit, s Suggested, made *event.Event) Stand {
	if s.Fact != "" {
		heads := a.heads(event.SetFact(s.Ref.Policy, s.Fact, event.FactAnswer{}).Field)
		if len(heads) == 0 {
			return Waiting
		}
		answer, _ := event.As[event.FactAnswer](heads[len(heads)-1])
		missing := func(v string) bool { return !slices.Contains(answer.Values, v) }
		if slices.ContainsFunc(s.Answer, missing) {
			return Differs
		}
		return Agrees
	}
	verdict, given := value[event.Verdict](a, event.SetVerdict(s.Ref, "").Field)
	switch {
	case given == nil || verdict == event.Unanswered:
		return Waiting
	case s.Verdict == verdict, s.Verdict == "" && made.Before(given):
		return Agrees
	}
	return Differs
}

// TakeSuggestion returns the changes by which a person makes a suggestion their answer.
// An empty verdict stands for the proposed one, and an empty reason for the
// suggestion's words. Evidence is the part of its evidence that the person adds, and
// opened tells whether they looked at it. An older answer is taken as a whole, and
// remains that of the person who gave it. The error says that no verdict was proposed
// or chosen, or that the clause is in conflict.
func TakeSuggestion(a *Audit, s Suggested, verdict event.Verdict, reason string, evidence []event.Evidence, opened bool) ([]event.Change, error) {
	if s.Older != nil {
		return takeOlder(a, s.Ref, *s.Older)
	}
	own := strings.TrimSpace(reason) != ""
	r := event.Respond(s.Ref, s.ID, &event.Response{
		Taken: true, Own: own, Opened: opened, Source: s.Source, Words: s.Words, Keys: s.Keys(),
	})
	if s.Fact != "" {
		return []event.Change{event.SetFact(s.Ref.Policy, s.Fact, withAnswer(a, s)), r}, nil
	}
	if verdict == "" {
		verdict = s.Verdict
	}
	if verdict == "" {
		return nil, fmt.Errorf("the suggestion %s proposes no verdict: say which", s.ID)
	}
	for _, f := range []event.Field{event.SetVerdict(s.Ref, "").Field, event.SetReason(s.Ref, "").Field} {
		if event.InConflict(a.heads(f)) {
			return nil, fmt.Errorf("%s is in conflict: settle it before you take a suggestion", a.Name(s.Ref))
		}
	}
	if !own {
		reason = s.Words
	}
	changes := []event.Change{event.SetReason(s.Ref, reason), event.SetVerdict(s.Ref, verdict)}
	for _, e := range evidence {
		changes = append(changes, event.AddEvidence(s.Ref, e))
	}
	return append(changes, r), nil
}

// withAnswer returns the answer to a fact with what a suggestion proposes: added to a
// list, or instead of any other answer.
func withAnswer(a *Audit, s Suggested) event.FactAnswer {
	answer := event.FactAnswer{Values: slices.Clone(s.Answer)}
	p, _ := a.Policy(s.Ref.Policy)
	if q, _ := p.Fact(s.Fact); q.Answer == "list" {
		given, _ := value[event.FactAnswer](a, event.SetFact(s.Ref.Policy, s.Fact, event.FactAnswer{}).Field)
		for _, v := range given.Values {
			if !slices.Contains(answer.Values, v) {
				answer.Values = append(answer.Values, v)
			}
		}
	}
	return answer
}

// DismissSuggestion returns the change by which a person dismisses a suggestion.
func DismissSuggestion(s Suggested, reason string) event.Change {
	return event.Respond(s.Ref, s.ID, &event.Response{Reason: reason, Source: s.Source, Words: s.Words, Keys: s.Keys()})
}

// SignalProblems returns the findings of programs that wait for a person at clauses in
// scope, with the severity of the clause's guide. They do not count for the gate unless
// somebody asks for that.
func SignalProblems(a *Audit, items []Item) []Problem {
	var all []Problem
	for _, i := range items {
		for _, s := range i.Suggested {
			if i.Has(OutOfScope) || !s.Waits() || s.Confidence == event.Unsure {
				continue
			}
			severity := "major"
			if g := i.Clause.Guide; g != nil && g.Severity != "" {
				severity = g.Severity
			}
			all = append(all, Problem{OpenSignal, a.Name(i.Ref), s.Words, "clausewalk suggest take " + s.ID + ", or suggest dismiss " + s.ID, severity})
		}
	}
	return all
}

// lintTaken counts the answers that were taken from suggestions without the person's own
// words and without a look at the evidence.
func lintTaken(a *Audit, items []Item) []Finding {
	var refs []event.Ref
	var names []string
	for _, i := range items {
		if slices.ContainsFunc(i.Suggested, func(s Suggested) bool { return s.Stand == Taken && !s.Response.Own && !s.Response.Opened }) {
			refs, names = append(refs, i.Ref), append(names, a.Name(i.Ref))
		}
	}
	if len(refs) == 0 {
		return nil
	}
	answers := "answers were"
	if len(refs) == 1 {
		answers = "answer was"
	}
	return []Finding{{refs[0], "taken-unread", fmt.Sprintf("%d %s taken from a suggestion without words of one's own and without looking at its evidence: %s", len(refs), answers, strings.Join(names, ", ")),
		"clausewalk answer " + names[0] + ` VERDICT --reason "what you have seen yourself"`}}
}
