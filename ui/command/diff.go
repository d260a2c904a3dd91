package command

import (
	"cmp"

	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/reports"
	"clausewalk/ui/command/cli"
	"clausewalk/ui/command/report"
	"clausewalk/ui/session"
)

func diffCommand(r *cli.Run) *cobra.Command {
	var since string
	cmd := cli.WithJSON(&cobra.Command{
		Use:   "diff --since WHEN",
		Short: "Show what changed, clause by clause",
		Example: `  clausewalk diff --since 2026-11-01
  clausewalk diff --since sign-off --json`,
		Args: cli.Words(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if since == "" {
				return cli.Usage("clausewalk diff --since 2026-11-01", "diff needs --since")
			}
			s, err := r.Read()
			if err != nil {
				return err
			}
			then, err := report.Earlier(r, s, since)
			if err != nil {
				return err
			}
			all := checklist.Differences(then.Audit, s.Audit)
			if !cli.AsJSON(cmd) {
				summary(r, s, then, len(all))
			}
			return differences(r, s.Audit, all, cli.AsJSON(cmd))
		},
	})
	cmd.Flags().StringVar(&since, "since", "", report.SinceHelp)
	return cmd
}

// summary says how many clauses stand differently, and which of them are worse now:
// what went stale is there too, which nobody has entered.
func summary(r *cli.Run, s *session.Session, then *reports.Earlier, changes int) {
	c := reports.Build(s.Audit, reports.Options{At: r.Past, Now: r.Now()}).Against(then)
	words := c.InWords()
	if changes > 0 || words != "" {
		r.Printf("clauses since %s: %s; %s in all\n", reports.Line(then.Name), cmp.Or(words, "none better or worse"), reports.Count(changes, "change"))
	}
	for _, one := range c.Worse {
		r.Printf("  worse: %s  %s, %s before, %s now\n", s.Name(one.Ref), reports.Line(one.Title), one.From, one.To)
	}
}

func differences(r *cli.Run, a *checklist.Audit, all []checklist.Difference, asJSON bool) error {
	type row struct {
		Policy  string `json:"policy"`
		Label   string `json:"label"`
		Field   string `json:"field"`
		Subject string `json:"subject"`
		From    string `json:"from"`
		To      string `json:"to"`
		By      string `json:"by"`
		At      string `json:"at"`
	}
	if asJSON {
		rows := []row{}
		for _, d := range all {
			rows = append(rows, row{d.Field.Policy, d.Field.Clause, string(d.Field.Kind), d.Field.Subject, d.From, d.To, d.By.String(), cli.Stamp(d.At)})
		}
		return r.JSON(struct {
			Format  int   `json:"format"`
			Changes []row `json:"changes"`
		}{cli.JSONFormat, rows})
	}
	if len(all) == 0 {
		r.Tell("nothing changed\n")
	}
	for _, d := range all {
		r.Printf("%s  by %s, %s\n", cli.FieldName(a, d.Field), d.By, cli.When(d.At))
		for _, side := range []struct{ sign, text string }{{"-", d.From}, {"+", d.To}} {
			if side.text != "" {
				r.Printf("  %s %s\n", side.sign, side.text)
			}
		}
	}
	return nil
}
