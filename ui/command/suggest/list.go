package suggest

import (
	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/reports"
	"clausewalk/ui/command/cli"
)

type suggestionJSON struct {
	ID     string          `json:"id"`
	Policy string          `json:"policy"`
	Label  string          `json:"label"` // empty for a fact
	Stand  checklist.Stand `json:"stand"`
	Why    string          `json:"why,omitempty"` // of one that is stale, what has changed
	New    int             `json:"new,omitempty"` // how much was found since a person responded
	event.Suggestion
	By       string          `json:"by"`
	At       string          `json:"at"`
	Response *event.Response `json:"response,omitempty"`
	Answered string          `json:"answered,omitempty"` // who responded
}

func listCommand(r *cli.Run) *cobra.Command {
	var all bool
	cmd := cli.WithJSON(&cobra.Command{
		Use:   "list",
		Short: "List the suggestions waiting for a person",
		Long: `List the suggestions waiting for a person: those for clauses and scope facts
that nobody has answered, those that disagree with an answer, and older answers
on offer. None of them counts until a person takes it.`,
		Example: `  clausewalk suggest list
  clausewalk suggest list --all --json`,
		Args: cli.Words(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error { return list(r, all, cli.AsJSON(cmd)) },
	})
	cmd.Flags().BoolVar(&all, "all", false, "also those that agree with the answer, are stale, or were taken or dismissed")
	return cmd
}

func list(r *cli.Run, all, asJSON bool) error {
	s, err := r.Read()
	if err != nil {
		return err
	}
	listed := []suggestionJSON{}
	var shown []checklist.Suggested
	for _, one := range known(s) {
		if all || one.Waits() {
			shown = append(shown, one)
			listed = append(listed, suggestionJSON{one.ID, one.Ref.Policy, one.Ref.Label, one.Stand, one.Why, one.New, one.Suggestion,
				one.By.String(), cli.Stamp(one.At), one.Response, one.Answered.String()})
		}
	}
	if asJSON {
		return r.JSON(struct {
			Format      int              `json:"format"`
			Suggestions []suggestionJSON `json:"suggestions"`
		}{cli.JSONFormat, listed})
	}
	for _, one := range shown {
		r.Printf("%s  %s  %s\n", one.ID, about(s.Audit, one), heading(one))
		r.Wrapped("          ", one.Words)
	}
	r.Tell("%s\n", reports.Count(len(listed), "suggestion"))
	return nil
}

// heading says in a few words who proposes what, and what has become of it.
func heading(s checklist.Suggested) string {
	said := s.Source
	if s.Rule != "" {
		said += " " + s.Rule
	}
	if proposed := s.Proposed(); proposed != "" {
		said += ": " + proposed
	}
	if s.Older == nil {
		said += " (" + string(s.Confidence) + ")"
	}
	if s.Stand != checklist.Waiting {
		said += ", " + string(s.Stand)
	}
	return said
}
