package workspace

import (
	"errors"
	"fmt"
	"io/fs"
	"testing"
	"time"

	"clausewalk/checklist"
	"clausewalk/checklist/durable"
	"clausewalk/checklist/durable/forgetful"
	"clausewalk/checklist/event"
	"clausewalk/policy"
	"clausewalk/policy/guide"
	"clausewalk/policy/reading"
)

func rulesWithGuide(t *testing.T) *policy.Policy {
	t.Helper()
	p, err := reading.Parse("rules", []byte("# Rules\n\n## A. One\n\n1. Be kind.\n2. Be brief.\n"))
	if err == nil {
		err = guide.Join(p, "guide.yaml", []byte("format: 1\nclauses: {}\n"))
	}
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestANewAuditSurvivesLossOfPower cuts the power at every step of making a
// workspace with an audit. What was begun is there with its rules; before that,
// whatever is seen of it can be read.
func TestANewAuditSurvivesLossOfPower(t *testing.T) {
	p := rulesWithGuide(t)
	var made checklist.Head
	do := func(d durable.Disk) error {
		w, err := On(d)
		if err != nil {
			return err
		}
		made, err = w.NewAudit("Photobook", "2.4", []*policy.Policy{p}, time.Unix(0, 0))
		return err
	}
	forgetful.Try(t, nil, do, func(d *forgetful.Disk, done bool) error {
		if _, err := d.Lstat(name("workspace.json")); errors.Is(err, fs.ErrNotExist) && !done {
			return nil
		}
		w, err := On(d)
		if err != nil {
			return err
		}
		for _, f := range ours {
			if data, err := durable.ReadFile(d, name(f.name), 1<<20); err != nil || string(data) != f.content {
				return fmt.Errorf("%s holds %q, %v", f.name, data, err)
			}
		}
		heads, err := w.Audits()
		if err != nil {
			return err
		}
		seen := false
		for _, h := range heads {
			seen = seen || h.ID == made.ID
			for _, e := range h.Policies {
				pinned, err := w.edition(e)
				if err != nil {
					return fmt.Errorf("audit %s: %w", h.ID, err)
				}
				if string(pinned.GuideYAML) != string(p.GuideYAML) {
					return fmt.Errorf("audit %s: the guide is not the one that it began with: %q", h.ID, pinned.GuideYAML)
				}
			}
		}
		if done && !seen {
			return fmt.Errorf("the audit %s is gone", made.ID)
		}
		return nil
	})
}

func TestADraftSurvivesLossOfPower(t *testing.T) {
	begin := func(d durable.Disk) error {
		_, err := On(d)
		return err
	}
	ref := event.Ref{Policy: "rules", Label: "A.1"}
	save := func(d durable.Disk) error {
		return draftsOn(d, "a").Save(Draft{Policy: ref.Policy, Label: ref.Label, Text: "half a thought"})
	}
	forgetful.Try(t, begin, save, func(d *forgetful.Disk, done bool) error {
		all, err := draftsOn(d, "a").All()
		if err == nil && done && (len(all) != 1 || all[0].Text != "half a thought") {
			err = fmt.Errorf("the drafts are %+v", all)
		}
		return err
	})
}

// TestTheNameOfAWriterSurvivesLossOfPower holds that it is there whole or not at
// all: one that is lost costs another name, and no answer.
func TestTheNameOfAWriterSurvivesLossOfPower(t *testing.T) {
	begin := func(d durable.Disk) error {
		_, err := On(d)
		return err
	}
	var writer string
	do := func(d durable.Disk) (err error) {
		writer, err = on(d).Writer(event.Person{Name: "Ana"})
		return err
	}
	forgetful.Try(t, begin, do, func(d *forgetful.Disk, done bool) error {
		got, err := on(d).KnownWriter()
		if err == nil && got != "" && done && got != writer {
			err = fmt.Errorf("the writer is %q, and was %q", got, writer)
		}
		return err
	})
}

func TestAWorkspaceSurvivesLossOfPower(t *testing.T) {
	fresh := false
	do := func(d durable.Disk) error {
		_, err := d.Lstat(name("workspace.json"))
		fresh = errors.Is(err, fs.ErrNotExist) // Otherwise it was made by the program that was killed.
		_, err = On(d)
		return err
	}
	forgetful.Try(t, nil, do, func(d *forgetful.Disk, done bool) error {
		_, err := d.Lstat(name("workspace.json"))
		if errors.Is(err, fs.ErrNotExist) && !(done && fresh) {
			return nil
		}
		for _, f := range ours {
			if data, err := durable.ReadFile(d, name(f.name), 1<<20); err != nil || string(data) != f.content {
				return fmt.Errorf("%s holds %q, %v", f.name, data, err)
			}
		}
		return err
	})
}
