package command

import (
	"time"

	"github.com/spf13/cobra"

	"clausewalk/checklist/event"
	"clausewalk/ui/command/cli"
	"clausewalk/ui/session"
)

// surelyMeant is how old a step of one's own may be that is undone without asking.
const surelyMeant = 10 * time.Minute

func undoCommand(r *cli.Run) *cobra.Command {
	var yes bool
	cmd := &cobra.Command{
		Use:   "undo",
		Short: "Undo the last step made on this clone",
		Long: `Undo the last step made on this clone. The history keeps both the step and its
undoing; other people's answers stay. It says which step that is, whose and of
when, and asks on a terminal if the step is older than ten minutes or was made
under another name.`,
		Example: `  clausewalk undo
  clausewalk undo --audit photobook-2.4`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return cli.Usage("clausewalk answer "+cli.Quoted(args[0])+" clear takes back the answer to one clause", "clausewalk undo takes back the last step, not %q", args[0])
			}
			return nil
		},
		RunE: func(*cobra.Command, []string) error { return undo(r, yes) },
	}
	cmd.Flags().BoolVar(&yes, "yes", false, "undo it without asking")
	return cmd
}

func undo(r *cli.Run, yes bool) error {
	s, err := r.Write()
	if err != nil {
		return err
	}
	last := s.LastStep(s.Hand().Writer)
	if len(last) > 0 {
		r.Tell("the last step, by %s, %s:\n", last[0].Who, cli.When(last[0].Time))
	}
	if r.Terminal && !yes && !surely(s, last) {
		tellStep(r, s, "", last)
		sure, err := cli.Sure(r, "Undo it")
		if err != nil {
			return err
		}
		if !sure {
			r.Tell("nothing was undone\n")
			return nil
		}
	}
	step, err := s.UndoLast()
	if err == nil {
		err = s.Flush()
	}
	if err != nil {
		return err
	}
	tellStep(r, s, "undone: ", step)
	return nil
}

// surely tells whether somebody who undoes the last step knows which one that is.
func surely(s *session.Session, step []event.Event) bool {
	return len(step) == 0 || s.SamePerson(step[0].Who, s.Hand().Person) && s.Now().Sub(step[0].Time) < surelyMeant
}

func tellStep(r *cli.Run, s *session.Session, before string, step []event.Event) {
	for _, e := range step {
		r.Tell(before+"%s %s\n", cli.FieldName(s.Audit, e.Field), event.Words(e.Kind, e.Value))
	}
}
