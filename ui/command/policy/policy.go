// Package policy holds the commands below clausewalk policy: the policies that
// can be asked, and their editions.
package policy

import (
	"github.com/spf13/cobra"

	"clausewalk/ui/command/cli"
)

// Command returns clausewalk policy with all that stands below it.
func Command(r *cli.Run) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "policy",
		Short: "List, show, add, compare and adopt policies",
	}
	cmd.AddCommand(listCommand(r), showCommand(r), addCommand(r), compareCommand(r), adoptCommand(r), checkCommand(r), acceptCommand(r), assessCommand(r), guideCommand(r))
	return cmd
}
