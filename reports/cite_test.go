package reports

import (
	"strings"
	"testing"

	"clausewalk/checklist/event"
)

func TestCitationTellsClausePolicyAnswerAndReason(t *testing.T) {
	b := newBook(t, rules(t))
	b.answer(ana, "A.1", event.NotMet, "The hinge is loose.\nIt was reported.")
	got := Citation(b.Audit, b.Item(b.ref("A.1"), b.LastChange()))
	want := "A.1 Doors\nRules, edition " + b.Policies[0].ShortEdition() + "\n> Close the door.\nPhotobook 2.4: not met, Ana Ruiz, " +
		b.LastChange().UTC().Format("2006-01-02") + "\nThe hinge is loose.\nIt was reported.\n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestCitationOfAnAnswerThatDoesNotStandSaysSoFirst(t *testing.T) {
	b := newBook(t, rules(t))
	b.answer(ana, "A.1", event.Met, "The door is shut by itself.")
	b.do(ana, event.SetValidUntil(b.ref("A.1"), "2026-05-05"))
	late := b.now.AddDate(1, 0, 0)
	if got, want := Citation(b.Audit, b.Item(b.ref("A.1"), late)), "Photobook 2.4: stale; it was met, unsupported, Ana Ruiz"; !strings.Contains(got, want) {
		t.Errorf("%s, want %s", got, want)
	}
	b.do(ana, event.SetOverrule(b.ref("A.1"), &event.Overrule{Reason: "There is no door."}))
	if got, want := Citation(b.Audit, b.Item(b.ref("A.1"), late)), "Photobook 2.4: out of scope; it was met, unsupported, Ana Ruiz"; !strings.Contains(got, want) {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestCitationNamesNobodyWhereNoOneAnswerStands(t *testing.T) {
	b := newBook(t, rules(t))
	cited := func(label, want string) {
		t.Helper()
		if got := Citation(b.Audit, b.Item(b.ref(label), b.now)); !strings.HasSuffix(got, want) {
			t.Errorf("%q does not end with %q", got, want)
		}
	}
	b.clash([]event.Change{event.SetVerdict(b.ref("A.1"), event.Met)},
		[]event.Change{event.SetVerdict(b.ref("A.1"), event.CannotTell), event.SetReason(b.ref("A.1"), "Nobody has looked.")})
	cited("A.1", "Photobook 2.4: in conflict\n")
	cited("A.2", "Photobook 2.4: unanswered\n")
}

func TestCitationDrivesNoTerminal(t *testing.T) {
	b := newBook(t, rules(t))
	item := b.Item(b.ref("A.1"), b.LastChange())
	item.Reason = "a\x1b]52;c;aGk=\x07b\u202ec"
	item.By = event.Person{Name: "x\x1b[2J\ny"}
	if got := Citation(b.Audit, item); strings.ContainsAny(got, "\x1b\x07\u202e") {
		t.Errorf("%q", got)
	}
}
