package boxes

import (
	"path/filepath"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/sahilm/fuzzy"

	"clausewalk/checklist/event"
	"clausewalk/reports"
	"clausewalk/ui/clauses"
	"clausewalk/ui/walk/layer"
	"clausewalk/ui/walk/style"
)

// offers are what may be meant as evidence: what the audit cites already, and the
// files of the app. They are read and searched away from the screen.
type offers struct {
	form  *Form
	all   []string // what was cited, then the files
	cited int
	found []string // of what is typed, the best first
	at    int      // into found, -1 for what is typed
	asked int      // how often it was searched: an older search may come back later
}

// mostFound is how many of the found are shown to choose from.
const mostFound = 50

// offered lets a box of one line be filled from what is offered. The command
// reads it.
func (f *Form) offered(l *clauses.List, dir string) tea.Cmd {
	o := &offers{form: f, at: -1}
	complete, accept := f.tab, f.accept
	f.accept = func() layer.Result {
		if o.at >= 0 {
			return o.take()
		}
		return accept()
	}
	f.after = o.search
	f.move = o.move
	f.below = o.view
	f.tab = func() layer.Result {
		begins := func(file string) bool { return strings.HasPrefix(file, f.inputs[0].Value()) }
		if o.at < 0 && (len(o.found) == 0 || slices.ContainsFunc(o.found, begins)) {
			return complete()
		}
		return o.take()
	}
	cited := citedIn(l)
	o.all, o.cited, o.found = cited, len(cited), cited[:min(len(cited), mostFound)]
	w := l.Session.Workspace
	return layer.Later(f, func() func() layer.Result {
		files, err := w.AppFiles()
		if err != nil {
			files = nil // What is typed is taken all the same.
		}
		for n, file := range files {
			if rel, err := filepath.Rel(dir, filepath.Join(w.Root, filepath.FromSlash(file))); err == nil {
				files[n] = rel
			}
		}
		return func() layer.Result {
			o.all = append(slices.Clip(cited), files...)
			return layer.Result{Cmd: o.search()}
		}
	})
}

// citedIn returns what stands behind the clauses of an audit, as it would be
// typed: what can be cited again without a look at the vault.
func citedIn(l *clauses.List) []string {
	var all []string
	for _, i := range l.Items() {
		for _, e := range i.Evidence {
			if e.Kind != event.LinkEvidence && e.Kind != event.PlaceEvidence {
				continue
			}
			if said := e.Target(); !slices.Contains(all, said) {
				all = append(all, said)
			}
		}
	}
	return all
}

// search looks for what is typed.
func (o *offers) search() tea.Cmd {
	typed, all := o.form.Value(0), o.all
	o.at = -1
	o.asked++
	now := o.asked
	return layer.Later(o.form, func() func() layer.Result {
		var found []string
		if typed == "" {
			found = all
		} else {
			for _, m := range fuzzy.Find(typed, all) {
				found = append(found, m.Str)
			}
		}
		found = found[:min(len(found), mostFound)]
		return func() layer.Result {
			if now == o.asked {
				o.found = found
			}
			return layer.Result{}
		}
	})
}

func (o *offers) move(by int) {
	o.at = min(max(o.at+by, -1), len(o.found)-1)
}

// take puts what is meant into the line: the one under the cursor, else the best.
func (o *offers) take() layer.Result {
	r := o.form.SetValue(o.found[max(0, o.at)])
	o.found, o.at = nil, -1
	return r
}

func (o *offers) view(s *style.Styles, w, h int) []string {
	var out []string
	top := style.Top(o.at, len(o.found), h)
	for n := top; n < min(top+h, len(o.found)); n++ {
		sign, look := s.Sign(n == o.at)
		out = append(out, sign+look.Render(style.Cut(reports.Line(strings.TrimSpace(o.found[n])), w-2)))
	}
	return out
}
