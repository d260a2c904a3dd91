package outcome

import (
	"strings"

	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/reports"
	"clausewalk/ui/command/cli"
)

type outcomeJSON struct {
	ID string `json:"id"`
	event.Outcome
	Clauses []string `json:"clauses"`
	Carried string   `json:"carried"` // the audit that it was taken over from
	By      string   `json:"by"`
	At      string   `json:"at"`
}

func listCommand(r *cli.Run) *cobra.Command {
	return cli.WithJSON(&cobra.Command{
		Use:   "list",
		Short: "List what the platform decided, oldest first",
		Example: `  clausewalk outcome list
  clausewalk outcome list --json`,
		Args: cli.Words(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := r.Peek()
			if err != nil {
				return err
			}
			return list(r, s.Audit, cli.AsJSON(cmd))
		},
	})
}

func list(r *cli.Run, a *checklist.Audit, asJSON bool) error {
	listed := []outcomeJSON{}
	for _, one := range checklist.Outcomes(a) {
		names := []string{}
		for _, ref := range one.Refs {
			names = append(names, a.Name(ref))
		}
		listed = append(listed, outcomeJSON{one.ID, one, names, one.Carried, one.By.String(), cli.Stamp(one.At)})
	}
	if asJSON {
		return r.JSON(struct {
			Format   int           `json:"format"`
			Outcomes []outcomeJSON `json:"outcomes"`
		}{cli.JSONFormat, listed})
	}
	for _, one := range listed {
		r.Printf("%s\n", one.Outcome)
		about := strings.Join(one.Clauses, ", ")
		if one.Carried != "" {
			about = strings.TrimPrefix(about+", taken over from "+one.Carried, ", ")
		}
		if about != "" {
			r.Block("      ", about)
		}
		r.Block("      ", one.ID+", entered by "+one.By)
	}
	r.Tell("%s\n", reports.Count(len(listed), "decision"))
	return nil
}
