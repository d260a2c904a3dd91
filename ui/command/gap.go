package command

import (
	"slices"

	"github.com/spf13/cobra"

	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/policy"
	"clausewalk/ui/clauses"
	"clausewalk/ui/command/cli"
)

func gapCommand(r *cli.Run) *cobra.Command {
	parts := map[event.GapPart]*string{}
	var allow workspace.Allow
	cmd := &cobra.Command{
		Use:   "gap LABEL",
		Short: "Say who closes a gap, how, and by when",
		Long: `Say who closes a gap, how, and by when. An empty value removes one; without
flags the gap is shown.`,
		Example: `  clausewalk gap A.12 --owner "Ben Okafor" --due 2026-12-05 --fix "Purge the CDN on delete"
  clausewalk gap A.12 --severity minor`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return cli.Usage("name a clause, as in clausewalk gap A.12; clausewalk report --format tasks lists all gaps by who and when", "clausewalk gap: LABEL is missing")
			}
			return cli.Words(1, 1)(cmd, args)
		},
		ValidArgsFunction: r.CompleteClause(),
	}
	for _, p := range []struct {
		part event.GapPart
		help string
	}{
		{event.GapOwner, "the `name` of whoever closes it"},
		{event.GapDue, "the due `date`: 2026-12-05, 5 Dec, fri or +2w"},
		{event.GapSeverity, "`blocker|major|minor` (default: the guide's)"},
		{event.GapFix, "how it will be closed: `text`, @file, or - for standard input"},
	} {
		parts[p.part] = cmd.Flags().String(string(p.part), "", p.help)
	}
	cli.SecretsFlag(cmd, &allow)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		given := map[event.GapPart]string{}
		for part, text := range parts {
			if cmd.Flags().Changed(string(part)) {
				given[part] = *text
			}
		}
		if len(given) == 0 {
			return showGap(r, args[0])
		}
		return setGap(r, args[0], given, allow)
	}
	return cmd
}

func setGap(r *cli.Run, label string, given map[event.GapPart]string, allow workspace.Allow) error {
	s, ref, err := r.WriteClause(label)
	if err != nil {
		return err
	}
	var changes []event.Change
	for _, part := range []event.GapPart{event.GapOwner, event.GapDue, event.GapSeverity, event.GapFix} {
		text, ok := given[part]
		if !ok {
			continue
		}
		if part == event.GapFix {
			if text, err = r.Text(text); err != nil {
				return err
			}
		}
		if part == event.GapDue {
			if text, err = event.Day(text, r.Now()); err != nil {
				return cli.Usage("", "--due: %w", err)
			}
		}
		if part == event.GapSeverity && text != "" && !slices.Contains(policy.Severities(), text) {
			return cli.Usage(cli.Nearest(text, policy.Severities(), ""), "unknown severity %q", text)
		}
		changes = append(changes, event.SetGap(ref, part, text))
	}
	step, err := cli.Do(s, allow, changes...)
	if err != nil {
		return err
	}
	i := s.Item(ref)
	r.Tell("%s gap: %s  %s\n", s.Name(ref), cli.GapWords(i.Gap), cli.Saved(step))
	if why := clauses.Unreported(s, ref); why != "" {
		r.Note("%s", why)
	}
	return nil
}

func showGap(r *cli.Run, label string) error {
	s, ref, err := r.ReadClause(label)
	if err != nil {
		return err
	}
	i := s.Item(ref)
	r.Printf("%s  %s  %s, %s\n", s.Name(ref), i.Clause.Title(), i.VerdictWords(), cli.GapWords(i.Gap))
	if i.Gap.Fix != "" {
		r.Block("      ", "Fix: "+i.Gap.Fix)
	}
	return nil
}
