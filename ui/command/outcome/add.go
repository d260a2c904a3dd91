package outcome

import (
	"strings"

	"github.com/spf13/cobra"

	"clausewalk/checklist/workspace"
	"clausewalk/ui/clauses"
	"clausewalk/ui/command/cli"
)

// addOptions are what outcome add was told.
type addOptions struct {
	made               clauses.Decision
	permissions, about []string
	allow              workspace.Allow
}

func addCommand(r *cli.Run) *cobra.Command {
	var o addOptions
	cmd := &cobra.Command{
		Use:   "add --result RESULT",
		Short: "Record a decision by the platform",
		Long: `Record what the platform decided: approved, rejected, or changes requested. It
is shown on the clauses that --clause names, on the items of its --permission,
in the report, and in every later audit started with --from this one.

If a submission was handed in and waits for a decision on these permissions, the
decision is about it; --submission names another one. Once every permission has
a decision, the submission is decided. A permission that was not approved adds
an item to its next submission, until that item is answered.`,
		Example: `  clausewalk outcome add --result approved --on 2026-12-01
  clausewalk outcome add --result rejected --on 2026-12-01 --permission instagram_business_basic --clause E.3 --words "Unable to verify use case in app"`,
		Args: cli.Words(0, 0),
		RunE: func(*cobra.Command, []string) error { return add(r, o) },
	}
	cmd.Flags().StringVar(&o.made.Result, "result", "", "how it was decided: `"+strings.Join(cli.Results(), "|")+"`")
	cmd.Flags().StringVar(&o.made.On, "on", "", "the `date` of the decision: 2026-12-05, 5 Dec or yesterday (default: today)")
	cmd.Flags().StringArrayVar(&o.permissions, "permission", nil, "the `permissions` it is about, separated by commas (default: the whole submission)")
	cmd.Flags().StringArrayVar(&o.about, "clause", nil, "the `label` of a clause it is about (repeatable)")
	cmd.Flags().StringVar(&o.made.Words, "words", "", "the platform's own words: `text`, @file, or - for standard input")
	cmd.Flags().StringVar(&o.made.Submission, "submission", "", "the `number` of the submission it is about (default: the one that waits for it)")
	cmd.Flags().StringVar(&o.made.Release, "release", "", "the `release` that was submitted (default: the audit's)")
	cli.SecretsFlag(cmd, &o.allow)
	return cmd
}

func add(r *cli.Run, o addOptions) error {
	d := o.made
	if _, err := cli.Result(d.Result); err != nil {
		return err
	}
	s, err := r.Write()
	if err != nil {
		return err
	}
	if d.Words, err = r.Text(d.Words); err != nil {
		return err
	}
	d.Permissions, d.Clauses = strings.Join(o.permissions, ","), strings.Join(o.about, ",")
	for _, name := range o.about { // The hint knows the clauses beside it.
		for permission := range strings.SplitSeq(d.Permissions, ",") {
			if _, err := cli.Clause(s.Audit, s.NameFor(name, strings.TrimSpace(permission))); err != nil {
				return err
			}
		}
	}
	changes, words, err := d.Changes(s)
	if err != nil {
		return err
	}
	step, err := cli.Do(s, o.allow, changes...)
	if err != nil {
		return err
	}
	r.Tell("%s  %s\n", words, cli.Saved(step))
	return nil
}
