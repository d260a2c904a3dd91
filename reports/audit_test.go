package reports

import (
	"fmt"
	"testing"
	"time"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/policy"
	"clausewalk/policy/library"
)

var (
	ana = event.Person{Name: "Ana Ruiz", Email: "ana@photobook.example"}
	ben = event.Person{Name: "Ben Okafor"}
)

// failer is what a test and a rapid test have in common.
type failer interface {
	Helper()
	Fatal(args ...any)
}

// book is an audit whose events are kept as a journal would keep them.
type book struct {
	t failer
	*checklist.Audit
	now  time.Time
	ids  int
	last map[string]event.Event
}

// day is when the audits of these tests begin.
var day = time.Date(2026, time.May, 4, 9, 0, 0, 0, time.UTC)

func newBook(t failer, policies ...*policy.Policy) *book {
	t.Helper()
	return newBookOf(t, "Photobook", "2.4", policies...)
}

func newBookOf(t failer, app, release string, policies ...*policy.Policy) *book {
	t.Helper()
	head := checklist.Head{Format: 1, ID: "photobook-2.4", App: app, Release: release, Created: day, By: ana}
	for _, p := range policies {
		head.Policies = append(head.Policies, checklist.Edition{ID: p.ID, Edition: p.Edition})
	}
	a, err := checklist.New(head, policies)
	if err != nil {
		t.Fatal(err)
	}
	return &book{t: t, Audit: a, now: day, last: map[string]event.Event{}}
}

// hand returns the hand of a person whose writer has the person's name.
func (b *book) hand(who event.Person) checklist.Hand {
	return checklist.Hand{
		Person: who, Writer: who.String(),
		Now:   func() time.Time { b.now = b.now.Add(time.Minute); return b.now },
		NewID: func() string { b.ids++; return fmt.Sprintf("e%04d", b.ids) },
	}
}

// step returns the events of the changes, kept but not yet known to the audit.
func (b *book) step(who event.Person, changes ...event.Change) []event.Event {
	b.t.Helper()
	events, err := b.Step(b.hand(who), changes...)
	if err != nil {
		b.t.Fatal(err)
	}
	return b.keep(events...)
}

func (b *book) keep(events ...event.Event) []event.Event {
	b.t.Helper()
	for i := range events {
		e := &events[i]
		before := b.last[e.Writer]
		e.Seq, e.Prev = before.Seq+1, before.Sum
		if _, err := e.Encode(); err != nil {
			b.t.Fatal(err)
		}
		b.last[e.Writer] = *e
	}
	return events
}

func (b *book) apply(events ...event.Event) {
	b.t.Helper()
	if err := b.Apply(events...); err != nil {
		b.t.Fatal(err)
	}
}

func (b *book) do(who event.Person, changes ...event.Change) {
	b.t.Helper()
	b.apply(b.step(who, changes...)...)
}

// clash lets two people make their changes without seeing the other's.
func (b *book) clash(one, other []event.Change) {
	b.t.Helper()
	first, second := b.step(ana, one...), b.step(ben, other...)
	b.apply(append(first, second...)...)
}

func (b *book) ref(label string) event.Ref {
	b.t.Helper()
	ref, err := b.Find(label)
	if err != nil {
		b.t.Fatal(err)
	}
	return ref
}

func (b *book) answer(who event.Person, label string, v event.Verdict, reason string) {
	b.t.Helper()
	b.do(who, event.SetReason(b.ref(label), reason), event.SetVerdict(b.ref(label), v))
}

func builtin(t failer) *policy.Policy {
	t.Helper()
	p, err := library.Load("instagram-platform")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func digest(c byte) string {
	b := make([]byte, 64)
	for i := range b {
		b[i] = "0123456789abcdef"[(int(c)*7+i*11+i/5)%16]
	}
	return string(b)
}

func yes() event.FactAnswer { return event.FactAnswer{Values: []string{"yes"}} }
func no() event.FactAnswer  { return event.FactAnswer{Values: []string{"no"}} }

// half is an audit as a team leaves it in the middle: gaps, stale and
// conflicting answers, evidence of every kind, and much that is open.
func half(t testing.TB) *book {
	b := newBook(t, builtin(t))
	id := b.Policies[0].ID
	b.answer(ana, "A.1", event.Met, "The build walk on three devices passed.")
	b.do(ana, event.AddEvidence(b.ref("A.1"), event.Evidence{Kind: event.FileEvidence, Name: "walk.mp4", Size: 31457280, SHA256: digest(1)}))
	b.now = time.Date(2026, time.November, 21, 9, 0, 0, 0, time.UTC)
	b.do(ana, event.SetFact(id, "stores-content", yes()), event.SetFact(id, "content-in-ads", no()), event.SetFact(id, "gambling", no()),
		event.SetFact(id, "writes", event.FactAnswer{Values: []string{"publish", "comment"}}),
		event.SetFact(id, "login", event.FactAnswer{Unknown: true}))
	b.answer(ana, "A.2", event.Met, "")
	b.do(ana, event.AddEvidence(b.ref("A.2"), event.Evidence{Kind: event.LinkEvidence, Name: "Claims checklist", URL: "https://wiki.photobook.example/claims?rev=14"}))
	b.answer(ben, "A.5", event.Met, "Login opens the system browser.\nNo form of ours has a password field:\n\n  - app/login.go\n  - web/login.ts")
	b.do(ben, event.AddEvidence(b.ref("A.5"), event.Evidence{
		Kind: event.PlaceEvidence, Path: "app/login.go", From: 40, To: 71, SHA256: digest(2), Commit: "4f0c2d9e1b7a8c5d6e3f2a1b0c9d8e7f6a5b4c3d",
	}))
	b.answer(ana, "A.8", event.Partly, "The policy does not name the crash reporter.")
	b.do(ana, event.SetGap(b.ref("A.8"), event.GapSeverity, "minor"))
	b.answer(ana, "A.12", event.NotMet, "The CDN keeps copies for 48 hours.")
	b.do(ben, event.SetGap(b.ref("A.12"), event.GapOwner, "Ben"), event.SetGap(b.ref("A.12"), event.GapDue, "2026-11-20"),
		event.SetGap(b.ref("A.12"), event.GapFix, "Purge the CDN on delete (done for images)."))
	b.do(ana, event.AddEvidence(b.ref("A.12"), event.Evidence{Kind: event.FileEvidence, Name: "deletion-log.txt", Size: 4196, SHA256: digest(3)}),
		event.AddEvidence(b.ref("A.15"), event.Evidence{Kind: event.FileEvidence, Name: "deletion-log.txt", Size: 4196, SHA256: digest(3)}))
	b.answer(ana, "A.13", event.Met, "We ask in the app before a boosted post.")
	b.answer(ben, "A.17", event.CannotTell, "Marketing runs a giveaway tool; nobody has looked at it.")
	b.answer(ben, "A.32", event.NotApplicable, "No gambling.")
	b.do(ben, event.SetOverrule(b.ref("A.32"), &event.Overrule{In: true, Reason: "Legal wants the answer on file."}))
	b.do(ana, event.SetOverrule(b.ref("B.1"), &event.Overrule{Reason: "The name is checked in the brand audit of 2026-10."}))
	b.answer(ana, "C.2", event.Met, "")
	b.clash([]event.Change{event.SetReason(b.ref("A.28"), "Tokens are encrypted at rest."), event.SetVerdict(b.ref("A.28"), event.Met)},
		[]event.Change{event.SetReason(b.ref("A.28"), "The staging dump holds plain tokens."), event.SetVerdict(b.ref("A.28"), event.NotMet)})
	sign, err := checklist.Sign(b.Audit, checklist.Vouch{By: ana, At: b.now, Name: "Carla Mendes", Role: "head of engineering", Statement: "Correct to the best of my knowledge.\nThe CDN gap is accepted until December."})
	if err != nil {
		t.Fatal(err)
	}
	b.do(ana, sign)
	b.now = time.Date(2026, time.November, 24, 14, 1, 0, 0, time.UTC)
	b.answer(ana, "A.36", event.NotMet, "Counsel found no basis for the storage of\n\t1. location\n\t2. contacts")
	return b
}
