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

func TestCitationDrivesNoTerminal(t *testing.T) {
	b := newBook(t, rules(t))
	item := b.Item(b.ref("A.1"), b.LastChange())
	item.Reason = "a\x1b]52;c;aGk=\x07b\u202ec"
	item.By = event.Person{Name: "x\x1b[2J\ny"}
	if got := Citation(b.Audit, item); strings.ContainsAny(got, "\x1b\x07\u202e") {
		t.Errorf("%q", got)
	}
}
