// Package submission holds the commands below clausewalk submission: what is handed
// in for one review, and what came of it.
package submission

import (
	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/reports"
	"clausewalk/ui/clauses"
	"clausewalk/ui/command/cli"
	"clausewalk/ui/session"
)

// Command returns clausewalk submission with all that stands below it.
func Command(r *cli.Run) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "submission",
		Short: "Hand in some of the permissions for review, and record the result",
		Long: `A submission is what you hand in for one review: some of the permissions in the
scope. While you prepare it, items are asked for its permissions only; the
others come back with the next submission that includes them.

Each text is either to paste or for the team. Only texts to paste go into the
form, the copies and the pack. Verdicts, your reasons, gaps, colleagues' names
and digests are never handed in.`,
	}
	cmd.AddCommand(newCommand(r), listCommand(r), showCommand(r), setCommand(r), textCommand(r), formCommand(r), copyCommand(r), packCommand(r),
		replyCommand(r), removeCommand(r), tallyCommand(r))
	return cmd
}

// handing returns the submission that the first of the arguments names, or the one
// being prepared.
func handing(s *session.Session, args []string) (reports.Handing, error) {
	name := ""
	if len(args) > 0 {
		name = args[0]
	}
	h, err := clauses.Handing(s, name)
	if err != nil && len(checklist.Submissions(s.Audit)) == 0 {
		return h, cli.Usage("start one: clausewalk submission new --permission a,b", "there is no submission yet")
	}
	return h, err
}

// names returns the entries of flags that hold several with commas between them.
func names(given []string) (all []string) {
	for _, one := range given {
		all = append(all, clauses.Names(one)...)
	}
	return all
}
