package command

import (
	"slices"

	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/policy"
)

func (c *cli) gapCommand() *cobra.Command {
	parts := map[checklist.GapPart]*string{}
	cmd := &cobra.Command{
		Use:   "gap LABEL",
		Short: "Say who closes a gap, how and until when",
		Long: `Say who closes a gap, how and until when. An empty value takes one back; without
flags the gap is shown.`,
		Example: `  clausewalk gap A.12 --owner "Ben Okafor" --due 2026-12-05 --fix "Purge the CDN on delete"
  clausewalk gap A.12 --severity minor`,
		Args:              words(1, 1),
		ValidArgsFunction: c.completeClause(),
	}
	for _, p := range []struct {
		part checklist.GapPart
		help string
	}{
		{checklist.GapOwner, "the `name` of who closes it"},
		{checklist.GapDue, "the `date` until when, as 2026-12-05"},
		{checklist.GapSeverity, "`blocker|major|minor`; without it, what the guide says"},
		{checklist.GapFix, "what will be done: `text`, @file, or - for standard input"},
	} {
		parts[p.part] = cmd.Flags().String(string(p.part), "", p.help)
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		var given []checklist.GapPart
		for _, part := range []checklist.GapPart{checklist.GapOwner, checklist.GapDue, checklist.GapSeverity, checklist.GapFix} {
			if cmd.Flags().Changed(string(part)) {
				given = append(given, part)
			}
		}
		if len(given) == 0 {
			return c.showGap(args[0])
		}
		o, err := c.write()
		if err != nil {
			return err
		}
		ref, err := clause(o.Audit, args[0])
		if err != nil {
			return err
		}
		var changes []checklist.Change
		for _, part := range given {
			text := *parts[part]
			if part == checklist.GapFix {
				if text, err = c.text(text); err != nil {
					return err
				}
			}
			if part == checklist.GapSeverity && text != "" && !slices.Contains(policy.Severities(), text) {
				return usage(nearest(text, policy.Severities(), ""), "unknown severity %q", text)
			}
			changes = append(changes, checklist.SetGap(ref, part, text))
		}
		step, err := record(o, changes...)
		if err != nil {
			return err
		}
		item := o.Item(ref, c.Now())
		c.tell("%s gap: %s  %s\n", o.Name(ref), gapWords(item.Gap), saved(step))
		if !item.Verdict.IsGap() {
			c.note("%s is %s: its gap is reported once it is partly or not met", o.Name(ref), item.VerdictWords())
		}
		return nil
	}
	return cmd
}

func (c *cli) showGap(labelled string) error {
	o, err := c.read()
	if err != nil {
		return err
	}
	ref, err := clause(o.Audit, labelled)
	if err != nil {
		return err
	}
	i := o.Item(ref, c.Now())
	c.printf("%s  %s  %s, %s\n", o.Name(ref), i.Clause.Title(), i.VerdictWords(), gapWords(i.Gap))
	if i.Gap.Fix != "" {
		c.block("      ", "Fix: "+i.Gap.Fix)
	}
	return nil
}
