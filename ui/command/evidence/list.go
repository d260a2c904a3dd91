package evidence

import (
	"fmt"

	"github.com/spf13/cobra"

	"clausewalk/checklist/event"
	"clausewalk/ui/clauses"
	"clausewalk/ui/command/cli"
	"clausewalk/ui/session"
)

type evidenceJSON struct {
	Policy string `json:"policy"`
	Label  string `json:"label"`
	ID     string `json:"id"`
	event.Evidence
	By string `json:"by"`
	At string `json:"at"`
}

func listCommand(r *cli.Run) *cobra.Command {
	return cli.WithJSON(&cobra.Command{
		Use:   "list [LABEL]",
		Short: "List one clause's evidence, or all of it",
		Example: `  clausewalk evidence list A.12
  clausewalk evidence list --json`,
		Args:              cli.Words(0, 1),
		ValidArgsFunction: r.CompleteClause(),
		RunE:              func(cmd *cobra.Command, args []string) error { return list(r, args, cli.AsJSON(cmd)) },
	})
}

// list lists the evidence of a clause, of all without one.
func list(r *cli.Run, labels []string, asJSON bool) error {
	s, err := r.Read()
	if err != nil {
		return err
	}
	refs, err := named(s, labels)
	if err != nil {
		return err
	}
	listed := struct {
		Format   int            `json:"format"`
		Evidence []evidenceJSON `json:"evidence"`
	}{cli.JSONFormat, []evidenceJSON{}}
	t := r.Table("")
	for _, ref := range refs {
		for _, e := range s.Item(ref).Evidence {
			listed.Evidence = append(listed.Evidence, evidenceJSON{ref.Policy, ref.Label, e.ID, e, e.By.String(), cli.Stamp(e.At)})
			t.Row(s.Name(ref), e.ID, e.Kind, e.Target(), size(e), fmt.Sprintf("%.12s", e.SHA256), e.By, cli.When(e.At))
		}
	}
	if asJSON {
		return r.JSON(listed)
	}
	t.Flush()
	return nil
}

// named returns the clause that is named, all of them where none is.
func named(s *session.Session, labels []string) ([]event.Ref, error) {
	if len(labels) == 0 {
		return s.Refs(), nil
	}
	ref, err := cli.Clause(s.Audit, labels[0])
	return []event.Ref{ref}, err
}

// size writes how large a stored file is, nothing for other evidence.
func size(e event.Evidence) string {
	if e.Name == "" {
		return ""
	}
	return clauses.Size(e.Size)
}
