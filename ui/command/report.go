package command

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/checklist/durable"
	"clausewalk/checklist/workspace"
	"clausewalk/reports"
)

func (c *cli) reportCommand() *cobra.Command {
	var output string
	cmd := &cobra.Command{
		Use:   "report",
		Short: "Write the audit report in Markdown",
		Example: `  clausewalk report -o audit.md
  clausewalk report --at 2026-12-01 | less`,
		Args: words(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			o, err := c.read()
			if err != nil {
				return err
			}
			// Without --at the report stands as of the last entry, so that the
			// same audit gives the same bytes on every day.
			built := reports.Build(o.Audit, reports.Options{At: c.past, Tool: tool()})
			c.tellRunOut(o.Audit, built.At)
			report := reports.Markdown(built)
			if !cmd.Flags().Changed("output") || output == "-" {
				c.out.Write(report)
				return nil
			}
			file, err := c.outputFile(o.Workspace, output)
			if err != nil {
				return err
			}
			if err := durable.WriteFile(file, report, 0o644); err != nil {
				return failed("", "report: %w", err)
			}
			c.tell("%s  written\n", output)
			return nil
		},
	}
	cmd.Flags().StringVarP(&output, "output", "o", "", "the `file` to write, or - for standard output")
	return cmd
}

// tellRunOut warns of answers that were good when the report ends and are not
// today.
func (c *cli) tellRunOut(a *checklist.Audit, at time.Time) {
	then, today := checklist.Tally(a.Items(at)).Stale, checklist.Tally(a.Items(c.Now())).Stale
	if c.past.IsZero() && today > then {
		c.note("%s since the last entry; --at %s shows it", plural(today-then, "answer")+" ran out", c.Now().UTC().Format(time.DateOnly))
	}
}

// outputFile returns the file behind a path that a report may be written to.
// A report replaces an older file, but nothing of the workspace and nothing
// that is no file.
func (c *cli) outputFile(w *workspace.Workspace, path string) (string, error) {
	const hint = "name a file beside the app, as in -o audit.md; -o - is standard output"
	if strings.TrimSpace(path) == "" {
		return "", usage(hint, "the report's file has no name")
	}
	file := c.resolve(path)
	switch info, err := os.Stat(file); {
	case err == nil && !info.Mode().IsRegular():
		return "", usage(hint, "%s is not a file that a report can replace", path)
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return "", usage(hint, "report: %w", err)
	case err == nil:
		if file, err = filepath.EvalSymlinks(file); err != nil {
			return "", usage(hint, "report: %w", err)
		}
	}
	dir, err := filepath.EvalSymlinks(filepath.Dir(file))
	if err != nil {
		return "", usage(hint, "there is no folder for %s", path)
	}
	kept, err := filepath.EvalSymlinks(filepath.Join(w.Root, workspace.Dir))
	if err != nil {
		return "", err
	}
	if within, err := filepath.Rel(kept, dir); err == nil && within != ".." && !strings.HasPrefix(within, ".."+string(filepath.Separator)) {
		return "", usage(hint, "%s is inside %s, which a report must not touch", path, workspace.Dir)
	}
	return filepath.Join(dir, filepath.Base(file)), nil
}
