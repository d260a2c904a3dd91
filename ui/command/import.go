package command

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/reports"
	"clausewalk/reports/answers"
	"clausewalk/ui/command/cli"
	"clausewalk/ui/session"
)

// importOptions are what import was told.
type importOptions struct {
	preview, replace bool
	unplaced         string // a file for what could not be placed; empty for none
	allow            workspace.Allow
}

func importCommand(r *cli.Run) *cobra.Command {
	var o importOptions
	cmd := &cobra.Command{
		Use:   "import FILE",
		Short: "Import answers from a file, all or nothing",
		Long: `Import answers from a file, all or nothing, and show what changes. It reads: a
file that export wrote; a report as JSON or CSV; changes that could not be
saved (clausewalk-unsaved-....json); MITRE SAF attestations (JSON or YAML); and
a table (.csv, .tsv, .xlsx) with a row of column names: label, and any of
policy, verdict, reason, evidence, severity, fix, owner, due, valid-until, by,
date, term. docs/imports.md lists other names that columns may have. FILE may
be - for standard input. Lines that match no clause are listed.

From an exported file, only what you changed is imported. An answer that is
newer than the file is not replaced without --replace.`,
		Example: `  clausewalk import answers.yaml --preview
  clausewalk import legal.csv --as "Carla Mendes" --unplaced rest.csv`,
		Args: cli.Words(1, 1),
		RunE: func(_ *cobra.Command, args []string) error { return importFile(r, args[0], o) },
	}
	cmd.Flags().BoolVar(&o.preview, "preview", false, "show what would change, and change nothing")
	cmd.Flags().BoolVar(&o.replace, "replace", false, "also replace answers that are newer than the file")
	cmd.Flags().StringVar(&o.unplaced, "unplaced", "", "write the lines that match no clause to a table (`file`.csv), to correct and import")
	cli.AllowFlags(cmd, &o.allow)
	return cmd
}

// importFile takes answers from a file, or tells what it would take.
func importFile(r *cli.Run, name string, o importOptions) error {
	open := r.Write
	if o.preview {
		open = r.Read
	}
	s, err := open()
	if err != nil {
		return err
	}
	if workspace.IsUnsaved(name) {
		return takeUnsaved(r, s, name, o)
	}
	sheet, err := readSheet(r, s, name, o)
	if err != nil {
		return err
	}
	plan, err := answers.Compare(s.Audit, sheet)
	if err != nil {
		return wrongFile(r, name, err)
	}
	if newer := tellNewer(r, s.Audit, plan); newer > 0 && !o.replace && !o.preview {
		return cli.Failed("look at them with --preview; --replace uses the file's", "import: %s would be replaced, so nothing was changed", reports.Count(newer, "newer answer"))
	}
	changes, err := changesOf(r, s, name, plan, o)
	if err != nil {
		return err
	}
	if !r.Quiet || o.preview {
		showImport(r, s.Audit, plan)
	}
	count := reports.Count(len(plan.Changes)+len(plan.Add), "change")
	if o.preview {
		r.Tell("%s, a preview: nothing was saved\n", count)
		return nil
	}
	step, err := cli.Do(s, o.allow, changes...)
	if err != nil {
		return err
	}
	r.Tell("%s  %s\n", count, cli.Saved(step))
	r.NoteStep(s, step)
	return nil
}

// maxSheet is the most that is read of a file of answers, in bytes.
const maxSheet = 32 << 20

// takeUnsaved saves what an earlier sitting could not save.
func takeUnsaved(r *cli.Run, s *session.Session, name string, o importOptions) error {
	data, err := r.Named(name, maxSheet, o.allow.Outside)
	if err != nil {
		return cli.Usage("", "import: %w", err)
	}
	u, err := s.ReadUnsaved(data)
	if err != nil {
		return cli.Failed("", "import: %s: %w", name, err)
	}
	for _, step := range u.Steps {
		for _, e := range step {
			r.Printf("%s  %s  %s  %s\n", cli.When(e.Time), e.Who, cli.FieldName(s.Audit, e.Field), event.Words(e.Kind, e.Value))
		}
	}
	count := reports.Count(len(u.Steps), "change")
	if o.preview {
		r.Tell("%s, a preview: nothing was saved\n", count)
		return nil
	}
	u.Path = r.Resolve(name)
	if err := s.TakeUnsaved(u); err != nil {
		return err
	}
	if err := s.Close(event.Ref{}); err != nil {
		return err
	}
	r.Tell("%s  saved\n", count)
	return nil
}

// readSheet reads a file of answers and lists what could not be placed.
func readSheet(r *cli.Run, s *session.Session, name string, o importOptions) (*answers.Sheet, error) {
	var source []byte
	var err error
	if name == "-" {
		source, err = r.StandardInput(maxSheet)
	} else {
		source, err = r.Named(name, maxSheet, o.allow.Outside)
	}
	if err != nil {
		return nil, cli.Usage("", "import: %w", err)
	}
	sheet, err := answers.Decode(s.Audit, name, source, s.Now())
	var other *answers.KindError
	switch {
	case errors.As(err, &other):
		return nil, cli.Failed("can be imported: "+answers.Imported, "import: %s: %w", name, other)
	case err != nil:
		return nil, wrongFile(r, name, err)
	}
	for _, p := range sheet.Notes {
		r.Note("%s: %s", name+":"+p.Place(), p.Msg)
	}
	for _, p := range sheet.Unplaced {
		r.Note("%s: not imported: %s", name+":"+p.Place(), p.Msg)
	}
	if err := writeUnplaced(r, s, sheet, o.unplaced); err != nil {
		return nil, err
	}
	if sheet.Placed == 0 {
		return nil, cli.Failed("name each clause by its label, such as A.12, as clausewalk policy show prints them", "import: %s: no line matches a clause, and nothing was changed", name)
	}
	return sheet, nil
}

// writeUnplaced writes the lines that could not be placed into a new file, if
// one was named.
func writeUnplaced(r *cli.Run, s *session.Session, sheet *answers.Sheet, name string) error {
	left := sheet.Left()
	switch {
	case name == "":
		return nil
	case left == nil:
		r.Note("every line was imported, so %s is not written", name)
		return nil
	}
	if err := writeNew(r, s, name, left); err != nil {
		return err
	}
	r.Note("what could not be imported is in %s: correct it there and import it", name)
	return nil
}

// wrongFile tells every problem of a file and fails.
func wrongFile(r *cli.Run, name string, err error) error {
	var problems answers.Problems
	if !errors.As(err, &problems) {
		return err
	}
	for _, p := range problems {
		fmt.Fprintf(r.Stderr, "%s:%s: %s\n", reports.Line(name), reports.Line(p.Place()), reports.Line(p.Msg))
	}
	return cli.Failed("fix the file and import it again", "%s: %s, nothing was changed", name, reports.Count(len(problems), "problem"))
}

// tellNewer tells which answers the file does not know, and how many there are.
func tellNewer(r *cli.Run, a *checklist.Audit, plan *answers.Plan) int {
	newer := plan.Newer()
	for _, p := range newer {
		for _, e := range p.Newer {
			r.Note("%s: %s says %q since %s, which the file does not know", cli.FieldName(a, p.Field), e.Who,
				event.Words(e.Kind, e.Value), cli.When(e.Time))
		}
	}
	return len(newer)
}

// changesOf returns the changes of a plan. A preview looks at the evidence's
// names alone.
func changesOf(r *cli.Run, s *session.Session, sheet string, plan *answers.Plan, o importOptions) ([]event.Change, error) {
	changes := make([]event.Change, 0, len(plan.Changes)+len(plan.Add))
	for _, p := range plan.Changes {
		changes = append(changes, authored(s, p.Change))
	}
	if err := cli.Check(s, o.allow, changes...); err != nil {
		return nil, err // Before any evidence is copied.
	}
	for _, add := range plan.Add {
		name := s.Name(add.Ref)
		from, err := locate(r, sheet, add.Spec, o)
		if err != nil {
			return nil, cli.Failed("remove the line, and add it by hand: clausewalk evidence add "+name, "%s evidence %q: %w", name, add.Spec, err)
		}
		if from.copied != "" && (!r.Quiet || o.preview) {
			r.Printf("%s copies %s\n", name, from.copied)
		}
		if o.preview {
			continue
		}
		e, err := s.Collect(from.dir, add.Spec, from.allow)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		changes = append(changes, event.AddEvidence(add.Ref, e))
	}
	return changes, nil
}

// authored completes who said a value: a file may name a day and nobody, or
// somebody and no day.
func authored(s *session.Session, c event.Change) event.Change {
	if c.Said == (event.Said{}) {
		return c
	}
	if c.Said.By == (event.Person{}) {
		c.Said.By = s.Hand().Person
	}
	if c.Said.At.IsZero() {
		c.Said.At = s.Hand().Now()
	}
	return c
}

// showImport prints what a plan changes.
func showImport(r *cli.Run, a *checklist.Audit, plan *answers.Plan) {
	for _, p := range plan.Changes {
		name := cli.FieldName(a, p.Field)
		if who := p.Said; who.By != (event.Person{}) {
			name += ", as " + who.By.String() + " said"
		}
		if words, fits := inOneLine(p); fits && len(name)+len(words) < lineWidth {
			r.Printf("%s: %s\n", name, words)
			continue
		}
		r.Printf("%s\n", name)
		for _, side := range []struct{ sign, text string }{{"- ", p.From}, {"+ ", p.To}} {
			if side.text != "" {
				r.Block("  "+side.sign, side.text)
			}
		}
	}
	for _, add := range plan.Add {
		r.Printf("%s evidence: + %s\n", a.Name(add.Ref), add.Spec)
	}
}

// lineWidth is how much of a change is told in one line.
const lineWidth = 100

// inOneLine says what a change makes of a field, where no value has several lines.
func inOneLine(p answers.Planned) (words string, fits bool) {
	var said []string
	for _, side := range []struct{ sign, text string }{{"- ", p.From}, {"+ ", p.To}} {
		if side.text != "" {
			said = append(said, side.sign+side.text)
		}
	}
	words = strings.Join(said, " ")
	return words, !strings.Contains(words, "\n")
}
