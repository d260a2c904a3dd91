package clauses

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/reports"
	"clausewalk/ui/session"
)

// Decision is what the platform decided, as a person enters it.
type Decision struct {
	Result, On  string // no day is today
	Permissions string // with commas or blanks between them, empty for all
	Clauses     string // names likewise, empty for none
	Words       string
	Release     string // empty for the audit's
	Submission  string // its number or id, empty for the one that waits for this decision, if any does
}

// Changes returns the decision as changes, and in words. With the last of its
// permissions a submission is decided. The error names a result, a clause, a
// permission or a submission that there is not.
func (d Decision) Changes(s *session.Session) (all []event.Change, words string, err error) {
	made := event.Outcome{Release: cmp.Or(d.Release, s.Head.Release), Words: d.Words}
	if made.On, err = event.LastDay(cmp.Or(d.On, "today"), s.Now()); err != nil {
		return nil, "", &InputError{What: err.Error()}
	}
	if made.Result, err = event.ParseResult(d.Result); err != nil {
		return nil, "", err
	}
	permissions := Names(d.Permissions)
	h, err := d.about(s, permissions)
	if err != nil {
		return nil, "", err
	}
	if len(permissions) == 0 {
		permissions = []string{""}
	}
	made.Submission = h.ID
	for _, made.Permission = range permissions {
		if h.ID != "" && made.Permission != "" && !slices.Contains(h.Permissions, made.Permission) {
			return nil, "", &InputError{fmt.Sprintf("%s does not have %q", h.Name(), made.Permission), "it has " + strings.Join(h.Permissions, ", ")}
		}
		var refs []event.Ref
		for _, name := range Names(d.Clauses) {
			ref, err := s.Find(s.NameFor(name, made.Permission))
			if err != nil {
				return nil, "", err
			}
			refs = append(refs, ref)
		}
		all = append(all, event.AddOutcome(s.Hand().NewID(), made, refs...)...)
		h.Decided = append(h.Decided, made)
	}
	if made.Permission = strings.Join(permissions, ", "); h.ID == "" {
		return all, made.String(), nil
	}
	one := h.Submission.Submission
	if isDecided(h) && one.State != event.Decided {
		one.State = event.Decided
		all = append(all, event.Submit(h.Policy, h.ID, &one))
	}
	return all, fmt.Sprintf("%s: %s; it is %s", h.Name(), made, one.When()), nil
}

// about returns the submission that is decided, without an id where it is none: the
// one that was named, or the one that was handed in and waits for a decision on
// these permissions. A decision that names clauses and no permission is about those.
func (d Decision) about(s *session.Session, permissions []string) (reports.Handing, error) {
	if d.Submission != "" {
		return Handing(s, d.Submission)
	}
	waiting := slices.DeleteFunc(checklist.Submissions(s.Audit), func(one checklist.Submission) bool {
		lacks := func(p string) bool { return !slices.Contains(one.Permissions, p) }
		return one.State != event.HandedIn || slices.ContainsFunc(permissions, lacks)
	})
	switch {
	case len(waiting) == 0 || len(permissions) == 0 && d.Clauses != "":
		return reports.Handing{}, nil
	case len(waiting) > 1:
		return reports.Handing{}, &InputError{fmt.Sprintf("%s and %s both wait for a decision", waiting[0].Name(), waiting[1].Name()), "--submission says which one it is about; on the screen, enter the decision on that one's page"}
	}
	return Handing(s, waiting[0].ID)
}

// isDecided tells whether the platform has decided about all that a submission has.
func isDecided(h reports.Handing) bool {
	decided := map[string]bool{}
	for _, o := range h.Decided {
		decided[o.Permission] = true
	}
	return decided[""] || !slices.ContainsFunc(h.Permissions, func(p string) bool { return !decided[p] })
}
