// Package session is one open audit while somebody works on it. The screen, the
// plain walk and the command line all open an audit here and write through here;
// there is no other way for them to write an answer.
//
// A change counts in the audit as soon as Change returns, and is on disk when
// Save returns without an error. What could not be saved waits for the next
// Save, and Close puts it where it can be found again.
//
// A Session belongs to one goroutine. Save, Load, WriteDrafts, Watch, Collect,
// Openable, Again, Preview, CollectSuggested and the functions that Looker and
// AppLooker return wait for the disk and alter nothing that the owner reads: a
// screen calls them elsewhere and hands what they return to Settle, Merge, Tell
// or Judge.
package session

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"clausewalk/checklist"
	"clausewalk/checklist/durable"
	"clausewalk/checklist/event"
	"clausewalk/checklist/journal/folder"
	"clausewalk/checklist/vault"
	"clausewalk/checklist/workspace"
)

// ReadOnly says why nothing can be changed in a session, empty where it can.
func ReadOnly(s *Session) string {
	if s.open.Hand.Writer != "" {
		return ""
	}
	if c := s.Workspace.Commit(); c != nil {
		return fmt.Sprintf("commit %s is read-only; change the audit in a checkout", c.Name())
	}
	if from := ReadFrom(s); from != "" {
		return fmt.Sprintf("the audit %s is read-only; without --at it can be changed", from)
	}
	return ErrReadOnly.Error()
}

// ReadFrom says which commit the audit is read from, or as of when, empty for the
// audit of now.
func ReadFrom(s *Session) string {
	switch c := s.Workspace.Commit(); {
	case c != nil:
		return c.Name()
	case !s.at.IsZero():
		return "as of " + s.at.Local().Format("2006-01-02 15:04")
	}
	return ""
}

// Options says how an audit is opened.
type Options struct {
	Audit string // its id, empty for the newest of the workspace
	Write bool   // open it for changes; otherwise nothing is created
	// Who is at the keyboard, asked once and only to write. It may take its time:
	// the journals are read meanwhile.
	Who   func() event.Person
	Now   func() time.Time
	NewID func() string // returns a new id for an event at each call
	At    time.Time     // show the audit as of this moment, zero for now; not to write
	Look  bool          // look at the evidence again
}

// ErrPast says that an audit was opened as of another moment and for changes.
var ErrPast = errors.New("the audit as it was at another time cannot be changed")

// ErrReadOnly says that an audit was not opened for changes.
var ErrReadOnly = errors.New("the audit was opened for reading only")

// Session is one open audit. Its Audit is for reading alone.
type Session struct {
	*checklist.Audit
	Workspace *workspace.Workspace
	Vault     vault.Vault
	Cuts      []folder.Cut // lines that a crash has cut short

	open   *workspace.Open
	at     time.Time
	done   [][]event.Event // the steps of this sitting
	undone []undone
	disk   disk
	drafts *drafts
	taken  []workspace.Unsaved // whose changes are made
}

// Open opens an audit of a workspace. The error names the file, and the line
// where there is one.
func Open(w *workspace.Workspace, o Options) (*Session, error) {
	hand := checklist.Hand{Now: o.Now, NewID: o.NewID}
	who := func() event.Person { return event.Person{} }
	if o.Write {
		if !o.At.IsZero() {
			return nil, ErrPast
		}
		who = sync.OnceValue(o.Who)
		go who()
		var err error
		if hand.Writer, err = w.KnownWriter(); err == nil && hand.Writer == "" {
			hand.Writer, err = w.Writer(who())
		}
		if err != nil {
			return nil, err
		}
	}
	open, err := w.Open(o.Audit, hand)
	if err != nil {
		return nil, err
	}
	open.Hand.Person = who()
	// The moment comes first: what stands behind an answer then is what has to be
	// looked at, and not what stands behind it today.
	if !o.At.IsZero() {
		open.Audit = open.AsOf(o.At)
	}
	if o.Look {
		open.Look()
	}
	s := New(open)
	s.at = o.At
	return s, nil
}

// New returns a session on an audit that is open already.
func New(open *workspace.Open) *Session {
	return &Session{
		Audit: open.Audit, Workspace: open.Workspace, Vault: open.Vault, Cuts: open.Cuts,
		open: open, disk: disk{saved: open.LastChange()}, drafts: newDrafts(open.Drafts),
	}
}

// Now returns the moment that decides what has run out and what is overdue.
func (s *Session) Now() time.Time {
	if s.at.IsZero() {
		return s.open.Hand.Now()
	}
	return s.at
}

// Hand returns who makes the changes, with clock and ids.
func (s *Session) Hand() checklist.Hand { return s.open.Hand }

// Items returns every clause with what is known of it Now.
func (s *Session) Items() []checklist.Item { return s.Audit.Items(s.Now()) }

// Item returns what is known of one clause Now.
func (s *Session) Item(ref event.Ref) checklist.Item { return s.Audit.Item(ref, s.Now()) }

// Looker returns a function that looks at all evidence the audit has now. What
// it finds is for Tell.
func (s *Session) Looker() func() checklist.Looks { return s.open.Looker() }

// Look looks at all evidence now. It waits for the disk.
func (s *Session) Look() { s.SetLooks(s.Looker()()) }

// OnNews says where to tell of what comes up while the journal is at work: that
// another program holds it, and that git is not going to commit a new file. It
// is told from another goroutine.
func OnNews(s *Session, tell func(words string)) {
	s.Workspace.Waiting = func(h durable.Holder) {
		tell(fmt.Sprintf("waiting for %s, which is writing to the same journal", h))
	}
	s.Workspace.Left = func(i workspace.Ignored) { tell(i.String()) }
}

// Watch calls changed whenever Load may have something, until ctx ends.
func (s *Session) Watch(ctx context.Context, changed func()) {
	if ReadFrom(s) == "" { // That stays what it is.
		s.open.Journal.Watch(ctx, changed)
	}
}

// Collect makes evidence of what a person names, a path below dir, an address
// or a command; see workspace.Open.Collect.
func (s *Session) Collect(dir, spec string, allow workspace.Allow) (event.Evidence, error) {
	return s.open.Collect(dir, spec, allow)
}

// IgnoredFile tells whether git is not going to commit the stored file of a
// piece, see workspace.Open.IgnoredFile.
func (s *Session) IgnoredFile(e event.Evidence) (workspace.Ignored, bool) {
	return s.open.IgnoredFile(e)
}

// CarryFrom takes over what an older audit says, with its files of evidence, as
// one step that is saved at once, and returns what was left.
func (s *Session) CarryFrom(old *Session) ([]checklist.Left, error) {
	return s.open.CarryFrom(old.open)
}

// Openable returns what of a piece may be handed to the system's opener.
func (s *Session) Openable(e event.Evidence) (string, error) { return s.open.Openable(e) }

// Content reads what can be seen of a piece.
func (s *Session) Content(e event.Evidence) checklist.Content { return s.open.Content(e) }

// Again runs the command of a piece once more and returns what came of it. One
// that was not recorded here is an *workspace.OthersCommandError unless it is
// allowed.
func (s *Session) Again(ctx context.Context, e event.Evidence, allow workspace.Allow) (event.Check, error) {
	return s.open.Again(ctx, e, allow)
}

// LeftAt returns the clause at which the writer left the last sitting, the zero
// Ref where none is known.
func (s *Session) LeftAt() event.Ref { return s.open.LeftAt() }
