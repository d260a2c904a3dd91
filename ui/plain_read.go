package ui

import (
	"strings"

	"clausewalk/checklist"
	"clausewalk/checklist/workspace"
	"clausewalk/reports"
)

func (w *plainWalk) read() {
	i := w.item()
	w.say("")
	w.say("Clause %s, %s. %d of %d. A %s.", reports.Line(i.Ref.Label), reports.Line(i.Clause.Title()), w.at+1, len(w.items()), i.Clause.Kind())
	w.say("Policy: %s", reports.Line(i.Clause.Words()))
	if g := i.Clause.Guide; g != nil {
		for _, q := range g.Ask() {
			w.say("%s, asks: %s", g.Whose("Guide, our words"), reports.Line(q))
		}
	}
	w.say("Answer: %s.", i.VerdictWords())
	for n, f := range i.Flags {
		w.say("%s: %s", f, reports.Line(i.Why[n]))
	}
	for _, o := range i.Outcomes {
		w.say("Decided: %s", reports.Line(o.String()))
	}
	if i.Reworded != nil {
		w.say("Policy as it was answered: %s", reports.Line(i.Reworded.Was.Words()))
	}
	for n, old := range i.Offered {
		w.say("Offered %d: %s of %s. %s", n+1, old.VerdictWords(), reports.Line(old.Ref.String()), reports.Line(old.Reason))
	}
	if i.Reason != "" {
		w.say("Reason: %s", reports.Visible(i.Reason))
	}
	for n, e := range i.Evidence {
		w.say("Evidence %d: %s %s", n+1, e.Kind, reports.Line(e.Target()))
	}
	if d, ok := w.draftOf(i.Ref); ok {
		as := ""
		if d.Verdict != "" {
			as = ", for " + d.Verdict.String()
		}
		w.say("Words not kept yet%s: %s", as, reports.Visible(d.Text))
	}
}

// draftOf returns the words that were being typed for a clause when the input
// of a sitting ended.
func (w *plainWalk) draftOf(ref checklist.Ref) (workspace.Draft, bool) {
	drafts, _ := w.audit.Drafts.All() // What cannot be read was told of at the start, and stays.
	for _, d := range drafts {
		if d.At(w.audit.Audit) == ref {
			return d, true
		}
	}
	return workspace.Draft{}, false
}

func (w *plainWalk) guide() {
	g := w.item().Clause.Guide
	if g == nil {
		return
	}
	w.say("Good: %s", reports.Line(g.Good))
	for _, s := range g.Evidence {
		w.say("Bring, %s: %s", s.Show, reports.Line(s.Bring))
	}
	w.say("Why: %s", reports.Line(g.Why))
	for _, p := range g.Pitfalls {
		w.say("Beware: %s", reports.Line(p))
	}
}

// scope asks every fact about the app. An empty line leaves one as it is.
func (w *plainWalk) scope() error {
	w.say("Facts about the app decide which clauses apply. An empty line leaves one as it is.")
	for _, f := range w.audit.Facts() {
		now := "not answered"
		if f.Answered {
			now = f.Answer.String()
		}
		w.say("%s Now: %s.", reports.Line(f.Question.Question), reports.Line(now))
		for {
			line, err := w.ask(f.Question.ID)
			if err != nil {
				return err
			}
			if strings.TrimSpace(line) == "" {
				break
			}
			answer, err := checklist.ParseFact(f.Question, line)
			if err == nil {
				w.change(checklist.SetFact(f.Policy, f.Question.ID, answer))
				break
			}
			w.say("%s", reports.Line(err.Error()))
		}
	}
	return nil
}

// document reads out a report.
func (w *plainWalk) document(render func(reports.Report) []byte) {
	built := reports.Build(w.audit.Audit, reports.Options{At: w.audit.Hand.Now(), Tool: w.opt.Tool})
	w.say("%s", strings.TrimRight(reports.Visible(string(render(built))), "\n"))
}
