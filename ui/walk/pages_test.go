package walk

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"clausewalk/reports"
	"clausewalk/ui"
)

func TestPagesAreSearched(t *testing.T) {
	t.Parallel()
	w := start(t, 100, 20)
	halfAnswered(t, w)
	w.do("report", "search page")
	w.Type("purge the cdn on")
	w.shows("› ", "purge the CDN on delete", "Search in: Report")
	w.do("accept")
	w.shows("Report", "purge the CDN on delete")
	before := w.match()
	w.do("next in page")
	if after := w.match(); after == before {
		t.Error("n stays at the first match")
	}
	w.do("previous in page")
	if after := w.match(); after != before {
		t.Error("N does not go back to the first match")
	}
}

func TestSearchInAPageThatFindsNothingSaysSoAndEscGoesBackToThePage(t *testing.T) {
	t.Parallel()
	w := start(t, 100, 30)
	w.do("help", "search page")
	w.Type("zzzz")
	w.shows("nothing matches")
	w.do("leave search")
	w.shows("Help", "lines")
	if w.model.mode() != ui.Read {
		t.Error("esc does not lead back to the page")
	}
}

func TestAFileThatIsNoReportIsReplacedOnlyTheSecondTime(t *testing.T) {
	t.Parallel()
	replaced := false
	w := startWith(t, ui.Options{WriteReport: func(_ reports.Report, file string, replace bool) error {
		if replaced = replace; !replace {
			return &ui.ForeignFile{Path: file}
		}
		return nil
	}}, 100, 30)
	w.do("met", "report", "write report", "accept")
	w.shows("audit.md exists and is not a report of this audit; press the same key again to replace it")
	w.Type("x")
	w.do("accept")
	if replaced {
		t.Error("another file was warned of")
	}
	w.do("accept")
	w.shows("written to audit.mdx")
}

// TestWhatIsProposedIsReplacedByWhatIsTyped holds for the name of a file and for the
// severity of a gap. Any other key makes what is proposed one's own.
func TestWhatIsProposedIsReplacedByWhatIsTyped(t *testing.T) {
	t.Parallel()
	var files []string
	w := startWith(t, ui.Options{WriteReport: func(_ reports.Report, file string, _ bool) error { files = append(files, file); return nil }}, 100, 30)
	w.do("met", "report", "write report")
	w.Type("own.html")
	w.do("accept", "write report")
	w.Press("left", "right")
	w.Type("x")
	w.do("accept", "leave reading", "not met")
	w.Type("Nobody has looked at it since the last release.")
	w.do("keep words", "gap")
	w.Type("minor")
	w.do("keep fields")
	if got := w.stored("P.2").Gap.Severity; got != "minor" || !slices.Equal(files, []string{"own.html", "audit.mdx"}) {
		t.Errorf("a gap is %q, reports are in %q", got, files)
	}
}

func TestTheReportIsWrittenFromItsPage(t *testing.T) {
	t.Parallel()
	var got reports.Report
	var file string
	fail := errors.New("the disk is full")
	w := startWith(t, ui.Options{WriteReport: func(r reports.Report, name string, _ bool) error { got, file = r, name; return fail }}, 100, 30)
	halfAnswered(t, w)
	w.do("report", "write report")
	w.shows("Write the report to", "audit.md")
	w.do("accept")
	w.shows("the disk is full")
	fail = nil
	w.do("accept")
	w.shows("written to audit.md", "Audit report: Photobook 2.4")
	if file != "audit.md" || got.Head.App != "Photobook" {
		t.Errorf("written to %q: %q", file, got.Head.App)
	}
	w.do("leave reading", "history")
	w.do("write report")
	w.shows("that is only for the report")
}

func TestTheReportOfAnAppInASubfolderNamesItsFilesFromTheTopOfTheRepository(t *testing.T) {
	t.Parallel()
	top, below := t.TempDir(), ""
	dir := filepath.Join(top, "apps", "photo")
	for _, one := range []string{filepath.Join(top, ".git"), dir} {
		if err := os.MkdirAll(one, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	w := startWith(t, ui.Options{
		Session: open(t, newAudit(t, dir), "Ana"), Dir: dir,
		WriteReport: func(r reports.Report, _ string, _ bool) error { below = r.Below; return nil },
	}, 100, 30)
	w.do("met", "report", "write report", "accept")
	if below != "apps/photo" {
		t.Errorf("the report has the app below %q", below)
	}
}

func TestEvidenceIsSeenOnTheScreenAsTheReportShowsIt(t *testing.T) {
	t.Parallel()
	var got reports.Report
	w := startWith(t, ui.Options{WriteReport: func(r reports.Report, name string, _ bool) error { got = r; return nil }}, 100, 30)
	halfAnswered(t, w)
	if err := os.WriteFile(filepath.Join(w.dir, "job.go"), []byte("package job\n\n\tfunc remove() {}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	w.do("add evidence")
	w.Type("job.go:2-3")
	w.do("accept", "see evidence")
	w.shows("Evidence of A.12", "1 file deletion-log.txt", "all of it, 1 line", "1   asked 10:00, removed 10:04", "2 place job.go:2-3", "3       func remove() {}")

	w.do("leave reading", "open", "open")
	w.shows("Evidence of A.12")
	w.do("leave reading", "report", "write report", "accept")
	if page := string(reports.Markdown(got)); !strings.Contains(page, "asked 10:00, removed 10:04") {
		t.Error("the report that is written from the screen shows no evidence")
	}
}

func TestAnAnswerWhoseEvidenceChangedIsNotConfirmedUnseen(t *testing.T) {
	t.Parallel()
	w := start(t, 100, 30)
	job := filepath.Join(w.dir, "job.go")
	write := func(hours string) {
		if err := os.WriteFile(job, []byte("package job\n\nconst hours = "+hours+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("24")
	w.do("met", "first", "add evidence")
	w.Type("job.go:3")
	w.do("accept")
	write("48")
	w.model.opt.Session.Look()
	w.do("undo", "redo", "first", "confirm")
	w.shows("it cannot be confirmed", "3 - const hours = 24", "+ const hours = 48")
}

// match returns the line of the page that was found.
func (w *walk) match() int { return w.model.layers.Top().(interface{ Match() int }).Match() }

// TestTwoPagesOnAreTwoPages holds that each press goes on by as much.
func TestTwoPagesOnAreTwoPages(t *testing.T) {
	t.Parallel()
	w := start(t, 100, 30)
	w.do("help")
	first := w.Frame()
	w.do("page on")
	once := w.Frame()
	w.do("page on", "page back")
	if w.Frame() != once {
		t.Error("a page on and back leads elsewhere")
	}
	w.do("page on", "page on", "page back", "page back", "page back")
	if w.Frame() != first {
		t.Errorf("three pages back do not undo three on:\n%s", w.Frame())
	}
	w.Press("pgdown", "pgdown")
	w.shows("75 of ") // Three times the 25 lines that the page has.
}
