package scan

import (
	"slices"
	"strings"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/policy/signals"
)

// The rules that hold what people said, or what the app asks for, against what it
// does. They need more than a pattern, so they are no data.
var (
	unusedPermission = signals.Rule{
		ID: "permission-not-used", Clauses: []string{"instagram-app-review/S.1", "instagram-platform/A.6"}, Level: signals.Question,
		Words:   "The code requests a permission, and no call was found that needs it. Asking for more than is used is a common reason for a rejection.",
		Settles: "Name the function that uses it, or take it out of the login request.",
	}
	unnamedPermission = signals.Rule{
		ID: "permission-not-in-code", Clauses: []string{"instagram-app-review/S.1"}, Level: signals.Question,
		Words:   "The scope lists a permission that the code does not request.",
		Settles: "Point at where it is requested, or take it off the list.",
	}
	otherWay = signals.Rule{
		ID: "login-other-and-writes", Clauses: []string{"instagram-platform/A.34", "instagram-platform/A.5"}, Level: signals.Question,
		Words:   "The scope says that accounts are entered by another way than an official login, that the app writes, and that it requests no permission. Only an unofficial API fits all three.",
		Settles: "Say which API it calls, or correct the scope.",
	}
)

// contradictions adds what does not fit together.
func (j *judging) contradictions(rules []*signals.Rule) {
	requested, used, shown := map[string][]Hit{}, map[string]bool{}, map[string]bool{}
	for _, r := range rules {
		for _, h := range j.byRule[r.ID] {
			if r.Fact == "permissions" && r.Answer == "" {
				requested[strings.ToLower(h.Text)] = append(requested[strings.ToLower(h.Text)], h)
			}
		}
		for _, name := range r.Shows {
			shown[name] = true // Some rule would see it.
			used[name] = used[name] || len(j.byRule[r.ID]) > 0
		}
	}
	var unused []Hit
	for name, hits := range requested {
		if shown[name] && !used[name] {
			unused = append(unused, hits...)
		}
	}
	slices.SortFunc(unused, func(x, y Hit) int { return strings.Compare(x.Path+x.Text, y.Path+y.Text) })
	j.contradict(&unusedPermission, unused)

	listed := j.answered("permissions")
	var unnamed []Hit
	for _, name := range listed.Values {
		if len(requested[name]) == 0 && len(requested) > 0 {
			unnamed = append(unnamed, Hit{Rule: unnamedPermission.ID, Text: name, Mark: mark(unnamedPermission.ID, name)})
		}
	}
	j.contradict(&unnamedPermission, unnamed)

	writes := j.answered("writes").Values
	known := j.given("permissions")
	if slices.Contains(j.answered("login").Values, "other") && len(writes) > 0 && known && len(listed.Values) == 0 {
		j.contradict(&otherWay, []Hit{{Rule: otherWay.ID, Mark: mark(otherWay.ID, strings.Join(writes, " "))}})
	}
}

func (j *judging) contradict(r *signals.Rule, hits []Hit) {
	if len(hits) == 0 {
		return
	}
	for n := range hits {
		hits[n].Mark = mark(r.ID, hits[n].Mark)
	}
	for _, name := range r.Clauses {
		if _, ok := j.place(name); ok {
			j.add(name, r, hits, "")
			return // One clause is enough.
		}
	}
}

// answered returns what people have answered to a fact, the zero answer where
// nobody has.
func (j *judging) answered(fact string) event.FactAnswer {
	f, _ := j.factOf(fact)
	return f.Answer
}

func (j *judging) given(fact string) bool {
	f, ok := j.factOf(fact)
	return ok && f.Answered && !f.Answer.Unknown
}

func (j *judging) factOf(fact string) (checklist.Fact, bool) {
	for _, f := range j.a.Facts() {
		if f.Question.ID == fact && f.Answered {
			return f, true
		}
	}
	return checklist.Fact{}, false
}
