package command

import (
	"fmt"

	"github.com/spf13/cobra"

	"clausewalk/checklist"
)

func (c *cli) lintCommand() *cobra.Command {
	return withJSON(&cobra.Command{
		Use:   "lint",
		Short: "Point at answers that will not convince a reader",
		Long: `Point at answers that will not convince a reader, each with what mends it: thin
reasons, met without what shows it, gaps without an owner or a due date. This is
advice: the exit code is 0 whatever is found.`,
		Example: `  clausewalk lint
  clausewalk lint --json | jq -r '.findings[].label'`,
		Args: words(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			o, err := c.read()
			if err != nil {
				return err
			}
			found := []finding{}
			for _, i := range o.Items(c.moment()) {
				found = append(found, lint(o.Audit, i)...)
			}
			if asJSON(cmd) {
				return c.json(struct {
					Format   int       `json:"format"`
					Findings []finding `json:"findings"`
				}{jsonFormat, found})
			}
			for _, f := range found {
				name := label(o.Audit, checklist.Ref{Policy: f.Policy, Label: f.Label})
				c.printf("%s  %s\n      %s\n", name, f.Message, f.Mend)
			}
			c.tell("%s\n", plural(len(found), "finding"))
			return nil
		},
	})
}

type finding struct {
	Policy  string `json:"policy"`
	Label   string `json:"label"`
	Rule    string `json:"rule"`
	Message string `json:"message"`
	Mend    string `json:"mend"` // the command that mends it
}

func lint(a *checklist.Audit, i checklist.Item) []finding {
	if !i.Answered() {
		return nil
	}
	var found []finding
	name := label(a, i.Ref)
	add := func(rule, message, mend string) {
		found = append(found, finding{i.Ref.Policy, i.Ref.Label, rule, message, mend})
	}
	guided := i.Clause.Guide != nil
	if checklist.ThinReason(i.Reason) {
		add("thin-reason", fmt.Sprintf("the reason says little to a reader: %q", i.Reason),
			fmt.Sprintf(`clausewalk answer %s %s --reason "what is so, and where it shows"`, name, string(i.Verdict)))
	}
	if i.Has(checklist.NoReason) {
		add("no-reason", fmt.Sprintf("%s has no reason", i.VerdictWords()),
			fmt.Sprintf(`clausewalk answer %s %s --reason "..."`, name, string(i.Verdict)))
	}
	switch {
	case i.Has(checklist.Unsupported):
		need := i.Clause.Guide.Needs
		what := map[string]string{"file": "FILE", "link": "https://...", "permission": "permission:FILE"}[need]
		if what == "" {
			what = "FILE"
		}
		add("unsupported", "met, but what the guide asks for is not there: "+needed(need), "clausewalk evidence add "+name+" "+what)
	case i.Verdict == checklist.Met && len(i.Evidence) == 0 && (!guided || i.Clause.Guide.Needs != "nothing"):
		add("no-evidence", "met, and nothing shows it", "clausewalk evidence add "+name+" FILE")
	}
	if i.IsGap() && i.Gap.Owner == "" {
		add("no-owner", "the gap is nobody's", "clausewalk gap "+name+" --owner NAME")
	}
	if i.IsGap() && i.Gap.Due == "" {
		add("no-due-date", "the gap has no due date", "clausewalk gap "+name+" --due DATE")
	}
	return found
}

func needed(need string) string {
	switch need {
	case "evidence":
		return "evidence of any kind"
	case "permission":
		return "the written permission"
	default:
		return "a " + need
	}
}
