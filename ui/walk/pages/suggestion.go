package pages

import (
	"fmt"
	"slices"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/reports"
	"clausewalk/ui"
	"clausewalk/ui/clauses"
	"clausewalk/ui/session"
	"clausewalk/ui/walk/boxes"
	"clausewalk/ui/walk/layer"
	"clausewalk/ui/walk/reader"
	"clausewalk/ui/walk/style"
)

// suggestion shows what waits at a clause, or for a fact, one at a time with the
// lines that it rests on.
type suggestion struct {
	layer.Base
	reader.Reader
	list    *clauses.List
	style   *style.Styles
	editor  string
	ref     event.Ref
	fact    string // empty at a clause
	id      string // of the one that is shown
	seen    []session.Seen
	loaded  bool
	reached int // the last line that was in the window
	w       int // of the page, and of its text
	text    int
}

// Suggestion shows the suggestions at a clause, or those for a fact where one is
// named, in lines of at most w cells.
func Suggestion(s *style.Styles, l *clauses.List, editor string, ref event.Ref, fact string, w int) layer.Result {
	p := &suggestion{list: l, style: s, editor: editor, ref: ref, fact: fact, text: w}
	r := p.show(0)
	r.Open, r.Close = p, false
	return r
}

func (p *suggestion) Mode() ui.Mode { return ui.Suggestion }
func (p *suggestion) Below() bool   { return false }

func (p *suggestion) Resize(w, h int) {
	p.w = style.Row(w)
	p.Reader.Resize(w, max(1, h-1))
	p.reached = max(p.reached, p.Shown())
}

// waiting returns the suggestions that wait, and where the one that is shown is
// among them, -1 where it waits no more.
func (p *suggestion) waiting() ([]checklist.Suggested, int) {
	all := clauses.Suggested(p.list, p.ref, p.fact)
	return all, slices.IndexFunc(all, func(s checklist.Suggested) bool { return s.ID == p.id })
}

// show shows the suggestion at a place among those that wait, and closes the page
// where none does. What it rests on is read away from the screen.
func (p *suggestion) show(at int) layer.Result {
	all, _ := p.waiting()
	if len(all) == 0 {
		return layer.Result{Close: true}
	}
	one, on := all[(at+len(all))%len(all)], p.list.Session
	p.id, p.seen, p.loaded, p.reached = one.ID, nil, false, 0
	p.Set(p.lines(one))
	p.Top()
	return layer.Result{Cmd: layer.Later(p, func() func() layer.Result {
		seen := session.Preview(on, one)
		return func() layer.Result {
			if p.id == one.ID {
				p.seen, p.loaded = seen, true
				p.Set(p.lines(one))
			}
			return layer.Result{}
		}
	})}
}

// lines is the suggestion in words, with what it rests on.
func (p *suggestion) lines(one checklist.Suggested) []string {
	s, w := p.style, p.text
	out := []string{s.Accent.Render(style.Cut(clauses.Proposes(one), w))}
	for _, words := range []string{one.Words, one.Settles} {
		if words != "" {
			out = append(out, style.Wrap(reports.Line(words), w)...)
		}
	}
	if one.Older != nil {
		out = append(out, s.Dim.Render(style.Cut(reports.Whose(one.Older.Stamp, clauses.Moment)+", who stays its author", w)))
	}
	if one.Stand == checklist.Differs && p.fact == "" {
		out = append(out, s.Warn.Render(style.Cut("It differs from the answer: "+p.list.Of(p.ref).VerdictWords(), w)))
	}
	if one.New > 0 && one.Response != nil {
		out = append(out, s.Warn.Render(style.Cut(fmt.Sprintf("%d found since somebody last looked: %s", one.New, reports.Line(one.Response.InWords())), w)))
	}
	if !p.loaded {
		return append(out, "", s.Dim.Render("one moment"+s.Marks.Ellipsis))
	}
	for _, piece := range p.seen {
		out = append(out, "", s.Strong.Render(style.Cut(piece.Numbers()+" "+reports.Line(piece.Where), w)))
		for _, l := range piece.Lines {
			sign, look := "  ", s.Dim
			if l.Meant {
				sign, look = s.Marks.Cursor+" ", s.Plain
			}
			out = append(out, style.Cut(s.Dim.Render(fmt.Sprintf("%6d ", l.Number))+look.Render(sign+reports.Visible(l.Words)), w))
		}
		if piece.Fault != "" {
			out = append(out, s.Bad.Render(style.Cut("  "+reports.Line(piece.Fault), w)))
		}
	}
	return out
}

var takenAs = map[string]event.Verdict{
	"take as met": event.Met, "take as partly": event.Partly, "take as not met": event.NotMet, "take as not applicable": event.NotApplicable, "take as cannot tell": event.CannotTell,
}

// Off says why an action cannot be done now. It is one list of reasons, each with the
// actions that it concerns, and stays in one place for that.
func (p *suggestion) Off(action string) string {
	all, at := p.waiting()
	_, answers := takenAs[action]
	switch takes := answers || action == "take suggestion"; {
	case at < 0 && (takes || action == "dismiss suggestion"):
		return "it is no longer waiting; " + clauses.Key("leave suggestion") + " goes back"
	case takes && p.fact == "" && p.list.Of(p.ref).Has(checklist.Conflict):
		return p.ref.Label + " is in conflict: leave this, and " + clauses.Key("settle") + " settles it"
	case answers && all[at].Older != nil:
		return clauses.TakenWhole + ": " + clauses.Key("take suggestion")
	case action == "dismiss suggestion" && all[at].Older != nil:
		return clauses.StaysOnOffer
	case answers && p.fact != "":
		return "a fact takes no verdict; " + clauses.Key("take suggestion") + " takes what is proposed"
	case action == "take suggestion" && p.fact == "" && all[at].Verdict == "" && all[at].Older == nil:
		return "it proposes no verdict: " + clauses.Key("take as met") + " to " + clauses.Key("take as cannot tell") + " take it with one"
	case (action == "next suggestion" || action == "previous suggestion") && len(all) < 2:
		return "there is no other suggestion here"
	}
	return ""
}

func (p *suggestion) Do(action string) layer.Result {
	all, at := p.waiting()
	switch action {
	case "next suggestion":
		return p.show(at + 1)
	case "previous suggestion":
		return p.show(max(at, 0) - 1)
	case "suggestion on":
		p.Scroll(1)
	case "suggestion back":
		p.Scroll(-1)
	case "suggestion page on":
		p.Page(1)
	case "suggestion page back":
		p.Page(-1)
	case "leave suggestion":
		return layer.Result{Close: true}
	default:
		j := boxes.Judging{
			List: p.list, Editor: p.editor, Suggestion: all[at], Verdict: takenAs[action], Opened: p.loaded && p.reached >= len(p.Lines()),
			Page: p, Next: func() layer.Result { return p.show(0) },
		}
		if j.Verdict == "" {
			j.Verdict = all[at].Verdict
		}
		if action == "dismiss suggestion" {
			return j.Dismiss()
		}
		return j.Take()
	}
	return layer.Result{}
}

func (p *suggestion) View(s *style.Styles) []string {
	all, at := p.waiting()
	about := "fact " + p.fact
	if p.fact == "" {
		about = p.ref.Label + " " + p.list.Of(p.ref).Clause.Title()
	}
	title := fmt.Sprintf("Suggestion %d of %d: %s", at+1, len(all), about)
	if at < 0 {
		title = "It is no longer waiting: " + about
	}
	where := fmt.Sprintf("%d of %d lines", p.Shown(), len(p.Lines()))
	return append([]string{style.Between(s.Strong.Render(reports.Line(title)), s.Dim.Render(where), p.w)}, p.Reader.View(s)...)
}
