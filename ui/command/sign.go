package command

import (
	"github.com/spf13/cobra"

	"clausewalk/checklist/workspace"
	"clausewalk/ui/command/cli"
)

func signCommand(r *cli.Run) *cobra.Command {
	var role, statement string
	var allow workspace.Allow
	cmd := &cobra.Command{
		Use:   "sign",
		Short: "Vouch by name for the audit as it stands",
		Long: `sign keeps who vouches for the audit, when, and the digest of its state. Any
later change shows as "changed since the sign-off", until somebody signs again.
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
	s, err := r.Write()
	if err != nil {
		return err
	}
	who := s.Hand().Person
	change, err := s.Sign(who.String(), role, statement)
	if err != nil {
		return cli.Failed("answer a clause first", "%w", err)
	}
	step, err := cli.Do(s, allow, change)
	if err != nil {
		return err
	}
	r.Tell("%s signed %s, state %s  %s\n", who, s.Head.ID, s.StateDigest()[:12], cli.Saved(step))
	return nil
}
