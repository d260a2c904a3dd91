package checklist

import "clausewalk/checklist/event"

// Confirm returns the change by which a person says that an answer still holds.
// It stays the answer of the person who gave it.
func (i Item) Confirm() event.Change {
	c := event.SetVerdict(i.Ref, i.Verdict)
	c.Said, c.Confirms = i.Said, true
	return c
}

// Own separates answers that a person gave, and may confirm all at once, from those
// that somebody else gave. These are confirmed one by one, since nobody should vouch
// for others' answers unread.
func Own(a *Audit, items []Item, me event.Person) (own, others []Item) {
	for _, i := range items {
		if a.SamePerson(i.By, me) {
			own = append(own, i)
		} else {
			others = append(others, i)
		}
	}
	return own, others
}
