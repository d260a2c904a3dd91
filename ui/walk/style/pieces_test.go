package style

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"clausewalk/ui"
)

// longReport is Markdown of many parts, with what must not be split.
func longReport(parts int) string {
	var b strings.Builder
	b.WriteString("# The report\n\nIts first page.\n")
	for n := range parts {
		fmt.Fprintf(&b, "\n## Part %d\n\nSome words about **part %d**, and `code`.\n\n- one\n- two\n  - three\n\n```go\n# no heading\n````no fence\n```\n\n~~~~\n## none either\n```\n~~~~\n\n> quoted\n> # and not split\n\n| a | b |\n|---|---|\n| 1 | 2 |\n", n, n)
		b.WriteString("\n" + strings.Repeat("More words. ", 40) + "\n")
	}
	return b.String()
}

func TestAReportInPiecesReadsAsInOne(t *testing.T) {
	whole := longReport(120)
	pieces := Pieces(whole)
	if len(pieces) < 3 || strings.Join(pieces, "") != whole {
		t.Fatalf("%d pieces", len(pieces))
	}
	s := New(false, ui.Dark)
	var lines []string
	for n, p := range pieces {
		if n > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, Markdown(s, p, 80)...)
	}
	if diff := cmp.Diff(Markdown(s, whole, 80), lines); diff != "" {
		t.Errorf("in one (-) and in pieces (+):\n%s", diff)
	}
}

func BenchmarkRendering(b *testing.B) {
	s := New(false, ui.Dark)
	for _, n := range []int{100, 400, 1600} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			if testing.Short() && n > 100 {
				b.Skip("it takes long")
			}
			whole := longReport(n)
			for b.Loop() {
				for _, p := range Pieces(whole) {
					Markdown(s, p, 80)
				}
			}
		})
	}
}
