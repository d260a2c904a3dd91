package checklist

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"clausewalk/checklist/event"
)

// serves makes the answer of one clause serve another, with what differs there.
func (p *person) serves(t *testing.T, of, ref event.Ref, but string) []event.Event {
	t.Helper()
	changes, err := Serve(p.Audit, of, ref, &but, p.LastChange())
	if err != nil {
		t.Fatal(err)
	}
	return p.does(t, changes...)
}

func TestAnAnswerServesAnotherEntryAndSaysWhoseItIs(t *testing.T) {
	ana := reviewer(t, "Ana")
	a, b := asks("E.1@grant_a"), asks("E.1@grant_b")
	film := event.Evidence{Kind: event.LinkEvidence, URL: "https://example.org/film"}
	ana.does(t, lists("grant_a", "grant_b"))
	ana.does(t, event.SetVerdict(a, event.Met), event.SetReason(a, "People see their own photos."), event.AddEvidence(a, film))
	step := ana.serves(t, a, b, "Here they are in an album.")
	i := ana.Item(b, ana.LastChange())
	if i.Verdict != event.Met || i.Has(Stale) || i.Reason != "People see their own photos.\n\nHere they are in an album." || len(i.Evidence) != 1 || i.Same == nil || i.Same.As != a.Label {
		t.Fatalf("%+v", i)
	}
	ana.undoes(t, step)
	if i := ana.Item(b, ana.LastChange()); i.Touched() || i.Same != nil {
		t.Errorf("one undo leaves %+v", i)
	}
}

// TestAnAnswerThatIsTheSameAsAnotherNeverOutlivesIt holds each way in which the
// other one changes or fails.
func TestAnAnswerThatIsTheSameAsAnotherNeverOutlivesIt(t *testing.T) {
	a, b, c := asks("E.1@grant_a"), asks("E.1@grant_b"), asks("E.1@grant_c")
	for name, change := range map[string][]event.Change{
		"another verdict":  {event.SetVerdict(a, event.NotMet), event.SetReason(a, "It crashes.")},
		"another reason":   {event.SetReason(a, "Other words.")},
		"taken back":       {event.SetVerdict(a, event.Unanswered)},
		"more evidence":    {event.AddEvidence(a, event.Evidence{Kind: event.LinkEvidence, URL: "https://example.org/2"})},
		"another validity": {event.SetValidUntil(a, "2w")},
	} {
		ana := reviewer(t, "Ana")
		ana.does(t, lists("grant_a", "grant_b", "grant_c"))
		ana.does(t, event.SetVerdict(a, event.Met), event.SetReason(a, "So it is."))
		ana.serves(t, a, b, "")
		step := ana.does(t, change...)
		i := ana.Item(b, ana.LastChange())
		if !i.Open() || !strings.Contains(i.StaleWords(), "the same as that of E.1@grant_a, which has been answered otherwise since") {
			t.Errorf("%s: %q", name, i.StaleWords())
		}
		if refs, known := ana.Concerns(event.Event{Field: change[0].Field}); !known || len(refs) != 2 {
			t.Errorf("%s concerns %v", name, refs)
		}
		ana.undoes(t, step)
		if i := ana.Item(b, ana.LastChange()); i.Open() {
			t.Errorf("%s was undone, and still: %q", name, i.StaleWords())
		}
	}

	ana := reviewer(t, "Ana")
	ana.does(t, lists("grant_a", "grant_b", "grant_c"))
	ana.does(t, event.SetVerdict(a, event.Met), event.SetReason(a, "So it is."), event.SetValidUntil(a, "2w"))
	ana.serves(t, a, b, "")
	if i := ana.Item(b, ana.LastChange().AddDate(0, 0, 15)); !i.Has(Stale) {
		t.Error("it outlives the day of the other one")
	}
	changes, err := Serve(ana.Audit, a, c, nil, ana.LastChange().AddDate(0, 0, 15))
	if err == nil {
		t.Errorf("a stale answer serves another: %v", changes)
	}

	ben := reviewer(t, "Ben")
	ben.hears(t, ana)
	ben.does(t, event.SetVerdict(a, event.CannotTell), event.SetReason(a, "Not here."))
	ana.does(t, event.SetReason(a, "And so it stays."))
	ana.serves(t, a, b, "")
	ana.hears(t, ben)
	if i := ana.Item(b, ana.LastChange()); !strings.Contains(i.StaleWords(), "E.1@grant_a") {
		t.Errorf("beside a conflict: %q", i.StaleWords())
	}
}

// TestWhatAPersonAnswersIsNoOtherAnswerAnyMore holds that a verdict or a reason of
// the clause's own ends that it is the same as another one, and a confirmation
// does not.
func TestWhatAPersonAnswersIsNoOtherAnswerAnyMore(t *testing.T) {
	a, b := asks("E.1@grant_a"), asks("E.1@grant_b")
	begin := func() *person {
		ana := reviewer(t, "Ana")
		ana.does(t, lists("grant_a", "grant_b"))
		ana.does(t, event.SetVerdict(a, event.Met), event.SetReason(a, "So it is."))
		ana.serves(t, a, b, "")
		return ana
	}
	for _, own := range []event.Change{event.SetVerdict(b, event.Met), event.SetReason(b, "Here too."), event.SetVerdict(b, event.Unanswered)} {
		ana := begin()
		ana.does(t, own)
		if i := ana.Item(b, ana.LastChange()); i.Same != nil || i.Has(Stale) {
			t.Errorf("%+v leaves %+v", own, i.Same)
		}
	}
	ana := begin()
	ana.does(t, ana.Item(b, ana.LastChange()).Confirm())
	if ana.Item(b, ana.LastChange()).Same == nil {
		t.Error("a confirmation ends it")
	}
	ana.does(t, event.SetReason(a, "Otherwise."))
	ana.does(t, ana.Item(b, ana.LastChange()).Confirm())
	if i := ana.Item(b, ana.LastChange()); i.Same != nil || i.Open() {
		t.Errorf("confirmed after the other one changed: %+v, %q", i.Same, i.StaleWords())
	}
}

func TestOnlyTheSameQuestionHasTheSameAnswer(t *testing.T) {
	ana := reviewer(t, "Ana")
	a, b, c := asks("E.1@grant_a"), asks("E.1@grant_b"), asks("E.1@grant_c")
	ana.does(t, lists("grant_a", "grant_b", "grant_c"))
	ana.does(t, event.SetVerdict(a, event.Met), event.SetReason(a, "So it is."))
	ana.serves(t, a, b, "")
	digest := strings.Repeat("0a", 32)
	for want, change := range map[string]event.Change{
		"the answer of E.1@grant_a does not serve E.2@grant_b: only the same clause for another entry has the same answer": event.SetSame(asks("E.2@grant_b"), &event.Same{As: a.Label, Of: digest}),
		"does not serve S.1":                       event.SetSame(asks("S.1"), &event.Same{As: a.Label, Of: digest}),
		"E.1@grant_b has the answer of":            event.SetSame(c, &event.Same{As: b.Label, Of: digest}),
		"serves others itself: E.1@grant_b":        event.SetSame(a, &event.Same{As: c.Label, Of: digest}),
		"names its clause, and the digest of that": event.SetSame(c, &event.Same{As: a.Label}),
	} {
		if err := ana.Check(ana.hand, change); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
	if changes, err := Serve(ana.Audit, c, b, nil, time.Now()); err == nil {
		t.Errorf("an answer that is not there serves: %v", changes)
	}
}

// TestWhoSharesWithWhomIsKnown holds for answers and for what is pasted, in the order in
// which the clauses are asked.
func TestWhoSharesWithWhomIsKnown(t *testing.T) {
	ana := reviewer(t, "Ana")
	a, b, c := asks("E.1@grant_a"), asks("E.1@grant_b"), asks("E.1@grant_c")
	two := asks("E.2@grant_b")
	ana.does(t, lists("grant_a", "grant_b", "grant_c"))
	if all := Sharers(ana.Audit); all != nil {
		t.Errorf("nothing is shared: %v", all)
	}
	ana.does(t, event.SetVerdict(a, event.Met), event.SetReason(a, "So it is."))
	ana.serves(t, a, c, "")
	ana.serves(t, a, b, "")
	digest := strings.Repeat("0a", 32)
	ana.does(t, event.Paste(c, &event.ToPaste{As: a.Label, Of: digest}), event.Paste(two, &event.ToPaste{As: "E.2@grant_a", Of: digest}), event.Paste(a, &event.ToPaste{Text: "People see it."}))
	want := map[event.Ref][]event.Ref{a: {b, c}, asks("E.2@grant_a"): {two}}
	if diff := cmp.Diff(want, Sharers(ana.Audit)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	for of, want := range map[event.Ref][]event.Ref{a: {b, c}, b: nil, {Policy: "rules", Label: a.Label}: nil} {
		if got := Followers(ana.Audit, of); !slices.Equal(got, want) {
			t.Errorf("%s is followed by %v", of, got)
		}
	}
	for of, want := range map[event.Ref][]event.Ref{
		a: {b, c}, b: {a, c}, two: {asks("E.2@grant_a"), asks("E.2@grant_c")}, asks("S.1"): nil, asks("E.1"): nil, clause("A.1"): nil, {Policy: "rules", Label: a.Label}: nil,
	} {
		if got := Siblings(ana.Audit, of); !slices.Equal(got, want) {
			t.Errorf("%s has the siblings %v", of, got)
		}
	}
	for ref, want := range map[event.Ref][]event.Ref{a: {b, c, a}, b: {b}, clause("A.1"): {clause("A.1")}} {
		refs, known := ana.Concerns(event.Event{Field: event.SetVerdict(ref, "").Field})
		if !known || !slices.Equal(refs, want) {
			t.Errorf("an answer at %s concerns %v, %v", ref, refs, known)
		}
	}
}
