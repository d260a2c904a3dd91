package boxes

import (
	"fmt"

	"clausewalk/checklist/event"
	"clausewalk/reports"
	"clausewalk/ui"
	"clausewalk/ui/clauses"
	"clausewalk/ui/walk/layer"
	"clausewalk/ui/walk/style"
)

// remove chooses among a clause's pieces of evidence.
type remove struct {
	layer.Base
	list *clauses.List
	ref  event.Ref
	at   int
	w    int
}

// Remove asks which piece of evidence of the clause is to go.
func Remove(l *clauses.List) layer.Layer { return &remove{list: l, ref: l.Item().Ref} }

func (b *remove) Mode() ui.Mode   { return ui.Pick }
func (b *remove) Below() bool     { return true }
func (b *remove) Resize(w, _ int) { b.w = w }

func (b *remove) Do(action string) layer.Result {
	pieces := b.list.Of(b.ref).Evidence
	switch action {
	case "pick next":
		b.at = max(0, min(b.at+1, len(pieces)-1))
	case "pick previous":
		b.at = max(0, b.at-1)
	case "confirm removal":
		return b.remove(pieces)
	default:
		return layer.Result{Close: true}
	}
	return layer.Result{}
}

func (b *remove) remove(pieces []event.Evidence) layer.Result {
	if b.at >= len(pieces) {
		return layer.Result{Close: true}
	}
	_, err := b.list.Change(event.RemoveEvidence(b.ref, pieces[b.at].ID))
	r := layer.Say("removed "+reports.Line(pieces[b.at].Target())+"; "+clauses.Key("undo")+" brings it back", err)
	r.Close = true
	return r
}

func (b *remove) View(s *style.Styles) []string {
	out := []string{s.Accent.Render(s.Keyed("Remove which? " + clauses.Key("confirm removal") + " removes it"))}
	for n, e := range b.list.Of(b.ref).Evidence {
		sign := "  "
		if n == b.at {
			sign = s.Marks.Cursor + " "
		}
		out = append(out, sign+style.Cut(fmt.Sprintf("%d %s %s", n+1, e.Kind, reports.Line(e.Target())), b.w-2))
	}
	return out
}
