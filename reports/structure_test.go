package reports

import (
	"fmt"
	"strings"
	"testing"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/policy"

	"github.com/google/go-cmp/cmp"
)

// strangers returns a policy and an audit in which every text is made by say,
// and the texts. Two audits that differ in say alone must have one structure.
func strangers(t *testing.T, say func() string) (*book, []string) {
	var said []string
	text := func() string {
		said = append(said, say())
		return said[len(said)-1]
	}
	p := &policy.Policy{
		ID: "strange", Title: text(), Source: "https://example.org/p", Dated: text(), Edition: digest(9),
		Scope: []policy.Fact{{ID: "stores", Question: text(), Answer: "yes-no"}, {ID: "sorts", Question: text(), Answer: "list"}},
	}
	ask := func(applies ...policy.Condition) *policy.Guide {
		return &policy.Guide{Title: text(), Kind: policy.Duty, Questions: []string{text(), text()}, Severity: "major", Needs: "file", Applies: applies}
	}
	words := func(marker string, depth int) policy.Paragraph {
		return policy.Paragraph{Marker: marker, Depth: depth, Spans: []policy.Span{
			{Text: text()}, {Text: text(), Link: "https://example.org/a"}, {Text: text(), Link: "#"}, {Text: text(), Link: "javascript:alert(1)"},
		}}
	}
	p.Sections = []policy.Section{
		{Label: "A", Title: text(), Clauses: []policy.Clause{
			{Label: "A.1", Digest: "1", Guide: ask(), Paragraphs: []policy.Paragraph{words("", 0), words("a.", 1), words("-", 2), words("", 1), words("12.", 1), words("", 0)}},
			{Label: "A.2", Digest: "2", Guide: ask(policy.Condition{Fact: "stores"}), Paragraphs: []policy.Paragraph{words("", 0)}},
			{Label: "A.3", Digest: "3", Guide: ask(), Paragraphs: []policy.Paragraph{words("-", 3), words("", 2)}},
		}, Skipped: []policy.Skipped{{Label: "A.4", After: "A.3"}}},
		{Label: "B", Title: text(), Clauses: []policy.Clause{
			{Label: "B.1", Digest: "4", Guide: ask(), Paragraphs: []policy.Paragraph{words("", 0)}},
			{Label: "B.2", Digest: "5", Guide: ask(), Paragraphs: []policy.Paragraph{words("", 0)}},
		}},
	}
	b := newBookOf(t, text(), text(), p)
	person := event.Person{Name: text(), Email: text()}
	reason := func(label string) event.Change {
		return event.SetReason(b.ref(label), text()+"\n\n  "+text()+"\nso that it is not thin")
	}
	evidence := func(label string) []event.Change {
		return []event.Change{
			event.AddEvidence(b.ref(label), event.Evidence{Kind: event.FileEvidence, Name: text(), Size: 12, SHA256: text()}),
			event.AddEvidence(b.ref(label), event.Evidence{Kind: event.LinkEvidence, Name: text(), URL: "https://example.org/?a=1&lt;&#27&x=" + text()}),
			event.AddEvidence(b.ref(label), event.Evidence{Kind: event.LinkEvidence, URL: "javascript:" + text()}),
			event.AddEvidence(b.ref(label), event.Evidence{Kind: event.PlaceEvidence, Path: text(), From: 1, To: 2, SHA256: text(), Commit: text()}),
		}
	}
	gap := func(label string) []event.Change {
		return []event.Change{event.SetGap(b.ref(label), event.GapOwner, text()), event.SetGap(b.ref(label), event.GapFix, text())}
	}
	b.do(person, event.SetFact("strange", "stores", no()), event.SetFact("strange", "sorts", event.FactAnswer{Values: []string{text()}}))
	b.do(person, reason("A.1"), event.SetVerdict(b.ref("A.1"), event.NotMet))
	b.do(person, evidence("A.1")...)
	b.do(person, gap("A.1")...)
	b.do(person, reason("A.2"), event.SetVerdict(b.ref("A.2"), event.Partly))
	b.do(person, append(gap("A.2"), evidence("A.2")...)...)
	b.do(person, event.SetVerdict(b.ref("A.3"), event.CannotTell), reason("A.3"))
	b.do(person, event.SetOverrule(b.ref("A.3"), &event.Overrule{In: true, Reason: text()}))
	b.do(person, event.SetOverrule(b.ref("B.2"), &event.Overrule{Reason: text()}))
	sign, err := checklist.Sign(b.Audit, checklist.Vouch{By: person, At: b.now, Name: text(), Role: text(), Statement: text()})
	if err != nil {
		t.Fatal(err)
	}
	b.do(person, sign)
	b.clash(append(gap("B.1"), reason("B.1"), event.SetVerdict(b.ref("B.1"), event.Met)),
		append(gap("B.1"), reason("B.1"), event.SetVerdict(b.ref("B.1"), event.NotMet)))
	lost := b.step(person, reason("B.2"), event.SetGap(b.ref("B.2"), event.GapOwner, text()))
	for i := range lost {
		lost[i].Field.Clause = text()
	}
	b.apply(lost...)
	return b, said
}

func TestNoTextChangesTheStructure(t *testing.T) {
	n := 0
	tame, _ := strangers(t, func() string { n++; return fmt.Sprintf("plain words %d", n) })
	want := shape(Markdown(Build(tame.Audit, Options{Tool: "clausewalk 0.1.0"})))
	for turn := 0; turn < len(hostile); turn += 4 { // Each turn puts each of them somewhere else.
		n = turn
		b, said := strangers(t, func() string {
			n++
			if s := hostile[n%len(hostile)]; Line(s) != "" {
				return strings.ToValidUTF8(s, "\ufffd") + fmt.Sprint(n)
			}
			return fmt.Sprint("nothing ", n)
		})
		out := Markdown(Build(b.Audit, Options{Tool: "clausewalk 0.1.0"}))
		if diff := cmp.Diff(want, shape(out)); diff != "" {
			t.Fatalf("turn %d: the texts change the structure:\n%s\n%s", turn, diff, out)
		}
		if bad := drives(out); bad != "" {
			t.Fatalf("turn %d: %s", turn, bad)
		}
		page := seen(out)
		for _, s := range said {
			for _, line := range strings.Split(Visible(s), "\n") {
				if !strings.Contains(page, fold(Line(line))) && !addressed(page, s) {
					t.Errorf("turn %d: %.200q is not to be read", turn, line)
				}
			}
		}
	}
}

// addressed tells whether the text is part of an address, where marks are
// written as the digits of their bytes.
func addressed(page, s string) bool {
	t, ok := target("https://example.org/?a=1&lt;&#27&x=" + s)
	return ok && strings.Contains(page, t)
}

func TestClauseKeepsItsWordsParagraphsAndLinks(t *testing.T) {
	for _, c := range builtin(t).Clauses() {
		if got := policy.Fold(seen([]byte(ClauseMarkdown(c)))); got != c.Words() {
			t.Errorf("%s reads %q\nand not %q", c.Label, got, c.Words())
		}
	}
	c := policy.Clause{Paragraphs: []policy.Paragraph{
		{Spans: []policy.Span{{Text: "See"}, {Text: " our "}, {Text: "terms [1]", Link: "https://example.org/a(b)?x=<y>"}, {Text: "!"}, {Text: "here", Link: "#"}, {Text: ":"}}},
		{Marker: "a.", Depth: 1, Spans: []policy.Span{{Text: "first\nsecond line"}}},
		{Marker: "-", Depth: 2, Spans: []policy.Span{{Text: "deeper"}}},
		{Marker: "7.", Depth: 1, Spans: []policy.Span{{Text: "- not a list"}}},
		{Depth: 1, Spans: []policy.Span{{Text: "goes on"}}},
		{Spans: []policy.Span{{Text: "mail", Link: "mailto:a@b.example"}}},
	}}
	want := "See our [terms \\[1\\]](<https://example.org/a(b)?x=%3Cy%3E>)!here:\n\n" +
		"- a. first\\\n  second line\n  - deeper\n- 7\\. \\- not a list\n\n  goes on\n\nmail"
	if diff := cmp.Diff(want, ClauseMarkdown(c)); diff != "" {
		t.Error(diff)
	}
}
