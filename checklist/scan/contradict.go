package scan

import (
	"cmp"
	"slices"
	"strings"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/policy/signals"
)

// The rules that compare what people said, or what the app asks for, with what it
// does. They need more than a pattern, so they are code and not in signals.yaml.
var (
	unusedPermission = signals.Rule{
		ID: "permission-not-used", Clauses: []string{"instagram-app-review/S.1", "instagram-platform/A.6"}, Level: signals.Question,
		Words:   "The code requests a permission, but no call was found that needs it. Asking for more than is used is a common reason for a rejection.",
		Settles: "Name the function that uses it, or take it out of the login request.",
	}
	unnamedPermission = signals.Rule{
		ID: "permission-not-in-code", Clauses: []string{"instagram-app-review/S.1"}, Level: signals.Question,
		Words:   "The scope lists a permission that the code does not request.",
		Settles: "Point at where it is requested, or take it off the list.",
	}
	unsubmitted = signals.Rule{
		ID: "permission-not-submitted", Clauses: []string{"instagram-app-review/S.1"}, Level: signals.Question,
		Words:   "The code requests a permission that is not in the submission and has not been granted yet.",
		Settles: "Add it to the submission, or take it out of the login request of the release that is reviewed.",
	}
	unrequested = signals.Rule{
		ID: "permission-submitted-not-requested", Clauses: []string{"instagram-app-review/S.1"}, Level: signals.Question,
		Words:   "The submission has a permission that the code does not request.",
		Settles: "Point at where it is requested, or take it out of the submission.",
	}
	unused = signals.Rule{
		ID: "permission-submitted-not-used", Clauses: []string{"instagram-app-review/S.1"}, Level: signals.Question,
		Words:   "The submission has a permission, but no call was found that needs it.",
		Settles: "Name the function that uses it, or take it out of the submission.",
	}
	otherWay = signals.Rule{
		ID: "login-other-and-writes", Clauses: []string{"instagram-platform/A.34", "instagram-platform/A.5"}, Level: signals.Question,
		Words:   "The scope says that the app gets into accounts without an official login, that it writes, and that it requests no permission. Only an unofficial API fits all three.",
		Settles: "Say which API it calls, or correct the scope.",
	}
)

// contradictions makes signals of what does not fit together.
func (j *judging) contradictions(rules []*signals.Rule) {
	requested, used, shown := map[string][]Hit{}, map[string]bool{}, map[string]bool{}
	for _, r := range rules {
		for _, h := range j.byRule[r.ID] {
			if r.Fact == "permissions" && r.Answer == "" {
				requested[strings.ToLower(h.Text)] = append(requested[strings.ToLower(h.Text)], h)
			}
		}
		for _, name := range r.Shows {
			shown[name] = true // Some rule would find its use.
			used[name] = used[name] || len(j.byRule[r.ID]) > 0
		}
	}
	var idle []Hit
	for name, hits := range requested {
		if shown[name] && !used[name] {
			idle = append(idle, hits...)
		}
	}
	slices.SortFunc(idle, func(x, y Hit) int {
		return cmp.Or(strings.Compare(x.Path, y.Path), strings.Compare(x.Text, y.Text), x.Line-y.Line)
	})
	j.contradict(&unusedPermission, idle)
	j.submitted(requested, func(name string) bool { return shown[name] && !used[name] })

	listed := j.answered("permissions")
	unnamed := slices.DeleteFunc(slices.Clone(listed.Values), func(name string) bool { return len(requested[name]) > 0 || len(requested) == 0 })
	j.contradict(&unnamedPermission, byName(&unnamedPermission, unnamed))

	writes := j.answered("writes").Values
	known := j.given("permissions")
	if slices.Contains(j.answered("login").Values, "other") && len(writes) > 0 && known && len(listed.Values) == 0 {
		j.contradict(&otherWay, []Hit{{Rule: otherWay.ID, Mark: mark(otherWay.ID, strings.Join(writes, " "))}})
	}
}

// submitted compares the submissions that are being prepared with what the code
// requests and uses. Idle tells whether no use of a permission was found, although
// there is a rule that would find it.
func (j *judging) submitted(requested map[string][]Hit, idle func(name string) bool) {
	names := map[string]bool{}
	for name := range requested {
		names[name] = true
	}
	for _, one := range checklist.Submissions(j.a) {
		if !one.Current || one.State == event.Decided {
			continue
		}
		lacks, vain := checklist.AgainstCode(j.a, one, names)
		var found []Hit
		for _, name := range lacks {
			found = append(found, requested[name]...)
		}
		j.contradict(&unsubmitted, found)
		j.contradict(&unrequested, byName(&unrequested, vain))
		j.contradict(&unused, byName(&unused, slices.DeleteFunc(slices.Clone(one.Permissions), func(p string) bool { return !idle(p) })))
	}
}

// byName returns a hit without a place for each name.
func byName(r *signals.Rule, names []string) (all []Hit) {
	for _, name := range names {
		all = append(all, Hit{Rule: r.ID, Text: name, Mark: mark(r.ID, name)})
	}
	return all
}

func (j *judging) contradict(r *signals.Rule, hits []Hit) {
	if len(hits) == 0 {
		return
	}
	for n := range hits {
		hits[n].Mark = mark(r.ID, hits[n].Mark)
	}
	for _, name := range r.Clauses {
		if _, ok := j.find(name); ok {
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
	return ok && !f.Answer.Unknown
}

func (j *judging) factOf(fact string) (checklist.Fact, bool) {
	for _, f := range j.a.Facts() {
		if f.Question.ID == fact && f.Answered {
			return f, true
		}
	}
	return checklist.Fact{}, false
}
