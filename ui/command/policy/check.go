package policy

import (
	"errors"
	"slices"

	"github.com/spf13/cobra"

	"clausewalk/policy"
	"clausewalk/policy/editions"
	"clausewalk/ui/command/cli"
)

func checkCommand(r *cli.Run) *cobra.Command {
	var against string
	var yes bool
	cmd := &cobra.Command{
		Use:   "check [ID] --against FILE|URL",
		Short: "Tell whether a policy's text has changed since it was pinned",
		Long: `Tell whether a text says what the edition says that the audit asks. The exit
code is 0 where it does, 3 where a clause has changed, and 1 where it could not
be judged: the text cannot be read, or looks like another document. An address
is fetched because it is given, and for no other reason. What has ended since the
guide was written is noted as well.`,
		Example: `  clausewalk policy check --against policy-of-today.html
  clausewalk policy check our-terms --against https://example.org/terms`,
		Args: cli.Words(0, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			if against == "" {
				return cli.Usage("--against FILE, or an address", "check needs the text of today")
			}
			known, err := Known(r)
			if err != nil {
				return err
			}
			pinned := known[0].Policy
			if len(args) == 1 {
				if pinned, err = Pick(known, args[0]); err != nil {
					return err
				}
			}
			return check(r, pinned, against, yes)
		},
	}
	cmd.Flags().StringVar(&against, "against", "", "the `file` or address with the text of today, - for standard input")
	cmd.Flags().BoolVar(&yes, "yes", false, "compare it even where it looks like another document")
	return cmd
}

// check holds a policy against the text of today.
func check(r *cli.Run, pinned *policy.Policy, against string, yes bool) error {
	for _, news := range policy.EndsNews(pinned.Ends(), r.Now()) {
		r.Note("%s", news)
	}
	today, err := read(r, pinned.ID, against, headed{})
	if err != nil {
		return cli.Failed("", "%w", err) // It could not be judged.
	}
	if today.Edition == pinned.Edition {
		r.Tell("%s says what it said\n", pinned.ID)
		return nil
	}
	found := editions.Compare(pinned, today)
	if found.Doubt != "" && !yes {
		return cli.Failed("look at the page: it may be there no more; --yes compares it all the same", "%s: %s", pinned.ID, found.Doubt)
	}
	if !slices.ContainsFunc(found.Changes, func(one editions.Change) bool { return one.Kind != editions.Kept && !one.Context }) {
		r.Tell("%s: only what is no clause has changed\n", pinned.ID)
		return nil
	}
	showComparison(r, found)
	return &cli.Fault{Err: errors.New(pinned.ID + " has changed"), Hint: "clausewalk policy adopt FILE --preview shows what it does to the answers", Code: cli.ExitGate}
}
