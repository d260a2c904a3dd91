package ui

import (
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"clausewalk/checklist"
	"clausewalk/policy"
	"clausewalk/reports"
)

// openDecided asks what the platform decided about the clauses that the keys
// are for, or about the permission that the clause is asked for.
func (m *Model) openDecided() tea.Cmd {
	refs := m.targets()
	_, permission := policy.CutEntry(refs[0].Label)
	var results, names []string
	for _, r := range checklist.Results() {
		results = append(results, string(r))
	}
	for _, ref := range refs {
		names = append(names, m.audit.Name(ref))
	}
	b := &lineBox{
		title:  "What the platform decided",
		hint:   "result is " + strings.Join(results, ", ") + "; the day is written as 2026-03-31; clauses may be empty, for the permission or the whole submission; tab goes on",
		labels: []string{"result", "on", "permission", "clauses", "its words"},
		accept: (*Model).keepDecided,
	}
	m.openLines(b, "", m.audit.Hand.Now().UTC().Format(time.DateOnly), permission, strings.Join(names, ", "), "")
	return nil
}

func (m *Model) keepDecided(b *lineBox) tea.Cmd {
	made := checklist.Outcome{Result: checklist.Result(strings.ToLower(b.value(0))), On: b.value(1), Release: m.audit.Head.Release, Permission: b.value(2), Words: b.value(4)}
	var refs []checklist.Ref
	for _, name := range strings.FieldsFunc(b.value(3), func(r rune) bool { return r == ',' || r == ' ' }) {
		ref, err := m.audit.Find(m.audit.NameFor(name, made.Permission))
		if err != nil {
			b.fault = reports.Line(err.Error())
			return nil
		}
		refs = append(refs, ref)
	}
	changes := checklist.AddOutcome(m.audit.Hand.NewID(), made, refs...)
	if _, err := m.audit.Step(m.audit.Hand, changes...); err != nil {
		b.fault = reports.Line(err.Error())
		return nil
	}
	if found := checklist.SecretsIn(changes...); found != "" && b.warned != found {
		b.fault, b.warned = "this looks like a secret, "+reports.Line(found)+"; enter again keeps it all the same", found
		return nil
	}
	m.dialog = nil
	_, cmd := m.change(changes...)
	m.unmark()
	if m.note == "" {
		m.note = "kept: " + reports.Line(made.String())
	}
	return cmd
}
