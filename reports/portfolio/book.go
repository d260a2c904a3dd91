package portfolio

import (
	"cmp"
	"context"
	"slices"
	"time"

	"clausewalk/reports"
)

// Line is what is told of one app where many are listed.
type Line struct {
	Origin
	Audit    string   `json:"audit"`
	App      string   `json:"app"`
	Release  string   `json:"release"`
	Policies []Policy `json:"policies"`
	Standing
	Why     string    `json:"why,omitempty"` // the gate does not hold
	Signed  string    `json:"signed,omitempty"`
	Changed time.Time `json:"changed,omitzero"`
	Error   string    `json:"error,omitempty"` // why it could not be read
}

// Name returns what people call the app: its name and release, or where it was
// looked for.
func (l Line) Name() string {
	if l.App+l.Release == "" {
		return l.Repository
	}
	return l.App + " " + l.Release
}

// worst are the states of audits; what cannot be read has none.
var worst = []reports.State{"", reports.OtherRules, reports.NotAssessed, reports.Open, reports.Gaps, reports.Unsupported, reports.Complete}

// worstFirst orders lines by where the audits stand: what cannot be read comes
// first, then the worst state, and of these the most blockers, overdue gaps, other
// gaps and open clauses.
func worstFirst(a, b Line) int {
	open := func(l Line) int { return l.Counts.Clauses - l.Counts.Answered }
	return cmp.Or(
		slices.Index(worst, a.State)-slices.Index(worst, b.State),
		b.Counts.Blockers-a.Counts.Blockers, b.Counts.Overdue-a.Counts.Overdue, b.Counts.Gaps-a.Counts.Gaps, open(b)-open(a),
		cmp.Compare(a.Repository, b.Repository), cmp.Compare(a.Audit, b.Audit))
}

// Total counts many apps together.
type Total struct {
	Apps       int `json:"apps"`
	Unreadable int `json:"unreadable"`
	Complete   int `json:"complete"`
	Hold       int `json:"hold"` // their gate does
	Clauses    int `json:"clauses"`
	Answered   int `json:"answered"`
	Gaps       int `json:"gaps"`
	Blockers   int `json:"blockers"`
	Overdue    int `json:"overdue"`
	Stale      int `json:"stale"`
}

// add counts one more app.
func (t *Total) add(l Line) {
	t.Apps++
	if l.Error != "" {
		t.Unreadable++
		return
	}
	if l.State == reports.Complete {
		t.Complete++
	}
	if l.Holds {
		t.Hold++
	}
	n := l.Counts
	t.Clauses, t.Answered, t.Gaps = t.Clauses+n.Clauses, t.Answered+n.Answered, t.Gaps+n.Gaps
	t.Blockers, t.Overdue, t.Stale = t.Blockers+n.Blockers, t.Overdue+n.Overdue, t.Stale+n.Stale
}

// Failing is a clause of an app whose answer does not stand as it should: it is
// a gap, open, in doubt or unsupported.
type Failing struct {
	App   int    `json:"-"` // its line
	State string `json:"state"`
	Owner string `json:"owner,omitempty"`
	Due   string `json:"due,omitempty"`
}

// Asked is one clause across all apps.
type Asked struct {
	Policy  string    `json:"policy"`
	Label   string    `json:"label"`
	Title   string    `json:"title"`
	Apps    int       `json:"apps"` // in which it is in scope
	Stands  int       `json:"stands"`
	Gaps    int       `json:"gaps"`
	Failing []Failing `json:"-"`
}

// DueApp is what a day brings an app.
type DueApp struct {
	App int `json:"-"` // its line
	Due
}

// Book is what the questions about many apps are answered from: as little of
// each row as they need. Rows come in by Add, and Sort puts in order what there
// is; neither is for several goroutines at once.
type Book struct {
	At      time.Time // the moment that is told of
	Until   string    // the last day of what falls due, 2026-03-31
	Lines   []Line    // worst first, once they are sorted
	Total   Total
	Clauses []*Asked // the most gaps first, once they are sorted
	Dues    []DueApp // by day, once they are sorted

	asked   map[[2]string]*Asked
	several bool // policies are asked
}

// NewBook returns a book of the apps as they stand at a moment, with what falls
// due up to a number of days later.
func NewBook(at time.Time, days int) *Book {
	return &Book{At: at, Until: at.UTC().AddDate(0, 0, days).Format(time.DateOnly), asked: map[[2]string]*Asked{}}
}

// Add takes in one row. A row that was read earlier is told of as it stands now.
func (b *Book) Add(r Row) {
	on := r.On(b.At)
	line := Line{
		Origin: r.Origin, Audit: r.Audit, App: r.App, Release: r.Release, Policies: r.Policies, Standing: on, Why: r.Why(on),
		Changed: r.Changed, Error: r.Error,
	}
	if n := len(r.SignOffs); n > 0 {
		line.Signed = r.SignOffs[n-1].Name
		if r.SignOffs[n-1].Changes > 0 {
			line.Signed += ", changed since"
		}
	}
	app := len(b.Lines)
	b.Lines = append(b.Lines, line)
	b.Total.add(line)
	for _, c := range r.Clauses {
		b.ask(app, c, c.StateOn(b.At), r)
	}
	for _, d := range r.DuesOn(b.At) {
		if d.Day <= b.Until {
			b.Dues = append(b.Dues, DueApp{app, d})
		}
	}
}

// Read takes in all rows of a source, and sorts them.
func (b *Book) Read(ctx context.Context, from Source) error {
	err := from.Rows(ctx, func(r Row) error {
		b.Add(r)
		return nil
	})
	b.Sort()
	return err
}

// ask counts a clause of an app that is in a state.
func (b *Book) ask(app int, c Clause, state string, r Row) {
	if state == outOfScope || new(Counts).of(state) == nil {
		return
	}
	key := [2]string{c.Policy, c.Label}
	one := b.asked[key]
	if one == nil {
		one = &Asked{Policy: c.Policy, Label: c.Label, Title: c.Title}
		b.asked[key] = one
		b.Clauses = append(b.Clauses, one)
	}
	one.Apps++
	if stands(state) {
		one.Stands++
		return
	}
	failing := Failing{App: app, State: state}
	if isGap(state) {
		one.Gaps++
		if n := slices.IndexFunc(r.Gaps, func(g Gap) bool { return g.Policy == c.Policy && g.Label == c.Label }); n >= 0 {
			failing.Owner, failing.Due = r.Gaps[n].Owner, r.Gaps[n].Due
		}
	}
	one.Failing = append(one.Failing, failing)
}

// stands tells whether a clause's state says that its answer stands as it
// should.
func stands(state string) bool {
	return state == "met" || state == "acknowledged" || state == "not-applicable"
}

// failingFirst are the states of a clause that fails, worst first.
var failingFirst = []string{"not-met", "partly", inConflict, stale, "met-unsupported", "cannot-tell", "unanswered"}

// Sort puts everything in order: apps worst first, clauses by how many have a
// gap there, what falls due by day.
func (b *Book) Sort() {
	order := make([]int, len(b.Lines))
	for n := range order {
		order[n] = n
	}
	slices.SortStableFunc(order, func(x, y int) int { return worstFirst(b.Lines[x], b.Lines[y]) })
	lines, place := make([]Line, len(order)), make([]int, len(order))
	for n, was := range order {
		lines[n], place[was] = b.Lines[was], n
	}
	b.Lines = lines
	for _, c := range b.Clauses {
		for n := range c.Failing {
			c.Failing[n].App = place[c.Failing[n].App]
		}
		slices.SortStableFunc(c.Failing, func(x, y Failing) int {
			return cmp.Or(slices.Index(failingFirst, x.State)-slices.Index(failingFirst, y.State), x.App-y.App)
		})
	}
	slices.SortStableFunc(b.Clauses, func(x, y *Asked) int {
		return cmp.Or(y.Gaps-x.Gaps, len(y.Failing)-len(x.Failing), cmp.Compare(x.Policy, y.Policy))
	})
	b.several = slices.ContainsFunc(b.Clauses, func(c *Asked) bool { return c.Policy != b.Clauses[0].Policy })
	for n := range b.Dues {
		b.Dues[n].App = place[b.Dues[n].App]
	}
	slices.SortStableFunc(b.Dues, func(x, y DueApp) int { return cmp.Or(cmp.Compare(x.Day, y.Day), x.App-y.App) })
}

// Team is what is told of one team's apps together.
type Team struct {
	Name string `json:"name"` // empty for apps that name no team
	Total
	Next  string `json:"next,omitempty"` // the first day that brings any of them something
	Lines []int  `json:"-"`              // of its apps
}

// Teams returns all teams, the worst first: by apps that cannot be read,
// blockers, gaps, and apps whose gate does not hold.
func (b *Book) Teams() []Team {
	at := map[string]int{}
	var all []Team
	for n, l := range b.Lines {
		i, known := at[l.Team]
		if !known {
			i = len(all)
			at[l.Team] = i
			all = append(all, Team{Name: l.Team})
		}
		t := &all[i]
		t.add(l)
		t.Lines = append(t.Lines, n)
		if l.Next != "" && (t.Next == "" || l.Next < t.Next) {
			t.Next = l.Next
		}
	}
	slices.SortStableFunc(all, func(x, y Team) int {
		return cmp.Or(y.Unreadable-x.Unreadable, y.Blockers-x.Blockers, y.Gaps-x.Gaps,
			(y.Apps-y.Hold)-(x.Apps-x.Hold), cmp.Compare(x.Name, y.Name))
	})
	return all
}
