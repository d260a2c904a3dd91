package walk

import (
	"encoding/base64"
	"regexp"
	"strings"
	"testing"

	"clausewalk/ui"
)

var clipboard = regexp.MustCompile(`\x1b\]52;c;([A-Za-z0-9+/=]*)\x07`)

// copiedText returns what the last sequence for the clipboard holds.
func copiedText(t *testing.T, out string) string {
	t.Helper()
	all := clipboard.FindAllStringSubmatch(out, -1)
	if len(all) == 0 {
		t.Fatalf("nothing was copied: %q", out)
	}
	text, err := base64.StdEncoding.DecodeString(all[len(all)-1][1])
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestTheCitationOfAClauseIsCopied(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	w := startWith(t, ui.Options{Out: &out}, 120, 40)
	halfAnswered(t, w)
	w.do("copy")
	if got := copiedText(t, out.String()); !strings.HasPrefix(got, "A.12 Remove within 24 hours\n") || !strings.Contains(got, "The CDN keeps copies") {
		t.Errorf("copied %q", got)
	}
	w.shows("A.12 copied to the terminal's clipboard")
}

func TestTheClauseReadInTheReportIsCopied(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	w := startWith(t, ui.Options{Out: &out}, 100, 32)
	halfAnswered(t, w)
	w.do("report", "copy shown")
	w.shows("there is no clause above here")
	w.do("search page")
	w.Type("A.5 Never keep Instagram passwords")
	w.do("accept", "next in page", "copy shown")
	if got := copiedText(t, out.String()); !strings.HasPrefix(got, "A.5 Never keep Instagram passwords\n") {
		t.Errorf("copied %q", got)
	}
}

func TestATerminalWithoutAClipboardShowsTheCitation(t *testing.T) {
	t.Parallel()
	w := startWith(t, ui.Options{NoClipboard: true}, 100, 32)
	w.do("copy")
	w.shows("This terminal has no clipboard", "> By using the Instagram APIs")
}
