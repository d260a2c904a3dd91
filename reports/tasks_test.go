package reports

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"clausewalk/checklist/event"
	"clausewalk/policy"
)

func TestWorkListOfAHalfAnsweredAudit(t *testing.T) {
	r := Build(half(t).Audit, Options{})
	golden(t, "tasks.md", Tasks(r))
	golden(t, "tasks.csv", TasksCSV(r))
}

func TestWorkListOfNothingAssessedSaysSo(t *testing.T) {
	r := Build(newBook(t, builtin(t)).Audit, Options{})
	if page := seen(Tasks(r)); !strings.Contains(page, "Not assessed: nothing has been answered yet.") {
		t.Error(page)
	}
}

func TestATaskLinksTheSourceOnlyWhereThePolicyNamesOne(t *testing.T) {
	r := Build(half(t).Audit, Options{})
	r.Policies[0].Source = ""
	if got := r.source(r.Policies[0].Sections[0].Clauses[0]); got != "" {
		t.Errorf("a task links words on a page that nobody knows: %q", got)
	}
}

func TestWorkListHasATaskAGapWhateverTheTexts(t *testing.T) {
	n := 0
	tame, _ := strangers(t, func() string { n++; return fmt.Sprintf("plain words %d", n) })
	r := Build(tame.Audit, Options{})
	want, gaps := shape(Tasks(r)), len(r.Gaps())
	if want["TaskCheckBox"] != gaps || want["Link"] != gaps || gaps == 0 {
		t.Fatalf("%d gaps, and the list has %v", gaps, want)
	}
	about := func(r Report) []map[string]int {
		var all []map[string]int
		for _, row := range tableOf(t, TasksCSV(r), taskColumns) {
			all = append(all, shape([]byte(row["description"])))
		}
		return all
	}
	descriptions := about(r)
	for turn := range hostile { // Each turn puts each of them somewhere else.
		n = turn
		b, _ := strangers(t, func() string {
			n++
			if s := hostile[n%len(hostile)]; Line(s) != "" {
				return strings.ToValidUTF8(s, "\ufffd") + fmt.Sprint(n)
			}
			return fmt.Sprint("nothing ", n)
		})
		r := Build(b.Audit, Options{})
		out := Tasks(r)
		if diff := cmp.Diff(want, shape(out)); diff != "" {
			t.Fatalf("turn %d: the texts change the structure:\n%s\n%s", turn, diff, out)
		}
		if bad := drives(out); bad != "" {
			t.Fatalf("turn %d: %s", turn, bad)
		}
		if diff := cmp.Diff(descriptions, about(r)); diff != "" {
			t.Fatalf("turn %d: the texts change the structure of a description:\n%s", turn, diff)
		}
		page := seen(out)
		for _, c := range r.Gaps() {
			for _, s := range []string{c.Title, c.Gap.Owner, c.Gap.Fix} {
				if !strings.Contains(page, fold(Line(s))) {
					t.Fatalf("turn %d: %.200q is not in the list", turn, s)
				}
			}
		}
	}
}

func TestNoLineOfATaskCanBeACommand(t *testing.T) {
	b := newBook(t, builtin(t))
	b.answer(ana, "A.12", event.NotMet, "/close\n/assign @eve")
	b.do(ana, event.SetGap(b.ref("A.12"), event.GapFix, "\n/due tomorrow"))
	for _, row := range tableOf(t, TasksCSV(Build(b.Audit, Options{})), taskColumns) {
		if strings.Contains("\n"+row["description"], "\n/") {
			t.Errorf("a tracker would obey %q", row["description"])
		}
	}
}

// TestTheSourceIsOpenedAtTheClause holds the address that leads to a clause's
// first words.
func TestTheSourceIsOpenedAtTheClause(t *testing.T) {
	for _, c := range []struct{ source, words, want string }{
		{"", "Close the door.", ""},
		{"https://example.org", "Close the door.", "https://example.org#:~:text=Close%20the%20door."},
		{"https://example.org/p#rules", "Close the door.", "https://example.org/p#rules:~:text=Close%20the%20door."},
		{"https://example.org", "One two three four five six.", "https://example.org#:~:text=One%20two%20three%20four%20five%20six."},
		{"https://example.org", "One two three four five six seven.", "https://example.org#:~:text=One%20two%20three%20four%20five%20six"},
		{"https://example.org", "Sign-in & out, please", "https://example.org#:~:text=Sign%2Din%20%26%20out%2C%20please"},
		{"https://example.org", "Close the do\u200bor.", "https://example.org#:~:text=Close%20the"},
		{"https://example.org", "\u200b", "https://example.org"},
		{"https://example.org", "", "https://example.org"},
	} {
		var one Clause
		one.Ref.Policy, one.Clause.Paragraphs = "rules", []policy.Paragraph{{Spans: []policy.Span{{Text: c.words}}}}
		if c.words == "" {
			one.Clause.Paragraphs = nil
		}
		r := Report{Policies: []Policy{{ID: "other", Source: "https://other.example"}, {ID: "rules", Source: c.source}}}
		if got := r.source(one); got != c.want {
			t.Errorf("%q at %q: %q, want %q", c.words, c.source, got, c.want)
		}
	}
}
