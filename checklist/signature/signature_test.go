package signature_test

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"clausewalk/checklist/signature"
)

var day = time.Date(2026, 11, 24, 14, 2, 11, 0, time.UTC)

// key makes a key and returns its path and its public half.
func key(t *testing.T) (path, public string) {
	t.Helper()
	if _, err := exec.LookPath("ssh-keygen"); err != nil {
		t.Skip("there is no ssh-keygen here")
	}
	path = filepath.Join(t.TempDir(), "id")
	if out, err := exec.Command("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", path).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	text, err := os.ReadFile(path + ".pub")
	if err != nil {
		t.Fatal(err)
	}
	return path, strings.TrimSpace(string(text))
}

// sign has ssh-keygen sign a text.
func sign(path string, text []byte) (string, error) { return signFor(signature.Namespace, path, text) }

func signFor(namespace, path string, text []byte) (string, error) {
	cmd := exec.Command("ssh-keygen", "-Y", "sign", "-n", namespace, "-f", path)
	cmd.Stdin = bytes.NewReader(text)
	out, err := cmd.Output()
	return string(out), err
}

func TestASignatureHoldsForItsBytesAndItsKeyAlone(t *testing.T) {
	path, public := key(t)
	_, other := key(t)
	text := []byte("Photobook 2.4\n38 met, 2 gaps\n")
	sig, err := sign(path, text)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		allowed string
		at      time.Time
		want    error
	}{
		"allowed":             {"ana@x.example " + public, day, nil},
		"allowed for this":    {`ana@x.example namespaces="git,clausewalk-signoff@v1" ` + public, day, nil},
		"allowed then":        {`ana@x.example valid-after="20260101Z",valid-before="20270101Z" ` + public, day, nil},
		"nobody":              {"# none\n\n", day, signature.ErrUnknown},
		"somebody else":       {"ben@x.example " + other, day, signature.ErrUnknown},
		"for something else":  {`ana@x.example namespaces="git" ` + public, day, signature.ErrUnknown},
		"too late":            {`ana@x.example valid-before="20260101Z" ` + public, day, signature.ErrExpired},
		"too early":           {`ana@x.example valid-after="20270101120000Z" ` + public, day, signature.ErrExpired},
		"a new key of theirs": {"ana@x.example valid-before=\"20260101Z\" " + public + "\nana@x.example " + other, day, signature.ErrExpired},
	} {
		who, err := signature.Verify(text, sig, []byte(c.allowed), c.at)
		if !errors.Is(err, c.want) || c.want == nil && (len(who.Principals) != 1 || who.Principals[0] != "ana@x.example") {
			t.Errorf("%s: %v, %v", name, who, err)
		}
		if !strings.HasPrefix(who.Fingerprint, "SHA256:") {
			t.Errorf("%s: the key is not named: %+v", name, who)
		}
	}
	allowed := []byte("ana@x.example " + public)
	for n := range text {
		altered := append([]byte{}, text...)
		altered[n] ^= 1
		if _, err := signature.Verify(altered, sig, allowed, day); !errors.Is(err, signature.ErrAltered) {
			t.Fatalf("byte %d altered: %v", n, err)
		}
	}
	if _, err := signature.Verify(text, "no signature", allowed, day); !errors.Is(err, signature.ErrForm) {
		t.Errorf("no signature: %v", err)
	}
	if _, err := signature.Verify(text, sig, []byte("ana@x.example ssh-ed25519 AAAA"), day); err == nil || !strings.Contains(err.Error(), "allowed_signers:1: ") {
		t.Errorf("a broken line: %v", err)
	}
}

// TestPlainOpenSSHChecksTheSame runs the command that docs/format.md shows.
func TestASignatureThatWasMadeForSomethingElseHoldsForNothingHere(t *testing.T) {
	path, public := key(t)
	text := []byte("Photobook 2.4\n")
	sig, err := signFor("git", path, text)
	if err != nil {
		t.Fatal(err)
	}
	_, err = signature.Verify(text, sig, []byte("ana@x.example "+public), day)
	if !errors.Is(err, signature.ErrAltered) || !strings.Contains(err.Error(), `it was made for "git"`) {
		t.Error(err)
	}
}

func TestPlainOpenSSHChecksTheSame(t *testing.T) {
	path, public := key(t)
	text := []byte("Photobook 2.4\n")
	sig, err := sign(path, text)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for name, content := range map[string]string{"signoff.sig": sig, "allowed_signers": "ana@x.example " + public + "\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for words, good := range map[string]bool{string(text): true, "Photobook 2.5\n": false} {
		cmd := exec.Command("ssh-keygen", "-Y", "verify", "-f", "allowed_signers", "-I", "ana@x.example", "-n", signature.Namespace, "-s", "signoff.sig")
		cmd.Dir, cmd.Stdin = dir, strings.NewReader(words)
		if out, err := cmd.CombinedOutput(); (err == nil) != good {
			t.Errorf("%q: %v: %s", words, err, out)
		}
	}
}

func TestAKeyIsOfThoseWhomItsPatternsName(t *testing.T) {
	s := signature.Signer{Principals: []string{"ana@x.example", "*@photobook.example", "!ben@photobook.example", "c?rla"}}
	for name, want := range map[string]bool{
		"ana@x.example": true, "dana@photobook.example": true, "ben@photobook.example": false, "carla": true, "crla": false, "": false, "ana@x.example.org": false,
	} {
		if s.Is(name) != want {
			t.Errorf("%q: %v", name, !want)
		}
	}
}

func TestEachThatDoesNotHoldSaysWhy(t *testing.T) {
	for err, want := range map[error]string{
		signature.ErrAltered: "the signature does not match: what was signed has been altered",
		signature.ErrForm:    "it is not an SSH signature",
	} {
		if err.Error() != want {
			t.Errorf("%q", err)
		}
	}
	if _, err := signature.Verify(nil, "none", nil, day); !errors.Is(err, signature.ErrForm) {
		t.Errorf("none: %v", err)
	}
}

func FuzzAllowed(f *testing.F) {
	f.Add([]byte(`ana@x valid-before="20260101Z" ssh-ed25519 AAAA`))
	f.Fuzz(func(_ *testing.T, data []byte) { _, _ = signature.Allowed(data) })
}
