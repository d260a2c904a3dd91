package command

import (
	"github.com/spf13/cobra"

	"clausewalk/reports"
)

func (c *cli) citeCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "cite LABEL...",
		Short: "Print clauses with their answers, for a mail or an issue",
		Example: `  clausewalk cite A.12
  clausewalk cite A.8 A.12 > question.txt`,
		Args:              cobra.MinimumNArgs(1),
		ValidArgsFunction: c.completeClause(),
		RunE: func(_ *cobra.Command, args []string) error {
			o, err := c.read()
			if err != nil {
				return err
			}
			for n, arg := range args {
				ref, err := clause(o.Audit, arg)
				if err != nil {
					return err
				}
				if n > 0 {
					c.out.WriteString("\n")
				}
				c.out.WriteString(reports.Citation(o.Audit, o.Item(ref, c.moment())))
			}
			return nil
		},
	}
}
