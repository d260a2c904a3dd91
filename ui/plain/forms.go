package plain

import (
	"fmt"
	"slices"
	"strings"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/reports"
	"clausewalk/ui/clauses"
	"clausewalk/ui/session"
)

// fill asks for the lines of a form. An empty one leaves what is there, a hyphen
// empties it. What is typed is held as a draft until entered lets it go.
func (w *walk) fill(f clauses.Form) ([]string, error) {
	w.say("An empty line keeps the present value, - clears it.")
	out := slices.Clone(f.Values)
	if d, ok := w.session.Draft(f.Box, f.Ref()); ok {
		w.say("Your draft is filled in.")
		copy(out, strings.SplitN(d.Text, "\n", len(out)))
	}
	for n, label := range f.Labels {
		var choices clauses.Choices
		if n < len(f.Choices) {
			choices = f.Choices[n]
			offer(w, label, choices)
		}
		if out[n] != "" {
			label += " (" + out[n] + ")"
		}
		line, err := w.ask(label)
		if err != nil {
			return nil, err // What was typed before is held already.
		}
		switch line = strings.TrimSpace(line); line {
		case "":
		case "-":
			out[n] = ""
		default:
			out[n] = choices.Numbered(line)
		}
		words := ""
		if !slices.Equal(out, f.Values) {
			words = strings.Join(out, "\n")
		}
		w.session.HoldDraft(f.Box, f.Ref(), "", words)
	}
	return out, w.session.WriteDrafts()
}

// entered lets the words of a form go once they are kept.
func entered(w *walk, f clauses.Form) error {
	w.session.HoldDraft(f.Box, f.Ref(), "", "")
	return w.session.WriteDrafts()
}

// offer reads out what a line can be filled with, by number where that is not
// much.
func offer(w *walk, label string, c clauses.Choices) {
	var words []string
	for n, one := range c.All[:min(len(c.All), clauses.MostNumbered)] {
		words = append(words, fmt.Sprintf("%d %s", n+1, reports.Line(one)))
	}
	if len(words) > 0 && len(c.All) <= 3*clauses.MostNumbered {
		w.say("%s: %s.", sentence(label), strings.Join(words, ", "))
	}
}

// enter asks for the lines of a form that both walks have, and makes what they
// change.
func enter(w *walk, f clauses.Form) error {
	w.say("%s. %s.", reports.Line(f.Title), sentence(f.Hint))
	if f.Needed {
		w.say("Leave the %s empty to cancel.", f.Labels[0])
	}
	lines, err := w.fill(f)
	if err != nil || f.Needed && lines[0] == "" {
		return err
	}
	changes, words, err := f.Changes(lines)
	if err != nil {
		w.say("Not saved: %s.", clauses.Refused(err))
		return nil
	}
	if !w.change(changes...) {
		return nil
	}
	w.list.Marks.Clear()
	w.tell(clauses.Entered(w.list, f, words), nil)
	return entered(w, f)
}

// until asks how long the answer holds.
func until(w *walk, said string) error {
	refs := w.list.Targets()
	if said == "" {
		w.say("A day, 2026-03-31 or 5 Dec, or a span from now, 90d, 2w, 6mo or 1y; - goes back to the guide's.")
		line, err := w.ask("is valid until")
		if err != nil {
			return err
		}
		if said = strings.TrimSpace(line); said == "" {
			return nil
		}
	}
	if said == "-" {
		said = ""
	}
	changes, err := clauses.ValidUntil(w.session, refs, said)
	if err != nil {
		w.tell("", err)
		return nil
	}
	if w.change(changes...) {
		w.list.Marks.Clear()
	}
	return nil
}

// scope asks every fact about the app.
func scope(w *walk, _ string) error {
	closed := w.closed()
	w.say("Facts about the app decide which clauses apply. An empty line keeps the present answer.")
	for _, f := range w.session.Facts() {
		now := "not answered"
		if f.Answered {
			now = f.Answer.String()
		}
		w.say("%s Now: %s.", reports.Line(f.Question.Question), reports.Line(now))
		offer(w, "choices", clauses.FactChoices(f.Question))
		hints := clauses.Suggested(w.list, event.Ref{Policy: f.Policy}, f.Question.ID)
		for _, s := range hints {
			w.say("Suggested by %s. Type suggestion to see where.", clauses.Proposes(s))
		}
		if closed {
			continue
		}
		if err := w.fact(f, hints); err != nil {
			return err
		}
	}
	return nil
}

func (w *walk) fact(f checklist.Fact, hints []checklist.Suggested) error {
	for {
		line, err := w.ask(f.Question.ID)
		switch {
		case err != nil || strings.TrimSpace(line) == "":
			return err
		case len(hints) > 0 && strings.TrimSpace(line) == "suggestion":
			return judge(w, hints)
		}
		answer, err := event.ParseFact(f.Question, clauses.FactChoices(f.Question).Numbered(line))
		if err == nil {
			w.change(event.SetFact(f.Policy, f.Question.ID, answer))
			return nil
		}
		w.say("%s", reports.Line(err.Error()))
	}
}

// sign asks who vouches for the audit as it stands.
func sign(w *walk, _ string) error {
	if s := w.session.Saving(); s.Pending {
		w.say("Sign once everything is saved.")
		return nil
	}
	faults := session.Faults(w.session)
	bound := session.ToSign(w.session, faults)
	w.say("Sign off the audit as it stands: %s. The name is recorded as claimed; leave it empty to cancel.", bound.Counted())
	if over := bound.Over(); over != "" {
		w.say("Still open: %s. Every report of this sign-off will say so.", over)
	}
	f := clauses.Form{
		Box: "sign off", Labels: []string{"name", "role", "statement"}, Values: []string{w.session.Hand().Person.Name, "", ""}, Choices: []clauses.Choices{{All: clauses.People(w.list)}},
	}
	values, err := w.fill(f)
	if err != nil || values[0] == "" {
		return err
	}
	if said, err := w.yes("yes signs"); !said {
		return err
	}
	change, err := session.Sign(w.session, values[0], values[1], values[2], faults)
	if err != nil {
		w.tell("", err)
		return nil
	}
	if w.change(change) {
		w.say("Signed off by %s.", reports.Line(values[0]))
		return entered(w, f)
	}
	return nil
}
