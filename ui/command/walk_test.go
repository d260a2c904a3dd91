package command

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/ui/command/cli"
)

// TestBreakingOffStartsNothing holds that the end of the input at any of the
// prompts leaves the folder as it was.
func TestBreakingOffStartsNothing(t *testing.T) {
	t.Parallel()
	for _, typed := range []string{"", "Photobook\n", "Photobook\n2.4\n", "Photobook\n2.4\nAna", "Photobook\n2.4\nAna\n"} {
		dir := t.TempDir()
		out, errs, code := runWith(t, Env{Stdin: strings.NewReader(typed), Dir: dir, Terminal: true})
		if code != cli.ExitInterrupted || errs != "clausewalk: nothing was started\n" {
			t.Errorf("typed %q: code %d, stderr %q", typed, code, errs)
		}
		if !strings.Contains(out, "App ["+filepath.Base(dir)+"]: ") {
			t.Errorf("typed %q: the app's default is not offered: %q", typed, out)
		}
		if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
			t.Errorf("typed %q: the folder holds %v, %v", typed, left, err)
		}
	}
}

// TestThePromptsSayWhichPolicyIsNoLongerInForce holds that it is said once, before the
// policy is chosen, and that a policy named in the command has it said too.
func TestThePromptsSayWhichPolicyIsNoLongerInForce(t *testing.T) {
	t.Parallel()
	typed := map[string][]string{
		"Photobook\n2.4\nAna\n\n": nil,
		"Photobook\n2.4\n\n":      {"new"},
		"Photobook\n2.4\n":        {"new", "--policy", "instagram-platform"},
	}
	for lines, args := range typed {
		out, errs, _ := runWith(t, Env{Stdin: strings.NewReader(lines), Dir: t.TempDir(), Terminal: true}, append(args, "--accessible")...)
		out = strings.Join(strings.Fields(out), " ")
		before, _, asked := strings.Cut(out, "Which policies to ask")
		if !asked {
			before = errs
		}
		for _, want := range []string{"instagram-platform, in our words: Superseded.", "clausewalk policy add PAGE"} {
			if !strings.Contains(before, want) || strings.Count(out+errs, want) != 1 {
				t.Errorf("%q: %q is not said once, before it is chosen: %q, %q", args, want, out, errs)
			}
		}
	}
}

// TestStart holds that the answers to the prompts, and the defaults where a
// line is empty, make an audit.
func TestStart(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	typed := strings.NewReader("Photobook\n\nBen Okafor <ben@photobook.example>\ninstagram-app-review, instagram-platform\nq")
	r := cli.NewRun(Env{Stdin: typed, Stdout: io.Discard, Dir: dir, Now: time.Now, NewID: cli.NewID})
	if err := start(r); err != nil {
		t.Fatal(err)
	}
	if rest, err := io.ReadAll(typed); string(rest) != "q" || err != nil {
		t.Errorf("%q is left for the walk, %v", rest, err)
	}
	w, err := workspace.Find(dir)
	if err != nil {
		t.Fatal(err)
	}
	o, err := w.Open("", checklist.Hand{})
	if err != nil {
		t.Fatal(err)
	}
	ben := event.Person{Name: "Ben Okafor", Email: "ben@photobook.example"}
	if o.Head.App != "Photobook" || o.Head.Release != "1.0" || len(o.Head.Policies) != 2 {
		t.Errorf("the audit is %+v", o.Head)
	}
	if who := r.Person(dir); who != ben {
		t.Errorf("who answers is %+v", who)
	}
	if who := cli.NewRun(Env{Dir: dir}).PersonOf(w); who != ben {
		t.Errorf("who answers at the next start is %+v", who)
	}
	moved := filepath.Join(t.TempDir(), "moved")
	if err := os.CopyFS(moved, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	copied, err := workspace.Find(moved)
	if err != nil {
		t.Fatal(err)
	}
	if who := cli.NewRun(Env{Dir: moved}).PersonOf(copied); who == ben {
		t.Error("who was given the folder answers as somebody else")
	}
	if got := comeBack(r); got != "clausewalk --as 'Ben Okafor <ben@photobook.example>'" {
		t.Errorf("come back with %q", got)
	}
}

func TestQuoted(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]string{
		"photobook-2.4": "photobook-2.4",
		"/tmp/a b":      "'/tmp/a b'",
		"it's":          `'it'\''s'`,
		"$(x)":          "'$(x)'",
		"":              "''",
	} {
		if got := cli.Quoted(word); got != want {
			t.Errorf("cli.Quoted(%q) is %s, want %s", word, got, want)
		}
	}
}

// TestUndoAsksAboutAStepThatIsOldOrSomebodyElses holds that nobody takes back what they
// do not remember, and that --yes and a step of just now are not asked about.
func TestUndoAsksAboutAStepThatIsOldOrSomebodyElses(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		after         time.Duration
		typed         string
		args          []string
		undone, asked bool
	}{
		"just now":        {time.Minute, "", nil, true, false},
		"an hour ago, no": {time.Hour, "\n", nil, false, true},
		"an hour ago":     {time.Hour, "yes\n", nil, true, true},
		"not asked":       {time.Hour, "", []string{"--yes"}, true, false},
		"another name":    {time.Minute, "no\n", []string{"--as", "Ben"}, false, true},
	} {
		at := time.Date(2026, 11, 24, 14, 2, 11, 0, time.UTC)
		env := Env{Dir: t.TempDir(), Terminal: true, Now: func() time.Time { return at }}
		run := func(typed string, args ...string) string {
			env.Stdin = strings.NewReader(typed)
			out, errs, code := runWith(t, env, args...)
			if code != 0 {
				t.Fatalf("%s: %v: %d %s", name, args, code, errs)
			}
			return out
		}
		run("", "new", "--app", "Photobook", "--release", "2.4", "--as", "Ana")
		run("", "answer", "A.12", "met", "--as", "Ana")
		at = at.Add(c.after)
		args := c.args
		if name != "another name" {
			args = append(args, "--as", "Ana")
		}
		out := run(c.typed, append([]string{"undo"}, args...)...)
		if strings.Contains(out, "undone: A.12") != c.undone || strings.Contains(out, "Undo it (yes or no)") != c.asked || !strings.Contains(out, "the last step, by Ana") {
			t.Errorf("%s: %s", name, out)
		}
	}
}

// TestUndoThatIsNotAnsweredChangesNothing holds that it says so, and not that nothing was
// started.
func TestUndoThatIsNotAnsweredChangesNothing(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 24, 14, 2, 11, 0, time.UTC)
	env := Env{Dir: t.TempDir(), Terminal: true, Now: func() time.Time { return at }, Stdin: strings.NewReader("")}
	runWith(t, env, "new", "--app", "Photobook", "--release", "2.4", "--as", "Ana")
	runWith(t, env, "answer", "A.12", "met", "--as", "Ana")
	at = at.Add(time.Hour)
	out, errs, code := runWith(t, env, "undo", "--as", "Ana")
	if code != cli.ExitInterrupted || errs != "clausewalk: nothing was changed\n" || strings.Contains(out, "undone") {
		t.Errorf("code %d, stderr %q: %s", code, errs, out)
	}
}

// TestTheReleaseThatTheAppNamesIsOffered holds that it is one of the app's own manifest,
// in the places where it is said, and that a person still confirms it.
func TestTheReleaseThatTheAppNamesIsOffered(t *testing.T) {
	t.Parallel()
	for file, c := range map[string]struct{ text, want string }{
		"package.json":             {`{"name": "photobook", "version": "1.3.0"}`, "1.3.0"},
		"pyproject.toml":           {"[project]\nname = \"x\"\nversion = \"2.0rc1\"\n", "2.0rc1"},
		"Cargo.toml":               {"[package]\nversion = \"0.4.1\"\n[dependencies]\nserde = { version = \"1\" }\n", "0.4.1"},
		"pubspec.yaml":             {"name: x\nversion: 3.1.0+7\n", "3.1.0"},
		"app/build.gradle":         {"defaultConfig {\n  versionCode 3\n  versionName \"5.2\"\n}", "5.2"},
		"Info.plist":               {"<key>CFBundleShortVersionString</key>\n\t<string>7.8</string>", "7.8"},
		"unpublished/package.json": {"", "1.0"},
		"README":                   {"version: 9", "1.0"},
	} {
		dir := t.TempDir()
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, file)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, file), []byte(c.text), 0o644); err != nil {
			t.Fatal(err)
		}
		for _, args := range [][]string{nil, {"new"}} {
			out, _, _ := runWith(t, Env{Stdin: strings.NewReader("Photobook\n"), Dir: dir, Terminal: true}, args...)
			if !strings.Contains(out, "Release ["+c.want+"]: ") {
				t.Errorf("%s, %v: %s", file, args, out)
			}
		}
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "package.json"), []byte(`{"version": "0.0.0"}`), 0o644); err != nil {
		t.Fatal(err)
	}
	outside := filepath.Join(t.TempDir(), "Cargo.toml")
	if err := os.WriteFile(outside, []byte(`version = "6.6.6"`), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(dir, "Cargo.toml")); err != nil {
		t.Skipf("skipped: no links here: %v", err)
	}
	if got := released(dir, "1.0"); got != "1.0" {
		t.Errorf("a package that was never published, beside a link that leads out, is %s", got)
	}
}
