package clauses

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/policy"
	"clausewalk/reports"
	"clausewalk/ui/session"
)

// ServesAll names the clauses of all other entries that have no answer of their own.
const ServesAll = "all"

// Served returns the clauses that a person names, by their entries or their labels,
// for the answer of a clause to serve. ServesAll leaves those out that somebody has
// answered.
func Served(s *session.Session, of event.Ref, names []string) ([]event.Ref, error) {
	return siblings(s, of, names, func(i checklist.Item) bool {
		return i.Verdict == event.Unanswered || i.Same != nil && i.Same.As == of.Label
	})
}

// siblings returns the clauses that a person names, of those that are the same clause
// for other entries; free tells which of them ServesAll means.
func siblings(s *session.Session, of event.Ref, names []string, free func(checklist.Item) bool) (all []event.Ref, err error) {
	base, _ := policy.CutEntry(of.Label)
	others := checklist.Siblings(s.Audit, of)
	var known []string
	for _, ref := range others {
		_, entry := policy.CutEntry(ref.Label)
		known = append(known, entry)
	}
	for _, name := range names {
		if name == ServesAll {
			for _, ref := range others {
				if free(s.Item(ref)) {
					all = append(all, ref)
				}
			}
			continue
		}
		at := slices.IndexFunc(others, func(ref event.Ref) bool {
			return ref.Label == policy.WithEntry(base, name) || strings.EqualFold(ref.Label, name) || ref.String() == name
		})
		if at < 0 {
			return nil, &checklist.UnknownError{What: "entry that " + of.Label + " could serve", Name: name, Known: known}
		}
		all = append(all, others[at])
	}
	if len(all) == 0 {
		return nil, &InputError{"there is no other clause that the answer of " + of.Label + " could serve", "it serves the same clause for other entries of a list of the scope"}
	}
	return all, nil
}

// Sources returns the clauses whose answer could be that of a clause too: it is asked
// there for another entry, which the submission may leave out, and an answer of its
// own stands.
func Sources(s *session.Session, ref event.Ref) (all []event.Ref) {
	base, own := policy.CutEntry(ref.Label)
	for _, entry := range checklist.Listed(s.Audit, ref.Policy) {
		of := event.Ref{Policy: ref.Policy, Label: policy.WithEntry(base, entry)}
		if i := s.Item(of); own != "" && entry != own && i.Verdict != event.Unanswered && !i.Open() && i.Same == nil {
			all = append(all, of)
		}
	}
	return all
}

// Source returns the one of the Sources that a person names, by its entry or its
// label.
func Source(s *session.Session, ref event.Ref, name string) (event.Ref, error) {
	base, _ := policy.CutEntry(ref.Label)
	var known []string
	for _, of := range Sources(s, ref) {
		if strings.EqualFold(of.Label, name) || of.String() == name || of.Label == policy.WithEntry(base, name) {
			return of, nil
		}
		known = append(known, of.Label)
	}
	return event.Ref{}, &checklist.UnknownError{What: "answer that could serve " + ref.Label, Name: name, Known: known}
}

// Serve returns the changes by which the answer of a clause serves others too, with
// what is pasted for it. But is what differs there, nil for what was said of that
// before.
func Serve(a *checklist.Audit, at time.Time, of event.Ref, refs []event.Ref, but *string) (all []event.Change, err error) {
	for _, ref := range refs {
		changes, err := checklist.Serve(a, of, ref, but, at)
		if err != nil {
			return nil, err
		}
		all = append(append(all, changes...), pastedToo(a, at, of, ref, but)...)
	}
	return all, nil
}

// pastedToo returns the change by which what was written to be pasted for a clause
// is pasted for another one too, none where that has a text of its own.
func pastedToo(a *checklist.Audit, at time.Time, of, ref event.Ref, but *string) []event.Change {
	to, own := a.Item(of, at).ToPaste, a.Item(ref, at).ToPaste
	switch {
	case to == nil, own != nil && own.As == "":
		return nil
	case to.Us:
		return []event.Change{event.Paste(ref, to)}
	case own != nil:
		but = nil // What is added there stays.
	}
	return []event.Change{sharedText(a, at, of, ref, but)}
}

// sharedText returns the change by which what is pasted for an item is pasted for
// another one too, with more behind it; nil leaves what was added there before. An
// item that is itself the same as another stands for that one.
func sharedText(a *checklist.Audit, at time.Time, of, ref event.Ref, more *string) event.Change {
	shared, own := a.Item(of, at), a.Item(ref, at).ToPaste
	if shared.ToPaste != nil && shared.ToPaste.As != "" {
		shared = a.Item(event.Ref{Policy: of.Policy, Label: shared.ToPaste.As}, at)
	}
	to := &event.ToPaste{As: shared.Ref.Label, Of: reports.FieldDigest(shared)}
	switch {
	case more != nil:
		to.Text = *more
	case own != nil && own.As != "":
		to.Text = own.Text
	}
	return event.Paste(ref, to)
}

// Shareable returns the fields whose text or recording could serve another one: those
// of a submission's form, and those of the others of its product for what it leaves
// out.
func Shareable(s *session.Session, h reports.Handing) []reports.FormField {
	all := h.Form.Fields
	for _, one := range checklist.Submissions(s.Audit) {
		if one.Policy != h.Policy || one.ID == h.ID {
			continue
		}
		other, err := Handing(s, one.ID)
		if err != nil {
			continue
		}
		for _, f := range other.Form.Fields {
			known := slices.ContainsFunc(all, func(k reports.FormField) bool { return k.Ref == f.Ref })
			if !known {
				all = append(slices.Clip(all), f)
			}
		}
	}
	return all
}

// SameAs returns the change by which the text or the recording of an item, which its
// label names, serves another one too, with more behind it; nil leaves what was added
// there before. It may be of an entry that the submission leaves out.
func SameAs(s *session.Session, ref event.Ref, label string, more *string) (event.Change, error) {
	of, err := s.Find(label)
	if _, entry := policy.CutEntry(label); err != nil && slices.Contains(s.LeftOut(ref.Policy), entry) {
		of, err = event.Ref{Policy: ref.Policy, Label: label}, nil
	}
	if err != nil {
		return event.Change{}, err
	}
	if x, y := formOf(s, of), formOf(s, ref); of == ref || of.Policy != ref.Policy || x == nil || y == nil || x.Takes != y.Takes {
		return event.Change{}, &InputError{fmt.Sprintf("%s cannot be the same as %s", ref.Label, of.Label), "name the item of another permission that takes the same"}
	}
	return sharedText(s.Audit, s.Now(), of, ref, more), nil
}

// SameText returns the changes by which the items that a person names, by their
// entries or their labels, have the text of an item as a change makes it.
func SameText(s *session.Session, of event.Ref, change event.Change, names []string) (all []event.Change, err error) {
	then, err := s.Supposing(event.Meant(change)...) // Whoever makes the change looks at its words.
	if err != nil {
		return nil, err
	}
	refs, err := siblings(s, of, names, func(i checklist.Item) bool {
		return i.ToPaste == nil || i.ToPaste.As == of.Label
	})
	for _, ref := range refs {
		all = append(all, sharedText(then, s.Now(), of, ref, nil))
	}
	return all, err
}

// formOf returns the field of the form that an item fills, nil for none.
func formOf(s *session.Session, ref event.Ref) *policy.Form {
	if guide := s.Item(ref).Clause.Guide; guide != nil {
		return guide.Form
	}
	return nil
}

// Write returns the change by which a person's words are pasted for an item: behind
// what it has of another, where it is the same as that; none leave it to the guide,
// or to the other.
func Write(s *session.Session, ref event.Ref, words string) event.Change {
	now := s.Item(ref).ToPaste
	switch {
	case now != nil && now.As != "":
		more := *now
		more.Text = words
		return event.Paste(ref, &more)
	case strings.TrimSpace(words) == "":
		return event.Paste(ref, nil)
	}
	return event.Paste(ref, &event.ToPaste{Text: words})
}

// behind returns those of the clauses that share the answer of a clause, or what is
// pasted for it, that have not followed it to what it is now. An answer that does
// not stand is followed by none.
func behind(a *checklist.Audit, at time.Time, of event.Ref, sharers []event.Ref) (all []event.Ref) {
	if len(sharers) == 0 {
		return nil
	}
	shared := a.Item(of, at)
	text := reports.FieldDigest(shared)
	for _, ref := range sharers {
		i := a.Item(ref, at)
		answer := i.Same != nil && i.Same.As == of.Label && !shared.Open() && checklist.Behind(a, ref, at) != ""
		if answer || i.ToPaste != nil && i.ToPaste.As == of.Label && i.ToPaste.Of != text {
			all = append(all, ref)
		}
	}
	return all
}

// Follow returns the changes by which clauses share again what they shared with
// another one: its answer, or what is pasted for it.
func Follow(a *checklist.Audit, at time.Time, of event.Ref, refs []event.Ref) (all []event.Change, err error) {
	for _, ref := range refs {
		i := a.Item(ref, at)
		if i.Same != nil && i.Same.As == of.Label && !a.Item(of, at).Open() {
			changes, err := checklist.Serve(a, of, ref, nil, at)
			if err != nil {
				return nil, err
			}
			all = append(all, changes...)
		}
		if i.ToPaste != nil && i.ToPaste.As == of.Label {
			all = append(all, sharedText(a, at, of, ref, nil))
		}
	}
	return all, nil
}

// LeftBehind returns what a step leaves behind: for each clause that it changed, the
// others that were the same and are not any more.
func LeftBehind(s *session.Session, step []event.Event) (all []Sharing) {
	asked := map[event.Ref]bool{}
	sharers := sync.OnceValue(func() map[event.Ref][]event.Ref { return checklist.Sharers(s.Audit) }) // One look serves the whole step.
	for _, e := range step {
		ref := e.Ref()
		if _, entry := policy.CutEntry(ref.Label); entry == "" || asked[ref] {
			continue
		}
		asked[ref] = true
		if refs := behind(s.Audit, s.Now(), ref, sharers()[ref]); len(refs) > 0 {
			all = append(all, Sharing{ref, refs})
		}
	}
	return all
}

// Sharing is a clause with those that share what was said of it.
type Sharing struct {
	Of   event.Ref
	Refs []event.Ref
}

// Words says that somebody has to say which of them follow.
func (s Sharing) Words() string {
	return fmt.Sprintf("%s has changed, and these were the same: %s", s.Of.Label, Labels(s.Refs))
}

// Labels names clauses by their labels.
func Labels(refs []event.Ref) string {
	var all []string
	for _, ref := range refs {
		all = append(all, ref.Label)
	}
	return strings.Join(all, ", ")
}
