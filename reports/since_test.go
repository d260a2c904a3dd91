package reports

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"clausewalk/checklist/event"
)

func TestReportOpensWithWhatHasChanged(t *testing.T) {
	b := newBook(t, rules(t))
	b.answer(ana, "A.1", event.Met, "We looked at it twice.")
	b.answer(ana, "A.2", event.Met, "We looked at it twice.")
	then := b.AsOf(b.now)
	b.answer(ben, "A.2", event.NotMet, "The back door is open.")
	b.do(ben, event.AddEvidence(b.ref("A.2"), event.Evidence{Kind: event.FileEvidence, Name: "door.png", Size: 1, SHA256: digest(1)}))
	r := Build(b.Audit, Options{At: day.AddDate(0, 2, 0), Since: &Earlier{"2026-05-04", day.AddDate(0, 0, 1), then}})
	var changes []string
	for _, d := range append(r.Since.Answers, r.Since.Evidence...) {
		changes = append(changes, fmt.Sprintf("%s %s: %s -> %s", d.Field.Clause, d.Field.Kind, d.From, d.To))
	}
	want := []string{
		"A.2 reason: We looked at it twice. -> The back door is open.", "A.2 verdict: met -> not met", "A.2 evidence:  -> file door.png",
	}
	if diff := cmp.Diff(want, changes); diff != "" {
		t.Error(diff)
	}
	if len(r.Since.RunOut) != 1 || r.Since.RunOut[0].Ref.Label != "A.1" {
		t.Errorf("%v ran out, want A.1 alone", r.Since.RunOut)
	}
	for name, page := range map[string]string{"Markdown": seen(Markdown(r)), "HTML": seenHTML(HTML(r)), "brief": seen(Brief(r))} {
		first, gaps := strings.Index(page, "Changed since 2026-05-04 (4)"), strings.LastIndex(page, "Gaps (1)")
		if first < 0 || first > gaps {
			t.Errorf("%s does not open with what has changed: %s", name, page)
		}
		for _, s := range []string{`from "We looked at it twice." to "The back door is open."`, "file door.png", "the answer held for 1mo"} {
			if !strings.Contains(page, s) {
				t.Errorf("%q is not in %s", s, name)
			}
		}
	}
}

func TestChangesKeepTheirStructureWhateverTheTexts(t *testing.T) {
	report := func(say func() string) Report {
		b, _ := strangers(t, say)
		return Build(b.Audit, Options{Since: &Earlier{Line(say()), day, b.AsOf(day.Add(-time.Hour))}})
	}
	n := 0
	r := report(func() string { n++; return fmt.Sprintf("plain words %d", n) })
	want, brief := shape(Markdown(r)), shape(Brief(r))
	for turn := 0; turn < len(hostile); turn += 4 {
		n = turn
		r := report(func() string {
			n++
			if s := hostile[n%len(hostile)]; Line(s) != "" {
				return cutBytes(strings.ToValidUTF8(s, "\ufffd"), 90) + fmt.Sprint(n)
			}
			return fmt.Sprint("nothing ", n)
		})
		for _, diff := range []string{cmp.Diff(want, shape(Markdown(r))), cmp.Diff(brief, shape(Brief(r)))} {
			if diff != "" {
				t.Fatalf("turn %d: the texts change the structure:\n%s", turn, diff)
			}
		}
		if bad := drives(append(Markdown(r), Brief(r)...)); bad != "" {
			t.Fatalf("turn %d: %s", turn, bad)
		}
	}
}
