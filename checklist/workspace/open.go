package workspace

import (
	"fmt"
	"slices"

	"clausewalk/checklist"
	"clausewalk/checklist/durable"
	"clausewalk/checklist/journal/folder"
	"clausewalk/checklist/vault"
	"clausewalk/policy"
)

// Open is an audit with all that belongs to it on disk.
type Open struct {
	checklist.Record
	Workspace *Workspace
	Vault     vault.Vault
	Drafts    Drafts
	Cuts      []folder.Cut // lines that a crash has cut short

	inspected inspections
}

// Refresh applies what has come to the journal since the last call, with the
// texts of the editions that were adopted.
func (o *Open) Refresh() error {
	events, err := o.Journal.Events()
	if err != nil {
		return err
	}
	texts, err := o.Adopted(events)
	if err != nil {
		return err
	}
	o.Know(texts...)
	o.Know(o.Workspace.ruled(events, o.HasRules)...)
	return o.TakeIn(events)
}

// Open opens an audit, the newest where id is empty, and reads its journal. An
// empty hand reads only; any other has to find a .local that is this clone's own.
// The error names the file, and the line where there is one.
func (w *Workspace) Open(id string, hand checklist.Hand) (*Open, error) {
	if hand.Writer != "" {
		go w.tracked() // Git is asked while the audit is read.
	}
	head, err := w.pick(id)
	if err != nil {
		return nil, err
	}
	var policies []*policy.Policy
	for _, e := range head.Policies {
		p, err := w.ReadPolicy(e)
		if err != nil {
			return nil, err
		}
		policies = append(policies, p)
	}
	audit, err := checklist.New(head, policies)
	if err != nil {
		return nil, err
	}
	o := &Open{
		Record:    checklist.Record{Audit: audit, Hand: hand},
		Workspace: w,
		Vault:     vault.Vault{Disk: w.Disk, Dir: name("audits", head.ID, "evidence")},
		Drafts:    draftsOn(w.Disk, head.ID),
	}
	journal, err := w.journal(head.ID, hand.Writer)
	if err != nil {
		return nil, err
	}
	o.Journal = journal
	if err := o.Refresh(); err != nil {
		return nil, err
	}
	o.Cuts = journal.Cuts()
	if hand.Writer != "" {
		err = w.OwnLocal()
	}
	return o, err
}

// journalDir is the folder of an audit's journal, below the app's.
func journalDir(audit string) string { return name("audits", audit, "journal") }

// journal returns the journal of an audit, for reading where no writer is named.
func (w *Workspace) journal(audit, writer string) (*folder.Journal, error) {
	o := folder.Options{
		Disk: w.Disk, Dir: journalDir(audit), Local: LocalName(), Audit: audit, Writer: writer,
		Waiting: func(h durable.Holder) {
			if w.Waiting != nil {
				w.Waiting(h)
			}
		},
		Began: func(file string) {
			if w.Left == nil {
				return
			}
			for _, i := range w.Ignored(file) {
				w.Left(i)
			}
		},
	}
	if g := w.stored(); g != nil && w.commit == nil {
		o.Git = g
	}
	return folder.Open(o)
}

// pick returns the head of the audit that has the id, or of the newest. Who began
// it is in the journal, which is going to be read: only to find the newest of
// several, or to name them the newest first, is it read twice.
func (w *Workspace) pick(id string) (checklist.Head, error) {
	read := w.written
	if w.commit != nil {
		read = w.Audits // It keeps them.
	}
	heads, err := read()
	n := slices.IndexFunc(heads, func(h checklist.Head) bool { return h.ID == id })
	if err == nil && n < 0 && len(heads) > 1 {
		heads, err = w.Audits()
	}
	switch {
	case err != nil:
		return checklist.Head{}, err
	case len(heads) == 0:
		if left := w.headless(); left != "" {
			return checklist.Head{}, &GoneError{left}
		}
		return checklist.Head{}, fmt.Errorf("%w: %s holds none", ErrNone, w.path())
	case id == "":
		return heads[0], nil
	case n >= 0:
		return heads[n], nil
	}
	var known []string
	for _, h := range heads {
		known = append(known, h.ID)
	}
	return checklist.Head{}, &checklist.UnknownError{What: "audit", Name: id, Known: known}
}

// headless returns the path of an audit.json that is not there although its audit has a
// journal, empty for none.
func (w *Workspace) headless() string {
	entries, _ := w.Disk.ReadDir(name("audits")) // What cannot be read holds nothing to be named.
	for _, e := range entries {
		files, err := w.Disk.ReadDir(journalDir(e.Name()))
		if err == nil && len(files) > 0 {
			return w.path("audits", e.Name(), "audit.json")
		}
	}
	return ""
}
