package submission

import (
	"slices"

	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/ui/clauses"
	"clausewalk/ui/command/cli"
)

func setCommand(r *cli.Run) *cobra.Command {
	var add, remove []string
	var state, on string
	cmd := &cobra.Command{
		Use:   "set [NUMBER]",
		Short: "Set a submission's state, and add or remove permissions",
		Example: `  clausewalk submission set --add pages_show_list --remove instagram_business_manage_comments
  clausewalk submission set 1 --state handed-in --on 2026-12-01`,
		Args: cli.Words(0, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			if known := states(); state != "" && !slices.Contains(known, state) {
				return cli.Usage(cli.Nearest(state, known, "--state is "+cli.Alternatives(known)), "submission set: unknown state %q", state)
			}
			return set(r, args, clauses.Alteration{Add: names(add), Remove: names(remove), State: event.SubmissionState(state), On: on})
		},
	}
	cmd.Flags().StringArrayVar(&add, "add", nil, "`permissions` to add, separated by commas")
	cmd.Flags().StringArrayVar(&remove, "remove", nil, "`permissions` to remove, separated by commas")
	cmd.Flags().StringVar(&state, "state", "", "its state: `draft|ready|handed-in|decided`")
	cmd.Flags().StringVar(&on, "on", "", "the `date` it was handed in: 2026-12-05, 5 Dec or yesterday (default: today)")
	return cmd
}

func states() (all []string) {
	for _, s := range event.SubmissionStates() {
		all = append(all, string(s))
	}
	return all
}

func set(r *cli.Run, args []string, a clauses.Alteration) error {
	s, err := r.Open(toWrite)
	if err != nil {
		return err
	}
	h, err := handing(s, args)
	if err != nil {
		return err
	}
	change, err := clauses.AlterSubmission(s, h, a)
	if err != nil {
		return err
	}
	step, err := cli.Do(s, workspace.Allow{}, change)
	if err != nil {
		return err
	}
	one, err := checklist.FindSubmission(s.Audit, h.ID)
	if err != nil {
		return err
	}
	r.Tell("%s: %s  %s\n", one.Name(), one.InWords(), cli.Saved(step))
	return nil
}
