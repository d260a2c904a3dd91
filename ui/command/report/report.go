// Package report is the command clausewalk report: the audit report and the
// packet for a review, for people and for programs.
package report

import (
	"slices"
	"time"

	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/reports"
	"clausewalk/ui/clauses"
	"clausewalk/ui/command/cli"
	"clausewalk/ui/session"
)

// options are what report was told.
type options struct {
	outputs                []string // files, - for standard output
	format                 string   // of every output, where formatGiven
	formatGiven, forReview bool
	purpose, since, pack   string
	template               string // a file, where styled
	styled, brief, noAnnex bool
	browser                string // a program, empty for the one that is found
	evidence               string // how much of it is shown
	comma                  string // between the cells of CSV, for a spreadsheet; empty for plain CSV
}

// Command returns clausewalk report.
func Command(r *cli.Run) *cobra.Command {
	var o options
	cmd := &cobra.Command{
		Use:   "report",
		Short: "Write the audit report, for people and for programs",
		Long: `Write the audit report, for people and for programs. Without --at it describes
the audit as of its last entry, so the same audit always gives the same bytes.

--for review writes the packet for a submission to the platform's review
instead: whether it is ready, and for each permission the texts to paste, the
recordings, and what is missing. --pack adds the files.

The annex has all that was ever entered: earlier answers and who gave them,
digests, and how the policy was read. For a reader outside, leave it out with
--no-annex; what stands now is in the report either way.`,
		Example: `  clausewalk report -o audit.md -o audit.csv --at 2026-12-01
  clausewalk report --for review --pack submission.zip`,
		Args: cli.Words(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			given := cmd.Flags().Changed
			o.formatGiven, o.forReview, o.styled = given("format"), given("for"), given("template")
			if !given("output") && o.pack == "" {
				o.outputs = []string{"-"}
			}
			if !slices.Contains(evidenceModes, o.evidence) {
				return cli.Usage(cli.Nearest(o.evidence, evidenceModes, ""), "report: unknown --evidence %q", o.evidence)
			}
			if o.forReview {
				if err := reviewFlags(cmd, o.purpose); err != nil {
					return err
				}
			}
			return report(r, o)
		},
	}
	cmd.Flags().StringArrayVarP(&o.outputs, "output", "o", nil, "the `file` to write, or - for standard output; its ending picks the format (repeatable)")
	cmd.Flags().StringVar(&o.format, "format", reportFormats[0].name, "the `format` of every output: "+cli.Alternatives(formatNames(reportFormats)))
	cmd.Flags().StringVar(&o.purpose, "for", "", "what the report is for: `review` writes the packet for a submission, as markdown, html or json")
	cmd.Flags().StringVar(&o.since, "since", "", "open with what has changed since then: "+SinceHelp)
	cmd.Flags().StringVar(&o.template, "template", "", "write the report with a template `file` for Go's text/template; see docs/templates.md")
	cmd.Flags().StringVar(&o.pack, "pack", "", "write report, answers and every evidence file with a manifest to a `file` ending in .zip, or to a new folder")
	cmd.Flags().BoolVar(&o.brief, "brief", false, "only the first page; in Markdown, short enough for a pull request comment")
	cmd.Flags().StringVar(&o.comma, "csv-sep", "", cli.CommaHelp)
	cmd.Flags().BoolVar(&o.noAnnex, "no-annex", false, "leave out the annex: digests, files, history, and how each policy was read")
	cmd.Flags().StringVar(&o.evidence, "evidence", asExcerpt, "how `much` of each piece of evidence to show: full, excerpt, or list (names only)")
	cmd.Flags().StringVar(&o.browser, "browser", "", "the `program` that prints a .pdf (default: whichever of Chromium, Chrome and Edge is found)")
	return cmd
}

func report(r *cli.Run, o options) error {
	comma, err := cli.Comma(o.comma)
	if err != nil {
		return err
	}
	s, err := r.Read()
	if err != nil {
		return err
	}
	style, err := templateOf(r, o)
	if err != nil {
		return err
	}
	// Every name is looked at before anything is written.
	outputs, err := o.named(r, s)
	if err != nil {
		return err
	}
	then, err := Earlier(r, s, o.since)
	if err != nil {
		return err
	}
	// Without --at the report stands as of the last entry, so that the
	// same audit gives the same bytes on every day.
	built := reports.Build(s.Audit, reports.Options{
		At: r.Past, Now: r.Now(), Tool: cli.Tool(), Below: s.Workspace.Below(), Comma: comma, Since: then, NoAnnex: o.noAnnex, Faults: session.Faults(s),
	})
	o.show(s, &built)
	tellRunOut(r, s.Audit, built.At)
	if o.forReview && !reports.CanReview(s.Audit) {
		return cli.Usage(reviewHint, "report: this audit does not prepare a review, so there is no review packet")
	}
	if style != nil {
		styled, err := style(built)
		if err != nil {
			return cli.Failed(templateHint, "report: %w", err)
		}
		for n := range outputs {
			outputs[n].render = func(reports.Report) []byte { return styled }
		}
	}
	if o.pack != "" {
		if err := pack(r, s, o, built); err != nil {
			return err
		}
	}
	if err := write(r, outputs, built, o.browser); err != nil {
		return err
	}
	packed := o.pack != "" && !o.forReview && !o.noAnnex
	if !slices.Contains(o.outputs, "-") && (packed || slices.ContainsFunc(outputs, func(one output) bool { return one.annex })) {
		r.Tell("%s\n", clauses.AnnexTold)
	}
	return nil
}

// How much of the evidence is shown.
const (
	asFull    = "full"
	asExcerpt = "excerpt"
	asList    = "list"
)

var evidenceModes = []string{asFull, asExcerpt, asList}

// show puts into the report what is shown of the evidence.
func (o options) show(s *session.Session, r *reports.Report) {
	switch o.evidence {
	case asFull:
		r.Show(reports.Showing{Read: s.Content, Lines: reports.FullLines})
	case asExcerpt:
		r.Show(reports.Showing{Read: s.Content, Lines: reports.ExcerptLines})
	}
}

// pack writes the pack that was asked for, and tells of it.
func pack(r *cli.Run, s *session.Session, o options, built reports.Report) error {
	packs := reports.Pack
	if o.forReview {
		packs = reports.ReviewPack
	}
	notes, err := writePack(r, s, packs, built, o.pack)
	if err != nil {
		return err
	}
	for _, n := range notes {
		r.Note("%s", n)
	}
	if !slices.Contains(o.outputs, "-") {
		r.Tell("%s  packed\n", o.pack)
	}
	return nil
}

const reviewHint = "start an audit that prepares one: clausewalk new --policy instagram-platform --policy instagram-app-review"

// forReview is what a report can be for, beside everything.
const forReview = "review"

// reviewFlags refuses what a review packet has not.
func reviewFlags(cmd *cobra.Command, purpose string) error {
	if purpose != forReview {
		return cli.Usage("--for review is the packet for a submission; without --for it is the audit report", "report: unknown purpose %q", purpose)
	}
	for _, flag := range []string{"brief", "since", "template"} {
		if cmd.Flags().Changed(flag) {
			return cli.Usage("leave out --"+flag, "report: a review packet has no --%s", flag)
		}
	}
	return nil
}

// tellRunOut warns of answers that were good when the report ends and are not
// today.
func tellRunOut(r *cli.Run, a *checklist.Audit, at time.Time) {
	then, today := checklist.Tally(a.Items(at)).Stale, checklist.Tally(a.Items(r.Now())).Stale
	if r.Past.IsZero() && today > then {
		r.Note("%s since the last entry; to show it, use --at %s", reports.Count(today-then, "answer")+" ran out", r.Now().UTC().Format(time.DateOnly))
	}
}
