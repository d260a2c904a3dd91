package command

import (
	"strings"

	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/reports"
	"clausewalk/ui/clauses"
	"clausewalk/ui/command/cli"
	"clausewalk/ui/session"
)

// resolveOptions are what resolve was told; nil leaves a value as it is.
type resolveOptions struct {
	take            string
	verdict, reason *string
	allow           workspace.Allow
}

func resolveCommand(r *cli.Run) *cobra.Command {
	var o resolveOptions
	var verdict, reason string
	cmd := &cobra.Command{
		Use:   "resolve LABEL",
		Short: "Settle a conflict between two answers",
		Long: `Settle a conflict between answers that were given without knowing of each
other. Without flags it shows the sides. --take keeps everything one side says,
under its author's name. --reason writes a new answer; add --verdict if the
sides have different ones. Everything is one step, which undo reverses.`,
		Example: `  clausewalk resolve A.12 --take "Ben Okafor"
  clausewalk resolve A.12 --verdict partly --reason "The purge runs once a day."`,
		Args:              cli.Words(1, 1),
		ValidArgsFunction: r.CompleteClause(),
	}
	cmd.Flags().StringVar(&o.take, "take", "", "the `name`, address or number of the side to keep")
	cmd.Flags().StringVar(&verdict, "verdict", "", "the `verdict` of a new answer")
	cmd.Flags().StringVarP(&reason, "reason", "r", "", "the reason for a new answer: `text`, @file, or - for standard input")
	cli.SecretsFlag(cmd, &o.allow)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if cmd.Flags().Changed("verdict") {
			o.verdict = &verdict
		}
		if cmd.Flags().Changed("reason") {
			o.reason = &reason
		}
		if o.take == "" && o.verdict == nil && o.reason == nil {
			return showSides(r, args[0])
		}
		return resolve(r, args[0], o)
	}
	return cmd
}

// versions returns the sides of a clause in conflict.
func versions(s *session.Session, ref event.Ref) ([]checklist.Version, error) {
	all := checklist.Versions(s.Audit, ref)
	if len(all) == 0 {
		return nil, cli.Failed("clausewalk answer changes an answer", "%s is not in conflict", s.Name(ref))
	}
	return all, nil
}

func showSides(r *cli.Run, label string) error {
	s, ref, err := r.ReadClause(label)
	if err != nil {
		return err
	}
	all, err := versions(s, ref)
	if err != nil {
		return err
	}
	for n, v := range all {
		r.Printf("%d  %s  %s\n", n+1, reports.Whose(v.Stamp, cli.When), v.Verdict)
		if v.Reason != "" {
			r.Block("   ", v.Reason)
		}
		for _, rest := range v.Rest {
			r.Block("   ", rest.Field.Name()+": "+rest.Value)
		}
		for _, e := range v.Evidence {
			r.Block("   ", string(e.Kind)+" "+e.Target())
		}
	}
	return nil
}

func resolve(r *cli.Run, label string, o resolveOptions) error {
	s, ref, err := r.WriteClause(label)
	if err != nil {
		return err
	}
	all, err := versions(s, ref)
	if err != nil {
		return err
	}
	changes, err := settled(r, ref, all, o)
	if err != nil {
		return err
	}
	step, err := cli.Do(s, o.allow, changes...)
	if err != nil {
		return err
	}
	r.Tell("%s %s  %s\n", s.Name(ref), s.Item(ref).VerdictWords(), cli.Saved(step))
	return nil
}

// settled returns the changes that settle a conflict.
func settled(r *cli.Run, ref event.Ref, all []checklist.Version, o resolveOptions) ([]event.Change, error) {
	base := all[0]
	if o.take != "" {
		var err error
		if base, err = clauses.VersionOf(all, o.take); err != nil {
			var names []string
			for _, v := range all {
				names = append(names, v.Name())
			}
			return nil, cli.Usage("the sides are "+strings.Join(names, ", "), "--take %q: %w", o.take, err)
		}
	}
	if o.verdict == nil && o.reason == nil {
		return base.Take(), nil
	}
	verdict, reason := base.Verdict, base.Reason
	if o.verdict != nil {
		var err error
		if verdict, err = parseVerdict(*o.verdict); err != nil {
			return nil, err
		}
	}
	for _, v := range all {
		if o.take == "" && o.verdict == nil && v.Verdict != verdict {
			return nil, cli.Usage("say which one: --verdict "+string(verdict)+", or another", "the sides of %s have different verdicts", ref.Label)
		}
		if o.take == "" && o.reason == nil && v.Reason != reason {
			return nil, cli.Usage("say why: --reason TEXT", "the sides of %s have different reasons", ref.Label)
		}
	}
	if o.reason != nil {
		var err error
		if reason, err = r.Text(*o.reason); err != nil {
			return nil, err
		}
	}
	return base.Anew(ref, verdict, reason), nil
}
