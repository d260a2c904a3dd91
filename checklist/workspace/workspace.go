// Package workspace finds, makes and opens the folder .clausewalk, which holds
// the audits of one app beside its code.
package workspace

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"syscall"
	"time"

	"clausewalk/checklist"
	"clausewalk/checklist/durable"
	"clausewalk/checklist/journal/folder"
	"clausewalk/checklist/vault"
	"clausewalk/policy"
	"clausewalk/policy/library"
)

// Dir is the name of the workspace's folder.
const Dir = ".clausewalk"

// Format is the version of workspace.json.
const Format = 1

// Workspace is a folder with audits.
type Workspace struct {
	Root     string         // the app's folder: the one that holds .clausewalk
	Policies *library.Cache // shared by workspaces that are read together, may be nil
}

// ErrNone says that neither a folder nor any above it holds a workspace.
var ErrNone = errors.New("no audit here")

// Find looks for a workspace in dir and then upward, as git does.
func Find(dir string) (*Workspace, error) {
	start, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	for at := start; ; at = filepath.Dir(at) {
		_, err := os.Stat(filepath.Join(at, Dir, "workspace.json"))
		if err == nil {
			w := &Workspace{Root: at}
			return w, w.checkFormat()
		}
		if !errors.Is(err, os.ErrNotExist) && !errors.Is(err, syscall.ENOTDIR) {
			return nil, err
		}
		if at == filepath.Dir(at) {
			return nil, fmt.Errorf("%w: neither %s nor a folder above it holds %s", ErrNone, start, Dir)
		}
	}
}

type marker struct {
	Format int `json:"format"`
}

func (w *Workspace) checkFormat() error {
	var m marker
	if err := w.readJSON(w.path("workspace.json"), &m); err != nil {
		return err
	}
	if m.Format != Format {
		return fmt.Errorf("%s: %w", w.path("workspace.json"), &checklist.FormatError{What: "workspace", Found: m.Format, Known: Format})
	}
	return nil
}

// Create makes a workspace in dir, or finds the one that dir itself holds.
func Create(dir string) (*Workspace, error) {
	root, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	w := &Workspace{Root: root}
	if _, err := os.Stat(w.path("workspace.json")); err == nil {
		return w, w.checkFormat()
	}
	if err := os.MkdirAll(w.Local(), 0o755); err != nil {
		return nil, err
	}
	for _, f := range []struct{ name, content string }{
		{".gitignore", ".local/\n"},
		// A journal's lines are chained by their digests: git must not touch their ends.
		{".gitattributes", "* -text\n"},
		{"workspace.json", fmt.Sprintf("{\"format\": %d}\n", Format)},
	} {
		if err := durable.WriteFile(durable.Root(w.path()), f.name, []byte(f.content), 0o644); err != nil {
			return nil, err
		}
	}
	return w, nil
}

func (w *Workspace) path(parts ...string) string {
	return filepath.Join(append([]string{w.Root, Dir}, parts...)...)
}

// Local is the folder of what belongs to this clone alone: its writer, locks
// and drafts. It is not committed.
func (w *Workspace) Local() string { return w.path(".local") }

func (w *Workspace) readJSON(path string, into any) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(data, into); err != nil {
		if folder.HasMarks(data) {
			err = folder.ErrMarks
		}
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

// Audits returns the heads of the workspace's audits, newest first.
func (w *Workspace) Audits() ([]checklist.Head, error) {
	entries, err := os.ReadDir(w.path("audits"))
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var heads []checklist.Head
	for _, e := range entries {
		if !e.IsDir() {
			continue
		}
		h, err := w.head(e.Name())
		if errors.Is(err, os.ErrNotExist) {
			continue // A folder that a crash left before its audit.json was written.
		}
		if err != nil {
			return nil, err
		}
		heads = append(heads, h)
	}
	// When an audit was started in which nothing was entered yet, only the clone
	// knows that started it.
	started := w.started()
	for _, h := range heads {
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

func (w *Workspace) head(id string) (checklist.Head, error) {
	var h checklist.Head
	file := w.path("audits", id, "audit.json")
	if err := w.readJSON(file, &h); err != nil {
		return h, err
	}
	if h.Format < 1 || h.Format > checklist.HeadFormat {
		return h, fmt.Errorf("%s: %w", file, &checklist.FormatError{What: "audit", Found: h.Format, Known: checklist.HeadFormat})
	}
	if h.ID != id {
		return h, fmt.Errorf("%s: it is of the audit %q", file, h.ID)
	}
	if h.Created.IsZero() {
		began, err := folder.Began(durable.Root(w.Root), journalDir(id))
		if err != nil {
			return h, err
		}
		h.Created, h.By = began.Time, began.Who
	}
	return h, nil
}

// startedFile notes when this clone has started audits, by id.
const startedFile = "started.json"

// started reads what startedFile notes; a note that cannot be read says nothing.
func (w *Workspace) started() map[string]time.Time {
	known := map[string]time.Time{}
	if w.readJSON(filepath.Join(w.Local(), startedFile), &known) != nil {
		return map[string]time.Time{}
	}
	return known
}

// NewAudit starts an audit of the app's release against the policies. Two clones
// that start the same audit write the same bytes, so that git merges them.
func (w *Workspace) NewAudit(app, release string, policies []*policy.Policy, now time.Time) (checklist.Head, error) {
	h := checklist.Head{Format: checklist.HeadFormat, App: app, Release: release}
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
	if err := os.MkdirAll(w.path("audits"), 0o755); err != nil {
		return h, err
	}
	for n := 1; ; n++ {
		h.ID = base
		if n > 1 {
			h.ID = fmt.Sprintf("%s-%d", base, n)
		}
		err := os.Mkdir(w.path("audits", h.ID), 0o755)
		if err == nil {
			break
		}
		if !errors.Is(err, os.ErrExist) {
			return h, err
		}
	}
	data, err := json.MarshalIndent(h, "", "  ")
	if err != nil {
		return h, err
	}
	if err := durable.WriteFile(durable.Root(w.path("audits", h.ID)), "audit.json", append(data, '\n'), 0o644); err != nil {
		return h, err
	}
	started := w.started()
	started[h.ID] = now.UTC()
	if data, err = json.Marshal(started); err != nil {
		return h, err
	}
	if err := os.MkdirAll(w.Local(), 0o755); err != nil {
		return h, err
	}
	return h, durable.WriteFile(durable.Root(w.Local()), startedFile, append(data, '\n'), 0o644)
}

// AddPolicy keeps an edition of a policy, with what was written for it.
func (w *Workspace) AddPolicy(p *policy.Policy) error {
	dir := w.path("policies", p.ID, p.Edition)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	if err := durable.WriteFile(durable.Root(dir), policy.TextFile, p.Markdown, 0o644); err != nil {
		return err
	}
	return w.addBeside(p)
}

// addBeside keeps what people have written for an edition.
func (w *Workspace) addBeside(p *policy.Policy) error {
	dir := w.path("policies", p.ID, p.Edition)
	for name, content := range map[string][]byte{policy.AssessFile: p.AssessYAML, policy.GuideFile: p.GuideYAML} {
		if content == nil {
			continue
		}
		if err := durable.WriteFile(durable.Root(dir), name, content, 0o644); err != nil {
			return err
		}
	}
	return nil
}

var notSlug = regexp.MustCompile(`[^a-z0-9.]+`)

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

// Open is an audit with all that belongs to it on disk.
type Open struct {
	checklist.Record
	Workspace *Workspace
	Vault     vault.Vault
	Drafts    Drafts
	Cuts      []folder.Cut // lines that a crash has cut short
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
	return o.Apply(events...)
}

// Open opens an audit, the newest where id is empty, and reads its journal. An
// empty hand reads only. The error names the file, and the line where there is
// one.
func (w *Workspace) Open(id string, hand checklist.Hand) (*Open, error) {
	head, err := w.pick(id)
	if err != nil {
		return nil, err
	}
	var policies []*policy.Policy
	for _, e := range head.Policies {
		p, err := w.Policies.Read(os.DirFS(w.path("policies", e.ID, e.Edition)), e.ID)
		if err != nil {
			return nil, err
		}
		policies = append(policies, p)
	}
	audit, err := checklist.New(head, policies)
	if err != nil {
		return nil, err
	}
	dir := w.path("audits", head.ID)
	o := &Open{
		Record:    checklist.Record{Audit: audit, Hand: hand},
		Workspace: w,
		Vault:     vault.Vault{Dir: filepath.Join(dir, "evidence")},
		Drafts:    Drafts{filepath.Join(w.Local(), "drafts", head.ID)},
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
	return o, nil
}

// journalDir is the folder of an audit's journal, below the app's.
func journalDir(audit string) string { return path.Join(Dir, "audits", audit, "journal") }

// journal returns the journal of an audit, for reading where no writer is named.
func (w *Workspace) journal(audit, writer string) (*folder.Journal, error) {
	o := folder.Options{
		Disk: durable.Root(w.Root), Dir: journalDir(audit), Local: path.Join(Dir, ".local"), Audit: audit, Writer: writer,
	}
	if g := findGit(w.Root); g != nil {
		o.Git = g
	}
	return folder.Open(o)
}

func (w *Workspace) pick(id string) (checklist.Head, error) {
	heads, err := w.Audits()
	if err != nil {
		return checklist.Head{}, err
	}
	if len(heads) == 0 {
		return checklist.Head{}, fmt.Errorf("%w: %s holds none", ErrNone, w.path())
	}
	if id == "" {
		return heads[0], nil
	}
	var known []string
	for _, h := range heads {
		if h.ID == id {
			return h, nil
		}
		known = append(known, h.ID)
	}
	return checklist.Head{}, &checklist.UnknownError{What: "audit", Name: id, Known: known}
}
