package checklist

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"clausewalk/checklist/event"
)

func TestDifferencesTellWhatChangedWhoAndWhen(t *testing.T) {
	a := newPerson(t, "Ana")
	a.does(t, event.SetVerdict(clause("A.1"), event.Met), event.SetReason(clause("A.2"), "as before"))
	before := a.Refold(nil)
	a.hand.Now = func() time.Time { return day.AddDate(0, 0, 1) }
	a.does(t, event.SetVerdict(clause("A.6"), event.Partly), event.SetReason(clause("A.6"), "half"))
	a.does(t, event.SetVerdict(clause("A.1"), event.Unanswered))
	a.does(t, event.SetFact("rules", "stores", event.FactAnswer{Values: []string{"no"}}))
	undone := a.does(t, event.SetReason(clause("A.4"), "never mind"))
	a.undoes(t, undone)
	var got []string
	for _, d := range Differences(before, a.Audit) {
		got = append(got, strings.Join([]string{d.Field.Clause, d.Field.Subject, d.From, d.To, d.By.Name, d.At.Format("02")}, "|"))
	}
	want := []string{"|stores||no|Ana|25", "A.1||met|unanswered|Ana|25", "A.6|||half|Ana|25", "A.6|||partly|Ana|25"}
	if !slices.Equal(got, want) {
		t.Errorf("\n got %q\nwant %q", got, want)
	}
	if same := Differences(a.Audit, a.Audit); len(same) != 0 {
		t.Errorf("of itself: %+v", same)
	}
	if d := Differences(a.Refold(nil), a.Audit); len(d) != 0 {
		t.Errorf("of the same events: %+v", d)
	}
	if len(Differences(before, a.AsOf(day))) != 0 {
		t.Error("the audit as of the first day is not what it was")
	}
}

func TestDifferencesNameWhoTookAnAnswerBack(t *testing.T) {
	ana, ben := newPerson(t, "Ana"), newPerson(t, "Ben")
	step := ana.does(t, event.SetVerdict(clause("A.1"), event.Met))
	ben.hears(t, ana)
	before := ben.Refold(nil)
	ben.hand.Now = func() time.Time { return day.AddDate(0, 0, 1) }
	ben.undoes(t, step)
	d := Differences(before, ben.Audit)
	if len(d) != 1 || d[0].From != "met" || d[0].To != "" || d[0].By.Name != "Ben" || d[0].At.Day() != 25 {
		t.Errorf("%+v", d)
	}
}

func TestDifferencesShowConflictsWithBothValues(t *testing.T) {
	ana, ben := newPerson(t, "Ana"), newPerson(t, "Ben")
	before := ana.Refold(nil)
	ana.does(t, event.SetVerdict(clause("A.1"), event.Met))
	ben.does(t, event.SetVerdict(clause("A.1"), event.Unanswered), event.SetReason(clause("A.1"), "x"), event.SetVerdict(clause("A.1"), event.CannotTell))
	agree(t, ana, ben)
	if d := Differences(before, ana.Audit); len(d) != 2 || d[1].To != "met | cannot tell" {
		t.Errorf("%+v", d)
	}
}

func TestSignOffIsOfOneExactState(t *testing.T) {
	a := newPerson(t, "Ana")
	if _, err := Sign(a.Audit, Vouch{Name: "Ana"}); err == nil {
		t.Error("an audit in which nothing was answered was signed")
	}
	a.does(t, event.SetVerdict(clause("A.1"), event.Met))
	for _, c := range [][3]string{{" "}, {"An\xff"}, {"Ana", "\xff"}, {"Ana", "", "\xff"}} {
		sign, err := Sign(a.Audit, Vouch{Name: c[0], Role: c[1], Statement: c[2]})
		if err == nil {
			_, err = a.Step(a.hand, sign)
		}
		if err == nil {
			t.Errorf("%q was signed", c)
		}
	}
	sign, err := Sign(a.Audit, Vouch{By: a.hand.Person, At: day, Name: " Ana Ruiz ", Role: "DPO", Statement: "as far as I can tell"})
	if err != nil {
		t.Fatal(err)
	}
	a.does(t, sign)
	s := SignOffs(a.Audit)
	if len(s) != 1 || s[0].Name != "Ana Ruiz" || ChangedSince(a.Audit, s[0], day).Count() != 0 || !s[0].At.Equal(day) || s[0].By.Name != "Ana" {
		t.Fatalf("%+v", s)
	}
	step := a.does(t, event.SetVerdict(clause("A.1"), event.NotMet), event.SetReason(clause("A.1"), "no"))
	if s := SignOffs(a.Audit); ChangedSince(a.Audit, s[0], day)[event.Answers] != 2 || AsSigned(a.Audit, s[0]).StateDigest() != s[0].State {
		t.Errorf("%d changes since", ChangedSince(a.Audit, s[0], day).Count())
	}
	a.undoes(t, step)
	if ChangedSince(a.Audit, SignOffs(a.Audit)[0], day).Count() != 0 {
		t.Errorf("undone, and yet %d changes since", ChangedSince(a.Audit, s[0], day).Count())
	}
	if d := Differences(AsSigned(a.Audit, s[0]), a.Audit); len(d) != 0 {
		t.Errorf("the sign-off itself is called a change: %+v", d)
	}
	a.undoes(t, a.LastStep("ana"))
	if s := SignOffs(a.Audit); len(s) != 0 {
		t.Errorf("withdrawn, and yet %+v", s)
	}
}

func TestSignedStateCanBeMadeAgainWhateverComesLater(t *testing.T) {
	ana, ben := newPerson(t, "Ana"), newPerson(t, "Ben")
	ana.does(t, event.SetVerdict(clause("A.1"), event.Met))
	ben.does(t, event.SetVerdict(clause("A.2"), event.Met)) // Ana signs without having seen it.
	sign, err := Sign(ana.Audit, Vouch{By: ana.hand.Person, At: day, Name: "Ana"})
	if err != nil {
		t.Fatal(err)
	}
	ana.does(t, sign)
	agree(t, ana, ben)
	ben.does(t, event.SetVerdict(clause("A.1"), event.Unanswered))
	agree(t, ana, ben)
	for _, p := range []*person{ana, ben} {
		s := SignOffs(p.Audit)[0]
		if AsSigned(p.Audit, s).StateDigest() != s.State || ChangedSince(p.Audit, s, day).Count() != 2 {
			t.Errorf("%s: %d changes since, state made again: %v", p.hand.Person, ChangedSince(p.Audit, s, day).Count(), AsSigned(p.Audit, s).StateDigest() == s.State)
		}
	}
}

// memory is a journal that fails on demand.
type memory struct {
	events []event.Event
	fault  error
}

func (m *memory) Append(events []event.Event) error {
	if m.fault != nil {
		return m.fault
	}
	for i := range events {
		events[i].Seq = len(m.events) + 1
		m.events = append(m.events, events[i])
	}
	return nil
}

func (m *memory) Events() ([]event.Event, error) { return m.events, m.fault }

func (m *memory) Watch(context.Context, func()) {}

func TestRecordShowsOnlyWhatIsKept(t *testing.T) {
	a := newPerson(t, "Ana")
	journal := &memory{}
	r := Record{a.Audit, journal, a.hand}
	ref := clause("A.1")
	if _, err := r.Undo(); !errors.Is(err, ErrNothingToUndo) {
		t.Errorf("nothing to undo: %v", err)
	}
	if step, err := r.Do(event.SetVerdict(ref, event.Met)); err != nil || len(step) != 1 {
		t.Fatal(step, err)
	}
	if step, err := r.Do(event.SetVerdict(ref, event.Met)); err != nil || len(step) != 0 || len(journal.events) != 1 {
		t.Errorf("nothing changed, and %v %v", step, err)
	}
	journal.fault = errors.New("no space left on device")
	if _, err := r.Do(event.SetVerdict(ref, event.Unanswered)); !errors.Is(err, journal.fault) || r.Item(ref, day).Verdict != event.Met {
		t.Errorf("not kept, and yet shown: %v", err)
	}
	if _, err := r.Undo(); !errors.Is(err, journal.fault) || r.Item(ref, day).Verdict != event.Met {
		t.Errorf("the undo was not kept, and yet shown: %v", err)
	}
	if err := r.Refresh(); !errors.Is(err, journal.fault) {
		t.Errorf("refresh: %v", err)
	}
	journal.fault = nil
	if undone, err := r.Undo(); err != nil || len(undone) != 1 || r.Item(ref, day).Verdict != event.Unanswered || !r.Counts(journal.events[1].ID) || r.Counts(undone[0].ID) {
		t.Errorf("undone %v %v", undone, err)
	}
	fresh := Record{newPerson(t, "Ben").Audit, journal, a.hand}
	if err := fresh.Refresh(); err != nil || fresh.Item(ref, day).Verdict != event.Unanswered || len(fresh.Log(event.Ref{})) != 2 {
		t.Errorf("read again: %v", err)
	}
}
