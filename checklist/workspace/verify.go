package workspace

import (
	"fmt"
	"time"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/policy"
)

// Verify checks an audit from the ground up at a moment, the newest where id is empty: its
// head and pinned texts, every line of every journal, every sign-off, every
// evidence file. It returns all that is wrong, and beside it what is odd or could
// not be looked at, and changes nothing.
func (w *Workspace) Verify(id string, now time.Time) (head checklist.Head, faults, notes []error) {
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
	faults, notes = journal.Verify(now)
	o, err := w.Open(head.ID, checklist.Hand{})
	if err != nil {
		if len(faults) == 0 { // Otherwise the journals' faults say it already, and better.
			faults = append(faults, err)
		}
		return head, faults, notes
	}
	committed, unknown := w.committed(head.ID, repaired(o.Log(event.Ref{})))
	faults, notes = append(faults, committed...), append(notes, unknown...)
	for _, f := range o.RulesFaults() {
		faults = append(faults, f)
	}
	for _, id := range o.RulesUnknown() {
		notes = append(notes, fmt.Errorf("it is not known by which rules of %s the audit was judged when it began: an older program did not note them; clausewalk policy adopt notes those of now", id))
	}
	for _, p := range o.Policies {
		if p.Otherwise {
			notes = append(notes, fmt.Errorf("this version of clausewalk would read the text of %s otherwise; the audit keeps the clauses that %s lists", p.ID, policy.ClausesFile))
		}
	}
	for s, then := range o.Signed() {
		wrong, odd := o.CheckSignOff(s, then)
		faults, notes = append(faults, wrong...), append(notes, odd...)
		if err := o.signed(s); err != nil {
			faults = append(faults, err)
		}
	}
	items := o.Items(now)
	for _, old := range o.Archive(now) {
		items = append(items, old.Item)
	}
	for _, i := range items {
		for _, e := range i.Evidence {
			err := o.Vault.Verify(e)
			if command := w.Download(err); command != "" {
				err = fmt.Errorf("%w: %s", err, command)
			}
			if err != nil {
				faults = append(faults, fmt.Errorf("%s: evidence %s: %w", i.Ref.Label, e.Target(), err))
			}
		}
	}
	return head, faults, notes
}
