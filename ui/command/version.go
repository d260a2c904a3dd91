package command

import (
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"clausewalk/ui/command/cli"
)

func versionCommand(r *cli.Run) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version of the program",
		Args:  cli.Words(0, 0),
		RunE: func(*cobra.Command, []string) error {
			r.Printf("%s %s %s/%s\n", cli.Tool(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
			if info, ok := debug.ReadBuildInfo(); ok {
				if from := cli.Checkout(info); from != "" {
					r.Printf("built from %s\n", from)
				}
			}
			return nil
		},
	}
}
