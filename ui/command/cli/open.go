package cli

import (
	"errors"
	"os"
	"path/filepath"
	"time"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/checklist/repository"
	"clausewalk/checklist/workspace"
	"clausewalk/ui/session"
)

// Folder returns the folder that the command is about.
func (r *Run) Folder() (string, error) {
	dir := r.Resolve(r.Workspace)
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return "", Usage("", "there is no folder %q", r.Workspace)
	}
	return dir, nil
}

// Resolve reads a path as the person typed it, from the current folder.
func (r *Run) Resolve(path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(r.Dir, path)
}

// Find returns the workspace of the folder: as it lies there, or as the commit
// has it that --rev names. Of a bare repository, where nothing lies, it is that
// of HEAD.
func (r *Run) Find() (*workspace.Workspace, error) {
	dir, err := r.Folder()
	if err != nil {
		return nil, err
	}
	if r.Rev != "" {
		return r.found(at(dir, r.Rev))
	}
	w, err := workspace.Find(dir)
	if errors.Is(err, workspace.ErrNone) && repository.IsBare(dir) {
		w, err = at(dir, "HEAD")
	}
	return r.found(w, err)
}

// at is workspace.FindAt with what may help where there is none.
func at(dir, rev string) (*workspace.Workspace, error) {
	w, err := workspace.FindAt(dir, rev)
	if errors.Is(err, workspace.ErrNone) {
		err = Failed("git log --all --oneline -- "+workspace.Dir+" lists the commits that have one", "%w", err)
	}
	return w, err
}

// Changes refuses what only makes sense now and in the folder.
func (r *Run) Changes() error {
	switch {
	case !r.Past.IsZero():
		return Usage("leave out --at", "a change cannot be made at %s", r.At)
	case r.Rev != "":
		return Usage("leave out --rev: it is for commands that read, such as status, report, check and log", "a change cannot be made in %s, only in the folder", r.Rev)
	}
	return nil
}

// found takes note of the workspace that the run is about.
func (r *Run) found(w *workspace.Workspace, err error) (*workspace.Workspace, error) {
	if err != nil {
		return nil, err
	}
	r.disk = w.Disk
	return w, nil
}

// NoteNoSync says so where the file system of the workspace could not sync.
func (r *Run) NoteNoSync() {
	if r.disk != nil && r.disk.CannotSync() {
		r.Note("the file system of %s cannot sync: what was saved may be lost in a power cut", r.disk.Path())
	}
}

// FindOrCreate returns the workspace of a folder or of one above it, and makes
// one in the folder where there is none.
func (r *Run) FindOrCreate(dir string) (*workspace.Workspace, error) {
	if err := r.Changes(); err != nil {
		return nil, err
	}
	w, err := workspace.Find(dir)
	if errors.Is(err, workspace.ErrNone) {
		w, err = workspace.Create(dir)
	}
	return r.found(w, err)
}

// Person returns who is at the keyboard.
func (r *Run) Person(dir string) event.Person {
	if r.As != "" {
		return workspace.ParsePerson(r.As)
	}
	return workspace.Identity(dir)
}

// PersonOf returns who answers in a workspace: --as, else who was named when the
// audit was started, else as Person says.
func (r *Run) PersonOf(w *workspace.Workspace) event.Person {
	if r.As != "" {
		return workspace.ParsePerson(r.As)
	}
	return workspace.PersonOf(w)
}

// Read opens the audit for reading and looks at its evidence: nothing is
// created.
func (r *Run) Read() (*session.Session, error) { return r.Open(session.Options{Look: true}) }

// Peek opens the audit for reading what was entered alone.
func (r *Run) Peek() (*session.Session, error) { return r.Open(session.Options{}) }

// Write opens the audit for changes.
func (r *Run) Write() (*session.Session, error) { return r.Open(session.Options{Write: true}) }

// Open opens the audit that the global flags name, at the moment that they name,
// and warns of lines that were cut short. What o leaves out comes from the run.
func (r *Run) Open(o session.Options) (*session.Session, error) {
	if o.Write {
		if err := r.Changes(); err != nil {
			return nil, err
		}
	}
	w, err := r.Find()
	if err != nil {
		return nil, err
	}
	if c := w.Commit(); c != nil && o.Write {
		return nil, Failed("git clone makes one", "%s is a bare repository, and changes need a checkout", c.Repository.Dir)
	}
	return r.OpenFound(w, o)
}

// OpenFound is Open for the workspace that Find has returned.
func (r *Run) OpenFound(w *workspace.Workspace, o session.Options) (*session.Session, error) {
	if c := w.Commit(); c != nil {
		if !r.Quiet {
			r.Note("reading %s, commit %.10s of %s", c.Rev, c.ID, When(c.Time))
		}
	}
	o.Audit = r.Audit
	s, err := r.OpenIn(w, o)
	if err != nil {
		return nil, err
	}
	session.OnNews(s, func(words string) { r.Note("%s", words) })
	if words := checklist.Ahead(s.Audit, s.Now()); words != "" {
		r.Note("%s", words)
	}
	for _, cut := range s.Cuts {
		r.Note("%s", cut)
	}
	for _, u := range s.Unsaved() {
		r.Note("%s; clausewalk import %s saves them", u, Quoted(u.Path))
	}
	return s, nil
}

// Moment returns the moment that a command tells of: that of --at, or now.
func (r *Run) Moment() time.Time {
	if r.Past.IsZero() {
		return r.Now()
	}
	return r.Past
}

// OpenIn opens an audit of a workspace as Open does, and warns of nothing.
func (r *Run) OpenIn(w *workspace.Workspace, o session.Options) (*session.Session, error) {
	o.Who, o.NewID, o.At = func() event.Person { return r.PersonOf(w) }, r.NewID, r.Past
	if o.Now == nil {
		o.Now = r.Now
	}
	return session.Open(w, o)
}

// Do makes the changes as one step and saves it. What the audit refuses was
// wrong in the command.
func Do(s *session.Session, allow workspace.Allow, changes ...event.Change) ([]event.Event, error) {
	if err := Check(s, allow, changes...); err != nil {
		return nil, err
	}
	return s.Do(meant(allow, changes)...)
}

// Check refuses what Do would refuse. It is asked before anything is copied for
// the change.
func Check(s *session.Session, allow workspace.Allow, changes ...event.Change) error {
	err := s.Check(meant(allow, changes)...)
	var secret *checklist.SecretError
	switch {
	case errors.As(err, &secret):
		return Failed(secretHint, "%w", err)
	case err != nil:
		return Usage("", "%w", err)
	}
	return nil
}

// meant returns the changes with what a person has let pass.
func meant(allow workspace.Allow, changes []event.Change) []event.Change {
	if allow.Secrets {
		return event.Meant(changes...)
	}
	return changes
}

const secretHint = "remove it, because others read the workspace and the report; --allow-secrets accepts it anyway"
