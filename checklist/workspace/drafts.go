package workspace

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"sync/atomic"
	"time"

	"clausewalk/checklist"
	"clausewalk/checklist/durable"
	"clausewalk/checklist/event"
)

// Drafts keeps words that are typed and not yet answers.
type Drafts struct {
	disk durable.Disk
	dir  string
	made *atomic.Bool // this program has made the folder
}

func draftsOn(disk durable.Disk, audit string) Drafts {
	return Drafts{disk, LocalName("drafts", audit), new(atomic.Bool)}
}

// Draft is what somebody was typing into a box, most often for a clause.
type Draft struct {
	Policy  string        `json:"policy"`
	Label   string        `json:"label"`
	Edition string        `json:"edition,omitempty"` // as an event names it, see Audit.Labels
	Box     string        `json:"box,omitempty"`     // the box that it was typed into, empty for the reason's
	Verdict event.Verdict `json:"verdict,omitempty"` // pressed, and waiting for the reason
	Text    string        `json:"text"`
	Time    time.Time     `json:"time"`
}

// DraftKey names a draft: no two are kept under one.
type DraftKey struct {
	Ref event.Ref // its clause, with the edition that this is of where it is not the one that the audit began with
	Box string
}

// Key names the draft.
func (d Draft) Key() DraftKey {
	policy := d.Policy
	if d.Edition != "" {
		policy += "@" + d.Edition[:min(12, len(d.Edition))]
	}
	return DraftKey{event.Ref{Policy: policy, Label: d.Label}, d.Box}
}

// At returns the clause of an audit that the draft belongs to now, the zero Ref
// where it belongs to none.
func (d Draft) At(a *checklist.Audit) event.Ref {
	if d.Label == "" {
		return event.Ref{}
	}
	field := event.SetReason(event.Ref{Policy: d.Policy, Label: d.Label}, "").Field
	return a.Placed(event.Event{Field: field, Edition: d.Edition}).Ref()
}

func (d Drafts) name(k DraftKey) string {
	name := k.Ref.String()
	if k.Box != "" {
		name += "\x00" + k.Box
	}
	sum := sha256.Sum256([]byte(name))
	return path.Join(d.dir, fmt.Sprintf("%x.json", sum[:8]))
}

// Save keeps a draft in place of the older one for the same box and clause. A draft is written
// whole or not at all.
func (d Drafts) Save(draft Draft) error {
	data, err := json.Marshal(draft)
	if err != nil {
		return err
	}
	// Whoever made the folder may have crashed before its name was durable; and
	// somebody may take it away while the program runs.
	if _, err := d.disk.Lstat(d.dir); err != nil || !d.made.Load() {
		if err := durable.MkdirAll(d.disk, d.dir, 0o755); err != nil {
			return err
		}
		d.made.Store(true)
	}
	return durable.WriteFile(d.disk, d.name(draft.Key()), data, 0o600)
}

// Drop removes a draft, if it is there.
func (d Drafts) Drop(k DraftKey) error {
	if err := d.disk.Remove(d.name(k)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// All returns every draft that is there. One that cannot be read is left where
// it is and named in the error, beside those that can.
func (d Drafts) All() ([]Draft, error) {
	entries, err := d.disk.ReadDir(d.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var all []Draft
	var faults []error
	for _, e := range entries {
		if path.Ext(e.Name()) != ".json" {
			continue
		}
		file := path.Join(d.dir, e.Name())
		data, err := durable.ReadFile(d.disk, file, maxDraft)
		var draft Draft
		if err == nil {
			err = json.Unmarshal(data, &draft)
		}
		if err != nil {
			faults = append(faults, fmt.Errorf("draft %s: %w", filepath.Join(d.disk.Path(), filepath.FromSlash(file)), err))
			continue
		}
		all = append(all, draft)
	}
	return all, errors.Join(faults...)
}
