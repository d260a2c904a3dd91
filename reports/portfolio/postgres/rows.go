package postgres

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"
	"time"

	"clausewalk/checklist/event"
)

// The rows of the tables, by the names of their columns. PostgreSQL reads them as
// JSON, so a table is one statement however many rows it gets.

type auditRow struct {
	Repository string    `json:"repository"`
	Audit      string    `json:"audit"`
	Commit     string    `json:"commit"`
	Latest     bool      `json:"latest"`
	Began      string    `json:"began"`
	App        string    `json:"app"`
	Release    string    `json:"release"`
	Policies   any       `json:"policies"`
	Journal    string    `json:"journal"`
	JudgedAt   time.Time `json:"judged_at"`
	ChangedAt  time.Time `json:"changed_at,omitzero"`
	Assessed   bool      `json:"assessed"`
	State      string    `json:"state"`
	Holds      bool      `json:"holds"`
	Faults     []string  `json:"faults"`
	counts
}

type counts struct {
	Clauses        int `json:"clauses"`
	Answered       int `json:"answered"`
	Met            int `json:"met"`
	Acknowledged   int `json:"acknowledged"`
	MetUnsupported int `json:"met_unsupported"`
	Partly         int `json:"partly"`
	NotMet         int `json:"not_met"`
	NotApplicable  int `json:"not_applicable"`
	CannotTell     int `json:"cannot_tell"`
	Stale          int `json:"stale"`
	InConflict     int `json:"in_conflict"`
	Unanswered     int `json:"unanswered"`
	OutOfScope     int `json:"out_of_scope"`
	NoReason       int `json:"no_reason"`
	Gaps           int `json:"gaps"`
	Blockers       int `json:"blockers"`
	Overdue        int `json:"overdue"`
}

type clauseRow struct {
	Repository string    `json:"repository"`
	Audit      string    `json:"audit"`
	Place      int       `json:"place"`
	Policy     string    `json:"policy"`
	Clause     string    `json:"clause"`
	Title      string    `json:"title"`
	State      string    `json:"state"`
	Verdict    string    `json:"verdict"`
	StaleFrom  time.Time `json:"stale_from,omitzero"`
	NoReason   bool      `json:"no_reason"`
	Latest     bool      `json:"latest"`
}

type gapRow struct {
	Repository string    `json:"repository"`
	Audit      string    `json:"audit"`
	Place      int       `json:"place"`
	Policy     string    `json:"policy"`
	Clause     string    `json:"clause"`
	Title      string    `json:"title"`
	State      string    `json:"state"`
	Verdict    string    `json:"verdict"`
	StaleFrom  time.Time `json:"stale_from,omitzero"`
	Severity   string    `json:"severity"`
	Owner      string    `json:"owner"`
	Due        string    `json:"due,omitempty"`
	Fix        string    `json:"fix"`
	Reason     string    `json:"reason"`
	Latest     bool      `json:"latest"`
}

type decisionRow struct {
	Repository string   `json:"repository"`
	Audit      string   `json:"audit"`
	ID         string   `json:"id"`
	Result     string   `json:"result"`
	DecidedOn  string   `json:"decided_on,omitempty"`
	Release    string   `json:"release"`
	Permission string   `json:"permission"`
	Words      string   `json:"words"`
	Clauses    []string `json:"clauses"`
}

type signOffRow struct {
	Repository string    `json:"repository"`
	Audit      string    `json:"audit"`
	ID         string    `json:"id"`
	Name       string    `json:"name"`
	Role       string    `json:"role"`
	SignedAt   time.Time `json:"signed_at,omitzero"`
	State      string    `json:"state"`
	Changes    int       `json:"changes"`
}

// tables are the rows of an app, but for those that keep its history.
type tables struct {
	Audits    []auditRow
	Clauses   []clauseRow
	Gaps      []gapRow
	Decisions []decisionRow
	SignOffs  []signOffRow
}

// rows makes the tables of a publication.
func (p Publication) rows() (t tables) {
	said := func(words string) string {
		if !p.Words {
			return ""
		}
		return words
	}
	for n, a := range p.Audits {
		one, latest := a.Row, n == 0
		faults := []string{}
		for _, f := range one.Faults {
			faults = append(faults, f.Sort)
		}
		t.Audits = append(t.Audits, auditRow{
			p.Repository, one.Audit, p.Commit, latest, bounded(a.Began), one.App, one.Release, one.Policies, one.Journal, instant(one.At), instant(one.Changed),
			one.Assessed, string(one.State), one.Holds, faults, counts(one.Counts),
		})
		known := map[[2]string]clauseRow{}
		for n, c := range one.Clauses {
			row := clauseRow{p.Repository, one.Audit, n, bounded(c.Policy), bounded(c.Label), c.Title, c.State, string(c.Verdict), instant(c.Stales), c.NoReason, latest}
			if c.State == stale {
				row.StaleFrom = time.Time{} // It has come.
			}
			known[[2]string{c.Policy, c.Label}] = row
			t.Clauses = append(t.Clauses, row)
		}
		for n, g := range one.Gaps {
			c := known[[2]string{g.Policy, g.Label}]
			t.Gaps = append(t.Gaps, gapRow{p.Repository, one.Audit, n, c.Policy, c.Clause, g.Title, c.State, string(g.Verdict), c.StaleFrom,
				g.Severity, g.Owner, day(g.Due), said(g.Fix), said(g.Reason), latest})
		}
		for _, d := range one.Decisions {
			t.Decisions = append(t.Decisions, decisionRow{p.Repository, one.Audit, bounded(d.ID), string(d.Result), day(d.On), d.Release, d.Permission, said(d.Words), d.Clauses})
		}
		for _, s := range one.SignOffs {
			t.SignOffs = append(t.SignOffs, signOffRow{p.Repository, one.Audit, bounded(s.ID), s.Name, said(s.Role), instant(s.At), s.State, s.Changes})
		}
	}
	return t
}

// stale is the state of an answer that can no longer be trusted.
const stale = "stale"

// instant returns a time that a database can hold. A span may end after all
// calendars do, which is never.
func instant(t time.Time) time.Time {
	if t = t.UTC(); t.Year() < 1 || t.Year() > 9999 {
		return time.Time{}
	}
	return t
}

// day returns what a database can hold of a day, nothing where it is none.
func day(words string) string {
	if !event.IsDay(words) || strings.HasPrefix(words, "0000") {
		return ""
	}
	return words
}

// content returns the digest of what is published of an app, whatever commit,
// program and moment it comes from.
func (t tables) content() string {
	t.Audits = append([]auditRow{}, t.Audits...)
	for n := range t.Audits {
		t.Audits[n].Commit, t.Audits[n].JudgedAt = "", time.Time{}
	}
	sum := sha256.Sum256(encode(t))
	return hex.EncodeToString(sum[:])
}

// encode writes rows as JSON that PostgreSQL takes: no text of its holds a NUL.
func encode(rows any) []byte {
	data, err := json.Marshal(rows)
	if err != nil {
		panic(err) // They are made of texts, numbers and times.
	}
	if !bytes.Contains(data, []byte(`\u0000`)) {
		return data
	}
	for at := 0; at < len(data); at++ {
		if data[at] != '\\' {
			continue
		}
		if at++; bytes.HasPrefix(data[at:], []byte("u0000")) {
			copy(data[at:], "ufffd")
		}
	}
	return data
}

// longest is how long a text is at most that an index has, in bytes.
const longest = 400

// bounded cuts a label that no index could hold. The entry of a list may be as
// long as a person likes; the digest keeps two of them apart.
func bounded(label string) string {
	if len(label) <= longest {
		return label
	}
	sum := sha256.Sum256([]byte(label))
	return string(bytes.ToValidUTF8([]byte(label[:longest-20]), nil)) + "… " + hex.EncodeToString(sum[:6])
}
