package command

import (
	"github.com/spf13/cobra"

	"clausewalk/checklist/workspace"
	"clausewalk/reports"
	"clausewalk/ui/command/cli"
	"clausewalk/ui/session"
)

func signCommand(r *cli.Run) *cobra.Command {
	var role, statement string
	var allow workspace.Allow
	cmd := &cobra.Command{
		Use:   "sign",
		Short: "Vouch by name for the audit as it stands",
		Long: `sign keeps who vouches for the audit, when, and for which state of it: app and
release, policies and their rules, every answer and every piece of evidence, the
counts and what the gate came to. It says first what is unanswered, stale or in
conflict, and every later report says so too. Whatever changes afterwards shows as
"changed since sign-off", by kind, until somebody signs again.
The name is as claimed: nothing verifies it.`,
		Example: `  clausewalk sign --as "Ana Ruiz" --role "Engineering lead"
  clausewalk sign --statement "Reviewed with counsel on 24 November."`,
		Args: cli.Words(0, 0),
		RunE: func(*cobra.Command, []string) error { return sign(r, role, statement, allow) },
	}
	cmd.Flags().StringVar(&role, "role", "", "what the person is in the team: `text`")
	cmd.Flags().StringVar(&statement, "statement", "", "what the person says: `text`")
	cli.SecretsFlag(cmd, &allow)
	return cmd
}

func sign(r *cli.Run, role, statement string, allow workspace.Allow) error {
	s, err := r.Open(session.Options{Write: true, Look: true})
	if err != nil {
		return err
	}
	who, faults := s.Hand().Person, session.Faults(s)
	change, err := session.Sign(s, who.String(), role, statement, faults)
	if err != nil {
		return cli.Failed("answer a clause first", "%w", err)
	}
	if over := session.ToSign(s, faults).Over(); over != "" {
		r.Note("still open: %s; every report of this sign-off will say so", over)
	}
	step, err := cli.Do(s, allow, change)
	if err != nil {
		return err
	}
	r.Tell("%s signed %s, state %s  %s\n", who, s.Head.ID, s.StateDigest()[:12], cli.Saved(step))
	for _, line := range reports.SignedWords(s.Audit, s.Now(), cli.When)[1:] {
		r.Tell("%s\n", line)
	}
	return nil
}
