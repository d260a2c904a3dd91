package uitest

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/policy"
	"clausewalk/policy/library"
	"clausewalk/ui/session"
)

// Hand returns a hand with a clock that stands and ids that count.
func Hand(name string) checklist.Hand {
	n, writer := 0, strings.ToLower(name)
	return checklist.Hand{
		Person: event.Person{Name: name}, Writer: writer,
		Now:   func() time.Time { return time.Date(2026, 11, 24, 14, 2, 11, 0, time.UTC) },
		NewID: func() string { n++; return fmt.Sprintf("%s%d", writer, n) },
	}
}

// NewAudit starts an audit of Photobook 2.4 in a folder, which asks built-in
// policies.
func NewAudit(t testing.TB, dir string, ids ...string) *workspace.Workspace {
	t.Helper()
	var asked []*policy.Policy
	for _, id := range ids {
		p, err := library.Load(id)
		if err != nil {
			t.Fatal(err)
		}
		asked = append(asked, p)
	}
	w, err := workspace.Create(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.NewAudit("Photobook", "2.4", asked, Hand("Ana").Now()); err != nil {
		t.Fatal(err)
	}
	return w
}

// Open opens the newest audit of a workspace for somebody.
func Open(t testing.TB, w *workspace.Workspace, h checklist.Hand) *session.Session {
	t.Helper()
	o, err := w.Open("", h)
	if err != nil {
		t.Fatal(err)
	}
	return session.New(o)
}

// Apart makes changes as somebody who knows of nothing that is in the journal.
func Apart(t testing.TB, w *workspace.Workspace, h checklist.Hand, changes ...event.Change) {
	t.Helper()
	o := Open(t, w, h)
	blank, err := checklist.New(o.Head, o.Policies)
	if err != nil {
		t.Fatal(err)
	}
	o.Audit = blank
	if _, err := o.Do(changes...); err != nil {
		t.Fatal(err)
	}
}
