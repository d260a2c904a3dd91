package outcome

import (
	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/checklist/workspace"
	"clausewalk/ui/command/cli"
)

func removeCommand(r *cli.Run) *cobra.Command {
	return &cobra.Command{
		Use:     "remove ID",
		Short:   "Remove a decision that was entered by mistake",
		Example: "  clausewalk outcome remove 01h7qk3f9q2m8\n  clausewalk outcome list",
		Args:    cli.Words(1, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			s, err := r.Write()
			if err != nil {
				return err
			}
			changes, err := checklist.RemoveOutcome(s.Audit, args[0])
			if err != nil {
				return cli.Usage("clausewalk outcome list shows the ids", "%w", err)
			}
			step, err := cli.Do(s, workspace.Allow{}, changes...)
			if err != nil {
				return err
			}
			r.Tell("removed  %s\n", cli.Saved(step))
			return nil
		},
	}
}
