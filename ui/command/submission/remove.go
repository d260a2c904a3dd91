package submission

import (
	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/ui/command/cli"
)

func removeCommand(r *cli.Run) *cobra.Command {
	return &cobra.Command{
		Use:     "remove NUMBER",
		Short:   "Remove a submission that was started by mistake",
		Example: "  clausewalk submission remove 2\n  clausewalk submission list",
		Args:    cli.Words(1, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			s, err := r.Write()
			if err != nil {
				return err
			}
			one, err := checklist.FindSubmission(s.Audit, args[0])
			if err != nil {
				return err
			}
			step, err := cli.Do(s, workspace.Allow{}, event.Submit(one.Policy, one.ID, nil))
			if err != nil {
				return err
			}
			r.Tell("%s removed  %s\n", one.Name(), cli.Saved(step))
			return nil
		},
	}
}
