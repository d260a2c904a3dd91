package command

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"clausewalk/checklist/signature"
	"clausewalk/ui/command/cli"
)

const keyHint = "name one with clausewalk sign --ssh-key ~/.ssh/id_ed25519; a public key will do if an agent has the private one"

// signingKey returns the key that a person has meant without naming a file: git's
// user.signingkey, else the only key of the agent. It is a path, or the words of
// a public key.
func signingKey(dir string) (string, error) {
	git := exec.Command("git", "config", "--get", "--type=path", "user.signingkey")
	git.Dir = dir
	if out, err := git.Output(); err == nil {
		return strings.TrimPrefix(strings.TrimSpace(string(out)), "key::"), nil
	}
	out, err := exec.Command("ssh-add", "-L").Output()
	keys := strings.Split(strings.TrimSpace(string(out)), "\n")
	switch {
	case err != nil:
		return "", cli.Failed(keyHint, "git has no user.signingkey, and there is no SSH agent with a key")
	case len(keys) > 1:
		return "", cli.Usage(keyHint, "the SSH agent has %d keys, and git has no user.signingkey", len(keys))
	}
	return keys[0], nil
}

// sshSign has ssh-keygen sign a text with a key, a path or the words of a public
// key, and returns the signature. It may ask for a passphrase on the terminal.
func sshSign(key string, inWords bool, text []byte) (string, error) {
	keygen, err := exec.LookPath("ssh-keygen")
	if err != nil {
		return "", cli.Failed("install OpenSSH, or sign without a key, by name only", "there is no ssh-keygen on the PATH to sign with")
	}
	dir, err := os.MkdirTemp("", "clausewalk-sign-")
	if err != nil {
		return "", cli.Failed("", "sign: %w", err)
	}
	defer os.RemoveAll(dir)
	words := filepath.Join(dir, "signoff.json")
	err = os.WriteFile(words, text, 0o600)
	if inWords {
		err = errors.Join(err, os.WriteFile(filepath.Join(dir, "key.pub"), []byte(key+"\n"), 0o600))
		key = filepath.Join(dir, "key.pub")
	}
	if err != nil {
		return "", cli.Failed("", "sign: %w", err)
	}
	// A file, and not standard input: that is left to whoever types the passphrase.
	cmd := exec.Command(keygen, "-Y", "sign", "-n", signature.Namespace, "-f", key, words)
	var said bytes.Buffer
	cmd.Stdin, cmd.Stderr = os.Stdin, &said
	if err := cmd.Run(); err != nil {
		return "", cli.Failed(keyHint, "ssh-keygen could not sign with %s: %s", key, strings.Join(strings.Fields(said.String()), " "))
	}
	sig, err := os.ReadFile(words + ".sig")
	if err != nil {
		return "", fmt.Errorf("sign: %w", err)
	}
	return string(sig), nil
}
