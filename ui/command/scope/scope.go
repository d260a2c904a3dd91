// Package scope is the command clausewalk scope: what the app does, which decides
// what applies.
package scope

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/checklist/workspace"
	"clausewalk/ui/clauses"
	"clausewalk/ui/command/cli"
)

// What a clause's scope is set to by hand.
var scopeWords = []string{"in", "out", "facts"}

// Command returns clausewalk scope.
func Command(r *cli.Run) *cobra.Command {
	var reason string
	var allow workspace.Allow
	cmd := cli.WithJSON(&cobra.Command{
		Use:   "scope [FACT ANSWER | LABEL in|out|facts]",
		Short: "Say what the app does, which decides which clauses apply",
		Long: `Show or answer the facts about the app, which decide which clauses apply.
Answer a fact with yes or no, one of its options, or a list (a,b or none);
unknown is always possible, and keeps the fact's clauses in scope.

To overrule the facts for one clause, give its label, "in" or "out", and a
reason; "facts" goes back to what the facts say.`,
		Example: `  clausewalk scope stores-content yes
  clausewalk scope A.33 out --reason "Version 2.4 makes no calls of its own."`,
		Args: cli.Words(0, -1),
		RunE: func(cmd *cobra.Command, args []string) error {
			switch len(args) {
			case 0:
				return show(r, cli.AsJSON(cmd))
			case 1:
				return ask(r, args[0])
			}
			return set(r, args[0], strings.Join(args[1:], " "), reason, allow)
		},
		ValidArgsFunction: complete(r),
	})
	cmd.Flags().StringVarP(&reason, "reason", "r", "", "why the clause is in or out: `text`, @file, or - for standard input")
	cli.SecretsFlag(cmd, &allow)
	return cmd
}

// complete offers the facts for the first word, and what one can be answered with
// for the second.
func complete(r *cli.Run) cobra.CompletionFunc {
	return func(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
		var offered []cobra.Completion
		if s, err := r.Peek(); err == nil && len(args) == 0 {
			for _, f := range s.Facts() {
				offered = append(offered, cli.Offer(f.Question.ID, f.Question.Question))
			}
		} else if err == nil && len(args) == 1 {
			if f, err := fact(s.Audit, args[0]); err == nil {
				offered = clauses.FactChoices(f.Question).All
			}
		}
		return offered, cobra.ShellCompDirectiveNoFileComp
	}
}

// fact finds the fact that a person names.
func fact(a *checklist.Audit, name string) (checklist.Fact, error) {
	var found []checklist.Fact
	var known []string
	for _, f := range a.Facts() {
		known = append(known, cli.FactName(a, f.Policy, f.Question.ID))
		if strings.EqualFold(name, f.Question.ID) || strings.EqualFold(name, f.Policy+"/"+f.Question.ID) {
			found = append(found, f)
		}
	}
	switch len(found) {
	case 0:
		for _, ref := range a.Refs() {
			known = append(known, a.Name(ref))
		}
		return checklist.Fact{}, cli.Usage(cli.Nearest(name, known, "clausewalk scope lists the facts"), "unknown fact or clause %q", name)
	case 1:
		return found[0], nil
	default:
		return found[0], cli.Usage(fmt.Sprintf("write %s/%s or %s/%[2]s", found[0].Policy, found[0].Question.ID, found[1].Policy), "several policies ask for the fact %q", name)
	}
}

// answersTo lists what a fact can be answered with.
func answersTo(f checklist.Fact) []string {
	switch {
	case f.Question.Answer == "yes-no":
		return []string{"yes", "no", "unknown"}
	case f.Question.Answer == "list" && len(f.Question.Options) == 0:
		return []string{"a,b", "none", "unknown"}
	case f.Question.Answer == "list":
		return append(slices.Clone(f.Question.Options), "none", "unknown")
	default:
		return append(slices.Clone(f.Question.Options), "unknown")
	}
}
