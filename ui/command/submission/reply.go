package submission

import (
	"github.com/spf13/cobra"

	"clausewalk/checklist/workspace"
	"clausewalk/ui/clauses"
	"clausewalk/ui/command/cli"
)

func replyCommand(r *cli.Run) *cobra.Command {
	var of string
	var allow workspace.Allow
	cmd := &cobra.Command{
		Use:   "reply DECISION WORDS",
		Short: "Record what was done about a decision on an earlier submission",
		Long: `Record what was done about a decision on an earlier submission: WORDS, @file,
or - for standard input. clausewalk submission show lists the decisions that
need a reply, with their ids. The reply is for the team and is not handed in.`,
		Example: `  clausewalk submission reply 01h7qk3f9q2m "The recording shows the inbox now."
  clausewalk submission reply 01h7qk3f9q2m @answer.txt --submission 2`,
		Args: cli.Words(2, 2),
		RunE: func(_ *cobra.Command, args []string) error {
			words, err := r.Text(args[1])
			if err != nil {
				return err
			}
			s, err := r.Open(toWrite)
			if err != nil {
				return err
			}
			h, err := handing(s, []string{of})
			if err != nil {
				return err
			}
			change, err := clauses.ReplyToDecision(h, args[0], words)
			if err != nil {
				return err
			}
			step, err := cli.Do(s, allow, change)
			if err != nil {
				return err
			}
			r.Tell("%s: answered %s  %s\n", h.Name(), args[0], cli.Saved(step))
			return nil
		},
	}
	cmd.Flags().StringVar(&of, "submission", "", "the `number` of the submission that replies to it (default: the one being prepared)")
	cli.SecretsFlag(cmd, &allow)
	return cmd
}
