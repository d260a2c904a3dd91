package evidence

import (
	"context"
	"os"
	"os/signal"

	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/reports"
	"clausewalk/ui"
	"clausewalk/ui/clauses"
	"clausewalk/ui/command/cli"
	"clausewalk/ui/session"
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

// verifyOptions are what evidence verify was told.
type verifyOptions struct {
	online, private, again, asJSON bool
	yes                            []string // digests of commands of others that may be run
}

func verifyCommand(r *cli.Run) *cobra.Command {
	var o verifyOptions
	cmd := cli.WithJSON(&cobra.Command{
		Use:   "verify [LABEL]",
		Short: "Re-check one clause's evidence, or all of it",
		Long: `Re-check one clause's evidence, or all of it: files must still have the bytes
that were added, cited lines must still be there, and nothing may have expired.
Lines that only moved are found again. It exits with 1 if any piece can no
longer be trusted; a met answer that relies on it is stale.

--online fetches links, and --run repeats commands whose output was kept,
showing each one first. The results are saved in the audit. Without these flags
nothing is fetched, run or changed.

A command that was not recorded in this clone came from somebody else. On a
terminal, --run shows it and asks. Otherwise it runs only the commands whose
digest --yes-run names, and prints the digest of each one it did not run.`,
		Example: `  clausewalk evidence verify A.12 --json
  clausewalk evidence verify --online`,
		Args:              cli.Words(0, 1),
		ValidArgsFunction: r.CompleteClause(),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.asJSON = cli.AsJSON(cmd)
			return verify(r, args, o)
		},
	})
	cmd.Flags().BoolVar(&o.online, "online", false, "fetch the links, and save the result")
	cmd.Flags().BoolVar(&o.private, "allow-private", false, "fetch from this machine and from private networks too")
	cmd.Flags().BoolVar(&o.again, "run", false, "repeat commands whose output was kept, and save the result")
	cmd.Flags().StringArrayVar(&o.yes, "yes-run", nil, "with --run: the `digest` of somebody else's command that may be run (repeatable)")
	return cmd
}

// verify looks at the evidence of a clause again, at all of it without one.
func verify(r *cli.Run, labels []string, o verifyOptions) error {
	open := r.Read
	if o.online || o.again {
		open = r.Write
	}
	s, err := open()
	if err != nil {
		return err
	}
	refs, err := named(s, labels)
	if err != nil {
		return err
	}
	left := 0
	if o.online || o.again {
		s.Look()
		if left, err = checkAgain(r, s, refs, o); err != nil {
			return err
		}
	}
	doubted, err := printLooked(r, s, refs, o.asJSON)
	if err == nil && doubted > 0 {
		return cli.Failed("add the current version again, or remove it: clausewalk evidence remove LABEL ID",
			"%s can no longer be trusted", reports.Count(doubted, "piece"))
	}
	if err == nil && left > 0 {
		return cli.Failed("read each one, then clausewalk evidence verify --run --yes-run DIGEST", "%s by somebody else not run", reports.Count(left, "command"))
	}
	return err
}

// printLooked prints the state of each piece, and returns how many are in doubt.
func printLooked(r *cli.Run, s *session.Session, refs []event.Ref, asJSON bool) (doubted int, err error) {
	listed := struct {
		Format   int          `json:"format"`
		Evidence []lookedJSON `json:"evidence"`
	}{cli.JSONFormat, []lookedJSON{}}
	t := r.Table("")
	for _, ref := range refs {
		for _, e := range s.Pieces(ref) {
			one := lookedJSON{ref.Policy, ref.Label, e.ID, e.Target(), pieceHolds, ""}
			if !e.Checked.At.IsZero() {
				one.Said = e.Checked.String()
			}
			if e.Weak != "" {
				one.Said = e.Weak
			}
			if why := e.Doubt(s.Now()); why != "" {
				one.State, one.Said = pieceDoubted, why
				doubted++
			} else if e.Moved != "" {
				one.State, one.Said = pieceMoved, "to "+e.Moved
			}
			listed.Evidence = append(listed.Evidence, one)
			t.Row(s.Name(ref), e.ID, e.Kind, e.Target(), one.State, one.Said)
		}
	}
	if asJSON {
		return doubted, r.JSON(listed)
	}
	t.Flush()
	return doubted, nil
}

// checkAgain fetches the links of clauses and runs their commands, as far as it
// was asked for, and keeps what came of each as one step. It returns how many
// commands were left because somebody else recorded them.
func checkAgain(r *cli.Run, s *session.Session, refs []event.Ref, o verifyOptions) (int, error) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	var items []checklist.Item
	for _, ref := range refs {
		items = append(items, checklist.Item{Ref: ref, Evidence: s.Pieces(ref)})
	}
	links, commands := clauses.Recheckable(items)
	if !o.online {
		links = nil
	}
	if !o.again {
		commands = nil
	}
	if len(links) > 0 {
		r.Note("fetching %s", reports.Count(len(links), "link"))
	}
	ran, left, err := runAgain(ctx, r, s, commands, o.yes)
	if err != nil {
		return left, err
	}
	changes := append(clauses.Fetch(ctx, links, o.private), ran...)
	if len(changes) > 0 {
		if _, err := cli.Do(s, workspace.Allow{}, changes...); err != nil {
			return left, err
		}
	}
	if ctx.Err() != nil {
		return left, ui.ErrInterrupted
	}
	return left, nil
}
