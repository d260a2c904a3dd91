package command

import (
	"github.com/spf13/cobra"

	"clausewalk/checklist/event"
	"clausewalk/ui/command/cli"
)

func undoCommand(r *cli.Run) *cobra.Command {
	return &cobra.Command{
		Use:   "undo",
		Short: "Undo the last step made on this clone",
		Long: `Undo the last step made on this clone. The history keeps both the step and its
undoing; other people's answers stay.`,
		Example: `  clausewalk undo
  clausewalk undo --audit photobook-2.4`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return cli.Usage("clausewalk answer "+cli.Quoted(args[0])+" clear takes back the answer to one clause", "clausewalk undo takes back the last step, not %q", args[0])
			}
			return nil
		},
		RunE: func(*cobra.Command, []string) error { return undo(r) },
	}
}

func undo(r *cli.Run) error {
	s, err := r.Write()
	if err != nil {
		return err
	}
	step, err := s.UndoLast()
	if err == nil {
		err = s.Flush()
	}
	if err != nil {
		return err
	}
	for _, e := range step {
		r.Tell("undone: %s %s\n", cli.FieldName(s.Audit, e.Field), event.Words(e.Kind, e.Value))
	}
	return nil
}
