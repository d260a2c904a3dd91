package session

import (
	"errors"
	"maps"
	"slices"
	"sync"

	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
)

// drafts are words that are typed and not yet answers. One that has no text is
// to be dropped.
type drafts struct {
	all  map[event.Ref]workspace.Draft // by their own names
	err  error                         // of reading them
	list sync.Mutex
	held map[event.Ref]workspace.Draft // what is not written yet, guarded by list
	disk sync.Mutex                    // held while drafts are written: the newest words are written last
}

func newDrafts(stored workspace.Drafts) *drafts {
	d := &drafts{all: map[event.Ref]workspace.Draft{}, held: map[event.Ref]workspace.Draft{}}
	var all []workspace.Draft
	all, d.err = stored.All()
	for _, one := range all {
		d.all[one.Ref()] = one
	}
	return d
}

// Drafts returns the words that were being typed in this sitting and in those
// before, the oldest first. The error names those that cannot be read; they stay.
func (s *Session) Drafts() ([]workspace.Draft, error) {
	all := slices.Collect(maps.Values(s.drafts.all))
	slices.SortFunc(all, func(a, b workspace.Draft) int { return a.Time.Compare(b.Time) })
	return all, s.drafts.err
}

// Draft returns the words that were being typed for a clause, the newest where
// there are some for several editions.
func (s *Session) Draft(ref event.Ref) (found workspace.Draft, ok bool) {
	all, _ := s.Drafts() // What cannot be read is no words.
	for _, d := range all {
		if d.At(s.Audit) == ref {
			found, ok = d, true
		}
	}
	return found, ok
}

// HoldDraft takes the words that are being typed for a clause, with the verdict
// that waits for them, empty for none. No words drop what was held before. It
// never waits for the disk: the next WriteDrafts writes them.
func (s *Session) HoldDraft(ref event.Ref, verdict event.Verdict, words string) {
	all, _ := s.Drafts()
	now := workspace.Draft{
		Policy: ref.Policy, Label: ref.Label, Edition: s.Labels(ref.Policy), Verdict: verdict, Text: words, Time: s.open.Hand.Now().UTC(),
	}
	s.drafts.list.Lock()
	defer s.drafts.list.Unlock()
	hold := func(d workspace.Draft) {
		s.drafts.held[d.Ref()] = d
		if s.drafts.all[d.Ref()] = d; d.Text == "" {
			delete(s.drafts.all, d.Ref())
		}
	}
	hold(now)
	if words != "" {
		return
	}
	for _, d := range all { // Those too that were begun before another edition was adopted.
		if d.At(s.Audit) == ref {
			d.Text = ""
			hold(d)
		}
	}
}

// WriteDrafts brings to disk what HoldDraft was given. It waits for the disk,
// and may be called from any goroutine. What could not be written is tried again
// the next time.
func (s *Session) WriteDrafts() error {
	s.drafts.disk.Lock()
	defer s.drafts.disk.Unlock()
	s.drafts.list.Lock()
	held := s.drafts.held
	s.drafts.held = map[event.Ref]workspace.Draft{}
	s.drafts.list.Unlock()
	var faults []error
	for ref, d := range held {
		var err error
		if d.Text == "" {
			err = s.open.Drafts.Drop(ref)
		} else {
			err = s.open.Drafts.Save(d)
		}
		if err != nil {
			faults = append(faults, err)
			s.drafts.again(ref, d)
		}
	}
	return errors.Join(faults...)
}

// again keeps a draft that could not be written, unless a newer one came
// meanwhile.
func (d *drafts) again(ref event.Ref, one workspace.Draft) {
	d.list.Lock()
	defer d.list.Unlock()
	if _, newer := d.held[ref]; !newer {
		d.held[ref] = one
	}
}
