package command

import (
	"errors"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"clausewalk/checklist/durable"
	"clausewalk/reports/answers"
	"clausewalk/ui/command/cli"
	"clausewalk/ui/session"
)

func exportCommand(r *cli.Run) *cobra.Command {
	var output string
	var template bool
	cmd := &cobra.Command{
		Use:   "export",
		Short: "Write the answers into a file to edit and to import again",
		Long: `Write scope, verdicts, reasons, gaps and evidence into a YAML file made for
hands: clauses in order, each with its question. clausewalk import reads it.`,
		Example: `  clausewalk export -o answers.yaml
  clausewalk export --template -o for-legal.yaml`,
		Args: cli.Words(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if !cmd.Flags().Changed("output") {
				output = "-"
			}
			return export(r, output, template)
		},
	}
	cmd.Flags().StringVarP(&output, "output", "o", "", "the `file` to write, or - for standard output")
	cmd.Flags().BoolVar(&template, "template", false, "write an empty sheet: the questions alone")
	return cmd
}

func export(r *cli.Run, output string, template bool) error {
	s, err := r.Peek()
	if err != nil {
		return err
	}
	sheet := answers.Encode(s.Audit, s.Now(), template)
	if output == "-" {
		r.Out.Write(sheet)
		return nil
	}
	if err := writeNew(r, s, output, sheet); err != nil {
		return err
	}
	r.Tell("%s  written\n", output)
	return nil
}

// writeNew writes a file of answers where none is. Somebody may have worked on
// one and not imported it yet.
func writeNew(r *cli.Run, s *session.Session, output string, data []byte) error {
	file, err := r.OutputFile(s.Workspace, output)
	if err != nil {
		return err
	}
	if _, err := os.Lstat(file); !errors.Is(err, fs.ErrNotExist) {
		return cli.Usage("name another file, or take that one away", "%s is there already and may hold answers", output)
	}
	disk, name := durable.Split(file)
	if err := durable.WriteFile(disk, name, data, 0o644); err != nil {
		return cli.Failed("", "export: %w", err)
	}
	return nil
}
