// Package repository reads what git has committed, without a checkout: of a
// checkout's repository, of a bare one, of a shallow or a partial clone. A
// Commit is a durable.Disk that nobody writes to.
//
// A repository may be a stranger's. Git runs nothing that it names and fetches nothing;
// each object is read up to a limit and checked against its id; names that no folder can
// have are refused, and a link is a durable.KindError. An object that a shallow or
// partial clone does not have is a MissingError.
package repository

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"clausewalk/checklist/durable"
)

// Repository is a git repository whose objects are read. It may be used from
// several goroutines at once, and holds a process until Close.
type Repository struct {
	Dir  string // the top of the checkout, or the bare repository's folder
	Bare bool

	objects batch
}

// Find returns the repository that a folder is, or that holds it, and the
// folder's path below the top, with slashes, empty at the top. It returns nil
// where there is none. A link that leads into a repository is in that one.
func Find(dir string) (r *Repository, below string) {
	r, below = find(dir)
	if r == nil {
		if real, err := durable.Real(dir); err == nil && real != dir {
			return find(real)
		}
	}
	return r, below
}

func find(dir string) (r *Repository, below string) {
	if top := Top(dir); top != "" {
		rel, err := filepath.Rel(top, dir)
		if err != nil || rel == "." {
			rel = ""
		}
		return at(top, false), filepath.ToSlash(rel)
	}
	if IsBare(dir) {
		return at(dir, true), ""
	}
	return nil, ""
}

func at(dir string, bare bool) *Repository {
	r := &Repository{Dir: dir, Bare: bare}
	r.objects.dir = dir
	return r
}

// Close ends what the repository holds. A Commit of it can still be read; what
// that opens anew has to be closed again.
func (r *Repository) Close() { r.objects.Close() }

// A MissingError says that a repository does not have an object that its
// history names, because the clone is partial or damaged.
type MissingError struct {
	Path string // the file or folder, empty for the commit itself
	Repo string // the repository's folder
	ID   string // of the object
}

// Error names path and repository.
func (e *MissingError) Error() string {
	what := e.Path
	if what == "" {
		what = fmt.Sprintf("commit %.10s", e.ID)
	}
	return fmt.Sprintf("%s is not in the clone %s, or is damaged there", what, e.Repo)
}

// An UnknownError says that a repository has no commit with a name.
type UnknownError struct {
	Rev, Repo string
	Why       string   // what may be the reason, empty if that is not known
	Known     []string // its tags and branches
}

// Error names the revision and the repository.
func (e *UnknownError) Error() string {
	words := fmt.Sprintf("%s has no commit, tag or branch %q", e.Repo, e.Rev)
	if e.Why != "" {
		words += ": " + e.Why
	}
	return words
}

// An AmbiguousError says that a tag and a branch have the same name and are not
// the same commit.
type AmbiguousError struct{ Rev, Repo string }

// Error says how each of them is named.
func (e *AmbiguousError) Error() string {
	return fmt.Sprintf("%q is a tag and a branch of %s: write refs/tags/%s or refs/heads/%s", e.Rev, e.Repo, e.Rev, e.Rev)
}

// At returns a commit by any name that git knows: a tag, a branch, an id, HEAD~2. A
// colon and a folder may follow, as in v1:apps/photobook.
func (r *Repository) At(rev string) (*Commit, error) {
	name, below := rev, ""
	if n := strings.Index(rev, ":"); n > 0 {
		name, below = rev[:n], strings.Trim(rev[n+1:], "/")
	}
	if strings.ContainsAny(name, "\n\x00") || strings.TrimSpace(name) == "" {
		return nil, &UnknownError{Rev: rev, Repo: r.Dir}
	}
	found, err := r.objects.get(maxCommit, name+"^{commit}", "refs/tags/"+name+"^{commit}", "refs/heads/"+name+"^{commit}")
	if err != nil {
		return nil, err
	}
	it := found[0]
	switch {
	case it.err != nil:
		return nil, it.err
	case it.id == "":
		return nil, r.unknown(name)
	case found[1].id != "" && found[2].id != "" && found[1].id != found[2].id:
		return nil, &AmbiguousError{name, r.Dir}
	}
	c := &Commit{ID: it.id, Rev: name, Repository: r, trees: &trees{known: map[string]map[string]entry{}, files: map[string][]byte{}}}
	if c.tree, c.Time, err = readCommit(it.data); err != nil {
		return nil, fmt.Errorf("%s: commit %.10s: %w", r.Dir, it.id, err)
	}
	return c.Below(below), nil
}

func (r *Repository) unknown(rev string) error {
	if id, err := Ask(r.Dir, "rev-parse", "--verify", "--quiet", "--end-of-options", rev); err == nil {
		return &MissingError{Repo: r.Dir, ID: strings.TrimSpace(id)}
	}
	e := &UnknownError{Rev: rev, Repo: r.Dir, Known: r.Names()}
	switch {
	case len(e.Known) == 0:
		e.Why = "nothing has been committed yet"
	case rev == "HEAD":
		e.Why = "its HEAD names a branch that is not there"
	case r.Shallow():
		e.Why = "this clone is shallow and has only part of the history; git fetch --unshallow --tags gets the rest"
	}
	return e
}

// Names returns the tags and branches, the newest first.
func (r *Repository) Names() []string {
	out, _ := Ask(r.Dir, "for-each-ref", "--sort=-creatordate", "--count=1000", "--format=%(refname:lstrip=2)", "refs/tags", "refs/heads")
	return slices.DeleteFunc(strings.Split(out, "\n"), func(name string) bool { return name == "" })
}

// Shallow tells whether a part of the history was left out when the repository
// was cloned.
func (r *Repository) Shallow() bool {
	dir := r.Dir
	if !r.Bare {
		dir = filepath.Join(dir, ".git")
	}
	if info, err := durable.Stat(dir); err == nil && info.IsDir() {
		if _, err := durable.Stat(filepath.Join(dir, "commondir")); err != nil { // Starting git takes longer.
			_, err := durable.Stat(filepath.Join(dir, "shallow"))
			return err == nil
		}
	}
	out, _ := Ask(r.Dir, "rev-parse", "--is-shallow-repository")
	return strings.TrimSpace(out) == "true"
}

// maxCommit is the largest commit that is read, in bytes.
const maxCommit = 1 << 20

// readCommit returns the tree of a commit, and when it was made.
func readCommit(data []byte) (tree string, made time.Time, err error) {
	head, _, _ := strings.Cut(string(data), "\n\n")
	for line := range strings.SplitSeq(head, "\n") {
		key, value, _ := strings.Cut(line, " ")
		switch key {
		case "tree":
			tree = value
		case "committer":
			var seconds int64
			if words := strings.Fields(value[strings.LastIndex(value, ">")+1:]); len(words) > 0 {
				_, _ = fmt.Sscan(words[0], &seconds)
			}
			made = time.Unix(seconds, 0).UTC()
		}
	}
	if !IsID(tree) {
		return "", made, fmt.Errorf("it has no tree")
	}
	return tree, made, nil
}

// Folder returns the folder of a checkout in which the commit's files would
// lie. Nothing needs to be there.
func (c *Commit) Folder() durable.Disk {
	return durable.Root(filepath.Join(c.Repository.Dir, filepath.FromSlash(c.below)))
}
