package checklist

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"clausewalk/checklist/event"
	"clausewalk/policy"
	"clausewalk/policy/editions"
)

// Follow is what an older audit says about clauses and facts that those of this audit
// replaced, by what the guides of this one know. It is only suggested, and counts
// nowhere until a person takes it.
type Follow struct {
	Suggested []Following
	Left      []Left // answers that a guide follows but that are in conflict there
}

// Following is what is suggested from one clause or one fact of an older audit.
type Following struct {
	From   event.Ref // the clause in the older audit; its policy alone for a fact
	Change event.Change
}

// FollowOf returns what is suggested from an older audit at a moment. Known are the
// texts that the guides mean by the policies they name: if the older audit asks another
// edition of one, its clauses are found by their words.
func FollowOf(a *Audit, old *Audit, at time.Time, known []*policy.Policy) Follow {
	f := following{to: a, from: old, at: at, known: known}
	f.facts()
	for _, ref := range a.order {
		guide := a.clause(ref).Guide
		if guide == nil {
			continue
		}
		for _, one := range guide.Follows {
			f.clause(ref, one)
		}
	}
	return f.Follow
}

type following struct {
	Follow
	to, from *Audit
	at       time.Time
	known    []*policy.Policy
	found    map[string]map[string]namesake // the clauses of each policy in the older audit, by the label that guides use
}

// namesake is a clause of another edition that a guide means.
type namesake struct {
	label string
	same  bool // it has the same words there
}

// source names the older audit and the clause or fact in it.
func (f *following) source(of string) string { return "audit " + f.from.Head.ID + ", " + of }

func (f *following) suggest(from, ref event.Ref, about string, s event.Suggestion) {
	f.Suggested = append(f.Suggested, Following{from, event.Suggest(ref, event.SuggestionID("audit "+f.from.Head.ID, about), &s)})
}

func (f *following) facts() {
	for _, was := range f.from.Facts() {
		for _, to := range f.to.followed(was) {
			f.suggest(event.Ref{Policy: was.Policy}, event.Ref{Policy: to.Policy}, to.Policy+" "+to.Subject, event.Suggestion{
				Source: f.source(was.Question.ID), Fact: to.Subject, Answer: was.Answer.Values, Confidence: event.Likely,
				Words: fmt.Sprintf("%q was answered %s there%s.", was.Question.Question, was.Answer, by(was.Stamp)),
			})
		}
	}
}

// followed returns the facts of the audit that take their answer from a fact of
// another one, none where that has none that they could have.
func (a *Asked) followed(was Fact) (all []event.Field) {
	if !was.Answered || was.Answer.Unknown || len(was.Sides) > 0 {
		return nil
	}
	for _, p := range a.force {
		for _, q := range p.Scope {
			if q.Follows == was.Policy+"/"+was.Question.ID && was.Answer.Fits(q) == nil {
				all = append(all, listField(p.ID, q.ID))
			}
		}
	}
	return all
}

// by says who gave an answer, and on which day.
func by(s event.Stamp) string {
	return fmt.Sprintf(", by %s on %s", s.By, s.At.UTC().Format(time.DateOnly))
}

// clause suggests at a clause what the older audit says of one that it follows.
func (f *following) clause(ref event.Ref, one policy.Followed) {
	was, same, ok := f.clauseOf(one.Clause)
	if !ok {
		return
	}
	i := f.from.Item(was, f.at)
	switch {
	case i.Has(Conflict):
		f.Left = append(f.Left, Left{was, "it is in conflict"})
		return
	case i.Verdict == event.Unanswered || i.Has(OutOfScope):
		return
	}
	s := event.Suggestion{Source: f.source(was.Label), Confidence: event.Unsure}
	said := fmt.Sprintf("%q was answered %s there%s", i.Clause.Title(), i.VerdictWords(), by(i.Stamp))
	if i.Reason != "" {
		said += ": " + strings.TrimRight(i.Reason, " .\n")
	}
	all := []string{said}
	if i.Has(Stale) {
		all = append(all, "That answer is stale: "+i.StaleWords())
	}
	if !same {
		all = append(all, "That audit asks another edition, in which the clause is worded differently")
	}
	if one.Differs != "" {
		all = append(all, "What differs: "+strings.TrimRight(one.Differs, "."))
	}
	var files []string
	for _, e := range i.Evidence {
		switch {
		case e.Kind == event.PlaceEvidence && e.From > 0 && len(s.Places) < event.MaxPlaces:
			s.Places = append(s.Places, event.Place{Path: e.Path, From: e.From, To: e.To, SHA256: e.SHA256})
		case e.Kind == event.LinkEvidence && len(s.Links) < event.MaxPlaces:
			s.Links = append(s.Links, e.URL)
		default:
			files = append(files, e.Target())
		}
	}
	if len(files) > 0 {
		all = append(all, "Its other evidence stays there: "+strings.Join(files, ", "))
	}
	s.Words = strings.Join(all, ". ") + "."
	s.Settles = "Answer this clause by its own words."
	if same && one.Differs == "" && !i.Has(Stale) && !i.Has(Unsupported) {
		s.Verdict, s.Confidence = i.Verdict, event.Likely
		s.Settles = "The guide says both clauses ask the same; still, read this one."
	}
	f.suggest(was, ref, ref.String()+" "+was.String(), s)
}

// clauseOf finds in the older audit a clause that a guide names. Same tells whether it
// has the words that the guide means.
func (f *following) clauseOf(name string) (ref event.Ref, same, ok bool) {
	id, label, _ := strings.Cut(name, "/")
	asked, ok := f.from.Policy(id)
	if !ok {
		return event.Ref{}, false, false
	}
	if f.found == nil {
		f.found = map[string]map[string]namesake{}
	}
	if f.found[id] == nil {
		f.found[id] = namesakes(f.known, asked)
	}
	at, ok := f.found[id][label]
	ref = event.Ref{Policy: id, Label: at.label}
	if _, there := f.from.clauses[ref]; !ok || !there {
		return event.Ref{}, false, false
	}
	return ref, at.same, true
}

// namesakes finds the clauses of a known text in the edition that is asked.
func namesakes(known []*policy.Policy, asked *policy.Policy) map[string]namesake {
	all := map[string]namesake{}
	n := slices.IndexFunc(known, func(p *policy.Policy) bool { return p.ID == asked.ID })
	if n < 0 || known[n].Edition == asked.Edition {
		for _, c := range asked.Clauses() {
			all[c.Label] = namesake{c.Label, true}
		}
		return all
	}
	for _, one := range editions.Compare(known[n], asked).Changes {
		if len(one.Old) == 1 && len(one.New) == 1 {
			all[one.Old[0].Label] = namesake{one.New[0].Label, one.Kind == editions.Kept || one.Kind == editions.Moved}
		}
	}
	return all
}
