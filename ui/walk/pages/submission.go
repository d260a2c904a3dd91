package pages

import (
	"fmt"
	"slices"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/policy"
	"clausewalk/reports"
	"clausewalk/ui"
	"clausewalk/ui/clauses"
	"clausewalk/ui/walk/boxes"
	"clausewalk/ui/walk/frame"
	"clausewalk/ui/walk/layer"
	"clausewalk/ui/walk/style"
)

// submission is one submission, field by field.
type submission struct {
	layer.Base
	style   *style.Styles
	list    *clauses.List
	opt     ui.Options
	copier  Copier
	timer   layer.Timer
	id      string // of the one that is looked at, empty for the one being prepared
	handing reports.Handing
	none    bool  // there is none
	err     error // why it cannot be shown
	lines   []clauses.HandingLine
	counted int // the list's count that the lines are of
	at      int
	w, h    int
}

// Submission shows the submission that is being prepared, and what can be done
// with it.
func Submission(s *style.Styles, l *clauses.List, o ui.Options, copier Copier, timer layer.Timer) layer.Layer {
	return &submission{style: s, list: l, opt: o, copier: copier, timer: timer, counted: -1}
}

func (p *submission) Mode() ui.Mode   { return ui.Submission }
func (p *submission) Below() bool     { return false }
func (p *submission) Resize(w, h int) { p.w, p.h = style.Row(w), h; p.read() }

// read puts the lines together anew where something has changed.
func (p *submission) read() {
	n := p.list.Counted()
	if n == p.counted {
		return
	}
	at := p.Line()
	if p.id == "" {
		p.id = clauses.Prepared(p.list.Session)
	}
	p.counted, p.none, p.err, p.handing, p.lines = n, p.id == "", nil, reports.Handing{}, nil
	if p.none {
		return
	}
	h, err := clauses.Handing(p.list.Session, p.id)
	if p.handing, p.err = h, err; err != nil {
		return
	}
	p.lines = clauses.HandingLines(h)
	if n := slices.IndexFunc(p.lines, func(l clauses.HandingLine) bool { return sameLine(l, at) }); n >= 0 {
		p.at = n
	}
	if p.at = min(p.at, len(p.lines)-1); p.at == 0 {
		p.move(1)
	}
}

// sameLine tells whether two lines are about one field or one decision.
func sameLine(x, y clauses.HandingLine) bool {
	switch {
	case x.Field != nil && y.Field != nil:
		return x.Field.Ref == y.Field.Ref
	case x.Kept != nil && y.Kept != nil:
		return x.Kept.Ref == y.Kept.Ref
	case x.Refusal != nil && y.Refusal != nil:
		return x.Refusal.ID == y.Refusal.ID
	}
	return false
}

// Line returns the one under the cursor.
func (p *submission) Line() clauses.HandingLine {
	if p.at < len(p.lines) {
		return p.lines[p.at]
	}
	return clauses.HandingLine{}
}

func (p *submission) Off(action string) string {
	p.read()
	l := p.Line()
	switch action {
	case "begin another", "review packet", "leave submission":
		return ""
	case "look at another":
		if len(checklist.Submissions(p.list.Session.Audit)) < 2 {
			return "there is no other submission"
		}
		return ""
	}
	switch {
	case p.none:
		return "there is no submission yet; " + clauses.Key("begin another") + " starts one"
	case p.err != nil:
		return reports.Line(p.err.Error())
	}
	switch action {
	case "field for us", "go to field":
		if l.Field == nil && l.Kept == nil {
			return "this line has no field of the form"
		}
	case "copy field", "same as another":
		if l.Field == nil {
			return "this line has no field of the form"
		}
	case "text of field":
		if l.Refusal == nil && (l.Field == nil || l.Field.Takes.Takes != policy.TakesText) {
			return "this line has no text"
		}
	}
	return ""
}

func (p *submission) Do(action string) layer.Result {
	switch action {
	case "copy field":
		return p.copy()
	case "text of field":
		if r := p.Line().Refusal; r != nil {
			return layer.Result{Open: boxes.Reply(p.list, p.opt.Editor, p.handing, r.ID, r.Answer)}
		}
		return layer.Result{Open: boxes.ToPaste(p.list, p.opt.Editor, *p.Line().Field)}
	case "field for us":
		return p.keepBack()
	case "same as another":
		return boxes.SameAs(p.list, p.handing, *p.Line().Field)
	case "go to field":
		return p.goTo()
	case "permissions of it":
		return boxes.Permissions(p.list, p.handing.Policy, &p.handing)
	case "begin another":
		p.id = ""
		return boxes.Begin(p.list)
	case "review packet":
		return Packet(p.style, p.list, p.opt, p.copier, p.timer, frame.Layout{Width: p.w + 2, Height: p.h + 4}.Text())
	case "state of it":
		return layer.Result{Open: boxes.HowFar(p.list, p.handing)}
	case "decided about it":
		return layer.Result{Open: boxes.DecidedAbout(p.list, p.handing)}
	case "pack it":
		return p.pack()
	case "leave submission":
		return layer.Result{Close: true}
	}
	p.travel(action)
	return layer.Result{}
}

// travel moves the cursor, or looks at another submission.
func (p *submission) travel(action string) {
	switch action {
	case "look at another":
		p.next()
	case "next in it":
		p.move(1)
	case "previous in it":
		p.move(-1)
	case "on in it":
		p.jump(p.h / 2)
	case "back in it":
		p.jump(-p.h / 2)
	}
}

// keepBack says that nothing of a field leaves, or undoes that.
func (p *submission) keepBack() layer.Result {
	if kept := p.Line().Kept; kept != nil {
		_, err := p.list.Change(event.Paste(kept.Ref, nil))
		return layer.Say("it leaves again, as the guide says", err)
	}
	_, err := p.list.Change(event.Paste(p.Line().Field.Ref, &event.ToPaste{Us: true}))
	return layer.Say("nothing of it leaves; "+clauses.Key("field for us")+" at its line below lets it leave again", err)
}

// goTo leads to the item in the walk.
func (p *submission) goTo() layer.Result {
	l := p.Line()
	ref := event.Ref{}
	if l.Kept != nil {
		ref = l.Kept.Ref
	} else {
		ref = l.Field.Ref
	}
	p.list.Narrow(clauses.Filter{})
	p.list.GoTo(ref)
	return layer.Result{Close: true}
}

// copy copies the field under the cursor and marks it, or says why it may not
// leave.
func (p *submission) copy() layer.Result {
	f := p.Line().Field
	text, change, err := clauses.CopyOf(p.handing, *f)
	if err == nil {
		_, err = p.list.Change(change)
	}
	switch {
	case err != nil:
		return layer.Say("", err)
	case text == "":
		return layer.Result{Note: "marked; its file comes with the pack, " + clauses.Key("pack it")}
	}
	return p.copier.Copy(f.Heading()+", marked as pasted,", text)
}

func (p *submission) pack() layer.Result {
	h := p.handing
	return layer.Result{Open: boxes.Write(p.list, boxes.Writing{
		Title: "Write what the reviewer gets to", Name: fmt.Sprintf("submission-%d.zip", h.Number), Endings: "a name ending in .zip, or any other for a new folder",
		Write: func(file string, replace bool) error { return p.opt.WriteHandedIn(h, file, replace) },
	}, p.opt.Dir, p.timer)}
}

// next looks at the submission behind the one that is looked at.
func (p *submission) next() {
	all := checklist.Submissions(p.list.Session.Audit)
	for n, one := range all {
		if one.ID == p.handing.ID {
			p.id = all[(n+1)%len(all)].ID
		}
	}
	p.counted, p.at = -1, 0
	p.read()
}

// jump goes some lines on or back, to one that says something.
func (p *submission) jump(by int) {
	p.at = min(max(0, p.at+by), max(0, len(p.lines)-1)) - 1
	p.move(1)
}

// move goes to the next line that says something.
func (p *submission) move(by int) {
	for at := p.at + by; at >= 0 && at < len(p.lines); at += by {
		if l := p.lines[at]; l.Text != "" && !l.Heading && !l.Group {
			p.at = at
			return
		}
	}
}

func (p *submission) View(s *style.Styles) []string {
	p.read()
	words := ""
	switch {
	case p.none:
		words = "There is no submission yet. " + clauses.Key("begin another") + " starts one with some of the scope's permissions, to hand in now. The others are not asked until a later submission. " + clauses.Key("review packet") + " reads the packet for all permissions in scope: what is ready, and what is missing."
	case p.err != nil:
		words = "The submission cannot be shown: " + reports.Line(p.err.Error())
	}
	if words != "" {
		return append([]string{s.Strong.Render("Submission"), ""}, style.Wrap(s.Keyed(words), p.w)...)
	}
	var out []string
	first := 0
	for n, l := range p.lines {
		if n == p.at {
			first = len(out)
		}
		out = append(out, p.shown(s, n, l)...)
	}
	top := style.Top(first, len(out), p.h)
	return out[top:min(len(out), top+p.h)]
}

// shown is a line of the page: whole, with what there is to say about it, where
// the cursor is.
func (p *submission) shown(s *style.Styles, n int, l clauses.HandingLine) []string {
	words, right := reports.Line(l.Text), style.Cut(reports.Line(l.Right), p.w/2)
	if l.Number > 0 {
		words = fmt.Sprintf("%2d  %s", l.Number, words)
	}
	if l.Heading {
		return []string{style.Between(s.Strong.Render(style.Cut(words, p.w)), s.Dim.Render(right), p.w)}
	}
	sign, _ := s.Sign(n == p.at)
	room := max(1, p.w-3-style.Width(right))
	out := []string{style.Between(sign+style.Cut(words, room), s.Dim.Render(right), p.w)}
	if n != p.at {
		return out
	}
	var more []string // What is cut above is read here.
	if style.Width(words) > room {
		more = append(more, words)
	}
	if style.Width(l.Right) > p.w/2 {
		more = append(more, l.Right)
	}
	if l.Field != nil {
		more = append(append(append(more, l.Field.Ref.Label), l.Field.Stopped...), l.Field.Text)
	}
	for _, words := range more {
		for _, line := range style.WrapAll(reports.Visible(words), p.w-8) {
			if line != "" {
				out = append(out, "      "+s.Dim.Render(line))
			}
		}
	}
	return out
}
