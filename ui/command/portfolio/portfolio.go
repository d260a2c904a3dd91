// Package portfolio is the command clausewalk portfolio: questions about many
// apps at once.
package portfolio

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"clausewalk/policy"
	"clausewalk/reports"
	"clausewalk/reports/portfolio"
	"clausewalk/ui"
	"clausewalk/ui/apps"
	"clausewalk/ui/command/cli"
	"clausewalk/ui/command/sources"
)

// options are what the command was told.
type options struct {
	by, clause, team string
	within           string
	format           string
	asked            bool // one question alone
	screen           bool // no format was named, and there is somebody to ask
	sources          sources.Wanted
}

// The formats.
const (
	asText     = "text"
	asCSV      = "csv"
	asJSON     = "json"
	asHTML     = "html"
	asMarkdown = "markdown"
)

var formats = []string{asText, asCSV, asJSON, asHTML, asMarkdown}

// Screen is what the list on the screen takes from the walk: whether it is to be
// line by line, its colours, and the walk itself.
type Screen struct {
	Plain func() bool
	Theme func() ui.Theme
	Walk  func(Place) error
}

// Place is where an audit is that a walk goes through: in a folder, or in a commit
// of the repository there.
type Place = apps.Place

// Command returns clausewalk portfolio.
func Command(r *cli.Run, screen Screen) *cobra.Command {
	var o options
	cmd := cli.WithJSON(&cobra.Command{
		Use:   "portfolio [SOURCE...]",
		Short: "Ask about many apps at once: who is worst, who fails a clause, what falls due",
		Long: `portfolio reads the audits of many apps and answers questions about all of
them. A SOURCE is a folder, with every workspace and git repository below it; a
pattern of folders such as 'apps/*-service'; or the database that clausewalk
publish writes, postgres://user@host/database. The default is the current
folder. A repository without a checkout is read at its HEAD.

On a terminal it opens a list with the worst app first: type to filter it,
press tab for the next question and enter to open an audit. Otherwise, or with
--format, it prints the answer. HTML and Markdown answer all four questions
unless you name one.`,
		Example: `  clausewalk portfolio ~/src
  clausewalk portfolio ~/src --clause A.12 --format csv`,
		Args: cli.Words(0, -1),
		RunE: func(cmd *cobra.Command, args []string) error {
			given := cmd.Flags().Changed
			o.asked = given("by") || given("clause")
			switch {
			case given("clause") && given("by") && o.by != string(portfolio.ByClause):
				return cli.Usage("leave out one of them", "--clause asks by clause, not --by %s", o.by)
			case given("clause"):
				o.by = string(portfolio.ByClause)
			}
			if given("team") && o.by != string(portfolio.ByApp) {
				return cli.Usage("leave out one of them", "--team lists the apps of one team, not --by %s", o.by)
			}
			if cli.AsJSON(cmd) {
				o.format = asJSON
			}
			o.screen = (r.Terminal || screen.Plain()) && !given("format") && !cli.AsJSON(cmd)
			return run(cmd.Context(), r, o, args, given("team"), screen)
		},
	})
	o.sources.Flags(cmd)
	f := cmd.Flags()
	f.StringVar(&o.by, "by", string(portfolio.ByApp), "the `question` to answer: app, team, clause or due")
	f.StringVar(&o.clause, "clause", "", "list the apps that fail one clause, by its `label`")
	f.StringVar(&o.team, "team", "", "only the apps of one team, by its `name`")
	f.StringVar(&o.within, "within", "30d", "how far ahead to look for due dates and answers that go stale: a `span`, 30d, 2w or 6mo")
	f.StringVar(&o.format, "format", asText, "text, csv, json, html or markdown")
	return cmd
}

func run(ctx context.Context, r *cli.Run, o options, names []string, narrow bool, screen Screen) error {
	q := portfolio.Question{By: portfolio.By(o.by), Team: o.team, Narrow: narrow}
	if !slices.Contains(portfolio.Questions(), q.By) {
		return cli.Usage(cli.Nearest(o.by, questionNames(), ""), "unknown question %q", o.by)
	}
	if !slices.Contains(formats, o.format) {
		return cli.Usage(cli.Nearest(o.format, formats, ""), "portfolio: unknown format %q", o.format)
	}
	days, err := daysOf(o.within, r.Moment())
	if err != nil {
		return err
	}
	if r.Workspace != "" || r.Audit != "" {
		return cli.Usage("name the folders after portfolio", "portfolio takes neither --workspace nor --audit")
	}
	if len(names) == 0 && !o.sources.Given() {
		names = []string{"."}
	}
	from, err := o.sources.Of(r, names)
	if err != nil {
		return err
	}
	if o.screen {
		return show(r, from, q, o, days, screen)
	}
	book := portfolio.NewBook(r.Moment(), days)
	if err := book.Read(ctx, from); err != nil {
		return err
	}
	if len(book.Lines) == 0 {
		return sources.NoAudit(append(names, o.sources.Files()...))
	}
	if q, err = settled(book, q, o); err != nil {
		return err
	}
	if err := print(r, book, q, o); err != nil {
		return err
	}
	return sources.Unreadable(book.Total)
}

// show opens the list on the terminal.
func show(r *cli.Run, from portfolio.Source, q portfolio.Question, o options, days int, screen Screen) error {
	if err := r.Settle(); err != nil {
		return err
	}
	if err := r.Out.Flush(); err != nil {
		return err
	}
	run := apps.Run
	if screen.Plain() {
		run = apps.Plain
	}
	sum, err := run(apps.Options{
		From: from, At: r.Moment(), Days: days, Question: q,
		Settle: func(book *portfolio.Book) (portfolio.Question, error) { return settled(book, q, o) },
		Open:   screen.Walk,
		Again:  func(folder string) portfolio.Source { return sources.Folder(r, folder) },
		ASCII:  r.ASCII, Theme: screen.Theme(), Settings: r.Settings, In: r.Stdin, Out: r.Stdout,
	})
	if err != nil {
		return err
	}
	r.Tell("%s\n", sum.Summary())
	return nil
}

// settled returns the question with the clause that it names, and refuses a team
// that no app is of.
func settled(book *portfolio.Book, q portfolio.Question, o options) (portfolio.Question, error) {
	if q.Narrow {
		var teams []string
		for _, t := range book.Teams() {
			teams = append(teams, t.Name)
		}
		if !slices.Contains(teams, q.Team) {
			return q, cli.Usage(cli.Nearest(q.Team, teams, "clausewalk portfolio --by team lists them"), "no app belongs to the team %q", q.Team)
		}
	}
	if o.clause == "" {
		return q, nil
	}
	found := book.Find(o.clause)
	switch len(found) {
	case 0:
		return q, cli.Usage("clausewalk portfolio --by clause lists them", "no app has the clause %q", o.clause)
	case 1:
		q.Clause = found[0]
		return q, nil
	}
	var named []string
	for _, c := range found {
		named = append(named, c.Policy+"/"+c.Label)
	}
	return q, cli.Usage("name one of them: "+strings.Join(named, ", "), "several policies have the clause %q", o.clause)
}

func questionNames() (names []string) {
	for _, by := range portfolio.Questions() {
		names = append(names, string(by))
	}
	return names
}

// daysOf returns how many days from a moment on a span covers.
func daysOf(span string, at time.Time) (int, error) {
	v, err := policy.ParseValidity(span)
	if err != nil || v.Forever() {
		return 0, cli.Usage("write it as 30d, 2w or 6mo", "--within %q is not a span of time", span)
	}
	return int(v.From(at).Sub(at).Hours()+12) / 24, nil
}

func print(r *cli.Run, book *portfolio.Book, q portfolio.Question, o options) error {
	questions := []portfolio.Question{q}
	if !o.asked && !q.Narrow {
		questions = nil
		for _, by := range portfolio.Questions() {
			questions = append(questions, portfolio.Question{By: by})
		}
	}
	var data []byte
	switch o.format {
	case asJSON:
		return r.JSON(portfolio.JSON(book, q))
	case asCSV:
		data = portfolio.CSV(book, q, 0)
	case asHTML:
		data = reports.HTMLPage(book.Document(cli.Tool(), questions...))
	case asMarkdown:
		data = reports.MarkdownPage(book.Document(cli.Tool(), questions...))
	default:
		text(r, book, q)
	}
	_, err := r.Out.Write(data)
	return err
}

// text prints the answer as a table, with all apps together in its last line.
func text(r *cli.Run, book *portfolio.Book, q portfolio.Question) {
	answer := book.Answer(q)
	if len(answer.Rows) == 0 {
		r.Printf("%s\n", answer.None)
	} else {
		t := r.Table("")
		for _, row := range answer.Words() {
			cells := make([]any, len(row))
			for n, words := range row {
				cells[n] = words
			}
			t.Row(cells...)
		}
		t.Flush()
	}
	r.Printf("\n%s, as of %s\n", book.Total.Summary(), book.At.UTC().Format(time.DateOnly))
}
