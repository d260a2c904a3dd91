package workspace

import (
	"cmp"
	"fmt"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
)

// Follow finds what an older audit says of clauses and facts whose place those of
// this one have taken, as the guides have it.
func (o *Open) Follow(old *Open) (checklist.Follow, error) {
	known, err := builtin()
	if err != nil {
		return checklist.Follow{}, err
	}
	return checklist.FollowOf(o.Audit, old.Audit, o.Hand.Now(), known), nil
}

// CarryFrom takes over what an older audit says, with its files of evidence, and
// suggests what Follow finds, as one step, and returns what was left. A file that
// is missing or was altered is not copied: its piece is in doubt then.
func (o *Open) CarryFrom(old *Open) (left []checklist.Left, err error) {
	known, err := builtin()
	if err != nil {
		return nil, err
	}
	step, left, err := checklist.Carry(o.Audit, o.Hand, old.Audit, known...)
	if err != nil || len(step) == 0 {
		return left, err
	}
	for n := range step {
		e, ok := event.As[*event.Evidence](&step[n])
		if !ok || e == nil || !e.Kept() || old.Vault.Verify(*e) != nil {
			continue
		}
		if err := o.copyFrom(old, *e); err != nil {
			return nil, fmt.Errorf("take over: %w", err)
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
