package workspace_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
)

func TestVerifyNamesEveryFaultAndChangesNothing(t *testing.T) {
	o, root := collecting(t)
	if _, err := o.Workspace.Writer(event.Person{Name: "Ana"}); err != nil {
		t.Fatal(err)
	}
	ref := o.Refs()[0]
	e, err := o.Collect(root, "docs/runbook.md", workspace.Allow{})
	if err != nil {
		t.Fatal(err)
	}
	do(t, o, event.SetVerdict(ref, event.NotMet), event.SetReason(ref, "why"), event.AddEvidence(ref, e))
	sign, err := checklist.Sign(o.Audit, checklist.Vouch{By: o.Hand.Person, At: o.Hand.Now(), Name: "Ana Ruiz"})
	if err != nil {
		t.Fatal(err)
	}
	do(t, o, sign)
	head, faults, _ := workspace.Verify(o.Workspace, "", day)
	if head.ID != o.Head.ID || len(faults) != 0 {
		t.Fatalf("nothing is wrong, and yet %v", faults)
	}
	journal := journalOf(t, o.Workspace, head.ID, "ana")
	whole, err := os.ReadFile(journal)
	if err != nil {
		t.Fatal(err)
	}
	kept, err := o.Vault.Find(e.SHA256)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ path, text, want string }{
		"evidence altered": {kept, "something else\n", "A.1: evidence runbook.md: " + kept + ": its bytes are not those that were added"},
		"answer altered":   {journal, strings.Replace(string(whole), `"why"`, `"not"`, 1), journal + ":3: the line was changed after it was written"},
		"lines reordered":  {journal, strings.SplitAfterN(string(whole), "\n", 2)[1], journal + ":1: the event has number 2"},
	} {
		before, err := os.ReadFile(c.path)
		if err != nil {
			t.Fatal(err)
		}
		write(t, c.path, c.text)
		_, faults, _ := workspace.Verify(o.Workspace, head.ID, day)
		if err := errors.Join(faults...); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
		if now, err := os.ReadFile(c.path); err != nil || string(now) != c.text {
			t.Errorf("%s: it was touched", name)
		}
		write(t, c.path, string(before))
	}
	if err := os.RemoveAll(filepath.Dir(kept)); err != nil {
		t.Fatal(err)
	}
	if _, faults, _ := workspace.Verify(o.Workspace, "", day); len(faults) != 1 || !strings.Contains(faults[0].Error(), "A.1: evidence runbook.md: the file is missing") {
		t.Errorf("evidence removed: %v", faults)
	}
	if _, faults, _ := workspace.Verify(o.Workspace, "none", day); len(faults) != 1 {
		t.Errorf("unknown audit: %v", faults)
	}
}

func TestVerifyFindsASignedStateThatCannotBeMadeAgain(t *testing.T) {
	o, _ := collecting(t)
	do(t, o, event.SetVerdict(o.Refs()[0], event.Met))
	sign, err := checklist.Sign(o.Audit, checklist.Vouch{By: o.Hand.Person, At: o.Hand.Now(), Name: "Ana Ruiz"})
	if err != nil {
		t.Fatal(err)
	}
	ben, err := o.Workspace.Open("", hand("ben"))
	if err != nil {
		t.Fatal(err)
	}
	do(t, ben, sign)
	if _, faults, _ := workspace.Verify(o.Workspace, "", day); len(faults) != 0 {
		t.Fatalf("nothing is wrong, and yet %v", faults)
	}
	if err := os.Remove(journalOf(t, o.Workspace, o.Head.ID, "ana")); err != nil {
		t.Fatal(err)
	}
	_, faults, _ := workspace.Verify(o.Workspace, "", day)
	if err := errors.Join(faults...); err == nil || !strings.Contains(err.Error(), "the state that Ana Ruiz signed on 2026-11-24 cannot be reproduced") {
		t.Errorf("%v", err)
	}
}
