package clauses

import (
	"clausewalk/checklist/event"
)

// Decision is what the platform decided, as a person enters it.
type Decision struct {
	Result, On, Permission string
	Clauses                string // names with commas or blanks between them, empty for none
	Words                  string
}

// Changes returns the decision as changes, and in words. The error names a
// clause that is not asked.
func (d Decision) Changes(l *List) ([]event.Change, string, error) {
	result, err := event.ParseResult(d.Result)
	if err != nil {
		return nil, "", err
	}
	made := event.Outcome{
		Result: result, On: d.On, Release: l.Session.Head.Release, Permission: d.Permission, Words: d.Words,
	}
	var refs []event.Ref
	for _, name := range Names(d.Clauses) {
		ref, err := l.Session.Find(l.Session.NameFor(name, made.Permission))
		if err != nil {
			return nil, "", err
		}
		refs = append(refs, ref)
	}
	changes := event.AddOutcome(l.Session.Hand().NewID(), made, refs...)
	return changes, made.String(), nil
}
