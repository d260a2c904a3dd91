package report

import (
	"archive/zip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"clausewalk/checklist"
	"clausewalk/checklist/durable"
	"clausewalk/checklist/event"
	"clausewalk/reports"
	"clausewalk/ui/command/cli"
	"clausewalk/ui/session"
)

// isPack tells whether a name is that of a pack: a zip file.
func isPack(name string) bool { return strings.EqualFold(filepath.Ext(name), ".zip") }

// packing is what makes a pack of a report: reports.Pack or reports.ReviewPack.
type packing func(reports.Report, func(event.Evidence) bool) []reports.Packed

// writePack writes the pack of a report: a zip file where the name ends so, else
// a folder. It returns what a reader should know: evidence that is not in it,
// and what looks like a secret in it.
func writePack(r *cli.Run, s *session.Session, packs packing, built reports.Report, name string) (notes []string, err error) {
	var doubted, secrets []string
	has := func(e event.Evidence) bool {
		if err := s.Vault.Verify(e); err != nil {
			why := "it is missing or was altered"
			if command := s.Workspace.Download(err); command != "" {
				why = "it was not downloaded: " + command
			}
			doubted = append(doubted, e.Target()+" is not in the pack: "+why)
			return false
		}
		if e.Secrets != "" {
			secrets = append(secrets, e.Target()+" looks as if it held a secret: "+e.Secrets)
		}
		return true
	}
	pack := packs(built, has)
	if found := checklist.Secrets(pack[0].Data); found != "" {
		secrets = append(secrets, "the report looks as if it held a secret: "+found)
	}
	notes = append(doubted, secrets...)
	if isPack(name) {
		file, err := r.OutputFile(s.Workspace, name)
		if err != nil {
			return nil, err
		}
		disk, base := durable.Split(file)
		return notes, durable.Write(disk, base, 0o644, func(w io.Writer) error { return zipped(w, s, pack) })
	}
	return notes, packFolder(r, s, pack, name)
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
func packFolder(r *cli.Run, s *session.Session, pack []reports.Packed, name string) (err error) {
	const hint = "name a folder that is not there yet, or a file that ends in .zip"
	folder, err := r.OutputFile(s.Workspace, strings.TrimRight(name, `/\`))
	if err != nil {
		if info, statErr := os.Stat(r.Resolve(name)); statErr == nil && info.IsDir() {
			return cli.Usage(hint, "the folder %s is there already", name)
		}
		return err
	}
	if _, err := os.Stat(folder); err == nil {
		return cli.Usage(hint, "%s is there already", name)
	}
	var parts []durable.Part
	for _, one := range pack {
		parts = append(parts, durable.Part{Name: one.Name, Fill: func(w io.Writer) error { return copyPacked(w, s, one) }})
	}
	disk, last := durable.Split(folder)
	return durable.WriteFolder(disk, last, parts)
}
