// Package demo makes a half-answered audit of a made-up app, to try the program
// on.
package demo

import (
	"bytes"
	"context"
	"embed"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/policy"
	"clausewalk/policy/library"
	"clausewalk/ui/session"
)

//go:embed _demo
var demoApp embed.FS

// asked is the policy that the made-up app is audited against.
const asked = "instagram-platform"

// Make puts the made-up app into dir, and an audit of it that two people have
// half answered in the days before now.
func Make(dir string, now time.Time, newID func() string) error {
	app, err := fs.Sub(demoApp, "_demo")
	if err != nil {
		return err
	}
	if err := os.CopyFS(dir, app); err != nil {
		return err
	}
	p, err := library.Load(asked)
	if err != nil {
		return err
	}
	w, err := workspace.Create(dir)
	if err != nil {
		return err
	}
	today := now.UTC().Truncate(24 * time.Hour)
	at := clock{today.Add(-4*24*time.Hour + 14*time.Hour)}
	if _, err := w.NewAudit("Photobook", "2.4", []*policy.Policy{p}, at.time); err != nil {
		return err
	}
	anas, err := open(w, ana, "ana-ruiz-demo", &at, newID)
	if err != nil {
		return err
	}
	bens, err := open(w, ben, "ben-okafor-demo", &at, newID)
	if err != nil {
		return err
	}
	return answer(anas, bens, &at, today)
}

// clock is the time that passes while the two are at work.
type clock struct{ time time.Time }

func (c *clock) now() time.Time {
	c.time = c.time.Add(97 * time.Second)
	return c.time
}

func open(w *workspace.Workspace, who event.Person, writer string, at *clock, newID func() string) (*person, error) {
	o, err := w.Open("", checklist.Hand{Person: who, Writer: writer, NewID: newID, Now: at.now})
	if err != nil {
		return nil, err
	}
	return &person{session.New(o)}, nil
}

// answer lets the two give their answers, on four days.
func answer(anas, bens *person, at *clock, today time.Time) error {
	if err := anas.facts(demoFacts); err != nil {
		return err
	}
	if err := anas.answer(anasAnswers); err != nil {
		return err
	}
	at.time = today.Add(-2*24*time.Hour + 10*time.Hour)
	if err := bens.answer(bensAnswers); err != nil {
		return err
	}
	at.time = today.Add(-24*time.Hour + 9*time.Hour)
	if err := bens.gaps(today); err != nil {
		return err
	}
	// Neither of the two has seen the other's answer when giving this one.
	if err := anas.Refresh(); err != nil {
		return err
	}
	if err := bens.answer(bensSide); err != nil {
		return err
	}
	if err := anas.answerUnseen(anasSide); err != nil {
		return err
	}
	at.time = today.Add(-24*time.Hour + 15*time.Hour)
	if err := anas.look(); err != nil {
		return err
	}
	return edit(filepath.Join(anas.Workspace.Root, "internal/cache/refresh.go"), "6 * time.Hour", "24 * time.Hour")
}

// look scans the app, and keeps what is found as suggestions.
func (p *person) look() error {
	if err := p.Refresh(); err != nil {
		return err
	}
	_, changes, err := session.Scan(context.Background(), p.Session, false, nil)
	if err != nil {
		return err
	}
	_, err = p.Do(changes...)
	return err
}

// edit changes the app after lines of it were cited, as happens to every app.
func edit(file, was, is string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	return os.WriteFile(file, bytes.Replace(text, []byte(was), []byte(is), 1), 0o644)
}

// person is one of the two people at work.
type person struct{ *session.Session }

// demoAnswer is what somebody says of a clause, with what shows it.
type demoAnswer struct {
	label    string
	verdict  event.Verdict
	reason   string
	evidence []string
}

func ref(label string) event.Ref {
	return event.Ref{Policy: asked, Label: label}
}

func (p *person) facts(facts map[string][]string) error {
	var changes []event.Change
	for _, f := range p.Facts() {
		changes = append(changes, event.SetFact(asked, f.Question.ID, event.FactAnswer{Values: facts[f.Question.ID]}))
	}
	_, err := p.Do(changes...)
	return err
}

// answer gives the answers after a look at what the other has entered.
func (p *person) answer(answers []demoAnswer) error {
	if err := p.Refresh(); err != nil {
		return err
	}
	return p.answerUnseen(answers)
}

func (p *person) answerUnseen(answers []demoAnswer) error {
	for _, a := range answers {
		changes := []event.Change{event.SetReason(ref(a.label), a.reason), event.SetVerdict(ref(a.label), a.verdict)}
		for _, spec := range a.evidence {
			e, err := p.Collect(p.Workspace.Root, spec, workspace.Allow{})
			if err != nil {
				return err
			}
			changes = append(changes, event.AddEvidence(ref(a.label), e))
		}
		if _, err := p.Do(changes...); err != nil {
			return err
		}
	}
	return nil
}

// gaps says who closes the two gaps.
func (p *person) gaps(today time.Time) error {
	for _, g := range []struct {
		label, owner, fix string
		days              int
	}{
		{"A.12", "Ben Okafor", "Purge the CDN when an item is deleted, and write its time into the log.", 11},
		{"A.10", "Ana Ruiz", "Rotate the server logs after 30 days, as the privacy policy says.", 24},
	} {
		ref := ref(g.label)
		_, err := p.Do(event.SetGap(ref, event.GapOwner, g.owner), event.SetGap(ref, event.GapFix, g.fix),
			event.SetGap(ref, event.GapDue, today.AddDate(0, 0, g.days).Format(time.DateOnly)))
		if err != nil {
			return err
		}
	}
	return nil
}
