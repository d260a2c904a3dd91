package evidence

import (
	"strconv"

	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/ui/command/cli"
	"clausewalk/ui/session"
)

func openCommand(r *cli.Run) *cobra.Command {
	return &cobra.Command{
		Use:   "open LABEL [PIECE]",
		Short: "Open a piece of evidence with the system's program for it",
		Long: `Open a piece of evidence with the system's program for it: a link, a file in
the workspace that has not changed since it was added, or a file in the app's
repository. Nothing else is ever opened. If a clause has several pieces, name
one by its id or by its number in the list.`,
		Example: `  clausewalk evidence open A.12
  clausewalk evidence open A.12 2`,
		Args:              cli.Words(1, 2),
		ValidArgsFunction: r.CompleteClause(),
		RunE: func(_ *cobra.Command, args []string) error {
			s, err := r.Peek()
			if err != nil {
				return err
			}
			return open(r, s, args[0], args[1:])
		},
	}
}

func open(r *cli.Run, s *session.Session, label string, which []string) error {
	ref, err := cli.Clause(s.Audit, label)
	if err != nil {
		return err
	}
	piece, err := pieceOf(s.Audit, ref, which)
	if err != nil {
		return err
	}
	target, err := s.Openable(piece)
	if err != nil {
		return cli.Failed("clausewalk evidence verify says what is wrong with it", "evidence: %w", err)
	}
	if err := r.Opener(target); err != nil {
		return cli.Failed("", "evidence: %w", err)
	}
	r.Tell("opened %s\n", piece.Target())
	return nil
}

// pieceOf returns the one piece of evidence that is meant.
func pieceOf(a *checklist.Audit, ref event.Ref, which []string) (event.Evidence, error) {
	all := a.Pieces(ref)
	name := a.Name(ref)
	switch {
	case len(all) == 0:
		return event.Evidence{}, cli.Failed("", "%s has no evidence", name)
	case len(which) == 0 && len(all) > 1:
		return event.Evidence{}, cli.Usage("clausewalk evidence list "+name+" lists them", "%s has %d pieces of evidence: name one", name, len(all))
	case len(which) == 0:
		return all[0], nil
	}
	if n, err := strconv.Atoi(which[0]); err == nil && n >= 1 && n <= len(all) {
		return all[n-1], nil
	}
	for _, e := range all {
		if e.ID == which[0] {
			return e, nil
		}
	}
	return event.Evidence{}, cli.Usage("clausewalk evidence list "+name+" lists them", "%s has no evidence %q", name, which[0])
}
