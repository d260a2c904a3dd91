package scope

import (
	"slices"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/reports"
	"clausewalk/ui/command/cli"
	"clausewalk/ui/session"
)

type factJSON struct {
	Policy   string            `json:"policy"`
	Fact     string            `json:"fact"`
	Question string            `json:"question"`
	Answer   *event.FactAnswer `json:"answer"` // null where nobody has answered
	By       string            `json:"by"`
	At       string            `json:"at"`
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
	s := scopeJSON{cli.JSONFormat, []factJSON{}, []outJSON{}}
	for _, f := range a.Facts() {
		one := factJSON{Policy: f.Policy, Fact: f.Question.ID, Question: f.Question.Question, At: cli.Stamp(f.At)}
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

func show(r *cli.Run, asJSON bool) error {
	s, err := r.Peek()
	if err != nil {
		return err
	}
	items := s.Items()
	shown := scopeOf(s.Audit, items)
	if asJSON {
		return r.JSON(shown)
	}
	showFacts(r, s)
	r.Printf("\n%d of %s out of scope\n", len(shown.Out), reports.Count(len(items), "clause"))
	t := r.Table("  ")
	for _, one := range shown.Out {
		t.Row(s.Name(event.Ref{Policy: one.Policy, Label: one.Label}), one.Title, one.Why)
	}
	for _, i := range items {
		if i.Overrule != nil && i.Overrule.In {
			t.Row(s.Name(i.Ref), i.Clause.Title(), "kept in scope by hand: "+i.Overrule.Reason)
		}
	}
	t.Flush()
	return nil
}

func showFacts(r *cli.Run, s *session.Session) {
	t, open := r.Table(""), false
	for _, f := range reports.Build(s.Audit, reports.Options{At: s.Now()}).Facts {
		said := "?"
		switch {
		case len(f.Disputed) > 0:
			said = "conflict: " + cli.Disputed(f)
		case f.Answered:
			said = f.Answer.String()
		default:
			open = true
		}
		t.Row(cli.FactName(s.Audit, f.Policy, f.Question.ID), said, f.By, cli.When(f.At))
	}
	t.Flush()
	if open {
		r.Tell("\nAnswer with: clausewalk scope FACT ANSWER; clausewalk scope FACT shows its question.\n")
	}
}
