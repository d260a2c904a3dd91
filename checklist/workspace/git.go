package workspace

import (
	"errors"
	"fmt"
	"io/fs"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"clausewalk/checklist/durable"
)

// gitCommand is a question for git about the repository that holds a folder,
// whatever git has told a hook to look at. Only those that run nothing from the
// repository are asked.
func gitCommand(dir string, args ...string) *exec.Cmd {
	safe := []string{"-c", "core.fsmonitor=false"}
	if durable.Superuser() {
		// On a runner, root often works on somebody else's checkout.
		safe = append(safe, "-c", "safe.directory=*")
	}
	cmd := exec.Command("git", append(safe, args...)...)
	cmd.Dir = dir
	cmd.Env = slices.DeleteFunc(cmd.Environ(), func(set string) bool {
		name, _, _ := strings.Cut(set, "=")
		return slices.Contains([]string{"GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_PREFIX"}, name)
	})
	return cmd
}

// ask returns what git answers. The error has git's own words.
func ask(dir string, args ...string) (string, error) {
	out, err := gitCommand(dir, args...).Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		if said := oneLine(string(exit.Stderr)); said != "" {
			err = errors.New(said)
		}
	}
	return string(out), err
}

// output is ask for what can be done without; the answer is empty where git has
// none to give.
func output(dir string, args ...string) string {
	out, err := ask(dir, args...)
	if err != nil {
		return ""
	}
	return out
}

// repositoryOf returns the top of the git repository that holds a folder,
// nothing where none does.
func repositoryOf(dir string) string {
	for at := dir; ; at = filepath.Dir(at) {
		if _, err := durable.Stat(filepath.Join(at, ".git")); err == nil {
			return at
		}
		if at == filepath.Dir(at) {
			return ""
		}
	}
}

// Below returns the app's folder in its git repository, with slashes, empty where
// it is at the top or in no repository.
func (w *Workspace) Below() string {
	below, err := filepath.Rel(repositoryOf(w.Root), w.Root)
	if err != nil || below == "." {
		return ""
	}
	return filepath.ToSlash(below)
}

// git is what the workspace asks of the repository that it lies in. What may
// have changed is told from the times and sizes of git's own files, since
// starting git takes longer than saving an answer; what matters is then asked.
// These files are read as git reads them: no clone can bring them.
type git struct {
	root   string // the app's folder
	dir    string // git's own folder
	common string // that of the repository, where dir is a worktree's
}

// findGit returns the repository that holds a folder, nil where none does.
func findGit(root string) *git {
	top := repositoryOf(root)
	if top == "" {
		return nil
	}
	dir := filepath.Join(top, ".git")
	if info, err := durable.Stat(dir); err != nil || !info.IsDir() {
		return linkedGit(root, dir)
	}
	return &git{root, dir, dir}
}

// linkedGit follows the file .git of a worktree or a submodule.
func linkedGit(root, file string) *git {
	dir := pointer(file, "gitdir: ")
	if dir == "" {
		return nil
	}
	g := &git{root, dir, dir}
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
	out, err := ask(g.root, "ls-files", "--cached", "--", literal(file))
	return out != "", err
}

// Holds implements folder.Git. A stash keeps files that git did not know in a
// commit beside, which only the full history leads to.
func (g *git) Holds(file string) (bool, error) {
	stashes := strings.Fields(output(g.root, "reflog", "show", "--format=%H", "refs/stash"))
	args := append([]string{"log", "--all", "--full-history", "--max-count=1", "--format=%H"}, stashes...)
	out, err := ask(g.root, append(args, "--", literal(file))...)
	return out != "", err
}

// literal keeps git from reading signs in a file's name as a pattern.
func literal(file string) string { return ":(literal)" + file }
