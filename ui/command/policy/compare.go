package policy

import (
	"strings"

	"github.com/spf13/cobra"

	"clausewalk/policy"
	"clausewalk/policy/editions"
	"clausewalk/reports"
	"clausewalk/ui/command/cli"
)

func compareCommand(r *cli.Run) *cobra.Command {
	var yes bool
	cmd := cli.WithJSON(&cobra.Command{
		Use:   "compare OLD NEW",
		Short: "Compare two editions of a policy, clause by clause",
		Long: `Compare two editions clause by clause. Each is a policy's id, id@edition or a
file. Clauses are matched by their words, not by their numbers.`,
		Example: `  clausewalk policy compare instagram-platform new-text.md
  clausewalk policy compare our-terms@9f2c61 our-terms --json`,
		Args: cli.Words(2, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			return compare(r, args[0], args[1], yes, cli.AsJSON(cmd))
		},
	})
	cmd.Flags().BoolVar(&yes, "yes", false, "compare them even if they do not look like two editions of one policy")
	return cmd
}

func compare(r *cli.Run, older, newer string, yes, asJSON bool) error {
	old, err := named(r, older)
	if err != nil {
		return err
	}
	next, err := named(r, newer)
	if err != nil {
		return err
	}
	found := editions.Compare(old, next)
	if asJSON {
		return r.JSON(comparisonOf(old, next, found))
	}
	if found.Doubt != "" {
		r.Note("%s", found.Doubt)
	}
	if found.Doubt != "" && !yes {
		return cli.Failed("compare it with an edition of the same policy; --yes lists the matches anyway", "these do not look like two editions of one policy")
	}
	showComparison(r, found)
	return nil
}

// named finds a policy by a file's name, or by its id and edition.
func named(r *cli.Run, name string) (*policy.Policy, error) {
	if isText(r, name) {
		return read(r, idOf(name), name, headed{})
	}
	known, err := Known(r)
	if err != nil {
		return nil, err
	}
	return Pick(known, name)
}

func showComparison(r *cli.Run, found editions.Comparison) {
	count := found.Count()
	var said []string
	for _, kind := range editions.ChangeKinds() {
		if count[kind] > 0 {
			said = append(said, reports.Count(count[kind], "clause")+" "+string(kind))
		}
	}
	r.Printf("%s\n", strings.Join(said, ", "))
	for _, one := range found.Changes {
		if one.Kind == editions.Kept {
			continue
		}
		what := string(one.Kind)
		if one.Context {
			what += ", context"
		}
		r.Printf("\n%s  %s\n", strings.Trim(strings.Join(labels(one.Old), ", ")+" > "+strings.Join(labels(one.New), ", "), " >"), what)
		for _, w := range differences(one) {
			r.Wrapped("  "+w.Sign+" ", w.Text)
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
	shown := comparisonJSON{cli.JSONFormat, old.Edition, next.Edition, found.Doubt, map[string]int{}, []changeJSON{}}
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
