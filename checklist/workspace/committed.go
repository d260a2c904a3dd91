package workspace

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"path"
	"slices"
	"strings"

	"clausewalk/checklist/durable"
	"clausewalk/checklist/event"
	"clausewalk/checklist/journal/folder"
)

// committed holds the journal of an audit against what the history of the
// commit that is checked out says of it: a journal file that was committed may
// be continued, as format 1 did, and never be altered or removed. Notes tell
// what could not be looked at.
func (w *Workspace) committed(audit string, repaired map[string]bool) (faults, notes []error) {
	g := findGit(w.Root)
	if g == nil {
		return nil, nil
	}
	shallow, err := ask(w.Root, "rev-parse", "--is-shallow-repository")
	if err == nil && output(w.Root, "rev-parse", "--verify", "--quiet", "HEAD") == "" {
		return nil, nil // Nothing was committed yet.
	}
	if strings.TrimSpace(shallow) == "true" {
		notes = append(notes, errors.New("this clone is shallow, so nobody has looked at what older commits say of the journal"))
	}
	var versions []version
	if err == nil {
		versions, err = g.versions(journalDir(audit), ".jsonl")
	}
	var contents map[string][]byte
	if err == nil {
		contents, err = g.contents(versions)
	}
	if err != nil {
		return faults, append(notes, fmt.Errorf("git's history could not be read, so nobody has looked at what commits say of the journal: %w", err))
	}
	for _, v := range versions {
		was, known := contents[v.blob]
		now, err := durable.ReadFile(w.Disk, v.path, folder.MaxFile)
		switch {
		case !known || err == nil && bytes.HasPrefix(now, was):
		case repaired[path.Base(v.path)]:
			notes = append(notes, fmt.Errorf("%s is not as it was committed in %.10s: it was repaired since", v.path, v.commit))
		case err != nil:
			faults = append(faults, fmt.Errorf("%s was committed in %.10s and is gone", v.path, v.commit))
		default:
			faults = append(faults, fmt.Errorf("%s was altered after it was committed in %.10s", v.path, v.commit))
		}
	}
	return faults, notes
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
	log, err := ask(g.root, "log", "--full-history", "-m", "--raw", "--no-abbrev", "--no-renames", "--relative", "-z", "--format=commit %H", "HEAD", "--", literal(dir))
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
			v := version{fields[n], blob, ""}
			if strings.Trim(blob, "0") != "" && path.Ext(v.path) == ending && !seen[v] {
				seen[v] = true
				all = append(all, version{v.path, blob, commit})
			}
		}
	}
	slices.Reverse(all) // The oldest come first.
	return all, nil
}

// contents returns the bytes of the versions, by blob.
func (g *git) contents(versions []version) (map[string][]byte, error) {
	if len(versions) == 0 {
		return nil, nil
	}
	var ids strings.Builder
	for _, v := range versions {
		ids.WriteString(v.blob + "\n")
	}
	cmd := exec.Command("git", "cat-file", "--batch")
	cmd.Dir, cmd.Stdin = g.root, strings.NewReader(ids.String())
	out, err := cmd.Output()
	if err != nil {
		return nil, err
	}
	all := map[string][]byte{}
	for in := bufio.NewReader(bytes.NewReader(out)); ; {
		head, err := in.ReadString('\n')
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		var id, kind string
		var size int
		if n, _ := fmt.Sscanf(head, "%s %s %d", &id, &kind, &size); n != 3 {
			continue // A partial clone does not have it.
		}
		data := make([]byte, size+1)
		if _, err := io.ReadFull(in, data); err != nil {
			return nil, err
		}
		all[id] = data[:size]
	}
}
