package command

import (
	"encoding/json"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"clausewalk/checklist"
)

func (c *cli) logCommand() *cobra.Command {
	var since string
	cmd := withJSON(&cobra.Command{
		Use:   "log [LABEL]",
		Short: "Show who entered what, and when",
		Example: `  clausewalk log A.12
  clausewalk log --since 2026-11-01 --json`,
		Args:              words(0, 1),
		ValidArgsFunction: c.completeClause(),
		RunE: func(cmd *cobra.Command, args []string) error {
			var from time.Time
			var err error
			if since != "" {
				if from, err = parseMoment(since, startOfDay); err != nil {
					return err
				}
			}
			o, err := c.peek()
			if err != nil {
				return err
			}
			var ref checklist.Ref
			if len(args) == 1 {
				if ref, err = clause(o.Audit, args[0]); err != nil {
					return err
				}
			}
			return c.log(o.Audit, ref, from, asJSON(cmd))
		},
	})
	cmd.Flags().StringVar(&since, "since", "", "only what was entered from this `date` on")
	return cmd
}

type eventJSON struct {
	ID      string              `json:"id"`
	Time    string              `json:"time"`
	Who     checklist.Person    `json:"who"`
	Policy  string              `json:"policy"`
	Label   string              `json:"label"`
	Kind    checklist.EventKind `json:"kind"`
	Subject string              `json:"subject"`
	Value   json.RawMessage     `json:"value"`
	From    string              `json:"from"` // in words, what it replaced
	Words   string              `json:"words"`
	Counts  bool                `json:"counts"` // it was not taken back
}

func (c *cli) log(a *checklist.Audit, ref checklist.Ref, from time.Time, asJSON bool) error {
	all := a.Log(checklist.Ref{})
	names, values := map[string]string{}, map[string]string{}
	for _, e := range all {
		names[e.ID] = fieldName(a, e.Field)
		values[e.ID] = checklist.Words(e.Kind, e.Value)
	}
	shown := struct {
		Format int         `json:"format"`
		Events []eventJSON `json:"events"`
	}{jsonFormat, []eventJSON{}}
	t := c.table("")
	for _, e := range all {
		if e.Time.Before(from) || ref != (checklist.Ref{}) && e.Ref() != ref {
			continue
		}
		said := checklist.Words(e.Kind, e.Value)
		var before []string
		for _, id := range e.Over {
			if e.Kind == checklist.KindUndo {
				before = append(before, names[id])
			} else {
				before = append(before, values[id])
			}
		}
		replaced := strings.Join(before, " | ")
		if e.Kind == checklist.KindUndo {
			said, replaced = replaced, ""
		}
		counts := a.Counts(e.ID)
		one := eventJSON{e.ID, stamp(e.Time), e.Who, e.Policy, e.Clause, e.Kind, e.Subject, e.Value, replaced, said, counts}
		if one.Value == nil {
			one.Value = json.RawMessage("null")
		}
		shown.Events = append(shown.Events, one)
		if replaced != "" {
			said = "from " + replaced + " to " + said
		}
		if !counts {
			said += "  (taken back)"
		}
		t.row(when(e.Time), e.Who, names[e.ID], said)
	}
	if asJSON {
		return c.json(shown)
	}
	t.flush()
	return nil
}
