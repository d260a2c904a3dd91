package workspace

import (
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"strings"
	"time"

	"clausewalk/checklist/durable"
	"clausewalk/checklist/repository"
)

// output is repository.Ask for what can be done without; the answer is empty where git has
// none to give.
func output(dir string, args ...string) string {
	out, err := repository.Ask(dir, args...)
	if err != nil {
		return ""
	}
	return out
}

// Around is what lies around a workspace: the app's folder with the git repository
// that holds it, or the commit of one that it is read from.
type Around struct {
	Root    string                   // the app's folder: the one that holds .clausewalk; of a commit it is a name for messages alone
	commit  *repository.Commit       // that is read, nil for a folder
	tracked func() ([]string, error) // by git, asked once
}

// Below returns the app's folder in its git repository, with slashes, empty where
// it is at the top or in no repository.
func (a *Around) Below() string {
	_, below := a.repository()
	return below
}

// repository returns the repository that the workspace is in, nil where it is in
// none, and the app's folder in it.
func (a *Around) repository() (*repository.Repository, string) {
	if a.commit != nil {
		return a.commit.Repository, a.commit.Prefix()
	}
	return repository.Find(a.Root)
}

// git is what the workspace asks of the repository that it lies in. What may
// have changed is told from the times and sizes of git's own files, since
// starting git takes longer than saving an answer; what matters is then asked.
// These files are read as git reads them: no clone can bring them.
type git struct {
	root   string // the app's folder, or .clausewalk; of a commit, the repository's
	dir    string // git's own folder
	common string // that of the repository, where dir is a worktree's

	objects *repository.Repository
	within  string // what names in the workspace begin with that git does not have, where root is .clausewalk
	at      string // the id of the commit that is read instead of a checkout, empty for none
	below   string // the app's folder in it
}

// history returns the repository whose history led to what the workspace holds,
// nil where there is none.
func (a *Around) history() *git {
	if c := a.commit; c != nil {
		return &git{root: c.Repository.Dir, objects: c.Repository, at: c.ID, below: c.Prefix()}
	}
	return findGit(a.Root)
}

// stored is history for what .clausewalk holds, which may be a repository of its own.
func (a *Around) stored() *git {
	if a.commit != nil {
		return a.history()
	}
	g := findGit(a.path())
	if g != nil {
		g.within = Dir + "/"
	}
	return g
}

// named is a name in the workspace as git is asked for it. Signs in it are no pattern.
func (g *git) named(name string) string {
	return ":(literal)" + path.Join(g.below, strings.TrimPrefix(name, g.within))
}

// relative is git's flag for paths from the app's folder.
func (g *git) relative() string {
	if g.below == "" {
		return "--relative"
	}
	return "--relative=" + g.below + "/"
}

// findGit returns the repository that holds a folder, nil where none does.
func findGit(root string) *git {
	r, _ := repository.Find(root)
	if r == nil || r.Bare {
		return nil
	}
	dir := filepath.Join(r.Dir, ".git")
	g := &git{root: root, dir: dir, common: dir}
	if info, err := durable.Stat(dir); err != nil || !info.IsDir() {
		g = linkedGit(root, dir)
	}
	if g != nil {
		g.objects = r
	}
	return g
}

// linkedGit follows the file .git of a worktree or a submodule.
func linkedGit(root, file string) *git {
	dir := pointer(file, "gitdir: ")
	if dir == "" {
		return nil
	}
	g := &git{root: root, dir: dir, common: dir}
	if common := pointer(filepath.Join(dir, "commondir"), ""); common != "" {
		g.common = common
	}
	return g
}

// pointer reads a file that names a folder, nothing where it does not.
func pointer(file, prefix string) string {
	data, err := durable.ReadNamed(file, maxHead)
	dir, ok := strings.CutPrefix(strings.TrimSpace(string(data)), prefix)
	if err != nil || !ok || dir == "" {
		return ""
	}
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(filepath.Dir(file), dir)
	}
	return filepath.Clean(dir)
}

// Moved implements folder.Git. Each commit, checkout, reset, rebase and stash
// leaves a line in the log of HEAD; where no such log is kept, the branch's own
// file changes.
func (g *git) Moved() string {
	glances := []string{
		glance(g.dir, "HEAD"), glance(g.dir, "logs/HEAD"), glance(g.dir, "reftable/tables.list"),
		glance(g.common, "refs/stash"), glance(g.common, "reftable/tables.list"), glance(g.common, "packed-refs"),
	}
	head, _ := durable.ReadNamed(filepath.Join(g.dir, "HEAD"), maxHead)
	if branch, ok := strings.CutPrefix(strings.TrimSpace(string(head)), "ref: "); ok && fs.ValidPath(branch) {
		glances = append(glances, glance(g.common, branch))
	}
	return strings.Join(glances, " ")
}

// Index implements folder.Git.
func (g *git) Index() string { return glance(g.dir, "index") }

// glance tells size and time of a file.
func glance(dir, name string) string {
	info, err := durable.Stat(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		return "-"
	}
	return fmt.Sprintf("%d@%s", info.Size(), info.ModTime().UTC().Format(time.RFC3339Nano))
}

// Tracks implements folder.Git.
func (g *git) Tracks(file string) (bool, error) {
	out, err := repository.Ask(g.root, "ls-files", "--cached", "--", g.named(file))
	return out != "", err
}

// Holds implements folder.Git. A stash keeps files that git did not know in a
// commit beside, which only the full history leads to.
func (g *git) Holds(file string) (bool, error) {
	stashes := strings.Fields(output(g.root, "reflog", "show", "--format=%H", "refs/stash"))
	args := append([]string{"log", "--all", "--full-history", "--max-count=1", "--format=%H"}, stashes...)
	out, err := repository.Ask(g.root, append(args, "--", g.named(file))...)
	return out != "", err
}
