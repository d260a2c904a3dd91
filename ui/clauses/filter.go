package clauses

import (
	"slices"
	"time"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/policy"
)

// Filter narrows the list of clauses. The zero Filter shows all.
type Filter struct {
	Name  string
	Shows func(checklist.Item) bool
}

// Filters returns what the list can be narrowed to: by state, then by topic and
// by role as far as the guides name them.
func Filters(l *List) []Filter {
	has := func(f checklist.Flag) func(checklist.Item) bool {
		return func(i checklist.Item) bool { return i.Has(f) }
	}
	in := func(ok func(checklist.Item) bool) func(checklist.Item) bool {
		return func(i checklist.Item) bool { return !i.Has(checklist.OutOfScope) && ok(i) }
	}
	all := []Filter{
		{"open", in(checklist.Item.Open)},
		{"gaps", in(checklist.Item.IsGap)},
		{"stale", has(checklist.Stale)},
		{"no evidence", in(func(i checklist.Item) bool { return len(i.Evidence) == 0 })},
		{"unsupported", has(checklist.Unsupported)},
		{"weak", in(func(i checklist.Item) bool { return len(Weak(l, i.Ref)) > 0 })},
		{"conflicts", has(checklist.Conflict)},
		{"suggested", HasSuggestion},
		{"mine", mine(l.Session.Audit, l.Session.Hand().Person)},
		{"due", due(l.Session.Now)},
		{"out of scope", has(checklist.OutOfScope)},
	}
	roles := byGuide(l, "role ", func(g *policy.Guide) []string { return g.Roles })
	return append(append(all, Topics(l)...), roles...)
}

// topicPrefix begins the name of a filter by topic.
const topicPrefix = "topic "

// Topics returns a filter for each topic that the guides name.
func Topics(l *List) []Filter {
	return byGuide(l, topicPrefix, func(g *policy.Guide) []string { return []string{g.Topic} })
}

func byGuide(l *List, what string, words func(*policy.Guide) []string) []Filter {
	var known []string
	for _, i := range l.items {
		if g := i.Clause.Guide; g != nil {
			known = append(known, words(g)...)
		}
	}
	slices.Sort(known)
	known = slices.DeleteFunc(slices.Compact(known), func(w string) bool { return w == "" })
	var all []Filter
	for _, word := range known {
		all = append(all, Filter{what + word, func(i checklist.Item) bool {
			return i.Clause.Guide != nil && slices.Contains(words(i.Clause.Guide), word)
		}})
	}
	return all
}

// mine shows the clauses that wait for a person: the owner of the gap, else the
// one who answered.
func mine(a *checklist.Audit, me event.Person) func(checklist.Item) bool {
	return func(i checklist.Item) bool {
		if i.Gap.Owner != "" {
			return i.Gap.Owner == me.Email || a.SamePerson(event.ParsePerson(i.Gap.Owner), me)
		}
		return i.Verdict != event.Unanswered && a.SamePerson(i.By, me)
	}
}

// due shows the gaps that should have been closed by today.
func due(now func() time.Time) func(checklist.Item) bool {
	return func(i checklist.Item) bool {
		return i.IsGap() && i.Gap.Due != "" && i.Gap.Due <= now().Format(time.DateOnly)
	}
}

// Among returns the clauses of a filter.
func (l *List) Among(f Filter) []checklist.Item {
	var all []checklist.Item
	for _, i := range l.items {
		if f.Shows == nil || f.Shows(i) {
			all = append(all, i)
		}
	}
	return all
}

// Filter returns what the list is narrowed to.
func (l *List) Filter() Filter { return l.filter }

// Visible tells whether the list shows a clause. The one under the cursor stays
// until the cursor leaves it, so that an answer does not pull it away.
func (l *List) Visible(n int) bool {
	return n == l.cursor || l.among(n) && !(folds(l) && l.folded[sectionAt(l, n).key])
}

// among tells whether a clause is one of those that the list is narrowed to,
// folded away or not.
func (l *List) among(n int) bool {
	return l.filter.Shows == nil || n == l.cursor || l.filter.Shows(l.items[n])
}

// Narrow shows only the clauses of a filter, with the cursor on one of them.
func (l *List) Narrow(f Filter) {
	l.filter, l.rows = f, nil
	if f.Shows == nil {
		return
	}
	for n := range l.items {
		at := (l.cursor + n) % len(l.items)
		if f.Shows(l.items[at]) {
			l.MoveTo(at)
			return
		}
	}
}
