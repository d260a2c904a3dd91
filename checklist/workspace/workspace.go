// Package workspace finds, makes and opens the folder .clausewalk, which has the
// audits of one app beside its code. It brings together what the other packages keep
// apart: the journal, the vault, the pinned policies, the git repository around them,
// and what belongs to this clone alone (.local). Reading a workspace, of a folder or
// of a commit, writes nothing and runs nothing from it.
package workspace

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"sync"
	"time"

	"clausewalk/checklist"
	"clausewalk/checklist/durable"
	"clausewalk/checklist/event"
	"clausewalk/checklist/journal/folder"
	"clausewalk/policy"
	"clausewalk/policy/editions"
	"clausewalk/policy/library"
	"clausewalk/policy/pattern"
	"clausewalk/policy/reading"
)

// Dir is the name of the workspace's folder.
const Dir = ".clausewalk"

// Format is the version of workspace.json.
const Format = 1

// Limits of what is read of a file, in bytes, by its kind. docs/format.md has them too.
const (
	maxHead  = 1 << 20         // workspace.json, audit.json and what .local holds beside drafts
	maxDraft = 16 << 20        // a draft
	maxRules = reading.MaxSize // policy.md, guide.yaml and assess.yaml
)

// texts are the policies that were read, by their bytes, since many workspaces have the
// same ones, and verify opens again what was opened before.
var texts library.Cache

// Workspace is a folder with audits.
type Workspace struct {
	Around
	Texts
	Disk    durable.Disk         // the app's folder; names begin with Dir
	Waiting func(durable.Holder) // told who holds a lock that is waited for; may be nil
	Left    func(Ignored)        // told if git is not going to commit a journal file that was begun; may be nil
	// NoHistory leaves out of Verify what git's history says about the journals, which
	// takes longer than everything else in an app with many commits.
	NoHistory bool
	team      string
	audits    func() ([]checklist.Head, error) // the heads, if it is read from a commit
}

// on returns the workspace of a disk, whether one is there or not.
func on(disk durable.Disk) *Workspace {
	w := &Workspace{Around: Around{Root: disk.Path()}, Disk: disk}
	w.tracked = sync.OnceValues(w.askTracked)
	w.Texts = Texts{disk, &w.Around}
	return w
}

type marker struct {
	Format int    `json:"format"`
	Team   string `json:"team,omitempty"`
}

func (w *Workspace) checkFormat() error {
	var m marker
	if err := w.readJSON(name("workspace.json"), &m); err != nil {
		return err
	}
	if m.Format != Format {
		return fmt.Errorf("%s: %w", w.path("workspace.json"), &event.FormatError{What: "workspace", Found: m.Format, Known: Format})
	}
	w.team = m.Team
	return nil
}

// Create makes a workspace in dir, or finds the one that dir itself holds.
func Create(dir string) (*Workspace, error) {
	root, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	disk, err := durable.Make(root)
	if err != nil {
		return nil, err
	}
	return On(disk)
}

// ours are the files that a workspace begins with. workspace.json comes last, since a
// folder without it is not a workspace yet.
var ours = []struct{ name, content string }{
	{".gitignore", ignored},
	{".gitattributes", attributes},
	{"workspace.json", fmt.Sprintf("{\"format\": %d}\n", Format)},
}

// On is Create for the app's folder as a disk.
func On(disk durable.Disk) (*Workspace, error) {
	w := on(disk)
	switch _, err := disk.Lstat(name("workspace.json")); {
	case err == nil:
		return w, w.checkFormat()
	case !errors.Is(err, fs.ErrNotExist):
		return nil, err
	}
	if err := w.makeLocal(); err != nil {
		return nil, err
	}
	for _, f := range ours {
		if err := durable.WriteFile(disk, name(f.name), []byte(f.content), 0o644); err != nil {
			return nil, err
		}
	}
	return w, nil
}

// name returns the name of a file or folder of the workspace on the disk.
func name(parts ...string) string { return path.Join(append([]string{Dir}, parts...)...) }

// path is the whole path of a file or folder, for messages.
func (a *Around) path(parts ...string) string {
	return filepath.Join(a.Root, filepath.FromSlash(name(parts...)))
}

// Local is the folder of what belongs to this clone alone: its writer, locks
// and drafts. It is not committed.
func (w *Workspace) Local() string { return w.path(".local") }

// LocalName returns the name of a file in Local on the disk.
func LocalName(parts ...string) string { return name(append([]string{".local"}, parts...)...) }

// makeLocal makes Local, with a .gitignore of its own: the branch that is checked out
// may not have the workspace, and what it ignores.
func (w *Workspace) makeLocal() error {
	if err := durable.MkdirAll(w.Disk, LocalName(), 0o755); err != nil {
		return err
	}
	ignored := LocalName(".gitignore")
	if _, err := w.Disk.Lstat(ignored); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return durable.WriteFile(w.Disk, ignored, []byte("*\n"), 0o644)
}

// readJSON reads a small file of the workspace.
func (w *Workspace) readJSON(file string, into any) error {
	data, err := durable.ReadFile(w.Disk, file, maxHead)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(data, into); err != nil {
		if folder.HasMarks(data) {
			err = folder.ErrMarks
		}
		return &folder.DamageError{File: filepath.Join(w.Root, filepath.FromSlash(file)), Err: err}
	}
	return nil
}

// Audits returns the heads of the workspace's audits, newest first.
func (w *Workspace) Audits() ([]checklist.Head, error) {
	if w.commit == nil {
		return w.heads()
	}
	heads, err := w.audits() // They stay what they are, and are asked for several times.
	return slices.Clone(heads), err
}

func (w *Workspace) heads() ([]checklist.Head, error) {
	heads, err := w.written()
	if err != nil {
		return nil, err
	}
	// When an audit was started in which nothing was entered yet, only the clone
	// knows that started it.
	started := w.started()
	for n := range heads {
		h := &heads[n]
		if !h.States {
			began, err := folder.Began(w.Disk, journalDir(h.ID))
			if err != nil {
				return nil, err
			}
			h.Created, h.By = began.Time, began.Who
		}
		if !h.Created.IsZero() {
			started[h.ID] = h.Created
		}
	}
	sort.Slice(heads, func(i, j int) bool {
		x, y := heads[i].ID, heads[j].ID
		if !started[x].Equal(started[y]) {
			return started[x].After(started[y])
		}
		return x > y
	})
	return heads, nil
}

// written returns the heads as they are written, in no order: those of format 2 do
// not say who began the audit.
func (w *Workspace) written() ([]checklist.Head, error) {
	entries, err := w.Disk.ReadDir(name("audits"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var heads []checklist.Head
	for _, e := range entries {
		if e.Type().IsRegular() {
			continue // As file managers leave them.
		}
		h, err := w.head(e.Name())
		if errors.Is(err, fs.ErrNotExist) {
			continue // A folder that a crash left before its audit.json was written.
		}
		if err != nil {
			return nil, err
		}
		heads = append(heads, h)
	}
	return heads, nil
}

func (w *Workspace) head(id string) (checklist.Head, error) {
	var h checklist.Head
	file := w.path("audits", id, "audit.json")
	if err := w.readJSON(name("audits", id, "audit.json"), &h); err != nil {
		return h, err
	}
	if h.Format < 1 || h.Format > checklist.HeadFormat {
		return h, fmt.Errorf("%s: %w", file, &event.FormatError{What: "audit", Found: h.Format, Known: checklist.HeadFormat})
	}
	if h.ID != id {
		return h, &folder.DamageError{File: file, Err: fmt.Errorf("it is of the audit %q", h.ID)}
	}
	h.States = !h.Created.IsZero()
	return h, nil
}

// startedFile notes when this clone has started audits, by id.
const startedFile = "started.json"

// started reads what startedFile notes; a note that cannot be read says nothing.
func (w *Workspace) started() map[string]time.Time {
	known := map[string]time.Time{}
	if w.readJSON(LocalName(startedFile), &known) != nil {
		return map[string]time.Time{}
	}
	return known
}

// NewAudit starts an audit of the app's release against the policies. Two clones
// that start the same audit write the same bytes, so that git merges them.
func (w *Workspace) NewAudit(app, release string, policies []*policy.Policy, now time.Time) (checklist.Head, error) {
	h := checklist.Head{Format: checklist.HeadFormat, App: app, Release: release}
	for _, t := range []event.Text{{What: "app", Words: app}, {What: "release", Words: release}} {
		if found := checklist.Secrets([]byte(t.Words)); found != "" { // It would be in every file's path.
			return h, &checklist.SecretError{Where: t.What, Found: found}
		}
	}
	base := slug(app + " " + release)
	h.ID = base
	for _, p := range policies {
		h.Policies = append(h.Policies, checklist.Edition{ID: p.ID, Edition: p.Edition})
	}
	if _, err := checklist.New(h, policies); err != nil {
		return h, err // It could never be opened.
	}
	for _, p := range policies {
		if err := w.AddPolicy(p); err != nil {
			return h, err
		}
	}
	if err := durable.MkdirAll(w.Disk, name("audits"), 0o755); err != nil {
		return h, err
	}
	for n := 1; ; n++ {
		h.ID = base
		if n > 1 {
			h.ID = fmt.Sprintf("%s-%d", base, n)
		}
		err := w.Disk.Mkdir(name("audits", h.ID), 0o755)
		if err != nil && !errors.Is(err, fs.ErrExist) {
			return h, err
		}
		if err == nil || w.left(h) {
			break
		}
	}
	if err := w.Disk.SyncDir(name("audits")); err != nil {
		return h, err
	}
	data, err := json.MarshalIndent(h, "", "  ")
	if err != nil {
		return h, err
	}
	if err := durable.WriteFile(w.Disk, name("audits", h.ID, "audit.json"), append(data, '\n'), 0o644); err != nil {
		return h, err
	}
	started := w.started()
	started[h.ID] = now.UTC()
	if data, err = json.Marshal(started); err != nil {
		return h, err
	}
	if err := w.makeLocal(); err != nil {
		return h, err
	}
	return h, durable.WriteFile(w.Disk, LocalName(startedFile), append(data, '\n'), 0o644)
}

// left tells whether the folder of an audit is what a checkout, or a crash, has left of
// the same audit: its audit.json is on another branch, but answers that were not
// committed yet are still there.
func (w *Workspace) left(h checklist.Head) bool {
	if _, err := w.Disk.Lstat(name("audits", h.ID, "audit.json")); !errors.Is(err, fs.ErrNotExist) {
		return false
	}
	began, err := folder.Began(w.Disk, journalDir(h.ID))
	var was event.Begin
	if err != nil || began.ID == "" || json.Unmarshal(began.Value, &was) != nil {
		return err == nil
	}
	same := func(r event.Rules, e checklist.Edition) bool { return r.ID == e.ID && r.Edition == e.Edition }
	return was.App == h.App && was.Release == h.Release && slices.EqualFunc(was.Policies, h.Policies, same)
}

// AddPolicy keeps an edition of a policy, with what was written for it and with the
// list of its clauses. An edition that was pinned by a version which reads it
// differently stays as it is.
func (t *Texts) AddPolicy(p *policy.Policy) error {
	if pinned, err := t.edition(checklist.Edition{ID: p.ID, Edition: p.Edition}); err == nil && pinned.ReadsDifferently &&
		bytes.Equal(pinned.Markdown, p.Markdown) && bytes.Equal(pinned.AssessYAML, p.AssessYAML) {
		return nil
	}
	dir := name("policies", p.ID, p.Edition)
	if err := durable.MkdirAll(t.disk, dir, 0o755); err != nil {
		return err
	}
	if err := durable.WriteFile(t.disk, path.Join(dir, policy.TextFile), p.Markdown, 0o644); err != nil {
		return err
	}
	return t.addBeside(p)
}

// listed returns a policy with the list of its clauses, as it is kept.
func listed(p *policy.Policy) (*policy.Policy, error) {
	list, err := editions.Pin(p)
	if err != nil {
		return nil, err
	}
	if len(list) > maxRules {
		list = nil // It could not be read again.
	}
	kept := *p
	kept.ClausesJSON = list
	return &kept, nil
}

// addBeside keeps what people have written for an edition.
func (t *Texts) addBeside(p *policy.Policy) error {
	p, err := listed(p)
	if err != nil {
		return err
	}
	return t.putBeside(name("policies", p.ID, p.Edition), map[string][]byte{
		policy.AssessFile: p.AssessYAML, policy.ClausesFile: p.ClausesJSON, policy.GuideFile: p.GuideYAML,
	})
}

var notSlug = pattern.New(`[^a-z0-9.]+`)

// slug makes a folder's name of what people call an app and a release.
func slug(name string) string {
	s := strings.Trim(notSlug.ReplaceAllString(strings.ToLower(name), "-"), "-.")
	if len(s) > 60 {
		s = strings.Trim(s[:60], "-.")
	}
	if s == "" {
		return "audit"
	}
	return checklist.SafeName(s)
}
