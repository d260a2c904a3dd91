package reports

import (
	"encoding/csv"
	"strings"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
)

// csvColumns name the cells of a row. Columns are added at the end alone.
var csvColumns = []string{
	"app", "release", "audit", "policy", "edition", "clause", "title", "kind", "state", "verdict", "answered by", "answered at",
	"flags", "reason", "severity", "owner", "due", "fix", "evidence", "in conflict", "scope", "text", "valid",
}

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
	return table(rows)
}

// table writes rows of texts as CSV.
func table(rows [][]string) []byte {
	var b strings.Builder
	w := csv.NewWriter(&b)
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
	by, at, gap := "", "", checklist.Gap{}
	if c.verdictStands() {
		by, at = full(c.By), instant(c.At)
	}
	if c.hasGap() {
		gap = c.Gap
	}
	var flags, pieces, sides []string
	for n, f := range c.Flags {
		flags = append(flags, string(f)+": "+c.Why[n])
	}
	flags = append(flags, c.warnings()...)
	for _, e := range c.pieces() {
		pieces = append(pieces, pieceText(e)+" ("+Stamp{e.By, e.At}.stamp()+")")
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
		c.Ref.Label, c.Title, string(c.Clause.Kind()), c.Code(), c.answerWords(), by, at, strings.Join(flags, "\n"), c.reason(),
		gap.Severity, gap.Owner, gap.Due, gap.Fix, strings.Join(pieces, "\n"), strings.Join(sides, "\n"), scope, c.Clause.Words(), valid,
	}
}

func pieceText(e event.Evidence) string {
	what, digest := piece(e)
	return list([]string{plainText(what), digest})
}
