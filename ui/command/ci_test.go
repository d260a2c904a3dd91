package command_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/goccy/go-yaml"
)

// workflow is as much of a GitHub workflow as the test runs.
type workflow struct {
	Jobs map[string]struct {
		Steps []struct {
			Name, Run, If string
		}
	}
}

// documented returns the fenced block of docs/ci.md behind a heading.
func documented(t *testing.T, heading string) string {
	t.Helper()
	doc, err := os.ReadFile("../../docs/ci.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, found := strings.Cut(strings.ReplaceAll(string(doc), "\r\n", "\n"), "\n## "+heading+"\n")
	_, rest, fenced := strings.Cut(rest, "\n```")
	_, rest, _ = strings.Cut(rest, "\n")
	block, _, ended := strings.Cut(rest, "\n```\n")
	if !found || !fenced || !ended {
		t.Fatalf("docs/ci.md has no block behind %q", heading)
	}
	return block
}

// TestTheDocumentedWorkflowJudgesAnAudit runs the steps of the GitHub example
// as a runner does: on an audit that holds, and on one with a gap.
func TestTheDocumentedWorkflowJudgesAnAudit(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("skipped: the steps are for a Unix shell")
	}
	var flow workflow
	if err := yaml.Unmarshal([]byte(documented(t, "GitHub Actions")), &flow); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	app := filepath.Join(dir, "app")
	summary := filepath.Join(dir, "summary.md")
	if err := os.Mkdir(app, 0o755); err != nil {
		t.Fatal(err)
	}
	run := func(line string) (string, int) {
		cmd := exec.Command("bash", "-e", "-c", line)
		cmd.Dir = app
		cmd.Env = append(os.Environ(), "GITHUB_STEP_SUMMARY="+summary, "HOME="+dir, "CI=true")
		out, _ := cmd.CombinedOutput()
		return string(out), cmd.ProcessState.ExitCode()
	}
	must := func(line string) {
		t.Helper()
		if out, code := run(line); code != 0 {
			t.Fatalf("%s: exit code %d\n%s", line, code, out)
		}
	}
	steps := func(want int) {
		t.Helper()
		ran := 0
		for _, job := range flow.Jobs {
			for _, step := range job.Steps {
				if step.Run == "" {
					continue
				}
				ran++
				out, code := run(step.Run)
				if gate := step.Name == "Gate"; gate && code != want || !gate && code != 0 {
					t.Errorf("%s: exit code %d\n%s", step.Name, code, out)
				}
				if step.Name == "Gate" && want != 0 && !strings.Contains(out, "::error title=clausewalk%3A gaps::A.12") {
					t.Errorf("the gap is no annotation:\n%s", out)
				}
			}
		}
		if ran < 2 {
			t.Fatalf("only %d steps were run", ran)
		}
	}
	must("clausewalk new --app Photobook --release 2.4 --as Ana --quiet")
	must("clausewalk export -o a.yaml --quiet && sed 's/verdict:.*/verdict: not-applicable/; s/reason:.*/reason: the app is not released to anybody yet/' a.yaml > b.yaml && clausewalk import b.yaml --as Ana --quiet")
	steps(0)
	must("clausewalk answer A.12 not-met --reason 'the CDN keeps copies for two days' --as Ana --quiet")
	steps(3)
	for file, words := range map[string]string{summary: "the CDN keeps copies", filepath.Join(app, "policy-audit.html"): "the CDN keeps copies"} {
		if text, err := os.ReadFile(file); err != nil || !strings.Contains(string(text), words) {
			t.Errorf("%s does not tell of the gap: %v", filepath.Base(file), err)
		}
	}
}

// TestTheDocumentedWeeklyRunTellsOfANewText runs the step of docs/ci.md against
// a page on the loopback: as it was pinned, changed, and gone.
func TestTheDocumentedWeeklyRunTellsOfANewText(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("skipped: the steps are for a Unix shell")
	}
	var flow workflow
	if err := yaml.Unmarshal([]byte(documented(t, "When the policy changes")), &flow); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	var text atomic.Value
	text.Store(pinnedTerms)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/gone" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/markdown")
		fmt.Fprint(w, text.Load())
	}))
	defer server.Close()
	run := func(line, path string) (string, int) {
		cmd := exec.Command("bash", "-e", "-c", line)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "HOME="+dir, "POLICY_URL="+server.URL+path)
		out, _ := cmd.CombinedOutput()
		return string(out), cmd.ProcessState.ExitCode()
	}
	if out, code := run(`clausewalk policy add "$POLICY_URL" --id our-terms && clausewalk new --app Photobook --release 2.4 --policy our-terms --as Ana`, "/terms"); code != 0 {
		t.Fatalf("exit code %d\n%s", code, out)
	}
	steps := flow.Jobs["text"].Steps
	step := steps[len(steps)-1].Run
	check := func(path string, want int) {
		t.Helper()
		if out, code := run(step, path); code != want {
			t.Errorf("%s: exit code %d, want %d\n%s", path, code, want, out)
		}
	}
	check("/terms", 0)
	check("/gone", 1)
	text.Store(strings.Replace(pinnedTerms, "users", "people", 1))
	check("/terms", 3)
}
