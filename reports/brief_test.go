package reports

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"

	"clausewalk/checklist/event"
)

// folded reads Markdown as GitHub does, with the elements that it lets through.
var folded = goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(html.WithUnsafe()))

// folds returns how many clauses stand in a fold, and how many do not.
func folds(t *testing.T, markdown []byte) (within, outside int) {
	t.Helper()
	var b bytes.Buffer
	if err := folded.Convert(markdown, &b); err != nil {
		t.Fatal(err)
	}
	all := 0
	for _, n := range elements(b.Bytes()) {
		switch n.Data {
		case "details":
			within += below(n, "h3")
		case "h3":
			all++
		}
	}
	return within, all - within
}

func TestShortReportsOfAHalfAnsweredAudit(t *testing.T) {
	r := Build(half(t).Audit, Options{Tool: "clausewalk 0.1.0"})
	golden(t, "brief.md", Brief(r))
	out := Summary(r, SummaryLimit)
	if !bytes.HasPrefix(out, Brief(r)) {
		t.Error("the summary of a job does not begin with the verdict, the counts and the gaps")
	}
	if within, outside := folds(t, out); within != len(r.Clauses(func(Clause) bool { return true })) || outside != 0 {
		t.Errorf("%d clauses are folded and %d are not", within, outside)
	}
	if strings.Contains(string(out), "Left out") {
		t.Error("something is left out")
	}
	lines := strings.Split(string(out), "\n")
	for _, line := range strings.Split(string(Markdown(r)), "\n") {
		if !slices.Contains(lines, line) && line != "## Coverage" && !strings.HasPrefix(line, "Numbering: ") {
			t.Errorf("%q is not in the summary of a job", line)
		}
	}
}

func TestShortReportsOfNothingAssessedSaySo(t *testing.T) {
	r := Build(newBook(t, builtin(t)).Audit, Options{})
	if page := seen(Brief(r)); !strings.Contains(page, "Not assessed: nothing has been answered yet.") {
		t.Error(page)
	}
}

func TestShortReportsHaveTheirStructureWhateverTheTexts(t *testing.T) {
	n := 0
	tame, _ := strangers(t, func() string { n++; return fmt.Sprintf("plain words %d", n) })
	r := Build(tame.Audit, Options{})
	brief, summary := shape(Brief(r)), shape(Summary(r, SummaryLimit))
	for turn := 0; turn < len(hostile); turn += 4 {
		n = turn
		b, _ := strangers(t, func() string {
			n++
			if s := hostile[n%len(hostile)]; Line(s) != "" {
				return cutBytes(strings.ToValidUTF8(s, "\ufffd"), 5_000) + fmt.Sprint(n)
			}
			return fmt.Sprint("nothing ", n)
		})
		r := Build(b.Audit, Options{})
		for _, one := range []struct {
			name string
			out  []byte
			want map[string]int
		}{{"brief", Brief(r), brief}, {"summary", Summary(r, SummaryLimit), summary}} {
			got := shape([]byte(strings.Split(string(one.out), "\nLeft out here")[0]))
			if diff := cmp.Diff(one.want, got); diff != "" {
				t.Fatalf("turn %d: the texts change the structure of the %s:\n%s\n%s", turn, one.name, diff, one.out)
			}
			if bad := drives(one.out); bad != "" {
				t.Fatalf("turn %d: %s", turn, bad)
			}
		}
	}
}

func cutBytes(s string, n int) string { return strings.ToValidUTF8(s[:min(len(s), n)], "") }

func TestShortReportsKeepTheirLimitAndSayWhatIsLeftOut(t *testing.T) {
	long := strings.Repeat("日本 *long* ", 1_000)
	b := newBookOf(t, long, long, builtin(t))
	for _, ref := range b.Refs() {
		b.do(ana, event.SetReason(ref, long), event.SetVerdict(ref, event.NotMet),
			event.SetGap(ref, event.GapOwner, long), event.SetGap(ref, event.GapFix, long))
	}
	r := Build(b.Audit, Options{})
	out := Brief(r)
	if len(out) > BriefLimit || !bytes.Contains(out, []byte("\nLeft out here to save space: ")) {
		t.Errorf("%d bytes, and the end is %q", len(out), out[len(out)-200:])
	}
	shown := bytes.Count(out, []byte("\n- **A.")) + bytes.Count(out, []byte("\n- **B.")) + bytes.Count(out, []byte("\n- **C.")) + bytes.Count(out, []byte("\n- **P."))
	if want := fmt.Sprintf(": %d gaps, ", len(r.Gaps())-shown); shown == 0 || !bytes.Contains(out, []byte(want)) {
		t.Errorf("%d gaps are shown, and %q is not said", shown, want)
	}
	for _, room := range []int{SummaryLimit, 100_000} {
		out = Summary(r, room)
		if len(out) > room || !bytes.Contains(out, []byte("\nLeft out here to save space: ")) {
			t.Errorf("%d bytes where there is room for %d", len(out), room)
		}
		if open, shut := bytes.Count(out, []byte("\n<details>\n")), bytes.Count(out, []byte("\n</details>\n")); open == 0 || open != shut {
			t.Errorf("%d folds are opened and %d closed", open, shut)
		}
	}
	if out := Summary(r, 1_000); out != nil {
		t.Errorf("%d bytes where there is no room", len(out))
	}
}
