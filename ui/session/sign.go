package session

import (
	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/reports"
)

// Faults returns what is wrong with the audit's record on disk, as verify finds
// it. It waits for the disk, and may be called from any goroutine.
func Faults(s *Session) []error {
	if s.Workspace.Commit() != nil && s.at.IsZero() {
		return s.open.Faults(s.open.Hand.Now()) // Nothing can have come since.
	}
	_, faults, _ := workspace.Verify(s.Workspace, s.Head.ID, s.open.Hand.Now())
	return faults
}

// ToReport returns how a report of now is built, by the program's name and version.
// It waits for the disk, and may be called from any goroutine.
func ToReport(s *Session, tool string) reports.Options {
	return reports.Options{At: s.Now(), Tool: tool, Below: s.Workspace.Below(), Faults: Faults(s)}
}

// ToSign returns what a sign-off made now would bind beside the answers, for a
// person to read before. Faults is what is wrong with the record.
func ToSign(s *Session, faults []error) event.Bound {
	return checklist.BoundOf(s.Audit, s.Now(), faults)
}

// Sign returns the change by which a person vouches for the audit as it stands,
// with all that it binds. The evidence must have been looked at.
func Sign(s *Session, name, role, statement string, faults []error) (event.Change, error) {
	at := s.Now()
	return checklist.Sign(s.Audit, checklist.Vouch{
		Name: name, Role: role, Statement: statement, By: s.open.Hand.Person, At: at, Faults: faults, Report: reports.ToSign(s.Audit, at, faults),
	})
}
