//go:build !windows

package uitest

import (
	"regexp"
	"strings"
	"testing"
)

// asks is what a terminal answers to: its colours, the cursor's place, what it is
// and which modes it knows.
var asks = regexp.MustCompile(`\x1b\[[?>=]?[0-9;]*[cnu]|\x1b\[\?[0-9;]*\$p|\x1b\[>[0-9]*q|\x1b\][0-9;]*\?|\x1bP`)

// frameEnd is written behind each frame.
const frameEnd = "\x1b[?7h\x1b[H"

// TestAKeyShowsAfterOneRoundTrip holds what a person sees over a slow connection.
// The terminal of this test answers nothing, as one that is far away has not yet: at
// the start, and from each key on, all that the program has to say comes without
// another byte from there.
func TestAKeyShowsAfterOneRoundTrip(t *testing.T) {
	dir := app(t)
	output(t, dir, "answer", "P.1", "met", "--as", "Ana")
	c := StartTerminal(t, program(dir), 100, 32)
	c.WaitFor("1/53 answered", "Continue at")
	for _, key := range []struct{ bytes, words string }{
		{"\r", "P.2  A supported"}, {"j", ""}, {"\x1b[B", ""}, {"]", ""}, {"\t", ""}, {" ", ""}, {"\t", ""},
		{"/", "Search"}, {"24", "24"}, {"\r", "A.12  Remove"}, {"?", "In short"}, {"\x1b", "answered"},
		{"3", "Reason for: not met"}, {"two days", "two days"}, {"\x13", "2/53 answered"}, {"\x0c", "2/53 answered"},
	} {
		was := c.Written()
		c.Press(key.bytes)
		c.until("has a whole frame with "+key.words, func() bool {
			return len(c.output) > was && strings.HasSuffix(string(c.output), frameEnd) && strings.Contains(c.screen.String(), key.words)
		})
	}
	c.Press("q")
	c.Wait()
	if asked := asks.FindString(c.Output()); asked != "" {
		t.Errorf("the terminal is asked %q", asked)
	}
}
