package command

import (
	"slices"

	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/policy"
	"clausewalk/ui"
	"clausewalk/ui/command/cli"
	policycmd "clausewalk/ui/command/policy"
)

// completeFlags offers values for the flags of a command and of those below it
// that take one of a few.
func completeFlags(r *cli.Run, cmd *cobra.Command) {
	for name, values := range map[string]func() []cobra.Completion{
		"audit":    func() []cobra.Completion { return audits(r) },
		"policy":   func() []cobra.Completion { return policies(r) },
		"theme":    func() []cobra.Completion { return ui.Themes() },
		"severity": policy.Severities,
		"fail-on":  checklist.Sorts,
	} {
		if cmd.Flags().Lookup(name) == nil && cmd.PersistentFlags().Lookup(name) == nil {
			continue // It has none, or that of a command above, which completes it.
		}
		err := cmd.RegisterFlagCompletionFunc(name, func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
			return values(), cobra.ShellCompDirectiveNoFileComp
		})
		if err != nil {
			panic(err) // The flag is there, and this is the only place that completes flags.
		}
	}
	for _, sub := range cmd.Commands() {
		completeFlags(r, sub)
	}
}

func audits(r *cli.Run) (all []cobra.Completion) {
	w, err := r.Find()
	if err != nil {
		return nil
	}
	heads, err := w.Audits()
	for _, h := range heads {
		if err == nil {
			all = append(all, cli.Offer(h.ID, h.App+" "+h.Release))
		}
	}
	return all
}

func policies(r *cli.Run) (all []cobra.Completion) {
	known, err := policycmd.Known(r)
	for _, k := range known {
		if one := cli.Offer(k.ID, k.Title); err == nil && !slices.Contains(all, one) {
			all = append(all, one)
		}
	}
	return all
}
