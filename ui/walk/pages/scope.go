package pages

import (
	"fmt"
	"slices"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/reports"
	"clausewalk/ui"
	"clausewalk/ui/clauses"
	"clausewalk/ui/walk/boxes"
	"clausewalk/ui/walk/frame"
	"clausewalk/ui/walk/layer"
	"clausewalk/ui/walk/style"
)

// scope asks the facts about the app that decide which clauses apply.
type scope struct {
	layer.Base
	list      *clauses.List
	at        int
	w, h      int
	suggested suggested
	open      func(event.Ref, string) layer.Result // what is suggested for a fact
}

// suggested is what waits for a person about facts, as the list was counted last.
type suggested struct {
	counted int
	facts   map[[2]string]checklist.Suggested // by policy and fact, the first
}

// Scope asks the facts about the app, from the first that is not answered, or else
// from the first for which something is suggested.
func Scope(l *clauses.List, editor string, s *style.Styles, lineWidth func() int) layer.Layer {
	p := &scope{list: l, suggested: suggested{counted: -1}}
	p.open = func(ref event.Ref, fact string) layer.Result { return Suggestion(s, l, editor, ref, fact, lineWidth()) }
	facts := l.Session.Facts()
	p.at = slices.IndexFunc(facts, func(f checklist.Fact) bool { return !f.Answered })
	if p.at < 0 {
		p.at = max(0, slices.IndexFunc(facts, func(f checklist.Fact) bool { return p.suggestedFor(f).ID != "" }))
	}
	return p
}

func (p *scope) Mode() ui.Mode   { return ui.Scope }
func (p *scope) Below() bool     { return false }
func (p *scope) Resize(w, h int) { p.w, p.h = style.Row(w), h }

func (p *scope) fact() checklist.Fact { return p.list.Session.Facts()[p.at] }

func (p *scope) Off(action string) string {
	f := p.fact()
	yesNo := f.Question.Answer == "yes-no"
	switch {
	case (action == "fact yes" || action == "fact no") && !yesNo:
		return f.Question.ID + " is not a yes-or-no question; " + clauses.Key("fact value") + " writes the answer"
	case action == "fact suggestion" && p.suggestedFor(f).ID == "":
		return "there is no suggestion for " + f.Question.ID
	case action == "fact value" && yesNo:
		return f.Question.ID + " is answered with " + clauses.Key("fact yes") + ", " + clauses.Key("fact no") + " or " + clauses.Key("fact unknown")
	}
	return ""
}

func (p *scope) Do(action string) layer.Result {
	switch action {
	case "next fact":
		p.move(1)
	case "previous fact":
		p.move(-1)
	case "fact yes":
		return layer.Say("", p.answer(event.FactAnswer{Values: []string{"yes"}}))
	case "fact no":
		return layer.Say("", p.answer(event.FactAnswer{Values: []string{"no"}}))
	case "fact unknown":
		return layer.Say("", p.answer(event.FactAnswer{Unknown: true}))
	case "fact value":
		return layer.Result{Open: boxes.Fact(p.list, p.fact(), p.answer)}
	case "fact suggestion":
		f := p.fact()
		return p.open(event.Ref{Policy: f.Policy}, f.Question.ID)
	default:
		return layer.Result{Close: true, Note: p.next()}
	}
	return layer.Result{}
}

// next says what comes after the facts in an audit that has just begun.
func (p *scope) next() string {
	if p.list.Progress().Answered > 0 || len(checklist.Suggestions(p.list.Session.Audit)) > 0 {
		return ""
	}
	return clauses.Key("scan") + " looks in the app's own files for what bears on these clauses"
}

// suggestedFor returns the first suggestion that waits for the answer to a fact,
// the zero Suggested where none does.
func (p *scope) suggestedFor(f checklist.Fact) checklist.Suggested {
	if n := p.list.Counted(); n != p.suggested.counted {
		p.suggested = suggested{n, map[[2]string]checklist.Suggested{}}
		for _, s := range checklist.Suggestions(p.list.Session.Audit) {
			key := [2]string{s.Ref.Policy, s.Fact}
			if _, known := p.suggested.facts[key]; s.Fact != "" && s.Waits() && !known {
				p.suggested.facts[key] = s
			}
		}
	}
	return p.suggested.facts[[2]string{f.Policy, f.Question.ID}]
}

func (p *scope) move(by int) {
	p.at = min(max(0, p.at+by), len(p.list.Session.Facts())-1)
}

// answer keeps the answer to the question under the cursor, and goes on.
func (p *scope) answer(a event.FactAnswer) error {
	f := p.fact()
	_, err := p.list.Change(event.SetFact(f.Policy, f.Question.ID, a))
	if err == nil {
		p.move(1)
	}
	return err
}

func (p *scope) View(s *style.Styles) []string {
	progress := p.list.Progress()
	out := []string{
		style.Cut(s.Strong.Render("Scope")+s.Dim.Render("  facts about the app that decide which clauses apply (our questions)"), p.w),
		s.Dim.Render(style.Cut(fmt.Sprintf("%s in scope, %d out; clauses of unanswered questions stay in", reports.Count(progress.Clauses, "clause"), progress.OutOfScope), p.w)),
		"",
	}
	top, selected := len(out), 0
	for n, f := range p.list.Session.Facts() {
		if n == p.at {
			selected = len(out)
		}
		out = append(out, p.lines(s, n, f)...)
	}
	// The question under the cursor is shown whole where there is room for it.
	if over := selected + 8 - p.h; over > 0 {
		out = append(out[:top:top], out[min(selected, top+over):]...)
	}
	return out
}

// lines shows a question with its answer: in one line, and whole with what helps
// to answer it where the cursor is.
func (p *scope) lines(s *style.Styles, n int, f checklist.Fact) []string {
	said := s.Marks.Verdict[event.Unanswered]
	if f.Answered {
		said = reports.Line(f.Answer.String())
	}
	said = s.Strong.Render(style.Cut(said, max(3, p.w/3)))
	sign, _ := s.Sign(n == p.at)
	number, question := fmt.Sprintf("%2d  ", n+1), reports.Line(f.Question.Question)
	hint := p.suggestedFor(f)
	if hint.ID != "" {
		number = fmt.Sprintf("%2d%s ", n+1, s.Marks.Suggested)
	}
	if n != p.at {
		return []string{sign + style.Between(style.Cut(number+question, p.w-2), said, p.w-2)}
	}
	text := frame.Layout{Width: p.w}.Text() // No wider than one reads well.
	asked := style.Hang(number, question, min(text, p.w-2-max(3, p.w/3)))
	out := []string{sign + style.Between(asked[0], said, p.w-2)}
	for _, l := range asked[1:] {
		out = append(out, "  "+l)
	}
	for _, l := range style.Wrap(reports.Line(f.Question.Help), text-6) {
		out = append(out, "      "+s.Dim.Render(l))
	}
	if hint.ID != "" {
		out = append(out, "      "+s.Accent.Render(style.Cut(s.Keyed("suggested by "+clauses.Proposes(hint)+"; "+clauses.Key("fact suggestion")+" shows it"), p.w-8)))
	}
	if f.Answered {
		out = append(out, "      "+s.Dim.Render(style.Cut("said by "+reports.Whose(f.Stamp, style.Day), p.w-8)))
	}
	return out
}
