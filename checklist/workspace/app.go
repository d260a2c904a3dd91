package workspace

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"clausewalk/checklist/durable"
	"clausewalk/checklist/repository"
	"clausewalk/policy"
	"clausewalk/policy/library"
	"clausewalk/policy/signals"
)

// maxAppFiles is how many files of an app are looked at.
const maxAppFiles = 500_000

// AppFiles returns the files of the app by their paths from its folder, as git
// sees them: those that it tracks, and those that it would. Without a repository
// it is all files that are in no hidden folder. The workspace is not among them.
func AppFiles(w *Workspace) ([]string, error) {
	var files []string
	if w.commit != nil {
		var err error
		if files, err = w.commit.Files(maxAppFiles); err != nil {
			return nil, err
		}
	} else if repository.Top(w.Root) != "" {
		out, err := repository.Ask(w.Root, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
		if err != nil {
			return nil, err
		}
		files = strings.Split(strings.TrimSuffix(out, "\x00"), "\x00")
	} else if err := filesBelow(w, ".", &files); err != nil {
		return nil, err
	}
	files = slices.DeleteFunc(files, func(file string) bool {
		return file == "" || !fs.ValidPath(file) || file == Dir || strings.HasPrefix(file, Dir+"/")
	})
	slices.Sort(files)
	files = slices.Compact(files)
	return files[:min(len(files), maxAppFiles)], nil
}

// filesBelow adds what a folder holds, no link followed.
func filesBelow(w *Workspace, dir string, files *[]string) error {
	entries, err := w.Disk.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		name := path.Join(dir, e.Name())
		switch {
		case len(*files) >= maxAppFiles:
			return nil
		case e.IsDir() && !strings.HasPrefix(e.Name(), ".") && e.Name() != "node_modules":
			if err := filesBelow(w, name, files); err != nil {
				return err
			}
		case !e.IsDir():
			*files = append(*files, name)
		}
	}
	return nil
}

// Signals returns the rules of a scan: those of the built-in policies, and those
// of the workspace's own signals.yaml, which replace others with their ids. The
// error is one of that file.
func Signals(w *Workspace) ([]*signals.Rule, error) {
	var all []*signals.Rule
	add := func(f *signals.File, policyID string) {
		for n := range f.Signals {
			r := &f.Signals[n]
			for i, name := range r.Clauses {
				if !strings.Contains(name, "/") && policyID != "" {
					r.Clauses[i] = policyID + "/" + name
				}
			}
			all = slices.DeleteFunc(all, func(old *signals.Rule) bool { return old.ID == r.ID })
			all = append(all, r)
		}
	}
	for _, id := range library.Builtin() {
		f, err := library.Signals(id)
		if err != nil {
			return nil, err
		}
		if f != nil {
			add(f, id)
		}
	}
	own := name(signals.FileName)
	if _, err := w.Disk.Lstat(own); err != nil {
		return all, nil
	}
	source, err := durable.ReadFile(w.Disk, own, maxRules)
	if err != nil {
		return nil, err
	}
	f, err := signals.Read(path.Join(Dir, signals.FileName), source)
	if err != nil {
		return nil, err
	}
	add(f, f.Policy)
	return all, nil
}

// ClausePlaces returns how a rule's name of a clause is found among the policies
// of an audit: a clause of a built-in policy is the one that has its text, whatever
// its label is in the edition that is asked; any other is the one with the label.
func ClausePlaces(policies []*policy.Policy) func(name string) (policyID, label string, ok bool) {
	builtin := map[string]*policy.Policy{}
	for _, id := range library.Builtin() {
		if p, err := library.Load(id); err == nil {
			builtin[id] = p
		}
	}
	return func(name string) (string, string, bool) {
		id, label, qualified := strings.Cut(name, "/")
		if !qualified {
			id, label = "", name
		}
		for _, p := range policies {
			if id != "" && p.ID != id {
				continue
			}
			if own, ok := p.Clause(label); ok && (builtin[id] == nil || p.Edition == builtin[id].Edition) {
				return p.ID, own.Label, true
			}
			if builtin[id] == nil {
				continue
			}
			meant, ok := builtin[id].Clause(label)
			for _, c := range p.Clauses() {
				if ok && c.Digest == meant.Digest {
					return p.ID, c.Label, true
				}
			}
		}
		return "", "", false
	}
}
