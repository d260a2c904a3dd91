// Package evidence holds the commands below clausewalk evidence: what shows an
// answer to be true.
package evidence

import (
	"github.com/spf13/cobra"

	"clausewalk/ui/command/cli"
)

// Command returns clausewalk evidence with all that stands below it.
func Command(r *cli.Run) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "evidence",
		Short: "Add, list, open, verify and remove evidence",
	}
	cmd.AddCommand(addCommand(r), listCommand(r), openCommand(r), verifyCommand(r), removeCommand(r))
	return cmd
}
