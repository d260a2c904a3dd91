package command

import (
	"slices"

	"github.com/spf13/cobra"

	"clausewalk/policy"
	"clausewalk/reports"
	"clausewalk/ui"
)

// offer is a completion with its description. Both come from files, and a
// shell prints them to the terminal.
func offer(name, described string) cobra.Completion {
	return cobra.CompletionWithDesc(reports.Line(name), reports.Line(described))
}

// completeFlags offers values for the flags of a command and of those below it
// that take one of a few.
func (c *cli) completeFlags(cmd *cobra.Command) {
	policies := func() (all []cobra.Completion) {
		known, err := c.policies()
		for _, k := range known {
			if err == nil && !slices.ContainsFunc(all, func(o cobra.Completion) bool { return o == offer(k.ID, k.Title) }) {
				all = append(all, offer(k.ID, k.Title))
			}
		}
		return all
	}
	audits := func() (all []cobra.Completion) {
		w, err := c.find()
		if err != nil {
			return nil
		}
		heads, err := w.Audits()
		for _, h := range heads {
			if err == nil {
				all = append(all, offer(h.ID, h.App+" "+h.Release))
			}
		}
		return all
	}
	for name, values := range map[string]func() []cobra.Completion{
		"audit": audits, "policy": policies,
		"theme":    func() []cobra.Completion { return ui.Themes() },
		"severity": policy.Severities,
		"fail-on":  func() []cobra.Completion { return gateSorts },
	} {
		if cmd.Flag(name) == nil || cmd.InheritedFlags().Lookup(name) != nil {
			continue
		}
		err := cmd.RegisterFlagCompletionFunc(name, func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
			return values(), cobra.ShellCompDirectiveNoFileComp
		})
		if err != nil {
			panic(err) // The flag is there, and this is the only place that completes flags.
		}
	}
	for _, sub := range cmd.Commands() {
		c.completeFlags(sub)
	}
}
