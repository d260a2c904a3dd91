package checklist

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"clausewalk/checklist/event"
)

// Submission is one of the audit's submissions.
type Submission struct {
	event.Submission
	Number  int    // in the order in which they were begun, over all policies, from 1
	Current bool   // it decides what is asked for its policy
	Sides   []Side // the versions of it that are in conflict
}

// Name is what a person calls it.
func (s Submission) Name() string { return "submission " + strconv.Itoa(s.Number) }

// Submissions returns the audit's submissions, oldest first. One that was removed is not
// among them, and its number is not used again.
func Submissions(a *Audit) []Submission {
	fields := slices.Clone(a.byKind[event.KindSubmission])
	if len(fields) == 0 {
		return nil
	}
	a.byAge(fields)
	var all []Submission
	for n, f := range fields {
		one, said := value[*event.Submission](a, f)
		if one == nil {
			continue
		}
		made := Submission{Submission: *one, Number: n + 1, Sides: a.sides(f)}
		made.ID, made.Policy, made.Stamp = f.Subject, f.Policy, said.Stamp()
		all = append(all, made)
	}
	for n := range all {
		all[n].Current = all[n].ID == currentID(a, all, all[n].Policy)
	}
	return all
}

// currentID returns the id of the submission that decides what a policy asks: the
// one that was chosen, else the one begun last of those that are not decided, else
// the one begun last. It is empty where there is none.
func currentID(a *Audit, all []Submission, policyID string) string {
	id, undecided := "", false
	for _, one := range all {
		switch open := one.State != event.Decided; {
		case one.Policy != policyID:
		case one.ID == a.chosen:
			return one.ID
		case open || !undecided:
			id, undecided = one.ID, undecided || open
		}
	}
	return id
}

// CurrentSubmission returns the submission that decides what a policy asks, and false where
// there is none.
func CurrentSubmission(a *Audit, policyID string) (Submission, bool) {
	for _, one := range Submissions(a) {
		if one.Current && one.Policy == policyID {
			return one, true
		}
	}
	return Submission{}, false
}

// FindSubmission returns the submission that a person names by its number or its
// id; the one being prepared where nothing is named and there is only one.
func FindSubmission(a *Audit, name string) (Submission, error) {
	all := Submissions(a)
	var known []string
	var found []Submission
	name = strings.TrimPrefix(strings.TrimSpace(name), "submission ")
	for _, one := range all {
		known = append(known, strconv.Itoa(one.Number))
		if name == one.ID || name == strconv.Itoa(one.Number) || name == "" && one.Current {
			found = append(found, one)
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return Submission{}, &UnknownError{What: "submission", Name: name, Known: known}
	}
	return Submission{}, &UnknownError{What: "submission", Name: name, Note: "several are being prepared", Known: known}
}

// Preparing returns the audit as it is asked for one of its submissions.
func (a *Audit) Preparing(one Submission) *Audit {
	if one.Current {
		return a
	}
	then := a.Refold(nil)
	then.chosen = one.ID
	then.arrange(false)
	return then
}

// askedFor returns those entries of a list that are asked about now, the others,
// and false while the list is not known. This is the one place that decides it:
// what a current submission leaves out is asked again with the next one that has
// it.
func (a *Audit) askedFor(list event.Field) (asked, left []string, known bool) {
	all, known := a.listed(list)
	asked = submitted(a, list, all)
	left = slices.DeleteFunc(slices.Clone(all), func(e string) bool { return slices.Contains(asked, e) })
	return asked, left, known
}

// submitted returns those of a list's entries that the current submission has,
// all of them where there is none. Where people have not agreed on it, what any of
// them names is in: asking too much loses nothing.
func submitted(a *Audit, list event.Field, entries []string) []string {
	if len(a.byKind[event.KindSubmission]) == 0 || !a.IsList(list) {
		return entries
	}
	one, any := CurrentSubmission(a, list.Policy)
	if !any {
		return entries
	}
	in := map[string]bool{}
	for _, h := range a.heads(event.Submit(one.Policy, one.ID, nil).Field) {
		if said, _ := event.As[*event.Submission](h); said != nil {
			for _, p := range said.Permissions {
				in[p] = true
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(entries), func(e string) bool { return !in[e] })
}

// Listed returns what the scope lists for the sections of a policy that repeat:
// what a submission can be made of.
func Listed(a *Audit, policyID string) []string {
	p, known := a.Policy(policyID)
	if !known {
		return nil
	}
	var all []string
	for _, section := range p.Sections {
		if section.Repeat != "" {
			entries, _ := a.listed(listField(policyID, section.Repeat))
			all = append(all, entries...)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// Refusal is a decision against what was handed in, and what was done about it.
type Refusal struct {
	event.Outcome
	Answer string // empty until somebody says what was done
	Of     int    // the number of the submission that was decided, 0 where none was kept
}

// Refusals returns the decisions that a submission has to answer, oldest first: those
// about its permissions, and about whole submissions, that are not approvals, were not
// lifted by later ones, are not about this submission itself, and were not answered in
// an earlier one.
func Refusals(a *Audit, one Submission) []Refusal {
	numbers, answered := map[string]int{}, map[string]bool{}
	for _, other := range Submissions(a) {
		numbers[other.ID] = other.Number
		for _, answer := range other.Answers {
			answered[answer.Outcome] = answered[answer.Outcome] || other.Number < one.Number
		}
	}
	var all []Refusal
	for _, o := range Outcomes(a) {
		switch {
		case o.Result == event.Approved, o.Lifted, o.Submission == one.ID, answered[o.ID]:
			continue
		case o.Permission != "" && !slices.Contains(one.Permissions, o.Permission):
			continue
		case one.On != "" && o.On > one.On: // It came after this one was handed in.
			continue
		}
		r := Refusal{Outcome: o, Of: numbers[o.Submission]}
		for _, answer := range one.Answers {
			if answer.Outcome == o.ID {
				r.Answer = answer.Words
			}
		}
		all = append(all, r)
	}
	slices.SortStableFunc(all, func(x, y Refusal) int { return cmp.Compare(x.On, y.On) })
	return all
}

// fitsScope refuses a submission with permissions that the scope does not list, unless
// it had them before, and one that answers a decision that nobody has kept.
func (g *stepping) fitsScope(f event.Field, s *event.Submission) error {
	if s == nil {
		return nil
	}
	was, _ := value[*event.Submission](g.a, f)
	listed := Listed(g.a, f.Policy)
	for _, p := range s.Permissions {
		if !slices.Contains(listed, p) && (was == nil || !slices.Contains(was.Permissions, p)) {
			return &UnlistedError{f.Policy, p, listed}
		}
	}
	for _, answer := range s.Answers {
		if !slices.ContainsFunc(Outcomes(g.a), func(o event.Outcome) bool { return o.ID == answer.Outcome }) {
			return &UnknownError{What: "outcome", Name: answer.Outcome}
		}
	}
	return nil
}

// An UnlistedError says that a submission was to have a permission that the scope
// does not list.
type UnlistedError struct {
	Policy, Permission string
	Listed             []string // what it lists
}

// Error names the permission.
func (e *UnlistedError) Error() string {
	return fmt.Sprintf("the scope of %s does not list %q", e.Policy, e.Permission)
}

// submissionProblems returns what is wrong with the submissions that are being
// prepared: one is in conflict, or a decision is not answered.
func submissionProblems(a *Audit) (all []Problem) {
	for _, one := range Submissions(a) {
		if !one.Current {
			continue
		}
		for _, side := range one.Sides {
			all = append(all, Problem{Sort: InConflict, Label: one.Name(), What: fmt.Sprintf("%s says %s", side.By, side.Value),
				Mend: fmt.Sprintf("clausewalk submission set %d settles it, with what it is to have", one.Number)})
		}
		for _, r := range Refusals(a, one) {
			if r.Answer == "" {
				all = append(all, Problem{Sort: NotAnswered, Label: one.Name(), What: "not answered: " + r.String(),
					Mend: fmt.Sprintf("clausewalk submission reply %s WORDS, what was done about it", r.ID)})
			}
		}
	}
	return all
}

// PastedIn returns the digest of what was pasted into a field of a submission's
// form, and who did it when; empty where nothing was.
func PastedIn(a *Audit, ref event.Ref, submission string) (string, event.Stamp) {
	p, said := value[event.Pasted](a, event.NotePasted(ref, submission, "").Field)
	if said == nil || p.Empty() {
		return "", event.Stamp{}
	}
	return p.SHA256, said.Stamp()
}

// Requested returns the permissions that a scan has seen the code request, of the
// lists that a policy repeats for; none where no scan has seen any.
func Requested(a *Audit, policyID string) map[string]bool {
	lists := map[string]bool{}
	if p, known := a.Policy(policyID); known {
		for _, s := range p.Sections {
			lists[s.Repeat] = s.Repeat != ""
		}
	}
	requested := map[string]bool{}
	for _, s := range Suggestions(a) {
		if s.Source == "scan" && lists[s.Fact] && s.Stand != Dismissed && s.Stand != Outdated {
			for _, name := range s.Answer {
				requested[name] = true
			}
		}
	}
	return requested
}

// AgainstCode compares a submission with the permissions that the code requests. It
// returns those that it lacks and that no decision has granted yet, and those in it that
// nothing requests. Both are empty if the code is not known to request any.
func AgainstCode(a *Audit, one Submission, requested map[string]bool) (unsubmitted, unrequested []string) {
	if len(requested) == 0 {
		return nil, nil
	}
	granted, permissions := map[string]bool{}, map[string][]string{}
	for _, other := range Submissions(a) {
		permissions[other.ID] = other.Permissions
	}
	for _, o := range Outcomes(a) {
		about := []string{o.Permission}
		if o.Permission == "" { // It decided the whole submission.
			about = permissions[o.Submission]
		}
		for _, p := range about {
			granted[p] = o.Result == event.Approved
		}
	}
	for name := range requested {
		if !granted[name] && !slices.Contains(one.Permissions, name) {
			unsubmitted = append(unsubmitted, name)
		}
	}
	slices.Sort(unsubmitted)
	for _, name := range one.Permissions {
		if !requested[name] {
			unrequested = append(unrequested, name)
		}
	}
	return unsubmitted, unrequested
}

// LeftOut returns the entries of a policy's lists that are not asked about now,
// because the submission that is prepared leaves them out.
func (a *Asked) LeftOut(policyID string) []string {
	var all []string
	for list, entries := range a.left {
		if list.Policy == policyID {
			all = append(all, entries...)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}
