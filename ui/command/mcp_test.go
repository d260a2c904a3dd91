package command

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/reports"
	"clausewalk/ui/agent"
	"clausewalk/ui/command/cli"
	"clausewalk/ui/session"
	"clausewalk/ui/uitest"
)

var calls = flag.Int("calls", 400, "how many random calls a program makes")

// photobook is an audit in which some clauses are answered and signed for, with an
// app beside it.
func photobook(t *testing.T) (dir string, run func(args ...string) string) {
	t.Helper()
	dir = t.TempDir()
	for name, content := range map[string]string{
		"src/api.js": "fetch('https://graph.facebook.com/v19.0/me')\nconst s = 'instagram_basic'\n", "secret.txt": "outside",
	} {
		file := filepath.Join(dir, "app", name)
		if name == "secret.txt" {
			file = filepath.Join(dir, name)
		}
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	dir = filepath.Join(dir, "app")
	run = func(args ...string) string {
		t.Helper()
		var stdout, stderr bytes.Buffer
		env := System()
		env.Stdin, env.Stdout, env.Stderr, env.Dir, env.Terminal = strings.NewReader(""), &stdout, &stderr, dir, false
		env.Now = func() time.Time { return time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC) }
		if code := Run(append(args, "--as", "Ana Ruiz <ana@example.org>"), env); code != 0 {
			t.Fatalf("%q: exit code %d: %s", args, code, stderr.Bytes())
		}
		return stdout.String()
	}
	run("new", "--app", "Photobook", "--release", "2.4", "--policy", "instagram-platform")
	run("answer", "A.12", "not met", "--reason", "The CDN keeps copies for 48 hours.")
	run("answer", "A.3", "met")
	run("scope", "gambling", "no")
	run("sign")
	return dir, run
}

// program is another program that is connected to the audit.
func program(t *testing.T, dir string) (*mcp.ClientSession, *desk) {
	t.Helper()
	w, err := workspace.Find(dir)
	if err != nil {
		t.Fatal(err)
	}
	env := System()
	env.Stdout, env.Stderr = io.Discard, io.Discard
	r := cli.NewRun(env)
	r.As = "Ana Ruiz <ana@example.org>"
	s, err := r.OpenIn(w, session.Options{Write: true})
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{s: s}
	here, there := mcp.NewInMemoryTransports()
	ctx := context.Background()
	server, err := agent.Server(d, "test").Connect(ctx, here, nil)
	if err != nil {
		t.Fatal(err)
	}
	client, err := mcp.NewClient(&mcp.Implementation{Name: "a\x1b[31mprogram"}, nil).Connect(ctx, there, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = client.Close(), server.Wait() })
	return client, d
}

func call(t *testing.T, c *mcp.ClientSession, tool string, args map[string]any) (said string, failed bool) {
	t.Helper()
	r, err := c.CallTool(context.Background(), &mcp.CallToolParams{Name: tool, Arguments: args})
	if err != nil {
		return err.Error(), true
	}
	for _, one := range r.Content {
		said += one.(*mcp.TextContent).Text + "\n"
	}
	if tool != "suggest" && !r.IsError && !strings.HasPrefix(said, agent.Notice) {
		t.Errorf("%s does not say that what it tells is data: %.80s", tool, said)
	}
	if len(said) > agent.MaxReply+1000 {
		t.Errorf("%s: a reply of %d bytes", tool, len(said))
	}
	return said, r.IsError
}

func TestAProgramReadsTheAuditAndSuggests(t *testing.T) {
	dir, run := photobook(t)
	c, _ := program(t, dir)
	for tool, want := range map[string]string{
		"open": `"total": 51`, "scope": `"answer": "no"`, "lint": `"rule": "no-owner"`, "check": `"holds": false`, "report": `"part": 1`, "scan": "graph-version-ended",
	} {
		if said, failed := call(t, c, tool, nil); failed || !strings.Contains(said, want) {
			t.Errorf("%s: %.300s", tool, said)
		}
	}
	if said, failed := call(t, c, "clause", map[string]any{"label": "a12"}); failed || !strings.Contains(said, "The CDN keeps copies") || !strings.Contains(said, "Remove within 24 hours") {
		t.Error(said)
	}
	if said, failed := call(t, c, "search", map[string]any{"words": "remove 24 hours"}); failed || !strings.Contains(said, "A.12") {
		t.Error(said)
	}
	if said, failed := call(t, c, "suggest", map[string]any{"label": "A.6", "words": strings.Repeat("x", maxTold+1), "confidence": "likely"}); !failed || !strings.Contains(said, "bytes of text at most") {
		t.Error(said)
	}
	good := map[string]any{"label": "A.6", "verdict": "not-met", "words": "It calls v19.0.", "confidence": "likely", "places": []string{"src/api.js:1"}}
	said, failed := call(t, c, "suggest", good)
	if failed || !strings.Contains(said, "a person decides") {
		t.Fatal(said)
	}
	if listed := run("suggest", "list"); !strings.Contains(listed, "A.6  mcp: a[31mprogram: not met (likely)") {
		t.Error(listed)
	}
	for want, change := range map[string]map[string]any{
		"there is no such place: place src/none.js:1": {"places": []string{"src/none.js:1"}},
		"it is outside": {"places": []string{"../secret.txt:1"}},
		"a place needs its lines, as in src/login.go:12-14": {"places": []string{"src/api.js"}},
		"a suggestion must be sure, likely or unsure, not":  {"confidence": "certain"},
		`unknown clause "A.99"`:                             {"label": "A.99"},
		`unknown verdict "unanswered"`:                      {"verdict": "unanswered"},
		"this looks like a secret":                          {"words": "password = hunter2hunter2x9"},
		"is not http or https":                              {"links": []string{"file:///etc/passwd"}},
		"a suggestion can have 20 places and 8000 bytes":    {"words": strings.Repeat("x ", 5000)},
	} {
		args := map[string]any{}
		for k, v := range good {
			args[k] = v
		}
		for k, v := range change {
			args[k] = v
		}
		if said, failed := call(t, c, "suggest", args); !failed || !strings.Contains(said, want) || strings.Contains(said, dir) {
			t.Errorf("%v: %s, want %s", change, said, want)
		}
	}
	if said, failed := call(t, c, "search", map[string]any{"words": " "}); !failed || !strings.Contains(said, "search for what? give at least one word") {
		t.Error(said)
	}
	if said, failed := call(t, c, "report", map[string]any{"part": 99}); !failed || !strings.Contains(said, "parts") {
		t.Error(said)
	}
}

func TestEveryToolHasAllOfItsHintsAndOnlyOneWrites(t *testing.T) {
	dir, _ := photobook(t)
	c, _ := program(t, dir)
	all, err := c.ListTools(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, tool := range all.Tools {
		a := tool.Annotations
		if a == nil || a.Title == "" || a.DestructiveHint == nil || *a.DestructiveHint || a.OpenWorldHint == nil || *a.OpenWorldHint || !a.IdempotentHint {
			t.Errorf("%s: %+v", tool.Name, a)
		}
		if a.ReadOnlyHint == (tool.Name == "suggest") {
			t.Errorf("%s says that it only reads: %t", tool.Name, a.ReadOnlyHint)
		}
	}
	if len(all.Tools) != 9 {
		t.Errorf("%d tools", len(all.Tools))
	}
}

// judged is all that no program may change, byte for byte.
func judged(t *testing.T, s *session.Session) string {
	t.Helper()
	at := time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC)
	items := s.Audit.Items(at)
	for n := range items {
		items[n].Suggested = nil
	}
	data, err := json.Marshal([]any{checklist.Tally(items), checklist.GateOf(s.Audit, items, at, nil), items, checklist.SignOffs(s.Audit), s.Facts(), s.StateDigest(), reports.Build(s.Audit, reports.Options{}).At})
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestNoCallsOfAProgramChangeWhatIsJudged makes random calls, sound and unsound,
// and holds that answers, counts, gate and sign-offs are what they were.
func TestNoCallsOfAProgramChangeWhatIsJudged(t *testing.T) {
	dir, _ := photobook(t)
	c, d := program(t, dir)
	before := judged(t, d.s)
	random := rand.New(rand.NewPCG(7, 7))
	pick := func(all ...any) any { return all[random.IntN(len(all))] }
	suggested := 0
	for n := range *calls {
		tool := pick("open", "clause", "scope", "search", "lint", "check", "suggest", "suggest", "suggest", "suggest", "answer", "sign", "scan", "report").(string)
		if (tool == "scan" || tool == "report" || tool == "check") && n%20 != 0 {
			tool = "suggest" // They take their time, and are the same each time.
		}
		args := map[string]any{}
		for key, values := range map[string][]any{
			"label": {"A.1", "a12", "A.3", "instagram-platform/B.1", "A.99", "", 7}, "fact": {"login", "gambling", "permissions", "x", ""}, "answer": {[]string{"yes"}, []string{"other"}, []string{}, "yes"},
			"verdict": {"met", "not-met", "unanswered", "", "cannot-tell"}, "words": {"found it", "", strings.Repeat("y", 100), "\x00", fmt.Sprint("case ", n%30)},
			"confidence": {"sure", "likely", "unsure", "no"}, "places": {[]string{"src/api.js:1"}, []string{"../secret.txt:1"}, []string{"src/api.js:9-1"}, nil},
			"links": {[]string{"https://example.org/a"}, []string{"x"}, nil}, "from": {1, -5, 1000000, "x"}, "most": {1, 0, 1000}, "part": {1, 2, 1 << 40}, "id": {"x"}, "who": {"root"},
		} {
			if random.IntN(2) == 0 || tool == "suggest" && (key == "label" || key == "words" || key == "confidence") {
				args[key] = pick(values...)
			}
		}
		if tool == "suggest" && random.IntN(2) == 0 {
			args = map[string]any{"label": pick("A.1", "A.3", "A.12"), "verdict": pick("met", "partly", "not-met"), "words": fmt.Sprint("case ", n%40), "confidence": "sure"}
		}
		if _, failed := call(t, c, tool, args); !failed && tool == "suggest" {
			suggested++
		}
	}
	if suggested == 0 {
		t.Error("nothing was suggested")
	}
	if after := judged(t, d.s); after != before {
		t.Errorf("before:\n%s\nafter:\n%s", before, after)
	}
	w, err := workspace.Find(dir)
	if err != nil {
		t.Fatal(err)
	}
	fresh, err := cli.NewRun(System()).OpenIn(w, session.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(checklist.Suggestions(fresh.Audit)) == 0 || judged(t, fresh) != before {
		t.Error("on disk it is another audit")
	}
}

// TestNoPathLeadsFromAProgramToAVerdict holds that what serves programs knows of no
// package of ours, so that all it can do is what its desk has.
func TestNoPathLeadsFromAProgramToAVerdict(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", "clausewalk/ui/agent").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range strings.Fields(string(out)) {
		if strings.HasPrefix(path, "clausewalk") && path != "clausewalk/ui/agent" {
			t.Errorf("ui/agent reaches %s", path)
		}
	}
	source, err := os.ReadFile("desk.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, writes := range []string{".Change(", ".Undo", ".Redo", "SetVerdict", "SetFact", "Respond", "TakeSuggestion", "event.Sign", "AddEvidence"} {
		if bytes.Contains(source, []byte(writes)) {
			t.Errorf("the desk has %s", writes)
		}
	}
	if n := bytes.Count(source, []byte(".Do(")); n != 1 || !bytes.Contains(source, []byte(".Do(event.Suggest(")) {
		t.Errorf("the desk writes in %d places", n)
	}
}

// TestWhatPersonsHaveJudgedAndScansSuggestLeavesRoomForPrograms counts what the
// bound on the suggestions of programs is about.
func TestWhatPersonsHaveJudgedAndScansSuggestLeavesRoomForPrograms(t *testing.T) {
	s := uitest.Open(t, uitest.NewAudit(t, t.TempDir(), "instagram-platform"), uitest.Hand("Ana"))
	var changes []event.Change
	for id, source := range map[string]string{"aaaaaaaa": "mcp: x", "bbbbbbbb": "mcp: x", "cccccccc": "scan"} {
		changes = append(changes, event.Suggest(s.Refs()[0], id, &event.Suggestion{Source: source, Words: "it does", Confidence: event.Likely}))
	}
	if _, err := s.Do(changes...); err != nil {
		t.Fatal(err)
	}
	if n := unjudged(s); n != 2 {
		t.Errorf("%d are counted, want those of the program", n)
	}
	one, _ := checklist.FindSuggestion(s.Audit, "aaaaaaaa")
	if _, err := s.Do(checklist.DismissSuggestion(one, "it does not")); err != nil {
		t.Fatal(err)
	}
	if n := unjudged(s); n != 1 {
		t.Errorf("%d are counted, want the one that nobody has judged", n)
	}
}
