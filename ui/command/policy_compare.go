package command

import (
	"errors"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"clausewalk/policy"
	"clausewalk/policy/editions"
	"clausewalk/reports"
)

func (c *cli) policyCompareCommand() *cobra.Command {
	var yes bool
	cmd := withJSON(&cobra.Command{
		Use:   "compare OLD NEW",
		Short: "Compare two editions of a policy, clause by clause",
		Long: `Compare two editions clause by clause. Each is a policy's id, id@edition or a
file. Clauses are matched by their words, not by their numbers.`,
		Example: `  clausewalk policy compare instagram-platform new-text.md
  clausewalk policy compare our-terms@9f2c61 our-terms --json`,
		Args: words(2, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			old, err := c.policyNamed(args[0])
			if err != nil {
				return err
			}
			next, err := c.policyNamed(args[1])
			if err != nil {
				return err
			}
			found := editions.Compare(old, next)
			if asJSON(cmd) {
				return c.json(comparisonOf(old, next, found))
			}
			if found.Doubt != "" {
				c.note("%s", found.Doubt)
			}
			if found.Doubt != "" && !yes {
				return failed("compare it with an edition of the same policy; --yes lists what was matched all the same", "these look like no two editions of one policy")
			}
			c.showComparison(found)
			return nil
		},
	})
	cmd.Flags().BoolVar(&yes, "yes", false, "compare them even where they look like no two editions of one policy")
	return cmd
}

// policyNamed finds a policy by a file's name, or by its id and edition.
func (c *cli) policyNamed(name string) (*policy.Policy, error) {
	if info, err := os.Stat(c.resolve(name)); name == "-" || isAddress(name) || err == nil && !info.IsDir() {
		return c.readPolicy(idOf(name), name, "", "", "")
	}
	known, err := c.policies()
	if err != nil {
		return nil, err
	}
	return pick(known, name)
}

func (c *cli) showComparison(found editions.Comparison) {
	count := found.Count()
	var said []string
	for _, kind := range editions.ChangeKinds() {
		if count[kind] > 0 {
			said = append(said, reports.Count(count[kind], "clause")+" "+string(kind))
		}
	}
	c.printf("%s\n", strings.Join(said, ", "))
	for _, one := range found.Changes {
		if one.Kind == editions.Kept {
			continue
		}
		what := string(one.Kind)
		if one.Context {
			what += ", context"
		}
		c.printf("\n%s  %s\n", strings.Trim(strings.Join(labels(one.Old), ", ")+" > "+strings.Join(labels(one.New), ", "), " >"), what)
		for _, w := range differences(one) {
			c.wrapped("  "+w.Sign+" ", w.Text)
		}
	}
}

// differences returns what a person should read of a change: words that only
// moved are no news.
func differences(one editions.Change) []editions.WordChange {
	if one.Kind == editions.Moved || one.Kind == editions.Kept {
		return nil
	}
	return editions.WordDifference(wordsOf(one.Old), wordsOf(one.New))
}

func labels(clauses []policy.Clause) []string {
	all := []string{}
	for _, one := range clauses {
		all = append(all, one.Label)
	}
	return all
}

func wordsOf(clauses []policy.Clause) string {
	var all []string
	for _, one := range clauses {
		all = append(all, one.Words())
	}
	return strings.Join(all, " ")
}

type wordJSON struct {
	Sign string `json:"sign"` // =, - or +
	Text string `json:"text"`
}

type changeJSON struct {
	Kind    string     `json:"kind"`
	Old     []string   `json:"old"`
	New     []string   `json:"new"`
	Context bool       `json:"context"`
	Words   []wordJSON `json:"words"`
}

type comparisonJSON struct {
	Format  int            `json:"format"`
	Old     string         `json:"old"` // editions
	New     string         `json:"new"`
	Doubt   string         `json:"doubt"` // why they may be no editions of one policy
	Count   map[string]int `json:"count"`
	Changes []changeJSON   `json:"changes"`
}

func comparisonOf(old, next *policy.Policy, found editions.Comparison) comparisonJSON {
	shown := comparisonJSON{jsonFormat, old.Edition, next.Edition, found.Doubt, map[string]int{}, []changeJSON{}}
	count := found.Count()
	for _, kind := range editions.ChangeKinds() {
		shown.Count[string(kind)] = count[kind]
	}
	for _, one := range found.Changes {
		change := changeJSON{string(one.Kind), labels(one.Old), labels(one.New), one.Context, []wordJSON{}}
		for _, w := range differences(one) {
			change.Words = append(change.Words, wordJSON(w))
		}
		shown.Changes = append(shown.Changes, change)
	}
	return shown
}

func (c *cli) policyCheckCommand() *cobra.Command {
	var against string
	var yes bool
	cmd := &cobra.Command{
		Use:   "check [ID] --against FILE|URL",
		Short: "Tell whether a policy's text has changed since it was pinned",
		Long: `Tell whether a text says what the edition says that the audit asks. The exit
code is 0 where it does, 3 where a clause has changed, and 1 where it could not
be judged: the text cannot be read, or looks like another document. An address
is fetched because it is given, and for no other reason.`,
		Example: `  clausewalk policy check --against policy-of-today.html
  clausewalk policy check our-terms --against https://example.org/terms`,
		Args: words(0, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			if against == "" {
				return usage("--against FILE, or an address", "check needs the text of today")
			}
			known, err := c.policies()
			if err != nil {
				return err
			}
			pinned := known[0].Policy
			if len(args) == 1 {
				if pinned, err = pick(known, args[0]); err != nil {
					return err
				}
			}
			today, err := c.readPolicy(pinned.ID, against, "", "", "")
			if err != nil {
				return failed("", "%w", err) // It could not be judged.
			}
			if today.Edition == pinned.Edition {
				c.tell("%s says what it said\n", pinned.ID)
				return nil
			}
			found := editions.Compare(pinned, today)
			if found.Doubt != "" && !yes {
				return failed("look at the page: it may be there no more; --yes compares it all the same", "%s: %s", pinned.ID, found.Doubt)
			}
			if !slices.ContainsFunc(found.Changes, func(one editions.Change) bool { return one.Kind != editions.Kept && !one.Context }) {
				c.tell("%s: only what is no clause has changed\n", pinned.ID)
				return nil
			}
			c.showComparison(found)
			return &fault{errors.New(pinned.ID + " has changed"), "clausewalk policy adopt FILE --preview shows what it does to the answers", exitGate}
		},
	}
	cmd.Flags().StringVar(&against, "against", "", "the `file` or address with the text of today, - for standard input")
	cmd.Flags().BoolVar(&yes, "yes", false, "compare it even where it looks like another document")
	return cmd
}
