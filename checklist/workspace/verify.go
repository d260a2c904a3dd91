package workspace

import (
	"fmt"
	"path/filepath"

	"clausewalk/checklist"
	"clausewalk/checklist/journal/folder"
)

// Verify checks an audit from the ground up, the newest where id is empty: its
// head and pinned texts, every line of every journal, every sign-off, every
// evidence file. It returns all that is wrong, and changes nothing.
func (w *Workspace) Verify(id string) (checklist.Head, []error) {
	head, err := w.pick(id)
	if err != nil {
		return head, []error{err}
	}
	writer, err := w.KnownWriter()
	if err != nil {
		return head, []error{err}
	}
	journal, err := folder.Open(filepath.Join(w.path("audits", head.ID), "journal"), w.Local(), writer)
	if err != nil {
		return head, []error{err}
	}
	faults := journal.Verify()
	o, err := w.Open(head.ID, checklist.Hand{})
	if err != nil {
		if len(faults) == 0 { // Otherwise the journals' faults say it already, and better.
			faults = append(faults, err)
		}
		return head, faults
	}
	for _, s := range o.SignOffs() {
		if o.AsSigned(s).StateDigest() != s.State {
			faults = append(faults, fmt.Errorf("the state that %s signed on %s cannot be made again: lines are missing or were changed", s.Name, s.At.Format("2006-01-02")))
		}
	}
	items := o.Items(o.Head.Created)
	for _, old := range o.Archive(o.Head.Created) {
		items = append(items, old.Item)
	}
	for _, i := range items {
		for _, e := range i.Evidence {
			if err := o.Vault.Verify(e); err != nil {
				faults = append(faults, fmt.Errorf("%s: evidence %s: %w", i.Ref.Label, e.Target(), err))
			}
		}
	}
	return head, faults
}
