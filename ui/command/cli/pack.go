package cli

import (
	"archive/zip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"clausewalk/checklist/durable"
	"clausewalk/checklist/event"
	"clausewalk/reports"
	"clausewalk/ui"
	"clausewalk/ui/session"
)

// IsPack tells whether a name is that of a pack: a zip file.
func IsPack(name string) bool { return strings.EqualFold(filepath.Ext(name), ".zip") }

// Packing looks at the evidence that goes into a pack, and notes what a reader
// should know of it.
type Packing struct {
	Session          *session.Session
	Doubted, Secrets []string // evidence that is not in it, and what looks like a secret in it
}

// Has tells whether a piece is kept as it was added, and notes what is wrong with
// it.
func (p *Packing) Has(e event.Evidence) bool {
	if err := p.Session.Vault.Verify(e); err != nil {
		why := "it is missing or was altered"
		if command := p.Session.Workspace.Download(err); command != "" {
			why = "it was not downloaded: " + command
		}
		p.Doubted = append(p.Doubted, e.Target()+" is not in the pack: "+why)
		return false
	}
	if e.Secrets != "" {
		p.Secrets = append(p.Secrets, e.Target()+" looks as if it held a secret: "+e.Secrets)
	}
	return true
}

// PackMayReplace refuses with a *ui.ForeignFile to write a pack where something is,
// unless that is to be replaced: whose a pack is cannot be seen.
func (r *Run) PackMayReplace(name string, replace bool) error {
	if _, err := os.Lstat(r.Resolve(name)); err == nil && !replace {
		return &ui.ForeignFile{Path: name}
	}
	return nil
}

// WritePack writes a pack: a zip file where the name ends so, else a folder.
func (r *Run) WritePack(s *session.Session, pack []reports.Packed, name string) error {
	if !IsPack(name) {
		return packFolder(r, s, pack, name)
	}
	file, err := r.OutputFile(s.Workspace, name)
	if err != nil {
		return err
	}
	disk, base := durable.Split(file)
	return durable.Write(disk, base, 0o644, func(w io.Writer) error { return zipped(w, s, pack) })
}

// epoch is the first moment that a zip file can name. Every file of a pack has
// it, so that the same pack has the same bytes.
var epoch = time.Date(1980, time.January, 1, 0, 0, 0, 0, time.UTC)

func zipped(w io.Writer, s *session.Session, pack []reports.Packed) error {
	z := zip.NewWriter(w)
	for _, one := range pack {
		to, err := z.CreateHeader(&zip.FileHeader{Name: one.Name, Method: zip.Deflate, Modified: epoch})
		if err == nil {
			err = copyPacked(to, s, one)
		}
		if err != nil {
			return err
		}
	}
	return z.Close()
}

func copyPacked(to io.Writer, s *session.Session, one reports.Packed) error {
	if one.Evidence.Kind == "" {
		_, err := to.Write(one.Data)
		return err
	}
	from, err := s.Vault.Open(one.SHA256)
	if err != nil {
		return err
	}
	defer from.Close()
	_, err = io.Copy(to, from)
	return err
}

// packFolder writes a pack into a folder that is not there yet, or is empty: it
// is there whole or not at all.
func packFolder(r *Run, s *session.Session, pack []reports.Packed, name string) (err error) {
	const hint = "name a folder that does not exist yet, or a file ending in .zip"
	folder, err := r.OutputFile(s.Workspace, strings.TrimRight(name, `/\`))
	if err != nil {
		if info, statErr := os.Stat(r.Resolve(name)); statErr == nil && info.IsDir() {
			return Usage(hint, "the folder %s already exists", name)
		}
		return err
	}
	if _, err := os.Stat(folder); err == nil {
		return Usage(hint, "%s already exists", name)
	}
	var parts []durable.Part
	for _, one := range pack {
		parts = append(parts, durable.Part{Name: one.Name, Fill: func(w io.Writer) error { return copyPacked(w, s, one) }})
	}
	disk, last := durable.Split(folder)
	return durable.WriteFolder(disk, last, parts)
}
