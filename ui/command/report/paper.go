package report

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"clausewalk/ui/command/cli"
)

// paperTime is how long a browser may take to print a report.
const paperTime = 2 * time.Minute

// onPaper has a browser print a page, and returns the PDF. The browser has a
// profile of its own that is thrown away, and no network. Browser is the program;
// where it is empty one is looked for.
func onPaper(page []byte, browser string) ([]byte, error) {
	program, err := browserOf(browser)
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "clausewalk-paper-*")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }() // A browser that is ending may still hold some of its profile.
	in, out := filepath.Join(dir, "report.html"), filepath.Join(dir, "report.pdf")
	if err := os.WriteFile(in, page, 0o600); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeoutCause(context.Background(), paperTime, fmt.Errorf("it had not ended after %s", paperTime))
	defer cancel()
	cmd := exec.CommandContext(ctx, program, paperFlags(filepath.Join(dir, "profile"), in, out)...)
	cmd.Dir, cmd.WaitDelay = dir, time.Second
	var said bytes.Buffer
	cmd.Stderr = &said
	runErr := cmd.Run()
	pdf, err := os.ReadFile(out)
	switch {
	case ctx.Err() != nil:
		return nil, cli.Failed("", "report: %s printed nothing: %w", program, context.Cause(ctx))
	case runErr != nil:
		return nil, cli.Failed("--browser names another program; -o report.html can be printed by hand", "report: %s printed nothing: %w: %s", program, runErr, lastLine(said.String()))
	case err != nil || !bytes.HasPrefix(pdf, []byte("%PDF-")):
		return nil, cli.Failed("--browser names another program; -o report.html can be printed by hand", "report: %s printed nothing", program)
	}
	return pdf, nil
}

func paperFlags(profile, in, out string) []string {
	flags := []string{
		"--headless", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--no-default-browser-check",
		"--disable-extensions", "--disable-sync", "--disable-background-networking", "--disable-component-update",
		// Nothing that it asks for can be reached. The page asks for nothing.
		"--proxy-server=127.0.0.1:9", "--proxy-bypass-list=<-loopback>", "--host-resolver-rules=MAP * ~NOTFOUND",
		"--user-data-dir=" + profile, "--no-pdf-header-footer", "--print-to-pdf=" + out,
	}
	if runtime.GOOS == "linux" && os.Geteuid() == 0 {
		flags = append(flags, "--no-sandbox") // As root, which is so in CI, it does not start otherwise.
	}
	file := url.URL{Scheme: "file", Path: filepath.ToSlash(in)}
	if !strings.HasPrefix(file.Path, "/") {
		file.Path = "/" + file.Path // C:/...
	}
	return append(flags, file.String())
}

// browsers are the names of those that print, in the order in which they are
// looked for.
var browsers = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge"}

// installed are where they are on systems that do not have them on the path.
func installed() []string {
	if runtime.GOOS == "darwin" {
		return []string{
			"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium",
			"/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
		}
	}
	var all []string
	for _, base := range []string{os.Getenv("ProgramFiles"), os.Getenv("ProgramFiles(x86)"), os.Getenv("LocalAppData")} {
		if base != "" {
			all = append(all, filepath.Join(base, `Google\Chrome\Application\chrome.exe`), filepath.Join(base, `Microsoft\Edge\Application\msedge.exe`))
		}
	}
	return all
}

func browserOf(named string) (string, error) {
	if named != "" {
		path, err := exec.LookPath(named)
		if err != nil {
			return "", cli.Usage("name a Chromium, Chrome or Edge", "report: no browser %q: %w", named, errors.Unwrap(err))
		}
		return path, nil
	}
	for _, name := range append(browsers, installed()...) {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", cli.Failed("install Chromium, Chrome or Edge, or name one with --browser; or write report.html and print that from any browser", "report: there is no browser here to print a PDF with")
}

func lastLine(s string) string {
	s = strings.TrimSpace(s)
	return s[strings.LastIndexByte(s, '\n')+1:]
}
