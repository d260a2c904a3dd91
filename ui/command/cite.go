package command

import (
	"github.com/spf13/cobra"

	"clausewalk/reports"
	"clausewalk/ui/command/cli"
)

func citeCommand(r *cli.Run) *cobra.Command {
	return &cobra.Command{
		Use:   "cite LABEL...",
		Short: "Print clauses with their answers, to paste into an email or an issue",
		Example: `  clausewalk cite A.12
  clausewalk cite A.8 A.12 > question.txt`,
		Args:              cobra.MinimumNArgs(1),
		ValidArgsFunction: r.CompleteClause(),
		RunE:              func(_ *cobra.Command, args []string) error { return cite(r, args) },
	}
}

func cite(r *cli.Run, labels []string) error {
	s, err := r.Read()
	if err != nil {
		return err
	}
	for n, label := range labels {
		ref, err := cli.Clause(s.Audit, label)
		if err != nil {
			return err
		}
		if n > 0 {
			r.Out.WriteString("\n")
		}
		r.Out.WriteString(reports.Citation(s.Audit, s.Item(ref)))
	}
	return nil
}
