package command

import (
	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/reports"
)

func (c *cli) signCommand() *cobra.Command {
	var role, statement string
	cmd := &cobra.Command{
		Use:   "sign",
		Short: "Vouch by name for the audit as it stands",
		Long: `sign keeps who vouches for the audit, when, and the digest of its state. Any
later change shows as "changed since the sign-off", until somebody signs again.
The name is as claimed: nothing verifies it.`,
		Example: `  clausewalk sign --as "Ana Ruiz" --role "Engineering lead"
  clausewalk sign --statement "Reviewed with counsel on 24 November."`,
		Args: words(0, 0),
		RunE: func(*cobra.Command, []string) error {
			o, err := c.write()
			if err != nil {
				return err
			}
			change, err := o.Sign(o.Hand.Person.String(), role, statement)
			if err != nil {
				return failed("answer a clause first", "%w", err)
			}
			step, err := record(o, change)
			if err != nil {
				return err
			}
			c.tell("%s signed %s, state %s  %s\n", o.Hand.Person, o.Head.ID, o.StateDigest()[:12], saved(step))
			return nil
		},
	}
	cmd.Flags().StringVar(&role, "role", "", "what the person is in the team: `text`")
	cmd.Flags().StringVar(&statement, "statement", "", "what the person says: `text`")
	return cmd
}

// signedWords tells what stands of the audit's last sign-off, empty for none.
func signedWords(a *checklist.Audit) string {
	all := a.SignOffs()
	if len(all) == 0 {
		return ""
	}
	last := all[len(all)-1]
	if last.Changes == 0 {
		return "signed by " + last.Name + ", " + when(last.At)
	}
	return "changed since sign-off by " + last.Name + ", " + reports.Count(last.Changes, "change")
}
