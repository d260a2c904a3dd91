package checklist

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"clausewalk/policy"
)

// repeat asks what repeats once for each entry that the scope lists now.
func (a *Audit) repeat() {
	lists := map[Field][]string{}
	for _, p := range a.force {
		for _, s := range p.Sections {
			if s.Repeat != "" {
				field := Field{Kind: KindScope, Policy: p.ID, Subject: s.Repeat}
				if entries, known := a.entries(field); known {
					lists[field] = entries
				}
			}
		}
	}
	if a.Policies != nil && maps.EqualFunc(lists, a.lists, slices.Equal) {
		return
	}
	a.lists = lists
	a.Policies, a.clauses, a.order, a.labels = nil, map[Ref]policy.Clause{}, nil, map[string]int{}
	for _, p := range a.force {
		asked := p.Repeated(func(fact string) ([]string, bool) {
			entries, known := lists[Field{Kind: KindScope, Policy: p.ID, Subject: fact}]
			return entries, known
		})
		a.Policies = append(a.Policies, asked)
		for _, c := range asked.Clauses() {
			ref := Ref{p.ID, c.Label}
			a.clauses[ref] = c
			a.order = append(a.order, ref)
			a.labels[c.Label]++
		}
	}
}

// entries returns what a list holds, in the order of the alphabet, and false
// while that is not known. Of answers in conflict it is what any of them names:
// asking too much loses nothing.
func (a *Audit) entries(list Field) ([]string, bool) {
	heads := a.heads(list)
	all := []string{}
	for _, h := range heads {
		var answer FactAnswer
		if json.Unmarshal(h.Value, &answer) != nil || answer.Unknown {
			return nil, false
		}
		all = append(all, answer.Values...)
	}
	slices.Sort(all)
	return slices.Compact(all), len(heads) > 0
}

// IsList tells whether a fact is a list that a section is asked for each of.
func (a *Audit) IsList(f Field) bool {
	p, ok := a.Policy(f.Policy)
	return ok && f.Kind == KindScope && slices.ContainsFunc(p.Sections, func(s policy.Section) bool { return s.Repeat == f.Subject })
}

// unlisted returns a clause that repeats as it is, or would be, asked under a
// label: for an entry, or once while the list is not known.
func (a *Audit) unlisted(ref Ref) (policy.Clause, bool) {
	base, entry := policy.CutEntry(ref.Label)
	if c, ok := a.repeating[Ref{ref.Policy, base}]; ok {
		return c.ForEntry(entry), true
	}
	if entry == "" {
		return policy.Clause{}, false
	}
	p, ok := a.Policy(ref.Policy)
	if !ok {
		return policy.Clause{}, false
	}
	c, ok := p.Clause(base) // It does not repeat any more.
	return c.ForEntry(entry), ok && c.Label == base
}

// offersTo returns the clauses whose answers a clause may take: of editions
// that were left, and what was answered before the list was known, in this
// edition and in those. One that is archived itself may take nothing.
func (a *Audit) offersTo(ref Ref) []Ref {
	if _, asked := a.clauses[ref]; !asked {
		return nil
	}
	all := slices.Clone(a.offers[ref])
	if base, entry := policy.CutEntry(ref.Label); entry != "" {
		once := Ref{ref.Policy, base}
		all = append(append(all, a.offers[once]...), once)
	}
	return slices.DeleteFunc(all, func(old Ref) bool { return !a.offerable(old) })
}

// offerable tells whether anything stands for a clause that another one could
// take.
func (a *Audit) offerable(ref Ref) bool {
	return slices.ContainsFunc(a.byRef[ref], func(e *Event) bool {
		switch e.Kind {
		case KindVerdict, KindReason, KindValidUntil, KindEvidence, KindGap:
		default:
			return false
		}
		f := e.Field
		f.Policy, f.Clause = ref.Policy, ref.Label // Where the event is now.
		return slices.ContainsFunc(a.heads(f), func(h *Event) bool {
			return !slices.Contains([]string{"null", `""`, `"` + string(Unanswered) + `"`}, string(h.Value))
		})
	})
}

// askedAs is how a clause that repeats is asked.
type askedAs struct {
	note   string
	labels []string
}

// asked tells how a clause of a policy that repeats is asked, where a person
// has typed it without its entry, or with one that is not listed.
func (a *Audit) asked(p *policy.Policy, label string) (askedAs, bool) {
	base, entry := policy.CutEntry(label)
	text, ok := a.Policy(p.ID)
	if !ok {
		return askedAs{}, false
	}
	c, ok := text.Clause(base)
	if !ok {
		return askedAs{}, false
	}
	fact := text.Sections[slices.IndexFunc(text.Sections, func(s policy.Section) bool { return s.HasClause(c.Label) })].Repeat
	if fact == "" {
		return askedAs{}, false
	}
	if entry != "" {
		return askedAs{note: fmt.Sprintf("%s does not list %q", fact, entry)}, true
	}
	as := askedAs{note: fmt.Sprintf("it is asked for each of %s, and none is listed", fact)}
	for _, entry := range a.lists[Field{Kind: KindScope, Policy: p.ID, Subject: fact}] {
		as.labels = append(as.labels, policy.WithEntry(c.Label, entry))
		as.note = fmt.Sprintf("it is asked for each of %s", fact)
	}
	return as, true
}

// Repeat is one entry of a list, with the section that is asked for it.
type Repeat struct {
	Policy  string
	Fact    string // the list
	Entry   string
	Refs    []Ref // the section's clauses for this entry
	Needing []Ref // those of them whose answers show that the entry is needed
}

// Unused says what is wrong with an entry that nothing needs.
func (r Repeat) Unused() string { return r.Entry + " is requested, and never shown to be used" }

// Repeats returns the entries that sections are asked for, as they are asked.
func (a *Audit) Repeats() []Repeat {
	var all []Repeat
	for _, p := range a.Policies {
		for _, s := range p.Sections {
			if s.Entry == "" {
				continue
			}
			one := Repeat{Policy: p.ID, Fact: s.Repeat, Entry: s.Entry}
			for _, c := range s.Clauses {
				one.Refs = append(one.Refs, Ref{p.ID, c.Label})
				if base, _ := policy.CutEntry(c.Label); slices.Contains(s.NeededBy, base) {
					one.Needing = append(one.Needing, Ref{p.ID, c.Label})
				}
			}
			all = append(all, one)
		}
	}
	return all
}

// Unneeded returns the entries that no answer shows to be needed: none of those
// that would is met or partly met, and stands.
func (a *Audit) Unneeded(items []Item) []Repeat {
	shown := map[Ref]bool{}
	for _, i := range items {
		shown[i.Ref] = i.Answered() && (i.Verdict == Met || i.Verdict == Partly)
	}
	return slices.DeleteFunc(a.Repeats(), func(r Repeat) bool {
		return len(r.Needing) == 0 || slices.ContainsFunc(r.Needing, func(ref Ref) bool { return shown[ref] })
	})
}

// Mention is something that an answer names and that is in no list.
type Mention struct {
	Ref   Ref   // the clause whose answer names it
	List  Field // the list in which it is missing
	Entry string
}

// Missing says what the list lacks; place is where the reader sees it named.
func (m Mention) Missing(place string) string {
	return fmt.Sprintf("%s is named %s, and scope does not list it", m.Entry, place)
}

// Unlisted returns what answers name like an entry of a list and the list does
// not hold, once for each clause.
func (a *Audit) Unlisted(items []Item) []Mention {
	var all []Mention
	for _, p := range a.force {
		for _, f := range p.Scope {
			if f.Like == "" {
				continue
			}
			like, err := regexp.Compile(f.Like)
			if err != nil {
				continue // A guide with such an expression is not read.
			}
			list := Field{Kind: KindScope, Policy: p.ID, Subject: f.ID}
			entries, _ := a.entries(list)
			for _, i := range items {
				named := like.FindAllString(strings.Join(i.said(), "\n"), -1)
				slices.Sort(named)
				for _, entry := range slices.Compact(named) {
					if !slices.Contains(entries, entry) {
						all = append(all, Mention{i.Ref, list, entry})
					}
				}
			}
		}
	}
	return all
}

// said returns the words that people have given for a clause.
func (i Item) said() []string {
	all := []string{i.Reason, i.Gap.Fix}
	for _, e := range i.Evidence {
		for _, part := range e.words() {
			all = append(all, part.text)
		}
	}
	return all
}

// lintLists points at entries that nothing needs, and at what is missing.
func (a *Audit) lintLists(items []Item) []Finding {
	var all []Finding
	for _, r := range a.Unneeded(items) {
		all = append(all, Finding{r.Needing[0], "unneeded", r.Unused(),
			fmt.Sprintf("clausewalk answer %s met, or take it out: clausewalk scope %s", a.Name(r.Needing[0]), r.Fact)})
	}
	for _, m := range a.Unlisted(items) {
		all = append(all, Finding{m.Ref, "unlisted", m.Missing("here"),
			fmt.Sprintf("clausewalk scope %s, with %s among them", m.List.Subject, m.Entry)})
	}
	return all
}
