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
		Long: `See what scan, programs and older audits suggest, and the older answers that are
on offer because an edition was adopted or a list now repeats a section. Nothing
counts until a person takes it.`,
	}
	cmd.AddCommand(listCommand(r), showCommand(r), takeCommand(r), dismissCommand(r), fromCommand(r))
	return cmd
}

// known returns the older answers on offer, in the order of their clauses, and all
// suggestions.
func known(s *session.Session) (all []checklist.Suggested) {
	for _, i := range s.Items() {
		all = append(all, i.OnOffer()...)
	}
	return append(all, checklist.Suggestions(s.Audit)...)
}

// find returns the suggestion, or the older answer, that a person names by its id, or
// by its clause or fact where only one waits there.
func find(s *session.Session, name string) (checklist.Suggested, error) {
	const hint = "clausewalk suggest list shows the ids"
	all := known(s)
	if n := slices.IndexFunc(all, func(one checklist.Suggested) bool { return one.ID == strings.ToLower(name) }); n >= 0 {
		return all[n], nil
	}
	ref, err := s.Find(name)
	there := slices.DeleteFunc(all, func(one checklist.Suggested) bool {
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
