package ui

import "testing"

func TestWhatChangesTheAuditIsInTheTable(t *testing.T) {
	table := newTable(Actions())
	for _, name := range changing {
		if table.Named(name) == nil {
			t.Errorf("there is no action %q", name)
		}
	}
}
