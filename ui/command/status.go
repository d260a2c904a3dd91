package command

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/checklist/workspace"
	"clausewalk/policy"
	"clausewalk/reports"
)

func (c *cli) statusCommand() *cobra.Command {
	return c.withAll(withJSON(&cobra.Command{
		Use:   "status",
		Short: "Tell where the audit stands",
		Example: `  clausewalk status
  clausewalk status --json | jq '.counts'`,
		Args: words(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			o, err := c.read()
			if err != nil {
				return err
			}
			if asJSON(cmd) {
				return c.json(c.statusOf(o))
			}
			c.status(o)
			return nil
		},
	}))
}

type statusJSON struct {
	Format  int           `json:"format"`
	Audit   auditJSON     `json:"audit"`
	State   reports.State `json:"state"`
	Clauses int           `json:"clauses"` // in scope
	Counts  struct {
		Met           int `json:"met"`
		Partly        int `json:"partly"`
		NotMet        int `json:"not-met"`
		NotApplicable int `json:"not-applicable"`
		CannotTell    int `json:"cannot-tell"`
		Unanswered    int `json:"unanswered"`
		Stale         int `json:"stale"`
		Conflict      int `json:"conflict"`
		Unsupported   int `json:"unsupported"` // of those that are met
		OutOfScope    int `json:"out-of-scope"`
	} `json:"counts"`
	Items []itemJSON `json:"items"`
}

type auditJSON struct {
	ID       string              `json:"id"`
	App      string              `json:"app"`
	Release  string              `json:"release"`
	Policies []checklist.Edition `json:"policies"`
}

type itemJSON struct {
	Policy   string            `json:"policy"`
	Label    string            `json:"label"`
	Title    string            `json:"title"`
	Verdict  checklist.Verdict `json:"verdict"`
	Flags    []checklist.Flag  `json:"flags"`
	Why      []string          `json:"why"` // a sentence for each flag
	Evidence int               `json:"evidence"`
	By       string            `json:"by"`
	At       string            `json:"at"`
}

func (c *cli) statusOf(o *workspace.Open) statusJSON {
	items := o.Items(c.moment())
	p := checklist.Tally(items)
	s := statusJSON{
		Format: jsonFormat, Audit: auditJSON{o.Head.ID, o.Head.App, o.Head.Release, o.Editions()},
		State: reports.Build(o.Audit, reports.Options{At: c.moment()}).State, Clauses: p.Clauses,
	}
	n := &s.Counts
	n.Met, n.Partly, n.NotMet = p.Verdicts[checklist.Met], p.Verdicts[checklist.Partly], p.Verdicts[checklist.NotMet]
	n.NotApplicable, n.CannotTell = p.Verdicts[checklist.NotApplicable], p.Verdicts[checklist.CannotTell]
	n.Unanswered, n.Stale, n.Conflict = p.Verdicts[checklist.Unanswered], p.Stale, p.Conflict
	n.Unsupported, n.OutOfScope = p.Unsupported, p.OutOfScope
	for _, i := range items {
		one := itemJSON{
			Policy: i.Ref.Policy, Label: i.Ref.Label, Title: i.Clause.Title(), Verdict: i.Verdict,
			Flags: append([]checklist.Flag{}, i.Flags...), Why: append([]string{}, i.Why...), Evidence: len(i.Evidence),
		}
		if i.Verdict != checklist.Unanswered {
			one.By, one.At = i.By.String(), stamp(i.At)
		}
		s.Items = append(s.Items, one)
	}
	return s
}

// status tells a person where the audit stands.
func (c *cli) status(o *workspace.Open) {
	items := o.Items(c.moment())
	report := reports.Build(o.Audit, reports.Options{At: c.moment(), Tool: tool()})
	var titles []string
	for _, p := range o.Policies {
		titles = append(titles, p.Title)
	}
	c.printf("%s %s · %s\n", o.Head.App, o.Head.Release, strings.Join(titles, ", "))
	c.wrapped("", report.Summary)
	if signed := signedWords(o.Audit); signed != "" {
		c.printf("%s\n", signed)
	}
	if len(o.Policies) > 1 {
		for _, p := range report.Policies {
			c.printf("%s: %d of %d answered\n", p.Title, p.Coverage.Answered, p.Coverage.Clauses)
		}
	}
	c.printf("\n")
	c.counts(checklist.Tally(items))
	c.gaps(o.Audit, report.Gaps())
	c.doubts(o.Audit, items, report.Facts)
	if next := slices.IndexFunc(items, checklist.Item.Open); next >= 0 {
		i := items[next]
		c.printf("\nNext: %s %s\n      clausewalk answer %s VERDICT\n", o.Name(i.Ref), i.Clause.Title(), o.Name(i.Ref))
	}
	for _, one := range o.Outcomes() {
		c.printf("\nDecided: %s\n", one)
	}
	for _, p := range o.Policies {
		c.missingNumbers(p)
	}
}

// headline says in a few words where an audit stands.
func headline(items []checklist.Item) string {
	p := checklist.Tally(items)
	said := []string{fmt.Sprintf("%d of %s answered", p.Answered, reports.Count(p.Clauses, "clause"))}
	for _, part := range []struct {
		n    int
		said string
	}{
		{p.Gaps, reports.Count(p.Gaps, "gap")},
		{p.Conflict, reports.Count(p.Conflict, "conflict")},
		{p.Stale, fmt.Sprintf("%d stale", p.Stale)},
		{p.Unsupported, fmt.Sprintf("%d met without support", p.Unsupported)},
	} {
		if part.n > 0 {
			said = append(said, part.said)
		}
	}
	return strings.Join(said, ", ")
}

func (c *cli) counts(p checklist.Progress) {
	t := c.table("  ")
	for _, v := range append(checklist.Verdicts(), checklist.Unanswered) {
		note := ""
		if v == checklist.Met && p.Unsupported > 0 {
			note = fmt.Sprintf("%d of them unsupported", p.Unsupported)
		}
		t.row(v, p.Verdicts[v], note)
	}
	for _, flag := range []struct {
		name string
		n    int
	}{{"stale", p.Stale}, {"conflict", p.Conflict}, {"out of scope", p.OutOfScope}} {
		if flag.n > 0 {
			t.row(flag.name, flag.n)
		}
	}
	t.flush()
}

func (c *cli) gaps(a *checklist.Audit, gaps []reports.Clause) {
	if len(gaps) == 0 {
		return
	}
	c.printf("\nGaps\n")
	for _, i := range gaps {
		c.printf("  %s  %s  %s, %s\n", a.Name(i.Ref), i.Title, i.VerdictWords(), gapWords(i.Gap))
		c.block("        ", i.Reason)
		if i.Gap.Fix != "" {
			c.block("        ", "Fix: "+i.Gap.Fix)
		}
	}
}

// gapWords says how bad a gap is, whose it is and until when.
func gapWords(g checklist.Gap) string {
	said := []string{g.Severity, "nobody's yet", "no due date"}
	if g.Owner != "" {
		said[1] = g.Owner
	}
	if g.Due != "" {
		said[2] = "due " + g.Due
	}
	return strings.Join(said, ", ")
}

// doubts lists the answers that cannot be taken as they are.
func (c *cli) doubts(a *checklist.Audit, items []checklist.Item, facts []reports.Fact) {
	first := true
	say := func(name, flag, why string) {
		if first {
			c.printf("\nTo look at again\n")
		}
		first = false
		c.printf("  %s  %s: %s\n", name, flag, why)
	}
	for _, side := range a.Disputes() {
		say(side.Field.Policy, "conflict", fmt.Sprintf("%s adopted %s, %s; adopt one of them: clausewalk policy adopt %[4]s@EDITION", side.By, side.Value, when(side.At), side.Field.Policy))
	}
	for _, f := range facts {
		if said := disputed(f); said != "" {
			say(factName(a, f.Policy, f.Question.ID), "conflict", said)
		}
	}
	for _, i := range items {
		for n, old := range i.Offered {
			say(a.Name(i.Ref), "offered", fmt.Sprintf("%d  %s of %s; clausewalk take %s", n+1, old.VerdictWords(), old.Ref, a.Name(i.Ref)))
		}
		for n, flag := range i.Flags {
			switch {
			case i.Has(checklist.OutOfScope):
			case flag == checklist.Conflict:
				say(a.Name(i.Ref), "conflict", i.Clause.Title())
				for _, side := range i.Sides {
					c.printf("        %s, %s: %s %q\n", side.By, when(side.At), fieldName(nil, side.Field), side.Value)
				}
			default:
				say(a.Name(i.Ref), strings.ReplaceAll(string(flag), "-", " "), i.Why[n])
			}
		}
	}
}

// missingNumbers tells which numbers the source of a policy skips.
func (c *cli) missingNumbers(p *policy.Policy) {
	for _, missing := range p.Gaps {
		if gap, ok := p.Gap(missing); ok {
			c.printf("\nNote: %s.\n", gap.Note())
		}
	}
}
