package reports

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
)

// This file says what of a clause's answer stands, once for every format.

// verdictStands tells whether there is one verdict, which a reader may be told
// with who gave it. Whether it can be trusted is another question.
func (c Clause) verdictStands() bool {
	return c.Verdict != event.Unanswered && !c.InConflict(event.KindVerdict, "")
}

// reason returns the reason, empty where two are in conflict.
func (c Clause) reason() string {
	if c.InConflict(event.KindReason, "") {
		return ""
	}
	return c.Reason
}

// overrule returns what a person said about the clause's scope, nil where
// nobody did or two are in conflict.
func (c Clause) overrule() *event.Overrule {
	if c.InConflict(event.KindOverrule, "") {
		return nil
	}
	return c.Overrule
}

// put says in words of ours what the overrule does.
func put(o event.Overrule) string {
	if o.In {
		return "in scope"
	}
	return "out of scope"
}

// pieces returns the evidence that stands.
func (c Clause) pieces() []event.Evidence {
	return slices.DeleteFunc(slices.Clone(c.Evidence), func(e event.Evidence) bool { return c.InConflict(event.KindEvidence, e.ID) })
}

// gapParts returns what was entered about the gap and stands.
func (c Clause) gapParts() []Entry {
	return slices.DeleteFunc(slices.Clone(c.Parts), func(e Entry) bool { return c.InConflict(event.KindGap, e.Field.Subject) })
}

// hasGap tells whether the gap is to be shown: the answer says that there is
// one, or somebody has entered something about it.
func (c Clause) hasGap() bool {
	return c.Verdict.IsGap() && c.verdictStands() || len(c.Parts) > 0
}

// limitWords says how long the answer holds where a person has said so.
func (c Clause) limitWords() string {
	switch {
	case c.ValidUntil == "" || c.InConflict(event.KindValidUntil, ""):
		return ""
	case c.Ends.IsZero() || dayOf(c.Ends) == c.ValidUntil:
		return "until " + c.ValidUntil
	}
	return "for " + c.ValidUntil + ", until " + dayOf(c.Ends)
}

// told returns a state with the verdict. One that does not stand says so first,
// so that it is never read as one that does.
func (c Clause) told(state string) string {
	switch words := c.VerdictWords(); {
	case state == words:
		return words
	case c.Verdict == event.Unanswered:
		return state
	default:
		return state + "; it was " + words
	}
}

// answerWords returns the verdict in words.
func (c Clause) answerWords() string { return c.told(c.Words) }

// warnings says where something looks like a secret.
func (c Clause) warnings() []string {
	var all []string
	for _, found := range c.Secrets() {
		all = append(all, "likely a secret, "+found)
	}
	return all
}

// flagWords returns the sentence for a flag as it is.
func (c Clause) flagWords(f checklist.Flag) string {
	n := slices.Index(c.Flags, f)
	switch {
	case n < 0:
		return ""
	case f == checklist.Stale:
		return "it was " + c.VerdictWords() + "; " + c.Why[n]
	}
	return c.Why[n]
}

// FullName returns a person's name and e-mail, as reports have them.
func FullName(p event.Person) string {
	if p.Name != "" && p.Email != "" {
		return p.Name + " (" + p.Email + ")"
	}
	return name(p)
}

// name returns what a person is called.
func name(p event.Person) string {
	if s := p.String(); strings.TrimSpace(s) != "" {
		return s
	}
	return "somebody without a name"
}

// stampOf is the stamp of what a person said and entered at one moment.
func stampOf(by event.Person, at time.Time) Stamp { return Stamp{Said: event.Said{By: by, At: at}} }

// Whose tells in one line whose a value is, with times as moment writes them: by
// whom and when, and who confirmed or entered it when.
func Whose(s event.Stamp, moment func(time.Time) string) string {
	return Stamp(s).told(func(p event.Person) string { return Line(name(p)) }, moment)
}

// SaidBefore tells in one line who said first what somebody else entered, empty
// where nobody did.
func SaidBefore(e event.Event, moment func(time.Time) string) string {
	if e.Said == nil {
		return ""
	}
	by := Line(name(e.Said.By)) + ", " + moment(e.Said.At)
	if e.Confirms() {
		return "confirmed; said by " + by
	}
	return "said by " + by
}

func (s Stamp) stamp() string { return s.told(name, moment) }

func (s Stamp) told(name func(event.Person) string, moment func(time.Time) string) string {
	words := name(s.By) + ", " + moment(s.At)
	if !s.ConfirmedAt.IsZero() {
		words += "; confirmed by " + name(s.ConfirmedBy) + ", " + moment(s.ConfirmedAt)
	}
	if !s.EnteredAt.IsZero() {
		words += "; entered by " + name(s.EnteredBy) + ", " + moment(s.EnteredAt)
	}
	return words
}

// first tells who said it first.
func (s Stamp) first() string { return stampOf(s.By, s.At).stamp() }

// moment writes a time as a report gives it.
func moment(t time.Time) string { return t.UTC().Format("2006-01-02 15:04 UTC") }

// dayOf writes the day of a time, so that days compare as texts.
func dayOf(t time.Time) string { return t.UTC().Format(time.DateOnly) }

func countEntries(n int) string { return fmt.Sprintf("%d %s", n, verb(n, "entry", "entries")) }
