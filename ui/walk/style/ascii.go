package style

import (
	"strings"
	"sync"
	"unicode"

	"github.com/charmbracelet/x/ansi"
	"golang.org/x/text/unicode/norm"

	"clausewalk/ui"
)

// plain is what stands in ASCII for what is drawn or printed otherwise: our own
// marks, and the signs of typography. Each is as wide as the other.
var plain = sync.OnceValue(func() map[rune]string {
	of := map[rune]string{
		'…': "~", '•': "*", '·': "-", '‘': "'", '’': "'", '“': `"`, '”': `"`, '—': "-", '\u00a0': " ", '→': ">", '←': "<", '×': "x", '▸': "+", '↵': "|",
	}
	fancy, simple := New(false, ui.Mono).Marks, New(true, ui.Mono).Marks
	for v, mark := range fancy.Verdict {
		of[[]rune(mark)[0]] = simple.Verdict[v]
	}
	for _, pair := range [][2]string{
		{fancy.Unsupported, simple.Unsupported}, {fancy.Conflict, simple.Conflict}, {fancy.Out, simple.Out}, {fancy.Suggested, simple.Suggested}, {fancy.Cursor, simple.Cursor},
		{fancy.Bar, simple.Bar}, {fancy.Rule, simple.Rule}, {fancy.Full, simple.Full}, {fancy.Empty, simple.Empty}, {fancy.Quote, simple.Quote},
	} {
		of[[]rune(pair[0])[0]] = pair[1]
	}
	return of
})

// Drawn returns a frame as the terminal is to get it. Where it is to be ASCII
// alone, everything else in it, whoever wrote it, becomes what is most like it:
// a terminal that knows no other letters would show several wrong ones, and the
// lines would no longer fit.
func (s *Styles) Drawn(frame string) string {
	if !s.ascii {
		return frame
	}
	var b strings.Builder
	for _, r := range frame {
		b.WriteString(inASCII(r))
	}
	return b.String()
}

// inASCII returns ASCII of the width of a rune.
func inASCII(r rune) string {
	if r <= unicode.MaxASCII {
		return string(r)
	}
	if like, ok := plain()[r]; ok {
		return like
	}
	if base := []rune(norm.NFKD.String(string(r))); base[0] <= unicode.MaxASCII && ansi.StringWidth(string(r)) == 1 {
		return string(base[0])
	}
	return strings.Repeat("?", ansi.StringWidth(string(r)))
}
