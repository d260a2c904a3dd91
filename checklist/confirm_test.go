package checklist

import (
	"testing"
	"time"

	"clausewalk/checklist/event"
)

// TestACarriedAndConfirmedAnswerStaysItsAuthors follows one answer over three
// releases, of which each is begun and confirmed by somebody else.
func TestACarriedAndConfirmedAnswerStaysItsAuthors(t *testing.T) {
	lena, ana, ben := newPerson(t, "Lena"), newPerson(t, "Ana"), newPerson(t, "Ben")
	ref := clause("A.1")
	later := func(p *person, days int) time.Time {
		at := day.AddDate(0, 0, days)
		p.hand.Now = func() time.Time { return at }
		return at
	}
	lena.does(t, event.SetVerdict(ref, event.Met), event.SetReason(ref, "the contract says so"))
	want := func(p *person, s event.Stamp) {
		t.Helper()
		if i := p.Item(ref, p.hand.Now()); i.Stamp != s {
			t.Errorf("the verdict is of\n%+v, not\n%+v", i.Stamp, s)
		}
	}
	carries := func(p *person, from *Audit) {
		t.Helper()
		step, left, err := Carry(p.Audit, p.hand, from)
		if err != nil || len(left) > 0 {
			t.Fatal(left, err)
		}
		p.keeps(t, step...)
	}
	lenas := event.Said{By: lena.hand.Person, At: day}

	then := later(ana, 10)
	carries(ana, lena.Audit)
	want(ana, event.Stamp{Said: lenas, EnteredBy: ana.hand.Person, EnteredAt: then})
	then = later(ana, 11)
	ana.does(t, ana.Item(ref, then).Confirm())
	lenas.ConfirmedBy, lenas.ConfirmedAt = ana.hand.Person, then
	want(ana, event.Stamp{Said: lenas})
	if i := ana.Item(ref, then); !i.Answered() {
		t.Errorf("it was confirmed, and is %v", i.Why)
	}

	then = later(ben, 20)
	carries(ben, ana.Audit)
	want(ben, event.Stamp{Said: lenas, EnteredBy: ben.hand.Person, EnteredAt: then})
	if i := ben.Item(ref, then); !i.Has(Stale) {
		t.Error("nobody has confirmed it for this release")
	}
	ben.does(t, ben.Item(ref, then).Confirm())
	lenas.ConfirmedBy, lenas.ConfirmedAt = ben.hand.Person, then
	want(ben, event.Stamp{Said: lenas})
	ben.does(t, event.SetVerdict(ref, event.NotMet))
	want(ben, event.Stamp{Said: event.Said{By: ben.hand.Person, At: then}})
}

// TestAnAnswerHoldsFromWhenSomebodyLastSaidIt holds that what is taken over does
// not become younger by it.
func TestAnAnswerHoldsFromWhenSomebodyLastSaidIt(t *testing.T) {
	ana := newPerson(t, "Ana")
	ref := clause("A.1")
	met := event.SetVerdict(ref, event.Met)
	met.Said = event.Said{By: event.Person{Name: "Lena"}, At: day.AddDate(-1, 0, 0)}
	until := event.SetValidUntil(ref, "6mo")
	until.Said = met.Said
	ana.does(t, met, until)
	if i := ana.Item(ref, day); !i.Has(Stale) || !i.Ends.Equal(day.AddDate(-1, 6, 0)) {
		t.Errorf("it was said a year ago, and is valid until %s", i.Ends)
	}
	ana.does(t, ana.Item(ref, day).Confirm())
	if i := ana.Item(ref, day); i.Has(Stale) || !i.Ends.Equal(day.AddDate(0, 6, 0)) {
		t.Errorf("it was confirmed today, and is valid until %s", i.Ends)
	}
	met.Said.At = day.AddDate(1, 0, 0)
	ana.does(t, event.SetVerdict(ref, event.Unanswered))
	ana.does(t, met)
	if i := ana.Item(ref, day); i.Ends.After(day.AddDate(0, 6, 0)) {
		t.Errorf("what is dated in the future is valid until %s", i.Ends)
	}
}

func TestOnlyOnesOwnAnswersAreConfirmedTogether(t *testing.T) {
	ana, ben := newPerson(t, "Ana"), newPerson(t, "Ben")
	ana.does(t, event.SetVerdict(clause("A.1"), event.Met))
	ben.does(t, event.SetVerdict(clause("A.3"), event.Met))
	agree(t, ana, ben)
	own, others := Own(ana.Audit, ana.Items(day)[:3:3], ana.hand.Person)
	for _, i := range own {
		if i.By.Name == "Ben" {
			t.Errorf("%s is Ben's", i.Ref)
		}
	}
	if len(own) == 0 || len(others) == 0 {
		t.Errorf("%d of hers, %d of others", len(own), len(others))
	}
}
