package clauses

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/reports"
	"clausewalk/ui/session"
)

// HasSuggestion tells whether a suggestion, or an older answer, waits for a person
// at a clause in scope.
func HasSuggestion(i checklist.Item) bool {
	return !i.Has(checklist.OutOfScope) && (len(i.Offered) > 0 || slices.ContainsFunc(i.Suggested, checklist.Suggested.Waits))
}

// Suggested returns what waits for a person at a clause, older answers first, or the
// suggestions for the answer to a fact of a policy where one is named.
func Suggested(l *List, ref event.Ref, fact string) []checklist.Suggested {
	i := l.Of(ref)
	all := append(i.OnOffer(), i.Suggested...)
	if fact != "" {
		all = checklist.Suggestions(l.Session.Audit)
	}
	return slices.DeleteFunc(all, func(s checklist.Suggested) bool {
		return !s.Waits() || s.Fact != fact || s.Ref.Policy != ref.Policy
	})
}

// StaysOnOffer says why an older answer is not dismissed, and TakenWhole why it is
// not given another verdict.
const (
	StaysOnOffer = "an older answer is not dismissed: it is on offer until the clause has an answer of its own"
	TakenWhole   = "an older answer is taken as it is, with its verdict, reason, evidence and gap"
)

// NotJudged says of a suggestion that waits how it is taken or put aside.
func NotJudged(s checklist.Suggested) string {
	return "nobody has judged it: " + Key("suggestion") + " shows it, or clausewalk suggest take " + s.ID
}

// Proposes says who proposes what, and how sure it is.
func Proposes(s checklist.Suggested) string {
	said := s.Source
	if s.Rule != "" {
		said += ", rule " + s.Rule
	}
	if s.Older == nil {
		said += " (" + string(s.Confidence) + ")"
	}
	if proposed := s.Proposed(); proposed != "" {
		said += ": " + proposed
	}
	return reports.Line(said)
}

// Taken says what came of taking a suggestion with a person's own words, or with
// none.
func Taken(l *List, s checklist.Suggested, own bool) string {
	if s.Fact != "" {
		return reports.Line(fmt.Sprintf("%s is answered %s; "+Key("undo")+" undoes it", s.Fact, event.FactAnswer{Values: s.Answer}))
	}
	i := l.Of(s.Ref)
	own = own || s.Older != nil
	said := fmt.Sprintf("%s is %s; "+Key("undo")+" undoes it", s.Ref.Label, i.VerdictWords())
	if !own {
		said = fmt.Sprintf("%s is %s, in %s's words and none of yours: "+Key("reason")+" changes them", s.Ref.Label, i.VerdictWords(), s.Source)
	}
	if slices.ContainsFunc(i.Suggested, func(o checklist.Suggested) bool { return o.Stand == checklist.Agrees && o.Response == nil }) {
		said += "; the other suggestions here are hidden now (clausewalk suggest list --all)"
	}
	return reports.Line(said)
}

// TakeScan makes the suggestions of the audit those of a scan, and says how many
// wait.
func TakeScan(l *List, looked session.Looked) (string, error) {
	found, changes := looked.Judge(l.Session)
	if _, err := l.Change(changes...); err != nil {
		return "", err
	}
	files := 0
	for _, n := range found.Result.Files {
		files += n
	}
	said := fmt.Sprintf("%s, %d read now", reports.Count(files, "file"), found.Result.Looked)
	where, facts := map[event.Ref]bool{}, 0
	for _, s := range checklist.Suggestions(l.Session.Audit) {
		switch {
		case s.Fact != "" && s.Waits():
			facts++
		case s.Fact == "" && HasSuggestion(l.Of(s.Ref)):
			where[s.Ref] = true
		}
	}
	var waiting []string
	if len(where) > 0 {
		waiting = append(waiting, "suggestions at "+reports.Count(len(where), "clause")+" ("+Key("next open")+")")
	}
	if facts > 0 {
		waiting = append(waiting, fmt.Sprintf("%d about the scope (%s)", facts, Key("scope")))
	}
	return said + ": " + cmp.Or(strings.Join(waiting, ", and "), "no suggestions to look at"), nil
}

// FromOlder returns the changes that suggest what an older audit says of clauses and
// facts whose place those of this one have taken, and why some of it is not suggested.
// Check tells why a change cannot be made.
func FromOlder(s, old *session.Session, check func(event.Change) error) (all []event.Change, not []string, err error) {
	found, err := session.Follow(s, old)
	if err != nil {
		return nil, nil, err
	}
	leave := func(ref event.Ref, why string) {
		not = append(not, fmt.Sprintf("not suggested: %s of %s, %s", old.Name(ref), old.Head.ID, why))
	}
	for _, one := range found.Suggested {
		if err := check(one.Change); err != nil {
			leave(one.From, err.Error())
			continue
		}
		all = append(all, one.Change)
	}
	for _, l := range found.Left {
		leave(l.Ref, l.Why)
	}
	return all, not, nil
}

// TakeOlder suggests what an older audit says, and tells how much it is.
func TakeOlder(l *List, old *session.Session) (string, error) {
	changes, not, err := FromOlder(l.Session, old, func(c event.Change) error { return l.Session.Check(c) })
	if err == nil {
		_, err = l.Change(changes...)
	}
	said := ""
	switch {
	case err != nil:
		return "", err
	case len(changes) == 0:
		said = "no clause of this audit takes the place of one that " + old.Head.ID + " has answered"
	default:
		said = fmt.Sprintf("%s from %s; %s shows one, %s goes to the next", reports.Count(len(changes), "suggestion"), old.Head.ID, Key("suggestion"), Key("next open"))
	}
	if len(not) > 0 {
		said += fmt.Sprintf("; %d more: clausewalk suggest from %s tells why not", len(not), old.Head.ID)
	}
	return reports.Line(said), nil
}
