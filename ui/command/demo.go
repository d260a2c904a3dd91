package command

import (
	"os"

	"github.com/spf13/cobra"

	"clausewalk/ui"
	"clausewalk/ui/clauses"
	"clausewalk/ui/command/cli"
	"clausewalk/ui/command/demo"
)

func demoCommand(r *cli.Run) *cobra.Command {
	var in string
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Try clausewalk on a half-answered example audit",
		Long: `Open a half-answered audit of a made-up app in a temporary folder. Everything
works as it would on your own app, and none of your files are touched.`,
		Example: `  clausewalk demo
  clausewalk demo --in /tmp/photobook`,
		Args: cli.Words(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if !cmd.Flags().Changed("in") {
				dir, err := os.MkdirTemp(r.Getenv("TMPDIR"), "clausewalk-demo-")
				if err != nil {
					return err
				}
				return runDemo(r, dir)
			}
			dir, err := emptyFolder(r, in)
			if err != nil {
				return err
			}
			return runDemo(r, dir)
		},
	}
	cmd.Flags().StringVar(&in, "in", "", "an empty `folder` for it (default: a temporary one)")
	return cmd
}

func runDemo(r *cli.Run, dir string) error {
	if err := demo.Make(dir, r.Now(), r.NewID); err != nil {
		return cli.Failed("", "demo: %w", err)
	}
	r.Workspace, r.Audit = dir, ""
	if r.Terminal {
		s, err := openToWalk(r)
		if err != nil {
			return err
		}
		if err := show(r, s, ui.Options{Welcome: demoWelcome}); err != nil {
			return err
		}
		return tellHowToInstall(r)
	}
	s, err := r.Read()
	if err != nil {
		return err
	}
	printStatus(r, s)
	r.Tell("\nThe demo is in %s. Walk through it with: %s\n", dir, comeBack(r))
	r.Tell("Without a screen: %s answer A.25 met --workspace %s\n", called(r), cli.Quoted(dir))
	return tellHowToInstall(r)
}

// demoWelcome is short enough for a line of 80 cells.
var demoWelcome = "made up: try anything. " + clauses.Key("open line") + " opens a line, " + clauses.Key("next open") + " what is next, " + clauses.Key("report") + " the report"

// tellHowToInstall tells how to go on to one's own app, where the program runs from
// a checkout and is not installed.
func tellHowToInstall(r *cli.Run) error {
	if r.Called == cli.GoRun {
		r.Tell("For your own app: go install . puts clausewalk into the folder bin of go env GOPATH; then run clausewalk in the app's folder.\n")
	}
	return nil
}

// emptyFolder returns the folder of that name for the demo to be put into.
func emptyFolder(r *cli.Run, in string) (string, error) {
	const hint = "name a folder that is empty or does not exist yet"
	if in == "" {
		return "", cli.Usage(hint, "--in is empty")
	}
	dir := r.Resolve(in)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", cli.Usage(hint, "demo: %w", err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return "", cli.Usage(hint, "demo: %w", err)
	}
	if len(entries) > 0 {
		return "", cli.Usage(hint, "the folder %s is not empty", in)
	}
	return dir, nil
}
