package command

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"clausewalk/checklist/durable"
	"clausewalk/reports/answers"
	"clausewalk/ui/command/cli"
	"clausewalk/ui/session"
)

func exportCommand(r *cli.Run) *cobra.Command {
	var output, comma string
	var template bool
	cmd := &cobra.Command{
		Use:   "export",
		Short: "Write the answers to a file, to edit and import again",
		Long: `Write the answers to a file for editing: YAML, with scope, verdicts, reasons,
gaps and evidence; a workbook (.xlsx) with a worksheet for each policy; or a
table (.csv). Clauses are in order, each with its question. clausewalk import
reads the file back and applies what you changed.`,
		Example: `  clausewalk export -o answers.yaml
  clausewalk export --template -o for-legal.xlsx`,
		Args: cli.Words(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if !cmd.Flags().Changed("output") {
				output = "-"
			}
			return export(r, output, comma, template)
		},
	}
	cmd.Flags().StringVarP(&output, "output", "o", "", "the `file` to write, or - for standard output")
	cmd.Flags().StringVar(&comma, "csv-sep", "", cli.CommaHelp)
	cmd.Flags().BoolVar(&template, "template", false, "write an empty sheet with only the questions")
	return cmd
}

func export(r *cli.Run, output, comma string, template bool) error {
	s, err := r.Peek()
	if err != nil {
		return err
	}
	sheet, err := encodeSheet(s, output, comma, template)
	if err != nil {
		return err
	}
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

// encodeSheet writes the answers in the form that the ending of the file tells.
func encodeSheet(s *session.Session, output, comma string, template bool) ([]byte, error) {
	mark, err := cli.Comma(comma)
	if err != nil {
		return nil, err
	}
	switch ending := strings.ToLower(filepath.Ext(output)); {
	case ending == ".xlsx":
		sheet, err := answers.EncodeWorkbook(s.Audit, s.Now(), template)
		if err != nil {
			return nil, cli.Failed("", "export: %w", err)
		}
		return sheet, nil
	case ending == ".csv", output == "-" && mark != 0:
		return answers.EncodeCSV(s.Audit, s.Now(), template, mark), nil
	case output == "-", ending == ".yaml", ending == ".yml":
		return answers.Encode(s.Audit, s.Now(), template), nil
	}
	return nil, cli.Usage("use a name ending in .yaml, .xlsx or .csv", "export: the ending of %s is not a known format", output)
}

// writeNew writes a file of answers where none is. Somebody may have worked on
// one and not imported it yet.
func writeNew(r *cli.Run, s *session.Session, output string, data []byte) error {
	file, err := r.OutputFile(s.Workspace, output)
	if err != nil {
		return err
	}
	if _, err := os.Lstat(file); !errors.Is(err, fs.ErrNotExist) {
		return cli.Usage("name another file, or remove that one", "%s already exists and may contain answers", output)
	}
	disk, name := durable.Split(file)
	if err := durable.WriteFile(disk, name, data, 0o644); err != nil {
		return cli.Failed("", "export: %w", err)
	}
	return nil
}
