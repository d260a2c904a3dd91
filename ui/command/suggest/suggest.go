// Package suggest holds the commands below clausewalk suggest: what programs
// propose, and what a person makes of it.
package suggest

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/ui/command/cli"
	"clausewalk/ui/session"
)

// Command returns clausewalk suggest with all that stands below it.
func Command(r *cli.Run) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "suggest",
		Short: "See what scan, programs and older audits suggest; take or dismiss it",
	}
	cmd.AddCommand(listCommand(r), showCommand(r), takeCommand(r), dismissCommand(r), fromCommand(r))
	return cmd
}

// find returns the suggestion that a person names by its id, or by its clause or
// fact where only one waits there.
func find(s *session.Session, name string) (checklist.Suggested, error) {
	const hint = "clausewalk suggest list shows the ids"
	if one, ok := checklist.FindSuggestion(s.Audit, strings.ToLower(name)); ok {
		return one, nil
	}
	ref, err := s.Find(name)
	there := slices.DeleteFunc(checklist.Suggestions(s.Audit), func(one checklist.Suggested) bool {
		return one.Stand == checklist.Agrees || one.Fact != name && (err != nil || one.Ref != ref)
	})
	if waiting := slices.DeleteFunc(slices.Clone(there), func(one checklist.Suggested) bool { return !one.Waits() }); len(waiting) > 0 {
		there = waiting
	}
	switch {
	case len(there) == 1:
		return there[0], nil
	case len(there) > 1:
		return checklist.Suggested{}, cli.Usage(hint, "%d suggestions are about %s: name one by its id", len(there), name)
	}
	return checklist.Suggested{}, cli.Usage(hint, "no suggestion %q", name)
}

// about names the clause or the fact that a suggestion is about.
func about(a *checklist.Audit, s checklist.Suggested) string {
	if s.Fact != "" {
		return cli.FactName(a, s.Ref.Policy, s.Fact)
	}
	return a.Name(s.Ref)
}
