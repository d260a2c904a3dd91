package answers

import (
	"slices"
	"strings"
	"time"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/reports"
)

// whose says whose words a column of a sheet has.
type whose int

const (
	platform whose = iota // the policy's own
	oursTo                // our questions
	theirs                // to fill in
)

type formColumn struct {
	heading string
	field   string // what it says of an answer, empty where it is for reading
	whose   whose
	width   float64
}

// isDay tells whether its cells hold days.
func (c formColumn) isDay() bool { return c.field == colDue || c.field == colUntil }

// formColumns are the columns of a sheet to fill in, under the headings that
// import knows.
var formColumns = []formColumn{
	{"Clause", colLabel, platform, 9}, {"Title", "", oursTo, 22}, {"Text", "", platform, 50}, {"Question", "", oursTo, 40}, {"What to bring", "", oursTo, 30},
	{"Verdict", colVerdict, theirs, 15}, {"Reason", colReason, theirs, 45}, {"Evidence", colEvidence, theirs, 30}, {"Severity", colSeverity, theirs, 11},
	{"Fix", colFix, theirs, 30}, {"Owner", colOwner, theirs, 15}, {"Due", colDue, theirs, 12}, {"Valid until", colUntil, theirs, 12}, {"Policy", colPolicy, platform, 20},
}

// formRow returns the cells of a clause. A template has no answers.
func formRow(a *checklist.Audit, i checklist.Item, template bool) []string {
	var row []string
	for _, c := range formColumns {
		cell := ""
		switch c.heading {
		case "Clause":
			cell = i.Ref.Label
		case "Policy":
			cell = i.Ref.Policy
		case "Title":
			cell = i.Clause.Title()
		case "Text":
			cell = i.Clause.Words()
		case "Question":
			cell = asks(i, template)
		case "What to bring":
			cell = brings(i)
		default:
			if !template {
				cell = formCell(a, i, c.field)
			}
		}
		row = append(row, cell)
	}
	return row
}

// formCell returns what a sheet has in a column that is to be filled in.
func formCell(a *checklist.Audit, i checklist.Item, field string) string {
	switch field {
	case colVerdict:
		return cellVerdict(i)
	case colEvidence:
		return cellEvidence(i)
	case colSeverity:
		if !i.Verdict.IsGap() && standing(a, event.SetGap(i.Ref, event.GapSeverity, "").Field) == nil {
			return "" // The guide's word, where there is no gap.
		}
	}
	return cellText(a, i, field)
}

// asks returns our questions about a clause, and first whether it is out of
// scope.
func asks(i checklist.Item, template bool) string {
	var all []string
	if g := i.Clause.Guide; g != nil {
		all = g.Ask()
	}
	if out := outOfScope(i, template); out != "" {
		all = append([]string{out}, all...)
	}
	return strings.Join(all, "\n")
}

// outOfScope says that a clause is out of scope and why; in a template, which has
// no answers, only that it is. It is empty for a clause in scope.
func outOfScope(i checklist.Item, template bool) string {
	switch n := slices.Index(i.Flags, checklist.OutOfScope); {
	case n < 0:
		return ""
	case template:
		return "Out of scope."
	default:
		return "Out of scope: " + i.Why[n] + "."
	}
}

// brings returns what evidence to bring for a clause.
func brings(i checklist.Item) string {
	var all []string
	if g := i.Clause.Guide; g != nil {
		for _, hint := range g.Evidence {
			all = append(all, strings.TrimSpace(hint.Show+": "+hint.Bring))
		}
	}
	return strings.Join(all, "\n")
}

// EncodeCSV writes a sheet to fill in as CSV; for comma see reports.Table. It
// has no answers to the scope, and does not know what stood when it was written.
func EncodeCSV(a *checklist.Audit, at time.Time, template bool, comma rune) []byte {
	rows := [][]string{nil}
	for _, c := range formColumns {
		rows[0] = append(rows[0], c.heading)
	}
	for _, i := range a.Items(at) {
		rows = append(rows, formRow(a, i, template))
	}
	return reports.Table(rows, comma)
}
