package boxes

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"clausewalk/reports"
	"clausewalk/ui"
	"clausewalk/ui/walk/layer"
	"clausewalk/ui/walk/painter"
)

// edit leaves the screen for the editor. Words that nobody has changed yet go
// there as they are stored, since the box keeps no foreign line ends. A key that is
// pressed again before the editor is there opens no second one with the same words.
func (b *Words) edit() layer.Result {
	if b.editing {
		return layer.Result{}
	}
	b.editing = true
	e := &ui.Editing{Command: b.editor, Words: b.Words()}
	return layer.Result{Cmd: painter.Leave(e, func(err error) tea.Msg {
		return layer.Back{To: b, Do: func() layer.Result { return b.edited(e.Words, err) }}
	})}
}

// edited puts what came back into the box. Others may have written meanwhile.
func (b *Words) edited(words string, err error) layer.Result {
	b.editing = false
	var r layer.Result
	switch {
	case err != nil:
		r.Note = reports.Line(err.Error())
	case !b.left && strings.TrimRight(words, "\n") != strings.TrimRight(b.Words(), "\n"): // Editors end the last line.
		r = b.alter(held(words))
		b.exact[b.area.Value()] = words
	}
	r.Cmd = tea.Batch(r.Cmd, func() tea.Msg { return layer.Changed{} })
	return r
}
