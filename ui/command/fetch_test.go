package command_test

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"clausewalk/ui/command"
)

const pinnedTerms = "# Terms\n\n## 1. Use\n\n1. Keep what you are told safe.\n2. Never sell anything that users gave to you.\n3. Answer every request to delete within a day.\n"

// TestAWeeklyCheckTellsWhetherAPageHasChanged serves pages on the loopback and
// holds the exit codes of policy check against them.
func TestAWeeklyCheckTellsWhetherAPageHasChanged(t *testing.T) {
	page := func(clauses ...string) string {
		return "<!DOCTYPE html><html><head><title>Terms</title><style>p{}</style></head><body><header><nav><ul><li><a href=/>Home</a></li><li><a href=/docs>Docs</a></li></ul></nav></header><main><h1>Terms</h1><h2>1. Use</h2><ol><li>" +
			strings.Join(clauses, "</li><li>") + "</li></ol></main><footer><p>© 2026 The Platform</p><p><a href=/imprint>Imprint</a></p></footer><script>alert(1)</script></body></html>"
	}
	same := []string{"Keep what you are told safe.", "Never sell anything that users gave to you.", "Answer every request to delete within a day."}
	mux := http.NewServeMux()
	serve := func(path, media, body string) {
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			if got := r.Header.Get("User-Agent"); got != "clausewalk" {
				t.Errorf("user agent %q", got)
			}
			w.Header().Set("Content-Type", media)
			fmt.Fprint(w, body)
		})
	}
	serve("/same", "text/html; charset=utf-8", page(same...))
	serve("/same.md", "text/markdown", pinnedTerms)
	serve("/changed", "text/html", page(same[0], "Never sell anything that people gave to you.", same[2]))
	serve("/stub", "text/html", page("Moved."))
	serve("/big", "text/plain", strings.Repeat("word ", 3<<20))
	serve("/picture", "image/png", "\x89PNG\r\n\x1a\n\x00\x00")
	mux.HandleFunc("/loop", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/loop", http.StatusFound) })
	mux.HandleFunc("/moved", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/same", http.StatusFound) })
	server := httptest.NewServer(mux)
	defer server.Close()

	dir := t.TempDir()
	run := func(args ...string) (string, int) {
		var out bytes.Buffer
		ids := 0
		code := command.Run(args, command.Env{
			Stdin: strings.NewReader(pinnedTerms), Stdout: &out, Stderr: &out, Dir: dir, Getenv: func(string) string { return "" },
			Now: func() time.Time { return time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC) }, NewID: func() string { ids++; return fmt.Sprint(ids) },
		})
		return out.String(), code
	}
	if out, code := run("policy", "add", "-", "--id", "terms"); code != 0 {
		t.Fatal(out)
	}
	for _, c := range []struct {
		path string
		code int
		want string
	}{
		{"/same", 0, "terms"}, {"/same.md", 0, "says what it said"}, {"/moved", 0, "terms"},
		{"/changed", 3, "1 clause reworded"}, {"/stub", 1, "it may be another document|the page may have moved"},
		{"/gone", 1, "404"}, {"/loop", 1, "more than 5 redirects"}, {"/big", 1, "more than the limit of 10 MB"}, {"/picture", 1, "UTF-8"},
	} {
		out, code := run("policy", "check", "terms", server.URL+c.path)
		found := false
		for _, want := range strings.Split(c.want, "|") {
			found = found || strings.Contains(out, want)
		}
		if code != c.code || !found {
			t.Errorf("%s: exit code %d, want %d and %q\n%s", c.path, code, c.code, c.want, out)
		}
	}
	if out, code := run("policy", "check", "terms", "ftp://example.org/terms"); code != 1 {
		t.Errorf("exit code %d\n%s", code, out)
	}
}
