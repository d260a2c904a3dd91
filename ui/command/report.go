package command

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/checklist/durable"
	"clausewalk/checklist/workspace"
	"clausewalk/reports"
)

// reportFormat is a form of a report, with the endings of its files where these
// tell the form.
type reportFormat struct {
	name    string
	endings []string
	render  func(reports.Report) []byte
}

// reportFormats are all of them. The first is the default.
var reportFormats = []reportFormat{
	{"markdown", []string{".md", ".markdown"}, reports.Markdown},
	{"json", []string{".json"}, reports.JSON},
	{"csv", []string{".csv"}, reports.CSV},
	{"html", []string{".html", ".htm"}, reports.HTML},
	{"sarif", []string{".sarif"}, reports.SARIF},
	{"oscal", nil, reports.OSCAL},
	{"junit", nil, reports.JUnit},
	{"tasks", nil, reports.Tasks},
	{"tasks-csv", nil, reports.TasksCSV},
}

// packetFormats are the forms of a review packet.
var packetFormats = []reportFormat{
	{"markdown", []string{".md", ".markdown"}, reports.ReviewMarkdown},
	{"json", []string{".json"}, reports.ReviewJSON},
	{"html", []string{".html", ".htm"}, reports.ReviewHTML},
}

// forReview is what a report can be for, beside everything.
const forReview = "review"

func (c *cli) reportCommand() *cobra.Command {
	var outputs []string
	var format, since, house, pack, purpose string
	var brief bool
	cmd := &cobra.Command{
		Use:   "report",
		Short: "Write the audit report, for people and for programs",
		Long: `Write the audit report, for people and for programs. Without --at it stands as of
the last entry, so that the same audit gives the same bytes on every day.

--for review writes the packet that a submission to the platform's review needs
instead: whether it is ready, and permission by permission the texts to paste,
the recordings, and what is missing. --pack puts the files beside it.`,
		Example: `  clausewalk report -o audit.md -o audit.csv --at 2026-12-01
  clausewalk report --for review --pack submission.zip`,
		Args: words(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if !cmd.Flags().Changed("output") && pack == "" {
				outputs = []string{"-"}
			}
			o, err := c.read()
			if err != nil {
				return err
			}
			formats, packs := reportFormats, reports.Pack
			if cmd.Flags().Changed("for") {
				if err := reviewFlags(cmd, purpose); err != nil {
					return err
				}
				formats, packs = packetFormats, reports.ReviewPack
			}
			style, err := c.template(cmd, house)
			if err != nil {
				return err
			}
			// Every name is looked at before anything is written.
			files := make([]string, len(outputs))
			forms := make([]reportFormat, len(outputs))
			for n, output := range outputs {
				if files[n], err = c.outputFile(o.Workspace, output); err != nil {
					return err
				}
				if slices.Contains(files[:n], files[n]) {
					return usage("give each file once", "%s is named twice", output)
				}
				if style != nil {
					if same(files[n], c.resolve(house)) {
						return usage("name another file to write", "%s is the template itself", output)
					}
					continue
				}
				if forms[n], err = formatOf(formats, format, output, cmd.Flags().Changed("format")); err != nil {
					return err
				}
				if brief && forms[n].name != reportFormats[0].name {
					return usage("leave out --brief, or name a file that ends in .md", "report: --brief is of Markdown alone")
				}
				if brief {
					forms[n].render = reports.Brief
				}
			}
			then, err := earlier(o.Audit, since)
			if err != nil {
				return err
			}
			// Without --at the report stands as of the last entry, so that the
			// same audit gives the same bytes on every day.
			built := reports.Build(o.Audit, reports.Options{At: c.past, Tool: tool(), Since: then})
			c.tellRunOut(o.Audit, built.At)
			if purpose != "" && !reports.CanReview(o.Audit) {
				return usage(reviewHint, "report: the audit asks nothing for each permission, so there is no review packet")
			}
			var styled []byte
			if style != nil {
				if styled, err = style(built); err != nil {
					return failed(templateHint, "report: %w", err)
				}
			}
			if pack != "" {
				notes, err := c.writePack(o, packs, built, pack)
				if err != nil {
					return err
				}
				for _, n := range notes {
					c.note("%s", n)
				}
				if !slices.Contains(outputs, "-") {
					c.tell("%s  packed\n", pack)
				}
			}
			var set []durable.Content
			for n, output := range outputs {
				report := styled
				if style == nil {
					report = forms[n].render(built)
				}
				if output == "-" {
					c.out.Write(report)
					continue
				}
				disk, name := durable.Split(files[n])
				set = append(set, durable.Content{Disk: disk, Name: name, Data: report, Mode: 0o644})
			}
			if err := c.out.Flush(); err != nil { // Before any file is in place.
				return failed("no file was changed", "report: %w", err)
			}
			if err := durable.WriteFiles(set); err != nil {
				return failed("no file was changed", "report: %w", err)
			}
			for _, output := range outputs {
				if !slices.Contains(outputs, "-") {
					c.tell("%s  written\n", output)
				}
			}
			return nil
		},
	}
	cmd.Flags().StringArrayVarP(&outputs, "output", "o", nil, "the `file` to write, its ending picks the format, or - for standard output; may be given more than once")
	cmd.Flags().StringVar(&format, "format", reportFormats[0].name, "the `format` of every output: "+alternatives(formatNames(reportFormats)))
	cmd.Flags().StringVar(&purpose, "for", "", "what the report is for: `review` makes the packet for a submission, as markdown, html or json")
	cmd.Flags().StringVar(&since, "since", "", "open with what has changed since a `date`, or since the last sign-off: --since sign-off")
	cmd.Flags().StringVar(&house, "template", "", "write the report by a `file` in the language of Go's text/template; docs/templates.md says how")
	cmd.Flags().StringVar(&pack, "pack", "", "write report, answers and every file of evidence with a manifest into a `file` that ends in .zip, or into a new folder")
	cmd.Flags().BoolVar(&brief, "brief", false, "only verdict, counts and gaps, as short as a comment on a pull request has to be")
	return cmd
}

const reviewHint = "start an audit that prepares one: clausewalk new --policy instagram-platform --policy instagram-app-review"

// reviewFlags refuses what a review packet has not.
func reviewFlags(cmd *cobra.Command, purpose string) error {
	if purpose != forReview {
		return usage("--for review is the packet for a submission; without --for it is the audit report", "report: unknown purpose %q", purpose)
	}
	for _, flag := range []string{"brief", "since", "template"} {
		if cmd.Flags().Changed(flag) {
			return usage("leave out --"+flag, "report: a review packet has no --%s", flag)
		}
	}
	return nil
}

const templateHint = "docs/templates.md has the names that a template can use"

// template returns what renders by a person's template, nil where none is asked
// for.
func (c *cli) template(cmd *cobra.Command, path string) (func(reports.Report) ([]byte, error), error) {
	if !cmd.Flags().Changed("template") {
		return nil, nil
	}
	if cmd.Flags().Changed("format") || cmd.Flags().Changed("brief") {
		return nil, usage("leave out --format and --brief", "report: a template is a format of its own")
	}
	file, err := os.Open(c.resolve(path))
	if err != nil {
		return nil, usage("", "report: %w", err)
	}
	defer file.Close()
	source, err := io.ReadAll(io.LimitReader(file, reports.MaxTemplate+1))
	if err != nil {
		return nil, usage("", "report: %w", err)
	}
	style, err := reports.Template(path, string(source))
	if err != nil {
		return nil, failed(templateHint, "report: %w", err)
	}
	return style, nil
}

// same tells whether two paths lead to one file.
func same(one, other string) bool {
	a, errOne := os.Stat(one)
	b, errOther := os.Stat(other)
	return errOne == nil && errOther == nil && os.SameFile(a, b)
}

// writeReport writes a report, or a packet, to the one file that a person has
// named on the screen, in the format that its ending tells.
func (c *cli) writeReport(o *workspace.Open, formats []reportFormat, packs packing) func(reports.Report, string) error {
	return func(r reports.Report, path string) error {
		if isPack(path) {
			_, err := c.writePack(o, packs, r, path)
			return err
		}
		file, err := c.outputFile(o.Workspace, path)
		if err != nil {
			return err
		}
		format, err := formatOf(formats, "", path, false)
		if err != nil {
			return err
		}
		disk, name := durable.Split(file)
		return durable.WriteFile(disk, name, format.render(r), 0o644)
	}
}

func formatNames(formats []reportFormat) []string {
	var names []string
	for _, f := range formats {
		names = append(names, f.name)
	}
	return names
}

// formatOf returns the format of an output: by its name where one was given,
// else by the ending of the file.
func formatOf(formats []reportFormat, name, output string, given bool) (reportFormat, error) {
	ending := strings.ToLower(filepath.Ext(output))
	var known []string
	for _, f := range formats {
		switch {
		case given || output == "-":
			if f.name == strings.ToLower(name) {
				return f, nil
			}
		case slices.Contains(f.endings, ending):
			return f, nil
		}
		known = append(known, f.endings[:min(1, len(f.endings))]...)
	}
	if given {
		return reportFormat{}, usage(nearest(name, formatNames(formats), ""), "report: unknown format %q", name)
	}
	return reportFormat{}, usage("let it end in "+alternatives(known)+", or name its --format", "report: the ending of %s names no format", output)
}

// tellRunOut warns of answers that were good when the report ends and are not
// today.
func (c *cli) tellRunOut(a *checklist.Audit, at time.Time) {
	then, today := checklist.Tally(a.Items(at)).Stale, checklist.Tally(a.Items(c.Now())).Stale
	if c.past.IsZero() && today > then {
		c.note("%s since the last entry; --at %s shows it", reports.Count(today-then, "answer")+" ran out", c.Now().UTC().Format(time.DateOnly))
	}
}

// outputFile returns the file behind a path that a report may be written to.
// A report replaces an older file, but nothing of the workspace and nothing
// that is no file.
func (c *cli) outputFile(w *workspace.Workspace, path string) (string, error) {
	const hint = "name a file beside the app, as in -o audit.md; -o - is standard output"
	if path == "-" {
		return path, nil
	}
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
