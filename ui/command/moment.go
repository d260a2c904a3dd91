package command

import "time"

// Which end of a day a bare date stands for.
const (
	startOfDay = iota
	endOfDay
)

// parseMoment reads a date, 2026-03-31, or a moment in RFC 3339. A date is the
// first or the last instant of its day in UTC, as the caller needs it.
func parseMoment(s string, of int) (time.Time, error) {
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t, nil
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return t, usage("write it as 2026-03-31 or 2026-03-31T14:00:00Z", "%q is no date", s)
	}
	if of == endOfDay {
		t = t.AddDate(0, 0, 1).Add(-time.Nanosecond)
	}
	return t, nil
}
