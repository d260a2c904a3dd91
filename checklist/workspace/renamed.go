package workspace

import (
	"strings"

	"clausewalk/checklist/event"
)

// renames finds files again that git knows under another name now. Git is asked
// once for each commit from which a place is cited.
type renames struct {
	git   *git                         // nil where there is no repository
	since map[string]map[string]string // of a commit, the old names with the new ones
}

// to returns the present name of a place's file, nothing where git knows none.
func (r renames) to(e event.Evidence) string {
	if strings.Trim(e.Commit, "0123456789abcdef") != "" || e.Commit == "" {
		return "" // It is no commit, and might be read as a flag.
	}
	if r.since[e.Commit] == nil {
		r.since[e.Commit] = r.git.renamedSince(e.Commit)
	}
	return r.since[e.Commit][e.Path]
}

// renamedSince returns the files of a folder that have another name than in a
// commit: those of later commits, and of what is staged where it is a checkout.
func (g *git) renamedSince(commit string) map[string]string {
	names := map[string]string{}
	if g == nil {
		return names
	}
	args := []string{"diff", "--no-ext-diff", "--no-textconv", g.relative(), "--name-status", "--find-renames", "--diff-filter=R", "-z"}
	if g.at == "" {
		args = append(args, "--cached", commit)
	} else {
		args = append(args, commit, g.at)
	}
	// A status, and the names it is about, each ended by a zero byte.
	parts := strings.Split(output(g.root, args...), "\x00")
	for ; len(parts) >= 3; parts = parts[3:] {
		names[parts[1]] = parts[2]
	}
	return names
}
