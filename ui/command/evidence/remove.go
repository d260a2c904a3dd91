package evidence

import (
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/ui/command/cli"
)

func removeCommand(r *cli.Run) *cobra.Command {
	return &cobra.Command{
		Use:   "remove LABEL ID|NUMBER",
		Short: "Remove a piece of evidence from a clause",
		Long: `Remove a piece of evidence from a clause, named by its id, or by its number in the
report and on the screen. Its file stays in the workspace because the history
refers to it; undo restores the piece.`,
		Example: `  clausewalk evidence list A.12
  clausewalk evidence remove A.12 2`,
		Args:              cli.Words(2, 2),
		ValidArgsFunction: r.CompleteClause(),
		RunE:              func(_ *cobra.Command, args []string) error { return remove(r, args[0], args[1]) },
	}
}

func remove(r *cli.Run, label, id string) error {
	s, ref, err := r.WriteClause(label)
	if err != nil {
		return err
	}
	var known []string
	pieces := s.Item(ref).Evidence
	named := slices.ContainsFunc(pieces, func(e event.Evidence) bool { return e.ID == id })
	for n, e := range pieces {
		known = append(known, e.ID)
		if e.ID != id && (named || strconv.Itoa(n+1) != id) {
			continue
		}
		step, err := cli.Do(s, workspace.Allow{}, event.RemoveEvidence(ref, e.ID))
		if err != nil {
			return err
		}
		r.Tell("%s %s %s removed  %s\n", s.Name(ref), e.Kind, e.Target(), cli.Saved(step))
		r.NoteStep(s, step)
		return nil
	}
	return cli.Usage(cli.Nearest(id, known, s.Name(ref)+" has no evidence"), "unknown evidence %q of %s", id, s.Name(ref))
}
