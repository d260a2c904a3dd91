package workspace

import (
	"fmt"
	"net/url"
	"path"
	"strconv"
	"strings"
	"time"

	"clausewalk/checklist/repository"
)

// CheckedOut returns the commit that the workspace is read from, or that is checked
// out around it, in hexadecimal, and when it was made. The error says that there is
// none.
func (a *Around) CheckedOut() (id string, at time.Time, err error) {
	if c := a.commit; c != nil {
		return c.ID, c.Time, nil
	}
	made, id, _ := strings.Cut(strings.TrimSpace(output(a.Root, "rev-list", "--timestamp", "-1", "HEAD")), " ")
	seconds, err := strconv.ParseInt(made, 10, 64)
	if err != nil || !repository.IsID(id) {
		return "", at, fmt.Errorf("%s: nothing was committed there yet", a.Root)
	}
	return id, time.Unix(seconds, 0).UTC(), nil
}

// Committed returns the workspace as the commit has it that CheckedOut names, for
// reading alone; one that is read from a commit is returned itself. Close ends what
// it holds.
func (w *Workspace) Committed() (*Workspace, error) {
	if w.commit != nil {
		return w, nil
	}
	return FindAt(w.Root, "HEAD")
}

// Uncommitted returns how many files of the workspace are not as the commit has
// them that is checked out.
func (a *Around) Uncommitted() int {
	if a.commit != nil {
		return 0
	}
	return strings.Count(output(a.Root, "status", "--porcelain", "--untracked-files=all", "--", Dir), "\n")
}

// Follows tells whether a commit is another one, or comes from it. It does not
// where the clone lacks one of them.
func (a *Around) Follows(later, earlier string) bool {
	return repository.IsID(later) && repository.IsID(earlier) && strings.TrimSpace(output(a.askedIn(), "merge-base", earlier, later)) == earlier
}

// askedIn returns the folder in which git is asked about the repository.
func (a *Around) askedIn() string {
	if a.commit != nil {
		return a.commit.Repository.Dir
	}
	return a.Root
}

// Origin returns what the app is called wherever it is cloned: the name of the
// repository that this one was cloned from, with :folder where the app is below
// the top; empty where the clone does not say.
func (a *Around) Origin() string {
	name := RepositoryName(strings.TrimSpace(output(a.askedIn(), "remote", "get-url", "origin")))
	if below := a.Below(); name != "" && below != "" {
		name += ":" + below
	}
	return name
}

// RepositoryName returns what a repository is called, whichever way it is reached:
// github.com/acme/photobook for git@github.com:acme/photobook.git and for
// https://user:token@github.com/acme/photobook. Nothing secret is in it. A path is
// its own name.
func RepositoryName(address string) string {
	host, below, scp := strings.Cut(address, ":")
	switch u, err := url.Parse(address); {
	case strings.Contains(address, "://") && (err != nil || u.Host == "" && u.Scheme != "file"):
		return ""
	case strings.Contains(address, "://"):
		host, below = u.Hostname(), u.Path
	case !scp || strings.Contains(host, "/"):
		host, below = "", address
	}
	if at := strings.LastIndex(host, "@"); at >= 0 {
		host = host[at+1:]
	}
	below = strings.TrimSuffix(strings.TrimRight(below, "/"), ".git")
	if host == "" {
		return below
	}
	return path.Join(strings.ToLower(host), below)
}
