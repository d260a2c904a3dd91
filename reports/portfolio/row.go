// Package portfolio holds what is read across many audits: a Row of each, made
// of its report by one function, and the questions that are asked of all rows.
//
// A row is the same wherever it comes from: a folder, a git repository or a
// database. It keeps the moment at which each answer goes stale, so where an
// audit stands on a later day is a comparison with dates, Row.On, and never a
// second judgement. Nothing in a row reads better than it does in the report.
//
// The package does no I/O and reads no clock. Texts are as they were entered;
// whoever shows them escapes them.
package portfolio

import (
	"slices"
	"time"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/reports"
)

// Origin says where an audit was read. What is not known is empty.
type Origin struct {
	// Repository names the place that the audit is kept in: an address, or a
	// folder as a person typed it.
	Repository string `json:"repository"`
	// Folder is the folder of the workspace on this machine, where the audit can
	// be opened and changed; empty where it cannot.
	Folder string `json:"-"`
	// Git is the folder of the git repository on this machine that the audit was read
	// from without a checkout, and Rev what its commit and the app's folder in it are
	// called there, as in 1f2e3d:services/album; empty otherwise.
	Git       string    `json:"-"`
	Rev       string    `json:"-"`
	Commit    string    `json:"commit,omitempty"` // that it was read at, in hexadecimal
	Committed time.Time `json:"committed,omitzero"`
	Team      string    `json:"team,omitempty"` // whose app it is, as its workspace says
}

// Row is what is known of one audit, read at one moment. Of one that could not be
// read it has the origin and the error, and of the rest what is known.
type Row struct {
	Origin
	Audit    string    `json:"audit"`
	App      string    `json:"app"`
	Release  string    `json:"release"`
	Tool     string    `json:"tool,omitempty"` // name and version of the program that made the row
	At       time.Time `json:"at,omitzero"`    // the moment that the row tells of
	Changed  time.Time `json:"changed,omitzero"`
	Journal  string    `json:"journal,omitempty"` // digest of all that was ever entered
	Policies []Policy  `json:"policies"`
	Standing           // at At

	Assessed  bool       `json:"assessed"` // somebody has answered a clause in scope
	Faults    []Fault    `json:"faults"`   // what keeps the gate from holding beside clauses, worst first
	Clauses   []Clause   `json:"clauses"`  // all, in the policies' order
	Gaps      []Gap      `json:"gaps"`     // worst first; those whose answer is stale are among them
	Decisions []Decision `json:"decisions"`
	SignOffs  []SignOff  `json:"signOffs"` // oldest first

	Error string `json:"error,omitempty"` // why the audit could not be read
}

// Policy is an edition that the audit asks.
type Policy struct {
	ID      string `json:"id"`
	Title   string `json:"title"`
	Dated   string `json:"dated,omitempty"`
	Edition string `json:"edition"`
}

// Fault is something that keeps the gate from holding and is in no clause.
type Fault struct {
	Sort string `json:"sort"` // as command check names it
	What string `json:"what"`
}

// Clause is where one clause of an audit stands.
type Clause struct {
	Policy string `json:"policy"`
	Label  string `json:"label"`
	Title  string `json:"title"`
	// State is that at the row's moment, as in the report for programs. Row.On and
	// StateOn tell that of later ones.
	State   string        `json:"state"`
	Verdict event.Verdict `json:"verdict"`
	// Stales is the first moment at which the answer is stale because a day has
	// passed, in whole microseconds; zero where no day does that.
	Stales   time.Time `json:"stales,omitzero"`
	NoReason bool      `json:"noReason,omitempty"` // the verdict needs a reason and has none
}

// Gap is a clause that is partly or not met.
type Gap struct {
	Policy   string        `json:"policy"`
	Label    string        `json:"label"`
	Title    string        `json:"title"`
	Verdict  event.Verdict `json:"verdict"`
	Severity string        `json:"severity"` // blocker, major or minor
	Owner    string        `json:"owner,omitempty"`
	Due      string        `json:"due,omitempty"` // 2026-03-31
	Fix      string        `json:"fix,omitempty"`
	Reason   string        `json:"reason,omitempty"`
}

// Decision is what the platform decided.
type Decision struct {
	ID         string       `json:"id"`
	Result     event.Result `json:"result"`
	On         string       `json:"on"` // 2026-03-31
	Release    string       `json:"release"`
	Permission string       `json:"permission,omitempty"`
	Words      string       `json:"words,omitempty"`
	Clauses    []string     `json:"clauses"` // policy/label of each that it is about; none for the whole
}

// SignOff is a person who vouches for a state of the audit.
type SignOff struct {
	ID      string    `json:"id"` // of the entry
	Name    string    `json:"name"`
	Role    string    `json:"role,omitempty"`
	At      time.Time `json:"at"`
	State   string    `json:"state"`   // what was signed, in words
	Changes int       `json:"changes"` // since then, up to the row's moment
}

// Of makes the row of a report; the report's At is the row's moment.
func Of(r reports.Report, from Origin) Row {
	row := Row{
		Origin: from, Audit: r.Head.ID, App: r.Head.App, Release: r.Head.Release, Tool: r.Tool, At: r.At, Changed: r.To, Journal: r.Journal,
		Policies: []Policy{}, Faults: []Fault{}, Clauses: []Clause{}, Gaps: []Gap{}, Decisions: []Decision{}, SignOffs: []SignOff{},
	}
	for _, p := range r.Policies {
		row.Policies = append(row.Policies, Policy{p.ID, p.Title, p.Dated, p.Edition})
		for _, s := range p.Sections {
			for _, c := range s.Clauses {
				row.add(c)
			}
		}
	}
	slices.SortStableFunc(row.Gaps, func(a, b Gap) int {
		return reports.GapRank(a.Severity, a.Verdict) - reports.GapRank(b.Severity, b.Verdict)
	})
	for _, p := range r.Gate.Problems {
		if slices.Contains(besideClauses, p.Sort) || p.Sort == checklist.InConflict && row.names(p.Label) {
			row.Faults = append(row.Faults, Fault{p.Sort, p.What})
		}
	}
	for _, o := range r.Outcomes {
		d := Decision{o.ID, o.Result, o.On, o.Release, o.Permission, o.Words, []string{}}
		for _, ref := range o.Refs {
			if ref.Label != "" {
				d.Clauses = append(d.Clauses, ref.String())
			}
		}
		row.Decisions = append(row.Decisions, d)
	}
	for _, s := range r.SignOffs {
		row.SignOffs = append(row.SignOffs, SignOff{s.EventID, s.Signer(), s.Role, s.At, s.Then.Counted() + "; " + s.Then.Gate(), s.Since.Count()})
	}
	row.Standing = row.On(row.At)
	return row
}

// Unreadable makes the row of an audit that could not be read.
func Unreadable(from Origin, audit string, err error) Row {
	return Row{Origin: from, Audit: audit, Error: err.Error()}
}

// besideClauses are the sorts of problem that are in no clause.
var besideClauses = []string{checklist.BrokenRecord, checklist.OtherRules, checklist.NotRead, checklist.UnneededEntry}

// names tells whether a text is the name of a policy, and of no clause.
func (r *Row) names(policy string) bool {
	return slices.ContainsFunc(r.Policies, func(p Policy) bool { return p.ID == policy })
}

// add takes in one clause of the report.
func (r *Row) add(c reports.Clause) {
	r.Assessed = r.Assessed || reports.Assessed(c.Item)
	one := Clause{
		Policy: c.Ref.Policy, Label: c.Ref.Label, Title: c.Title, State: c.Code(), Verdict: c.Verdict,
		NoReason: c.Has(checklist.NoReason),
	}
	if one.State != outOfScope && one.State != inConflict {
		one.Stales = stales(c.Item)
	}
	r.Clauses = append(r.Clauses, one)
	if isGap(one.State) || one.State == stale && c.Verdict.IsGap() {
		r.Gaps = append(r.Gaps, Gap{one.Policy, one.Label, c.Title, c.Verdict, c.Gap.Severity, c.Gap.Owner, c.Gap.Due, c.Gap.Fix, c.Reason})
	}
}

// stales returns the first moment at which a clause's answer is stale because a
// day has passed, zero where no day does that.
func stales(i checklist.Item) (first time.Time) {
	if i.Verdict == event.Unanswered {
		return first
	}
	sooner := func(end time.Time) {
		if end.IsZero() {
			return
		}
		// What is valid until the last nanosecond of a day is stale from midnight on. A
		// database keeps microseconds.
		if next := end.UTC().Truncate(time.Microsecond).Add(time.Microsecond); first.IsZero() || next.Before(first) {
			first = next
		}
	}
	sooner(i.Ends)
	for _, e := range i.Evidence {
		if i.Verdict == event.Met && event.IsDay(e.Expires) {
			end, _ := event.Until(e.Expires).From(first)
			sooner(end)
		}
	}
	return first
}
