package checklist

import (
	"fmt"
	"slices"
	"strings"

	"clausewalk/checklist/event"
	"clausewalk/policy"
)

// More clauses than this with the same file, or the same reason, make a reader ask what
// that can say about so many.
const (
	manyClauses = 5
	sameReasons = 3
)

// Weak returns why answers whose form is right will not convince anybody who has to
// rely on them: the evidence shows little, or only half of what the guide asks for, or
// many clauses share one reason or one file. The list, the walk, lint, the gate and the
// report all use these words.
func Weak(a *Audit, items []Item) []Finding {
	var all []Finding
	shared := saidOfMany(a, items)
	for _, i := range items {
		if i.Answered() {
			all = append(all, weakItem(a, i)...)
		}
		all = append(all, shared[i.Ref]...)
	}
	return all
}

// weakItem returns what is weak in one answer by itself.
func weakItem(a *Audit, i Item) []Finding {
	var found []Finding
	name := a.Name(i.Ref)
	add := func(rule, message, mend string) { found = append(found, Finding{i.Ref, rule, message, mend}) }
	for _, e := range i.Evidence {
		if e.Weak != "" && e.Fault == "" {
			add("weak-evidence", e.Target()+" "+e.Weak, "clausewalk evidence add "+name+" FILE, one that shows it; evidence remove "+name+" "+e.ID)
		}
	}
	if half, said := halfShown(i); half != "" {
		rule := map[string]string{event.ShowsPractice: "only-policy", event.ShowsPolicy: "only-practice"}[half]
		if rule == "" {
			rule, half = "one-piece", "policy|practice"
		}
		add(rule, "met, and the evidence shows "+said, "clausewalk evidence add "+name+" FILE --shows "+half)
	}
	if i.Verdict == event.NotApplicable && i.Gap.Severity == "blocker" && len(i.Evidence) == 0 {
		add("blocker-not-applicable", "not applicable, though the clause is a blocker, and nothing shows it", "clausewalk evidence add "+name+" FILE, such as the list of permissions that are asked for")
	}
	return found
}

// both means that either policy or practice is missing, but not which.
const both = "both"

// halfShown returns what the guide asks for and the evidence of a met does not show,
// and that in words: ShowsPolicy, ShowsPractice, or both if the only piece does not say
// which of them it shows. Two pieces that do not say it may show both.
func halfShown(i Item) (half, said string) {
	if i.Verdict != event.Met || i.Clause.Guide == nil || len(i.Evidence) == 0 {
		return "", ""
	}
	asked, shown := map[string]bool{}, map[string]int{}
	for _, s := range i.Clause.Guide.Evidence {
		asked[s.Show] = true
	}
	for _, e := range i.Evidence {
		shown[e.Shows]++
	}
	policy, practice := shown[event.ShowsPolicy] > 0, shown[event.ShowsPractice] > 0
	unsaid := shown[""]
	switch {
	case !asked[event.ShowsPolicy] || !asked[event.ShowsPractice] || policy && practice:
		return "", ""
	case !policy && !practice && unsaid < 2:
		return both, "one thing, where the guide asks for two: policy and practice"
	case policy && unsaid == 0:
		return event.ShowsPractice, "what is meant to be done, and nothing that it is done: practice is missing"
	case practice && unsaid == 0:
		return event.ShowsPolicy, "what is done, and no rule that it has to be: policy is missing"
	}
	return "", ""
}

// saidOfMany returns findings about many clauses at once, by the first of them. A
// clause that is asked for each entry of a list counts once.
func saidOfMany(a *Audit, items []Item) map[event.Ref][]Finding {
	all := map[event.Ref][]Finding{}
	reasons, files := sharing{}, sharing{}
	names := map[string]string{}
	for _, i := range items {
		if i.Answered() {
			reasons.add(strings.ToLower(strings.Join(strings.Fields(i.Reason), " ")), i.Ref)
		}
		for _, e := range i.Evidence {
			if e.SHA256 != "" && e.Path == "" {
				files.add(e.SHA256, i.Ref)
				names[e.SHA256] = e.Target()
			}
		}
	}
	for _, words := range reasons.many(sameReasons) {
		refs := reasons[words]
		first := refs[0]
		all[first] = append(all[first], Finding{first, "same-reason", fmt.Sprintf("%d clauses have the same reason: %s", len(refs), namesOf(a, refs)),
			"clausewalk answer " + a.Name(first) + ` VERDICT --reason "what is so here, and where it shows"`})
	}
	for _, digest := range files.many(manyClauses) {
		refs := files[digest]
		first := refs[0]
		all[first] = append(all[first], Finding{first, "same-file", fmt.Sprintf("%s stands behind %d clauses: what does it show of each? %s", names[digest], len(refs), namesOf(a, refs)),
			"clausewalk evidence add " + a.Name(first) + ` FILE --caption "what is to be seen in it"`})
	}
	return all
}

// namesOf names clauses in a line.
func namesOf(a *Audit, refs []event.Ref) string {
	var all []string
	for _, ref := range refs {
		all = append(all, a.Name(ref))
	}
	return strings.Join(all, ", ")
}

// sharing is the clauses that share something, by what they share.
type sharing map[string][]event.Ref

func (s sharing) add(what string, ref event.Ref) {
	base, _ := policy.CutEntry(ref.Label)
	same := func(o event.Ref) bool {
		label, _ := policy.CutEntry(o.Label)
		return o.Policy == ref.Policy && label == base
	}
	if what != "" && !slices.ContainsFunc(s[what], same) {
		s[what] = append(s[what], ref)
	}
}

// many returns, sorted, what more than so many clauses share.
func (s sharing) many(than int) []string {
	var all []string
	for what, refs := range s {
		if len(refs) > than {
			all = append(all, what)
		}
	}
	slices.Sort(all)
	return all
}
