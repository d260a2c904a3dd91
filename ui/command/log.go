package command

import (
	"encoding/json"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/reports"
	"clausewalk/ui/command/cli"
	"clausewalk/ui/command/report"
)

func logCommand(r *cli.Run) *cobra.Command {
	var since string
	cmd := cli.WithJSON(&cobra.Command{
		Use:   "log [LABEL]",
		Short: "Show who entered what, and when",
		Example: `  clausewalk log A.12
  clausewalk log --since v2.3 --json`,
		Args:              cli.Words(0, 1),
		ValidArgsFunction: r.CompleteClause(),
		RunE:              func(cmd *cobra.Command, args []string) error { return showLog(r, args, since, cli.AsJSON(cmd)) },
	})
	cmd.Flags().StringVar(&since, "since", "", "only entries since "+report.SinceHelp)
	return cmd
}

type eventJSON struct {
	ID      string          `json:"id"`
	Time    string          `json:"time"`
	Who     event.Person    `json:"who"`
	Policy  string          `json:"policy"`
	Label   string          `json:"label"`
	Kind    event.Kind      `json:"kind"`
	Subject string          `json:"subject"`
	Value   json.RawMessage `json:"value"`
	From    string          `json:"from"` // in words, what it replaced
	Words   string          `json:"words"`
	Counts  bool            `json:"counts"` // it was not undone
	Said    *saidJSON       `json:"said,omitempty"`
}

// saidJSON is who said first what somebody else entered, and who confirmed it last.
type saidJSON struct {
	By          event.Person `json:"by"`
	At          string       `json:"at"`
	ConfirmedBy event.Person `json:"confirmedBy,omitzero"`
	ConfirmedAt string       `json:"confirmedAt,omitempty"`
}

func saidOf(e event.Event) *saidJSON {
	if e.Said == nil {
		return nil
	}
	return &saidJSON{e.Said.By, cli.Stamp(e.Said.At), e.Said.ConfirmedBy, cli.Stamp(e.Said.ConfirmedAt)}
}

// showLog prints the events of a clause, of all without one, but for those that an
// earlier state had already, where one is given.
func showLog(r *cli.Run, labels []string, since string, asJSON bool) error {
	s, err := r.Peek()
	if err != nil {
		return err
	}
	then, err := report.Earlier(r, s, since)
	if err != nil {
		return err
	}
	had := map[string]bool{}
	if then != nil {
		for _, e := range then.Audit.Log(event.Ref{}) {
			had[e.ID] = true
		}
	}
	var ref event.Ref
	if len(labels) == 1 {
		if ref, err = cli.Clause(s.Audit, labels[0]); err != nil {
			return err
		}
	}
	shown := logOf(s.Audit, func(e event.Event) bool {
		return !had[e.ID] && (ref == (event.Ref{}) || e.Ref() == ref)
	})
	if asJSON {
		all := []eventJSON{}
		for _, one := range shown {
			all = append(all, one.eventJSON)
		}
		return r.JSON(struct {
			Format int         `json:"format"`
			Events []eventJSON `json:"events"`
		}{cli.JSONFormat, all})
	}
	t := r.Table("")
	for _, one := range shown {
		said := one.Words
		if one.From != "" && one.From != one.Words {
			said = "from " + one.From + " to " + said
		}
		if one.before != "" {
			said += "  (" + one.before + ")"
		}
		if !one.Counts {
			said += "  (undone)"
		}
		t.Row(cli.When(one.at), one.Who, one.name, said)
	}
	t.Flush()
	return nil
}

// logged is an event with what it is called and when it was, for people.
type logged struct {
	eventJSON
	name   string
	before string // who said it first, where somebody else entered it
	at     time.Time
}

// logOf tells of the events that are wanted, oldest first.
func logOf(a *checklist.Audit, wanted func(event.Event) bool) (shown []logged) {
	all := a.Log(event.Ref{})
	names, values, kinds := map[string]string{}, map[string]string{}, map[string]event.Kind{}
	for _, e := range all {
		kinds[e.ID] = e.Kind
		names[e.ID] = cli.FieldName(a, e.Field)
		values[e.ID] = event.Words(e.Kind, e.Value)
	}
	for _, e := range all {
		if !wanted(e) {
			continue
		}
		before := values
		if e.Kind == event.KindUndo {
			before = names
		}
		var over []string
		for _, id := range e.Over {
			if e.Kind == event.KindUndo || kinds[id] == e.Kind { // Rules also take the place of those that came with another event.
				over = append(over, before[id])
			}
		}
		said, replaced := event.Words(e.Kind, e.Value), strings.Join(over, " | ")
		if e.Kind == event.KindUndo {
			said, replaced = replaced, ""
		}
		one := eventJSON{e.ID, cli.Stamp(e.Time), e.Who, e.Policy, e.Clause, e.Kind, e.Subject, e.Value, replaced, said, a.Counts(e.ID), saidOf(e)}
		if one.Value == nil {
			one.Value = json.RawMessage("null")
		}
		shown = append(shown, logged{one, names[e.ID], reports.SaidBefore(e, cli.When), e.Time})
	}
	return shown
}
