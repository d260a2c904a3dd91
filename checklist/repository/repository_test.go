package repository_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"clausewalk/checklist/durable"
	_ "clausewalk/checklist/durable/quicktest"
	"clausewalk/checklist/repository"
)

// app is a repository of a test.
type app struct {
	*testing.T
	dir string
}

func newApp(t *testing.T) app {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("there is no git")
	}
	a := app{t, filepath.Join(t.TempDir(), "app")}
	if err := os.Mkdir(a.dir, 0o755); err != nil {
		t.Fatal(err)
	}
	a.git("", "init", "-q", "-b", "main")
	return a
}

// git runs git in the repository and returns what it says.
func (a app) git(stdin string, args ...string) string {
	a.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir, cmd.Stdin = a.dir, strings.NewReader(stdin)
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_NOSYSTEM=1", "GIT_AUTHOR_NAME=Ana Ruiz", "GIT_AUTHOR_EMAIL=ana@photobook.example",
		"GIT_COMMITTER_NAME=Ana Ruiz", "GIT_COMMITTER_EMAIL=ana@photobook.example", "GIT_COMMITTER_DATE=2026-03-01T12:00:00Z")
	out, err := cmd.Output()
	if err != nil {
		a.Fatalf("git %v: %v", args, err)
	}
	return strings.TrimSpace(string(out))
}

func (a app) write(name, text string) {
	a.Helper()
	file := filepath.Join(a.dir, name)
	if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, []byte(text), 0o644)); err != nil {
		a.Fatal(err)
	}
}

func (a app) commit(name string) {
	a.Helper()
	a.git("", "add", "-A")
	a.git("", "commit", "-q", "-m", name)
	a.git("", "tag", name)
}

// at returns a commit of the repository in a folder.
func at(t *testing.T, dir, rev string) *repository.Commit {
	t.Helper()
	r, _ := repository.Find(dir)
	if r == nil {
		t.Fatalf("%s is no repository", dir)
	}
	t.Cleanup(r.Close)
	c, err := r.At(rev)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func read(t *testing.T, d durable.Disk, name string) string {
	t.Helper()
	data, err := durable.ReadFile(d, name, 1<<20)
	if err != nil {
		t.Error(err)
	}
	return string(data)
}

func TestALinkIntoARepositoryIsInIt(t *testing.T) {
	a := newApp(t)
	a.write("apps/photobook/job.go", "first\n")
	away := filepath.Join(t.TempDir(), "photobook")
	if err := os.Symlink(filepath.Join(a.dir, "apps", "photobook"), away); err != nil {
		t.Skipf("skipped: links cannot be made here: %v", err)
	}
	if r, below := repository.Find(away); r == nil || below != "apps/photobook" {
		t.Errorf("it is in %v, below %q", r, below)
	}
}

func TestEachCommitIsReadAsItIs(t *testing.T) {
	a := newApp(t)
	a.write("README.md", "one")
	a.write("apps/photobook/job.go", "first\n")
	a.commit("v1")
	a.write("apps/photobook/job.go", "second\n")
	a.commit("v2")
	a.write("apps/photobook/job.go", "never committed\n")
	bare := filepath.Join(t.TempDir(), "bare.git")
	a.git("", "clone", "-q", "--bare", a.dir, bare)
	worktree := filepath.Join(t.TempDir(), "tree")
	a.git("", "worktree", "add", "-q", worktree, "v1")

	for _, dir := range []string{a.dir, bare, worktree} {
		for rev, want := range map[string]string{"v1": "first\n", "v2": "second\n", "main": "second\n", "main~1": "first\n", a.git("", "rev-parse", "v1"): "first\n"} {
			c := at(t, dir, rev)
			if got := read(t, c, "apps/photobook/job.go"); got != want {
				t.Errorf("%s of %s: %q", rev, dir, got)
			}
			if got := read(t, c.Below("apps/photobook"), "job.go"); got != want {
				t.Errorf("%s below: %q", rev, got)
			}
			if c.Time.Format("2006-01-02") != "2026-03-01" {
				t.Errorf("it was made on %s", c.Time)
			}
		}
	}
	c := at(t, bare, "v1:apps/photobook")
	if c.Prefix() != "apps/photobook" || read(t, c, "job.go") != "first\n" {
		t.Errorf("the folder is %q", c.Prefix())
	}
	if _, err := c.Open("gone.go"); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
	if _, err := c.Above().Open("photobook"); err == nil || !strings.HasSuffix(err.Error(), "photobook is a folder, not a file") {
		t.Error(err)
	}
	files, err := at(t, bare, "v1").Files(10)
	if want := []string{"README.md", "apps/photobook/job.go"}; err != nil || !slices.Equal(files, want) {
		t.Error(files, err)
	}
	found, err := at(t, bare, "v1").Holding("photobook", func(string) bool { return false })
	if err != nil || !slices.Equal(found, []string{"apps"}) {
		t.Error(found, err)
	}
}

func TestNobodyWritesToACommit(t *testing.T) {
	a := newApp(t)
	a.write("a", "words")
	a.commit("v1")
	c := at(t, a.dir, "v1")
	_, lock := c.Lock("a.lock", nil)
	f, err := c.OpenFile("a", os.O_RDONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, writes := f.Write([]byte("more"))
	for what, err := range map[string]error{
		"write": durable.WriteFile(c, "a", []byte("other"), 0o644), "mkdir": c.Mkdir("b", 0o755), "rename": c.Rename("a", "b"),
		"remove": c.Remove("a"), "sync": c.SyncDir("."), "lock": lock, "file": writes,
	} {
		if !errors.Is(err, repository.ErrCommitted) || !strings.Contains(err.Error(), "a commit can only be read") {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestACommitThatIsNotKnownIsNamedWithWhatIs(t *testing.T) {
	a := newApp(t)
	r, _ := repository.Find(a.dir)
	t.Cleanup(r.Close)
	_, err := r.At("HEAD")
	if err == nil || !strings.HasSuffix(err.Error(), `has no commit, tag or branch "HEAD": nothing has been committed yet`) {
		t.Error(err)
	}
	a.write("a", "one")
	a.commit("v1")
	a.write("a", "two")
	a.commit("v2")
	var unknown *repository.UnknownError
	if _, err = r.At("v3"); !errors.As(err, &unknown) || !slices.Contains(unknown.Known, "v1") || !slices.Contains(unknown.Known, "main") {
		t.Error(err)
	}
	for _, rev := range []string{"v1\nv2", " ", "--all", "v1:a"} {
		if c, err := r.At(rev); err == nil && rev != "v1:a" {
			t.Errorf("%q is %s", rev, c.ID)
		}
	}
	a.git("", "branch", "both", "v1")
	a.git("", "tag", "both", "v2")
	var both *repository.AmbiguousError
	if _, err = r.At("both"); !errors.As(err, &both) || !strings.Contains(err.Error(), "is a tag and a branch of") {
		t.Error(err)
	}
	if c, err := r.At("refs/heads/both"); err != nil || read(t, c, "a") != "one" {
		t.Error(err)
	}
	a.git("", "symbolic-ref", "HEAD", "refs/heads/other")
	if _, err = r.At("HEAD"); err == nil || !strings.HasSuffix(err.Error(), "its HEAD names a branch that is not there") {
		t.Error(err)
	}
	shallow := filepath.Join(t.TempDir(), "shallow")
	a.git("", "clone", "-q", "--depth=1", "-b", "main", "file://"+a.dir, shallow)
	s, _ := repository.Find(shallow)
	t.Cleanup(s.Close)
	if _, err = s.At("v1"); err == nil || !strings.Contains(err.Error(), "this clone is shallow and has only part of the history") {
		t.Error(err)
	}
}

// tree makes a commit of entries, each "mode kind id<tab>name", whatever they are.
func (a app) tree(entries ...string) string {
	var raw bytes.Buffer
	for _, e := range entries {
		head, name, _ := strings.Cut(e, "\t")
		words := strings.Fields(head)
		fmt.Fprintf(&raw, "%s %s\x00", words[0], name)
		for n := 0; n < len(words[1]); n += 2 {
			var b byte
			fmt.Sscanf(words[1][n:n+2], "%02x", &b)
			raw.WriteByte(b)
		}
	}
	id := a.git(raw.String(), "hash-object", "-t", "tree", "-w", "--literally", "--stdin")
	return a.git("", "commit-tree", "-m", "odd", id)
}

func TestWhatNoFolderCanHoldIsRefused(t *testing.T) {
	a := newApp(t)
	blob := a.git("words", "hash-object", "-w", "--stdin")
	for _, name := range []string{"..", ".", "a/b"} {
		c := at(t, a.dir, a.tree("100644 "+blob+"\t"+name))
		if _, err := c.ReadDir("."); err == nil || !strings.Contains(err.Error(), ", which is not a valid name or occurs twice") {
			t.Errorf("%q: %v", name, err)
		}
	}
	c := at(t, a.dir, a.tree("100644 "+blob+"\ta", "100644 "+blob+"\ta"))
	if _, err := c.Open("a"); err == nil {
		t.Error("a name stands twice")
	}
	sub := strings.Repeat("1", len(blob))
	c = at(t, a.dir, a.tree("120000 "+blob+"\tlink", "160000 "+sub+"\tsub", "100644 "+blob+"\tfile"))
	var other *durable.KindError
	for name, is := range map[string]string{"link": "a link", "sub": "a submodule"} {
		if _, err := c.Open(name); !errors.As(err, &other) || other.Is != is {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := c.Open(name + "/x"); !errors.As(err, &other) || other.Is != is {
			t.Errorf("%s/x: %v", name, err)
		}
	}
	for _, name := range []string{"../file", "/file", "a/../file", ""} {
		if _, err := c.Open(name); !errors.Is(err, fs.ErrInvalid) {
			t.Errorf("%q: %v", name, err)
		}
	}
	folder := a.git("100644 blob "+blob+"\ta", "mktree")
	if _, err := at(t, a.dir, a.tree("100644 "+folder+"\ta")).Open("a"); err == nil || !strings.Contains(err.Error(), "git has a tree where a blob should be") {
		t.Error(err)
	}
	damaged := a.git("100644 a", "hash-object", "-t", "tree", "-w", "--literally", "--stdin")
	if _, err := at(t, a.dir, a.git("", "commit-tree", "-m", "odd", damaged)).ReadDir("."); err == nil || !strings.Contains(err.Error(), "git's list of the folder is damaged") {
		t.Error(err)
	}
}

func TestLinksOfTheAppAreFollowedAsLongAsTheyStayInside(t *testing.T) {
	a := newApp(t)
	a.write("app/src/job.go", "job")
	a.write("secret", "secret")
	for link, to := range map[string]string{"app/job.go": "src/job.go", "app/code": "src", "app/out": "../secret", "app/abs": "/etc/passwd", "app/a": "b", "app/b": "a"} {
		if err := os.Symlink(to, filepath.Join(a.dir, link)); err != nil {
			t.Skip(err)
		}
	}
	a.commit("v1")
	c := at(t, a.dir, "v1:app")
	for _, name := range []string{"src/job.go", "job.go", "code/job.go"} {
		f, err := c.Inside(name)
		if err != nil {
			t.Error(err)
			continue
		}
		if data, err := io.ReadAll(f); err != nil || string(data) != "job" {
			t.Errorf("%s: %q %v", name, data, err)
		}
	}
	for name, words := range map[string]string{"out": "a link leads out of the folder", "abs": "a link leads out of the folder", "a": "too many links follow one another"} {
		if _, err := c.Inside(name); err == nil || !strings.Contains(err.Error(), words) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// object returns the file in which git keeps a loose object.
func (a app) object(id string) string { return filepath.Join(a.dir, ".git", "objects", id[:2], id[2:]) }

func TestWhatIsDamagedOrMissingIsSaidOfThatAlone(t *testing.T) {
	a := newApp(t)
	for _, name := range []string{"fine", "gone", "cut", "other"} {
		a.write(name, "the words of "+name)
	}
	a.commit("v1")
	ids := map[string]string{}
	for _, name := range []string{"gone", "cut", "other", "fine"} {
		ids[name] = a.git("", "rev-parse", "v1:"+name)
		if err := os.Chmod(a.object(ids[name]), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	fine, err := os.ReadFile(a.object(ids["fine"]))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(os.Remove(a.object(ids["gone"])), os.Truncate(a.object(ids["cut"]), 9), os.WriteFile(a.object(ids["other"]), fine, 0o644)); err != nil {
		t.Fatal(err)
	}
	c := at(t, a.dir, "v1")
	var missing *repository.MissingError
	if _, err := c.Open("gone"); !errors.As(err, &missing) || !strings.Contains(err.Error(), "gone is not in the clone") {
		t.Error(err)
	}
	if _, err := c.Open("cut"); err == nil {
		t.Error(err)
	}
	if _, err := c.Open("other"); err == nil {
		t.Error("it has another file's bytes")
	}
	if got := read(t, c, "fine"); got != "the words of fine" {
		t.Errorf("%q", got)
	}
	commit := a.git("", "rev-parse", "v1")
	if err := os.Remove(a.object(commit)); err != nil {
		t.Fatal(err)
	}
	r, _ := repository.Find(a.dir)
	defer r.Close()
	if _, err := r.At("v1"); !errors.As(err, &missing) {
		t.Error(err)
	}
}

// TestABrokenRepositoryIsNotTakenForTheOneAround it: git itself looks upward.
func TestABrokenRepositoryIsNotTakenForTheOneAround(t *testing.T) {
	a := newApp(t)
	a.write("a", "words")
	a.commit("v1")
	for _, dir := range []string{"inner/objects", "inner/refs", "other/.git"} {
		if err := os.MkdirAll(filepath.Join(a.dir, dir), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	a.write("inner/HEAD", "nothing that git knows")
	for _, name := range []string{"inner", "other"} {
		r, _ := repository.Find(filepath.Join(a.dir, name))
		if r == nil || r.Dir != filepath.Join(a.dir, name) {
			if name == "inner" { // Inside a checkout it is a folder of that.
				continue
			}
			t.Fatal(r)
		}
		if _, err := r.At("HEAD"); err == nil || !strings.Contains(err.Error(), "not a git repository") {
			t.Errorf("%s: %v", name, err)
		}
		r.Close()
	}
	a.write(".git/config", "[")
	r, _ := repository.Find(a.dir)
	defer r.Close()
	if _, err := r.At("HEAD"); err == nil || !strings.Contains(err.Error(), "git cannot read ") {
		t.Error(err)
	}
}

// TestNothingOfARepositoryIsRunOrFetched gives a partial clone a transport that
// leaves a trace, and a configuration that names programs.
func TestNothingOfARepositoryIsRunOrFetched(t *testing.T) {
	a := newApp(t)
	a.write("a", "words")
	a.commit("v1")
	a.git("", "config", "uploadpack.allowFilter", "true")
	bare := app{t, filepath.Join(t.TempDir(), "bare.git")}
	a.git("", "clone", "-q", "--bare", "--filter=blob:none", "file://"+a.dir, bare.dir)
	trace := filepath.Join(t.TempDir(), "trace")
	program := filepath.Join(t.TempDir(), "program")
	if err := os.WriteFile(program, []byte("#!/bin/sh\ntouch "+trace+"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	for key, value := range map[string]string{
		"remote.origin.url": "ext::" + program, "protocol.ext.allow": "always", "protocol.allow": "always", "remote.origin.uploadpack": program,
		"core.fsmonitor": program, "core.sshCommand": program, "core.pager": program, "diff.external": program, "core.alternateRefsCommand": program,
		"log.showSignature": "true", "gpg.program": program, "core.hooksPath": filepath.Dir(program),
	} {
		bare.git("", "config", key, value)
	}
	c := at(t, bare.dir, "HEAD")
	var missing *repository.MissingError
	if _, err := c.Open("a"); !errors.As(err, &missing) || missing.Path != "a" {
		t.Error(err)
	}
	for _, args := range [][]string{
		{"log", "--raw", "HEAD"}, {"diff", "--name-status", "--find-renames", "HEAD~0", "HEAD"}, {"for-each-ref"}, {"ls-tree", "-r", "HEAD"},
	} {
		if _, err := repository.Ask(bare.dir, args...); err != nil {
			t.Error(err)
		}
	}
	if _, err := os.Stat(trace); !os.IsNotExist(err) {
		t.Error("a program was run")
	}
}

func TestWhatIsTooLargeIsNotRead(t *testing.T) {
	a := newApp(t)
	a.write("large", strings.Repeat("word ", 1<<18))
	a.write("small", "words")
	a.commit("v1")
	r, _ := repository.Find(a.dir)
	defer r.Close()
	large, small := a.git("", "rev-parse", "v1:large"), a.git("", "rev-parse", "v1:small")
	got, err := r.Blobs([]string{large, small, large, strings.Repeat("1", len(small))}, 1<<20)
	if err != nil || len(got) != 1 || string(got[small]) != "words" {
		t.Errorf("%d blobs: %v", len(got), err)
	}
}

func TestObjectsNamedBySHA256AreRead(t *testing.T) {
	a := newApp(t)
	a.dir = filepath.Join(t.TempDir(), "app")
	if out, err := exec.Command("git", "init", "-q", "--object-format=sha256", "-b", "main", a.dir).CombinedOutput(); err != nil {
		t.Skipf("%s", out)
	}
	a.write("a/b", "words")
	a.commit("v1")
	if got := read(t, at(t, a.dir, "v1"), "a/b"); got != "words" {
		t.Errorf("%q", got)
	}
}
