package checklist

import (
	"bytes"
	"fmt"
	"slices"
	"time"

	"clausewalk/checklist/event"
	"clausewalk/policy"
)

// A RulesFault is a difference between the rules that the audit is judged by and those
// that it began with, which nobody has adopted.
type RulesFault struct {
	Policy string // empty for what audit.json says
	What   string
}

// Error says what differs.
func (f *RulesFault) Error() string { return f.What + "; nobody has adopted this" }

// Mend says how to adopt the difference, or to remove it.
func (f *RulesFault) Mend() string {
	return "clausewalk policy adopt --preview shows what that changes, policy adopt accepts it; or restore the file from git"
}

// rulesAt returns the digests of the texts by which answers to a policy are
// judged.
func rulesAt(p *policy.Policy) event.Rules {
	s := p.Sums()
	return event.Rules{ID: p.ID, Edition: p.Edition, Guide: s.Guide, Assess: s.Assess, Clauses: s.Clauses}
}

// sameRules tells whether two policies have the same texts, byte for byte.
func sameRules(p, o *policy.Policy) bool {
	return bytes.Equal(p.GuideYAML, o.GuideYAML) && bytes.Equal(p.AssessYAML, o.AssessYAML) && bytes.Equal(p.ClausesJSON, o.ClausesJSON)
}

// A stand is what somebody said about the rules and nobody has replaced.
type stand struct {
	frame event.Frame
	by    *event.Event // a begin, or one that took other rules
}

// when says who said it, and when.
func (s stand) when() string {
	day := s.by.Time.UTC().Format(time.DateOnly)
	if s.by.Kind == event.KindBegin {
		return fmt.Sprintf("when %s began the audit on %s", s.by.Who, day)
	}
	return fmt.Sprintf("when %s adopted rules on %s", s.by.Who, day)
}

// ruled returns the events whose rules stand for a policy, or for audit.json if
// policyID is empty, oldest first. An adoption brings the rules of its edition, so that
// nothing before it counts.
func ruled(a *Audit, policyID string) []*event.Event {
	all := a.stand(slices.Concat(a.begun, a.log(event.TakeRules(policyID, event.RulesTaken{}).Field)))
	for _, adopted := range a.heads(adoption(policyID)) {
		if d, ok := event.As[event.Adoption](adopted); !ok || d.Rules == nil {
			continue
		}
		if slices.ContainsFunc(all, func(e *event.Event) bool { return slices.Contains(e.Over, adopted.ID) }) {
			continue
		}
		all = append(slices.DeleteFunc(all, func(e *event.Event) bool { return e.Kind != event.KindAdopt && e.Before(adopted) }), adopted)
	}
	slices.SortFunc(all, event.Order)
	return all
}

// stands returns what is known of the rules that stand, oldest first.
func stands(a *Audit, policyID string) (all []stand) {
	for _, e := range ruled(a, policyID) {
		if taken, ok := event.As[event.RulesTaken](e); ok {
			all = append(all, stand{taken.To, e})
		} else if d, ok := event.As[event.Adoption](e); ok {
			all = append(all, stand{event.Frame{Policies: []event.Rules{*d.Rules}}, e})
		} else if began, ok := event.As[event.Begin](e); ok {
			if f, known := began.Frame(policyID); known {
				all = append(all, stand{f, e})
			}
		}
	}
	return all
}

// standingRules returns the rules that stand for an edition of a policy, none if they
// are not known.
func standingRules(a *Audit, id, edition string) []stand {
	return slices.DeleteFunc(stands(a, id), func(s stand) bool {
		return len(s.frame.Policies) != 1 || s.frame.Policies[0].ID != id || s.frame.Policies[0].Edition != edition
	})
}

// rulesInForce returns the rules that stand for a policy in its edition in force, or
// for audit.json if policyID is empty.
func rulesInForce(a *Audit, policyID string) []stand {
	if p, ok := a.Policy(policyID); ok {
		return standingRules(a, policyID, p.Edition)
	}
	return slices.DeleteFunc(stands(a, policyID), func(stand) bool { return policyID != "" })
}

// text returns the text of an edition with what is written beside it: as it is
// ruled, if that is known, and else as it was found.
func (a *Audit) text(e Edition) *policy.Policy {
	if len(a.versions[e]) > 1 {
		if stands := standingRules(a, e.ID, e.Edition); len(stands) > 0 {
			for _, p := range a.versions[e] {
				if rulesAt(p) == stands[len(stands)-1].frame.Policies[0] {
					return p
				}
			}
		}
	}
	return a.texts[e]
}

// HasRules tells whether the audit knows a text with these rules beside it.
func (a *Audit) HasRules(r event.Rules) bool {
	return slices.ContainsFunc(a.versions[Edition{r.ID, r.Edition}], func(p *policy.Policy) bool { return rulesAt(p) == r })
}

// AsTaken returns the audit as it would be judged with what audit.json said then, and
// with texts that have the rules that stand.
func AsTaken(a *Audit, said event.Frame, policies, ruled []*policy.Policy) (*Audit, error) {
	head := a.Head
	head.App, head.Release, head.Policies = said.App, said.Release, nil
	for _, r := range said.Policies {
		head.Policies = append(head.Policies, Edition{r.ID, r.Edition})
	}
	then, err := New(head, policies)
	if err != nil {
		return nil, err
	}
	for _, p := range a.texts {
		then.Know(p)
	}
	then.Know(ruled...)
	for _, e := range a.sorted {
		own := *e
		then.add(&own)
	}
	then.withdraw()
	then.arrange(true)
	then.looks = a.looks
	return then, nil
}

// FrameOf returns what the audit is judged by: the rules of a policy, or what
// audit.json says if policyID is empty.
func FrameOf(a *Audit, policyID string) event.Frame {
	if p, ok := a.Policy(policyID); ok {
		return event.Frame{Policies: []event.Rules{rulesAt(p)}}
	}
	f := event.Frame{App: a.Head.App, Release: a.Head.Release}
	for _, p := range a.Head.Policies {
		f.Policies = append(f.Policies, event.Rules{ID: p.ID, Edition: p.Edition})
	}
	return f
}

// TakenRules returns the rules that stand for a policy, or for audit.json if policyID
// is empty. It returns false if they are not known, or contradict one another.
func TakenRules(a *Audit, policyID string) (event.Frame, bool) {
	stands := rulesInForce(a, policyID)
	if len(stands) == 0 || slices.ContainsFunc(stands, func(s stand) bool { return !s.frame.Equal(stands[0].frame) }) {
		return event.Frame{}, false
	}
	return stands[0].frame, true
}

// allTaken returns what stands of all rules.
func allTaken(a *Audit) (all []event.Frame) {
	for _, subject := range subjects(a) {
		if f, known := TakenRules(a, subject); known {
			all = append(all, f)
		}
	}
	return all
}

// subjects are what rules are taken for: audit.json, and each policy.
func subjects(a *Audit) []string { return append([]string{""}, a.policyIDs()...) }

// RulesUnknown returns the policies whose rules at the beginning of the audit are not
// known, since an older program did not note them.
func RulesUnknown(a *Audit) (all []string) {
	if a.unbegun() {
		return nil
	}
	for _, p := range a.force {
		if len(standingRules(a, p.ID, p.Edition)) == 0 {
			all = append(all, p.ID)
		}
	}
	return all
}

// RulesFaults returns every difference between what the audit is judged by and what it
// began with, or what a person has adopted since. In a state of the past, rules that
// were adopted later are not a fault.
func RulesFaults(a *Audit) (all []*RulesFault) {
	for _, subject := range subjects(a) {
		stands, at := rulesInForce(a, subject), FrameOf(a, subject)
		if len(stands) == 0 || slices.ContainsFunc(a.later, at.Equal) {
			continue
		}
		last := stands[len(stands)-1]
		other := slices.IndexFunc(stands, func(s stand) bool { return !s.frame.Equal(last.frame) })
		var said []string
		switch {
		case other >= 0:
			said = []string{fmt.Sprintf("%s were not the same %s and %s, who did not know of each other", rulesName(subject), stands[other].when(), last.when())}
		case at.Equal(last.frame):
			continue
		case subject == "":
			said = headFaults(last, at)
		default:
			said = textFaults(last, at.Policies[0])
		}
		for _, what := range said {
			all = append(all, &RulesFault{subject, what})
		}
	}
	if len(a.begun) > 0 && a.Head.States {
		all = append(all, &RulesFault{"", fmt.Sprintf("audit.json says who began the audit, but its journal says that %s did", a.begun[0].Who)})
	}
	return all
}

func rulesName(policyID string) string {
	if policyID == "" {
		return "app, release and policies"
	}
	return "the rules of " + policyID
}

// textFaults says which of a policy's texts are not those that stand.
func textFaults(s stand, is event.Rules) (all []string) {
	was := s.frame.Policies[0]
	for _, text := range []struct{ name, was, is string }{
		{policy.GuideFile, was.Guide, is.Guide}, {policy.AssessFile, was.Assess, is.Assess},
	} {
		switch {
		case text.was == text.is:
		case text.is == "":
			all = append(all, fmt.Sprintf("%s of %s is gone; it was there %s", text.name, was.ID, s.when()))
		case text.was == "":
			all = append(all, fmt.Sprintf("%s of %s was not there %s", text.name, was.ID, s.when()))
		default:
			all = append(all, fmt.Sprintf("%s of %s is not as it was %s", text.name, was.ID, s.when()))
		}
	}
	if len(all) == 0 { // Clauses.json is of one assess.yaml, and of one policy.md.
		all = append(all, fmt.Sprintf("%s or %s of %s is not as it was %s", policy.TextFile, policy.ClausesFile, was.ID, s.when()))
	}
	return all
}

// headFaults says what is different in audit.json.
func headFaults(s stand, is event.Frame) (all []string) {
	was := s.frame
	say := func(format string, args ...any) {
		all = append(all, "audit.json "+fmt.Sprintf(format, args...))
	}
	for _, part := range []struct{ name, was, is string }{{"app", was.App, is.App}, {"release", was.Release, is.Release}} {
		if part.was != part.is {
			say("names the %s %q; it was %q %s", part.name, part.is, part.was, s.when())
		}
	}
	at := func(list []event.Rules, id string) int {
		return slices.IndexFunc(list, func(r event.Rules) bool { return r.ID == id })
	}
	for _, r := range was.Policies {
		switch n := at(is.Policies, r.ID); {
		case n < 0:
			say("no longer asks %s, as it did %s", r.ID, s.when())
		case is.Policies[n].Edition != r.Edition:
			say("names edition %.12s of %s; it was %.12s %s", is.Policies[n].Edition, r.ID, r.Edition, s.when())
		}
	}
	for _, r := range is.Policies {
		if at(was.Policies, r.ID) < 0 {
			say("asks %s, which it did not %s", r.ID, s.when())
		}
	}
	if len(all) == 0 {
		say("lists the policies in another order than %s", s.when())
	}
	return all
}

// TakeRules returns the changes by which a person takes the rules that the audit is
// judged by now, none if those stand already.
func TakeRules(a *Audit) (all []event.Change) {
	if a.unbegun() {
		return nil
	}
	for _, subject := range subjects(a) {
		is := FrameOf(a, subject)
		if was, known := TakenRules(a, subject); !known || !was.Equal(is) {
			all = append(all, event.TakeRules(subject, takesRules(a, subject, is)))
		}
	}
	return all
}

// TakeText returns the change by which a person takes the rules beside a text that the
// audit asks, none if the audit is judged by those already.
func TakeText(a *Audit, next *policy.Policy) []event.Change {
	now, ok := a.Policy(next.ID)
	if !ok || now.Edition != next.Edition || sameRules(now, next) {
		return nil
	}
	to := event.Frame{Policies: []event.Rules{rulesAt(next)}}
	return []event.Change{event.TakeRules(next.ID, takesRules(a, next.ID, to))}
}

// takesRules returns that somebody takes rules in place of those that stand.
func takesRules(a *Audit, subject string, to event.Frame) event.RulesTaken {
	taken := event.RulesTaken{To: to}
	if was, known := TakenRules(a, subject); known {
		taken.From = &was
	}
	return taken
}
