package reports

import (
	"fmt"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/reports/document"
)

// Past is one entry of the audit's history, whether its value stands or not.
type Past struct {
	Entry
	ID   string
	Over []string // the entries whose values it replaced, or took back for an undo
}

// history returns every entry, oldest first.
func history(a *checklist.Audit, log []event.Event) []Past {
	all := make([]Past, len(log))
	for n, e := range log {
		all[n] = Past{entryAs(a, e, event.InFull(e.Kind, e.Value)), e.ID, e.Over}
	}
	return all
}

// numbers returns the place of each entry in the history, from 1.
func (r Report) numbers() map[string]int {
	at := map[string]int{}
	for n, e := range r.History {
		at[e.ID] = n + 1
	}
	return at
}

// fate tells in a few words of ours what an entry did to others, and whether
// it was taken back.
func (e Past) fate(numbers map[string]int) string {
	var over []string
	for _, id := range e.Over {
		if n := numbers[id]; n > 0 {
			over = append(over, fmt.Sprint(n))
		} else {
			over = append(over, "an entry that is not here")
		}
	}
	words := ""
	switch {
	case len(over) == 0:
	case e.Field.Kind == event.KindUndo:
		words = " of " + list(over)
	default:
		words = "; replaces " + list(over)
	}
	if e.Withdrawn {
		words += "; taken back since"
	}
	return words
}

func (b *builder) historyPart() []document.Part {
	numbers := b.numbers()
	all := document.List{Mark: document.Number}
	for _, e := range b.History {
		text := document.Text{label(e.Field.Name())}
		if about := b.subject(e.Field); about != "" {
			text = document.Text{strong(label(about)), ours(" "), text[0]}
		}
		if e.Field.Kind != event.KindUndo {
			text = append(append(text, ours(": ")), e.text()...)
		}
		all.Items = append(all.Items, item(append(text, ours(e.fate(numbers)), e.who())...))
	}
	return part("history", "Annex: history", len(b.History), orNone("Nothing was entered.", all,
		paragraph(ours("Every entry, oldest first. What was replaced or taken back is kept and not counted.")))...)
}

// subject names the clause, or the policy, that a field is about.
func (r Report) subject(f event.Field) string {
	if f.Clause == "" {
		return f.Policy
	}
	return r.Name(f.Ref())
}
