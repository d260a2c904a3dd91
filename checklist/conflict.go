package checklist

import (
	"slices"
	"strings"

	"clausewalk/checklist/event"
)

// Version is one side of a clause in conflict: what one writer says in the fields that
// are in conflict. What all agree about is in every version.
type Version struct {
	Writer      string
	event.Stamp // of the verdict, or of what else is in conflict
	Verdict     event.Verdict
	Reason      string
	Rest        []Side           // what else is in conflict, as this writer says it
	Evidence    []event.Evidence // what this person has added to the clause

	first *event.Event   // the first event of what it says
	takes []event.Change // what Take returns
}

// Name returns what the version is called: by the person who said it.
func (v Version) Name() string { return v.By.String() }

// Versions returns the sides of a clause in conflict, in the order in which they were
// first said; none if it is not in conflict.
func Versions(a *Audit, ref event.Ref) []Version {
	item := a.Item(ref, a.LastChange())
	var all []Version
	for _, f := range a.contested(ref) {
		heads := a.heads(f)
		for n, at := range together(all, heads) {
			h := heads[n]
			if at < 0 {
				at = len(all)
				all = append(all, Version{Writer: h.Writer, Stamp: h.Stamp(), Verdict: item.Verdict, Reason: item.Reason, first: h})
			}
			all[at].says(f, h)
		}
	}
	ownReason(a, ref, all)
	for n := range all {
		v := &all[n]
		v.Evidence = slices.DeleteFunc(slices.Clone(item.Evidence), func(e event.Evidence) bool { return e.By != v.By })
	}
	return all
}

// together returns for each value of a field the version that it belongs to, -1 if it
// begins one of its own. A writer may have said two things, on two branches: then
// values that are closest to one another belong to the same version.
func together(all []Version, heads []*event.Event) []int {
	type pair struct {
		head, version int
		apart         distance
	}
	var pairs []pair
	for n, h := range heads {
		for m, v := range all {
			if v.Writer == h.Writer {
				pairs = append(pairs, pair{n, m, apart(v.first, h)})
			}
		}
	}
	slices.SortStableFunc(pairs, func(x, y pair) int { return slices.Compare(x.apart[:], y.apart[:]) })
	of := slices.Repeat([]int{-1}, len(heads))
	for _, p := range pairs {
		if of[p.head] < 0 && !slices.Contains(of, p.version) {
			of[p.head] = p.version
		}
	}
	return of
}

// distance is how far apart two values of one writer are: whether in different files,
// whether by different people, and in time. The first of these counts most, since a
// file belongs to one branch.
type distance [3]int64

func (d distance) before(o distance) bool { return slices.Compare(d[:], o[:]) < 0 }

func apart(x, y *event.Event) (far distance) {
	if x.File != y.File {
		far[0] = 1
	}
	if x.Who != y.Who {
		far[1] = 1
	}
	far[2] = int64(x.Time.Sub(y.Time).Abs())
	return far
}

// ownReason leaves a reason that is not in conflict only with the side that gave it,
// together with its answer. The answers of other sides do not get that reason.
func ownReason(a *Audit, ref event.Ref, all []Version) {
	gone := event.SetReason(ref, "")
	heads := a.heads(gone.Field)
	if len(heads) == 0 || event.InConflict(heads) {
		return
	}
	h := heads[len(heads)-1]
	with := -1
	for n, v := range all {
		if v.Writer == h.Writer && !h.Time.Before(v.first.Time) && (with < 0 || apart(v.first, h).before(apart(all[with].first, h))) {
			with = n
		}
	}
	for n := range all {
		if v := &all[n]; with >= 0 && n != with {
			v.Reason, v.takes = "", append(v.takes, gone)
		}
	}
}

// contested returns the fields of a clause that are in conflict.
func (s *Standing) contested(ref event.Ref) []event.Field {
	var all []event.Field
	for _, side := range s.disputed(ref) {
		if !slices.Contains(all, side.Field) {
			all = append(all, side.Field)
		}
	}
	return all
}

func (v *Version) says(f event.Field, h *event.Event) {
	value, err := event.DecodeValue(h.Kind, h.Value)
	if err != nil {
		return // Values were checked when their event was decoded or made.
	}
	v.takes = append(v.takes, event.Change{Field: f, Value: value, Said: h.Origin()})
	switch said := value.(type) {
	case event.Verdict:
		v.Verdict, v.Stamp = said, h.Stamp()
	case event.Reason:
		v.Reason = string(said)
	default:
		v.Rest = append(v.Rest, Side{f, event.Words(h.Kind, h.Value), h.Stamp()})
	}
}

// Take returns the changes that settle the conflict in favour of this version. Their
// values remain those of the people who said them.
func (v Version) Take() []event.Change {
	return event.Meant(v.takes...) // The audit keeps these words already.
}

// Anew returns the changes that settle the conflict with a new answer. Everything but
// verdict and reason is taken from this version.
func (v Version) Anew(ref event.Ref, verdict event.Verdict, reason string) []event.Change {
	rest := slices.DeleteFunc(v.Take(), func(c event.Change) bool {
		return c.Field.Kind == event.KindVerdict || c.Field.Kind == event.KindReason
	})
	return append(rest, event.SetReason(ref, reason), event.SetVerdict(ref, verdict))
}

// Joined returns the reasons of all versions in one text, each under the name of
// who gave it.
func Joined(all []Version) string {
	var parts []string
	for _, v := range all {
		if strings.TrimSpace(v.Reason) != "" {
			parts = append(parts, v.Name()+" ("+v.Verdict.String()+"): "+v.Reason)
		}
	}
	return strings.Join(parts, "\n\n")
}

// A ConflictError says that a verdict alone does not settle the conflict of a clause.
type ConflictError struct {
	Ref   event.Ref
	Sides []Side // the verdicts of its sides
}

// Error names the clause and what its sides say.
func (e *ConflictError) Error() string {
	var said []string
	for _, s := range e.Sides {
		said = append(said, s.By.String()+" says "+s.Value)
	}
	return e.Ref.Label + " is in conflict: " + strings.Join(said, ", ")
}

// OneSided returns a *ConflictError for a verdict without a reason, where several people
// have given both for its clause, unless it is the verdict of exactly one of them: it
// would stand with the reason of somebody who said something else.
func OneSided(a *Audit, changes []event.Change) error {
	reasoned := map[event.Ref]bool{}
	for _, c := range changes {
		if c.Field.Kind == event.KindReason {
			reasoned[c.Field.Ref()] = true
		}
	}
	for _, c := range changes {
		ref := c.Field.Ref()
		if c.Field.Kind != event.KindVerdict || reasoned[ref] || !event.InConflict(a.heads(event.SetReason(ref, "").Field)) {
			continue
		}
		heads, same := a.heads(c.Field), 0
		for _, h := range heads {
			if v, _ := event.As[event.Verdict](h); v == c.Value {
				same++
			}
		}
		if len(heads) > 1 && same != 1 {
			return &ConflictError{ref, sidesOf(c.Field, heads)}
		}
	}
	return nil
}
