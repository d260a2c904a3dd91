package checklist

import (
	"strings"
	"testing"
	"time"

	"clausewalk/checklist/event"
)

func TestAPersonsValidityGoesBeforeTheGuides(t *testing.T) {
	ref := clause("A.1") // The guide says 6 months.
	for _, c := range []struct {
		until string
		last  time.Time // the last day on which it holds
		why   string
	}{
		{"2026-12-01", time.Date(2026, 12, 1, 23, 59, 0, 0, time.UTC), "the answer held until 2026-12-01"},
		{"2w", day.AddDate(0, 0, 14), "the answer held for 14d, until 2026-12-08"},
		{"1y", day.AddDate(1, 0, 0), "the answer held for 1y, until 2027-11-24"},
		{"", day.AddDate(0, 6, 0), "the answer held for 6mo, until 2027-05-24"},
	} {
		a := newPerson(t, "Ana")
		a.does(t, event.SetVerdict(ref, event.Met), event.SetValidUntil(ref, c.until))
		if a.Item(ref, c.last).Has(Stale) {
			t.Errorf("%s: stale too early", c.until)
		}
		late := c.last.AddDate(0, 0, 1)
		i := a.Item(ref, late)
		if !i.Has(Stale) || Tally([]Item{i}).Verdicts[event.Met] != 0 {
			t.Errorf("%s: met still counts on %s", c.until, late)
		} else if want := strings.Replace(c.why, "14d", "2w", 1); i.Why[0] != want {
			t.Errorf("%s: %q", c.until, i.Why[0])
		}
		a.hand.Now = func() time.Time { return late }
		if a.does(t, event.SetVerdict(ref, event.Met)); a.Item(ref, late.AddDate(0, 0, 1)).Has(Stale) {
			t.Errorf("%s: the same answer given again does not renew it", c.until)
		}
	}
}

func TestASpanBeginsWhenItIsGiven(t *testing.T) {
	a, ref := newPerson(t, "Ana"), clause("A.1")
	a.does(t, event.SetVerdict(ref, event.Met))
	later := day.AddDate(0, 3, 0)
	a.hand.Now = func() time.Time { return later }
	a.does(t, event.SetVerdict(ref, event.Met), event.SetValidUntil(ref, "6mo"))
	if i := a.Item(ref, later); !i.Ends.Equal(later.AddDate(0, 6, 0)) || i.ValidUntil != "6mo" {
		t.Errorf("it ends on %s, %q", i.Ends, i.ValidUntil)
	}
}

func TestNoWrongDayAndNoWrongSpanIsKept(t *testing.T) {
	a := newPerson(t, "Ana")
	for until, want := range map[string]string{
		"1m": "minutes or months?", "31.3.2026": "not a span", "2026-3-31": "write 2026-03-31", "2026/03/31": "write 2026-03-31",
		"2026-02-30": "write 2026-03-31", "soon": "not a span", "0d": "not a span", "-1y": "not a day", "6mo ": "not a span",
	} {
		if _, err := a.Step(a.hand, event.SetValidUntil(clause("A.1"), until)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", until, err)
		}
	}
}

func TestOneVerdictSettlesTwoValidities(t *testing.T) {
	ana, ben := newPerson(t, "Ana"), newPerson(t, "Ben")
	ref := clause("A.1")
	ana.does(t, event.SetVerdict(ref, event.Met), event.SetValidUntil(ref, "1y"))
	ben.does(t, event.SetVerdict(ref, event.Met), event.SetValidUntil(ref, "2y"))
	ana.hears(t, ben)
	if i := ana.Item(ref, day); !i.Has(Conflict) {
		t.Fatal("no conflict")
	}
	if ana.does(t, event.SetVerdict(ref, event.Met)); ana.Item(ref, day).Has(Conflict) {
		t.Error("it is still in conflict")
	}
}

// TestAnAnswerThatIsGivenAgainKeepsAValidityThatIsNotOver and leaves one that is over, or
// was withdrawn, to the guide.
func TestAnAnswerThatIsGivenAgainKeepsAValidityThatIsNotOver(t *testing.T) {
	ref := clause("A.1")
	for until, want := range map[string]string{"2026-11-24": "2026-11-24", "2026-11-23": "", "3mo": "3mo"} {
		ana := newPerson(t, "Ana")
		ana.does(t, event.SetVerdict(ref, event.Met), event.SetReason(ref, "so it is"), event.SetValidUntil(ref, until))
		ana.does(t, event.SetVerdict(ref, event.CannotTell))
		if i := ana.Item(ref, day); i.ValidUntil != want || i.Reason != "so it is" || i.Has(Stale) {
			t.Errorf("%s: it holds until %q, for %q: %v", until, i.ValidUntil, i.Reason, i.Why)
		}
	}
	ana := newPerson(t, "Ana")
	ana.does(t, event.SetVerdict(ref, event.Met), event.SetValidUntil(ref, "2026-12-01"))
	ana.does(t, event.SetValidUntil(ref, ""))
	if i := ana.Item(ref, day); !i.Ends.Equal(day.AddDate(0, 6, 0)) {
		t.Errorf("the validity was withdrawn, and it ends %s", i.Ends)
	}
	if got := ana.Item(ref, day.AddDate(0, 7, 0)).StaleWords(); got != "the answer held for 6mo, until 2027-05-24" {
		t.Error(got)
	}
}

func TestWhatIsDatedInTheFutureIsNamedAndMakesNothingYounger(t *testing.T) {
	ref := clause("A.1") // The guide says 6 months.
	a := newPerson(t, "Ana")
	a.does(t, event.SetVerdict(ref, event.Met))
	if words := Ahead(a.Audit, day); words != "" {
		t.Errorf("nothing is from the future, and it says %q", words)
	}
	a.hand.Now = func() time.Time { return day.AddDate(0, 0, 1) }
	a.does(t, event.SetReason(ref, "a clock one day ahead"))
	if words := Ahead(a.Audit, day); words != "" {
		t.Errorf("clocks differ by a day, and it says %q", words)
	}
	a.hand.Now = func() time.Time { return day.AddDate(9, 0, 0) }
	a.does(t, event.SetValidUntil(ref, "1y"))
	if i := a.Item(ref, day); !i.Ends.Equal(day.AddDate(1, 0, 0)) || i.Has(Stale) {
		t.Errorf("the answer of today holds until %s, %v", i.Ends, i.Why)
	}
	if i := a.Item(ref, day.AddDate(2, 0, 0)); !i.Has(Stale) {
		t.Error("a validity that was said in nine years keeps the answer of today fresh in two")
	}
	if words, want := Ahead(a.Audit, day), "an entry of Ana is dated 2035-11-24: a clock was wrong, or the time was made up; clausewalk verify names the lines"; words != want {
		t.Errorf("%q, want %q", words, want)
	}
	a.does(t, event.SetGap(ref, event.GapOwner, "Ben"))
	if words := Ahead(a.Audit, day); !strings.HasPrefix(words, "2 entries are dated in the future, the first one of Ana, 2035-11-24") {
		t.Errorf("%q", words)
	}
	if words := Ahead(a.Audit, day.AddDate(9, 0, 0)); words != "" {
		t.Errorf("once that day has come it says %q", words)
	}
}
