package command

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/checklist/workspace"
	"clausewalk/policy"
	"clausewalk/policy/library"
	"clausewalk/reports"
)

func (c *cli) policyCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "policy",
		Short: "List, show, add, compare and adopt the policies that can be asked",
	}
	cmd.AddCommand(c.policyListCommand(), c.policyShowCommand(), c.policyAddCommand(), c.policyCompareCommand(), c.policyAdoptCommand(), c.policyCheckCommand())
	return cmd
}

// knownPolicy is an edition of a policy with where it is kept.
type knownPolicy struct {
	*policy.Policy
	audits  []string // those that ask it
	adopted bool     // one of them went over to it
	builtIn bool
}

// policies returns the editions that the workspace's audits ask, that of the
// audit in use first, then the others that it holds and the built-in ones.
func (c *cli) policies() ([]knownPolicy, error) {
	var known []knownPolicy
	at := func(id, edition string) *knownPolicy {
		for i := range known {
			if known[i].ID == id && known[i].Edition == edition {
				return &known[i]
			}
		}
		return nil
	}
	w, err := c.find()
	var heads []checklist.Head
	if err == nil {
		heads, err = w.Audits()
	}
	if err != nil && !errors.Is(err, workspace.ErrNone) {
		return nil, err
	}
	slices.SortStableFunc(heads, func(a, b checklist.Head) int {
		switch {
		case a.ID == b.ID:
			return 0
		case a.ID == c.audit:
			return -1
		case b.ID == c.audit:
			return 1
		}
		return 0
	})
	for _, h := range heads {
		for _, e := range editionsOf(w, h) {
			if at(e.ID, e.Edition) == nil {
				p, err := library.Read(os.DirFS(filepath.Join(w.Root, workspace.Dir, "policies", e.ID, e.Edition)), e.ID)
				if err != nil {
					return nil, err
				}
				known = append(known, knownPolicy{Policy: p})
			}
			if k := at(e.ID, e.Edition); k != nil {
				k.audits = append(k.audits, h.ID)
				k.adopted = k.adopted || !slices.Contains(h.Policies, e)
			}
		}
	}
	if w != nil && err == nil {
		added, err := w.Editions()
		if err != nil {
			return nil, err
		}
		for _, p := range added {
			if at(p.ID, p.Edition) == nil {
				known = append(known, knownPolicy{Policy: p})
			}
		}
	}
	for _, id := range library.Builtin() {
		p, err := library.Load(id)
		if err != nil {
			return nil, err
		}
		if at(p.ID, p.Edition) == nil {
			known = append(known, knownPolicy{Policy: p})
		}
		at(p.ID, p.Edition).builtIn = true
	}
	return known, nil
}

// editionsOf returns the editions that an audit asks, those it began with where
// it cannot be read.
func editionsOf(w *workspace.Workspace, h checklist.Head) []checklist.Edition {
	if o, err := w.Open(h.ID, checklist.Hand{}); err == nil {
		return o.Editions()
	}
	return h.Policies
}

// pick finds a policy by its id, or one edition of it by "id@" and the first
// digits of the edition. Of several editions the first known is meant.
func pick(known []knownPolicy, name string) (*policy.Policy, error) {
	id, edition, _ := strings.Cut(name, "@")
	var ids []string
	for _, k := range known {
		if k.ID == id && strings.HasPrefix(k.Edition, edition) {
			return k.Policy, nil
		}
		if edition == "" {
			ids = append(ids, k.ID)
		} else {
			ids = append(ids, k.ID+"@"+k.ShortEdition())
		}
	}
	return nil, &checklist.UnknownError{What: "policy", Name: name, Known: ids}
}

type listedPolicyJSON struct {
	ID      string   `json:"id"`
	Title   string   `json:"title"`
	Edition string   `json:"edition"`
	Clauses int      `json:"clauses"`
	BuiltIn bool     `json:"built-in"`
	Audits  []string `json:"audits"`
}

func (c *cli) policyListCommand() *cobra.Command {
	return withJSON(&cobra.Command{
		Use:   "list",
		Short: "List the policies",
		Example: `  clausewalk policy list
  clausewalk policy list --json`,
		Args: words(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			known, err := c.policies()
			if err != nil {
				return err
			}
			listed := struct {
				Format   int                `json:"format"`
				Policies []listedPolicyJSON `json:"policies"`
			}{jsonFormat, []listedPolicyJSON{}}
			t := c.table("")
			for _, k := range known {
				listed.Policies = append(listed.Policies, listedPolicyJSON{
					k.ID, k.Title, k.Edition, len(k.Clauses()), k.builtIn, append([]string{}, k.audits...),
				})
				var where []string
				if k.builtIn {
					where = append(where, "built in")
				}
				if len(k.audits) > 0 {
					where = append(where, "asked in "+strings.Join(k.audits, ", "))
				}
				t.row(k.ID, k.Title, "edition "+k.ShortEdition(), reports.Count(len(k.Clauses()), "clause"), strings.Join(where, "; "))
			}
			if asJSON(cmd) {
				return c.json(listed)
			}
			t.flush()
			return nil
		},
	})
}

func (c *cli) policyShowCommand() *cobra.Command {
	var source bool
	cmd := withJSON(&cobra.Command{
		Use:   "show ID [LABEL]",
		Short: "Show a policy's text, with our guide beside it",
		Long: `Show a policy's text, or one clause of it with all that our guide says. The
text is the platform's, word for word; what stands behind "guide" is ours.`,
		Example: `  clausewalk policy show instagram-platform
  clausewalk policy show instagram-platform A.12 --source`,
		Args: words(1, 2),
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
			var offered []cobra.Completion
			known, err := c.policies()
			for _, k := range known {
				if err == nil && len(args) == 0 {
					offered = append(offered, offer(k.ID, k.Title))
				}
				if err == nil && len(args) == 1 && k.ID == args[0] {
					for _, one := range k.Clauses() {
						offered = append(offered, offer(one.Label, one.Title()))
					}
				}
			}
			return offered, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			known, err := c.policies()
			if err != nil {
				return err
			}
			p, err := pick(known, args[0])
			if err != nil {
				return err
			}
			only := ""
			if len(args) == 2 {
				if only, err = onlyClause(p, args[1]); err != nil {
					return err
				}
			}
			if asJSON(cmd) {
				return c.json(policyOf(p, only))
			}
			if source {
				c.showSource(p, only)
				return nil
			}
			c.showPolicy(p, only)
			return nil
		},
	})
	cmd.Flags().BoolVar(&source, "source", false, "the lines of the source, with their numbers")
	return cmd
}

// showSource prints the source's own lines behind their numbers.
func (c *cli) showSource(p *policy.Policy, only string) {
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
		c.block(fmt.Sprintf("%5d  ", n), strings.TrimRight(lines[n-1], "\r"))
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
	ref, err := clause(a, labelled)
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
	Label  string `json:"label"`
	Text   string `json:"text"` // Markdown, as in the source
	Digest string `json:"digest"`
	Lines  [2]int `json:"lines"` // the first and the last of the source
}

// policyOf describes a policy, or one clause of it.
func policyOf(p *policy.Policy, only string) policyJSON {
	shown := policyJSON{jsonFormat, p.ID, p.Title, p.Edition, append([]string{}, p.Gaps...), []sectionJSON{}}
	for _, s := range p.Sections {
		section := sectionJSON{s.Label, s.Title, s.Repeat, []clauseJSON{}, []clauseJSON{}}
		for _, one := range s.Clauses {
			if only == "" || one.Label == only {
				section.Clauses = append(section.Clauses, clauseJSON{one.Label, one.Markdown, one.Digest, [2]int{one.FirstLine, one.LastLine}})
			}
		}
		for _, one := range s.Context {
			if only == "" || one.Label == only {
				section.Context = append(section.Context, clauseJSON{one.Label, one.Markdown, one.Digest, [2]int{one.FirstLine, one.LastLine}})
			}
		}
		if only == "" || len(section.Clauses)+len(section.Context) > 0 {
			shown.Sections = append(shown.Sections, section)
		}
	}
	return shown
}

func (c *cli) showPolicy(p *policy.Policy, only string) {
	if only == "" {
		c.printf("%s, edition %s\n", p.Title, p.ShortEdition())
	}
	for _, s := range p.Sections {
		if only == "" {
			c.printf("\n%s\n", s.Heading())
			if s.Repeat != "" {
				c.printf("asked once for each of %s that scope lists\n", s.Repeat)
			}
		}
		for _, one := range s.Nodes() {
			if only != "" && one.Label != only {
				continue
			}
			if !one.Asked {
				c.printf("\n%s  (context)\n", one.Label)
				c.block("  ", one.Markdown)
				continue
			}
			if only == "" {
				c.printf("\n")
			}
			c.showClause(one.Clause, only != "")
			for _, gap := range s.Gaps {
				if only == "" && gap.After == one.Label {
					c.printf("\n%s  %s\n", gap.Label, gap.Note())
				}
			}
		}
	}
}

// showClause prints the platform's text, and our guide marked as ours.
func (c *cli) showClause(one policy.Clause, whole bool) {
	c.printf("%s\n", one.Label)
	c.block("  ", one.Markdown)
	g := one.Guide
	if g == nil {
		return
	}
	c.wrapped("  guide  ", g.Whose(strings.Join([]string{g.Title, string(g.Kind), g.Severity}, ", ")))
	const indent = "         "
	part := func(head, text string) {
		if text != "" {
			c.wrapped(indent+head, text)
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
	for _, pitfall := range g.Pitfalls {
		part("Avoid ", pitfall)
	}
	for _, e := range g.Evidence {
		part("Bring ", e.Bring+" ("+e.Show+")")
	}
	part("Holds ", g.Valid.String())
	part("For   ", strings.Join(g.Roles, ", "))
	part("Risk  ", g.Because)
	for _, n := range g.Notes {
		part("Note  ", n)
	}
	for _, s := range g.Sources {
		part("From  ", s)
	}
}
