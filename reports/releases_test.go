package reports

import (
	"fmt"
	"testing"

	"clausewalk/checklist/event"
	"clausewalk/policy"
	"clausewalk/policy/reading"

	"github.com/google/go-cmp/cmp"
)

func houseRules(t *testing.T, text string) *policy.Policy {
	t.Helper()
	p, err := reading.Parse("house", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestAReportTellsWhatIsOtherThanInAnOlderRelease(t *testing.T) {
	const text = "# House rules\n\n## A. Doors\n\n1. Close the door.\n2. Knock twice.\n3. %s\n4. Wipe your feet.\n%s"
	old := newBookOf(t, "House", "1", houseRules(t, fmt.Sprintf(text, "Lock it.", "5. Bow.\n")))
	old.Head.ID = "house-1"
	now := newBookOf(t, "House", "2", houseRules(t, fmt.Sprintf(text, "Lock it twice.", "6. Sing.\n")))
	cite := func(b *book, label, path string, d byte) {
		b.do(ana, event.AddEvidence(b.ref(label), event.Evidence{Kind: event.PlaceEvidence, Path: path, From: 1, To: int(d), SHA256: digest(d)}))
	}
	old.answer(ana, "A.1", event.NotMet, "It stands open.")
	now.answer(ana, "A.1", event.Met, "It is shut.")
	old.answer(ana, "A.2", event.Met, "We knock.")
	now.answer(ana, "A.2", event.Partly, "Only once.")
	old.answer(ana, "A.4", event.Met, "We do.")
	now.answer(ana, "A.4", event.Met, "We do.")
	cite(old, "A.4", "mat.go", 9)         // Of one file and of another.
	for _, b := range []*book{old, now} { // Two places of a file that are what they were.
		cite(b, "A.2", "bell.go", 1)
		cite(b, "A.2", "bell.go", 2)
	}
	cite(old, "A.4", "door.go", 4)
	cite(now, "A.4", "door.go", 5)
	r := Build(now.Audit, Options{Since: &Earlier{Name: "house-1", At: old.now, Audit: old.Audit}})
	if n := r.Since.Count(); n != 5 {
		t.Errorf("%d differences", n)
	}
	got := map[string][]string{}
	for name, all := range map[string][]Between{
		"better": r.Since.Releases.Better, "worse": r.Since.Releases.Worse, "asked": r.Since.Releases.Asked, "not asked": r.Since.Releases.NotAsked, "cited": r.Since.Releases.Cited,
	} {
		for _, b := range all {
			got[name] = append(got[name], fmt.Sprintf("%s %s -> %s", b.Ref.Label, b.From, b.To))
		}
	}
	want := map[string][]string{
		"better": {"A.1 not met -> met"}, "worse": {"A.2 met -> partly"}, "asked": {"A.6  -> unanswered"}, "not asked": {"A.5 unanswered -> "},
		"cited": {"A.4 door.go:1-4 -> door.go:1-5"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
