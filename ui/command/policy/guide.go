package policy

import (
	"github.com/spf13/cobra"

	"clausewalk/policy/guide"
	"clausewalk/ui/command/cli"
)

func guideCommand(r *cli.Run) *cobra.Command {
	return &cobra.Command{
		Use:   "guide ID",
		Short: "Print an empty guide for a policy, with every field explained",
		Long: `Print an empty guide: the labels of the policy's clauses, and every field with
its meaning and allowed values. Fill in what you need and pass it to policy add
--guide, which lists every mistake in it at once.`,
		Example: `  clausewalk policy guide our-terms > guide.yaml
  clausewalk policy add terms.md --id our-terms --guide guide.yaml`,
		Args: cli.Words(1, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			p, _, err := shown(r, args)
			if err != nil {
				return err
			}
			r.Printf("%s", guide.Empty(p))
			return nil
		},
	}
}
