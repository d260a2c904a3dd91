package submission

import (
	"strings"

	"github.com/spf13/cobra"

	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/ui/clauses"
	"clausewalk/ui/command/cli"
)

// decideOptions are what submission decide was told.
type decideOptions struct {
	result, permissions string
	made                event.Outcome
	about               []string
	allow               workspace.Allow
}

func decideCommand(r *cli.Run) *cobra.Command {
	var o decideOptions
	cmd := &cobra.Command{
		Use:   "decide [NUMBER] --result RESULT",
		Short: "Record what the platform decided about a submission or its permissions",
		Long: `Record what the platform decided about a submission, or about some of its
permissions. Once every permission has a decision, the submission is decided. A
permission that was not approved adds an item to its next submission, until
that item is answered.`,
		Example: `  clausewalk submission decide --result approved --permission instagram_business_basic
  clausewalk submission decide 1 --result rejected --on 2026-12-09 --words "Unable to verify use case in app"`,
		Args: cli.Words(0, 1),
		RunE: func(_ *cobra.Command, args []string) error { return decide(r, args, o) },
	}
	cmd.Flags().StringVar(&o.result, "result", "", "how it was decided: `approved|rejected|changes`")
	cmd.Flags().StringVar(&o.permissions, "permission", "", "the `permissions` it is about, separated by commas (default: the whole submission)")
	cmd.Flags().StringVar(&o.made.On, "on", "", "the `date` of the decision, as 2026-12-05 (default: today)")
	cmd.Flags().StringArrayVar(&o.about, "clause", nil, "the `label` of a clause it is about (repeatable)")
	cmd.Flags().StringVar(&o.made.Words, "words", "", "the platform's own words: `text`, @file, or - for standard input")
	cli.SecretsFlag(cmd, &o.allow)
	return cmd
}

func decide(r *cli.Run, args []string, o decideOptions) error {
	var err error
	if o.made.Result, err = cli.Result(o.result); err != nil {
		return err
	}
	s, err := r.Open(toWrite)
	if err != nil {
		return err
	}
	h, err := handing(s, args)
	if err != nil {
		return err
	}
	if o.made.Words, err = r.Text(o.made.Words); err != nil {
		return err
	}
	permissions := names([]string{o.permissions})
	changes, err := clauses.DecideSubmission(s, h, o.made, permissions, func(permission string) (about []event.Ref, err error) {
		for _, name := range o.about {
			ref, err := cli.Clause(s.Audit, s.NameFor(name, permission))
			if err != nil {
				return nil, err
			}
			about = append(about, ref)
		}
		return about, nil
	})
	if err != nil {
		return err
	}
	step, err := cli.Do(s, o.allow, changes...)
	if err != nil {
		return err
	}
	one, err := s.FindSubmission(h.ID)
	if err != nil {
		return err
	}
	r.Tell("%s: %s %s; it is %s  %s\n", one.Name(), o.made.Result, strings.Join(permissions, ", "), one.When(), cli.Saved(step))
	return nil
}
