package submission

import (
	"strings"

	"github.com/spf13/cobra"

	"clausewalk/checklist/event"
	"clausewalk/reports"
	"clausewalk/ui/clauses"
	"clausewalk/ui/command/cli"
)

type showJSON struct {
	Format int    `json:"format"`
	Number int    `json:"number"`
	ID     string `json:"id"`
	Policy string `json:"policy"`
	event.Submission
	Ready    string        `json:"ready"` // ready, ready-with-risks or not-ready
	Missing  []string      `json:"missing"`
	Risks    []string      `json:"risks"`
	Form     []fieldJSON   `json:"form"`     // in its order
	ForUs    []string      `json:"forUs"`    // the items of which nothing leaves
	Refusals []refusalJSON `json:"refusals"` // decisions that it has to answer
}

type fieldJSON struct {
	Label      string   `json:"label"`
	Field      string   `json:"field"`
	Permission string   `json:"permission,omitempty"`
	Takes      string   `json:"takes"` // text or recording
	Text       string   `json:"text,omitempty"`
	Characters int      `json:"characters"`
	AtMost     int      `json:"atMost,omitempty"`
	Recordings []string `json:"recordings"`
	State      string   `json:"state"`
	Stopped    []string `json:"stopped"` // why it may not leave as it is
}

type refusalJSON struct {
	Outcome string `json:"outcome"`
	Said    string `json:"said"`
	Answer  string `json:"answer,omitempty"`
}

func showCommand(r *cli.Run) *cobra.Command {
	return cli.WithJSON(&cobra.Command{
		Use:   "show [NUMBER]",
		Short: "Show a submission's form field by field, and what is missing",
		Example: `  clausewalk submission show
  clausewalk submission show 2 --json`,
		Args: cli.Words(0, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := r.Read()
			if err != nil {
				return err
			}
			h, err := handing(s, args)
			if err != nil {
				return err
			}
			if cli.AsJSON(cmd) {
				return r.JSON(inJSON(h))
			}
			show(r, h)
			return nil
		},
	})
}

func show(r *cli.Run, h reports.Handing) {
	for _, l := range clauses.HandingLines(h) {
		switch {
		case l.Heading && l.Right != "":
			r.Printf("%s (%s)\n", l.Text, l.Right)
		case l.Heading:
			r.Printf("%s\n", l.Text)
		case l.Text == "":
			r.Printf("\n")
		case l.Group:
			r.Printf("  %s\n", l.Text)
		case l.Field != nil:
			r.Printf("  %2d  %s: %s\n", l.Number, l.Text, l.Right)
			r.Printf("      %s\n", l.Field.Ref.Label)
		case l.Right != "":
			r.Block("  ", l.Text)
			r.Block("        ", l.Right)
			if l.Refusal != nil && l.Refusal.Answer == "" {
				r.Printf("        clausewalk submission reply %s WORDS\n", l.Refusal.ID)
			}
		default:
			r.Block("  ", l.Text)
		}
	}
}

func inJSON(h reports.Handing) showJSON {
	out := showJSON{
		Format: cli.JSONFormat, Number: h.Number, ID: h.ID, Policy: h.Policy, Submission: h.Submission.Submission,
		Ready: strings.ReplaceAll(string(h.Ready), " ", "-"), Missing: append([]string{}, h.Missing...), Risks: append([]string{}, h.Risks...),
		Form: []fieldJSON{}, ForUs: []string{}, Refusals: []refusalJSON{},
	}
	for _, f := range h.Form.Fields {
		one := fieldJSON{
			Label: f.Ref.Label, Field: f.Name, Permission: f.Permission, Takes: f.Takes.Takes, Text: f.Text, Characters: f.Characters(), AtMost: f.Takes.Characters,
			Recordings: []string{}, State: f.State(), Stopped: append([]string{}, f.Stopped...),
		}
		for _, e := range f.Files {
			one.Recordings = append(one.Recordings, e.Target())
		}
		out.Form = append(out.Form, one)
	}
	for _, c := range h.ForUs {
		out.ForUs = append(out.ForUs, c.Ref.Label)
	}
	for _, one := range h.Refusals {
		out.Refusals = append(out.Refusals, refusalJSON{one.ID, one.String(), one.Answer})
	}
	return out
}
