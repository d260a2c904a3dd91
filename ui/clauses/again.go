package clauses

import (
	"context"
	"fmt"
	"slices"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/reports"
	"clausewalk/ui/session"
)

// Piece is a piece of evidence with its clause.
type Piece struct {
	Ref      event.Ref
	Evidence event.Evidence
}

// Recheckable returns the evidence of clauses that can be checked again: links by
// their address, outputs by their command.
func Recheckable(items []checklist.Item) (links, commands []Piece) {
	for _, i := range items {
		for _, e := range i.Evidence {
			switch {
			case e.Command != "":
				commands = append(commands, Piece{i.Ref, e})
			case e.URL != "":
				links = append(links, Piece{i.Ref, e})
			}
		}
	}
	return links, commands
}

// Fetch fetches links, each address once, and returns what came of it as changes,
// of those that were fetched before ctx ended. It waits for the network, and may be
// called from any goroutine. What is on this machine or in a private network is only
// asked where private says so.
func Fetch(ctx context.Context, all []Piece, private bool) []event.Change {
	var addresses []string
	for _, p := range all {
		if !slices.Contains(addresses, p.Evidence.URL) {
			addresses = append(addresses, p.Evidence.URL)
		}
	}
	seen := workspace.Fetcher{Time: workspace.FetchTime, Private: private}.LookOnline(ctx, addresses, nil)
	var changes []event.Change
	for _, p := range all {
		if check, ok := seen[p.Evidence.URL]; ok {
			changes = append(changes, event.CheckEvidence(p.Ref, p.Evidence.ID, workspace.Compared(p.Evidence, check)))
		}
	}
	return changes
}

// RunAgain runs the command of a piece again, which a person has just chosen or
// was just asked about, and returns what came of it as a change. It waits, and
// may be called from any goroutine.
func RunAgain(s *session.Session, p Piece) []event.Change {
	check, err := s.Again(context.Background(), p.Evidence, workspace.Allow{Run: true})
	if err != nil {
		check = event.Check{Outcome: reports.Line(err.Error())}
	}
	return []event.Change{event.CheckEvidence(p.Ref, p.Evidence.ID, check)}
}

// Warning says of a command that was not recorded here who did it, empty for one
// that was.
func Warning(s *session.Session, e event.Evidence) string {
	if s.Workspace.OwnCommand(e.Command) {
		return ""
	}
	return "this command was not recorded here, but by " + reports.Line(e.By.String())
}

// KeepChecks keeps as one step what came of checking evidence again, and says
// it in words.
func KeepChecks(l *List, changes []event.Change) (string, error) {
	failed, last := 0, ""
	for _, c := range changes {
		check := c.Value.(event.Check)
		last = check.String()
		if !check.Holds {
			failed++
		}
	}
	if _, err := l.Change(changes...); err != nil {
		return "", err
	}
	if len(changes) == 1 {
		return "checked: " + reports.Line(last), nil
	}
	return fmt.Sprintf("%d checked, %d of them failed", len(changes), failed), nil
}
