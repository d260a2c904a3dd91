package command

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/checklist/scan"
	"clausewalk/checklist/workspace"
	"clausewalk/policy"
	"clausewalk/policy/signals"
	"clausewalk/reports"
	"clausewalk/ui"
	"clausewalk/ui/command/cli"
	"clausewalk/ui/session"
)

// scanFormats are the forms in which scan prints what it found.
var scanFormats = []string{"text", "json", "sarif", "github"}

func scanCommand(r *cli.Run) *cobra.Command {
	format, dry := "", false
	cmd := cli.WithJSON(&cobra.Command{
		Use:   "scan",
		Short: "Search the app's own files for places that bear on clauses",
		Long: `Search the app's own files, as git lists them, for places that bear on clauses
and on the scope, and keep what is found as suggestions. None of them counts
until a person takes it: see clausewalk suggest list. Scanning runs, fetches
and sends nothing.

A finding is nearly always right; a question is only worth asking.
docs/signals.md says how often each rule was right. Add rules of your own in
.clausewalk/signals.yaml.`,
		Example: `  clausewalk scan
  clausewalk scan --preview --format sarif > signals.sarif`,
		Args: cli.Words(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if cli.AsJSON(cmd) {
				format = "json"
			}
			if !slices.Contains(scanFormats, format) {
				return cli.Usage(cli.Nearest(format, scanFormats, ""), "unknown format %q", format)
			}
			return scanApp(r, format, dry)
		},
	})
	cmd.Flags().StringVar(&format, "format", "text", "text, json, sarif, or github (annotations)")
	cmd.Flags().BoolVar(&dry, "preview", false, "show what is found, and keep nothing")
	return cmd
}

func scanApp(r *cli.Run, format string, dry bool) error {
	s, err := r.Open(session.Options{Write: !dry, Look: true})
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	found, changes, err := session.Scan(ctx, s, !dry, progress(r))
	switch {
	case ctx.Err() != nil:
		return ui.ErrInterrupted
	case err != nil:
		return cli.Failed("", "scan: %w", err)
	}
	if !dry {
		if _, err := cli.Do(s, workspace.Allow{}, changes...); err != nil {
			return err
		}
	}
	printScan(r, s, found, format)
	return nil
}

// progress tells on a terminal how far the scan is, nil where nobody watches.
func progress(r *cli.Run) func(done, all int) {
	if !r.Terminal || r.Quiet {
		return nil
	}
	return func(done, all int) {
		fmt.Fprintf(r.Stderr, "\rscanning %d of %d files", done, all)
		if done == all {
			fmt.Fprint(r.Stderr, "\r\x1b[K")
		}
	}
}

func printScan(r *cli.Run, s *session.Session, found session.Scanned, format string) {
	switch format {
	case "json":
		_ = r.JSON(scanJSON(s, found)) // It is made of texts and numbers.
	case "sarif":
		r.Out.Write(reports.ScanSARIF(s.Audit, cli.Tool(), s.Workspace.Below(), found.Signals))
	case "github":
		for _, one := range found.Signals {
			annotate(r, s, one)
		}
	default:
		for _, one := range found.Signals {
			printSignal(r, s, one)
		}
		for _, words := range countsOf(found) {
			r.Tell("%s\n", words)
		}
		for _, news := range policy.EndsNews([]string{"graph-api"}, s.Now()) {
			r.Note("%s", news)
		}
	}
}

// stands returns what has become of a signal's suggestion, a word before it is kept.
func stands(s *session.Session, one scan.Signal) string {
	if known, ok := checklist.FindSuggestion(s.Audit, one.ID); ok {
		return string(known.Stand)
	}
	return "new"
}

func printSignal(r *cli.Run, s *session.Session, one scan.Signal) {
	said := string(one.Level)
	if stand := stands(s, one); stand != string(checklist.Waiting) && stand != "new" {
		said += ", " + stand
	}
	about := "scope"
	if one.Suggestion.Fact == "" {
		about = s.Name(one.Ref)
	}
	r.Printf("%s  %s  %s  %s\n", about, said, one.Suggestion.Rule, one.ID)
	r.Wrapped("      ", strings.TrimSpace(strings.TrimPrefix(reports.SignalWords(s.Audit, one), about)))
	const most = 5
	for n, p := range one.Suggestion.Places {
		if n == most {
			r.Printf("      and %d more: clausewalk suggest show %s\n", len(one.Hits)-most, one.ID)
			break
		}
		r.Printf("      %s:%d\n", p.Path, p.From)
	}
}

// countsOf says what was looked at, and what was told apart.
func countsOf(found session.Scanned) []string {
	said := fmt.Sprintf("searched %s of the app", reports.Count(found.Result.Files[scan.Own], "file"))
	var apart []string
	for _, sort := range scan.FileKinds()[1:] {
		if n := found.Result.Files[sort]; n > 0 {
			apart = append(apart, fmt.Sprintf("%d %s", n, sort))
		}
	}
	if len(apart) > 0 {
		said += "; not searched: " + strings.Join(apart, ", ")
	}
	findings := 0
	for _, one := range found.Signals {
		if one.Level == signals.Finding {
			findings++
		}
	}
	return []string{said, reports.Count(findings, "finding") + ", " + reports.Count(len(found.Signals)-findings, "question")}
}

func annotate(r *cli.Run, s *session.Session, one scan.Signal) {
	level := "notice"
	if one.Level == signals.Finding {
		level = "warning"
	}
	title, said := reports.AnnotationTitle("clausewalk: "+one.Suggestion.Rule), reports.Annotation(reports.SignalWords(s.Audit, one))
	if len(one.Suggestion.Places) == 0 {
		r.Printf("::%s title=%s::%s\n", level, title, said)
	}
	for _, p := range one.Suggestion.Places {
		r.Printf("::%s file=%s,line=%d,title=%s::%s\n", level, reports.AnnotationTitle(p.Path), p.From, title, said)
	}
}

type signalJSON struct {
	ID      string        `json:"id"` // of its suggestion
	Policy  string        `json:"policy"`
	Label   string        `json:"label"` // empty for a fact
	Level   signals.Level `json:"level"`
	Rule    string        `json:"rule"`
	Stand   string        `json:"stand"`
	Fact    string        `json:"fact,omitempty"`
	Answer  []string      `json:"answer,omitempty"`
	Words   string        `json:"words"`
	Settles string        `json:"settles,omitempty"`
	Hits    []scan.Hit    `json:"hits"`
}

type scannedJSON struct {
	Format  int                   `json:"format"`
	Audit   string                `json:"audit"`
	At      string                `json:"at"`
	Files   map[scan.FileKind]int `json:"files"`
	Signals []signalJSON          `json:"signals"`
}

func scanJSON(s *session.Session, found session.Scanned) scannedJSON {
	made := scannedJSON{cli.JSONFormat, s.Head.ID, cli.Stamp(s.Now()), found.Result.Files, []signalJSON{}}
	for _, one := range found.Signals {
		made.Signals = append(made.Signals, signalJSON{one.ID, one.Ref.Policy, one.Ref.Label, one.Level, one.Suggestion.Rule, stands(s, one),
			one.Suggestion.Fact, one.Suggestion.Answer, one.Suggestion.Words, one.Suggestion.Settles, append([]scan.Hit{}, one.Hits...)})
	}
	return made
}
