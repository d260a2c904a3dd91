package policy

import (
	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/ui/command/cli"
)

func acceptCommand(r *cli.Run) *cobra.Command {
	var reason string
	var clear bool
	var allow workspace.Allow
	cmd := &cobra.Command{
		Use:   "accept ID",
		Short: "Accept, in your name, that parts of a policy are not asked",
		Long: `Accept, in your name, that parts of a policy are not asked, so that the gate no
longer calls it unread. This holds for this edition, and only while no less of
it is asked; status, report and check say who accepted it and why. To see what
is not asked, use clausewalk policy show ID --outline; to turn it into clauses,
use policy assess.`,
		Example: `  clausewalk policy accept our-terms --reason "Part B is about sellers; we sell nothing."
  clausewalk policy accept our-terms --clear`,
		Args:              cli.Words(1, 1),
		ValidArgsFunction: completeShow(r),
		RunE: func(_ *cobra.Command, args []string) error {
			if clear == (reason != "") {
				return cli.Usage("clausewalk policy accept "+args[0]+" --reason WORDS", "either --reason or --clear is needed")
			}
			return accept(r, args[0], reason, allow)
		},
	}
	cmd.Flags().StringVar(&reason, "reason", "", "why they need not be asked: `text`, @file, or - for standard input")
	cmd.Flags().BoolVar(&clear, "clear", false, "withdraw the acceptance")
	cli.SecretsFlag(cmd, &allow)
	return cmd
}

// accept accepts what is not asked of a policy, or undoes that where no reason
// is given.
func accept(r *cli.Run, id, reason string, allow workspace.Allow) error {
	text, err := r.Text(reason)
	if err != nil {
		return err
	}
	s, err := r.Write()
	if err != nil {
		return err
	}
	change, err := checklist.AcceptReading(s.Audit, id, text)
	if err != nil {
		return cli.Usage("", "%w", err)
	}
	if reason == "" {
		change = event.AcceptReading(id, nil)
	}
	step, err := cli.Do(s, allow, change)
	if err != nil {
		return err
	}
	r.Tell("%s: %s  %s\n", id, change.Value.InWords(), cli.Saved(step))
	return nil
}
