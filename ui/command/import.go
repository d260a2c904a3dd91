package command

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/checklist/workspace"
	"clausewalk/reports"
	"clausewalk/reports/answers"
)

func (c *cli) importCommand() *cobra.Command {
	var preview, replace bool
	var allow workspace.Allow
	cmd := &cobra.Command{
		Use:   "import FILE",
		Short: "Take answers from a file, all or nothing",
		Long: `Take answers from a file, all or nothing, and show what changes: a file that
export wrote, attestations of MITRE SAF (JSON or YAML), or a table (.csv) whose
first row names its columns: label, and any of policy, verdict, reason,
severity, owner, due, fix, evidence, with a piece a line. FILE may be - for YAML
or JSON on standard input. What could not be placed is listed.

Only what was altered in an exported file is a change. An answer that the file
does not know is not replaced without --replace.`,
		Example: `  clausewalk import answers.yaml --preview
  clausewalk import legal.csv --as "Carla Mendes"`,
		Args: words(1, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			open := c.write
			if preview {
				open = c.read
			}
			o, err := open()
			if err != nil {
				return err
			}
			sheet, err := c.sheet(o.Audit, args[0])
			if err != nil {
				return err
			}
			plan, err := answers.Compare(o.Audit, sheet)
			if err != nil {
				return c.wrongFile(args[0], err)
			}
			return c.take(o, plan, preview, replace, allow)
		},
	}
	cmd.Flags().BoolVar(&preview, "preview", false, "show what would change, and change nothing")
	cmd.Flags().BoolVar(&replace, "replace", false, "replace answers too that the file does not know")
	allowFlags(cmd, &allow)
	return cmd
}

// sheet reads a file of answers and lists what could not be placed.
func (c *cli) sheet(a *checklist.Audit, name string) (*answers.Sheet, error) {
	var source []byte
	var err error
	if name == "-" {
		source, err = io.ReadAll(c.Stdin)
	} else {
		source, err = os.ReadFile(c.resolve(name))
	}
	if err != nil {
		return nil, usage("", "import: %w", err)
	}
	decode := answers.Decode
	if strings.EqualFold(filepath.Ext(name), ".csv") {
		decode = answers.DecodeCSV
	}
	sheet, err := decode(a, source)
	if err != nil {
		return nil, c.wrongFile(name, err)
	}
	for _, p := range sheet.Unplaced {
		c.note("%s: not placed: %s", fmt.Sprintf("%s:%d:%d", name, p.Line, p.Column), p.Msg)
	}
	return sheet, nil
}

// wrongFile tells every problem of a file and fails.
func (c *cli) wrongFile(name string, err error) error {
	var problems answers.Problems
	if !errors.As(err, &problems) {
		return err
	}
	for _, p := range problems {
		fmt.Fprintf(c.Stderr, "%s:%d:%d: %s\n", reports.Line(name), p.Line, p.Column, reports.Line(p.Msg))
	}
	return failed("mend the file and import it again", "%s: %s, nothing was changed", name, reports.Count(len(problems), "problem"))
}

// take shows what the plan changes and makes it one step of the audit.
func (c *cli) take(o *workspace.Open, plan *answers.Plan, preview, replace bool, allow workspace.Allow) error {
	newer := plan.Newer()
	for _, p := range newer {
		for _, e := range p.Newer {
			c.note("%s %s: %s says %q since %s, which the file does not know", changed(o.Audit, p.Field), fieldWord(p.Field), e.Who,
				checklist.Words(e.Kind, e.Value), when(e.Time))
		}
	}
	changes := make([]checklist.Change, 0, len(plan.Changes)+len(plan.Add))
	for _, p := range plan.Changes {
		changes = append(changes, p.Change)
	}
	if len(newer) > 0 && !replace && !preview {
		return failed("look at them with --preview; --replace takes the file's", "import: %s would be replaced, nothing was changed", reports.Count(len(newer), "newer answer"))
	}
	if preview {
		o.Hand = checklist.Hand{Now: c.Now, NewID: c.NewID} // The changes are checked, and made by nobody.
	}
	if err := allowed(o, changes...); err != nil {
		return err // Before any evidence is copied.
	}
	if err := meant(allow, changes...); err != nil {
		return err
	}
	for _, add := range plan.Add {
		if err := within(add.Spec); err != nil {
			return failed("take the line out, and add it by hand: clausewalk evidence add "+o.Name(add.Ref), "%s evidence %q: %w", o.Name(add.Ref), add.Spec, err)
		}
		if preview {
			continue
		}
		e, err := o.Collect(c.Dir, add.Spec, allow)
		if err != nil {
			return fmt.Errorf("%s: %w", o.Name(add.Ref), err)
		}
		changes = append(changes, checklist.AddEvidence(add.Ref, e))
	}
	if !c.quiet || preview {
		c.planned(o.Audit, plan)
	}
	count := reports.Count(len(plan.Changes)+len(plan.Add), "change")
	if preview {
		c.tell("%s, a preview: nothing was saved\n", count)
		return nil
	}
	step, err := record(o, changes...)
	if err != nil {
		return err
	}
	c.tell("%s  %s\n", count, saved(step))
	return nil
}

// within refuses evidence that would bring files into the workspace from
// outside of the current folder: a file of answers may come from anybody.
func within(spec string) error {
	kind, path, found := strings.Cut(spec, ":")
	if !found || strings.HasPrefix(path, "//") {
		kind, path = "", spec
	}
	switch kind {
	case string(checklist.StatementEvidence):
		return nil
	case string(checklist.OutputEvidence), "run":
		return errors.New("what a command prints comes from running it, and a file runs nothing")
	}
	if kind != string(checklist.LinkEvidence) && !strings.Contains(path, "://") && !filepath.IsLocal(path) {
		return errors.New("the file is not below the current folder")
	}
	return nil
}

func (c *cli) planned(a *checklist.Audit, plan *answers.Plan) {
	for _, p := range plan.Changes {
		c.printf("%s %s\n", changed(a, p.Field), fieldWord(p.Field))
		for _, side := range []struct{ sign, text string }{{"- ", p.From}, {"+ ", p.To}} {
			if side.text != "" {
				c.block("  "+side.sign, side.text)
			}
		}
	}
	for _, add := range plan.Add {
		c.printf("%s evidence\n  + %s\n", a.Name(add.Ref), add.Spec)
	}
}

// changed names the clause of a field, or the fact.
func changed(a *checklist.Audit, f checklist.Field) string {
	if f.Kind == checklist.KindScope {
		return "scope"
	}
	return a.Name(f.Ref())
}

func fieldWord(f checklist.Field) string {
	if f.Kind == checklist.KindGap || f.Kind == checklist.KindScope {
		return f.Subject
	}
	return string(f.Kind)
}
