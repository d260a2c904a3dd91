package style

import (
	"regexp"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"clausewalk/reports"
)

// led returns which words of a line lead where, as a terminal is told.
var led = regexp.MustCompile(`\x1b\]8;id=[0-9a-f]+;([^\x1b]*)\x1b\\(.*?)\x1b\]8;;\x1b\\`)

func TestAnAddressThatIsWrappedLeadsThereFromEachOfItsLines(t *testing.T) {
	t.Parallel()
	const to = "https://example.org/a/very/long/path/that/goes/on?x=1&y=2#there"
	lines := Hang("Evidence ", LinkAll("see "+to+", and more"), 30)
	said := ""
	for _, l := range lines {
		for _, m := range led.FindAllStringSubmatch(Linked(l, true), -1) {
			if m[1] != to {
				t.Errorf("%q leads to %q", m[2], m[1])
			}
			said += m[2]
		}
		if got := ansi.StringWidth(l); got > 30 {
			t.Errorf("the line is %d wide: %q", got, l)
		}
	}
	if said != to || len(lines) < 3 {
		t.Errorf("what leads there is %q, in %d lines", said, len(lines))
	}
}

func TestALinkLeadsWhereItsWordsSay(t *testing.T) {
	t.Parallel()
	for words, want := range map[string]string{
		"(https://example.org/x).":                                                "https://example.org/x",
		"https://example.org/a_b, https://b.org;":                                 "https://example.org/a_b https://b.org",
		"https://example.org/ünicode goes elsewhere":                              "",
		"https://user:secret@example.org/":                                        "",
		"https:// is none, ftp://example.org too":                                 "",
		reports.Line("https://example.org/\x1b]8;;https://evil.example\x07click"): "",
		reports.Line("https://example.org/x\u202e gpj"):                           "",
	} {
		var got []string
		for _, m := range led.FindAllStringSubmatch(Linked(LinkAll(words), true), -1) {
			if m[1] != m[2] {
				t.Errorf("%q leads to %q", m[2], m[1])
			}
			got = append(got, m[1])
		}
		if strings.Join(got, " ") != want {
			t.Errorf("the links of %q are %q", words, got)
		}
	}
	if got := FileAddress("/tmp/a b/\x1b]8;;x/ü;c#d?.txt"); got != "file:///tmp/a%20b/%1B%5D8;;x/%C3%BC;c%23d%3F.txt" {
		t.Errorf("the address of the file is %q", got)
	}
	if got := Link("https://example.org/\x1b", "words"); got != "words" {
		t.Errorf("an address that drives the terminal makes %q", got)
	}
}

// TestLinksTakeNoRoom holds that a line with links is as wide as one without,
// however it is cut and wrapped, and that none is left open.
func TestLinksTakeNoRoom(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		words := reports.Line(strings.Join(rapid.SliceOf(rapid.SampledFrom([]string{"a", "https://example.org/x", "long-word-of-letters", "https://e.org/" + strings.Repeat("y", 60), "\x1b[2J", "日本"})).Draw(t, "words"), " "))
		w := rapid.IntRange(1, 90).Draw(t, "width")
		plain, linked := Wrap(words, w), Wrap(LinkAll(words), w)
		if len(plain) != len(linked) {
			t.Fatalf("%d lines, and with links %d", len(plain), len(linked))
		}
		for n := range plain {
			for _, line := range []string{linked[n], Cut(linked[n], w/2), Fit(linked[n], w/2)} {
				known, unknown := Linked(line, true), Linked(line, false)
				if ansi.StringWidth(known) != ansi.StringWidth(line) || strings.Contains(unknown, "\x1b") {
					t.Fatalf("%q becomes %q and %q", line, known, unknown)
				}
				if strings.Count(known, "\x1b]8;id=") != strings.Count(known, "\x1b]8;;\x1b\\") {
					t.Fatalf("a link is left open: %q", known)
				}
			}
			if got := strings.TrimRight(Linked(linked[n], false), " "); got != plain[n] {
				t.Fatalf("%q is %q without links", plain[n], got)
			}
		}
	})
}
