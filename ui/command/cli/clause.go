package cli

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/reports"
	"clausewalk/ui/session"
)

// Clause finds the clause that a person names.
func Clause(a *checklist.Audit, label string) (event.Ref, error) {
	ref, err := a.Find(label)
	var unknown *checklist.UnknownError
	if !errors.As(err, &unknown) {
		return ref, err
	}
	hint := Around(a, label)
	if hint == "" {
		hint = Nearest(label, unknown.Names(), "clausewalk policy show "+a.Head.Policies[0].ID+" lists every clause")
	}
	return ref, Usage(hint, "%w", err)
}

// ReadClause opens the audit for reading and finds a clause in it.
func (r *Run) ReadClause(label string) (*session.Session, event.Ref, error) {
	return clauseIn(r.Read, label)
}

// WriteClause opens the audit for changes and finds a clause in it.
func (r *Run) WriteClause(label string) (*session.Session, event.Ref, error) {
	return clauseIn(r.Write, label)
}

func clauseIn(open func() (*session.Session, error), label string) (*session.Session, event.Ref, error) {
	s, err := open()
	if err != nil {
		return nil, event.Ref{}, err
	}
	ref, err := Clause(s.Audit, label)
	return s, ref, err
}

// Around names the clauses beside a number that the source does not print, empty
// for any other label.
func Around(a *checklist.Audit, label string) string {
	if _, rest, ok := strings.Cut(label, "/"); ok {
		label = rest
	}
	for _, p := range a.Policies {
		skipped, ok := p.Skips(label)
		if !ok {
			continue
		}
		all := p.Clauses()
		for i, clause := range all {
			if clause.Label != skipped.After {
				continue
			}
			if i+1 < len(all) {
				return "the clauses around it are " + skipped.After + " and " + all[i+1].Label
			}
			return "the clause before it is " + skipped.After
		}
	}
	return ""
}

// CompleteClause offers the labels of the audit for the first word of a
// command, and the given words for the second.
func (r *Run) CompleteClause(then ...string) cobra.CompletionFunc {
	return func(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
		var offered []cobra.Completion
		switch len(args) {
		case 0:
			if s, err := r.Peek(); err == nil {
				for _, ref := range s.Refs() {
					offered = append(offered, Offer(s.Name(ref), s.Item(ref).Clause.Title()))
				}
			}
		case 1:
			offered = append(offered, then...)
		}
		return offered, cobra.ShellCompDirectiveNoFileComp
	}
}

// Offer is a completion with its description. Both come from files, and a
// shell prints them to the terminal.
func Offer(name, described string) cobra.Completion {
	return cobra.CompletionWithDesc(reports.Line(name), reports.Line(described))
}
