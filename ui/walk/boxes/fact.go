package boxes

import (
	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/ui/clauses"
	"clausewalk/ui/walk/layer"
)

// Fact asks a question about the app that is not answered with yes or no. What
// is answered goes to keep.
func Fact(l *clauses.List, fact checklist.Fact, keep func(event.FactAnswer) error) layer.Layer {
	hint := "write unknown if it is not known yet"
	if fact.Question.Answer == "list" {
		hint = "names separated by commas, or none; " + hint
	}
	before := ""
	if fact.Answered && !fact.Answer.Unknown {
		before = fact.Answer.String()
	}
	f := newForm(draftOf(l, "fact "+fact.Policy+" "+fact.Question.ID), fact.Question.Question, hint, nil, before)
	f.choices = []clauses.Choices{clauses.FactChoices(fact.Question)}
	f.accept = func() layer.Result {
		answer, err := event.ParseFact(fact.Question, f.Value(0))
		if err == nil {
			err = keep(answer)
		}
		if err != nil {
			return f.refuse(err)
		}
		return layer.Result{Close: true}
	}
	return f
}
