package reports

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// browse returns the elements of a page as Chromium leaves them. Whatever the
// page has to say to its console is a failure: an error, or something that its
// security policy has refused.
func browse(t *testing.T, page []byte, hash string, flags ...string) []*html.Node {
	t.Helper()
	chromium, err := exec.LookPath("chromium")
	if err != nil || testing.Short() {
		t.Skip("there is no chromium here, or no time for one, so no browser has seen the page")
	}
	file := filepath.Join(t.TempDir(), "audit.html")
	if err := os.WriteFile(file, page, 0o644); err != nil {
		t.Fatal(err)
	}
	for tries := 2; ; tries-- {
		cmd := exec.Command(chromium, append(flags, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--user-data-dir="+t.TempDir(),
			"--enable-logging=stderr", "--virtual-time-budget=20000", "--dump-dom", "file://"+file+hash)...)
		var log bytes.Buffer
		cmd.Stderr = &log
		out, err := cmd.Output()
		var crash *exec.ExitError
		switch {
		case err == nil:
			for line := range strings.Lines(log.String()) {
				if strings.Contains(line, ":CONSOLE") {
					t.Errorf("%s: the browser says %s", hash, line)
				}
			}
			return elements(out)
		case !errors.As(err, &crash) || crash.Exited() || tries == 0:
			t.Fatalf("chromium: %v", err)
		}
		// A browser that dies by a signal has judged nothing.
	}
}

func has(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}

func TestBrowserFiltersAndUnfoldsClauses(t *testing.T) {
	page := HTML(Build(half(t).Audit, Options{}))
	for hash, want := range map[string]struct {
		found       string
		shown, open int
	}{
		"#find=CDN%20not%20met": {"1 of 53 clauses", 1, 0},
		"#A.1":                  {"53 of 53 clauses", 53, 1},
	} {
		shown, open := 0, 0
		for _, n := range browse(t, page, hash) {
			switch {
			case n.Data == "details":
				if !has(n, "hidden") {
					shown++
				}
				if has(n, "open") {
					open++
				}
			case attr(n, "id") == "found" && content(n) != want.found:
				t.Errorf("%q: the page says %q, want %q", hash, content(n), want.found)
			case attr(n, "id") == "tools" && has(n, "hidden"):
				t.Errorf("%q: there is no filter", hash)
			}
		}
		if shown != want.shown || open != want.open {
			t.Errorf("%q: %d clauses are shown and %d open, want %d and %d", hash, shown, open, want.shown, want.open)
		}
	}
}

func TestPageIsAccessible(t *testing.T) {
	path := os.Getenv("AXE_CORE")
	if path == "" {
		t.Skip("AXE_CORE names no axe.min.js, so nothing has looked at the page for accessibility")
	}
	axe, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for name, doc := range map[string][]byte{"report": HTML(Build(half(t).Audit, Options{})), "packet": ReviewHTML(Build(packetBook(t).Audit, Options{}))} {
		for _, flags := range [][]string{nil, {"--force-dark-mode"}} {
			accessible(t, name+strings.Join(flags, ""), string(doc), string(axe), flags...)
		}
	}
}

// scripted is a copy of a page that runs a script of ours too, with every clause
// unfolded. The page itself allows no script but its own.
func scripted(page, script string) string {
	start := strings.Index(page, `<meta http-equiv="Content-Security-Policy"`)
	end := start + strings.Index(page[start:], "\n")
	page = page[:start] + page[end:]
	return strings.Replace(page, "</body>", `<script>document.querySelectorAll("details").forEach((d) => (d.open = true));</script>`+script+"</body>", 1)
}

func TestPageIsNoWiderThanWhatItIsReadOn(t *testing.T) {
	page := scripted(string(HTML(Build(half(t).Audit, Options{}))), `<script>
const root = document.documentElement;
const wide = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > root.clientWidth + 1);
root.setAttribute("data-wide", root.scrollWidth > root.clientWidth ? wide.slice(0, 3).map((e) => e.outerHTML.slice(0, 200)).join(" ") : "");
</script>`)
	for _, width := range []string{"500", "1280"} { // Some browsers open no narrower window.
		if wide := attr(browse(t, []byte(page), "", "--window-size="+width+",1000")[0], "data-wide"); wide != "" {
			t.Errorf("on %s pixels this is wider: %s", width, wide)
		}
	}
}

// accessible holds a page against axe's rules for WCAG 2.2 AA.
func accessible(t *testing.T, name, page, axe string, flags ...string) {
	t.Helper()
	page = scripted(page, "<script>"+axe+`</script><script>
axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }).then((r) => {
  document.documentElement.setAttribute("data-axe", r.passes.length + " passed" +
    r.violations.map((v) => "; " + v.id + ": " + v.help + " " + v.nodes.slice(0, 3).map((n) => n.html)).join(""));
});
</script>`)
	said := attr(browse(t, []byte(page), "", flags...)[0], "data-axe")
	if !strings.HasSuffix(said, " passed") || strings.HasPrefix(said, "0") {
		t.Errorf("%s: axe says %q", name, said)
	}
}

func TestEachTextOfThePacketHasAButtonThatCopiesIt(t *testing.T) {
	texts, buttons := 0, 0
	for _, n := range browse(t, ReviewHTML(Build(packetBook(t).Audit, Options{})), "") {
		switch {
		case n.Data == "pre":
			texts++
		case n.Data == "button" && content(n) == "Copy":
			buttons++
		}
	}
	if texts == 0 || buttons != texts {
		t.Errorf("%d texts have %d buttons", texts, buttons)
	}
}
