package cli

import (
	"time"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
)

// Which end of a day a bare date stands for.
const (
	StartOfDay = iota
	EndOfDay
)

// ParseMoment reads a date, 2026-03-31, or a moment in RFC 3339. A date is the
// first or the last instant of its day in UTC, as the caller needs it.
func ParseMoment(s string, of int) (time.Time, error) {
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t, nil
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return t, Usage("write it as 2026-03-31, yesterday, tue or 2026-03-31T14:00:00Z", "%q is not a date", s)
	}
	if of == EndOfDay {
		t = t.AddDate(0, 0, 1).Add(-time.Nanosecond)
	}
	return t, nil
}

// Until returns the audit as it was just before a moment.
func Until(a *checklist.Audit, t time.Time) *checklist.Audit {
	return a.Refold(func(e event.Event) bool { return e.Time.Before(t) })
}
