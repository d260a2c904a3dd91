package workspace

import (
	"errors"
	"fmt"
	"path"
	"path/filepath"
	"strings"

	"clausewalk/checklist/event"
	"clausewalk/checklist/repository"
	"clausewalk/checklist/vault"
)

// What git is told of a workspace. Whatever the app's own files say of *.log or
// *.jsonl, an audit is committed whole, without what one clone alone has.
const ignored = `!*
.local/
.tmp-*
`

// A journal's lines are chained by their digests, and evidence is known by its
// own: git must not touch a byte of them. Nor must a merge driver or a filter of
// the app reach what clausewalk has to read; large evidence may be in Git LFS.
// Git meets two versions of a journal file only where a folder was copied while
// the file was still written to: one is the beginning of the other then, and
// their union is the longer one.
const attributes = `* -text !eol -ident !working-tree-encoding
/*.json -filter
/audits/*/audit.json -filter
/audits/*/journal/** -filter merge=union !diff
/policies/** -filter
`

// Tracked returns what git tracks below .clausewalk, by the names from there.
// Git is asked once for each Workspace.
func (a *Around) Tracked() ([]string, error) { return a.tracked() }

// inGit tells whether a repository holds the workspace: the app's, or one of its own.
// Starting git, to hear the same, takes longer.
func (a *Around) inGit() bool {
	r, _ := repository.Find(a.path())
	return r != nil
}

func (a *Around) askTracked() ([]string, error) {
	if !a.inGit() {
		return nil, nil
	}
	var names []string
	for name := range strings.SplitSeq(output(a.path(), "ls-files", "-z", "--cached"), "\x00") {
		if name != "" {
			names = append(names, name)
		}
	}
	return names, nil
}

// ErrForeignLocal says that git tracks .local: it came with a clone and is
// somebody else's, or it is about to.
var ErrForeignLocal = errors.New("git tracks it, and it belongs to one clone alone")

// OwnLocal tells whether .local is this clone's own. The error is
// ErrForeignLocal where git tracks something in it.
func (a *Around) OwnLocal() error {
	names, err := a.Tracked()
	if err != nil {
		return err
	}
	for _, name := range names {
		// Some disks take Local for the same name.
		if first, _, _ := strings.Cut(name, "/"); strings.EqualFold(first, ".local") {
			return fmt.Errorf("%s: %w", a.path(name), ErrForeignLocal)
		}
	}
	return nil
}

// Ignored is a file that git will not commit.
type Ignored struct {
	Name string // from the app's folder
	Rule string // the rule, where it is written: ".gitignore:1:*.log"
}

// String says it in one line.
func (i Ignored) String() string {
	return fmt.Sprintf("git is not going to commit %s: %s", i.Name, i.Rule)
}

// Ignored returns which files of the workspace git is not going to commit, and
// why. Names are those that the disk has for them.
func (w *Workspace) Ignored(names ...string) []Ignored {
	if !w.inGit() {
		return nil
	}
	var asked strings.Builder
	for _, name := range names {
		asked.WriteString(strings.TrimPrefix(name, Dir+"/") + "\x00")
	}
	var all []Ignored
	// Four parts for each file: where the rule is written, its line, the rule, and
	// the file. A rule with ! takes the file in again.
	cmd := repository.Command(w.path(), "check-ignore", "--verbose", "-z", "--stdin")
	cmd.Stdin = strings.NewReader(asked.String())
	out, _ := cmd.Output() // Where there is no git, there is no answer.
	parts := strings.Split(string(out), "\x00")
	for ; len(parts) >= 4; parts = parts[4:] {
		if strings.HasPrefix(parts[2], "!") {
			continue
		}
		all = append(all, Ignored{name(parts[3]), parts[0] + ":" + parts[1] + ":" + parts[2]})
	}
	return all
}

// IgnoredFile tells whether git is not going to commit the stored file of a
// piece of evidence. Ok is false where it will, or where git does not say.
func (o *Open) IgnoredFile(e event.Evidence) (i Ignored, ok bool) {
	if e.SHA256 == "" || e.Path != "" || e.URL != "" {
		return i, false
	}
	file, err := o.Vault.Find(e.SHA256)
	if err != nil {
		return i, false
	}
	name, err := filepath.Rel(o.Workspace.Root, file)
	if err != nil {
		return i, false
	}
	all := o.Workspace.Ignored(filepath.ToSlash(name))
	if len(all) == 0 {
		return i, false
	}
	return all[0], true
}

// Download returns the command that brings the bytes of an error that is a
// vault.MissingLFSError, nothing for any other.
func (a *Around) Download(err error) string {
	var missing *vault.MissingLFSError
	if !errors.As(err, &missing) {
		return ""
	}
	files := path.Join(a.Below(), missing.Folder, "*")
	if missing.Folder == "." {
		files = path.Join(a.Below(), missing.Name)
	}
	if a.commit != nil {
		return fmt.Sprintf("git lfs fetch --include=%q origin %.10s", files, a.commit.ID)
	}
	return fmt.Sprintf("git lfs pull --include=%q", files)
}
