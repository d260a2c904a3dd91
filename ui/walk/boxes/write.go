package boxes

import (
	"clausewalk/reports"
	"clausewalk/ui"
	"clausewalk/ui/clauses"
	"clausewalk/ui/walk/layer"
)

// Writing is what may be written to a file.
type Writing struct {
	Title   string
	Name    string // of the file, as it is offered
	Endings string // the formats, for the hint
	// Write writes it to a file, away from the screen.
	Write func(file string) error
}

// Write asks for the file that something goes to, a path below dir.
func Write(l *clauses.List, w Writing, dir string, timer layer.Timer) layer.Layer {
	f := newForm(draftOf(l, "write "+w.Name), w.Title, "a file's name, whose ending tells the format: "+w.Endings+"; it replaces an older one", nil, w.Name)
	f.tab = f.completePath(dir)
	f.accept = func() layer.Result {
		file := ui.Unquote(f.Value(0))
		return layer.Result{Cmd: f.start(timer, func(*work) func() layer.Result {
			err := w.Write(file)
			return func() layer.Result {
				if err != nil {
					f.refuse(err)
					return layer.Result{Note: "not written"}
				}
				return layer.Result{Close: true, Note: "written to " + reports.Line(file)}
			}
		})}
	}
	return f
}
