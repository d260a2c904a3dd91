package command

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/checklist/workspace"
	"clausewalk/reports"
)

// What a clause's scope is set to by hand.
var scopeWords = []string{"in", "out", "facts"}

func (c *cli) scopeCommand() *cobra.Command {
	var reason string
	cmd := withJSON(&cobra.Command{
		Use:   "scope [FACT ANSWER | LABEL in|out|facts]",
		Short: "Say what the app does, which decides what applies",
		Long: `Show or answer the facts about the app; they decide which clauses apply. A fact
is answered yes or no, with one of its options, or with a list (a,b or none);
every fact may be unknown, which keeps its clauses in.

A clause's label and "in" or "out", with a reason, overrules the facts for that
clause; "facts" gives it back to them.`,
		Example: `  clausewalk scope stores-content yes
  clausewalk scope A.33 out --reason "Version 2.4 makes no calls of its own."`,
		Args: words(0, -1),
		RunE: func(cmd *cobra.Command, args []string) error {
			switch len(args) {
			case 0:
				o, err := c.peek()
				if err != nil {
					return err
				}
				if asJSON(cmd) {
					return c.json(scopeOf(o.Audit, o.Items(c.moment())))
				}
				c.scope(o)
				return nil
			case 1:
				return c.askScope(args[0])
			}
			return c.setScope(args[0], strings.Join(args[1:], " "), reason)
		},
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
			var offered []cobra.Completion
			if o, err := c.peek(); err == nil && len(args) == 0 {
				for _, f := range o.Facts() {
					offered = append(offered, offer(f.Question.ID, f.Question.Question))
				}
			} else if err == nil && len(args) == 1 {
				if f, err := fact(o.Audit, args[0]); err == nil {
					offered = answersTo(f)
				}
			}
			return offered, cobra.ShellCompDirectiveNoFileComp
		},
	})
	cmd.Flags().StringVarP(&reason, "reason", "r", "", "why a clause is in or out: `text`, @file, or - for standard input")
	return cmd
}

type factJSON struct {
	Policy   string                `json:"policy"`
	Fact     string                `json:"fact"`
	Question string                `json:"question"`
	Answer   *checklist.FactAnswer `json:"answer"` // null where nobody has answered
	By       string                `json:"by"`
	At       string                `json:"at"`
}

type outJSON struct {
	Policy string `json:"policy"`
	Label  string `json:"label"`
	Title  string `json:"title"`
	Why    string `json:"why"`
}

type scopeJSON struct {
	Format int        `json:"format"`
	Facts  []factJSON `json:"facts"`
	Out    []outJSON  `json:"out-of-scope"`
}

func scopeOf(a *checklist.Audit, items []checklist.Item) scopeJSON {
	s := scopeJSON{jsonFormat, []factJSON{}, []outJSON{}}
	for _, f := range a.Facts() {
		one := factJSON{Policy: f.Policy, Fact: f.Question.ID, Question: f.Question.Question, At: stamp(f.At)}
		if f.Answered {
			one.Answer, one.By = &f.Answer, f.By.String()
		}
		s.Facts = append(s.Facts, one)
	}
	for _, i := range items {
		if n := slices.Index(i.Flags, checklist.OutOfScope); n >= 0 {
			s.Out = append(s.Out, outJSON{i.Ref.Policy, i.Ref.Label, i.Clause.Title(), i.Why[n]})
		}
	}
	return s
}

func (c *cli) scope(o *workspace.Open) {
	t, open := c.table(""), false
	for _, f := range reports.Build(o.Audit, reports.Options{At: c.moment()}).Facts {
		said := "?"
		switch {
		case len(f.Disputed) > 0:
			said = "conflict: " + disputed(f)
		case f.Answered:
			said = f.Answer.String()
		default:
			open = true
		}
		t.row(factName(o.Audit, f.Policy, f.Question.ID), said, f.By, when(f.At))
	}
	t.flush()
	if open {
		c.tell("\nAnswer with: clausewalk scope FACT ANSWER; clausewalk scope FACT tells what is asked.\n")
	}
	items := o.Items(c.moment())
	out := scopeOf(o.Audit, items).Out
	c.printf("\n%d of %s out of scope\n", len(out), reports.Count(len(items), "clause"))
	t = c.table("  ")
	for _, one := range out {
		t.row(o.Name(checklist.Ref{Policy: one.Policy, Label: one.Label}), one.Title, one.Why)
	}
	for _, i := range items {
		if i.Overrule != nil && i.Overrule.In {
			t.row(o.Name(i.Ref), i.Clause.Title(), "kept in scope by hand: "+i.Overrule.Reason)
		}
	}
	t.flush()
}

// disputed tells who says what where the answers to a fact differ.
func disputed(f reports.Fact) string {
	var said []string
	for _, e := range f.Disputed {
		said = append(said, fmt.Sprintf("%s says %q", e.By, e.Value))
	}
	return strings.Join(said, "; ")
}

// factName writes a fact as briefly as the audit allows.
func factName(a *checklist.Audit, policy, id string) string {
	if len(a.Policies) > 1 {
		return policy + "/" + id
	}
	return id
}

// fact finds the fact that a person names.
func fact(a *checklist.Audit, name string) (checklist.Fact, error) {
	var found []checklist.Fact
	var known []string
	for _, f := range a.Facts() {
		known = append(known, factName(a, f.Policy, f.Question.ID))
		if strings.EqualFold(name, f.Question.ID) || strings.EqualFold(name, f.Policy+"/"+f.Question.ID) {
			found = append(found, f)
		}
	}
	switch len(found) {
	case 0:
		for _, ref := range a.Refs() {
			known = append(known, a.Name(ref))
		}
		return checklist.Fact{}, usage(nearest(name, known, "clausewalk scope lists the facts"), "unknown fact or clause %q", name)
	case 1:
		return found[0], nil
	default:
		return found[0], usage(fmt.Sprintf("write %s/%s or %s/%[2]s", found[0].Policy, found[0].Question.ID, found[1].Policy), "several policies ask for the fact %q", name)
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

// askScope tells what a fact is about when somebody names it alone.
func (c *cli) askScope(name string) error {
	o, err := c.peek()
	if err != nil {
		return err
	}
	if _, err := o.Find(name); err == nil {
		return usage(oneOf(scopeWords), "say how the scope of %s is overruled", name)
	}
	f, err := fact(o.Audit, name)
	if err != nil {
		return err
	}
	c.wrapped("", f.Question.Question)
	c.wrapped("", f.Question.Help)
	if f.Answered {
		c.printf("\n%s  %s, %s\n", f.Answer, f.By, when(f.At))
	}
	c.printf("\nAnswer with: clausewalk scope %s %s\n", factName(o.Audit, f.Policy, f.Question.ID), strings.Join(answersTo(f), "|"))
	return nil
}

// setScope answers a fact, or overrules the facts for a clause.
func (c *cli) setScope(name, answer, reason string) error {
	o, err := c.write()
	if err != nil {
		return err
	}
	var change checklist.Change
	var said string
	ref, notClause := o.Find(name)
	f, notFact := fact(o.Audit, name)
	switch {
	case notFact == nil:
		given, err := checklist.ParseFact(f.Question, answer)
		if err != nil {
			return usage(nearest(answer, answersTo(f), ""), "%w", err)
		}
		if reason != "" {
			return usage("a reason belongs to a clause that is put in or out", "the fact %s takes no reason", f.Question.ID)
		}
		change, said = checklist.SetFact(f.Policy, f.Question.ID, given), factName(o.Audit, f.Policy, f.Question.ID)+" "+given.String()
	case notClause == nil:
		overrule, err := c.overrule(answer, reason)
		if err != nil {
			return err
		}
		change, said = checklist.SetOverrule(ref, overrule), o.Name(ref)+" "+answer
	case around(o.Audit, name) != "":
		_, err := clause(o.Audit, name)
		return err
	default:
		return notFact
	}
	step, err := record(o, change)
	if err != nil {
		return err
	}
	p := checklist.Tally(o.Items(c.moment()))
	c.tell("%s  %s; %d of %s out of scope\n", said, saved(step), p.OutOfScope, reports.Count(p.OutOfScope+p.Clauses, "clause"))
	return nil
}

// overrule reads what a person says of one clause's scope, nil for "facts".
func (c *cli) overrule(word, reason string) (*checklist.Overrule, error) {
	if !slices.Contains(scopeWords, word) {
		return nil, usage(nearest(word, scopeWords, ""), "a clause is in, out, or as the facts say, not %q", word)
	}
	if word == "facts" {
		return nil, nil
	}
	text, err := c.text(reason)
	if err != nil {
		return nil, err
	}
	if strings.TrimSpace(text) == "" {
		return nil, usage(`say why: --reason "..."`, "overruling scope needs a reason")
	}
	return &checklist.Overrule{In: word == "in", Reason: text}, nil
}
