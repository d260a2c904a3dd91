package submission

import (
	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/reports"
	"clausewalk/ui/command/cli"
)

type submissionJSON struct {
	Number int    `json:"number"`
	ID     string `json:"id"`
	Policy string `json:"policy"`
	event.Submission
	Current bool     `json:"current"` // it decides what is asked
	LeftOut []string `json:"leftOut"` // what is therefore not asked
	By      string   `json:"by"`
	At      string   `json:"at"`
}

func listCommand(r *cli.Run) *cobra.Command {
	return cli.WithJSON(&cobra.Command{
		Use:   "list",
		Short: "List the audit's submissions, oldest first",
		Example: `  clausewalk submission list
  clausewalk submission list --json`,
		Args: cli.Words(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error { return list(r, cli.AsJSON(cmd)) },
	})
}

func list(r *cli.Run, asJSON bool) error {
	s, err := r.Peek()
	if err != nil {
		return err
	}
	all := []submissionJSON{}
	for _, one := range checklist.Submissions(s.Audit) {
		made := submissionJSON{one.Number, one.ID, one.Policy, one.Submission, one.Current, []string{}, one.By.String(), cli.Stamp(one.At)}
		if one.Current {
			made.LeftOut = append(made.LeftOut, s.LeftOut(one.Policy)...)
		}
		all = append(all, made)
	}
	if asJSON {
		return r.JSON(struct {
			Format      int              `json:"format"`
			Submissions []submissionJSON `json:"submissions"`
		}{cli.JSONFormat, all})
	}
	for _, one := range all {
		mark := " "
		if one.Current {
			mark = "›"
		}
		if r.ASCII && one.Current {
			mark = ">"
		}
		r.Printf("%s %d  %s\n", mark, one.Number, one.InWords())
	}
	r.Tell("%s\n", reports.Count(len(all), "submission"))
	return nil
}
