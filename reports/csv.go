package reports

import (
	"encoding/csv"
	"strings"
	"time"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
)

// csvColumns name the cells of a row. Columns are added at the end alone.
var csvColumns = []string{
	"app", "release", "audit", "policy", "edition", "clause", "title", "kind", "state", "verdict", "answered by", "answered at",
	"flags", "reason", "severity", "owner", "due", "fix", "evidence", "in conflict", "scope", "text", "valid",
	"confirmed by", "confirmed at", "entered by", "entered at",
}

// csvHead is how many of the columns say the same of every clause of a policy.
const csvHead = 5

// CSV renders the report as a table of one row a clause, in the policies'
// order, behind a row of names. What a spreadsheet would compute is text.
func CSV(r Report) []byte {
	rows := [][]string{csvColumns}
	for _, p := range r.Policies {
		for _, s := range p.Sections {
			for _, c := range s.Clauses {
				rows = append(rows, append([]string{r.Head.App, r.Head.Release, r.Head.ID, p.ID, p.Edition}, c.row()...))
			}
		}
	}
	return Table(rows, r.Comma)
}

// CSVCells returns what CSV has of a clause, by the name of the column, as a
// person reads it: without what keeps a spreadsheet from computing it. The flags
// lack what lint says of the answer, which takes a report of the whole audit.
func CSVCells(a *checklist.Audit, i checklist.Item) map[string]string {
	cells := map[string]string{}
	for n, cell := range clause(a, i).row() {
		cells[csvColumns[n+csvHead]] = Visible(cell)
	}
	return cells
}

// Table writes rows of texts as CSV. What a spreadsheet would compute is text.
// Where the mark between the cells is given, the table is for a spreadsheet, and
// begins with what tells Excel that it is UTF-8; 0 stands for a comma without it.
func Table(rows [][]string, comma rune) []byte {
	var b strings.Builder
	w := csv.NewWriter(&b)
	if comma != 0 {
		w.Comma = comma
		b.WriteString("\uFEFF")
	}
	for _, cells := range rows {
		row := make([]string, len(cells))
		for n, s := range cells {
			row[n] = plain(s)
		}
		w.Write(row) // A strings.Builder takes everything.
	}
	w.Flush()
	return []byte(b.String())
}

// row returns the clause's own cells.
func (c Clause) row() []string {
	gap := checklist.Gap{}
	whose := make([]string, 6)
	if c.verdictStands() {
		whose = Stamp(c.Stamp).cells()
	}
	if c.hasGap() {
		gap = c.Gap
	}
	var flags, pieces, sides []string
	for n, f := range c.Flags {
		flags = append(flags, string(f)+": "+c.Why[n])
	}
	flags = append(append(flags, c.warnings()...), c.Notes...)
	for _, e := range c.pieces() {
		pieces = append(pieces, pieceText(e)+" ("+Stamp(e.Stamp).stamp()+")")
	}
	for _, e := range c.Disputed {
		sides = append(sides, e.Field.Name()+": "+plainText(e.text())+" ("+e.stamp()+")")
	}
	scope := ""
	if o := c.overrule(); o != nil {
		scope = put(*o) + ": " + o.Reason + " (" + c.Overruled.stamp() + ")"
	}
	valid := ""
	if words := c.limitWords(); words != "" {
		valid = words + " (" + c.Limited.stamp() + ")"
	}
	return []string{
		c.Ref.Label, c.Title, string(c.Clause.Kind()), c.Code(), c.answerWords(), whose[0], whose[1], strings.Join(flags, "\n"), c.reason(),
		gap.Severity, gap.Owner, gap.Due, gap.Fix, strings.Join(pieces, "\n"), strings.Join(sides, "\n"), scope, c.Clause.Words(), valid,
		whose[2], whose[3], whose[4], whose[5],
	}
}

// cells returns each person of a stamp with the time, nothing for nobody.
func (s Stamp) cells() []string {
	var all []string
	for _, one := range []struct {
		who event.Person
		at  time.Time
	}{{s.By, s.At}, {s.ConfirmedBy, s.ConfirmedAt}, {s.EnteredBy, s.EnteredAt}} {
		if one.at.IsZero() {
			all = append(all, "", "")
		} else {
			all = append(all, FullName(one.who), Instant(one.at))
		}
	}
	return all
}

func pieceText(e event.Evidence) string {
	what, digest := piece(e)
	return list([]string{plainText(what), digest})
}
