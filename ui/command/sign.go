package command

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/checklist/durable"
	"clausewalk/checklist/event"
	"clausewalk/checklist/signature"
	"clausewalk/checklist/workspace"
	"clausewalk/reports"
	"clausewalk/ui/command/cli"
	"clausewalk/ui/session"
)

// signing is what sign was told.
type signing struct {
	role, statement string
	key             string // a file
	ssh             bool   // with the key that git or the agent has
	export          string // a folder, empty for none
	allow           workspace.Allow
}

func signCommand(r *cli.Run) *cobra.Command {
	var o signing
	cmd := &cobra.Command{
		Use:   "sign",
		Short: "Vouch by name for the audit as it stands",
		Long: `sign records who vouches for the audit, when, and for exactly which state of
it: app and release, policies and their rules, every answer and piece of
evidence, the counts, and whether the gate held. It first says what is
unanswered, stale or in conflict, and so does every later report. Later changes
are reported as "changed since sign-off", by kind, until somebody signs again.

The name is as claimed, unless an SSH key signs it: verify then checks the
signature against .clausewalk/allowed_signers, which you write and commit.
--export writes the files that plain ssh-keygen needs to check it, for this
sign-off or, without --ssh-key and --ssh, for the last one with a signature.`,
		Example: `  clausewalk sign --as "Ana Ruiz" --role "Engineering lead"
  clausewalk sign --ssh-key ~/.ssh/id_ed25519 --export signed`,
		Args: cli.Words(0, 0),
		RunE: func(*cobra.Command, []string) error { return o.run(r) },
	}
	cmd.Flags().StringVar(&o.role, "role", "", "the person's role: `text`")
	cmd.Flags().StringVar(&o.statement, "statement", "", "a statement in the person's own words: `text`")
	cmd.Flags().StringVar(&o.key, "ssh-key", "", "sign with the SSH key in a `file`, private or public")
	cmd.Flags().BoolVar(&o.ssh, "ssh", false, "sign with git's user.signingkey, or with the SSH agent's only key")
	cmd.Flags().StringVar(&o.export, "export", "", "write the signed text, its signature and allowed_signers into a `folder`")
	cli.SecretsFlag(cmd, &o.allow)
	return cmd
}

func (o signing) run(r *cli.Run) error {
	if o.ssh && o.key != "" {
		return cli.Usage("leave one of them out", "--ssh-key names a key, and --ssh looks for one")
	}
	if o.export != "" && o.key == "" && !o.ssh {
		s, err := r.Peek()
		if err != nil {
			return err
		}
		return exportSigned(r, s, o.export)
	}
	s, err := o.sign(r)
	if err == nil && o.export != "" {
		err = exportSigned(r, s, o.export)
	}
	return err
}

func (o signing) sign(r *cli.Run) (*session.Session, error) {
	s, err := r.Open(session.Options{Write: true, Look: true})
	if err != nil {
		return nil, err
	}
	who, faults := s.Hand().Person, session.Faults(s)
	change, err := session.Sign(s, who.String(), o.role, o.statement, faults)
	if err != nil {
		return nil, cli.Failed("answer a clause first", "%w", err)
	}
	if over := session.ToSign(s, faults).Over(); over != "" {
		r.Note("still open: %s; every report of this sign-off will say so", over)
	}
	if err := cli.Check(s, o.allow, change); err != nil {
		return nil, err
	}
	var unknown *signature.Signer
	if o.key != "" || o.ssh {
		if change, unknown, err = o.withKey(r, s, change); err != nil {
			return nil, err
		}
	}
	step, err := cli.Do(s, o.allow, change)
	if err != nil {
		return nil, err
	}
	r.Tell("%s signed %s, state %s  %s\n", who, s.Head.ID, s.StateDigest()[:12], cli.Saved(step))
	for _, line := range reports.SignedWords(s.Audit, s.Now(), cli.When)[1:] { // Who signed was just said.
		r.Tell("%s\n", line)
	}
	if unknown != nil {
		r.Note("nobody in .clausewalk/allowed_signers has the key %s; verify will say so until you add this line:\n%s", unknown.Fingerprint, allowedLine(who, *unknown))
	}
	return s, nil
}

// withKey returns a sign-off with the signature of a person's key. Unknown is
// whose key nobody is said to have.
func (o signing) withKey(r *cli.Run, s *session.Session, change event.Change) (signed event.Change, unknown *signature.Signer, err error) {
	key := o.key
	if o.ssh {
		if key, err = signingKey(s.Workspace.Root); err != nil {
			return change, nil, err
		}
	}
	words := strings.HasPrefix(key, "ssh-") || strings.HasPrefix(key, "sk-") || strings.HasPrefix(key, "ecdsa-")
	if words = words && o.ssh && strings.Contains(key, " "); !words {
		key = r.Resolve(key)
	}
	said := change.Value.(event.SignOff)
	text, err := event.EncodeValue(said)
	if err != nil {
		return change, nil, err
	}
	if said.Signature, err = sshSign(key, words, text); err != nil {
		return change, nil, err
	}
	signer, err := workspace.CheckSignature(s.Workspace, said, text)
	switch {
	case errors.Is(err, signature.ErrUnknown):
		unknown = &signer
	case err != nil:
		return change, nil, cli.Failed("correct the file, or sign with another key; nothing was signed", "the key %s: %w", signer.Fingerprint, err)
	}
	return event.Sign(said), unknown, nil
}

// allowedLine returns the line of allowed_signers that makes a key a person's.
func allowedLine(who event.Person, signer signature.Signer) string {
	name := who.Email
	if name == "" {
		name = strings.ReplaceAll(who.Name, " ", "?")
	}
	return fmt.Sprintf("%s namespaces=%q %s", name, signature.Namespace, signer.Key)
}

// exportSigned writes what plain ssh-keygen needs to check the newest sign-off
// that has a signature.
func exportSigned(r *cli.Run, s *session.Session, dir string) error {
	var last event.SignOff
	for _, one := range checklist.SignOffs(s.Audit) {
		if one.Signature != "" {
			last = one
		}
	}
	if last.Signature == "" {
		return cli.Failed("clausewalk sign --ssh-key FILE makes one", "this audit has no sign-off with a signature")
	}
	allowed, err := workspace.Allowed(s.Workspace)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(r.Resolve(dir), 0o755); err != nil {
		return cli.Failed("", "sign: %w", err)
	}
	files := []struct {
		name string
		data []byte
	}{{"signoff.json", checklist.SignedText(s.Audit, last)}, {"signoff.json.sig", []byte(last.Signature)}, {workspace.AllowedName, allowed}}
	for _, f := range files {
		if f.data == nil {
			continue
		}
		file, err := r.OutputFile(s.Workspace, filepath.Join(dir, f.name))
		if err != nil {
			return err
		}
		disk, base := durable.Split(file)
		if err := durable.WriteFile(disk, base, f.data, 0o644); err != nil {
			return cli.Failed("", "sign: %w", err)
		}
	}
	if allowed == nil {
		r.Note("there is no .clausewalk/allowed_signers: whoever checks the signature has to know whose key it is")
	}
	name := last.Bound.By.Email
	if name == "" {
		name = last.Bound.By.Name
	}
	r.Tell("%s contains the sign-off by %s; run this in it to check the signature:\n  ssh-keygen -Y verify -f %s -I %q -n %s -s signoff.json.sig < signoff.json\n", dir, last.Name, workspace.AllowedName, name, signature.Namespace)
	return nil
}
