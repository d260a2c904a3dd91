package portfolio

import (
	"strconv"

	"clausewalk/reports"
	"clausewalk/reports/document"
)

// csvColumns name the cells of a row of CSV that is about an app. Columns are
// added at the end alone.
var csvColumns = []string{
	"repository", "commit", "committed", "audit", "app", "release", "team", "state", "gate holds", "clauses", "answered", "met", "acknowledged",
	"met unsupported", "partly", "not met", "not applicable", "cannot tell", "stale", "in conflict", "unanswered", "out of scope", "gaps",
	"blockers", "overdue", "next", "why", "signed", "changed", "error",
}

// CSV renders the answer to a question as a table behind a row of names, with all
// counts where it is about apps. What a spreadsheet would compute is text; comma
// is as reports.Table takes it.
func CSV(b *Book, q Question, comma rune) []byte {
	if q.By == ByApp {
		return reports.Table(b.csvRows(q), comma)
	}
	return reports.Table(b.Answer(q).Words(), comma)
}

func (b *Book) csvRows(q Question) [][]string {
	rows := [][]string{csvColumns}
	for _, l := range b.Lines {
		if !q.about(l) {
			continue
		}
		n := l.Counts
		row := []string{l.Repository, l.Commit, reports.Instant(l.Committed), l.Audit, l.App, l.Release, l.Team, string(l.State), strconv.FormatBool(l.Holds)}
		for _, count := range []int{
			n.Clauses, n.Answered, n.Met, n.Acknowledged, n.MetUnsupported, n.Partly, n.NotMet, n.NotApplicable, n.CannotTell, n.Stale,
			n.InConflict, n.Unanswered, n.OutOfScope, n.Gaps, n.Blockers, n.Overdue,
		} {
			row = append(row, strconv.Itoa(count))
		}
		rows = append(rows, append(row, l.Next, l.Why, l.Signed, reports.Instant(l.Changed), l.Error))
	}
	return rows
}

// JSONFormat is the version of the answers as JSON. Members may be added to a
// version; what is there keeps its name and its meaning.
const JSONFormat = 1

// jsonAnswer is the answer to a question for programs. Of its lists it has the
// one that the question is about.
type jsonAnswer struct {
	Format  int        `json:"format"`
	At      string     `json:"at"`
	By      By         `json:"by"`
	Until   string     `json:"until"` // the last day of what is told of as due
	Total   Total      `json:"total"`
	Apps    []Line     `json:"apps,omitzero"`
	Teams   []Team     `json:"teams,omitzero"`
	Clauses []*Asked   `json:"clauses,omitzero"`
	Failing []jsonFail `json:"failing,omitzero"` // of the one clause that was asked about
	Dues    []jsonDue  `json:"due,omitzero"`
}

// jsonWhere names the app of a line that is about one.
type jsonWhere struct {
	Repository string `json:"repository"`
	Commit     string `json:"commit,omitempty"`
	Audit      string `json:"audit"`
	App        string `json:"app"`
	Release    string `json:"release"`
	Team       string `json:"team,omitempty"`
}

type jsonFail struct {
	jsonWhere
	Failing
}

type jsonDue struct {
	jsonWhere
	Due
}

// JSON returns the answer to a question as a value to be encoded for programs, as
// docs/schemas/portfolio.schema.json describes it.
func JSON(b *Book, q Question) any {
	doc := jsonAnswer{Format: JSONFormat, At: reports.Instant(b.At), By: q.By, Until: b.Until, Total: b.Total}
	where := func(app int) jsonWhere {
		l := b.Lines[app]
		return jsonWhere{l.Repository, l.Commit, l.Audit, l.App, l.Release, l.Team}
	}
	switch {
	case q.By == ByTeam:
		doc.Teams = b.Teams()
	case q.By == ByClause && q.Clause != nil:
		doc.Clauses, doc.Failing = []*Asked{q.Clause}, []jsonFail{}
		for _, f := range q.Clause.Failing {
			doc.Failing = append(doc.Failing, jsonFail{where(f.App), f})
		}
	case q.By == ByClause:
		doc.Clauses = append([]*Asked{}, b.Clauses...)
	case q.By == ByDue:
		doc.Dues = []jsonDue{}
		for _, d := range b.Dues {
			doc.Dues = append(doc.Dues, jsonDue{where(d.App), d.Due})
		}
	default:
		doc.Apps = []Line{}
		for _, l := range b.Lines {
			if q.about(l) {
				doc.Apps = append(doc.Apps, l)
			}
		}
	}
	return doc
}

// Document returns the answers to the questions as a document for people, with
// one part for each.
func (b *Book) Document(tool string, questions ...Question) document.Document {
	at := b.At.UTC().Format("2006-01-02 15:04 UTC")
	d := document.Document{
		Title: "Portfolio", Running: []string{"Portfolio", "as of " + at}, First: string(questions[0].By),
		Front: []document.Block{document.List{Items: []document.Item{
			{Name: "As of", Text: document.Text{{Words: at}}},
			{Name: "In all", Text: document.Text{{Words: b.Total.Summary() + "."}}},
			{Name: "Made by", Text: document.Text{{Kind: document.Label, Words: tool}}},
			{Text: document.Text{{Words: "An app's gate holds once every clause in scope is answered and supported, and no gap is open. These are the teams' own answers, not the platform's decisions."}}},
		}}},
	}
	for _, q := range questions {
		t := b.Answer(q)
		part := document.Part{ID: string(q.By), Title: document.Text{{Kind: document.Label, Words: t.Title}}}
		if len(t.Rows) == 0 {
			part.Blocks = []document.Block{document.Paragraph{Text: document.Text{{Kind: document.Label, Words: t.None}}}}
		} else {
			part.Blocks = []document.Block{t.grid()}
		}
		d.Parts = append(d.Parts, part)
	}
	return d
}

func (t Table) grid() document.Grid {
	g := document.Grid{Head: t.Head}
	for _, row := range t.Rows {
		cells := make([]document.Span, len(row))
		for n, c := range row {
			cells[n] = document.Span{Kind: document.Label, Words: c.Words, Tone: c.Tone}
		}
		g.Rows = append(g.Rows, cells)
	}
	return g
}
