package boxes

import (
	"clausewalk/checklist/workspace"
	"clausewalk/reports"
	"clausewalk/ui"
	"clausewalk/ui/clauses"
	"clausewalk/ui/walk/layer"
	"clausewalk/ui/walk/style"
)

// unsaved offers what an earlier sitting could not save.
type unsaved struct {
	layer.Base
	list    *clauses.List
	waiting []workspace.Unsaved
	w       int
}

// Unsaved asks whether changes that could not be saved are to be made now. To
// leave the box decides nothing: they are offered again at the next start.
func Unsaved(l *clauses.List, waiting []workspace.Unsaved) layer.Layer {
	return &unsaved{list: l, waiting: waiting}
}

func (b *unsaved) Mode() ui.Mode   { return ui.Offer }
func (b *unsaved) Below() bool     { return true }
func (b *unsaved) Resize(w, _ int) { b.w = w }

func (b *unsaved) Do(action string) layer.Result {
	if action != "save them now" {
		return layer.Result{Close: true, Note: "they are kept, and offered again at the next start"}
	}
	for _, u := range b.waiting {
		if err := clauses.TakeUnsaved(b.list, u); err != nil {
			return layer.Say("", err)
		}
	}
	return layer.Result{Close: true, Note: "the unsaved changes are in the audit now; " + clauses.Key("undo") + " undoes it"}
}

func (b *unsaved) View(s *style.Styles) []string {
	out := []string{s.Accent.Render("Some changes were not saved last time. Save them now?")}
	for _, u := range b.waiting {
		out = append(out, style.Hang("  ", reports.Line(u.String()), b.w)...)
	}
	return out
}
