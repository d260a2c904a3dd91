package command

import (
	"github.com/spf13/cobra"

	"clausewalk/checklist"
)

// The states of a piece of evidence that is looked at again.
const (
	pieceHolds   = "holds"
	pieceMoved   = "moved"
	pieceDoubted = "doubted"
)

type lookedJSON struct {
	Policy string `json:"policy"`
	Label  string `json:"label"`
	ID     string `json:"id"`
	Target string `json:"target"`
	State  string `json:"state"`
	Said   string `json:"said"` // where it moved, or why it is doubted
}

func (c *cli) evidenceVerifyCommand() *cobra.Command {
	return withJSON(&cobra.Command{
		Use:   "verify [LABEL]",
		Short: "Look at the evidence of a clause again, or at all",
		Long: `Look at the evidence of a clause again, or at all: files must be there with the
bytes that were added, places must have their lines, nothing may have run out.
Lines that only moved are found again. It changes nothing and exits with 1 when
any piece can no longer be trusted; a met that rests on such a piece is stale.`,
		Example: `  clausewalk evidence verify
  clausewalk evidence verify A.12 --json`,
		Args:              words(0, 1),
		ValidArgsFunction: c.completeClause(),
		RunE: func(cmd *cobra.Command, args []string) error {
			o, err := c.read()
			if err != nil {
				return err
			}
			refs := o.Refs()
			if len(args) == 1 {
				ref, err := clause(o.Audit, args[0])
				if err != nil {
					return err
				}
				refs = []checklist.Ref{ref}
			}
			listed := struct {
				Format   int          `json:"format"`
				Evidence []lookedJSON `json:"evidence"`
			}{jsonFormat, []lookedJSON{}}
			t := c.table("")
			doubted := 0
			for _, ref := range refs {
				for _, e := range o.Pieces(ref) {
					one := lookedJSON{ref.Policy, ref.Label, e.ID, e.Target(), pieceHolds, ""}
					if why := e.Doubt(c.moment()); why != "" {
						one.State, one.Said = pieceDoubted, why
						doubted++
					} else if e.Moved != "" {
						one.State, one.Said = pieceMoved, "to "+e.Moved
					}
					listed.Evidence = append(listed.Evidence, one)
					t.row(label(o.Audit, ref), e.ID, e.Kind, e.Target(), one.State, one.Said)
				}
			}
			if asJSON(cmd) {
				err = c.json(listed)
			} else {
				t.flush()
			}
			if err == nil && doubted > 0 {
				return failed("add what is true now anew, or take it away: clausewalk evidence remove LABEL ID",
					"%s can no longer be trusted", plural(doubted, "piece"))
			}
			return err
		},
	})
}
