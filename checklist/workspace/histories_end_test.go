package workspace_test

import (
	"bytes"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
)

// settle merges everything that any commit, stash or folder has, and holds that
// verify knows of each place what was removed. Where nothing was, everything
// that was acknowledged is there. It looks at three places.
func (w *world) settle() {
	final := w.places[0]
	shared := map[*repo]bool{}
	for n, p := range w.places {
		w.store(p)
		if shared[p.repo] {
			continue
		}
		shared[p.repo] = true
		for k := range strings.Count(w.ask(p.name, "stash", "list"), "\n") {
			// Not the stash itself: it names what was untracked as merged, and lacks it.
			stash := fmt.Sprintf("stash@{%d}", k)
			w.branchOf(p, fmt.Sprintf("stashed-%d-%d", n, k), stash+"^{tree}", "-p", stash+"^1")
			if strings.Count(w.ask(p.name, "rev-parse", stash+"^@"), "\n") == 3 {
				w.branchOf(p, fmt.Sprintf("untracked-%d-%d", n, k), stash+"^3^{tree}")
			}
		}
		w.run(p.name, "stash", "clear")
		if strings.TrimSpace(w.ask(p.name, "rev-parse", "--is-shallow-repository")) == "true" {
			w.run(p.name, "fetch", "-q", "--unshallow", "origin")
		}
	}
	for p := range w.clones() {
		if p != final {
			w.run(final.name, "fetch", "-q", "../"+p.name, fmt.Sprintf("+refs/*:refs/kept/%s/*", p.name))
		}
	}
	w.run(final.name, "fetch", "-q", "origin")
	for {
		left, _, _ := strings.Cut(w.ask(final.name, "for-each-ref", "--no-merged", "HEAD", "--format=%(refname)"), "\n")
		if left == "" {
			break
		}
		_, err := w.git(final.name, "merge", "-q", "--no-edit", "--allow-unrelated-histories", left)
		if err != nil && w.explained(err) {
			err = w.commit(final)
		}
		if err != nil {
			w.t.Fatal(err)
		}
	}
	w.run(final.name, "branch", "-f", "all")
	w.opens(final)
	w.unaltered(final)
	for _, p := range append([]*place{final}, w.places[max(1, len(w.places)-2):]...) { // All would take long.
		if p != final {
			w.run(p.name, "fetch", "-q", "../"+final.name, "all")
			w.run(p.name, "merge", "-q", "--ff-only", "FETCH_HEAD")
		}
		faults := w.verify(p)
		if w.removes {
			continue
		}
		there := w.there(p)
		for _, s := range w.saved {
			if !there.ids[s.id] {
				w.t.Errorf("%s: the event %s of %s is lost", p.name, s.id, s.file)
			}
		}
		if len(faults) > 0 {
			w.t.Errorf("%s: nothing was removed, and yet: %v", p.name, faults)
		}
	}
}

// branchOf makes a branch of a tree.
func (w *world) branchOf(p *place, name, tree string, parents ...string) {
	args := append([]string{"commit-tree", "-m", name, tree}, parents...)
	w.say("git -C %[1]s branch %[2]s $(git -C %[1]s %[3]s)", p.name, name, strings.Join(args, " "))
	w.ask(p.name, "branch", name, strings.TrimSpace(w.ask(p.name, args...)))
}

// store commits what stands in a place, on a branch.
func (w *world) store(p *place) {
	w.run(p.name, "add", "-A")
	w.run(p.name, "commit", "-q", "--allow-empty", "-m", w.title())
	w.made++
	w.run(p.name, "branch", fmt.Sprint("end-", w.made)) // It may stand on none.
}

// clones returns one place of each repository.
func (w *world) clones() map[*place]bool {
	of := map[*repo]bool{}
	clones := map[*place]bool{}
	for _, p := range w.places {
		if !of[p.repo] {
			of[p.repo], clones[p] = true, true
		}
	}
	return clones
}

// unaltered holds that git has met one version of each journal file and no
// other, but for a file that a folder's copy has the beginning of.
func (w *world) unaltered(p *place) {
	versions := map[string]string{}
	for line := range strings.Lines(w.ask(p.name, "log", "--all", "--full-history", "-m", "--raw", "--no-abbrev", "--no-renames", "--format=")) {
		parts := strings.Fields(line)
		if len(parts) != 6 || path.Ext(parts[5]) != ".jsonl" {
			continue
		}
		for _, blob := range parts[2:4] {
			known, seen := versions[parts[5]]
			switch {
			case strings.Trim(blob, "0") == "" || known == blob:
			case !seen:
				versions[parts[5]] = blob
			case w.copied && w.continues(p, blob, known):
				versions[parts[5]] = blob
			case !w.copied || !w.continues(p, known, blob):
				w.t.Errorf("git has two versions of %s", parts[5])
			}
		}
	}
}

// continues tells whether one version of a file begins with another.
func (w *world) continues(p *place, longer, shorter string) bool {
	return strings.HasPrefix(w.ask(p.name, "cat-file", "blob", longer), w.ask(p.name, "cat-file", "blob", shorter))
}

// present is what the journal files of a place hold.
type present struct {
	files     map[string]bool // by name, without ending
	ids, sums map[string]bool
	named     []string // sums and ids that events name
}

func (w *world) there(p *place) present {
	at := present{map[string]bool{}, map[string]bool{}, map[string]bool{}, nil}
	for _, file := range w.journals(p) {
		data, err := os.ReadFile(filepath.Join(w.dir, p.name, file))
		if err != nil {
			w.t.Fatal(err)
		}
		at.files[strings.TrimSuffix(path.Base(file), ".jsonl")] = true
		for line := range bytes.Lines(data) {
			e, err := event.Decode(bytes.TrimSpace(line))
			if err != nil {
				w.t.Fatal(err)
			}
			at.ids[e.ID], at.sums[e.Sum] = true, true
			at.named = append(append(at.named, e.Over...), e.Ends...)
		}
	}
	return at
}

// verify holds that verify complains of a place exactly when something was
// removed: a file that is in its history, something that an event names, or
// something that was saved there. It returns what verify says.
func (w *world) verify(p *place) []error {
	ws := w.find(p)
	if ws == nil {
		return nil
	}
	if heads, err := ws.Audits(); err != nil || len(heads) == 0 {
		return nil
	}
	w.say("(cd %s/%s && clausewalk verify)", p.name, w.app)
	_, faults, _ := workspace.Verify(ws, "", day.AddDate(1, 0, 0))
	said := fmt.Sprint(faults)
	at := w.there(p)
	var removed []string
	for file := range w.everIn(p, "HEAD") {
		if !at.files[file] {
			removed = append(removed, file)
			if !strings.Contains(said, file+".jsonl") {
				w.t.Errorf("%s: %s was committed and is gone, and verify says %v", p.name, file, faults)
			}
		}
	}
	for _, name := range at.named {
		if !at.ids[name] && !at.sums[name] {
			removed = append(removed, name)
		}
	}
	writer, err := ws.KnownWriter()
	if err != nil {
		w.t.Fatal(err)
	}
	everywhere := w.everIn(p, "--all")
	for _, s := range w.saved {
		if s.by == p && s.writer == writer && !at.sums[s.sum] && (at.files[s.file] || !everywhere[s.file]) {
			removed = append(removed, s.file)
			if !strings.Contains(said, s.file+".jsonl") {
				w.t.Errorf("%s: %s was saved there and is nowhere, and verify says %v", p.name, s.file, faults)
			}
		}
	}
	if len(removed) == 0 && len(faults) > 0 || len(removed) > 0 && len(faults) == 0 {
		slices.Sort(removed)
		w.t.Errorf("%s: removed are %v, and verify says %v", p.name, slices.Compact(removed), faults)
	}
	return faults
}

// everIn returns the names of the journal files that commits have.
func (w *world) everIn(p *place, commits string) map[string]bool {
	args := []string{"log", "--full-history", "-m", "--name-only", "--no-renames", "--format=", commits}
	if commits == "--all" {
		args = append(args, strings.Fields(w.ask(p.name, "stash", "list", "--format=%H"))...)
	}
	files := map[string]bool{}
	for name := range strings.Lines(w.ask(p.name, args...)) {
		if name = strings.TrimSpace(name); path.Ext(name) == ".jsonl" {
			files[strings.TrimSuffix(path.Base(name), ".jsonl")] = true
		}
	}
	return files
}
