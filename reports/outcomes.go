package reports

import (
	"fmt"

	"clausewalk/checklist/event"
	"clausewalk/reports/document"
)

// decision says in a line what the platform decided, without its words.
func (r Report) decision(o event.Outcome) string {
	said := fmt.Sprintf("%s on %s, release %s", o.Result, o.On, o.Release)
	if o.Permission != "" {
		said += ", " + o.Permission
	}
	if of := r.submissionNumber(o.Submission); of != "" {
		said += ", " + of
	}
	for _, ref := range o.Refs {
		said += ", " + r.Name(ref)
	}
	if o.Was != "" {
		said += ", " + o.Was + " (not asked here)"
	}
	if o.Lifted {
		said += ", approved since"
	}
	return said
}

// told says who entered an outcome, and from which audit it was taken over.
func told(o event.Outcome) string {
	said := Stamp(o.Stamp).stamp()
	if o.Carried != "" {
		said += ", taken over from " + o.Carried
	}
	return said
}

// outcomesNote stands before what the platform decided.
const outcomesNote = "Entered by the team. Quotations are the platform's words, as entered."

func (b *builder) decidedPart() []document.Part {
	if len(b.Outcomes) == 0 {
		return nil
	}
	all := document.List{}
	for _, o := range b.Outcomes {
		one := item(strong(said(b.decision(o))), document.Span{Kind: document.Stamp, Words: told(o)})
		if o.Words != "" {
			one.Under = []document.Item{item(multiline(o.Words))}
		}
		all.Items = append(all.Items, one)
	}
	return part("decided", "What the platform decided", len(b.Outcomes), paragraph(ours(outcomesNote)), all)
}

type jsonOutcome struct {
	ID string `json:"id"`
	event.Outcome
	For     []jsonRef `json:"for"` // the clauses that it is about
	Carried string    `json:"carried,omitempty"`
	jsonStamp
}

func outcomeJSON(o event.Outcome) jsonOutcome {
	return jsonOutcome{o.ID, o, each(o.Refs, refOf), o.Carried, Stamp(o.Stamp).encoded()}
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
