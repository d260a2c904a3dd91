package workspace_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"clausewalk/checklist"
	_ "clausewalk/checklist/durable/quicktest"
	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/policy"
	"clausewalk/policy/reading"
)

// histories is how many are run of each kind; .ci/run asks for more.
var histories = flag.Int("histories", 2, "random histories with git, of each kind")

// gitConfig keeps git from everything that a history does not need.
const gitConfig = `[user]
	name = Ana Ruiz
	email = ana@photobook.example
[init]
	defaultBranch = main
[gc]
	auto = 0
[maintenance]
	auto = false
[core]
	fsync = none
	editor = true
[advice]
	detachedHead = false
[protocol "file"]
	allow = always
`

func TestMain(m *testing.M) {
	flag.Parse()
	dir, err := os.MkdirTemp("", "clausewalk-git-")
	if err != nil {
		panic(err)
	}
	config := filepath.Join(dir, "config")
	if err := os.WriteFile(config, []byte(gitConfig), 0o644); err != nil {
		panic(err)
	}
	for name, value := range map[string]string{
		"GIT_CONFIG_GLOBAL": config, "GIT_CONFIG_NOSYSTEM": "1", "GIT_TEMPLATE_DIR": dir + "/none", "LC_ALL": "C",
		"GIT_AUTHOR_DATE": "2026-11-24T14:02:11Z", "GIT_COMMITTER_DATE": "2026-11-24T14:02:11Z",
	} {
		os.Setenv(name, value)
	}
	code := m.Run()
	os.RemoveAll(dir)
	os.Exit(code)
}

// TestHistories plays random histories with git: two people with their clones,
// copied folders and worktrees, whose answers are mixed with all that people do
// with branches. After each step the workspace opens and git has left no
// journal in conflict. When all is merged, every answer is there that any commit
// or folder holds, and verify complains exactly when something was removed.
//
// A history that fails is made short, and printed as a script for bash.
func TestHistories(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not here")
	}
	// Rapid takes the number from a flag alone, for each of its checks.
	const shards = 2
	checks := flag.Lookup("rapid.checks").Value
	before := checks.String()
	if err := checks.Set(strconv.Itoa(max(1, *histories/shards))); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = checks.Set(before) })
	for _, c := range []struct {
		name    string
		kinds   []string
		removes bool
	}{
		{"in which nothing is removed", gentle, false},
		{"in which anything may be", append(slices.Clone(gentle), rough...), true},
	} {
		for range shards {
			t.Run(c.name, func(t *testing.T) {
				t.Parallel()
				rapid.Check(t, func(t *rapid.T) {
					w := newWorld(t)
					defer w.leave()
					w.removes = c.removes
					for _, s := range history(t, c.kinds) {
						w.play(s)
					}
					w.settle()
				})
			})
		}
	}
}

// step is one thing that somebody does. The numbers pick who, which branch and
// so on from what there is then, so that a history stays one when steps are
// taken out of it.
type step struct {
	do      string
	p, a, b int
}

// longest is of how many steps a history is drawn; half of them are kept.
const longest = 100

// history draws steps. All come from one number, since rapid likes small numbers
// better than others; it makes a history short by leaving steps out.
func history(t *rapid.T, kinds []string) (steps []step) {
	from := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
	for _, kept := range rapid.SliceOfN(rapid.Bool(), longest, longest).Draw(t, "kept") {
		s := step{pick(kinds, from.Int()), from.IntN(8), from.IntN(8), from.IntN(8)}
		if kept {
			steps = append(steps, s)
		}
	}
	return steps
}

// world is what a history is played in.
type world struct {
	t       *rapid.T
	dir     string
	app     string // the app's folder in its repository
	script  strings.Builder
	places  []*place
	at      *place   // where the last step was
	hub     []string // branches that were pushed
	made    int
	saved   []saved
	removes bool // people may remove files
	copied  bool // a folder was copied, with files that were still written to
}

// place is a folder in which somebody works.
type place struct {
	name   string
	person event.Person
	repo   *repo
	on     string          // the branch it is on
	walk   *workspace.Open // that stays open
	of     string          // the clone that it is a worktree of
}

// repo is what the worktrees of a clone share.
type repo struct{ branches []string }

// saved is an event that was acknowledged.
type saved struct {
	by           *place // nil where its notes are gone
	writer, file string
	id, sum      string
}

// asked is the policy of all histories.
var asked = func() *policy.Policy {
	p, err := reading.Parse("rules", []byte("# Rules\n\n## A. One\n\n1. Be kind.\n2. Be brief.\n3. Be clear.\n4. Be on time.\n"))
	if err != nil {
		panic(err)
	}
	return p
}()

func newWorld(t *rapid.T) *world {
	dir, err := os.MkdirTemp("", "clausewalk-history-")
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, dir: dir}
	w.app = rapid.SampledFrom([]string{".", "apps/photo"}).Draw(t, "app")
	w.say("export GIT_CONFIG_GLOBAL=$(mktemp) GIT_CONFIG_NOSYSTEM=1; git config --global user.email ana@photobook.example; git config --global user.name Ana; git config --global init.defaultBranch main; cd $(mktemp -d)")
	w.run(".", "init", "-q", "--bare", "hub")
	w.run(".", "clone", "-q", "hub", "ana-1")
	w.say("mkdir -p ana-1/%s; touch ana-1/%s/README.md", w.app, w.app)
	readme := filepath.Join(dir, "ana-1", w.app, "README.md")
	if err := errors.Join(os.MkdirAll(filepath.Dir(readme), 0o755), os.WriteFile(readme, nil, 0o644)); err != nil {
		t.Fatal(err)
	}
	ana := w.settles("ana-1", event.Person{Name: "Ana"}, &repo{branches: []string{"main"}})
	w.run(ana.name, "add", "-A")
	w.run(ana.name, "commit", "-q", "-m", "begin")
	if rapid.Bool().Draw(t, "started before it is cloned") {
		w.answer(ana, 0, 0)
		w.commit(ana)
	}
	w.run(ana.name, "push", "-q", "origin", "main")
	w.hub, w.at = []string{"main"}, ana
	w.run(".", "clone", "-q", "hub", "ben-1")
	w.settles("ben-1", event.Person{Name: "Ben"}, &repo{branches: []string{"main"}})
	return w
}

func (w *world) leave() {
	if w.t.Failed() {
		w.t.Logf("as a script:\n%s", &w.script)
	}
	if err := os.RemoveAll(w.dir); err != nil {
		w.t.Error(err)
	}
}

// settles adds a place.
func (w *world) settles(name string, who event.Person, r *repo) *place {
	p := &place{name: name, person: who, repo: r, on: "main"}
	w.places = append(w.places, p)
	return p
}

func (w *world) say(format string, args ...any) { fmt.Fprintf(&w.script, format+"\n", args...) }

// root is the app's folder in a place.
func (w *world) root(p *place) string { return filepath.Join(w.dir, p.name, w.app) }

// git runs git in a folder; git may refuse.
func (w *world) git(in string, args ...string) (out string, err error) {
	var quoted []string
	for _, a := range args {
		if strings.ContainsAny(a, " *'():^") {
			a = "'" + a + "'"
		}
		quoted = append(quoted, a)
	}
	cmd := exec.Command("git", args...)
	cmd.Dir = filepath.Join(w.dir, in)
	var told bytes.Buffer
	cmd.Stderr = &told
	data, err := cmd.Output()
	refused := ""
	if err != nil {
		err = fmt.Errorf("git %s in %s: %w\n%s%s", strings.Join(args, " "), in, err, told.Bytes(), data)
		refused = "   # refused"
	}
	w.say("git -C %s %s%s", in, strings.Join(quoted, " "), refused)
	return string(data), err
}

// run runs git, which must not refuse.
func (w *world) run(in string, args ...string) string {
	out, err := w.git(in, args...)
	if err != nil {
		w.t.Fatal(err)
	}
	return out
}

// ask is run for what a script does not need.
func (w *world) ask(in string, args ...string) string {
	cmd := exec.Command("git", args...)
	cmd.Dir = filepath.Join(w.dir, in)
	out, err := cmd.Output()
	if err != nil {
		w.t.Fatalf("git %s: %v", strings.Join(args, " "), err)
	}
	return string(out)
}

func (w *world) play(s step) {
	if s.p < 4 { // Otherwise somebody stays where they are.
		w.at = w.places[s.p%len(w.places)]
	}
	err := steps[s.do](w, w.at, s.a, s.b)
	p := w.at
	if err != nil { // Git may refuse, and people then leave it.
		if left := w.ask(p.name, "ls-files", "--unmerged"); left != "" && !w.explained(err) {
			w.t.Fatalf("a conflict after %s: %v\n%s", s.do, err, left)
		}
		w.opens(p)
		w.abort(p)
	}
	w.opens(p)
}

// removedInACopy tells whether git has met a file that was removed on one side
// and that the other side has the rest of. Only where a folder was copied while
// the file was written to can that be: the file stays, and somebody decides.
func (w *world) removedInACopy(err error) bool {
	return w.copied && strings.Contains(err.Error(), "CONFLICT (modify/delete)") &&
		strings.Count(err.Error(), "CONFLICT") == strings.Count(err.Error(), "CONFLICT (modify/delete)")
}

// explained tells whether a conflict comes of what people did, and not of us.
func (w *world) explained(err error) bool {
	return w.removedInACopy(err) || w.removes && takenForRenamed(err)
}

// takenForRenamed tells whether git takes a file that was removed on both sides for
// one that was renamed on one of them, since another that is much like it came there.
// The file that came stays.
func takenForRenamed(err error) bool {
	renamed, modified := strings.Count(err.Error(), "CONFLICT (rename/delete)"), strings.Count(err.Error(), "CONFLICT (modify/delete)")
	return renamed > 0 && renamed+modified == strings.Count(err.Error(), "CONFLICT")
}

// abort gives up what git has begun and could not do.
func (w *world) abort(p *place) {
	dir := filepath.Join(w.dir, p.name, ".git")
	if p.of != "" {
		dir = filepath.Join(w.dir, p.of, ".git", "worktrees", p.name)
	}
	for file, command := range map[string]string{
		"rebase-merge": "rebase", "MERGE_HEAD": "merge", "CHERRY_PICK_HEAD": "cherry-pick", "REVERT_HEAD": "revert", "sequencer": "cherry-pick",
	} {
		if _, err := os.Stat(filepath.Join(dir, file)); err == nil {
			_, _ = w.git(p.name, command, "--abort")
		}
	}
}

// opens holds that whatever workspace is there opens, with one audit in it.
func (w *world) opens(p *place) {
	ws := w.find(p)
	if ws == nil {
		return
	}
	heads, err := ws.Audits()
	if err != nil || len(heads) > 1 {
		w.t.Fatalf("%s: %d audits, %v", p.name, len(heads), err)
	}
	if len(heads) == 0 {
		return
	}
	if _, err := ws.Open("", checklist.Hand{}); err != nil {
		w.t.Fatalf("%s does not open: %v", p.name, err)
	}
}

// find returns the workspace of a place, nil where its branch has none.
func (w *world) find(p *place) *workspace.Workspace {
	if _, err := os.Stat(filepath.Join(w.root(p), workspace.Dir, "workspace.json")); errors.Is(err, os.ErrNotExist) {
		return nil
	}
	ws, err := workspace.Find(w.root(p))
	if err != nil {
		w.t.Fatal(err)
	}
	return ws
}

// open opens the audit of a place as its person, who starts it where it is not.
func (w *world) open(p *place) *workspace.Open {
	ws := w.find(p)
	var err error
	if ws == nil {
		if err = os.MkdirAll(w.root(p), 0o755); err == nil {
			ws, err = workspace.Create(w.root(p))
		}
		if err != nil {
			w.t.Fatal(err)
		}
	}
	heads, err := ws.Audits()
	if err == nil && len(heads) == 0 {
		w.say("(cd %s/%s && clausewalk new --app Photobook --release 2.4)", p.name, w.app)
		_, err = ws.NewAudit("Photobook", "2.4", []*policy.Policy{asked}, w.now())
	}
	if err != nil {
		w.t.Fatal(err)
	}
	writer, err := ws.Writer(p.person)
	if err != nil {
		w.t.Fatal(err)
	}
	o, err := ws.Open("", checklist.Hand{Person: p.person, Writer: writer, Now: w.now, NewID: w.id})
	if err != nil {
		w.t.Fatalf("%s does not open: %v", p.name, err)
	}
	return o
}

func (w *world) now() time.Time { w.made++; return day.Add(time.Duration(w.made) * time.Second) }
func (w *world) id() string     { w.made++; return fmt.Sprintf("%026d", w.made*7919) }

// keep notes what was acknowledged.
func (w *world) keep(p *place, events []event.Event) {
	for _, e := range events {
		w.saved = append(w.saved, saved{p, e.Writer, e.File, e.ID, e.Sum})
	}
}
