package ui

import (
	"slices"
	"testing"
)

func TestWhatChangesTheAuditIsInTheTable(t *testing.T) {
	table := newTable(Actions())
	for _, name := range changing {
		if table.Named(name) == nil {
			t.Errorf("there is no action %q", name)
		}
	}
}

func TestWhatAnswersAClauseIsOffWhereAnAuditIsRead(t *testing.T) {
	for _, a := range Actions() {
		if Settles(a.Name) && !slices.Contains(changing, a.Name) {
			t.Errorf("%q changes an answer and can be done where an audit is read", a.Name)
		}
	}
}
