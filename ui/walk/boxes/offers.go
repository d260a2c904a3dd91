package boxes

import (
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/ui/clauses"
	"clausewalk/ui/walk/frame"
	"clausewalk/ui/walk/layer"
	"clausewalk/ui/walk/style"
)

// offers are what may be meant as evidence: what the guide asks to bring, what
// the audit cites already, and the files of the app. They are read, searched and
// looked into away from the screen.
type offers struct {
	form  *Form
	dir   string
	space *workspace.Workspace
	all   []clauses.Offer
	found []clauses.Offer // of the piece that is typed, the best first
	at    int             // into found, -1 for what is typed
	asked int             // how often it was searched: an older search may come back later
	bring string          // the guide's words for what is sought, empty for none

	shown  string            // the spec that the preview is of
	seen   workspace.Preview // of shown, empty while it is read
	looked bool              // it has been read
}

// mostFound is how many of the found are shown to choose from.
const mostFound = 200

// offered lets a box of one line be filled from what is offered. The command
// reads it.
func (f *Form) offered(l *clauses.List, refs []event.Ref, dir string) tea.Cmd {
	o := &offers{form: f, dir: dir, space: l.Session.Workspace, all: clauses.Offered(l, refs), at: -1}
	f.after, f.move, f.below, f.find = o.search, o.move, o.view, o
	complete, accept := f.tab, f.accept
	f.accept = func() layer.Result {
		if o.at >= 0 {
			return o.take()
		}
		return accept()
	}
	f.tab = func() layer.Result {
		begins := func(one clauses.Offer) bool { return strings.HasPrefix(one.Spec, o.typed()) }
		if o.at < 0 && (len(o.found) == 0 || o.typed() != "" && slices.ContainsFunc(o.found, begins)) {
			return complete()
		}
		return o.take()
	}
	o.found = clauses.Find(o.all, o.typed(), "")
	files := clauses.AppFiles(l, dir)
	return layer.Later(f, func() func() layer.Result {
		all := append(slices.Clip(o.all), files()...)
		return func() layer.Result {
			o.all = all
			return layer.Result{Cmd: o.search()}
		}
	})
}

// typed returns the piece that is typed: the last one of several.
func (o *offers) typed() string {
	all := o.form.Value(0)
	return all[strings.LastIndexByte(all, '\n')+1:]
}

// put replaces the piece that is typed.
func (o *offers) put(piece string) layer.Result {
	all := o.form.Value(0)
	return o.form.then(o.form.SetValue(all[:strings.LastIndexByte(all, '\n')+1] + piece))
}

// search looks for what is typed.
func (o *offers) search() tea.Cmd {
	typed, all, bring := o.typed(), o.all, o.bring
	if before, _, _ := clauses.Sought(typed); before == "" {
		bring = ""
	}
	o.at = -1
	o.asked++
	now := o.asked
	return layer.Later(o.form, func() func() layer.Result {
		found := clauses.Find(all, typed, bring)
		found = found[:min(len(found), mostFound)]
		return func() layer.Result {
			if now != o.asked {
				return layer.Result{}
			}
			o.found = found
			return layer.Result{Cmd: o.look()}
		}
	})
}

func (o *offers) move(by int) tea.Cmd {
	o.at = min(max(o.at+by, -1), len(o.found)-1)
	return o.look()
}

// meant returns the offer under the cursor, else the best one.
func (o *offers) meant() (clauses.Offer, bool) {
	if len(o.found) == 0 {
		return clauses.Offer{}, false
	}
	return o.found[max(0, o.at)], true
}

// take puts what is meant into the line, behind what is typed before its name.
func (o *offers) take() layer.Result {
	one, _ := o.meant()
	if strings.HasSuffix(one.Spec, ":") {
		o.bring = one.Bring
		return o.put(one.Spec)
	}
	r := o.put(one.For(o.typed()))
	o.found, o.at = nil, -1
	return r
}

// nearest takes the best of what is offered for a name that no file has, and
// tells whether there is one.
func (o *offers) nearest() (layer.Result, bool) {
	typed := o.typed()
	if _, name, _ := clauses.Sought(typed); name == "" || len(o.found) == 0 {
		return layer.Result{}, false
	}
	r := o.take()
	return r, o.typed() != typed
}

// another begins a further piece.
func (o *offers) another() layer.Result {
	if o.at >= 0 {
		return o.take()
	}
	if o.typed() == "" {
		return layer.Result{Note: "type this piece first"}
	}
	o.bring = ""
	return o.form.then(o.form.SetValue(o.form.Value(0) + "\n"))
}

// ---- what is in it ----

// look reads the file that is meant, unless it is on the screen already. While
// nothing is typed and nothing chosen, nothing is meant.
func (o *offers) look() tea.Cmd {
	one, ok := o.meant()
	if !ok || o.at < 0 && o.typed() == "" {
		o.shown = ""
		return nil
	}
	shown := one.For(o.typed()) // With the lines that are named.
	if shown == o.shown && one.Bring == "" {
		return nil
	}
	o.shown, o.seen, o.looked = shown, workspace.Preview{}, true
	_, name, file := clauses.Sought(one.Spec)
	switch {
	case name == "": // What the guide asks for, in all its words.
		o.seen.Note = one.Words
		return nil
	case !file:
		o.seen.Note = "a link; it is not fetched until you ask"
		return nil
	case strings.HasPrefix(name, "cited:"):
		o.seen.Note = "a file already in the workspace, " + one.Why
		return nil
	}
	o.looked = false
	return layer.Later(o.form, func() func() layer.Result {
		seen := previewOf(o.space, o.dir, name)
		return func() layer.Result {
			if o.shown == shown {
				o.seen, o.looked = seen, true
			}
			return layer.Result{}
		}
	})
}

// lines opens the file that is meant, for its lines to be marked.
func (o *offers) lines() layer.Result {
	switch one, ok := o.meant(); {
	case !ok || o.shown == "":
		return layer.Result{Note: "type part of a file's name first"}
	case !o.looked:
		return layer.Result{Note: "one moment, the file is being read"}
	case len(o.seen.Lines) == 0:
		return layer.Result{Note: "there are no lines to mark in " + one.Words}
	}
	before, _, _ := clauses.Sought(o.typed())
	return layer.Result{Open: Lines(o.seen, o.shown, func(place string) layer.Result {
		r := o.put(before + place)
		o.found, o.at = nil, -1
		return r
	})}
}

// view shows what is offered and, where there is room, what is in it: beside it,
// or below.
func (o *offers) view(s *style.Styles, w, h int) []string {
	room := frame.Layout{Width: w + 2, Height: h + 8}
	switch {
	case room.TwoPanes() && o.shown != "":
		left := min(w/2, 60)
		list := style.Window(o.list(s, left, h), 0, h)
		shown := style.Window(previewLines(s, o, w-left-3, h), 0, h)
		for n := range list {
			list[n] = style.Fit(list[n], left) + " " + s.Dim.Render(s.Marks.Bar) + " " + shown[n]
		}
		return list
	case room.Stacked() && o.shown != "":
		n := max(4, h/3)
		list := style.Window(o.list(s, w, n), 0, n)
		return append(append(list, s.Line(w)), previewLines(s, o, w, h-n-1)...)
	}
	return o.list(s, w, h)
}

// list shows what is offered in lines of w cells.
func (o *offers) list(s *style.Styles, w, h int) []string {
	var out []string
	top := style.Top(o.at, len(o.found), h)
	for n := top; n < min(top+h, len(o.found)); n++ {
		sign, look := s.Sign(n == o.at)
		one := o.found[n]
		if n == 0 && o.shown != "" && o.at < 0 {
			look = s.Strong // What letters mean so far.
		}
		why := style.Cut(one.Why, w/3)
		words := style.Cut(one.Words, w-2)
		if one.Why == "" { // Of a path the end tells most.
			words = style.CutLeft(one.Words, w-3)
		}
		out = append(out, style.Between(sign+look.Render(words), s.Dim.Render(why), w))
	}
	return out
}
