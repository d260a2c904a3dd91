package reports

import (
	"fmt"
	"slices"
	"strings"

	"clausewalk/checklist"
	"clausewalk/policy"
	"clausewalk/reports/document"
)

// This file is the first page: what somebody has to know who reads nothing else.

// notice stands at the top of every report.
const notice = "This is a self-assessment. It is not a decision of the platform, and the platform has not approved it. Names are as claimed; nothing verifies them."

// frontPage is what stands before the parts.
func frontPage(b *builder) []document.Block {
	verdict := document.List{Items: append([]document.Item{verdictItem(b)}, stateItems(b)...)}
	about := document.List{Unit: "part", Items: aboutItems(b)}
	return []document.Block{
		document.Columns{All: [][]document.Block{{verdict, paragraph(ours(notice))}, {about}}},
		document.Columns{All: [][]document.Block{{clauseMap(b)}, {sectionTable(b), countTable(b)}}},
	}
}

// problemWords tell how many problems of a sort there are.
var problemWords = map[string]string{
	checklist.BrokenRecord: "in the record itself", checklist.OtherRules: "with rules that nobody has adopted", checklist.InConflict: "in conflict", checklist.GapFound: "gap", checklist.OverdueGap: "overdue",
	checklist.StaleAnswer: "stale", checklist.UnsupportedMet: "unsupported", checklist.NotAnswered: "without an answer", checklist.UnneededEntry: "unneeded in scope",
}

// verdictItem says in one line whether the gate holds, and why not.
func verdictItem(b *builder) document.Item {
	word := func(words string, t document.Tone) document.Span {
		return document.Span{Words: words, Strong: true, Tone: t}
	}
	switch g := b.Gate; {
	case !g.Assessed && g.Count(checklist.BrokenRecord)+g.Count(checklist.OtherRules) == 0:
		return field("Verdict", word("not assessed", document.Wait), ours("; no clause in scope has an answer that stands"))
	case g.Holds():
		return field("Verdict", word("ready", document.Good), ours("; every clause in scope is answered and supported, and no gap is open"))
	}
	not := field("Verdict", word("not ready", document.Bad), ours("; "+problemsInWords(b)))
	not.Under = []document.Item{item(ours("It is ready once every clause in scope is answered and supported, and no gap is open."))}
	return not
}

func problemsInWords(b *builder) string {
	var all []string
	for _, sort := range checklist.Sorts() {
		n, words := b.Gate.Count(sort), problemWords[sort]
		if sort == checklist.GapFound {
			words += verb(n, "", "s")
		}
		all = append(all, tell(n, words))
	}
	return fmt.Sprintf("%s: %s", Count(len(b.Gate.Problems), "problem"), list(all))
}

// stateItems tells where the audit stands.
func stateItems(b *builder) []document.Item {
	var all []document.Item
	for line := range strings.SplitSeq(b.Summary, "\n") {
		state, words, _ := strings.Cut(line, ": ")
		all = append(all, field(state, ours(words)))
	}
	return all
}

// aboutItems tells what was audited, by which texts, by whom, and who vouches for it.
func aboutItems(b *builder) []document.Item {
	all := []document.Item{
		field("App", label(b.Head.App), ours(", release "), label(b.Head.Release)),
		field("Audit", label(b.Head.ID), ours(", state as of "+moment(b.At))),
	}
	for _, p := range b.Policies {
		all = append(all, p.about())
	}
	all = append(all, b.submittedItems()...)
	people := each(b.People, FullName)
	if len(people) == 0 {
		people = []string{"nobody yet"}
	}
	return append(all, field("Answered by", said(strings.Join(people, "; "))), b.signedItem())
}

// about names a policy, and says how old its text is and what has become of it.
func (p Policy) about() document.Item {
	one := p.item(p.Title)
	dated, source := phrase("undated"), phrase("no source given")
	if p.Dated != "" {
		dated = document.Text{ours("dated "), said(p.Dated)}
	}
	if p.Source != "" {
		source = document.Text{ours("from "), {Kind: document.Address, Words: p.Source}}
	}
	one.Under = append(one.Under, item(append(append(dated, ours("; ")), source...)...))
	if p.Status != "" {
		one.Under = append(one.Under, field("Status, according to the guide", said(p.Status)))
	}
	return one
}

// shapes are the shapes of the coverage's rows.
var shapes = map[string]document.Shape{
	"met": document.Check, "acknowledged": document.Check, unsupportedCode: document.Hollow, "partly": document.Half, "not-met": document.Cross,
	"not-applicable": document.Dash, "out-of-scope": document.Dash, "cannot-tell": document.Question, "stale": document.Bang, "in-conflict": document.Unequal,
}

// clauseMap shows every clause by section.
func clauseMap(b *builder) document.Block {
	m := document.Map{Words: "All clauses by section"}
	seen := map[string]bool{}
	for _, p := range b.Policies {
		for n, s := range p.withClauses() {
			row := document.MapRow{Name: document.Text{label(sectionName(b, p, s, n == 0))}}
			for n := range s.Clauses {
				c := &s.Clauses[n]
				code := c.Code()
				seen[code] = true
				short, _ := policy.CutEntry(c.Ref.Label) // The row names the entry.
				row.Cells = append(row.Cells, document.Cell{Shape: shapes[code], Tone: tone(code), Label: short,
					Words: b.Name(c.Ref) + " " + c.Title + ": " + c.Words, To: b.anchors[c.Ref]})
			}
			m.Rows = append(m.Rows, row)
		}
	}
	for _, row := range coverageRows {
		if seen[row.code] {
			m.Key = append(m.Key, document.Cell{Shape: shapes[row.code], Tone: tone(row.code), Words: strings.ToLower(row.name)})
		}
	}
	return m
}

// sectionName names a section; the first of a policy says whose it and those behind
// it are.
func sectionName(b *builder, p Policy, s Section, first bool) string {
	if b.qualified && first {
		return p.ID + ": " + s.Heading
	}
	return s.Heading
}

// sectionTable counts by section what the map shows.
func sectionTable(b *builder) document.Table {
	t := document.Table{Head: []string{"Section", "Clauses", "Met", "Gaps", "Look again", "Open", "Does not apply"}}
	total := make([]int, len(t.Head)-1)
	for _, p := range b.Policies {
		for nth, s := range p.withClauses() {
			cells := make([]int, len(total))
			for n := range s.Clauses {
				cells[0]++
				cells[sectionColumn(s.Clauses[n].Code())]++
			}
			for n := range cells {
				total[n] += cells[n]
			}
			t.Rows = append(t.Rows, document.Row{Name: label(sectionName(b, p, s, nth == 0)), Cells: cells})
		}
	}
	t.Rows = append(t.Rows, document.Row{Name: strong(ours("All")), Cells: total})
	return t
}

// sectionColumn returns the column of the sections' table that counts a clause.
func sectionColumn(code string) int {
	switch code {
	case "met", "acknowledged":
		return 1
	case "partly", "not-met":
		return 2
	case unsupportedCode, "cannot-tell", "stale", "in-conflict":
		return 3
	case "not-applicable", "out-of-scope":
		return 5
	}
	return 4
}

// tones are the looks of the coverage's rows; their words say the same.
var tones = map[string]document.Tone{
	"met": document.Good, "acknowledged": document.Good, "partly": document.Bad, "not-met": document.Bad,
	unsupportedCode: document.Weak, "cannot-tell": document.Weak, "stale": document.Weak, "in-conflict": document.Weak,
}

func tone(code string) document.Tone {
	if t := tones[code]; t != document.NoTone {
		return t
	}
	return document.Wait
}

// countTable is the coverage, that of all policies last.
func countTable(b *builder) document.Table {
	t := document.Table{Head: []string{"Clauses"}}
	var columns []Coverage
	if b.qualified {
		for _, p := range b.Policies {
			t.Head, columns = append(t.Head, p.ID), append(columns, p.Coverage)
		}
	}
	t.Head, columns = append(t.Head, "All"), append(columns, b.Coverage)
	for _, row := range coverageRows {
		one := document.Row{Name: document.Span{Words: row.name, Strong: row.code == inScope, Tone: tone(row.code)}}
		for _, c := range columns {
			one.Cells = append(one.Cells, row.of(c))
		}
		t.Rows = append(t.Rows, one)
	}
	return t
}

// maxNamed is how many clauses are named where more than that want the same.
const maxNamed = 12

// nextPart tells what has to be done for the gate to hold, in the order in which
// it is best done.
func (b *builder) nextPart() []document.Part {
	all := document.List{Mark: document.Number}
	add := func(do string, clauses []Clause) {
		if len(clauses) == 0 {
			return
		}
		text := phrase("%s: ", do)
		for n, c := range clauses[:min(maxNamed, len(clauses))] {
			if n > 0 {
				text = append(text, ours(", "))
			}
			text = append(text, b.ref(c.Ref))
		}
		if more := len(clauses) - maxNamed; more > 0 {
			text = append(text, ours(fmt.Sprintf(" and %d more", more)))
		}
		all.Items = append(all.Items, item(append(text, ours("."))...))
	}
	if n := b.Gate.Count(checklist.BrokenRecord); n > 0 {
		all.Items = append(all.Items, item(ours(fmt.Sprintf("Repair the record: clausewalk verify lists %s.", Count(n, "fault")))))
	}
	if b.Gate.Count(checklist.OtherRules) > 0 {
		all.Items = append(all.Items, item(ours("Adopt the rules that the audit is judged by now, or restore those that it began with: clausewalk policy adopt --preview.")))
	}
	gaps := b.Gaps()
	gap := func(keep func(checklist.Gap) bool) []Clause {
		return slices.DeleteFunc(slices.Clone(gaps), func(c Clause) bool { return !keep(c.Gap) })
	}
	add("Settle the conflicts", b.Flagged(checklist.Conflict))
	add("Close the blockers", gap(func(g checklist.Gap) bool { return g.Severity == "blocker" }))
	add("Close the other gaps", gap(func(g checklist.Gap) bool { return g.Severity != "blocker" }))
	add("Give these gaps an owner and a due date", gap(func(g checklist.Gap) bool { return g.Owner == "" || g.Due == "" }))
	add("Check the stale answers again", b.Clauses(func(c Clause) bool { return c.Code() == "stale" }))
	add("Add the missing evidence", b.Clauses(func(c Clause) bool { return c.Code() == unsupportedCode }))
	add("Find out what nobody could tell", b.Clauses(func(c Clause) bool { return c.Code() == "cannot-tell" }))
	add("Answer what is still unanswered", b.Unanswered())
	if b.Gate.Count(checklist.UnneededEntry) > 0 {
		all.Items = append(all.Items, item(ours("Remove from the scope's lists what no answer needs.")))
	}
	if last, signed := b.lastSignOff(); !signed || last.Since.Count() > 0 {
		all.Items = append(all.Items, item(ours("Get the audit signed off, once it is ready to hand over.")))
	}
	return part("next", "What comes next", -1, orNone("Nothing: the audit is ready.", all)...)
}
