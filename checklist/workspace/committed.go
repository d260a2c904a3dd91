package workspace

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"clausewalk/checklist/durable"
	"clausewalk/checklist/event"
	"clausewalk/checklist/journal/folder"
	"clausewalk/checklist/repository"
)

// committedFaults compares the journal of an audit with the history of the commit that
// is checked out: a journal file that was committed may have been continued, as format 1
// did, but never altered or removed. Notes say what could not be looked at.
func committedFaults(w *Workspace, audit string, log []event.Event) (faults, notes []error) {
	g := w.stored()
	if g == nil || w.NoHistory {
		return nil, nil
	}
	if g.at == "" && output(g.root, "rev-parse", "--verify", "--quiet", "HEAD") == "" {
		if _, err := repository.Ask(g.root, "rev-parse", "--git-dir"); err == nil {
			return nil, nil // Nothing was committed yet.
		}
	}
	if g.objects.Shallow() {
		notes = append(notes, errors.New("this clone is shallow, so nobody has looked at what older commits say of the journal"))
	}
	versions, contents, err := g.journal(audit)
	if err != nil {
		return faults, append(notes, fmt.Errorf("git's history could not be read, so nobody has looked at what commits say of the journal: %w", err))
	}
	lacking, mended, held := 0, repaired(log), map[string]bool{}
	for _, e := range log {
		held[e.ID] = true
	}
	for _, v := range versions {
		was, known := contents[v.blob]
		now, err := durable.ReadFile(w.Disk, v.path, folder.MaxFile)
		switch {
		case err == nil && known && bytes.HasPrefix(now, was):
		case mended[path.Base(v.path)] && known && folder.Lacks(was, held) == 0:
			notes = append(notes, fmt.Errorf("%s is not as it was committed in %.10s: it was repaired since", v.path, v.commit))
		case err != nil:
			faults = append(faults, fmt.Errorf("%s was committed in %.10s and is gone", v.path, v.commit))
		case !known:
			lacking++
		default:
			faults = append(faults, fmt.Errorf("%s was altered after it was committed in %.10s", v.path, v.commit))
		}
	}
	if lacking > 0 {
		notes = append(notes, fmt.Errorf("this clone is partial and lacks %d of the journal files as older commits have them, so nobody has looked at these", lacking))
	}
	return faults, notes
}

// inCommits returns the journal files of an audit as commits have them, by their names
// in its folder, nothing where git cannot be asked.
func inCommits(w *Workspace, audit string) map[string][][]byte {
	g := w.stored()
	if g == nil || w.NoHistory {
		return nil
	}
	versions, contents, err := g.journal(audit)
	if err != nil {
		return nil
	}
	all := map[string][][]byte{}
	for _, v := range versions {
		dir, name := path.Split(v.path)
		text, known := contents[v.blob]
		if known && path.Clean(dir) == journalDir(audit) && !strings.HasPrefix(name, ".") { // As the journal is read.
			all[name] = append(all[name], text)
		}
	}
	return all
}

// journal returns every version of an audit's journal files, and what they hold by
// their blobs.
func (g *git) journal(audit string) (versions []version, contents map[string][]byte, err error) {
	if versions, err = g.versions(journalDir(audit), ".jsonl"); err == nil {
		contents, err = g.contents(versions)
	}
	return versions, contents, err
}

// repaired returns the journal files that a repair has altered.
func repaired(log []event.Event) map[string]bool {
	files := map[string]bool{}
	for _, e := range log {
		if r, ok := event.As[event.Repair](&e); ok {
			files[r.File] = true
		}
	}
	return files
}

// version is a file as a commit has it.
type version struct{ path, blob, commit string }

// versions returns every version of every file in a folder whose name ends so, of
// all commits that led to the one that is checked out, each once.
func (g *git) versions(dir, ending string) ([]version, error) {
	log, err := repository.Ask(g.root, "log", "--full-history", "-m", "--raw", "--no-abbrev", "--no-renames", g.relative(), "-z", "--format=commit %H", cmp.Or(g.at, "HEAD"), "--", g.named(dir))
	if err != nil {
		return nil, err
	}
	var all []version
	seen := map[version]bool{}
	commit := ""
	fields := strings.Split(log, "\x00")
	for n := 0; n < len(fields); n++ {
		field := strings.TrimLeft(fields[n], "\n")
		if id, ok := strings.CutPrefix(field, "commit "); ok {
			id, rest, _ := strings.Cut(id, "\n")
			commit, field = id, strings.TrimLeft(rest, "\n")
		}
		// ":100644 100644 OLD NEW M", and the path in the next field.
		parts := strings.Fields(strings.TrimPrefix(field, ":"))
		if len(parts) != 5 || n+1 == len(fields) {
			continue
		}
		n++
		for _, blob := range parts[2:4] {
			v := version{g.within + fields[n], blob, ""}
			if strings.Trim(blob, "0") != "" && path.Ext(v.path) == ending && !seen[v] {
				seen[v] = true
				all = append(all, version{v.path, blob, commit})
			}
		}
	}
	slices.Reverse(all) // The oldest come first.
	return all, nil
}

// contents returns the bytes of the versions, by blob. A partial clone lacks
// some.
func (g *git) contents(versions []version) (map[string][]byte, error) {
	var ids []string
	for _, v := range versions {
		ids = append(ids, v.blob)
	}
	if g.at == "" {
		defer g.objects.Close()
	}
	return g.objects.Blobs(ids, folder.MaxFile)
}
