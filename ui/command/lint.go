package command

import (
	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/reports"
	"clausewalk/ui/command/cli"
	"clausewalk/ui/session"
)

func lintCommand(r *cli.Run) *cobra.Command {
	return cli.WithJSON(&cobra.Command{
		Use:   "lint",
		Short: "Point out answers that will not convince a reader",
		Long: `Point out answers that will not convince a reader, each with how to fix it:
thin reasons; met answers with no evidence, or with only one side of it; gaps
with no owner, no due date, or overdue; one file used for many clauses, or kept
for none; a sign-off that changes came after; a version that has ended since
the guide was written. This is advice: the exit code is 0 whatever it finds.`,
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

// findings are what lint points out.
func findings(s *session.Session) []finding {
	all := []finding{}
	for _, f := range checklist.Lint(s.Audit, s.Now(), s.Vault.Digests()) {
		all = append(all, finding{f.Ref.Policy, f.Ref.Label, f.Rule, f.Message, f.Mend})
	}
	return all
}

func lint(r *cli.Run, asJSON bool) error {
	s, err := r.Read()
	if err != nil {
		return err
	}
	found := findings(s)
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
