package clauses

import (
	"fmt"
	"slices"

	"clausewalk/checklist"
	"clausewalk/policy"
	"clausewalk/reports"
)

// Row is a line of the list: a section, a clause or a number that is missing.
type Row struct {
	Item   int // index of the clause, -1 for none
	Text   string
	Right  string
	Header bool
	Folded bool // a section whose clauses are folded away
	First  int  // the first clause of the section, -1 for a row that is none
	Done   bool // a section in which nothing wants a person
}

// Rows returns the lines of all policies, sections and clauses that the list
// shows. They are the list's own.
func (l *List) Rows() []Row {
	if l.rows == nil {
		l.rows = layRows(l)
	}
	return l.rows
}

func layRows(l *List) []Row {
	var rows []Row
	at := 0
	for _, p := range l.Session.Policies {
		if len(l.Session.Policies) > 1 {
			if len(rows) > 0 {
				rows = append(rows, Row{Item: -1})
			}
			rows = append(rows, Row{Item: -1, Text: reports.Line(p.Title), Right: Share(l.items[at : at+len(p.Clauses())]), Header: true})
		}
		for _, s := range p.Sections {
			if len(s.Clauses) == 0 && s.Label == policy.Preamble {
				continue // It only tells what the sections are about.
			}
			rows = laySection(l, rows, s, at)
			at += len(s.Clauses)
		}
	}
	return rows
}

// laySection adds the rows of a section, whose first clause has the index. Of
// one in which the filter shows nothing it adds none.
func laySection(l *List, rows []Row, s policy.Section, at int) []Row {
	before := rows
	if len(rows) > 0 {
		rows = append(rows, Row{Item: -1})
	}
	head, folded := heading(s, l.items[at:at+len(s.Clauses)]), len(s.Clauses) > 0 && l.folded[sectionAt(l, at).key]
	if folded {
		head.Folded = true
		head.Right = inside(l.items[at:at+len(s.Clauses)]) + head.Right
	}
	if len(s.Clauses) > 0 {
		head.First = at
	}
	rows = append(rows, head)
	bare := len(rows)
	for _, c := range s.Clauses {
		if at == l.cursor || !folded && l.among(at) {
			rows = append(rows, Row{Item: at})
		}
		at++
		for _, g := range s.Skipped {
			if g.After == c.Label && l.filter.Shows == nil && !folded {
				rows = append(rows, Row{Item: -1, Text: "   " + reports.Line(g.Note())})
			}
		}
	}
	if l.filter.Shows != nil && len(rows) == bare {
		return before
	}
	return rows
}

func heading(s policy.Section, items []checklist.Item) Row {
	words, right := s.Heading(), ""
	switch {
	case len(items) > 0:
		right = Share(items)
	case s.Repeat != "" && s.Entry == "":
		right = "none listed"
	}
	if s.Entry != "" { // The entry tells the sections apart, and has to be seen in a narrow list.
		label, _ := policy.CutEntry(s.Label)
		words = label + " " + s.Entry
	}
	done := !slices.ContainsFunc(items, func(i checklist.Item) bool { return waitsFor(i) >= 0 || i.IsGap() })
	return Row{Item: -1, Text: reports.Line(words), Right: right, Header: true, First: -1, Done: done}
}

// inside says what of a folded section the queue visits first, and how many gaps
// are in it.
func inside(items []checklist.Item) string {
	words := ""
	for n, one := range waits {
		count := 0
		for _, i := range items {
			if waitsFor(i) == n {
				count++
			}
		}
		if count > 0 {
			words = fmt.Sprintf("%d %s, ", count, one.short)
			break
		}
	}
	if gaps := checklist.Tally(items).Gaps; gaps > 0 {
		words += reports.Count(gaps, "gap") + ", "
	}
	return words
}

// Share says how many of some clauses are answered.
func Share(items []checklist.Item) string {
	p := checklist.Tally(items)
	return fmt.Sprintf("%d/%d", p.Answered, p.Clauses)
}
