package command

import (
	"github.com/spf13/cobra"

	"clausewalk/checklist/event"
	"clausewalk/reports"
	"clausewalk/ui/command/cli"
)

func lintCommand(r *cli.Run) *cobra.Command {
	return cli.WithJSON(&cobra.Command{
		Use:   "lint",
		Short: "Point at answers that will not convince a reader",
		Long: `Point at answers that will not convince a reader, each with what mends it: thin
reasons, met without what shows it or with one side of it alone, gaps without an
owner or a due date or past it, one file behind many clauses, kept files behind
none, a sign-off that changes came after, a version that has ended since the
guide was written. This is advice: the exit code is 0 whatever is found.`,
		Example: `  clausewalk lint
  clausewalk lint --json | jq -r '.findings[].label'`,
		Args: cli.Words(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error { return lint(r, cli.AsJSON(cmd)) },
	})
}

type finding struct {
	Policy  string `json:"policy"`
	Label   string `json:"label"`
	Rule    string `json:"rule"`
	Message string `json:"message"`
	Mend    string `json:"mend"` // the command that mends it
}

func lint(r *cli.Run, asJSON bool) error {
	s, err := r.Read()
	if err != nil {
		return err
	}
	found := []finding{}
	for _, f := range s.Lint(s.Now(), s.Vault.Digests()) {
		found = append(found, finding{f.Ref.Policy, f.Ref.Label, f.Rule, f.Message, f.Mend})
	}
	if asJSON {
		return r.JSON(struct {
			Format   int       `json:"format"`
			Findings []finding `json:"findings"`
		}{cli.JSONFormat, found})
	}
	for _, f := range found {
		name := "audit"
		if f.Label != "" {
			name = s.Name(event.Ref{Policy: f.Policy, Label: f.Label})
		}
		r.Printf("%s  %s\n      %s\n", name, f.Message, f.Mend)
	}
	r.Tell("%s\n", reports.Count(len(found), "finding"))
	return nil
}
