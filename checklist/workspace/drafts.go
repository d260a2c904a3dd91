package workspace

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"clausewalk/checklist"
	"clausewalk/checklist/durable"
)

// Drafts keeps words that are typed and not yet answers.
type Drafts struct{ dir string }

// Draft is what somebody was typing for a clause.
type Draft struct {
	Policy  string            `json:"policy"`
	Label   string            `json:"label"`
	Edition string            `json:"edition,omitempty"` // as an event names it, see Audit.Labels
	Verdict checklist.Verdict `json:"verdict,omitempty"` // pressed, and waiting for the reason
	Text    string            `json:"text"`
	Time    time.Time         `json:"time"`
}

// Ref names the draft: its clause, with the edition that this is of where it is
// not the one that the audit began with.
func (d Draft) Ref() checklist.Ref {
	if d.Edition != "" {
		return checklist.Ref{Policy: d.Policy + "@" + d.Edition[:min(12, len(d.Edition))], Label: d.Label}
	}
	return checklist.Ref{Policy: d.Policy, Label: d.Label}
}

// At returns the clause of an audit that the draft belongs to now.
func (d Draft) At(a *checklist.Audit) checklist.Ref {
	field := checklist.SetReason(checklist.Ref{Policy: d.Policy, Label: d.Label}, "").Field
	return a.Placed(checklist.Event{Field: field, Edition: d.Edition}).Ref()
}

func (d Drafts) path(ref checklist.Ref) string {
	sum := sha256.Sum256([]byte(ref.String()))
	return filepath.Join(d.dir, fmt.Sprintf("%x.json", sum[:8]))
}

// Save keeps a draft in place of the clause's older one. A draft is written
// whole or not at all.
func (d Drafts) Save(draft Draft) error {
	if err := os.MkdirAll(d.dir, 0o755); err != nil {
		return err
	}
	data, err := json.Marshal(draft)
	if err != nil {
		return err
	}
	disk, name := durable.Split(d.path(draft.Ref()))
	return durable.WriteFile(disk, name, data, 0o600)
}

// Drop removes the clause's draft, if there is one.
func (d Drafts) Drop(ref checklist.Ref) error {
	if err := os.Remove(d.path(ref)); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

// All returns every draft that is there. One that cannot be read is left where
// it is and named in the error, beside those that can.
func (d Drafts) All() ([]Draft, error) {
	entries, err := os.ReadDir(d.dir)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var all []Draft
	var faults []error
	for _, e := range entries {
		if filepath.Ext(e.Name()) != ".json" {
			continue
		}
		file := filepath.Join(d.dir, e.Name())
		data, err := os.ReadFile(file)
		var draft Draft
		if err == nil {
			err = json.Unmarshal(data, &draft)
		}
		if err != nil {
			faults = append(faults, fmt.Errorf("draft %s: %w", file, err))
			continue
		}
		all = append(all, draft)
	}
	return all, errors.Join(faults...)
}
