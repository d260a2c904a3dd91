// Package outcome holds the commands below clausewalk outcome: what the platform
// really decided.
package outcome

import (
	"github.com/spf13/cobra"

	"clausewalk/ui/command/cli"
)

// Command returns clausewalk outcome with all that stands below it.
func Command(r *cli.Run) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "outcome",
		Short: "Record what the platform decided",
	}
	cmd.AddCommand(addCommand(r), listCommand(r), removeCommand(r))
	return cmd
}
