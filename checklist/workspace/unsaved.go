package workspace

import (
	"encoding/json"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"clausewalk/checklist/durable"
	"clausewalk/checklist/event"
)

// Unsaved is a file with changes that a sitting could not bring to the journal.
type Unsaved struct {
	Path  string // of the file
	Steps [][]event.Event
}

// String says in a few words what waits, and how it is taken.
func (u Unsaved) String() string {
	last := u.Steps[len(u.Steps)-1]
	changes := "1 change"
	if n := len(u.Steps); n > 1 {
		changes = fmt.Sprintf("%d changes", n)
	}
	return fmt.Sprintf("%s of %s could not be saved then and wait in %s", changes, last[0].Time.Local().Format("2006-01-02 15:04"), u.Path)
}

// unsavedFile is the form of such a file. An older version wrote the steps alone.
type unsavedFile struct {
	Format int             `json:"format"`
	Audit  string          `json:"audit"`
	Root   string          `json:"root"` // the app's folder
	Steps  [][]event.Event `json:"steps"`
}

const (
	unsavedPrefix = "clausewalk-unsaved-"
	unsavedFormat = 1
	maxUnsaved    = 64 << 20 // bytes of one file
)

// IsUnsaved tells whether a file has the name of one that Rescue writes.
func IsUnsaved(file string) bool {
	return strings.HasPrefix(filepath.Base(file), unsavedPrefix) && filepath.Ext(file) == ".json"
}

// Rescue writes what could not be saved where it is found again: in .local, or
// in the system's folder for temporary files. It returns the file's path.
func (o *Open) Rescue(steps [][]event.Event) (string, error) {
	data, err := json.MarshalIndent(unsavedFile{unsavedFormat, o.Head.ID, o.Workspace.Root, steps}, "", "  ")
	if err != nil {
		return "", err
	}
	file := unsavedPrefix + steps[0][0].ID + ".json"
	if err = durable.WriteFile(o.Workspace.Disk, LocalName(file), data, 0o600); err == nil {
		return filepath.Join(o.Workspace.Local(), file), nil
	}
	if err = durable.WriteFile(durable.Temp(), file, data, 0o600); err == nil {
		return filepath.Join(durable.Temp().Path(), file), nil
	}
	return "", err
}

// Unsaved returns what waits for this audit: files of this folder's that hold
// changes which the audit does not have, the oldest first. What cannot be read
// is left alone.
func (o *Open) Unsaved() []Unsaved {
	var all []Unsaved
	for _, in := range []struct {
		disk  durable.Disk
		dir   string
		files []string
		named bool // only files that say of which audit they are
	}{{o.Workspace.Disk, LocalName(), o.unsavedHere(), false}, {durable.Temp(), ".", unsavedInTemp(), true}} {
		for _, file := range in.files {
			if !IsUnsaved(file) {
				continue
			}
			name := path.Join(in.dir, file)
			data, err := durable.ReadFile(in.disk, name, maxUnsaved)
			if err != nil {
				continue
			}
			u, err := o.ReadUnsaved(data)
			if err != nil || len(u.Steps) == 0 || in.named && json.Unmarshal(data, &unsavedFile{}) != nil {
				continue
			}
			u.Path = filepath.Join(in.disk.Path(), filepath.FromSlash(name))
			all = append(all, u)
		}
	}
	slices.SortFunc(all, func(x, y Unsaved) int { return x.Steps[0][0].Time.Compare(y.Steps[0][0].Time) })
	return all
}

// unsavedHere returns the names in .local; where the folder does not exist nothing
// waits.
func (o *Open) unsavedHere() (names []string) {
	entries, _ := o.Workspace.Disk.ReadDir(LocalName())
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// unsavedInTemp returns the names in the system's folder for temporary files.
func unsavedInTemp() []string {
	names, _ := durable.InTemp(unsavedPrefix)
	return names
}

// ReadUnsaved reads a file that Rescue has written for this audit, and returns
// the changes that the audit does not have.
func (o *Open) ReadUnsaved(data []byte) (Unsaved, error) {
	file := unsavedFile{Format: unsavedFormat, Audit: o.Head.ID, Root: o.Workspace.Root}
	err := json.Unmarshal(data, &file)
	if err != nil && json.Unmarshal(data, &file.Steps) != nil {
		return Unsaved{}, fmt.Errorf("it holds no changes that could not be saved: %w", err)
	}
	switch {
	case file.Format != unsavedFormat:
		return Unsaved{}, &event.FormatError{What: "unsaved changes", Found: file.Format, Known: unsavedFormat}
	case file.Audit != o.Head.ID:
		return Unsaved{}, fmt.Errorf("it is of the audit %q", file.Audit)
	case file.Root != o.Workspace.Root:
		return Unsaved{}, fmt.Errorf("it is of the folder %s", file.Root)
	}
	known := map[string]bool{}
	for _, e := range o.Log(event.Ref{}) {
		known[e.ID] = true
	}
	var u Unsaved
	for _, step := range file.Steps {
		if len(step) > 0 && !known[step[0].ID] {
			u.Steps = append(u.Steps, step)
		}
	}
	return u, nil
}

// Forget removes a file whose changes are in the journal now. That it stays is
// no harm: it holds nothing that the audit does not have.
func (u Unsaved) Forget() {
	if disk, file := durable.Split(u.Path); u.Path != "" {
		_ = disk.Remove(file)
	}
}
