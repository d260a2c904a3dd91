package checklist

import (
	"slices"

	"clausewalk/checklist/event"
)

// Looks are what was found when somebody looked at evidence again, by the Key of
// each piece.
type Looks map[string]event.Look

// Tell lets the audit know what was found. It is no event: it is so on this
// clone, at this moment.
func (a *Audit) Tell(looks Looks) { a.looks = looks }

// Pieces returns the clause's evidence in the order in which it came.
func (a *Audit) Pieces(ref event.Ref) []event.Evidence {
	var all []event.Evidence
	seen := map[event.Field]bool{}
	log := a.Log(ref)
	checks := map[string]event.Check{}
	for n := range log {
		e := &log[n]
		switch {
		case !a.Counts(e.ID):
		case e.Kind == event.KindEvidence:
			delete(checks, e.Subject) // It is added anew, and was not checked since.
		case e.Kind == event.KindCheck:
			if c, ok := event.As[event.Check](e); ok {
				c.By, c.At = e.Who, e.Time
				checks[e.Subject] = c // The newest comes last.
			}
		}
	}
	for _, e := range log {
		if e.Kind != event.KindEvidence || seen[e.Field] {
			continue
		}
		seen[e.Field] = true
		if piece, made := value[*event.Evidence](&a.Standing, e.Field); piece != nil && made != nil {
			piece.ID, piece.Stamp = e.Subject, made.Stamp()
			piece.Look = a.looks[piece.Key()]
			piece.Checked = checks[piece.ID]
			all = append(all, *piece)
		}
	}
	return all
}

func supports(needs string, evidence []event.Evidence) bool {
	switch needs {
	case "", "nothing":
		return true
	case "evidence":
		return len(evidence) > 0
	}
	return slices.ContainsFunc(evidence, func(e event.Evidence) bool { return string(e.Kind) == needs })
}

func needWords(needs string) string {
	switch needs {
	case "evidence":
		return "met needs evidence here"
	case "permission":
		return "met needs the written permission here"
	default:
		return "met needs a " + needs + " here"
	}
}
