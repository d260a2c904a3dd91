package plain

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/policy"
	"clausewalk/reports"
	"clausewalk/ui/clauses"
	"clausewalk/ui/session"
)

// form is what is asked one line after the other. What is typed waits as a draft
// under the name of the box that the screen has for it.
type form struct {
	box            string
	ref            event.Ref
	labels, values []string
	choices        []clauses.Choices
}

// fill asks for the lines of a form. An empty one leaves what is there, a hyphen
// empties it. The words are held until done lets them go.
func (w *walk) fill(f form) ([]string, error) {
	w.say("An empty line keeps the present value, - clears it.")
	out := slices.Clone(f.values)
	if d, ok := w.session.Draft(f.box, f.ref); ok {
		w.say("Your draft is filled in.")
		copy(out, strings.SplitN(d.Text, "\n", len(out)))
	}
	for n, label := range f.labels {
		var choices clauses.Choices
		if n < len(f.choices) {
			choices = f.choices[n]
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
		if !slices.Equal(out, f.values) {
			words = strings.Join(out, "\n")
		}
		w.session.HoldDraft(f.box, f.ref, "", words)
	}
	return out, w.session.WriteDrafts()
}

// done lets the words go once they are kept.
func (f form) done(w *walk) error {
	w.session.HoldDraft(f.box, f.ref, "", "")
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

// gap asks for the parts of the gap of the clauses that the keys are for.
func gap(w *walk, _ string) error {
	refs := w.list.Targets()
	now := w.list.Of(refs[0]).Gap
	parts := []event.GapPart{event.GapSeverity, event.GapOwner, event.GapDue, event.GapFix}
	before := []string{now.Severity, now.Owner, now.Due, now.Fix}
	w.say("Gap for %s. A due date is 2026-03-31, fri or +2w.", reports.Line(clauses.Named(refs)))
	severity, owner, due := clauses.GapChoices(w.list)
	f := form{"gap", refs[0], []string{"severity", "owner", "due", "fix"}, before, []clauses.Choices{severity, owner, due}}
	values, err := w.fill(f)
	if err != nil {
		return err
	}
	if values[2], err = event.Day(values[2], w.session.Now()); err != nil {
		w.say("Not saved: due: %s.", reports.Line(err.Error()))
		return nil
	}
	var changes []event.Change
	for n, part := range parts {
		if values[n] != before[n] {
			changes = append(changes, clauses.EachOf(refs, func(r event.Ref) event.Change { return event.SetGap(r, part, values[n]) })...)
		}
	}
	if w.change(changes...) {
		w.list.Marks.Clear()
		w.tell(clauses.StillNeeds(w.list, refs), nil)
		return f.done(w)
	}
	return nil
}

// until asks how long the answer holds.
func until(w *walk, said string) error {
	refs := w.list.Targets()
	if said == "" {
		w.say("A day, 2026-03-31, or a span from now, 90d, 2w, 6mo or 1y; - goes back to the guide's.")
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
	if w.change(clauses.EachOf(refs, func(r event.Ref) event.Change { return event.SetValidUntil(r, said) })...) {
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
	f := form{"sign off", event.Ref{}, []string{"name", "role", "statement"}, []string{w.session.Hand().Person.Name, "", ""}, []clauses.Choices{{All: clauses.People(w.list)}}}
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
		return f.done(w)
	}
	return nil
}

// decided asks what the platform decided. No result keeps nothing.
func decided(w *walk, _ string) error {
	refs := w.list.Targets()
	_, permission := policy.CutEntry(refs[0].Label)
	var names []string
	for _, ref := range refs {
		names = append(names, w.session.Name(ref))
	}
	w.say("What the platform decided. Leave the result empty to cancel; write the day as 2026-03-31; leave clauses empty for the permission or the whole submission.")
	result, asked, about := clauses.DecisionChoices(w.list)
	f := form{"platform decided", refs[0], []string{"result", "on", "permission", "clauses", "its words"},
		[]string{"", w.session.Now().UTC().Format(time.DateOnly), permission, strings.Join(names, ", "), ""}, []clauses.Choices{result, {}, asked, about}}
	v, err := w.fill(f)
	if err != nil || v[0] == "" {
		return err
	}
	changes, words, err := clauses.Decision{Result: v[0], On: v[1], Permissions: v[2], Clauses: v[3], Words: v[4]}.Changes(w.session)
	if err != nil {
		w.say("Not saved: %s", reports.Line(err.Error()))
		return nil
	}
	if w.change(changes...) {
		w.list.Marks.Clear()
		w.say("Saved: %s", reports.Line(words))
		return f.done(w)
	}
	return nil
}
