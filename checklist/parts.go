package checklist

import (
	"slices"
	"strings"

	"clausewalk/checklist/event"
	"clausewalk/policy"
	"clausewalk/policy/editions"
)

// A clause may be answered for everything that the source labels inside it, or a part
// by itself: the answer to the part then takes precedence.

// answeredParts returns the parts about which something stands.
func (a *Audit) answeredParts() map[event.Ref]bool {
	all := map[event.Ref]bool{}
	if len(a.parts) == 0 {
		return all
	}
	active := func(f event.Field) bool { return slices.ContainsFunc(a.log(f), a.active) }
	for ref, fields := range a.byRef {
		base, _ := policy.CutEntry(ref.Label)
		if _, part := a.parts[event.Ref{Policy: ref.Policy, Label: base}]; part && slices.ContainsFunc(fields, active) {
			all[ref] = true
		}
	}
	return all
}

// partsByKey finds the parts of texts by their labels as people type them.
func partsByKey(texts []*policy.Policy) map[askedKey]policy.Clause {
	keys := map[askedKey]policy.Clause{}
	for _, p := range texts {
		for _, s := range p.Sections {
			for _, n := range s.Nodes() {
				for _, part := range n.Parts {
					key := askedKey{p.ID, policy.LabelKey(part.Label)}
					if _, known := keys[key]; !known {
						keys[key] = n.PartClause(part)
					}
				}
			}
		}
	}
	return keys
}

// part finds a part that is not asked, by what a person types for it.
func (a *Asked) part(p *policy.Policy, label string) (event.Ref, bool) {
	base, entry := policy.CutEntry(label)
	one, ok := a.partKeys()[askedKey{p.ID, policy.LabelKey(base)}]
	if !ok || a.parts[event.Ref{Policy: p.ID, Label: one.Label}].Label == "" {
		return event.Ref{}, false
	}
	ref := event.Ref{Policy: p.ID, Label: policy.WithEntry(one.Label, entry)}
	if _, asked := a.clauses[event.Ref{Policy: p.ID, Label: policy.WithEntry(one.Parent, entry)}]; !asked {
		return event.Ref{}, false // It repeats, and is asked for entries alone.
	}
	return ref, true
}

// partsBecame tells what became of the parts of clauses. A part goes with its clause, to
// the part with the same words or else with the same label. One that it leaves out kept
// both.
func partsBecame(old, next *policy.Policy, changes []editions.Change) (all []event.Became) {
	type part struct{ label, suffix, digest string }
	parts := func(side []policy.Clause) (all []part) {
		for _, c := range side {
			for _, p := range c.Parts {
				all = append(all, part{p.Label, strings.TrimPrefix(p.Label, c.Label), c.PartClause(p).Digest})
			}
		}
		return all
	}
	for _, one := range changes {
		was, is := parts(one.Old), parts(one.New)
		taken := make([]bool, len(is))
		to := make([]int, len(was))
		for n := range to {
			to[n] = -1
		}
		for _, same := range []func(o, n part) bool{
			func(o, n part) bool { return o.digest == n.digest && o.suffix == n.suffix },
			func(o, n part) bool { return o.digest == n.digest },
			func(o, n part) bool { return o.suffix == n.suffix },
		} {
			for n, o := range was {
				for m := range is {
					if to[n] < 0 && !taken[m] && same(o, is[m]) {
						to[n], taken[m] = m, true
					}
				}
			}
		}
		for n, o := range was {
			switch m := to[n]; {
			case m < 0:
				all = append(all, event.Became{Kind: editions.Removed, Old: []string{o.label}})
			case o.digest != is[m].digest:
				all = append(all, event.Became{Kind: editions.Reworded, Old: []string{o.label}, New: []string{is[m].label}})
			case o.label != is[m].label:
				all = append(all, event.Became{Kind: editions.Moved, Old: []string{o.label}, New: []string{is[m].label}})
			}
		}
		for m, n := range is {
			if !taken[m] {
				all = append(all, event.Became{Kind: editions.Added, New: []string{n.label}})
			}
		}
	}
	return all
}

// ByParts is what Item.Covered says if the answers to all parts of a clause stand for
// its own.
const ByParts = "its parts"

// covered returns whose answer stands for a clause that has none: that of the
// clause that it is a part of, or those of all its parts.
func (a *Audit) covered(i Item) string {
	given := func(ref event.Ref) bool {
		v, e := value[event.Verdict](a, event.SetVerdict(ref, "").Field)
		return e != nil && v != event.Unanswered
	}
	if i.Verdict != event.Unanswered || len(i.Sides) > 0 {
		return ""
	}
	for up := i.Clause.Parent; up != ""; {
		ref := event.Ref{Policy: i.Ref.Policy, Label: up}
		if given(ref) {
			return up
		}
		up = a.clause(ref).Parent
	}
	below := a.below[i.Ref]
	of := len(slices.DeleteFunc(slices.Clone(i.Clause.Parts), func(p policy.Part) bool { return p.Depth > 1 }))
	if of > 0 && len(below) == of && !slices.ContainsFunc(below, func(r event.Ref) bool { return !given(r) }) {
		return ByParts
	}
	return ""
}
