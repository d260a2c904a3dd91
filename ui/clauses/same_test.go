package clauses

import (
	"fmt"
	"testing"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/ui/uitest"
)

// BenchmarkLeftBehind looks for what a step leaves behind that gives one answer to
// the clauses of all entries of a list.
func BenchmarkLeftBehind(b *testing.B) {
	for _, n := range []int{50, 200, 800} {
		b.Run(fmt.Sprintf("shared=%d", n), func(b *testing.B) {
			s := uitest.Open(b, uitest.NewAudit(b, b.TempDir(), "instagram-app-review"), uitest.Hand("Ana"))
			change := func(changes ...event.Change) []event.Event {
				step, err := s.Change(changes...)
				if err != nil {
					b.Fatal(err)
				}
				return step
			}
			var entries []string
			for k := range n {
				entries = append(entries, fmt.Sprintf("permission_%d", k))
			}
			change(event.SetFact("instagram-app-review", "permissions", event.FactAnswer{Values: entries}))
			of, err := s.Find("E.1@" + entries[0])
			if err != nil {
				b.Fatal(err)
			}
			change(event.SetVerdict(of, event.Met), event.SetReason(of, "A person signs in and sees their own photos."))
			var all []event.Change
			for _, ref := range checklist.Siblings(s.Audit, of) {
				changes, err := checklist.Serve(s.Audit, of, ref, nil, s.Now())
				if err != nil {
					b.Fatal(err)
				}
				all = append(all, changes...)
			}
			step := change(all...)
			for b.Loop() {
				if left := LeftBehind(s, step); len(left) > 0 {
					b.Fatal(left)
				}
			}
		})
	}
}
