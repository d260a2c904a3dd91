package boxes

import (
	"errors"
	"fmt"

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
	// Write writes it to a file, away from the screen. A *ui.ForeignFile says that
	// another one would have to be replaced.
	Write func(file string, replace bool) error
	// Told says what it was written to, where there is more to say of that.
	Told func(file string) string
}

// Write asks for the file that something goes to, a path below dir.
func Write(l *clauses.List, w Writing, dir string, timer layer.Timer) layer.Layer {
	f := newForm(draftOf(l, "write "+w.Name), w.Title, "a file name; its ending picks the format: "+w.Endings+"; it replaces an older report of this audit", nil, w.Name)
	f.proposed = true
	warned := "" // of this file
	f.tab = f.completePath(dir)
	f.accept = func() layer.Result {
		file := ui.Unquote(f.Value(0))
		replace := file == warned
		return layer.Result{Cmd: f.start(timer, func(*work) func() layer.Result {
			err := w.Write(file, replace)
			return func() layer.Result {
				var foreign *ui.ForeignFile
				switch {
				case errors.As(err, &foreign):
					warned = file
					return f.refuse(fmt.Errorf("%w; press the same key again to replace it", err))
				case err != nil:
					f.refuse(err)
					return layer.Result{Note: "not written"}
				}
				said := "written to " + reports.Line(file)
				if w.Told != nil {
					said = w.Told(file)
				}
				return layer.Result{Close: true, Note: said}
			}
		})}
	}
	return f
}
