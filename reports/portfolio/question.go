package portfolio

import (
	"fmt"
	"strconv"
	"strings"

	"clausewalk/policy"
	"clausewalk/reports"
	"clausewalk/reports/document"
)

// By is what a question puts the answer in order by.
type By string

// What can be asked of many apps.
const (
	ByApp    By = "app"    // each app, worst first
	ByTeam   By = "team"   // each team, worst first
	ByClause By = "clause" // each clause, by how many apps have a gap there
	ByDue    By = "due"    // what falls due or goes stale, by its day
)

// Questions lists them all.
func Questions() []By { return []By{ByApp, ByTeam, ByClause, ByDue} }

// Question is what is asked of a book.
type Question struct {
	By
	Clause *Asked // with ByClause: which apps fail this one; nil for all clauses
	// Team narrows ByApp to the apps of one team where Narrow is set.
	Team   string
	Narrow bool
}

// about tells whether an app is among those that are asked about.
func (q Question) about(l Line) bool { return !q.Narrow || l.Team == q.Team }

// Table is the answer to a question, for people.
type Table struct {
	Title string
	Head  []string
	Rows  [][]Cell // the first cell names the row
	Apps  []int    // the line of each row's app, -1 for rows that are about several
	None  string   // what is to be said where there is no row
}

// Words returns the table as words alone, below a row of its columns' names.
func (t Table) Words() [][]string {
	all := [][]string{t.Head}
	for _, row := range t.Rows {
		words := make([]string, len(row))
		for n, c := range row {
			words[n] = c.Words
		}
		all = append(all, words)
	}
	return all
}

// Cell is one cell. Tone repeats what its words say.
type Cell struct {
	Words string
	Tone  document.Tone
}

// Answer returns the answer to a question. The book must have been sorted.
func (b *Book) Answer(q Question) Table {
	switch {
	case q.By == ByTeam:
		return b.teamTable()
	case q.By == ByClause && q.Clause != nil:
		return b.failingTable(*q.Clause)
	case q.By == ByClause:
		return b.clauseTable()
	case q.By == ByDue:
		return b.dueTable()
	}
	return b.appTable(q)
}

func (b *Book) appTable(q Question) Table {
	t := Table{Title: "Worst first", Head: []string{"App", "Team", "State", "Answered", "Why the gate does not hold", "Next", "Where"}, None: "No apps."}
	if q.Narrow {
		t.Title = "Apps of " + teamName(q.Team)
	}
	for n, l := range b.Lines {
		if !q.about(l) {
			continue
		}
		why := Cell{Words: l.Why}
		switch {
		case l.Error != "":
			why.Words, why.Tone = l.Error, document.Bad
		case l.Holds:
			why.Words, why.Tone = "the gate holds", document.Good
		}
		t.add(n, word(l.Name()), word(l.Team), l.stateCell(), share(l.Counts.Answered, l.Counts.Clauses), why, b.dayCell(l.Next), word(l.where()))
	}
	return t
}

func (b *Book) teamTable() Table {
	t := Table{Title: "By team", Head: []string{"Team", "Apps", "Gate holds", "Blockers", "Gaps", "Overdue", "Stale", "Unreadable", "Next"}, None: "No apps."}
	for _, team := range b.Teams() {
		t.add(-1, word(teamName(team.Name)), number(team.Apps), number(team.Hold), bad(team.Blockers), number(team.Gaps), bad(team.Overdue),
			weak(team.Stale), bad(team.Unreadable), b.dayCell(team.Next))
	}
	return t
}

func (b *Book) clauseTable() Table {
	t := Table{Title: "By clause", Head: []string{"Clause", "Title", "Asked in", "Fine in", "Gap in", "Open in"}, None: "No clause is asked."}
	for _, c := range b.Clauses {
		t.add(-1, word(b.ClauseName(c)), word(c.Title), number(c.Apps), number(c.Stands), bad(c.Gaps), weak(len(c.Failing)-c.Gaps))
	}
	return t
}

func (b *Book) failingTable(c Asked) Table {
	name := b.ClauseName(&c)
	t := Table{
		Title: fmt.Sprintf("Who fails %s %s", name, c.Title), Head: []string{"App", "Team", "State", "Owner", "Due", "Where"},
		None: fmt.Sprintf("None of %s fails %s.", reports.Count(c.Apps, "app"), name),
	}
	for _, f := range c.Failing {
		l := b.Lines[f.App]
		state := Cell{stateWords(f.State), document.Weak}
		if isGap(f.State) {
			state.Tone = document.Bad
		}
		t.add(f.App, word(l.Name()), word(l.Team), state, word(f.Owner), b.dayCell(f.Due), word(l.where()))
	}
	return t
}

func (b *Book) dueTable() Table {
	t := Table{
		Title: "What falls due until " + b.Until, Head: []string{"Day", "What", "App", "Team", "Clause", "Title", "Owner", "Where"},
		None: fmt.Sprintf("Nothing is overdue, falls due or goes stale until %s.", b.Until),
	}
	for _, d := range b.Dues {
		l := b.Lines[d.App]
		what := Cell{"falls due", document.Weak}
		switch {
		case d.Sort == GoesStale:
			what = Cell{"goes stale", document.Weak}
		case d.Day < b.today():
			what = Cell{"overdue", document.Bad}
		}
		t.add(d.App, b.dayCell(d.Day), what, word(l.Name()), word(l.Team), word(b.refName(d.Policy, d.Label)), word(d.Title), word(d.Owner), word(l.where()))
	}
	return t
}

func (t *Table) add(app int, cells ...Cell) {
	t.Rows, t.Apps = append(t.Rows, cells), append(t.Apps, app)
}

func (b *Book) today() string { return b.At.UTC().Format("2006-01-02") }

// dayCell is a day, which stands out once it has passed.
func (b *Book) dayCell(day string) Cell {
	if day != "" && day < b.today() {
		return Cell{day, document.Bad}
	}
	return word(day)
}

func word(words string) Cell { return Cell{Words: words} }

func number(n int) Cell { return Cell{Words: strconv.Itoa(n)} }

func bad(n int) Cell {
	if n == 0 {
		return number(n)
	}
	return Cell{strconv.Itoa(n), document.Bad}
}

func weak(n int) Cell {
	if n == 0 {
		return number(n)
	}
	return Cell{strconv.Itoa(n), document.Weak}
}

func share(done, all int) Cell {
	if all == 0 {
		return Cell{}
	}
	return Cell{Words: fmt.Sprintf("%d of %d", done, all)}
}

// stateWords returns a state for people.
func stateWords(state string) string { return strings.ReplaceAll(state, "-", " ") }

func (l Line) stateCell() Cell {
	switch l.State {
	case "":
		return Cell{"cannot be read", document.Bad}
	case reports.Complete:
		return Cell{string(l.State), document.Good}
	case reports.OtherRules, reports.Gaps:
		return Cell{stateWords(string(l.State)), document.Bad}
	case reports.NotAssessed:
		return Cell{stateWords(string(l.State)), document.Wait}
	}
	return Cell{stateWords(string(l.State)), document.Weak}
}

// where returns where the audit is kept, with its commit where there is one.
func (l Line) where() string {
	if l.Commit == "" {
		return l.Repository
	}
	return l.Repository + "@" + l.Commit[:min(10, len(l.Commit))]
}

// teamName returns the name of a team for people.
func teamName(team string) string {
	if team == "" {
		return "no team"
	}
	return team
}

// ClauseName returns a clause's label, with its policy where there are several.
func (b *Book) ClauseName(c *Asked) string { return b.refName(c.Policy, c.Label) }

func (b *Book) refName(of, label string) string {
	if b.several {
		return of + "/" + label
	}
	return label
}

// Find returns the clauses that a person may mean: A.12, a12, or with the policy
// before it.
func (b *Book) Find(name string) []*Asked {
	of, label, qualified := strings.Cut(name, "/")
	if !qualified {
		of, label = "", name
	}
	var found []*Asked
	for _, c := range b.Clauses {
		if policy.LabelKey(c.Label) == policy.LabelKey(label) && (of == "" || strings.EqualFold(c.Policy, of)) {
			found = append(found, c)
		}
	}
	return found
}

// Summary says in one line where all apps stand.
func (t Total) Summary() string {
	said := []string{reports.Count(t.Apps, "app"), fmt.Sprintf("the gate holds in %d", t.Hold), reports.Count(t.Blockers, "blocker"), reports.Count(t.Gaps, "gap")}
	for _, one := range []struct {
		n     int
		words string
	}{{t.Overdue, "overdue"}, {t.Stale, "stale"}, {t.Unreadable, "unreadable"}} {
		if one.n > 0 {
			said = append(said, fmt.Sprintf("%d %s", one.n, one.words))
		}
	}
	return strings.Join(said, ", ")
}
