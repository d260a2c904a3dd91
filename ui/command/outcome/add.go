package outcome

import (
	"cmp"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/ui/command/cli"
)

// addOptions are what outcome add was told.
type addOptions struct {
	result string
	made   event.Outcome // all but its result, as given
	about  []string      // labels of clauses
	allow  workspace.Allow
}

func addCommand(r *cli.Run) *cobra.Command {
	var o addOptions
	cmd := &cobra.Command{
		Use:   "add",
		Short: "Record a decision by the platform",
		Long: `Record what the platform decided about a release that was submitted: approved,
rejected, or changes requested. It is shown on the clauses that --clause names,
on the items of its --permission, in the report, and in every later audit
started with --from this one.`,
		Example: `  clausewalk outcome add --result approved --on 2026-12-01
  clausewalk outcome add --result rejected --on 2026-12-01 --permission instagram_business_basic --clause E.3 --words "Unable to verify use case in app"`,
		Args: cli.Words(0, 0),
		RunE: func(*cobra.Command, []string) error { return add(r, o) },
	}
	cmd.Flags().StringVar(&o.result, "result", "", "how it was decided: `"+strings.Join(cli.Results(), "|")+"`")
	cmd.Flags().StringVar(&o.made.On, "on", "", "the `date` of the decision, as 2026-12-05 (default: today)")
	cmd.Flags().StringVar(&o.made.Permission, "permission", "", "the `permission` it is about (default: the whole submission)")
	cmd.Flags().StringArrayVar(&o.about, "clause", nil, "the `label` of a clause it is about (repeatable)")
	cmd.Flags().StringVar(&o.made.Words, "words", "", "the platform's own words: `text`, @file, or - for standard input")
	cmd.Flags().StringVar(&o.made.Release, "release", "", "the `release` that was submitted (default: the audit's)")
	cli.SecretsFlag(cmd, &o.allow)
	return cmd
}

func add(r *cli.Run, o addOptions) error {
	made := o.made
	var err error
	if made.Result, err = cli.Result(o.result); err != nil {
		return err
	}
	s, err := r.Write()
	if err != nil {
		return err
	}
	if made.Words, err = r.Text(made.Words); err != nil {
		return err
	}
	made.On = cmp.Or(made.On, s.Now().UTC().Format(time.DateOnly))
	made.Release = cmp.Or(made.Release, s.Head.Release)
	var refs []event.Ref
	for _, name := range o.about {
		ref, err := cli.Clause(s.Audit, s.NameFor(name, made.Permission))
		if err != nil {
			return err
		}
		refs = append(refs, ref)
	}
	changes := event.AddOutcome(s.Hand().NewID(), made, refs...)
	step, err := cli.Do(s, o.allow, changes...)
	if err != nil {
		return err
	}
	r.Tell("%s  %s\n", made, cli.Saved(step))
	return nil
}
