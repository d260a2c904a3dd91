package check

import (
	"slices"
	"strings"

	"clausewalk/checklist"
	"clausewalk/policy"
	"clausewalk/ui/command/cli"
)

// checkFailOn refuses what names no problem.
func checkFailOn(failOn []string) error {
	if len(failOn) == 0 {
		return cli.Usage("leave the flag out to check all of them", "--fail-on lists no problem")
	}
	for _, asked := range failOn {
		sort, least, some := strings.Cut(asked, ":")
		switch {
		case !slices.Contains(checklist.Sorts(), sort):
			return cli.Usage(cli.Nearest(sort, checklist.Sorts(), ""), "unknown problem %q", sort)
		case some && sort != checklist.GapFound && sort != checklist.OverdueGap && sort != checklist.OpenSignal:
			return cli.Usage("only gaps, overdue and signals have severities", "unknown problem %q", asked)
		case some && !slices.Contains(policy.Severities(), least):
			return cli.Usage(cli.Nearest(least, policy.Severities(), ""), "unknown severity %q", least)
		}
	}
	return nil
}
