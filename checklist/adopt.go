package checklist

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"clausewalk/policy"
)

// Adoption is an audit's change from one edition of a policy to another. What
// became of each clause is kept with it: no later way of comparing texts may
// change where an answer belongs.
type Adoption struct {
	From string   `json:"from"`
	To   string   `json:"to"`
	Map  []Became `json:"map"` // what is named in none of these kept its label and its words
}

// Became is what became of a clause, or of several that went together.
type Became struct {
	Kind policy.ChangeKind `json:"kind"`
	Old  []string          `json:"old,omitempty"`
	New  []string          `json:"new,omitempty"`
}

// String says how many clauses went each way.
func (d Adoption) String() string {
	n := map[policy.ChangeKind]int{}
	for _, b := range d.Map {
		n[b.Kind]++
	}
	said := []string{fmt.Sprintf("edition %.12s in place of %.12s", d.To, d.From)}
	for _, kind := range policy.ChangeKinds() {
		if n[kind] > 0 {
			said = append(said, fmt.Sprintf("%d %s", n[kind], kind))
		}
	}
	return strings.Join(said, ", ")
}

// Adopt returns the change by which the audit goes over to another edition of
// one of its policies, and the comparison behind it. The audit knows the text
// from then on.
func (a *Audit) Adopt(next *policy.Policy) (c Change, found policy.Comparison, err error) {
	now, ok := a.Policy(next.ID)
	if !ok {
		return c, found, &UnknownError{What: "policy", Name: next.ID, Known: a.policyIDs()}
	}
	field := Field{Kind: KindAdopt, Policy: next.ID}
	if now.Edition == next.Edition && !differ(a.heads(field)) {
		return c, found, fmt.Errorf("the audit asks edition %s of %s already", next.ShortEdition(), next.ID)
	}
	found = policy.Compare(now, next)
	a.Know(next)
	return Change{field, Adoption{From: now.Edition, To: next.Edition, Map: became(now, next, found.Changes)}}, found, nil
}

func (a *Audit) policyIDs() (ids []string) {
	for _, p := range a.force {
		ids = append(ids, p.ID)
	}
	return ids
}

// became reduces a comparison to the clauses that are asked. What is left out
// has its label and its words in both editions.
func became(old, next *policy.Policy, changes []policy.Change) []Became {
	was, is := digests(old), digests(next)
	named := [2]map[string]bool{{}, {}}
	asked := func(side []policy.Clause, in map[string]string, seen map[string]bool) (labels []string) {
		for _, c := range side {
			if _, ok := in[c.Label]; ok {
				labels, seen[c.Label] = append(labels, c.Label), true
			}
		}
		return labels
	}
	all := []Became{}
	for _, one := range changes {
		b := Became{one.Kind, asked(one.Old, was, named[0]), asked(one.New, is, named[1])}
		switch {
		case len(b.Old) == 0 && len(b.New) == 0:
			continue
		case len(b.Old) == 0:
			b.Kind = policy.Added
		case len(b.New) == 0:
			b.Kind = policy.Removed
		case len(b.Old) > 1:
			b.Kind = policy.Merged
		case len(b.New) > 1:
			b.Kind = policy.Split
		case was[b.Old[0]] != is[b.New[0]]:
			b.Kind = policy.Reworded
		case b.Old[0] != b.New[0]:
			b.Kind = policy.Moved
		default:
			continue
		}
		all = append(all, b)
	}
	// A clause that was split and merged at once may be in no change.
	for _, c := range old.Clauses() {
		if !named[0][c.Label] {
			all = append(all, Became{Kind: policy.Removed, Old: []string{c.Label}})
		}
	}
	for _, c := range next.Clauses() {
		if !named[1][c.Label] {
			all = append(all, Became{Kind: policy.Added, New: []string{c.Label}})
		}
	}
	return all
}

func digests(p *policy.Policy) map[string]string {
	all := map[string]string{}
	for _, c := range p.Clauses() {
		all[c.Label] = c.Digest
	}
	return all
}

// ---- from edition to edition ----

// place is where the answers to a clause are in another edition. They are
// offered where they are not one clause's alone.
type place struct {
	label   string
	offered bool
}

// step leads from an edition to one beside it: the places of each clause that
// did not stay as it was, none for one that has none.
type step struct {
	to     string // the edition
	event  *Event
	places map[string][]place
	taken  map[string]bool // the labels that belong to clauses from elsewhere
}

func (s step) of(label string) []place {
	places, named := s.places[label]
	switch {
	case named:
		return places
	case s.taken[label]:
		return nil
	}
	return []place{{label: label}}
}

// steps returns the way of an adoption in both directions: what was answered in
// an edition that was adopted must be found when the adoption is taken back.
func steps(e *Event) (from string, forth, back step) {
	var d Adoption
	if json.Unmarshal(e.Value, &d) != nil {
		return "", step{}, step{}
	}
	forth = step{d.To, e, map[string][]place{}, map[string]bool{}}
	back = step{d.From, e, map[string][]place{}, map[string]bool{}}
	for _, b := range d.Map {
		offered := len(b.Old) != 1 || len(b.New) != 1
		link := func(s step, from, to []string) {
			for _, label := range from {
				s.places[label] = append(s.places[label], []place{}...)
				for _, other := range to {
					s.places[label] = append(s.places[label], place{other, offered})
				}
			}
			for _, other := range to {
				s.taken[other] = true
			}
		}
		link(forth, b.Old, b.New)
		link(back, b.New, b.Old)
	}
	for s, other := range map[*step]step{&forth: back, &back: forth} {
		for label := range other.places {
			s.taken[label] = true
		}
	}
	return d.From, forth, back
}

// route returns the shortest way from an edition of a policy to the one in
// force, none where there is none. An adoption that was taken back still knows
// the way.
func (a *Audit) route(id, from string) []step {
	to, ok := a.Policy(id)
	if !ok || from == to.Edition {
		return nil
	}
	key := Edition{id, from}
	if way, known := a.routes[key]; known {
		return way
	}
	next := map[string][]step{}
	slices.SortFunc(a.adoptions, inOrder)
	for _, e := range a.adoptions {
		if e.Policy == id {
			start, forth, back := steps(e)
			next[start] = append(next[start], forth)
			next[forth.to] = append(next[forth.to], back)
		}
	}
	ways := map[string][]step{from: nil}
	for queue := []string{from}; len(queue) > 0; queue = queue[1:] {
		for _, s := range next[queue[0]] {
			if _, seen := ways[s.to]; !seen {
				ways[s.to] = append(slices.Clone(ways[queue[0]]), s)
				queue = append(queue, s.to)
			}
		}
	}
	a.routes[key] = ways[to.Edition]
	return a.routes[key]
}

// places returns where the answers to a clause of another edition are in the
// one in force.
func (a *Audit) places(id, edition, label string) []place {
	way := a.route(id, edition)
	if len(way) == 0 {
		return nil
	}
	all := []place{{label: label}}
	for _, s := range way {
		var next []place
		for _, p := range all {
			for _, to := range s.of(p.label) {
				to.offered = to.offered || p.offered
				if !slices.Contains(next, to) {
					next = append(next, to)
				}
			}
		}
		all = next
	}
	return all
}

// ---- where answers are now ----

// editionOf returns the edition whose label an event names.
func (a *Audit) editionOf(e *Event) string {
	if e.Edition != "" {
		return e.Edition
	}
	for _, p := range a.Head.Policies {
		if p.ID == e.Policy {
			return p.Edition
		}
	}
	return ""
}

// place returns the field that an event sets in the editions in force. What has
// no place of its own there is archived: its policy is then id@edition.
func (a *Audit) place(e *Event) Field {
	f := e.Field
	p, known := a.Policy(f.Policy)
	edition := a.editionOf(e)
	if f.Clause == "" || !known || edition == p.Edition {
		return f
	}
	base, entry := policy.CutEntry(f.Clause)
	all := a.places(f.Policy, edition, base)
	if len(all) == 1 && !all[0].offered {
		f.Clause = policy.WithEntry(all[0].label, entry)
		return f
	}
	old := Ref{f.Policy + "@" + edition[:min(12, len(edition))], f.Clause}
	f.Policy = old.Policy
	text := a.texts[Edition{p.ID, edition}]
	if text == nil {
		return f
	}
	c, ok := text.Clause(base)
	if !ok || c.Label != base {
		return f
	}
	a.archived[old] = c.For(entry)
	for _, to := range all {
		ref := Ref{p.ID, to.label}
		if _, repeats := a.repeating[ref]; repeats {
			ref.Label = policy.WithEntry(to.label, entry)
		}
		if !slices.Contains(a.offers[ref], old) {
			a.offers[ref] = append(a.offers[ref], old)
		}
	}
	return f
}

// Placed returns an event under the label that its clause has now.
func (a *Audit) Placed(e Event) Event {
	e.Field = a.place(&e)
	return e
}

// lay puts an event to the others of its field.
func (a *Audit) lay(e *Event) {
	f := a.place(e)
	a.fields[f] = append(a.fields[f], e)
	a.byRef[f.Ref()] = append(a.byRef[f.Ref()], e)
	if c, ok := a.unlisted(f.Ref()); ok {
		a.archived[f.Ref()] = c
	}
	if f.Kind == KindOutcome && len(a.fields[f]) == 1 {
		a.decided = append(a.decided, f)
	}
}

// Know gives the audit the texts of editions that were adopted, or that an
// adoption has left.
func (a *Audit) Know(editions ...*policy.Policy) {
	for _, p := range editions {
		if key := (Edition{p.ID, p.Edition}); a.texts[key] == nil {
			a.texts[key] = p
		}
	}
}

// arrange puts the editions in force, and every event to its place in them
// where they are others than before.
func (a *Audit) arrange(anew bool) {
	force := make([]*policy.Policy, len(a.base))
	for n, p := range a.base {
		force[n] = p
		for _, h := range a.heads(Field{Kind: KindAdopt, Policy: p.ID}) {
			var d Adoption
			if json.Unmarshal(h.Value, &d) == nil && a.texts[Edition{p.ID, d.To}] != nil {
				force[n] = a.texts[Edition{p.ID, d.To}]
			}
		}
	}
	if anew || !slices.Equal(force, a.force) {
		a.layAll(force)
	}
	a.repeat()
}

func (a *Audit) layAll(force []*policy.Policy) {
	a.force, a.Policies = force, nil
	a.routes, a.repeating = map[Edition][]step{}, map[Ref]policy.Clause{}
	a.fields, a.byRef, a.decided = map[Field][]*Event{}, map[Ref][]*Event{}, nil
	a.archived, a.offers = map[Ref]policy.Clause{}, map[Ref][]Ref{}
	for _, p := range force {
		for _, s := range p.Sections {
			for _, c := range s.Clauses {
				if s.Repeat != "" {
					a.repeating[Ref{p.ID, c.Label}] = c
				}
			}
		}
	}
	for _, e := range a.events {
		if e.Kind != KindUndo {
			a.lay(e)
		}
	}
	a.repeat()
}

// clause returns the text of a clause, of an archived one too.
func (a *Audit) clause(ref Ref) policy.Clause {
	if c, ok := a.clauses[ref]; ok {
		return c
	}
	if c, ok := a.archived[ref]; ok {
		return c
	}
	c, _ := a.unlisted(ref)
	return c
}

// Editions returns the editions that are asked.
func (a *Audit) Editions() []Edition {
	var all []Edition
	for _, p := range a.Policies {
		all = append(all, Edition{p.ID, p.Edition})
	}
	return all
}

// Disputes returns the adoptions that nobody made in sight of each other and
// that go to different editions. The newest is in force until one more
// adoption settles it.
func (a *Audit) Disputes() []Side {
	var all []Side
	for _, p := range a.Policies {
		all = append(all, a.sidesOf(Field{Kind: KindAdopt, Policy: p.ID})...)
	}
	return all
}

// Adopted returns the event by which the edition in force of a policy came,
// nil where it is the one that the audit began with.
func (a *Audit) Adopted(id string) *Event { return a.head(Field{Kind: KindAdopt, Policy: id}) }

// Reworded is the text that an answer was given to, where the clause says
// something else now.
type Reworded struct {
	Was policy.Clause
	At  time.Time // when the other text was adopted, zero where that is not known
}

// reworded returns what a verdict was given to, nil for the text in force.
func (a *Audit) reworded(ref Ref, verdict *Event) *Reworded {
	if verdict.Text == a.clause(ref).Digest || verdict.Text == "" {
		return nil
	}
	edition := a.editionOf(verdict)
	text := a.texts[Edition{verdict.Policy, edition}]
	if text == nil {
		return nil
	}
	label, entry := policy.CutEntry(verdict.Clause)
	was, ok := text.Clause(label)
	if !ok || was.Digest != verdict.Text {
		return nil
	}
	r := &Reworded{Was: was.For(entry)}
	label = was.Label
	for _, s := range a.route(verdict.Policy, edition) {
		to := s.of(label)
		if len(to) != 1 {
			break
		}
		label, r.At = to[0].label, s.event.Time
		if next := a.texts[Edition{verdict.Policy, s.to}]; next != nil {
			if c, ok := next.Clause(label); ok && c.Digest != was.Digest {
				break
			}
		}
	}
	return r
}

// ---- the archive and what it offers ----

// Archived is a clause with answers that have no place of their own: of an
// edition that was left, or for an entry that is not in its list.
type Archived struct {
	Item
	Offered []Ref // the clauses that may take them, none where it was removed
}

// Archive returns the answers that were left behind, by policy and edition, in
// the order of the older text.
func (a *Audit) Archive(at time.Time) []Archived {
	var all []Archived
	for ref := range a.archived {
		if _, asked := a.clauses[ref]; asked || len(a.byRef[ref]) == 0 {
			continue
		}
		one := Archived{Item: a.Item(ref, at)}
		for _, to := range a.order {
			if slices.Contains(a.offersTo(to), ref) {
				one.Offered = append(one.Offered, to)
			}
		}
		all = append(all, one)
	}
	slices.SortFunc(all, func(x, y Archived) int {
		return cmp.Or(cmp.Compare(x.Ref.Policy, y.Ref.Policy), cmp.Compare(x.Clause.FirstLine, y.Clause.FirstLine), cmp.Compare(x.Ref.Label, y.Ref.Label))
	})
	return all
}

// offered returns the older answers that a clause may take.
func (a *Audit) offered(ref Ref, at time.Time) []Item {
	var all []Item
	for _, old := range a.offersTo(ref) {
		if item := a.Item(old, at); item.Touched() {
			all = append(all, item)
		}
	}
	slices.SortFunc(all, func(x, y Item) int {
		return cmp.Or(cmp.Compare(x.Ref.Policy, y.Ref.Policy), cmp.Compare(x.Clause.FirstLine, y.Clause.FirstLine), cmp.Compare(x.Ref.Label, y.Ref.Label))
	})
	return all
}

// Take returns the changes by which a clause takes one of the older answers
// that it is offered, counted from 1: all that was entered for it.
func (a *Audit) Take(ref Ref, number int, at time.Time) ([]Change, error) {
	offers := a.Item(ref, at).Offered
	switch {
	case len(offers) == 0:
		return nil, fmt.Errorf("%s is offered no older answer", ref.Label)
	case number < 1 || number > len(offers):
		return nil, fmt.Errorf("%s is offered %d older answers, there is no number %d", ref.Label, len(offers), number)
	}
	old := offers[number-1]
	if old.Has(Conflict) {
		return nil, fmt.Errorf("%s is in conflict: answer %s anew", old.Ref, ref.Label)
	}
	var changes []Change
	for _, e := range a.Log(old.Ref) {
		c := Change{Field: e.Field}
		c.Field.Policy, c.Field.Clause = ref.Policy, ref.Label
		switch e.Kind {
		case KindReason:
			c.Value = old.Reason
		case KindVerdict:
			c.Value = old.Verdict
		case KindValidUntil:
			c.Value = old.ValidUntil
		case KindGap:
			c.Value, _ = value[string](a, e.Field)
		case KindEvidence:
			piece, _ := value[*Evidence](a, e.Field)
			if piece == nil {
				continue
			}
			c.Value = piece
		default:
			continue // What puts a clause out of scope is to be said of this one anew.
		}
		changes = append(changes, c)
	}
	return changes, nil
}

// Under returns the audit with its answers at their places in the editions that
// another state of it asks.
func (a *Audit) Under(o *Audit) *Audit {
	then := a.When(func(Event) bool { return true })
	then.texts, then.adoptions = o.texts, slices.Clone(o.adoptions)
	then.layAll(o.force)
	return then
}

// If returns the audit as it would be after a change that nobody makes.
func (a *Audit) If(changes ...Change) (*Audit, error) {
	then := a.When(func(Event) bool { return true })
	made := 0
	step, err := a.Step(Hand{Now: a.LastChange, NewID: func() string { made++; return fmt.Sprint("then ", made) }}, changes...)
	if err != nil {
		return nil, err
	}
	return then, then.Apply(step...)
}

// Fate counts what becomes of the answers when one state of an audit turns into
// another by an adoption.
type Fate struct {
	Kept     int // at their clauses
	Confirm  int // at clauses that say something else now
	Offered  int // to the clauses that came of a split or a merger
	Archived int // the clause is no more
	Open     int // clauses that have no answer
}

// Fates counts what has become of all answers.
func (a *Audit) Fates(at time.Time) Fate {
	var f Fate
	for _, i := range a.Items(at) {
		switch {
		case i.Reworded != nil:
			f.Confirm++
		case i.Touched():
			f.Kept++
		default:
			f.Open++
		}
	}
	for _, old := range a.Archive(at) {
		switch {
		case !old.Touched():
		case len(old.Offered) > 0:
			f.Offered++
		default:
			f.Archived++
		}
	}
	return f
}

// String says it in one line.
func (f Fate) String() string {
	return fmt.Sprintf("answers: %d kept, %d to confirm again, %d offered to other clauses, %d archived; clauses without one: %d",
		f.Kept, f.Confirm, f.Offered, f.Archived, f.Open)
}
