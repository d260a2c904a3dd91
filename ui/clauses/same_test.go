package clauses

import (
	"fmt"
	"testing"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/ui/session"
	"clausewalk/ui/uitest"
)

// BenchmarkLeftBehind looks for what a step leaves behind that gives one answer to
// the clauses of all entries of a list.
func BenchmarkLeftBehind(b *testing.B) {
	shared(b, func(s *session.Session, _ []event.Change, step []event.Event) {
		if left := LeftBehind(s, step); len(left) > 0 {
			b.Fatal(left)
		}
	})
}

// BenchmarkShare gives one answer to the clauses of all entries of a list again, with
// other words, and finds what that concerns.
func BenchmarkShare(b *testing.B) {
	shared(b, func(s *session.Session, changes []event.Change, _ []event.Event) {
		step, err := s.Audit.Step(s.Hand(), changes...)
		if err != nil {
			b.Fatal(err)
		}
		for _, e := range step {
			if refs, known := s.Concerns(e); !known || len(refs) == 0 {
				b.Fatal(e)
			}
		}
	})
}

// shared runs do for more and more clauses that have the answer of another one. It is
// given changes that give them the answer, with a word more, and the step that did.
func shared(b *testing.B, do func(s *session.Session, changes []event.Change, step []event.Event)) {
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
			serve := func(but *string) (all []event.Change) {
				for _, ref := range checklist.Siblings(s.Audit, of) {
					changes, err := checklist.Serve(s.Audit, of, ref, but, s.Now())
					if err != nil {
						b.Fatal(err)
					}
					all = append(all, changes...)
				}
				return all
			}
			step := change(serve(nil)...)
			but := "One photo more."
			changes := serve(&but)
			for b.Loop() {
				do(s, changes, step)
			}
		})
	}
}
