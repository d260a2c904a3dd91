package checklist

import (
	"slices"

	"clausewalk/checklist/event"
	"clausewalk/policy"
)

// Fact is a scope question with its answer.
type Fact struct {
	Policy   string
	Question policy.Fact
	Answer   event.FactAnswer
	Answered bool
	event.Stamp
	Sides []Side // the answers that are in conflict; Answer is the newest of them
}

// Facts returns the scope questions of all policies with their answers. A question that
// several policies ask in the same words is there once, under the first of them, unless
// the answers differ.
func (a *Audit) Facts() []Fact {
	var all []Fact
	for _, p := range a.force {
		for _, q := range p.Scope {
			f := Fact{Policy: p.ID, Question: q}
			field := listField(p.ID, q.ID)
			if slices.ContainsFunc(all, func(o Fact) bool {
				same := listField(o.Policy, q.ID)
				return slices.Contains(a.sameQuestion(same), field) && a.words(same) == a.words(field)
			}) {
				continue
			}
			f.Sides = a.sides(field)
			answer, said := value[event.FactAnswer](a, field)
			if said != nil {
				f.Answer, f.Answered, f.Stamp = answer, true, said.Stamp()
			}
			all = append(all, f)
		}
	}
	return all
}
