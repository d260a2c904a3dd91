package workspace_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
)

// gitWith makes git read no configuration but this, and skips without git.
func gitWith(t *testing.T, config string) {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not here")
	}
	t.Setenv("GIT_CONFIG_GLOBAL", write(t, filepath.Join(t.TempDir(), "config"), config))
	t.Setenv("GIT_CONFIG_NOSYSTEM", "1")
}

func git(t *testing.T, dir string, args ...string) {
	t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("git %v: %v\n%s", args, err, out)
	}
}

func TestIdentityIsWhatGitSaysOnOneLine(t *testing.T) {
	for config, want := range map[string]event.Person{
		"[user]\n\tname = Ana Ruiz\n\temail = ana@x.y\n":                 {Name: "Ana Ruiz", Email: "ana@x.y"},
		"[user]\n\tname = Ana \\\"the\\\" O'Ruiz <x>\n":                  {Name: `Ana "the" O'Ruiz <x>`},
		"[user]\n\tname = \"Ana\\nRuiz\\t\x1b[31m\"\n\temail = a\x07b\n": {Name: "Ana Ruiz [31m", Email: "a b"},
		"[user]\n\tname = \"Ana \xff\"\n":                                {Name: "Ana \uFFFD"},
	} {
		gitWith(t, config)
		if p := workspace.Identity(t.TempDir()); p != want {
			t.Errorf("%q gives %+v, want %+v", config, p, want)
		}
	}
	gitWith(t, "")
	repository := t.TempDir()
	git(t, repository, "init", "-q")
	git(t, repository, "config", "user.name", "Of this clone")
	if p := workspace.Identity(repository); p.Name != "Of this clone" {
		t.Errorf("in the repository: %+v", p)
	}
}

func TestIdentityWithoutGitIsTheSystemsUser(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	p := workspace.Identity(t.TempDir())
	if p.Name == "" || p.Email != "" || strings.IndexFunc(p.Name, unicode.IsControl) >= 0 {
		t.Errorf("%+v", p)
	}
}

func TestParsePerson(t *testing.T) {
	for typed, want := range map[string]event.Person{
		"Ana Ruiz":               {Name: "Ana Ruiz"},
		" Ana Ruiz <ana@x.y> \n": {Name: "Ana Ruiz", Email: "ana@x.y"},
		"<ana@x.y>":              {Email: "ana@x.y"},
		"Ana <a> Ruiz":           {Name: "Ana <a> Ruiz"},
		"Ana\nRuiz\x1b[2J":       {Name: "Ana Ruiz [2J"},
		"An\xff":                 {Name: "An\uFFFD"},
		"":                       {},
	} {
		if p := workspace.ParsePerson(typed); p != want {
			t.Errorf("%q gives %+v, want %+v", typed, p, want)
		}
	}
}

func TestWriterIsOneForEachCloneAndStays(t *testing.T) {
	fits := regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,63}$`)
	seen := map[string]bool{}
	for _, name := range []string{"Ana Ruiz", "Ana Ruiz", "", "写真", "con", "../../x", "a.b", strings.Repeat("very long ", 20), "-", "Ana\n\"Ruiz\""} {
		w := create(t, t.TempDir())
		first, err := w.Writer(event.Person{Name: name})
		if err != nil || !fits.MatchString(first) || seen[first] {
			t.Errorf("%q writes as %q, %v", name, first, err)
		}
		seen[first] = true
		if again, err := w.Writer(event.Person{Name: "Somebody else"}); err != nil || again != first {
			t.Errorf("%q writes as %q and then as %q, %v", name, first, again, err)
		}
		newAudit(t, w, "Photobook", "2.4")
		o := open(t, w, first)
		do(t, o, event.SetVerdict(o.Refs()[0], event.Met))
	}
	w := create(t, t.TempDir())
	file := write(t, filepath.Join(w.Local(), "writer.json"), "{")
	if _, err := w.Writer(event.Person{Name: "Ana"}); err == nil || !strings.Contains(err.Error(), file) {
		t.Errorf("broken: %v", err)
	}
	write(t, file, `{"writer": "../../elsewhere"}`)
	newAudit(t, w, "Photobook", "2.4")
	writer, err := w.Writer(event.Person{Name: "Ana"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Open("", hand(writer)); err == nil {
		t.Error("a journal outside the audit was opened")
	}
}

func TestPlaceNamesTheCommitThatIsCheckedOut(t *testing.T) {
	gitWith(t, "[user]\n\tname = Ana\n\temail = ana@x.y\n")
	o, root := collecting(t)
	git(t, root, "init", "-q")
	if e, err := o.Collect(root, "job.go:1", workspace.Allow{}); err != nil || e.Commit != "" {
		t.Errorf("before the first commit: %+v %v", e, err)
	}
	git(t, root, "add", "job.go")
	git(t, root, "commit", "-q", "-m", "first")
	if e, err := o.Collect(root, "job.go:1", workspace.Allow{}); err != nil || !regexp.MustCompile(`^[0-9a-f]{40,64}$`).MatchString(e.Commit) {
		t.Errorf("%+v %v", e, err)
	}
}

func TestGitLeavesJournalsAsTheyAre(t *testing.T) {
	gitWith(t, "[user]\n\tname = Ana\n\temail = ana@x.y\n[core]\n\tautocrlf = true\n\tsafecrlf = false\n")
	top := t.TempDir()
	root := filepath.Join(top, "app")
	w := create(t, root)
	head := newAudit(t, w, "Photobook", "2.4")
	write(t, filepath.Join(root, "readme.txt"), "one\ntwo\n")
	writer, err := w.Writer(event.Person{Name: "Ana"})
	if err != nil {
		t.Fatal(err)
	}
	o := open(t, w, writer)
	do(t, o, event.SetVerdict(o.Refs()[0], event.NotMet), event.SetReason(o.Refs()[0], "why\r\nand so"))
	e, err := o.Collect(root, "readme.txt", workspace.Allow{})
	if err != nil {
		t.Fatal(err)
	}
	do(t, o, event.AddEvidence(o.Refs()[0], e))
	git(t, root, "init", "-q")
	git(t, root, "add", ".")
	git(t, root, "commit", "-q", "-m", "answer")
	git(t, top, "clone", "-q", root, "clone")
	clone := filepath.Join(top, "clone")
	if text, err := os.ReadFile(filepath.Join(clone, "readme.txt")); err != nil || string(text) != "one\r\ntwo\r\n" {
		t.Fatalf("git did not alter the line ends that this test is about: %q %v", text, err)
	}
	other, err := workspace.Find(clone)
	if err != nil {
		t.Fatal(err)
	}
	if i := open(t, other, "").Items(day)[0]; i.Verdict != event.NotMet || i.Reason != "why\r\nand so" || len(i.Evidence) != 1 {
		t.Errorf("%+v", i)
	}
	if _, faults, _ := workspace.Verify(other, head.ID, day); len(faults) != 0 {
		t.Errorf("faults: %v", faults)
	}
	if second, err := other.Writer(event.Person{Name: "Ana"}); err != nil || second == writer {
		t.Errorf("the clone writes as %q too, %v", second, err)
	}
}
