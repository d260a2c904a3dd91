package boxes

import (
	tea "github.com/charmbracelet/bubbletea"

	"clausewalk/ui/clauses"
	"clausewalk/ui/walk/layer"
	"clausewalk/ui/walk/list"
	"clausewalk/ui/walk/reader"
	"clausewalk/ui/walk/style"
)

// Search looks for clauses as one types.
func Search(l *clauses.List) layer.Layer {
	from, before := l.Cursor(), l.Query
	var found []int
	f := newForm(draft{}, "Search", "labels, titles, text, guide, reasons, evidence; you can leave letters out; down and up go through the matches", nil, "")
	f.changed = func() {
		l.Query = f.Value(0)
		l.MoveTo(from)
		if found = l.Find(l.Query); len(found) > 0 {
			l.MoveTo(clauses.Nearest(found, from))
		}
		l.GoToLabel(l.Query) // A.1 is in A.12 too, and a label means its clause.
		if f.fault = ""; l.Query != "" && len(found) == 0 {
			f.fault = "nothing matches" + l.Beyond()
		}
	}
	f.move = func(by int) tea.Cmd { l.MoveTo(clauses.After(found, l.Cursor(), by)); return nil }
	f.below = func(s *style.Styles, w, h int) []string { return list.Found(s, l, found, l.Query, w, h) }
	f.undone = func() {
		l.Query = before
		l.MoveTo(from)
	}
	f.accept = func() layer.Result { return layer.Result{Close: true} }
	return f
}

// Find looks for words in what is read, as one types.
func Find(r *reader.Reader, title, hint, nothing string) layer.Layer {
	before := r.Place()
	f := newForm(draft{}, title, hint, nil, "")
	f.changed = func() {
		if words := f.Value(0); !r.Find(words, before.Top) && words != "" {
			f.fault = nothing
		}
	}
	f.undone = func() { r.Return(before) }
	f.accept = func() layer.Result { return layer.Result{Close: true} }
	return f
}
