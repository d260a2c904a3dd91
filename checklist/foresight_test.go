package checklist

import (
	"testing"
	"time"

	"clausewalk/checklist/event"
)

func TestForesightIsWhatTheAuditKnewWhenItWasHandedIn(t *testing.T) {
	ana := reviewer(t, "Ana")
	ana.does(t, lists("grant_a", "grant_b"))
	gap := func(label string) {
		ana.does(t, event.SetReason(asks(label), "It is not there."), event.SetVerdict(asks(label), event.NotMet))
	}
	gap("E.1@grant_a")
	day := ana.LastChange().AddDate(0, 0, 3).Format("2006-01-02")
	decided := func(result event.Result, permission string, about ...event.Ref) Foresight {
		return ForesightOf(ana.Audit, event.Outcome{Result: result, On: day, Permission: permission, Refs: about})
	}
	for _, c := range []struct{ got, want Foresight }{
		{decided(event.Rejected, "grant_a"), Predicted},
		{decided(event.Rejected, "grant_b"), Missed},
		{decided(event.Rejected, "grant_a", asks("E.2@grant_a")), Missed},
		{decided(event.Changes, "", asks("E.1@grant_a")), Predicted},
		{decided(event.Approved, "grant_a"), ApprovedOpen},
		{decided(event.Approved, "grant_b"), ApprovedGood},
		{decided(event.Approved, ""), ApprovedOpen},
	} {
		if c.got != c.want {
			t.Errorf("%s, want %s", c.got, c.want)
		}
	}
	handed := ana.LastChange().AddDate(0, 0, -1).Format("2006-01-02")
	ana.does(t, event.Submit("review", "one", &event.Submission{Permissions: []string{"grant_a"}, State: event.HandedIn, On: handed}))
	if got := ForesightOf(ana.Audit, event.Outcome{Result: event.Rejected, On: day, Permission: "grant_a", Submission: "one"}); got != Missed {
		t.Errorf("a gap that was found after it was handed in: %s", got)
	}
}

// TestForesightIsOfTheSubmissionThatWasDecided holds for audits with several, of which
// others were handed in later or are prepared now.
func TestForesightIsOfTheSubmissionThatWasDecided(t *testing.T) {
	ana := reviewer(t, "Ana")
	at := day
	ana.hand.Now = func() time.Time { return at }
	ana.does(t, lists("grant_a", "grant_b"))
	gap := func(label string) {
		ana.does(t, event.SetReason(asks(label), "It is not there."), event.SetVerdict(asks(label), event.NotMet))
	}
	gap("E.1@grant_b")
	hand := func(id, on string, permissions ...string) {
		ana.does(t, event.Submit("review", id, &event.Submission{Permissions: permissions, State: event.HandedIn, On: on}))
	}
	hand("one", "2026-11-24", "grant_a")
	hand("two", "2026-11-24", "grant_b")
	at = day.AddDate(0, 0, 2)
	hand("three", "2026-11-26", "grant_a")
	gap("E.1@grant_a")
	ana.does(t, event.Submit("review", "four", &event.Submission{Permissions: []string{"grant_b"}, State: event.Draft}))
	for id, want := range map[string]Foresight{"one": Missed, "two": Predicted, "three": Predicted, "four": Predicted} {
		o := event.Outcome{Result: event.Rejected, On: "2026-12-01", Submission: id}
		if got := ForesightOf(ana.Audit, o); got != want {
			t.Errorf("of %s: %s", id, got)
		}
	}
	if got := ForesightOf(ana.Audit, event.Outcome{Result: event.Rejected, On: "someday", Submission: "gone", Stamp: event.Stamp{Said: event.Said{At: day.Add(-1)}}}); got != Missed {
		t.Errorf("of one that nobody knows, decided before anybody answered: %s", got)
	}
}
