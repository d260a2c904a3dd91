package reports

import (
	"slices"
	"sort"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
)

// newest returns the value that stands for a field, or the newest of those that
// are in conflict, as the zero Entry where there is none.
func newest(a *checklist.Audit, log []event.Event, f event.Field) Entry {
	for _, e := range slices.Backward(log) {
		if e.Field == f && a.Counts(e.ID) {
			return entry(a, e)
		}
	}
	return Entry{}
}

// disputed returns the entries behind the values that are in conflict, since a
// piece of evidence is more than its words.
func disputed(a *checklist.Audit, log []event.Event, sides []checklist.Side) []Entry {
	var all []Entry
	used := map[string]bool{}
	for _, s := range sides {
		made := Entry{Stamp: Stamp(s.Stamp), Field: s.Field, Value: s.Value}
		for _, e := range slices.Backward(log) {
			if e.Field == s.Field && e.Stamp() == s.Stamp && a.Counts(e.ID) && !used[e.ID] &&
				event.Words(e.Kind, e.Value) == s.Value {
				used[e.ID], made = true, entry(a, e)
				break
			}
		}
		all = append(all, made)
	}
	return all
}

func entry(a *checklist.Audit, e event.Event) Entry {
	return entryAs(a, e, event.Words(e.Kind, e.Value))
}

// entryAs returns an entry whose value reads as it is told.
func entryAs(a *checklist.Audit, e event.Event, value string) Entry {
	made := Entry{Stamp: Stamp(e.Stamp()), Field: e.Field, Value: value, Withdrawn: !a.Counts(e.ID)}
	if piece, ok := event.As[*event.Evidence](&e); ok && piece != nil {
		piece.ID, piece.Stamp = e.Subject, e.Stamp()
		made.Evidence = piece
	}
	return made
}

// files returns the evidence that has a digest, each digest once.
func files(items []checklist.Item) []File {
	var all []File
	known := map[string]int{}
	for _, i := range items {
		for _, e := range i.Evidence {
			if e.SHA256 == "" {
				continue
			}
			n, ok := known[e.SHA256]
			if !ok {
				n = len(all)
				known[e.SHA256] = n
				all = append(all, File{SHA256: e.SHA256})
			}
			f := &all[n]
			f.Size = max(f.Size, e.Size)
			if !slices.Contains(f.Names, e.Target()) {
				f.Names = append(f.Names, e.Target())
			}
			if !slices.Contains(f.Refs, i.Ref) {
				f.Refs = append(f.Refs, i.Ref)
			}
		}
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].SHA256 < all[j].SHA256 })
	return all
}
