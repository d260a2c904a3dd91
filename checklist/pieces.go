package checklist

import (
	"slices"

	"clausewalk/checklist/event"
)

// Looks are what was found when the program looked at evidence again, by the Key of
// each piece.
type Looks map[string]event.Look

// SetLooks gives the audit what was found. It is not an event, since it is only true on
// this clone and at this moment.
func (a *Audit) SetLooks(looks Looks) { a.looks = looks }

// Pieces returns the clause's evidence in the order in which it came.
func (a *Audit) Pieces(ref event.Ref) []event.Evidence {
	var all []event.Evidence
	for _, f := range a.setAt(ref, event.KindEvidence) {
		if piece, made := value[*event.Evidence](a, f); piece != nil && made != nil {
			piece.ID, piece.Stamp = f.Subject, made.Stamp()
			piece.Look = a.looks[piece.Key()]
			piece.Checked = a.checked(f)
			all = append(all, *piece)
		}
	}
	return all
}

// checked returns the newest check of a piece of evidence since it was last added.
func (a *Audit) checked(piece event.Field) event.Check {
	of := piece
	of.Kind = event.KindCheck
	log := slices.Concat(a.log(piece), a.log(of))
	slices.SortFunc(log, event.Order)
	for _, e := range slices.Backward(log) {
		switch {
		case !a.active(e):
		case e.Kind == event.KindEvidence:
			return event.Check{}
		default:
			if c, ok := event.As[event.Check](e); ok {
				c.By, c.At = e.Who, e.Time
				return c
			}
		}
	}
	return event.Check{}
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
