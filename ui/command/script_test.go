package command_test

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	_ "clausewalk/checklist/durable/quicktest"
	"clausewalk/checklist/event"
	"clausewalk/reports/portfolio/postgres/postgrestest"
	"clausewalk/ui/command"
)

// nowVar holds the time that the program under test takes for now. Only the
// wrapper here reads it.
const nowVar = "CLAUSEWALK_TEST_NOW"

func TestMain(m *testing.M) {
	testscript.Main(tests{m}, map[string]func(){
		"clausewalk": func() {
			env := command.System()
			if now, err := time.Parse(time.RFC3339, os.Getenv(nowVar)); err == nil {
				env.Now = func() time.Time { return now }
			}
			os.Exit(command.Run(os.Args[1:], env))
		},
	})
}

// tests are the package's tests with the git configuration of the scripts, for
// the program in this process.
type tests struct{ *testing.M }

// Run runs them.
func (t tests) Run() int {
	time.Local = time.UTC // What is shown is the person's own time.
	dir, err := os.MkdirTemp("", "clausewalk-git-")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	config := filepath.Join(dir, "config")
	if err := os.WriteFile(config, []byte(gitConfig), 0o644); err != nil {
		panic(err)
	}
	os.Setenv("GIT_CONFIG_GLOBAL", config)
	os.Setenv("GIT_CONFIG_NOSYSTEM", "1")
	return postgrestest.Run(t.M)
}

// gitConfig is what git knows of the person in all scripts that say no other. It
// syncs nothing, copies no examples of hooks and tidies up after no commit.
const gitConfig = `[user]
	name = Ana Ruiz
	email = ana@photobook.example
[core]
	fsync = none
[init]
	templateDir =
[maintenance]
	auto = false
`

// TestScripts runs the scripts in testdata/script, one for a feature. Beside
// testscript's own commands they have:
//
//	exits N command...    runs a command and asserts its exit code; clausewalk
//	                      runs in the test's own process, unless the script has
//	                      set what other programs read (see outer), or begins
//	                      the line with exec
//	input FILE            is the standard input of the next clausewalk
//	json PATH WANT        asserts a value in the JSON on the last stdout;
//	                      a number picks from a list, len is its length
//	snapshot FILE FOLDER  writes the names and digests of all files below
//	big FILE BYTES        writes a text of that many bytes
//	bigger FILE BYTES     asserts that a file is bigger than that
//	badutf8 FILE          writes a text whose sixth byte is no UTF-8
//	nested FILE BEGIN     writes BEGIN and a hundred thousand brackets
//	damage HOW            damages the journal in .clausewalk: "changed" alters
//	                      its first line, "newer" leaves one event of a newer
//	                      format, "cut" an event cut short
func TestScripts(t *testing.T) {
	t.Cleanup(func() {
		if run := flag.Lookup("test.run").Value.String(); run == "" || run == "TestScripts" {
			allPrinted(t)
		}
		provoked(t)
	})
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("testdata", "script"),
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			config := filepath.Join(env.WorkDir, ".gitconfig")
			env.Setenv("GIT_CONFIG_GLOBAL", config)
			env.Setenv("GIT_CONFIG_NOSYSTEM", "1")
			env.Setenv("TZ", "UTC")
			env.Setenv("TERM", "xterm-256color")
			env.Setenv("TMPDIR", filepath.Join(env.WorkDir, ".tmp"))
			env.Setenv(nowVar, "2026-11-24T14:02:11Z")
			format1, err := filepath.Abs(filepath.Join("..", "..", "checklist", "workspace", "testdata", "format-1"))
			if err != nil {
				return err
			}
			env.Setenv("FORMAT1", format1)
			env.Setenv("BIN", filepath.SplitList(env.Getenv("PATH"))[0])
			before := map[string]string{}
			for _, name := range outer {
				before[name] = env.Getenv(name)
			}
			env.Values[outerKey{}] = before
			env.Values[inputKey{}] = new(string)
			return os.WriteFile(config, []byte(gitConfig), 0o644)
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"exits": exits, "input": input, "json": jsonValue, "snapshot": snapshot, "damage": damage, "big": big, "nested": nested, "bigger": bigger, "badutf8": badUTF8,
		},
	})
}

func big(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	line := strings.Repeat("The CDN keeps its copies. ", 4) + "\n"
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Repeat(line, n/len(line)+1)[:n]), 0o644))
}

func nested(ts *testscript.TestScript, _ bool, args []string) {
	const deep = 100_000
	begin := strings.ReplaceAll(args[1], `\n`, "\n")
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(begin+strings.Repeat("[", deep)+strings.Repeat("]", deep)), 0o644))
}

func bigger(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	info, err := os.Stat(ts.MkAbs(args[0]))
	ts.Check(err)
	if info.Size() <= n {
		ts.Fatalf("%s has %d bytes", args[0], info.Size())
	}
}

func badUTF8(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte("words\xff and more"), 0o644))
}

// outer are the variables that git and the system read, not the program itself.
var outer = []string{"HOME", "PATH", "TMPDIR", "GIT_CONFIG_GLOBAL", "USER"}

type (
	outerKey struct{}
	inputKey struct{}
)

func input(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: input FILE")
	}
	*ts.Value(inputKey{}).(*string) = ts.ReadFile(args[0])
}

func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits N command...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if args[1] == "clausewalk" && asInTheSetup(ts) {
		got = run(ts, args[2:])
	} else {
		err = ts.Exec(args[1], args[2:]...)
		told.Store(ts.ReadFile("stdout")+ts.ReadFile("stderr"), true)
		var exit *exec.ExitError
		switch {
		case errors.As(err, &exit):
			got = exit.ExitCode()
		case err != nil:
			ts.Fatalf("%v", err)
		}
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// goTests returns the source of all other tests.
func goTests(t *testing.T) string {
	var all strings.Builder
	err := filepath.WalkDir(filepath.Join("..", ".."), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, "_test.go") || strings.HasSuffix(path, "script_test.go") {
			return err
		}
		source, err := os.ReadFile(path)
		all.Write(source)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all.String()
}

// told is what the scripts were told: errors on standard error, and what verify
// and its like have found on standard output.
var told sync.Map

// otherwise are errors that neither a script nor the words of another test meet,
// and why.
var otherwise = map[string][]string{
	"two people on two clones are needed; checklist's tests make them": {
		"that could be several sides of the conflict: give its number", "%s is in conflict: give %s a new answer", "%s is in conflict, so it cannot be confirmed: settle it first", "two events have the id %s",
	},
	"a journal that no program of ours has written; the folder's tests look for the line that is named": {
		"%s: %q is not an edition", "not an event: its checksum is missing", "the event has no id, writer, seq, clock or time",
		"%d bytes were read before and only %d are there now", "%q is not a writer's name", "that is not the name of a writer's journal",
		"the event has number %d where %d is expected: lines are missing or out of order",
		"the line before was changed or replaced after this one was written", "it refers to the event %s, which is not in any journal: lines are missing",
		"the journal that was saved here is gone", "a fact's answer must be a list or %q, not %q", "the text of edition %.12s of %s is not at hand",
		"%q is not a digest", "%s holds no file", "%s holds another text, edition %.12s",
		"the state that %s signed on %s cannot be reproduced: lines are missing or were changed", "a sign-off needs a name",
	},
	"a repository that was made to deceive git or to keep it busy; repository's tests make what git itself lets pass": {
		"git did not answer within %s in %s", "git answered %q", "its bytes do not match git's id", "git has a %s where a %s should be",
		"%s has more than %d folders, and not all were searched", "git cannot read %s: %w", "it has no tree",
	},
	"a fault of the disk, of the network or of another program": {
		"lock the journal of %s: %w", "the journal was opened for reading only", "take over: %w", "standard output: %w", "the system's opener: %w",
		"git did not fetch it within %s", "cannot read the editor's command %q: %w", "the editor's file is gone: %w", "not saved: %w; and the words could not be saved anywhere else: %w",
		"it redirects to an address without encryption", "mcp: %w", "the file was replaced while it was being locked",
	},
	"files of many megabytes": {"%s: more than the limit of %d MB", "%s: more than the limit of %d MB"},
	"on the screen alone, where ui's tests meet it": {
		"link %q is not an address", "interrupted", "no editor is set: set VISUAL or EDITOR", "the lines have changed", "%s is no http or https address", "%s leads out of %s",
		"the audit does not ask %s", "it is already like that", "type the words first", "evidence: the name %q holds a colon", "%s has no older answer on offer", "%s has %d older answers on offer, but no number %d",
	},
	"a program that asks for more than one may have": {
		"the reply would be %d bytes, and the limit is %d: ask for fewer entries", "a suggestion can have %d places and %d bytes of text at most",
		"%d suggestions from programs are still waiting: a person has to look at them first",
	},
	"a machine without ssh-keygen, or an agent with several keys": {
		"there is no ssh-keygen on the PATH to sign with", "the SSH agent has %d keys, and git has no user.signingkey",
	},
	"an audit that an older version began": {"the audit %s does not know which rules it began with"},
	"a text that another version of the program has read, and read otherwise": {
		"this version reads the text differently from when it was pinned, so a correction would move other clauses too",
	},
	"policies with guides that differ, or with more than two editions": {
		"%s has several editions", "%s has several older answers on offer", "several policies ask for the fact %q",
	},
}

// provoked holds that every error of the source is met: in a script, in another
// test, or not, for a reason that stands above.
func provoked(t *testing.T) {
	if run := flag.Lookup("test.run").Value.String(); run != "" && run != "TestScripts" || t.Failed() {
		return // Not all scripts were run.
	}
	known := map[string]bool{}
	for _, messages := range otherwise {
		for _, one := range messages {
			known[one] = true
		}
	}
	var lines []string
	told.Range(func(said, _ any) bool { lines = append(lines, said.(string)); return true })
	all, err := command.ErrorsOf()
	if err != nil {
		t.Fatal(err)
	}
	tests := goTests(t)
	for _, m := range all {
		if !known[m.Text] && !m.Provoked(lines) && !m.Named(tests) {
			t.Errorf("nothing provokes the error of %s: %q", m.File, m.Text)
		}
	}
}

func asInTheSetup(ts *testscript.TestScript) bool {
	for name, value := range ts.Value(outerKey{}).(map[string]string) {
		if ts.Getenv(name) != value {
			return false
		}
	}
	return true
}

// run runs the program in this process, which takes a tenth of the time that a
// process of its own takes under the race detector.
func run(ts *testscript.TestScript, args []string) int {
	in := ts.Value(inputKey{}).(*string)
	stdin := strings.NewReader(*in)
	*in = ""
	env := command.System()
	env.Called = ts.Getenv("CALLED")
	var printed, said strings.Builder
	defer func() { told.Store(printed.String()+said.String(), true) }()
	env.Stdin, env.Stdout, env.Stderr = stdin, io.MultiWriter(ts.Stdout(), &printed), io.MultiWriter(ts.Stderr(), &said)
	env.Opener = func(target string) error {
		_, err := fmt.Fprintln(ts.Stdout(), "the system opens", target)
		return err
	}
	env.Dir, env.Getenv, env.Terminal = ts.MkAbs("."), ts.Getenv, false
	if now, err := time.Parse(time.RFC3339, ts.Getenv(nowVar)); err == nil {
		env.Now = func() time.Time { return now }
	}
	code := command.Run(args, env)
	holdToSchemas(ts, args, printed.String(), said.String())
	return code
}

func jsonValue(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: json PATH WANT")
	}
	var at any
	ts.Check(json.Unmarshal([]byte(ts.ReadFile("stdout")), &at))
	for key := range strings.SplitSeq(args[0], "/") {
		switch in := at.(type) {
		case map[string]any:
			value, ok := in[key]
			if !ok {
				ts.Fatalf("%s: there is no %q", args[0], key)
			}
			at = value
		case []any:
			if key == "len" {
				at = len(in)
				break
			}
			n, err := strconv.Atoi(key)
			if err != nil || n >= len(in) {
				ts.Fatalf("%s: a list of %d has no %q", args[0], len(in), key)
			}
			at = in[n]
		default:
			ts.Fatalf("%s: nothing below %v", args[0], at)
		}
	}
	if got := fmt.Sprint(at); got != args[1] {
		ts.Fatalf("%s is %s, want %s", args[0], got, args[1])
	}
}

func snapshot(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: snapshot FILE FOLDER")
	}
	var lines strings.Builder
	root := ts.MkAbs(args[1])
	ts.Check(filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(root, path)
		if err != nil || d.IsDir() {
			fmt.Fprintf(&lines, "%s/\n", name)
			return err
		}
		data, err := os.ReadFile(path)
		fmt.Fprintf(&lines, "%s %x\n", name, sha256.Sum256(data))
		return err
	}))
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(lines.String()), 0o644))
}

func damage(ts *testscript.TestScript, neg bool, args []string) {
	files, err := filepath.Glob(ts.MkAbs(".clausewalk/audits/*/journal/*.jsonl"))
	ts.Check(err)
	if neg || len(args) == 0 || len(files) != 1 {
		ts.Fatalf("usage: damage changed|newer|cut|forked|continued CLAUSE, with one journal")
	}
	text := ts.ReadFile(files[0])
	line, _, _ := strings.Cut(text, "\n")
	switch args[0] {
	case "changed":
		if text = strings.Replace(text, "CDN", "XXX", 1); !strings.Contains(text, "XXX") {
			ts.Fatalf("no reason speaks of a CDN, so nothing was damaged")
		}
	case "newer":
		body, _, _ := strings.Cut(strings.Replace(line, `"format":2`, `"format":3`, 1), `,"sum":"`)
		text = fmt.Sprintf("%s,\"sum\":\"%x\"}\n", body, sha256.Sum256([]byte(body+"}")))
	case "cut":
		text = line[:len(line)/2]
	case "forked": // The last event is another one on a branch, and git has left both sides.
		lines := strings.SplitAfter(strings.TrimSuffix(text, "\n"), "\n")
		last := len(lines) - 1
		body, _, _ := strings.Cut(strings.Replace(lines[last], `"id":"`, `"id":"x`, 1), `,"sum":"`)
		other := fmt.Sprintf("%s,\"sum\":\"%x\"}\n", body, sha256.Sum256([]byte(body+"}")))
		text = strings.Join(lines[:last], "") + "<<<<<<< HEAD\n" + lines[last] + "\n=======\n" + other + ">>>>>>> feature\n"
	case "continued": // As an older program has gone on in it, anew at each call.
		lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
		e, err := event.Decode([]byte(lines[len(lines)-1]))
		ts.Check(err)
		e.ID, e.Seq, e.Clock, e.Prev, e.More, e.Over = strings.ToLower(rand.Text()), e.Seq+1, e.Clock+1, e.Sum, false, nil
		e.Field = event.Field{Kind: event.KindVerdict, Policy: "instagram-platform", Clause: args[1]}
		e.Value = []byte(`"met"`)
		next, err := e.Encode()
		ts.Check(err)
		text += string(next) + "\n"
	default:
		ts.Fatalf("unknown damage %q", args[0])
	}
	ts.Check(os.WriteFile(files[0], []byte(text), 0o644))
}
