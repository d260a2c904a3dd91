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
	all  map[workspace.DraftKey]workspace.Draft
	err  error // of reading them
	list sync.Mutex
	held map[workspace.DraftKey]workspace.Draft // what is not written yet, guarded by list
	disk sync.Mutex                             // held while drafts are written: the newest words are written last
}

func newDrafts(stored workspace.Drafts) *drafts {
	d := &drafts{all: map[workspace.DraftKey]workspace.Draft{}, held: map[workspace.DraftKey]workspace.Draft{}}
	var all []workspace.Draft
	all, d.err = stored.All()
	for _, one := range all {
		d.all[one.Key()] = one
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

// Draft returns the words that were being typed into a box for a clause, the
// newest where there are some for several editions. The box of the reason has no
// name, and what is about no clause has the zero Ref.
func (s *Session) Draft(box string, ref event.Ref) (found workspace.Draft, ok bool) {
	all, _ := s.Drafts() // What cannot be read is no words.
	for _, d := range all {
		if d.Box == box && d.At(s.Audit) == ref {
			found, ok = d, true
		}
	}
	return found, ok
}

// HoldDraft takes the words that are being typed into a box for a clause, with
// the verdict that waits for them, empty for none. Empty words drop what was held
// before. It never waits for the disk: the next WriteDrafts writes them.
func (s *Session) HoldDraft(box string, ref event.Ref, verdict event.Verdict, words string) {
	all, _ := s.Drafts()
	now := workspace.Draft{
		Policy: ref.Policy, Label: ref.Label, Edition: s.Labels(ref.Policy), Box: box, Verdict: verdict, Text: words, Time: s.open.Hand.Now().UTC(),
	}
	s.drafts.list.Lock()
	defer s.drafts.list.Unlock()
	hold := func(d workspace.Draft) {
		s.drafts.held[d.Key()] = d
		if s.drafts.all[d.Key()] = d; d.Text == "" {
			delete(s.drafts.all, d.Key())
		}
	}
	hold(now)
	if words != "" {
		return
	}
	for _, d := range all { // Those too that were begun before another edition was adopted.
		if d.Box == box && d.At(s.Audit) == ref {
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
	s.drafts.held = map[workspace.DraftKey]workspace.Draft{}
	s.drafts.list.Unlock()
	var faults []error
	for key, d := range held {
		var err error
		if d.Text == "" {
			err = s.open.Drafts.Drop(key)
		} else {
			err = s.open.Drafts.Save(d)
		}
		if err != nil {
			faults = append(faults, err)
			s.drafts.again(key, d)
		}
	}
	return errors.Join(faults...)
}

// again keeps a draft that could not be written, unless a newer one came
// meanwhile.
func (d *drafts) again(key workspace.DraftKey, one workspace.Draft) {
	d.list.Lock()
	defer d.list.Unlock()
	if _, newer := d.held[key]; !newer {
		d.held[key] = one
	}
}
