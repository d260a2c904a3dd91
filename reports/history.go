package reports

import (
	"encoding/json"
	"fmt"

	"clausewalk/checklist"
)

// Past is one entry of the audit's history, whether its value stands or not.
type Past struct {
	Entry
	ID   string
	Over []string // the entries whose values it replaced, or took back for an undo
}

// history returns every entry, oldest first.
func history(a *checklist.Audit, log []checklist.Event) []Past {
	all := make([]Past, len(log))
	for n, e := range log {
		all[n] = Past{entry(a, e), e.ID, e.Over}
		var s checklist.SignOff
		if e.Kind == checklist.KindSign && json.Unmarshal(e.Value, &s) == nil {
			all[n].Value = list([]string{s.Name, s.Role}) + "; state " + s.State
			if s.Statement != "" {
				all[n].Value += "; " + s.Statement
			}
		}
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
			over = append(over, "one that is not here")
		}
	}
	words := ""
	switch {
	case len(over) == 0:
	case e.Field.Kind == checklist.KindUndo:
		words = " of " + list(over)
	default:
		words = "; in place of " + list(over)
	}
	if e.Withdrawn {
		words += "; taken back since"
	}
	return words
}

func (p *page) history() {
	p.heading(fmt.Sprintf("Appendix: history (%d)", len(p.History)))
	if len(p.History) == 0 {
		p.line("Nothing was entered.")
		return
	}
	p.line("Every entry, oldest first. What was replaced or taken back is kept and not counted.\n")
	numbers := p.numbers()
	for n, e := range p.History {
		what := inline(fieldName(e.Field))
		if about := p.subject(e.Field); about != "" {
			what = "**" + inline(about) + "** " + what
		}
		if e.Field.Kind != checklist.KindUndo {
			what += ": " + e.words()
		}
		p.line("%d. %s%s (%s)", n+1, what, e.fate(numbers), inline(e.stamp()))
	}
}

// subject names the clause, or the policy, that a field is about.
func (r Report) subject(f checklist.Field) string {
	if f.Clause == "" {
		return f.Policy
	}
	return r.Name(f.Ref())
}

func (h *sheet) historyList() {
	if len(h.History) == 0 {
		h.line("<p>Nothing was entered.</p>")
		return
	}
	h.line("<p>Every entry, oldest first. What was replaced or taken back is kept and not counted.</p>\n<ol>")
	numbers := h.numbers()
	for _, e := range h.History {
		what := htmlText(fieldName(e.Field))
		if about := h.subject(e.Field); about != "" {
			what = "<strong>" + htmlText(about) + "</strong> " + what
		}
		if e.Field.Kind != checklist.KindUndo {
			what += ": " + e.valueHTML()
		}
		h.line("<li>%s%s %s</li>", what, e.fate(numbers), stamped(e.Stamp))
	}
	h.line("</ol>")
}
