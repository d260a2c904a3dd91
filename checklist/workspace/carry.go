package workspace

import (
	"cmp"
	"fmt"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
)

// CarryFrom takes over what an older audit says, with its files of evidence, as
// one step, and returns what was left. A file
// that is missing or was altered is not copied: its piece is in doubt then.
func (o *Open) CarryFrom(old *Open) (left []checklist.Left, err error) {
	step, left, err := o.Carry(o.Hand, old.Audit)
	if err != nil || len(step) == 0 {
		return left, err
	}
	for _, ref := range old.Refs() {
		for _, e := range old.Pieces(ref) {
			if !e.Kept() || old.Vault.Verify(e) != nil {
				continue
			}
			if err := o.copyFrom(old, e); err != nil {
				return nil, fmt.Errorf("take over: %w", err)
			}
		}
	}
	if err := o.Journal.Append(step); err != nil {
		return nil, err
	}
	return left, o.Apply(step...)
}

func (o *Open) copyFrom(old *Open, e event.Evidence) error {
	from, err := old.Vault.Open(e.SHA256)
	if err != nil {
		return err
	}
	defer from.Close()
	_, err = o.Vault.Add(from, cmp.Or(e.Name, e.Path))
	return err
}
