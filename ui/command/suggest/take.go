package suggest

import (
	"strings"

	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/ui/clauses"
	"clausewalk/ui/command/cli"
	"clausewalk/ui/session"
)

// options are what take was told beside the suggestion.
type options struct {
	verdict, reason string
	places          []int
	looked          bool
	allow           workspace.Allow
}

func takeCommand(r *cli.Run) *cobra.Command {
	var o options
	cmd := &cobra.Command{
		Use:   "take ID|LABEL [VERDICT]",
		Short: "Make one suggestion your answer",
		Long: `Make one suggestion your answer, with its places as evidence. Without a verdict
it uses the one proposed; many suggestions propose none. Give the reason in
your own words: lint counts answers that were taken without any, and without
looking at the places. An older answer on offer is taken as it is, with its
evidence and gap, and keeps its author. Suggestions are taken one at a time.`,
		Example: `  clausewalk suggest take A.6 partly --looked --reason "Two jobs still call v19.0."
  clausewalk suggest take 3f9a01bc`,
		Args:              cli.Words(1, 3),
		ValidArgsFunction: r.CompleteClause(),
		RunE: func(_ *cobra.Command, args []string) error {
			o.verdict = strings.Join(args[1:], " ")
			return take(r, args[0], o)
		},
	}
	cmd.Flags().StringVarP(&o.reason, "reason", "r", "", "your own words: `text`, @file, or - for standard input")
	cmd.Flags().IntSliceVar(&o.places, "places", nil, "the `numbers` of the places to cite, as suggest show lists them (default: all)")
	cmd.Flags().BoolVar(&o.looked, "looked", false, "say that you have looked at the places yourself")
	cli.SecretsFlag(cmd, &o.allow)
	return cmd
}

func take(r *cli.Run, name string, o options) error {
	s, err := r.Write()
	if err != nil {
		return err
	}
	s.Look()
	one, err := find(s, name)
	if err != nil {
		return err
	}
	var verdict event.Verdict
	if o.verdict != "" {
		if verdict, err = event.ParseVerdict(o.verdict); err != nil {
			return cli.Usage("", "%w", err)
		}
	}
	reason, err := r.Text(o.reason)
	if err != nil {
		return err
	}
	if one.Older != nil && (o.verdict+reason != "" || o.looked || len(o.places) > 0) {
		return cli.Usage("clausewalk suggest take "+one.ID, clauses.TakenWhole)
	}
	if one.Fact != "" && o.verdict+reason != "" {
		return cli.Usage("clausewalk suggest take "+one.ID, "a fact takes no verdict and no reason")
	}
	changes, err := checklist.TakeSuggestion(s.Audit, one, verdict, reason, nil, o.looked)
	if err != nil {
		return cli.Usage("clausewalk suggest take "+one.ID+" VERDICT", "%w", err)
	}
	if err := cli.Check(s, o.allow, changes...); err != nil {
		return err // Before any evidence is kept.
	}
	if one.Fact == "" && one.Older == nil {
		evidence, err := session.CollectSuggested(s, one, o.places, o.allow)
		if err != nil {
			return cli.Usage("clausewalk suggest show "+one.ID+" numbers them", "%w", err)
		}
		if changes, err = checklist.TakeSuggestion(s.Audit, one, verdict, reason, evidence, o.looked); err != nil {
			return err
		}
	}
	step, err := cli.Do(s, o.allow, changes...)
	if err != nil {
		return err
	}
	if one.Fact != "" {
		r.Tell("%s %s  %s\n", about(s.Audit, one), event.FactAnswer{Values: one.Answer}, cli.Saved(step))
		return nil
	}
	r.Tell("%s %s  %s\n", s.Name(one.Ref), s.Item(one.Ref).VerdictWords(), cli.Saved(step))
	r.NoteStep(s, step)
	return nil
}
