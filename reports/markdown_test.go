package reports

import (
	"bytes"
	"flag"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"clausewalk/checklist/event"
	"clausewalk/policy/reading"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := "testdata/" + name
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(string(got), "\n")); diff != "" {
		t.Errorf("%s is not what is printed now (-update writes it anew):\n%s", path, diff)
	}
}

func TestReportOfAHalfAnsweredAudit(t *testing.T) {
	golden(t, "half.md", Markdown(Build(half(t).Audit, Options{Tool: "clausewalk 0.1.0"})))
}

func TestSameAuditGivesTheSameBytes(t *testing.T) {
	o := Options{Tool: "clausewalk 0.1.0"}
	for name, render := range map[string]func(Report) []byte{
		"markdown": Markdown, "brief": Brief, "html": HTML, "json": JSON, "csv": CSV, "sarif": SARIF, "oscal": OSCAL, "junit": JUnit, "tasks": Tasks, "tasks-csv": TasksCSV,
	} {
		first := render(Build(half(t).Audit, o))
		for range 5 {
			// Events come in whatever order journals are read.
			again := half(t)
			events := again.Log(event.Ref{})
			rand.Shuffle(len(events), func(i, j int) { events[i], events[j] = events[j], events[i] })
			shuffled := newBookOf(t, again.Head.App, again.Head.Release, again.Policies...)
			shuffled.apply(events...)
			if got := render(Build(shuffled.Audit, o)); !bytes.Equal(first, got) {
				t.Fatalf("%s: %s", name, cmp.Diff(string(first), string(got)))
			}
		}
	}
}

func TestNothingAnsweredReadsNotAssessed(t *testing.T) {
	r := Build(newBook(t, builtin(t)).Audit, Options{})
	if r.State != NotAssessed || !strings.HasPrefix(r.Summary, "Not assessed: ") || !r.At.Equal(day) {
		t.Errorf("%s %q %s", r.State, r.Summary, r.At)
	}
	golden(t, "empty.md", Markdown(r))
}

func TestPolicyWithoutGuideHasNothingOfOurs(t *testing.T) {
	p, err := reading.Parse("house", []byte("# House rules\n\n## A. Doors\n\n1. Close the door.\n2. Knock:\n   - twice, or\n   - three times.\n\n4. Lock it.\n"))
	if err != nil {
		t.Fatal(err)
	}
	b := newBook(t, p)
	b.answer(ana, "A.1", "met", "")
	out := string(Markdown(Build(b.Audit, Options{})))
	if strings.Contains(out, "Guide,") || strings.Contains(out, "## Scope") {
		t.Errorf("something of a guide is in the report:\n%s", out)
	}
	golden(t, "no-guide.md", []byte(out))
}
