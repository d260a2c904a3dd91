package command

import (
	"time"

	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/reports"
)

func (c *cli) diffCommand() *cobra.Command {
	var since, event string
	var signOff int
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "diff",
		Short: "What changed since a moment, a sign-off or an event, by clause",
		Example: `  clausewalk diff --since 2026-11-01
  clausewalk diff --sign-off 1 --json`,
		Args: words(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			o, err := c.peek()
			if err != nil {
				return err
			}
			then, err := c.before(cmd, o.Audit, since, signOff, event)
			if err != nil {
				return err
			}
			return c.differences(o.Audit, checklist.Differences(then, o.Audit), asJSON)
		},
	}
	cmd.Flags().StringVar(&since, "since", "", "the state at the beginning of a `date` (2026-03-31), or at a moment (2026-03-31T14:00:00Z)")
	cmd.Flags().IntVar(&signOff, "sign-off", 0, "the state that the `n`th sign-off vouched for, counted from 1")
	cmd.Flags().StringVar(&event, "event", "", "the state just after the event with this `id`, as log --json gives it")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// before returns the earlier state that the flags name.
func (c *cli) before(cmd *cobra.Command, a *checklist.Audit, since string, signOff int, event string) (*checklist.Audit, error) {
	named := 0
	for _, flag := range []string{"since", "sign-off", "event"} {
		if cmd.Flags().Changed(flag) {
			named++
		}
	}
	switch {
	case named != 1:
		return nil, usage("as in clausewalk diff --since 2026-11-01", "diff needs one of --since, --sign-off and --event")
	case cmd.Flags().Changed("since"):
		t, err := parseMoment(since, startOfDay)
		if err != nil {
			return nil, err
		}
		return until(a, t), nil
	case cmd.Flags().Changed("sign-off"):
		all := a.SignOffs()
		if signOff < 1 || signOff > len(all) {
			return nil, usage("clausewalk report lists them", "there is no sign-off %d: the audit has %d", signOff, len(all))
		}
		return a.AsSigned(all[signOff-1]), nil
	}
	for _, e := range a.Log(checklist.Ref{}) {
		if e.ID == event {
			return a.When(func(o checklist.Event) bool { return o.Clock <= e.Clock }), nil
		}
	}
	return nil, usage("clausewalk log --json gives the ids", "there is no event %q", event)
}

// until returns the audit as it was just before a moment.
func until(a *checklist.Audit, t time.Time) *checklist.Audit {
	return a.When(func(e checklist.Event) bool { return e.Time.Before(t) })
}

// earlier returns the state that report --since names.
func earlier(a *checklist.Audit, since string) (*reports.Earlier, error) {
	if since == "" {
		return nil, nil
	}
	if since != "sign-off" {
		t, err := parseMoment(since, startOfDay)
		if err != nil {
			return nil, usage("write it as 2026-03-31, as 2026-03-31T14:00:00Z, or as sign-off for the last one", "%q is no date", since)
		}
		return &reports.Earlier{Name: since, At: t, Audit: until(a, t)}, nil
	}
	all := a.SignOffs()
	if len(all) == 0 {
		return nil, usage("clausewalk sign signs it; --since takes a date too", "nobody has signed this audit yet")
	}
	last := all[len(all)-1]
	return &reports.Earlier{Name: "the sign-off by " + last.Name + " on " + last.At.UTC().Format(time.DateOnly), At: last.At, Audit: a.AsSigned(last)}, nil
}

func (c *cli) differences(a *checklist.Audit, all []checklist.Difference, asJSON bool) error {
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
			rows = append(rows, row{d.Field.Policy, d.Field.Clause, string(d.Field.Kind), d.Field.Subject, d.From, d.To, d.By.String(), stamp(d.At)})
		}
		return c.json(struct {
			Format  int   `json:"format"`
			Changes []row `json:"changes"`
		}{jsonFormat, rows})
	}
	if len(all) == 0 {
		c.tell("nothing changed\n")
	}
	for _, d := range all {
		c.printf("%s  by %s, %s\n", fieldName(a, d.Field), d.By, when(d.At))
		for _, side := range []struct{ sign, text string }{{"-", d.From}, {"+", d.To}} {
			if side.text != "" {
				c.printf("  %s %s\n", side.sign, side.text)
			}
		}
	}
	return nil
}
