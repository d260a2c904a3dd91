package policy

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"clausewalk/policy/library"
	"clausewalk/ui/command/cli"
)

func listCommand(r *cli.Run) *cobra.Command {
	return cli.WithJSON(&cobra.Command{
		Use:   "list",
		Short: "List the policies",
		Example: `  clausewalk policy list
  clausewalk policy list --json`,
		Args: cli.Words(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			known, err := Known(r)
			if err != nil {
				return err
			}
			return list(r, known, cli.AsJSON(cmd))
		},
	})
}

type listedJSON struct {
	ID      string   `json:"id"`
	Title   string   `json:"title"`
	Edition string   `json:"edition"`
	Clauses int      `json:"clauses"`
	BuiltIn bool     `json:"built-in"`
	Audits  []string `json:"audits"`
}

func list(r *cli.Run, known []*Edition, asJSON bool) error {
	listed := struct {
		Format   int          `json:"format"`
		Policies []listedJSON `json:"policies"`
	}{cli.JSONFormat, []listedJSON{}}
	t := r.Table("")
	for _, k := range known {
		listed.Policies = append(listed.Policies, listedJSON{
			k.ID, k.Title, k.Edition, len(k.Clauses()), k.BuiltIn, append([]string{}, k.Audits...),
		})
		var where []string
		if k.BuiltIn {
			where = append(where, "built in")
		}
		if len(k.Audits) > 0 {
			where = append(where, "asked in "+strings.Join(k.Audits, ", "))
		}
		t.Row(k.ID, k.Title, "edition "+k.ShortEdition(), countAsked(k.Policy), strings.Join(where, "; "))
	}
	if asJSON {
		return r.JSON(listed)
	}
	t.Flush()
	for _, w := range library.Guides() {
		if !slices.ContainsFunc(known, func(e *Edition) bool { return e.ID == w.ID }) {
			r.Note("there is a guide to %s, without its text: %s", w.Title, w.Bring())
		}
	}
	return nil
}
