package command

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"slices"

	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/checklist/workspace"
	"clausewalk/reports"
	"clausewalk/ui"
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
	var online, private, again bool
	cmd := withJSON(&cobra.Command{
		Use:   "verify [LABEL]",
		Short: "Look at the evidence of a clause again, or at all",
		Long: `Look at the evidence of a clause again, or at all: files must be there with the
bytes that were added, places must have their lines, nothing may have run out.
Lines that only moved are found again. It exits with 1 when any piece can no
longer be trusted; a met that rests on such a piece is stale.

--online fetches links, --run runs the commands of outputs again, each shown
before it runs. What came of it is kept in the audit. Without these flags nothing
is fetched, nothing is run and nothing is changed.`,
		Example: `  clausewalk evidence verify A.12 --json
  clausewalk evidence verify --online`,
		Args:              words(0, 1),
		ValidArgsFunction: c.completeClause(),
		RunE: func(cmd *cobra.Command, args []string) error {
			open := c.read
			if online || again {
				open = c.write
			}
			o, err := open()
			if err != nil {
				return err
			}
			o.Look()
			refs := o.Refs()
			if len(args) == 1 {
				ref, err := clause(o.Audit, args[0])
				if err != nil {
					return err
				}
				refs = []checklist.Ref{ref}
			}
			if online || again {
				if err := c.checkAgain(o, refs, online, private, again); err != nil {
					return err
				}
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
					if !e.Checked.At.IsZero() {
						one.Said = e.Checked.String()
					}
					if why := e.Doubt(c.moment()); why != "" {
						one.State, one.Said = pieceDoubted, why
						doubted++
					} else if e.Moved != "" {
						one.State, one.Said = pieceMoved, "to "+e.Moved
					}
					listed.Evidence = append(listed.Evidence, one)
					t.row(o.Name(ref), e.ID, e.Kind, e.Target(), one.State, one.Said)
				}
			}
			if asJSON(cmd) {
				err = c.json(listed)
			} else {
				t.flush()
			}
			if err == nil && doubted > 0 {
				return failed("add what is true now anew, or take it away: clausewalk evidence remove LABEL ID",
					"%s can no longer be trusted", reports.Count(doubted, "piece"))
			}
			return err
		},
	})
	cmd.Flags().BoolVar(&online, "online", false, "fetch the links, and keep what came of it")
	cmd.Flags().BoolVar(&private, "allow-private", false, "fetch from this machine and from private networks too")
	cmd.Flags().BoolVar(&again, "run", false, "run the commands of outputs again, and keep what came of it")
	return cmd
}

// checkAgain fetches the links of clauses and runs their commands, as far as it
// was asked for, and keeps what came of each as one step.
func (c *cli) checkAgain(o *workspace.Open, refs []checklist.Ref, online, private, again bool) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	var links []string
	for _, ref := range refs {
		for _, e := range o.Pieces(ref) {
			if online && e.URL != "" && !slices.Contains(links, e.URL) {
				links = append(links, e.URL)
			}
		}
	}
	if len(links) > 0 {
		c.note("fetching %s", reports.Count(len(links), "link"))
	}
	seen := workspace.Fetcher{Time: workspace.FetchTime, Private: private}.LookOnline(ctx, links, nil)
	var changes []checklist.Change
	ran := map[string]checklist.Check{}
	for _, ref := range refs {
		for _, e := range o.Pieces(ref) {
			if check, ok := seen[e.URL]; ok && e.URL != "" {
				changes = append(changes, checklist.CheckEvidence(ref, e.ID, workspace.Compared(e, check)))
			}
			if again && e.Command != "" && ctx.Err() == nil {
				check, known := ran[e.Command]
				if !known {
					c.note("running: %s", e.Command)
					limited, cancel := context.WithTimeoutCause(ctx, workspace.RunTime, fmt.Errorf("it had not ended after %s", workspace.RunTime))
					check = o.Again(limited, e)
					cancel()
					ran[e.Command] = check
				}
				if ctx.Err() == nil {
					changes = append(changes, checklist.CheckEvidence(ref, e.ID, check))
				}
			}
		}
	}
	if len(changes) > 0 {
		if _, err := record(o, changes...); err != nil {
			return err
		}
	}
	if ctx.Err() != nil {
		return ui.ErrInterrupted
	}
	return nil
}
