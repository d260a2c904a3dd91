package reports

import (
	"fmt"

	"clausewalk/checklist"
)

// decision says in a line what the platform decided, without its words.
func (r Report) decision(o checklist.Outcome) string {
	said := fmt.Sprintf("%s on %s, release %s", o.Result, o.On, o.Release)
	if o.Permission != "" {
		said += ", " + o.Permission
	}
	for _, ref := range o.Refs {
		said += ", " + r.Name(ref)
	}
	if o.Was != "" {
		said += ", " + o.Was + " (not asked here)"
	}
	return said
}

// told says who entered an outcome, and from which audit it was taken over.
func told(o checklist.Outcome) string {
	said := Stamp{o.By, o.At}.stamp()
	if o.Carried != "" {
		said += ", taken over from " + o.Carried
	}
	return said
}

// outcomesNote stands before what the platform decided.
const outcomesNote = "Entered by the team. Quotations are the platform's words, as entered."

func (p *page) outcomes() {
	if len(p.Outcomes) == 0 {
		return
	}
	p.heading(fmt.Sprintf("What the platform decided (%d)", len(p.Outcomes)))
	p.line("%s\n", outcomesNote)
	for _, o := range p.Outcomes {
		p.line("- **%s** (%s)", inline(p.decision(o)), inline(told(o)))
		if o.Words != "" {
			p.line("  - %s", block(o.Words, "    "))
		}
	}
}

func (h *sheet) outcomeList() {
	h.line("<p>%s</p>", outcomesNote)
	h.each(len(h.Outcomes), "", func(n int) string {
		o := h.Outcomes[n]
		words := ""
		if o.Words != "" {
			words = "<br>" + said(o.Words)
		}
		return "<strong>" + htmlText(h.decision(o)) + "</strong> (" + htmlText(told(o)) + ")" + words
	})
}

type jsonOutcome struct {
	ID string `json:"id"`
	checklist.Outcome
	For     []jsonRef `json:"for"` // the clauses that it is about
	Carried string    `json:"carried,omitempty"`
	jsonStamp
}

func outcomeJSON(o checklist.Outcome) jsonOutcome {
	return jsonOutcome{o.ID, o, each(o.Refs, refOf), o.Carried, Stamp{o.By, o.At}.encoded()}
}

// lists says which entries of lists no answer needs, and which ones answers
// name that no list holds.
func (r Report) lists() (unneeded, unlisted []string) {
	for _, one := range r.Unneeded {
		unneeded = append(unneeded, one.Unused())
	}
	for _, m := range r.Unlisted {
		unlisted = append(unlisted, m.Missing("at "+r.Name(m.Ref)))
	}
	return unneeded, unlisted
}
