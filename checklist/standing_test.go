package checklist

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"clausewalk/checklist/event"
)

// TestWhatWasReplacedStaysSoThoughWhatReplacedItIsWithdrawn holds that whoever answered
// last had seen both.
func TestWhatWasReplacedStaysSoThoughWhatReplacedItIsWithdrawn(t *testing.T) {
	ana, ben := newPerson(t, "Ana"), newPerson(t, "Ben")
	ref := clause("A.2")
	ana.does(t, event.SetVerdict(ref, event.Met))
	second := ana.does(t, event.SetVerdict(ref, event.CannotTell), event.SetReason(ref, "nobody looked"))
	ben.hears(t, ana)
	ana.undoes(t, second)
	ben.does(t, event.SetVerdict(ref, event.NotMet))
	ana.hears(t, ben)
	if i := ana.Item(ref, day); i.Has(Conflict) || i.Verdict != event.NotMet {
		t.Errorf("%s, %+v", i.Verdict, i.Sides)
	}
}

// TestEvidenceIsInTheOrderInWhichItCame whatever the order in which events are heard of,
// and however many clauses have some.
func TestEvidenceIsInTheOrderInWhichItCame(t *testing.T) {
	ana := newPerson(t, "Ana")
	var all []event.Event
	for n := range 8 {
		all = append(all, ana.does(t, event.AddEvidence(clause("A.3"), event.Evidence{Kind: event.LinkEvidence, URL: fmt.Sprint("https://x.y/", n)}))...)
	}
	all = append(all, ana.does(t, event.AddEvidence(clause("A.3"), event.Evidence{Kind: event.LinkEvidence, URL: "https://x.y/7", Details: event.Details{Caption: "again"}}))...)
	slices.Reverse(all)
	late := newPerson(t, "Ben")
	for _, e := range all {
		if err := late.Apply(e); err != nil {
			t.Fatal(err)
		}
	}
	for n, piece := range late.Pieces(clause("A.3")) {
		if piece.URL != fmt.Sprint("https://x.y/", n) {
			t.Errorf("number %d is %s", n, piece.URL)
		}
	}
	if diff := cmp.Diff(said(ana.Audit), said(late.Audit)); diff != "" {
		t.Errorf("in order (-) and turned round (+):\n%s", diff)
	}
	var newest []string
	for e := range late.Newest() {
		if newest = append(newest, e.ID); len(newest) == 2 {
			break
		}
	}
	if !slices.Equal(newest, []string{all[0].ID, all[1].ID}) {
		t.Errorf("the newest are %q", newest)
	}
}

// TestAnEventIsKnownByItsLineOnceAFileHasIt holds that what was entered here and is read
// back is one event, with its place in the file.
func TestAnEventIsKnownByItsLineOnceAFileHasIt(t *testing.T) {
	ana := newPerson(t, "Ana")
	step := ana.does(t, event.SetVerdict(clause("A.1"), event.Met))
	if ends := ana.Ends(); len(ends) > 0 {
		t.Errorf("ends of no file: %q", ends)
	}
	kept := step[0]
	kept.Sum, kept.File, kept.Seq = "the sum", "ana", 7
	if err := ana.TakeIn([]event.Event{kept}); err != nil {
		t.Fatal(err)
	}
	if log := ana.Log(event.Ref{}); len(log) != 1 || log[0].File != "ana" || log[0].Seq != 7 || !slices.Equal(ana.Ends(), []string{"the sum"}) || !ana.Knows("the sum") || ana.Knows("another") {
		t.Errorf("%+v, ends %q", log, ana.Ends())
	}
	// If two files have it, the one with the smaller sum counts.
	for _, sum := range []string{"the", "zzz", "the sum"} {
		again := kept
		again.Sum, again.File = sum, "file of "+sum
		if err := ana.Apply(again); err != nil {
			t.Fatal(err)
		}
		if log := ana.Log(event.Ref{}); len(log) != 1 || log[0].Sum != "the" || log[0].File != "file of the" {
			t.Errorf("%+v", log)
		}
	}
	unsaved := kept
	unsaved.Sum, unsaved.File = "", ""
	if err := ana.Apply(unsaved); err != nil || ana.Log(event.Ref{})[0].Sum != "the" {
		t.Errorf("%v, %+v", err, ana.Log(event.Ref{}))
	}
	other := kept
	other.Value = []byte(`"not-met"`)
	unknown := event.Event{ID: "later", Clock: 9, Writer: "ana", Time: day, Seq: 8, Field: event.Field{Kind: event.KindUndo}, Over: []string{kept.ID, "never came"}}
	if err := ana.TakeIn([]event.Event{other, unknown}); err == nil || err.Error() != "two events have the id "+kept.ID {
		t.Errorf("%v", err)
	}
	if ana.Item(clause("A.1"), day).Verdict != event.Unanswered {
		t.Error("the rest was not taken in")
	}
}

// TestTheNewerOfTwoUndosOfOneMomentIsToldByItsLine holds for two programs of one writer
// whose undos have one clock: who withdrew something is the later in the file.
func TestTheNewerOfTwoUndosOfOneMomentIsToldByItsLine(t *testing.T) {
	ana := newPerson(t, "Ana")
	answer := ana.does(t, event.SetVerdict(clause("A.2"), event.Met))
	undo := func(id, name string) event.Event {
		return event.Event{ID: id, Clock: 9, Writer: "ana", Who: event.Person{Name: name}, Time: day, Field: event.Field{Kind: event.KindUndo}, Over: []string{answer[0].ID}}
	}
	first, second := undo("a", "Ana"), undo("b", "Annie")
	if err := ana.Apply(first, second); err != nil {
		t.Fatal(err)
	}
	by := func() string {
		return Differences(ana.Refold(func(e event.Event) bool { return e.ID == answer[0].ID }), ana.Audit)[0].By.Name
	}
	if by() != "Annie" {
		t.Errorf("before it is kept it was %s", by())
	}
	first.Sum, first.Seq, second.Sum, second.Seq = "s1", 5, "s2", 4
	if err := ana.Apply(second, first); err != nil {
		t.Fatal(err)
	}
	if by() != "Ana" {
		t.Errorf("kept behind the other, it was %s", by())
	}
}

// TestWhatAnEventConcernsIsEverythingThatItMayChange holds that nothing is drawn from
// memory that an event, or its undo, has changed.
func TestWhatAnEventConcernsIsEverythingThatItMayChange(t *testing.T) {
	ana := newPerson(t, "Ana")
	answer, fact := ana.does(t, event.SetVerdict(clause("A.1"), event.Met)), ana.does(t, event.SetFact("rules", "stores", event.FactAnswer{Values: []string{"no"}}))
	two := ana.does(t, event.SetVerdict(clause("A.2"), event.Met))
	undo := func(ids ...string) event.Event {
		return event.Event{Field: event.Field{Kind: event.KindUndo}, Over: ids}
	}
	sign := event.Event{Field: event.Field{Kind: event.KindSign}}
	for name, c := range map[string]struct {
		e     event.Event
		refs  []event.Ref
		known bool
	}{
		"an answer":                        {answer[0], []event.Ref{clause("A.1")}, true},
		"a fact":                           {fact[0], nil, false},
		"a sign-off":                       {sign, nil, true},
		"the undo of answers":              {undo(answer[0].ID, two[0].ID), []event.Ref{clause("A.1"), clause("A.2")}, true},
		"the undo of a fact":               {undo(answer[0].ID, fact[0].ID), nil, false},
		"the undo of what is not here":     {undo("gone"), nil, false},
		"an answer at what is not asked":   {event.Event{Field: event.SetVerdict(clause("Z.9"), "").Field}, []event.Ref{clause("Z.9")}, false},
		"a suggestion about no clause":     {event.Event{Field: event.Suggest(event.Ref{Policy: "rules"}, "aa", nil).Field}, []event.Ref{{Policy: "rules"}}, false},
		"a decision about the whole audit": {event.Event{Field: event.AddOutcome("o", event.Outcome{})[0].Field}, []event.Ref{{}}, false},
	} {
		refs, known := ana.Concerns(c.e)
		if !slices.Equal(refs, c.refs) || known != c.known {
			t.Errorf("%s: %v, %v", name, refs, known)
		}
	}
}

// TestTwoWhoBeganAnAuditAreTheOlderOfThem in whatever order their events come.
func TestTwoWhoBeganAnAuditAreTheOlderOfThem(t *testing.T) {
	p := rulesPolicy(t, "rules", rules, rulesGuide)
	empty := func() *Audit { return openedWith(t, auditOf(t, p), "Photobook", p) }
	ana, ben := personOn(t, "Ana", p), personOn(t, "Ben", p)
	ana.Audit, ben.Audit = empty(), empty()
	ben.hand.Now = func() time.Time { return day.Add(-time.Hour) }
	ana.does(t, event.SetVerdict(clause("A.1"), event.Met))
	ben.does(t, event.SetVerdict(clause("A.2"), event.Met))
	for _, order := range [][]*person{{ana, ben}, {ben, ana}} {
		both := empty()
		for _, one := range order {
			if err := both.Apply(one.Log(event.Ref{})...); err != nil {
				t.Fatal(err)
			}
		}
		// Their clocks are the same: the writer decides.
		if both.Head.By.Name != "Ana" || !both.Head.Created.Equal(day) {
			t.Errorf("%s began it at %s", both.Head.By, both.Head.Created)
		}
	}
	stated := personOn(t, "Ana", p)
	if err := stated.Apply(ben.Log(event.Ref{})...); err != nil {
		t.Fatal(err)
	}
	if stated.Head.By.Name != "" || !stated.Head.Created.Equal(day) {
		t.Errorf("a head that says itself who began it: %+v", stated.Head)
	}
}

// TestWhoeverComesLaterIsNamedApartToo holds for events of a name that several people
// already have, and for values that somebody of that name said.
func TestWhoeverComesLaterIsNamedApartToo(t *testing.T) {
	ana := newPerson(t, "Ana")
	one, two := event.Person{Name: "Ana", Email: "a@x.y"}, event.Person{Name: "Ana", Email: "b@x.y"}
	for n, who := range []event.Person{one, two, one} {
		ana.hand.Person = who
		ana.does(t, event.SetReason(clause("A.1"), fmt.Sprint("reason ", n)))
	}
	ben := event.SetReason(clause("A.2"), "Ana said so")
	ben.Said = event.Said{By: two, At: day}
	ana.hand.Person = event.Person{Name: "Ben"}
	kept := ana.does(t, ben)
	for label, want := range map[string]string{"A.1": "Ana <a@x.y>", "A.2": "Ana <b@x.y>"} {
		if by := ana.Item(clause(label), day).By.String(); by != want {
			t.Errorf("%s is of %s", label, by)
		}
	}
	if kept[0].Said.By.Apart {
		t.Error("the event as it was made is altered")
	}
}

// counting is a journal that counts what it is given.
type counting struct{ appended int }

func (c *counting) Append([]event.Event) error     { c.appended++; return nil }
func (c *counting) Events() ([]event.Event, error) { return nil, nil }
func (c *counting) Watch(context.Context, func())  {}

func TestNothingIsWrittenWhereNothingChangesOrAChangeIsRefused(t *testing.T) {
	ana := newPerson(t, "Ana")
	journal := &counting{}
	r := Record{ana.Audit, journal, ana.hand}
	var unknown *UnknownError
	if step, err := r.Do(event.SetVerdict(clause("Z.9"), event.Met)); step != nil || !errors.As(err, &unknown) {
		t.Errorf("%v, %v", step, err)
	}
	if step, err := r.Do(event.SetVerdict(clause("A.1"), event.Unanswered)); step != nil || err != nil || journal.appended != 0 {
		t.Errorf("%v, %v, written %d times", step, err, journal.appended)
	}
	if step, err := r.Do(event.SetVerdict(clause("A.1"), event.Met)); len(step) != 1 || err != nil || journal.appended != 1 {
		t.Errorf("%v, %v, written %d times", step, err, journal.appended)
	}
}

// TestEverySignedStateIsMadeAgainWhereverItsEventsAre holds for sign-offs whose events are
// in no file yet, that name an end which was not there, or that count lines.
func TestEverySignedStateIsMadeAgainWhereverItsEventsAre(t *testing.T) {
	ana, ben := newPerson(t, "Ana"), newPerson(t, "Ben")
	vouch := func(alter func(*event.SignOff)) event.Change {
		c, err := Sign(ana.Audit, Vouch{By: ana.hand.Person, At: day, Name: fmt.Sprint("Ana ", ana.seq)})
		if err != nil {
			t.Fatal(err)
		}
		s := c.Value.(event.SignOff)
		alter(&s)
		return event.Sign(s)
	}
	asIs := func(*event.SignOff) {}
	ben.files(t, false, step(t, ben, event.SetVerdict(clause("A.2"), event.Met))...)
	ben.files(t, false, step(t, ben, event.SetVerdict(clause("A.3"), event.Met))...)
	ana.hears(t, ben)
	ana.files(t, false, step(t, ana, event.SetVerdict(clause("A.1"), event.Met))...)
	ana.files(t, false, step(t, ana, vouch(asIs))...)
	ana.files(t, false, step(t, ana, event.SetVerdict(clause("A.4"), event.CannotTell), event.SetReason(clause("A.4"), "so"))...)
	ana.files(t, false, step(t, ana, vouch(func(s *event.SignOff) { s.Ends, s.Seen = nil, map[string]int{"ben": 1} }))...)
	ana.files(t, false, step(t, ana, vouch(func(s *event.SignOff) { s.Ends = append(s.Ends, event.Without+"sum of ben2") }))...)
	ana.files(t, true, step(t, ana, event.SetVerdict(clause("A.6"), event.NotApplicable), event.SetReason(clause("A.6"), "so"))...)
	ana.files(t, false, step(t, ana, vouch(asIs))...)
	ana.does(t, event.SetVerdict(clause("A.1"), event.Unanswered))
	ana.does(t, vouch(asIs))
	n := 0
	for s, then := range Signed(ana.Audit) {
		n++
		if diff := cmp.Diff(said(AsSigned(ana.Audit, s)), said(then)); diff != "" {
			t.Errorf("%s: apart (-) and in one fold (+):\n%s", s.Name, diff)
		}
		if s.Seen == nil && !slices.ContainsFunc(s.Ends, func(end string) bool { return strings.HasPrefix(end, event.Without) }) && then.StateDigest() != s.State {
			t.Errorf("%s: the state is another one than was signed", s.Name)
		}
	}
	if n != 5 {
		t.Errorf("%d sign-offs", n)
	}
}
