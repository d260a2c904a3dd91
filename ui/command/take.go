package command

import (
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/checklist/workspace"
	"clausewalk/ui/command/cli"
)

func takeCommand(r *cli.Run) *cobra.Command {
	return &cobra.Command{
		Use:   "take LABEL [NUMBER]",
		Short: "Take an older answer that is offered to a clause",
		Long: `Take an older answer that is offered to a clause because an edition was adopted
or a list now repeats its section: verdict, reason, evidence and gap.
clausewalk status lists what is offered.`,
		Example: `  clausewalk take A.12
  clausewalk take A.12 2`,
		Args:              cli.Words(1, 2),
		ValidArgsFunction: r.CompleteClause(),
		RunE: func(_ *cobra.Command, args []string) error {
			number := 0
			if len(args) == 2 {
				var err error
				if number, err = strconv.Atoi(args[1]); err != nil {
					return cli.Usage("clausewalk take A.12 2", "%q is not a number", args[1])
				}
			}
			return take(r, args[0], number, len(args) == 2)
		},
	}
}

// take gives a clause the older answer with a number, the only one without.
func take(r *cli.Run, label string, number int, given bool) error {
	s, ref, err := r.WriteClause(label)
	if err != nil {
		return err
	}
	offers, name := s.Item(ref).Offered, s.Name(ref)
	if !given {
		if number = 1; len(offers) > 1 {
			return cli.Usage(fmt.Sprintf("clausewalk take %s NUMBER, from 1 to %d", name, len(offers)), "%s has several older answers on offer", name)
		}
	}
	changes, err := checklist.TakeOlder(s.Audit, ref, number, s.Now())
	if err != nil {
		return cli.Usage("clausewalk status lists what is offered", "%w", err)
	}
	step, err := cli.Do(s, workspace.Allow{}, changes...)
	if err != nil {
		return err
	}
	r.Tell("%s %s, as %s  %s\n", name, s.Item(ref).VerdictWords(), offers[number-1].Ref, cli.Saved(step))
	return nil
}
