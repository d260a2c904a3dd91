package clauses

import (
	"slices"

	"clausewalk/checklist/event"
	"clausewalk/policy"
	"clausewalk/reports"
)

// section is a section of a policy with its clauses, by their index.
type section struct {
	policy.Section
	key      string // names it among all policies' sections
	from, to int    // to is the first clause beyond it
}

func sectionsOf(policies []*policy.Policy) []section {
	var all []section
	at := 0
	for _, p := range policies {
		for _, s := range p.Sections {
			key := event.Ref{Policy: p.ID, Label: s.Label + " " + s.Entry}.String()
			all = append(all, section{s, key, at, at + len(s.Clauses)})
			at += len(s.Clauses)
		}
	}
	return all
}

// sectionAt returns the section of the clause with an index, an empty one where
// there is none. It is the list's own.
func sectionAt(l *List, at int) *section {
	for n := range l.sections {
		if s := &l.sections[n]; at >= s.from && at < s.to {
			return s
		}
	}
	return &section{}
}

// Section returns the heading of the section one is in, safe to show.
func Section(l *List) string {
	if s := sectionAt(l, l.cursor); s.to > 0 {
		return reports.Line(s.Heading())
	}
	return ""
}

// Fold folds the section one is in, so that of it only its heading and the
// clause under the cursor are listed, or unfolds it.
func Fold(l *List) { FoldAt(l, l.cursor) }

// FoldAt does the same for the section of the clause with an index.
func FoldAt(l *List, at int) {
	setFolded(l, sectionAt(l, at).key, !l.folded[sectionAt(l, at).key])
	l.rows = nil
}

// FoldAll folds every section, or unfolds all where none is left to fold.
func FoldAll(l *List) {
	all := slices.ContainsFunc(l.sections, func(s section) bool { return s.to > s.from && !l.folded[s.key] })
	for _, s := range l.sections {
		setFolded(l, s.key, all)
	}
	l.rows = nil
}

func setFolded(l *List, key string, folded bool) {
	if folded {
		l.folded[key] = true
	} else {
		delete(l.folded, key)
	}
}

// folds tells whether any section is folded.
func folds(l *List) bool { return len(l.folded) > 0 }
