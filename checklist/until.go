package checklist

import (
	"time"

	"clausewalk/checklist/event"
)

// holds returns until when a verdict holds, and that in words. The time is zero
// where it holds for ever. What a person has said goes before the guide.
func holds(a *Audit, ref event.Ref, verdict *event.Event) (end time.Time, words string) {
	until, said := value[event.Until](a, event.SetValidUntil(ref, "").Field)
	if said == nil || until == "" {
		guide := a.clause(ref).Guide
		if guide == nil || guide.Valid.Forever() {
			return time.Time{}, ""
		}
		until, said = event.Until(guide.Valid.String()), verdict
	}
	since := verdict.Since()
	if said.Since().After(since) {
		since = said.Since()
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
	if !at.IsZero() && verdict.Time.After(at.Add(ClocksDiffer)) {
		return "the answer is dated " + verdict.Time.UTC().Format(time.DateOnly) + ", which has not come yet: a clock was wrong"
	}
	if end, words := holds(a, ref, verdict); !end.IsZero() && end.Before(at) {
		return "the answer held " + words
	}
	return Behind(a, ref, at)
}
