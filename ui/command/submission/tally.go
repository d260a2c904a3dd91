package submission

import (
	"fmt"

	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/reports"
	"clausewalk/ui/command/cli"
	"clausewalk/ui/session"
)

// leastForShare is how many decisions there must be before a share of them says
// anything.
const leastForShare = 10

type tallyJSON struct {
	Format    int                         `json:"format"`
	Audits    int                         `json:"audits"` // that have a decision
	Decisions []decisionJSON              `json:"decisions"`
	Counts    map[checklist.Foresight]int `json:"counts"`
}

type decisionJSON struct {
	Audit      string              `json:"audit"`
	Submission int                 `json:"submission,omitempty"` // its number, absent where none was kept
	Permission string              `json:"permission,omitempty"`
	Result     event.Result        `json:"result"`
	On         string              `json:"on"`
	Foresight  checklist.Foresight `json:"foresight"`
}

func tallyCommand(r *cli.Run) *cobra.Command {
	return cli.WithJSON(&cobra.Command{
		Use:   "tally",
		Short: "Count how often the audits foresaw the platform's decision",
		Long: `Count, over all audits of the workspace, what they knew before the platform
decided: refusals with a known gap, refusals without one, and approvals despite
open gaps. It goes by the moment each was handed in. A percentage is shown from
ten decisions on; with fewer it would mean nothing.`,
		Example: `  clausewalk submission tally
  clausewalk submission tally --json`,
		Args: cli.Words(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error { return tally(r, cli.AsJSON(cmd)) },
	})
}

func tally(r *cli.Run, asJSON bool) error {
	w, err := r.Find()
	if err != nil {
		return err
	}
	heads, err := w.Audits()
	if err != nil {
		return err
	}
	out := tallyJSON{Format: cli.JSONFormat, Decisions: []decisionJSON{}, Counts: map[checklist.Foresight]int{}}
	for _, f := range checklist.Foresights() {
		out.Counts[f] = 0
	}
	for _, head := range heads {
		s, err := r.OpenIn(w, session.Options{Audit: head.ID})
		if err != nil {
			return err
		}
		if all := decisionsOf(s.Audit); len(all) > 0 {
			out.Audits++
			out.Decisions = append(out.Decisions, all...)
		}
	}
	for _, d := range out.Decisions {
		out.Counts[d.Foresight]++
	}
	if asJSON {
		return r.JSON(out)
	}
	t := r.Table("")
	for _, f := range checklist.Foresights() {
		t.Row(string(f), out.Counts[f])
	}
	t.Flush()
	refused := out.Counts[checklist.Predicted] + out.Counts[checklist.Missed]
	said := fmt.Sprintf("%d of %s predicted", out.Counts[checklist.Predicted], reports.Count(refused, "refusal"))
	if refused >= leastForShare {
		said += fmt.Sprintf(", %d%%", out.Counts[checklist.Predicted]*100/refused)
	}
	r.Tell("%s in %s; %s\n", reports.Count(len(out.Decisions), "decision"), reports.Count(out.Audits, "audit"), said)
	return nil
}

// decisionsOf returns the decisions that an audit has kept itself: those that were
// taken over count where they were made.
func decisionsOf(a *checklist.Audit) (all []decisionJSON) {
	numbers := map[string]int{}
	for _, one := range checklist.Submissions(a) {
		numbers[one.ID] = one.Number
	}
	for _, o := range checklist.Outcomes(a) {
		if o.Carried == "" {
			all = append(all, decisionJSON{a.Head.ID, numbers[o.Submission], o.Permission, o.Result, o.On, checklist.ForesightOf(a, o)})
		}
	}
	return all
}
