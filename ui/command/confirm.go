package command

import (
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/checklist/workspace"
)

func (c *cli) confirmCommand() *cobra.Command {
	var all bool
	var like string
	cmd := &cobra.Command{
		Use:   "confirm LABEL...",
		Short: "Say that stale answers still hold",
		Long: `Say that stale answers still hold: each verdict is given again, today and by you,
with the reason and the evidence it has.`,
		Example: `  clausewalk confirm A.8 A.12
  clausewalk confirm --like A.8`,
		ValidArgsFunction: c.completeClause(),
	}
	cmd.Flags().BoolVar(&all, "all", false, "every stale answer in scope")
	cmd.Flags().StringVar(&like, "like", "", "every answer that is stale for the same reason as the one with this `label`")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		asked := 0
		for _, given := range []bool{all, len(args) > 0, like != ""} {
			if given {
				asked++
			}
		}
		if asked != 1 {
			return usage("clausewalk status lists what is stale", "confirm takes labels, --all or --like")
		}
		o, err := c.write()
		if err != nil {
			return err
		}
		o.Look()
		if like != "" {
			args = []string{like}
		}
		stale, err := c.toConfirm(o, args)
		if err != nil {
			return err
		}
		if like != "" {
			why := stale[0].StaleWords()
			stale, err = c.toConfirm(o, nil)
			if err != nil {
				return err
			}
			stale = slices.DeleteFunc(stale, func(i checklist.Item) bool { return i.StaleWords() != why })
		}
		var changes []checklist.Change
		for _, i := range stale {
			changes = append(changes, checklist.SetVerdict(i.Ref, i.Verdict))
		}
		step, err := record(o, changes...)
		if err != nil {
			return err
		}
		for _, i := range stale {
			c.tell("%s %s again  %s\n", o.Name(i.Ref), o.Item(i.Ref, c.Now()).VerdictWords(), saved(step))
		}
		return nil
	}
	return cmd
}

// toConfirm returns the stale clauses of the labels, all of them without labels.
func (c *cli) toConfirm(o *workspace.Open, labels []string) ([]checklist.Item, error) {
	var stale []checklist.Item
	if len(labels) == 0 {
		for _, i := range o.Items(c.Now()) {
			if i.Confirmable() {
				stale = append(stale, i)
			}
		}
		if len(stale) == 0 {
			return nil, failed("clausewalk status lists what is stale for its evidence", "nothing to confirm: no answer is stale by itself")
		}
		return stale, nil
	}
	for _, l := range labels {
		ref, err := clause(o.Audit, l)
		if err != nil {
			return nil, err
		}
		i := o.Item(ref, c.Now())
		switch {
		case i.Has(checklist.Conflict):
			return nil, fmt.Errorf("%s is in conflict: it wants an answer, not a confirmation", o.Name(ref))
		case !i.Has(checklist.Stale):
			return nil, fmt.Errorf("%s is not stale: there is nothing to confirm", o.Name(ref))
		case len(i.Doubted) > 0:
			return nil, failed("add the evidence anew, or take it away: clausewalk evidence remove "+o.Name(ref)+" "+i.Doubted[0].ID,
				"%s: %s", o.Name(ref), i.StaleWords())
		}
		stale = append(stale, i)
	}
	return stale, nil
}
