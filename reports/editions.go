package reports

import (
	"fmt"
	"strings"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/policy/editions"
	"clausewalk/reports/document"
)

// Archived is a clause of an older edition with the answers that have no place
// of their own in the one that is asked.
type Archived struct {
	Clause
	Offered []event.Ref // the clauses that may take them, none where it was removed
	Entries []int       // its entries in the history, from 1
}

// readEditions takes from the audit how it came to the editions that it asks.
func (r *Report) readEditions(a *checklist.Audit, log []event.Event) {
	for _, e := range log {
		if (e.Kind == event.KindAdopt || e.Kind == event.KindRules) && a.Counts(e.ID) {
			r.Adoptions = append(r.Adoptions, entry(a, e))
		}
	}
	for _, s := range checklist.Disputes(a) {
		r.Disputes = append(r.Disputes, Entry{Stamp: Stamp(s.Stamp), Field: s.Field, Value: s.Value})
	}
	for _, old := range checklist.Archive(a, r.At) {
		one := Archived{Clause: clause(a, old.Item), Offered: old.Offered}
		for n, e := range r.History {
			if e.Field.Ref() == old.Ref {
				one.Entries = append(one.Entries, n+1)
			}
		}
		r.Archived = append(r.Archived, one)
	}
}

// adopted says which edition was adopted, or which rules.
func (e Entry) adopted() string {
	if e.Field.Kind == event.KindRules {
		return e.Field.Name() + ", " + e.Value
	}
	return e.Field.Policy + ", " + e.Value
}

// difference returns word by word how the text that was answered became the
// clause's, nothing where it is the same.
func (c Clause) difference() []editions.WordChange {
	if c.Reworded == nil {
		return nil
	}
	return editions.WordDifference(c.Reworded.Was.Words(), c.Clause.Words())
}

// fate says what has become of an archived answer.
func (r Report) fate(old Archived) string {
	var to []string
	for _, ref := range old.Offered {
		to = append(to, r.Name(ref))
	}
	switch {
	case len(to) == 0 && r.leavesOut(old.Ref):
		return "not part of the current submission"
	case len(to) == 0 && !strings.Contains(old.Ref.Policy, "@"):
		return "its entry is no longer listed in the scope"
	case len(to) == 0:
		return "the current edition has no such clause"
	}
	return "offered to " + strings.Join(to, ", ")
}

// offers says which older answers a clause may take.
func (c Clause) offers() []string {
	var all []string
	for _, old := range c.Offered {
		all = append(all, fmt.Sprintf("%s of %s, in the annex", old.VerdictWords(), old.Ref))
	}
	return all
}

func (b *builder) archivePart() []document.Part {
	if len(b.Archived) == 0 {
		return nil
	}
	blocks := []document.Block{paragraph(ours("Answers to clauses of older editions, or for entries that the scope no longer lists. Kept and not counted."))}
	for _, old := range b.Archived {
		items := append([]document.Item{field("Archived", said(b.fate(old)))}, answer(old.Clause)...)
		items = append(items, field("History", ours("entries "+numbersOf(old.Entries))))
		blocks = append(blocks, heading(document.Entry, label(old.Ref.String()), ours(" "), label(old.Title)),
			document.Quote{Paragraphs: old.Clause.Clause.Paragraphs}, document.List{Items: items})
	}
	return part("archived", "Annex: archived answers", len(b.Archived), blocks...)
}

type jsonWord struct {
	Sign string `json:"sign"` // =, - or +
	Text string `json:"text"`
}

// jsonReworded is the text that was answered, and how it became the clause's.
type jsonReworded struct {
	Text  string     `json:"text"`
	At    string     `json:"at,omitempty"` // when the other text was adopted
	Words []jsonWord `json:"words"`
}

type jsonArchived struct {
	Clause    jsonClause `json:"clause"` // its policy is id@edition
	OfferedTo []jsonRef  `json:"offeredTo"`
	Entries   []int      `json:"entries"` // places in the history, from 1
}

func (c Clause) rewordedJSON() *jsonReworded {
	if c.Reworded == nil {
		return nil
	}
	return &jsonReworded{c.Reworded.Was.Words(), Instant(c.Reworded.At), each(c.difference(), func(w editions.WordChange) jsonWord { return jsonWord(w) })}
}

func (a Archived) encoded() jsonArchived {
	return jsonArchived{a.Clause.encoded(), each(a.Offered, refOf), append([]int{}, a.Entries...)}
}
