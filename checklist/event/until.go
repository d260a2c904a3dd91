package event

import (
	"fmt"
	"strings"
	"time"

	"clausewalk/policy"
)

// KindValidUntil is the kind of an event that says how long an answer holds; its
// value is an Until.
const KindValidUntil Kind = "valid-until"

var validUntilSpec = Spec{
	Kind: KindValidUntil, About: AClause, Sets: true, Differ: true, Signed: true, Copied: true, Carried: true,
	values: of[Until]{},
}

// Until says how long an answer holds: until the end of a day, 2026-03-31, or for a
// span after it was given, 6mo. An empty one leaves it to the guide.
type Until string

// UntilSaid returns how long an answer holds as people say it: a day as Day takes it,
// or a span, with a plus or without one. Words that are neither come back as they are,
// and SetValidUntil refuses them.
func UntilSaid(words string, today time.Time) string {
	words = strings.TrimSpace(words)
	if span, ok := strings.CutPrefix(words, "+"); ok {
		return span
	}
	if day, err := Day(words, today); err == nil {
		return day
	}
	return words
}

// SetValidUntil says how long a clause's answer holds, whatever the guide says.
func SetValidUntil(ref Ref, until string) Change {
	return Change{Field: Field{Kind: KindValidUntil, Policy: ref.Policy, Clause: ref.Label}, Value: Until(until)}
}

// InWords returns the day or the span.
func (u Until) InWords() string { return string(u) }

// Texts returns what was typed.
func (u Until) Texts() []Text { return []Text{{"valid-until", string(u)}} }

// Empty tells whether it is left to the guide.
func (u Until) Empty() bool { return u == "" }

// Refuse refuses what is neither a day nor a span.
func (u Until) Refuse(Field) error {
	_, err := u.From(time.Time{})
	return err
}

// From returns the last moment of the day, in UTC, or of the span that begins at
// since; the zero time for an empty Until. The error says how to write one.
func (u Until) From(since time.Time) (time.Time, error) {
	if u == "" {
		return time.Time{}, nil
	}
	if day, err := time.Parse(time.DateOnly, string(u)); err == nil {
		return day.AddDate(0, 0, 1).Add(-time.Nanosecond), nil
	}
	if strings.ContainsAny(string(u), "-/") {
		return time.Time{}, fmt.Errorf("%q is not a day: write 2026-03-31", string(u))
	}
	span, err := policy.ParseValidity(string(u))
	if err != nil {
		return time.Time{}, err
	}
	return span.From(since), nil
}

// IsDay tells whether a text is a day as the journal has it: 2026-03-31.
func IsDay(text string) bool { _, err := time.Parse(time.DateOnly, text); return err == nil }

// Passed tells whether a day is over at a moment, in UTC. It is false for text that
// is not a day.
func Passed(day string, at time.Time) bool {
	if !IsDay(day) {
		return false
	}
	end, _ := Until(day).From(at)
	return end.Before(at)
}
