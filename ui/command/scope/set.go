package scope

import (
	"slices"
	"strings"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/reports"
	"clausewalk/ui/command/cli"
)

// ask tells what a fact is about when somebody names it alone.
func ask(r *cli.Run, name string) error {
	s, err := r.Peek()
	if err != nil {
		return err
	}
	if _, err := s.Find(name); err == nil {
		return cli.Usage(cli.OneOf(scopeWords), "say how to overrule the scope of %s", name)
	}
	f, err := fact(s.Audit, name)
	if err != nil {
		return err
	}
	r.Wrapped("", f.Question.Question)
	r.Wrapped("", f.Question.Help)
	if f.Answered {
		r.Printf("\n%s  %s, %s\n", f.Answer, f.By, cli.When(f.At))
	}
	r.Printf("\nAnswer with: clausewalk scope %s %s\n", cli.FactName(s.Audit, f.Policy, f.Question.ID), strings.Join(answersTo(f), "|"))
	return nil
}

// set answers a fact, or overrules the facts for a clause.
func set(r *cli.Run, name, answer, reason string, allow workspace.Allow) error {
	s, err := r.Write()
	if err != nil {
		return err
	}
	change, said, err := changeOf(r, s.Audit, name, answer, reason)
	if err != nil {
		return err
	}
	step, err := cli.Do(s, allow, change)
	if err != nil {
		return err
	}
	p := checklist.Tally(s.Items())
	r.Tell("%s  %s; %d of %s out of scope\n", said, cli.Saved(step), p.OutOfScope, reports.Count(p.OutOfScope+p.Clauses, "clause"))
	return nil
}

// changeOf returns the change that a person asks for, and what it is called.
func changeOf(r *cli.Run, a *checklist.Audit, name, answer, reason string) (change event.Change, said string, err error) {
	ref, notClause := a.Find(name)
	f, notFact := fact(a, name)
	switch {
	case notFact == nil:
		given, err := event.ParseFact(f.Question, answer)
		if err != nil {
			return change, "", cli.Usage(cli.Nearest(answer, answersTo(f), ""), "%w", err)
		}
		if reason != "" {
			return change, "", cli.Usage("only a clause put in or out takes a reason", "the fact %s takes no reason", f.Question.ID)
		}
		return event.SetFact(f.Policy, f.Question.ID, given), cli.FactName(a, f.Policy, f.Question.ID) + " " + given.String(), nil
	case notClause == nil:
		overrule, err := overrule(r, answer, reason)
		return event.SetOverrule(ref, overrule), a.Name(ref) + " " + answer, err
	case cli.Around(a, name) != "":
		_, err := cli.Clause(a, name)
		return change, "", err
	}
	return change, "", notFact
}

// overrule reads what a person says of one clause's scope, nil for "facts".
func overrule(r *cli.Run, word, reason string) (*event.Overrule, error) {
	if !slices.Contains(scopeWords, word) {
		return nil, cli.Usage(cli.Nearest(word, scopeWords, ""), "a clause is in, out or facts, not %q", word)
	}
	if word == "facts" {
		return nil, nil
	}
	text, err := r.Text(reason)
	if err != nil {
		return nil, err
	}
	if strings.TrimSpace(text) == "" {
		return nil, cli.Usage(`say why: --reason "..."`, "overruling scope needs a reason")
	}
	return &event.Overrule{In: word == "in", Reason: text}, nil
}
