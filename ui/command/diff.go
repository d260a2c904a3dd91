package command

import (
	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/ui/command/cli"
	"clausewalk/ui/command/report"
	"clausewalk/ui/session"
)

func diffCommand(r *cli.Run) *cobra.Command {
	var since, id string
	var signOff int
	cmd := cli.WithJSON(&cobra.Command{
		Use:   "diff",
		Short: "What changed since a moment, a sign-off or an event, by clause",
		Example: `  clausewalk diff --since 2026-11-01
  clausewalk diff --sign-off 1 --json`,
		Args: cli.Words(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := r.Peek()
			if err != nil {
				return err
			}
			then, err := before(r, cmd, s, since, signOff, id)
			if err != nil {
				return err
			}
			return differences(r, s.Audit, checklist.Differences(then, s.Audit), cli.AsJSON(cmd))
		},
	})
	cmd.Flags().StringVar(&since, "since", "", "the state at the beginning of a `date` (2026-03-31), at a moment (2026-03-31T14:00:00Z), or as a commit, tag or branch has it (v2.3)")
	cmd.Flags().IntVar(&signOff, "sign-off", 0, "the state that the `n`th sign-off vouched for, counted from 1")
	cmd.Flags().StringVar(&id, "event", "", "the state just after the event with this `id`, as log --json gives it")
	return cmd
}

// before returns the earlier state that the flags name.
func before(r *cli.Run, cmd *cobra.Command, s *session.Session, since string, signOff int, id string) (*checklist.Audit, error) {
	a := s.Audit
	named := 0
	for _, flag := range []string{"since", "sign-off", "event"} {
		if cmd.Flags().Changed(flag) {
			named++
		}
	}
	switch {
	case named != 1:
		return nil, cli.Usage("as in clausewalk diff --since 2026-11-01", "diff needs one of --since, --sign-off and --event")
	case cmd.Flags().Changed("since"):
		t, err := cli.ParseMoment(since, cli.StartOfDay)
		if err == nil {
			return cli.Until(a, t), nil
		}
		then, err := report.Committed(r, s, since)
		if err != nil {
			return nil, err
		}
		return then.Audit, nil
	case cmd.Flags().Changed("sign-off"):
		all := a.SignOffs()
		if signOff < 1 || signOff > len(all) {
			return nil, cli.Usage("clausewalk report lists them", "there is no sign-off %d: the audit has %d", signOff, len(all))
		}
		return a.AsSigned(all[signOff-1]), nil
	}
	for _, e := range a.Log(event.Ref{}) {
		if e.ID == id {
			return a.When(func(o event.Event) bool { return o.Clock <= e.Clock }), nil
		}
	}
	return nil, cli.Usage("clausewalk log --json gives the ids", "there is no event %q", id)
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
