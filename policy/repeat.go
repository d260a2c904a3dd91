package policy

import "slices"

// ForEntry returns the clause as it is asked for an entry.
func (c Clause) ForEntry(entry string) Clause {
	c.Label, c.Entry = WithEntry(c.Label, entry), entry
	return c
}

// Repeats tells whether some section is asked once for each entry of a list.
func (p *Policy) Repeats() bool {
	return slices.ContainsFunc(p.Sections, func(s Section) bool { return s.Repeat != "" })
}

// Repeated returns the policy as it is asked about one app: a section that repeats
// for a list of the scope is there once for each entry, and once without clauses
// where the list is empty. List returns a fact's entries, and false while they are
// not known: the section is then there once, as it stands.
func (p *Policy) Repeated(list func(fact string) ([]string, bool)) *Policy {
	if !p.Repeats() {
		return p
	}
	asked := *p
	asked.Sections = nil
	for _, s := range p.Sections {
		entries, known := []string(nil), false
		if s.Repeat != "" {
			entries, known = list(s.Repeat)
		}
		switch {
		case !known:
			asked.Sections = append(asked.Sections, s)
		case len(entries) == 0:
			s.Clauses, s.Skipped = nil, nil
			asked.Sections = append(asked.Sections, s)
		}
		for n, entry := range entries {
			asked.Sections = append(asked.Sections, s.forEntry(entry, n == 0))
		}
	}
	return &asked
}

// forEntry returns the section as it is asked for one entry. What the numbering
// skips is told only once, with the first entry.
func (s Section) forEntry(entry string, first bool) Section {
	one := s
	one.Entry = entry
	one.Clauses, one.Context, one.Skipped = make([]Clause, len(s.Clauses)), make([]Context, len(s.Context)), nil
	for n, c := range s.Clauses {
		one.Clauses[n] = c.ForEntry(entry)
	}
	after := func(label string) string {
		if label == "" {
			return ""
		}
		return WithEntry(label, entry)
	}
	for n, c := range s.Context {
		one.Context[n] = Context{c.Clause.ForEntry(entry), after(c.After), c.Set}
	}
	if first {
		for _, g := range s.Skipped {
			one.Skipped = append(one.Skipped, Skipped{g.Label, after(g.After)})
		}
	}
	return one
}
