package checklist

import (
	"fmt"
	"time"

	"clausewalk/checklist/event"
)

// holds returns until when a verdict holds, and that in words. The time is zero
// where it holds for ever. What a person has said goes before the guide; said later
// than at, it makes no span begin later. A zero at is later than all.
func holds(a *Audit, ref event.Ref, verdict *event.Event, at time.Time) (end time.Time, words string) {
	until, said := value[event.Until](a, event.SetValidUntil(ref, "").Field)
	if said == nil || until == "" {
		guide := a.clause(ref).Guide
		if guide == nil || guide.Valid.Forever() {
			return time.Time{}, ""
		}
		until, said = event.Until(guide.Valid.String()), verdict
	}
	since := verdict.Since()
	if then := said.Since(); then.After(since) && !ahead(then, at) {
		since = then
	}
	end, err := until.From(since)
	if err != nil {
		return time.Time{}, "" // A newer program may know more spans.
	}
	day := end.UTC().Format(time.DateOnly)
	if string(until) == day {
		return end, "until " + day
	}
	return end, "for " + string(until) + ", until " + day
}

// ClocksDiffer is how far ahead an answer's time may be, since people's clocks differ.
// Beyond that it counts as being from the future, and is stale.
const ClocksDiffer = 24 * time.Hour

// ahead tells whether a time is from beyond a moment, more than clocks differ.
func ahead(t, at time.Time) bool { return !at.IsZero() && t.After(at.Add(ClocksDiffer)) }

// Ahead says which entries are from beyond a moment, empty for none. Whoever judges the
// audit at that moment tells it.
func Ahead(a *Audit, at time.Time) string {
	if !ahead(a.LastChange(), at) {
		return ""
	}
	n, first := 0, event.Event{}
	for _, e := range a.Log(event.Ref{}) {
		if a.Changes(e) && ahead(e.Time, at) {
			if n++; n == 1 {
				first = e
			}
		}
	}
	said := fmt.Sprintf("an entry of %s is dated %s", first.Who, first.Time.UTC().Format(time.DateOnly))
	if n > 1 {
		said = fmt.Sprintf("%d entries are dated in the future, the first one of %s, %s", n, first.Who, first.Time.UTC().Format(time.DateOnly))
	}
	return said + ": a clock was wrong, or the time was made up; clausewalk verify names the lines"
}

// staleWords returns why a verdict can no longer be trusted at a moment, empty
// when it can.
func staleWords(a *Audit, ref event.Ref, verdict *event.Event, at time.Time) string {
	if verdict.Text != a.clause(ref).Digest {
		if r := a.reworded(ref, verdict); r != nil && !r.At.IsZero() {
			return "the text changed on " + r.At.UTC().Format(time.DateOnly) + ", confirm again"
		}
		return "the clause's text changed since it was answered"
	}
	if verdict.Carried != "" {
		return "copied from " + verdict.Carried + " and not confirmed yet"
	}
	if ahead(verdict.Time, at) {
		return "the answer is dated " + verdict.Time.UTC().Format(time.DateOnly) + ", which has not come yet: a clock was wrong"
	}
	if end, words := holds(a, ref, verdict, at); !end.IsZero() && end.Before(at) {
		return "the answer held " + words
	}
	return Behind(a, ref, at)
}
