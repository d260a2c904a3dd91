package workspace

import (
	"fmt"
	"time"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/policy"
)

// Verify checks an audit at a moment, the newest if id is empty: its head and pinned
// texts, every line of every journal, every sign-off and every evidence file. Faults are
// everything that is wrong, notes what is odd or could not be checked. It changes
// nothing.
func Verify(w *Workspace, id string, now time.Time) (head checklist.Head, faults, notes []error) {
	head, err := w.pick(id)
	if err != nil {
		return head, []error{err}, nil
	}
	if err := w.OwnLocal(); err != nil {
		return head, []error{err}, nil
	}
	writer, err := w.KnownWriter()
	if err != nil {
		return head, []error{err}, nil
	}
	journal, err := w.journal(head.ID, writer)
	if err != nil {
		return head, []error{err}, nil
	}
	faults, notes = journal.Verify(now, nil)
	o, err := w.Open(head.ID, checklist.Hand{})
	if err != nil {
		if len(faults) == 0 { // Otherwise the journals' faults say it already, and better.
			faults = append(faults, err)
		}
		return head, faults, notes
	}
	wrong, odd := o.verify(now)
	return head, append(faults, wrong...), append(notes, odd...)
}

// Faults is Verify for the audit as it was opened, including what may have come to its
// files since. It returns only what is wrong.
func (o *Open) Faults(now time.Time) []error {
	w := o.Workspace
	if err := w.OwnLocal(); err != nil {
		return []error{err}
	}
	journal, err := w.journal(o.Head.ID, "")
	if err != nil {
		return []error{err}
	}
	faults, _ := journal.Verify(now, o.BySum())
	wrong, _ := o.verify(now)
	return append(faults, wrong...)
}

// verify checks what stands beside the lines of the journals.
func (o *Open) verify(now time.Time) (faults, notes []error) {
	w := o.Workspace
	faults, notes = committedFaults(w, o.Head.ID, o.Log(event.Ref{}))
	for _, f := range checklist.RulesFaults(o.Audit) {
		faults = append(faults, f)
	}
	for _, id := range checklist.RulesUnknown(o.Audit) {
		notes = append(notes, fmt.Errorf("it is not known by which rules of %s the audit was judged when it began: an older program did not note them; clausewalk policy adopt notes those of now", id))
	}
	for _, p := range o.Policies {
		if p.ReadsDifferently {
			notes = append(notes, fmt.Errorf("this version of clausewalk would read the text of %s differently; the audit keeps the clauses that %s lists", p.ID, policy.ClausesFile))
		}
	}
	for s, then := range checklist.Signed(o.Audit) {
		wrong, odd := checklist.CheckSignOff(o.Audit, s, then)
		faults, notes = append(faults, wrong...), append(notes, odd...)
		if err := o.signed(s); err != nil {
			faults = append(faults, err)
		}
	}
	for _, ref := range o.Refs() {
		faults = append(faults, o.wrongPieces(ref, o.Pieces(ref))...)
	}
	for _, old := range checklist.Archive(o.Audit, now) {
		faults = append(faults, o.wrongPieces(old.Ref, old.Evidence)...)
	}
	return faults, notes
}

// wrongPieces returns what is wrong with the kept files of a clause.
func (o *Open) wrongPieces(ref event.Ref, pieces []event.Evidence) (faults []error) {
	verify := o.Vault.Verify
	if o.Workspace.commit != nil { // What was looked at in a commit is still the same.
		verify = func(e event.Evidence) error { return o.inspected.verify(o, e) }
	}
	for _, e := range pieces {
		err := verify(e)
		if command := o.Workspace.Download(err); command != "" {
			err = fmt.Errorf("%w: %s", err, command)
		}
		if err != nil {
			faults = append(faults, fmt.Errorf("%s: evidence %s: %w", ref.Label, e.Target(), err))
		}
	}
	return faults
}
