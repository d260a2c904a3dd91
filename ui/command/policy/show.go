package policy

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/policy"
	"clausewalk/ui/command/cli"
)

func showCommand(r *cli.Run) *cobra.Command {
	var source, outline bool
	cmd := cli.WithJSON(&cobra.Command{
		Use:   "show ID [LABEL]",
		Short: "Show a policy's text, with our guide beside it",
		Long: `Show a policy's text, or one clause with everything our guide says about it.
The text is the platform's, word for word; what follows "guide" is ours.`,
		Example: `  clausewalk policy show instagram-platform
  clausewalk policy show instagram-platform A.12 --source`,
		Args:              cli.Words(1, 2),
		ValidArgsFunction: completeShow(r),
		RunE: func(cmd *cobra.Command, args []string) error {
			p, only, err := shown(r, args)
			switch {
			case err != nil:
				return err
			case cli.AsJSON(cmd):
				return r.JSON(policyOf(p, only))
			case outline:
				showOutline(r, p)
			case source:
				showSource(r, p, only)
			default:
				showPolicy(r, p, only)
			}
			return nil
		},
	})
	cmd.Flags().BoolVar(&outline, "outline", false, "the text as a tree, with how each part was read")
	cmd.Flags().BoolVar(&source, "source", false, "the lines of the source, with their numbers")
	return cmd
}

// completeShow offers policies for the first word, and the labels of the one that
// is named for the second.
func completeShow(r *cli.Run) cobra.CompletionFunc {
	return func(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
		var offered []cobra.Completion
		known, err := Known(r)
		for _, k := range known {
			if err == nil && len(args) == 0 {
				offered = append(offered, cli.Offer(k.ID, k.Title))
			}
			if err == nil && len(args) == 1 && k.ID == args[0] {
				for _, one := range k.Clauses() {
					offered = append(offered, cli.Offer(one.Label, one.Title()))
				}
			}
		}
		return offered, cobra.ShellCompDirectiveNoFileComp
	}
}

// shown finds the policy that the words of show name, and the label of a clause
// where they name one.
func shown(r *cli.Run, words []string) (p *policy.Policy, only string, err error) {
	known, err := Known(r)
	if err == nil {
		p, err = Pick(known, words[0])
	}
	if err == nil && len(words) == 2 {
		only, err = onlyClause(p, words[1])
	}
	return p, only, err
}

// showSource prints the source's own lines behind their numbers.
func showSource(r *cli.Run, p *policy.Policy, only string) {
	lines := strings.Split(string(p.Markdown), "\n")[p.HeadLines:]
	first, last := 1, len(lines)
	if lines[last-1] == "" {
		last--
	}
	if only != "" {
		one, _ := p.Node(only)
		first, last = one.FirstLine, one.LastLine
	}
	for n := first; n <= last; n++ {
		r.Block(fmt.Sprintf("%5d  ", n), strings.TrimRight(lines[n-1], "\r"))
	}
}

// onlyClause finds a clause of one policy as it is found in an audit of it, and
// what is context too.
func onlyClause(p *policy.Policy, labelled string) (string, error) {
	if one, ok := p.Node(labelled); ok {
		return one.Label, nil
	}
	a, err := checklist.New(checklist.Head{Policies: []checklist.Edition{{ID: p.ID, Edition: p.Edition}}}, []*policy.Policy{p})
	if err != nil {
		return "", err
	}
	ref, err := cli.Clause(a, labelled)
	return ref.Label, err
}

type policyJSON struct {
	Format   int           `json:"format"`
	ID       string        `json:"id"`
	Title    string        `json:"title"`
	Edition  string        `json:"edition"`
	Gaps     []string      `json:"gaps"` // numbers that the source does not print
	Sections []sectionJSON `json:"sections"`
}

type sectionJSON struct {
	Label   string       `json:"label"`
	Title   string       `json:"title"`
	Repeat  string       `json:"repeat,omitempty"` // the list of the scope that it is asked once for each of
	Clauses []clauseJSON `json:"clauses"`
	Context []clauseJSON `json:"context"` // not to be assessed
}

type clauseJSON struct {
	Label  string     `json:"label"`
	Text   string     `json:"text"` // Markdown, as in the source
	Digest string     `json:"digest"`
	Lines  [2]int     `json:"lines"`           // the first and the last of the source
	Parts  []partJSON `json:"parts,omitempty"` // what the source labels inside it
}

type partJSON struct {
	Label string `json:"label"`
	Depth int    `json:"depth"` // 1 for a part of the clause, 2 for a part of a part
	Text  string `json:"text"`
	Line  int    `json:"line"`
}

// clauseOf describes a clause, or what is context.
func clauseOf(one policy.Clause) clauseJSON {
	shown := clauseJSON{Label: one.Label, Text: one.Markdown, Digest: one.Digest, Lines: [2]int{one.FirstLine, one.LastLine}}
	for _, part := range one.Parts {
		shown.Parts = append(shown.Parts, partJSON{part.Label, part.Depth, one.PartClause(part).Words(), part.FirstLine})
	}
	return shown
}

// policyOf describes a policy, or one clause of it.
func policyOf(p *policy.Policy, only string) policyJSON {
	shown := policyJSON{cli.JSONFormat, p.ID, p.Title, p.Edition, []string{}, []sectionJSON{}}
	for _, skipped := range p.Skipped() {
		shown.Gaps = append(shown.Gaps, skipped.Label)
	}
	for _, s := range p.Sections {
		section := sectionJSON{s.Label, s.Title, s.Repeat, []clauseJSON{}, []clauseJSON{}}
		for _, one := range s.Clauses {
			if only == "" || one.Label == only {
				section.Clauses = append(section.Clauses, clauseOf(one))
			}
		}
		for _, one := range s.Context {
			if only == "" || one.Label == only {
				section.Context = append(section.Context, clauseOf(one.Clause))
			}
		}
		if only == "" || len(section.Clauses)+len(section.Context) > 0 {
			shown.Sections = append(shown.Sections, section)
		}
	}
	return shown
}

func showPolicy(r *cli.Run, p *policy.Policy, only string) {
	if only == "" {
		r.Printf("%s, edition %s\n", p.Title, p.ShortEdition())
		if p.GuideDay != "" {
			r.Printf("guide of %s, in our own words\n", p.GuideDay)
		}
	}
	if one, ok := p.Part(only); ok && only != "" {
		showClause(r, one, true)
		return
	}
	for _, s := range p.Sections {
		if only == "" {
			r.Printf("\n%s\n", s.Heading())
			if s.Repeat != "" {
				r.Printf("asked once for each of the scope's %s\n", s.Repeat)
			}
		}
		for _, one := range s.Nodes() {
			if only == "" || one.Label == only {
				showNode(r, s, one, only != "")
			}
		}
	}
}

// showNode prints a clause or a piece of context, alone or among the others.
func showNode(r *cli.Run, s policy.Section, one policy.Node, alone bool) {
	if !one.Asked {
		r.Printf("\n%s  (context)\n", one.Label)
		r.Block("  ", one.Markdown)
		return
	}
	if alone {
		showClause(r, one.Clause, true)
		return
	}
	r.Printf("\n")
	showClause(r, one.Clause, false)
	for _, skipped := range s.Skipped {
		if skipped.After == one.Label {
			r.Printf("\n%s  %s\n", skipped.Label, skipped.Note())
		}
	}
}

// showClause prints the platform's text, and our guide marked as ours.
func showClause(r *cli.Run, one policy.Clause, whole bool) {
	r.Printf("%s\n", one.Label)
	r.Block("  ", one.Markdown)
	g := one.Guide
	if g == nil {
		return
	}
	r.Wrapped("  guide  ", g.Whose(strings.Join([]string{g.Title, string(g.Kind), g.Severity}, ", ")))
	const indent = "         "
	part := func(head, text string) {
		if text != "" {
			r.Wrapped(indent+head, text)
		}
	}
	for _, q := range g.Ask() {
		part("Ask   ", q)
	}
	if !whole {
		return
	}
	part("Why   ", g.Why)
	part("Good  ", g.Good)
	for _, r := range g.Readings {
		part("Ours  ", r.Words())
	}
	for _, pitfall := range g.Pitfalls {
		part("Avoid ", pitfall)
	}
	for _, e := range g.Evidence {
		part("Bring ", e.Bring+" ("+e.Show+")")
	}
	part("Valid ", g.Valid.String())
	part("For   ", strings.Join(g.Roles, ", "))
	part("Risk  ", g.Because)
	for _, n := range g.AllNotes() {
		part("Note  ", n)
	}
	for _, s := range g.Sources {
		part("From  ", s)
	}
}
