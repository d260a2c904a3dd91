package workspace_test

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/hiddeco/sshsig"
	"golang.org/x/crypto/ssh"
	"pgregory.net/rapid"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/checklist/signature"
	"clausewalk/checklist/workspace"
)

// signedAudit is an audit with an answer, a piece of evidence and a sign-off that
// an SSH key has signed. It returns its folder.
func signedAudit(t *testing.T) (o *workspace.Open, root string) {
	t.Helper()
	o, root = collecting(t)
	if _, err := o.Workspace.Writer(event.Person{Name: "Ana"}); err != nil {
		t.Fatal(err)
	}
	ref := o.Refs()[0]
	e, err := o.Collect(root, "docs/runbook.md", workspace.Allow{})
	if err != nil {
		t.Fatal(err)
	}
	keep := func(changes ...event.Change) {
		t.Helper()
		step, err := o.Step(o.Hand, changes...)
		if err == nil {
			err = o.Journal.Append(step)
		}
		if err == nil {
			err = o.Apply(step...)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	keep(event.SetVerdict(ref, event.Met), event.AddEvidence(ref, e))
	change, err := checklist.Sign(o.Audit, checklist.Vouch{By: o.Hand.Person, At: o.Hand.Now(), Name: "Ana", Role: "lead", Statement: "as far as I know"})
	if err != nil {
		t.Fatal(err)
	}
	said := change.Value.(event.SignOff)
	text, err := event.EncodeValue(said)
	if err != nil {
		t.Fatal(err)
	}
	_, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	signer, err := ssh.NewSignerFromKey(private)
	if err != nil {
		t.Fatal(err)
	}
	sig, err := sshsig.Sign(bytes.NewReader(text), signer, sshsig.HashSHA512, signature.Namespace)
	if err != nil {
		t.Fatal(err)
	}
	said.Signature = string(sshsig.Armor(sig))
	keep(event.Sign(said))
	line := strings.ReplaceAll(o.Hand.Person.Name, " ", "?") + " " + string(ssh.MarshalAuthorizedKey(signer.PublicKey()))
	if err := os.WriteFile(filepath.Join(root, workspace.Dir, workspace.AllowedName), []byte(line), 0o644); err != nil {
		t.Fatal(err)
	}
	return o, root
}

// TestNoByteOfWhatIsSignedCanBeAltered alters one byte of the signed text, and
// makes the sums of the journal anew: only the signature can tell then.
func TestNoByteOfWhatIsSignedCanBeAltered(t *testing.T) {
	o, root := signedAudit(t)
	if _, faults, _ := workspace.Verify(o.Workspace, "", time.Now()); len(faults) > 0 {
		t.Fatalf("what nobody has altered: %v", faults)
	}
	files, err := filepath.Glob(filepath.Join(root, workspace.Dir, "audits", "*", "journal", "*.jsonl"))
	if err != nil || len(files) != 1 {
		t.Fatal(files, err)
	}
	whole, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	notes, _ := filepath.Glob(filepath.Join(root, workspace.Dir, ".local", "*-tip.json"))
	for _, note := range notes { // Another clone has none.
		if err := os.Remove(note); err != nil {
			t.Fatal(err)
		}
	}
	start := bytes.LastIndex(whole, []byte(`"value":{`)) + len(`"value":`)
	end := bytes.LastIndex(whole, []byte(`,"signature":`)) // A signature may be spelled in several ways, and says the same.
	first := bytes.LastIndexByte(whole[:start], '\n') + 1
	rapid.Check(t, func(t *rapid.T) {
		at, to := rapid.IntRange(start, end-1).Draw(t, "at"), byte(rapid.IntRange(' ', '~').Draw(t, "to"))
		if whole[at] == to || to == '\\' {
			t.Skip("the same, or the beginning of another way to write it")
		}
		altered := bytes.Clone(whole)
		altered[at] = to
		body, _, _ := bytes.Cut(altered[first:], []byte(`,"sum":"`))
		body = append(bytes.Clone(body), '}')
		sum := sha256.Sum256(body)
		altered = append(append(altered[:first:first], body[:len(body)-1]...), `,"sum":"`+hex.EncodeToString(sum[:])+"\"}\n"...)
		if err := os.WriteFile(files[0], altered, 0o644); err != nil {
			t.Fatal(err)
		}
		if _, faults, _ := workspace.Verify(o.Workspace, "", time.Now()); len(faults) == 0 {
			t.Errorf("nobody sees that byte %d of the sign-off is %q", at-start, to)
		}
	})
}

// TestNothingThatIsSignedChangesUnseen alters a byte of the texts and files that
// a sign-off binds: verify finds it, or the sign-off says that it has changed.
func TestNothingThatIsSignedChangesUnseen(t *testing.T) {
	o, root := signedAudit(t)
	var files []string
	for _, pattern := range []string{"policies/*/*/clauses.json", "policies/*/*/policy.md", "policies/*/*/guide.yaml", "audits/*/evidence/*/*", "audits/*/journal/*"} {
		found, err := filepath.Glob(filepath.Join(root, workspace.Dir, filepath.FromSlash(pattern)))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	rapid.Check(t, func(t *rapid.T) {
		file := rapid.SampledFrom(files).Draw(t, "file")
		whole, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		altered := bytes.Clone(whole)
		altered[rapid.IntRange(0, len(whole)-1).Draw(t, "at")] ^= 1 << rapid.IntRange(0, 6).Draw(t, "bit")
		if err := os.WriteFile(file, altered, 0o644); err != nil {
			t.Fatal(err)
		}
		defer os.WriteFile(file, whole, 0o644)
		if _, faults, _ := workspace.Verify(o.Workspace, "", time.Now()); len(faults) > 0 {
			return
		}
		now, err := o.Workspace.Open("", checklist.Hand{})
		if err != nil {
			return
		}
		now.Look()
		if s, signed := checklist.LastSignOff(now.Audit); !signed || checklist.ChangedSince(now.Audit, s, time.Now()).Count() == 0 {
			t.Errorf("nobody sees what was altered in %s", file)
		}
	})
}
