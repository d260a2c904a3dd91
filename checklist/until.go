package checklist

import (
	"fmt"
	"strings"
	"time"

	"clausewalk/policy"
)

// SetValidUntil says how long a clause's answer holds, whatever the guide says:
// until a day, 2026-03-31, or for a span from when it is given, 6mo. Empty
// leaves it to the guide.
func SetValidUntil(ref Ref, until string) Change {
	return Change{Field{Kind: KindValidUntil, Policy: ref.Policy, Clause: ref.Label}, until}
}

// checkUntil refuses what is neither a day nor a span.
func checkUntil(until string) error {
	_, err := ends(until, time.Time{})
	return err
}

// ends returns the last moment of a day or of a span that begins at since, the
// zero time for an empty text.
func ends(until string, since time.Time) (time.Time, error) {
	if until == "" {
		return time.Time{}, nil
	}
	if day, err := time.Parse(time.DateOnly, until); err == nil {
		return day.AddDate(0, 0, 1).Add(-time.Nanosecond), nil
	}
	if strings.Count(until, "-") > 0 || strings.Contains(until, "/") {
		return time.Time{}, fmt.Errorf("%q is no day: write 2026-03-31", until)
	}
	span, err := policy.ParseValidity(until)
	if err != nil {
		return time.Time{}, err
	}
	return span.From(since), nil
}

// passed tells whether a day has gone by. A span never has: it begins anew with
// every answer.
func passed(until string, now time.Time) bool {
	if _, err := time.Parse(time.DateOnly, until); err != nil {
		return false
	}
	end, _ := ends(until, now)
	return end.Before(now)
}

// holds returns until when a verdict holds, and that in words. The time is zero
// where it holds for ever. What a person has said goes before the guide.
func (a *Audit) holds(ref Ref, verdict *Event) (end time.Time, words string) {
	until, event := value[string](a, SetValidUntil(ref, "").Field)
	if event == nil || until == "" {
		guide := a.clause(ref).Guide
		if guide == nil || guide.Valid.Forever() {
			return time.Time{}, ""
		}
		until, event = guide.Valid.String(), verdict
	}
	since := verdict.Time
	if event.Time.After(since) {
		since = event.Time
	}
	end, err := ends(until, since)
	if err != nil {
		return time.Time{}, "" // A newer program may know more spans.
	}
	day := end.UTC().Format(time.DateOnly)
	if until == day {
		return end, "until " + day
	}
	return end, "for " + until + ", until " + day
}

// staleWords returns why a verdict can no longer be trusted at a moment, empty
// when it can.
func (a *Audit) staleWords(ref Ref, verdict *Event, at time.Time) string {
	if verdict.Text != a.clause(ref).Digest {
		if r := a.reworded(ref, verdict); r != nil && !r.At.IsZero() {
			return "the text changed on " + r.At.UTC().Format(time.DateOnly) + ", confirm again"
		}
		return "the clause's text changed since it was answered"
	}
	if verdict.Carried != "" {
		return "carried from " + verdict.Carried + ", confirm"
	}
	if end, words := a.holds(ref, verdict); !end.IsZero() && end.Before(at) {
		return "the answer held " + words
	}
	return ""
}
