package boxes

import (
	"clausewalk/reports"
	"clausewalk/ui/clauses"
	"clausewalk/ui/walk/layer"
)

// Decided asks what the platform decided.
func Decided(l *clauses.List) layer.Layer { return enter(l, clauses.DecisionForm(l)) }

// DecidedAbout asks what the platform decided about a submission.
func DecidedAbout(l *clauses.List, h reports.Handing) layer.Layer {
	return enter(l, clauses.SubmissionDecisionForm(l, h))
}
