package reading

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"clausewalk/policy"
	"clausewalk/policy/policytest"
)

func TestPagesAndPlainTextAreReadAsMarkdownIs(t *testing.T) {
	for _, c := range []struct{ name, file, source, want string }{
		{"page", "p.html", "<!doctype html><html><head><title>x</title><style>p{}</style></head><body><h1>T</h1><p>Hello.</p><h2>A. Use</h2><ol start=\"4\"><li>Be <b>fair</b>.</li><li>Ask:<ul><li>first</li></ul></li></ol></body></html>",
			"[P] \n(P.1 Hello.)\n[A] Use\nA.4 Be fair.\nA.5 Ask: first\n"},
		{"page without a name", "-", "\n<html><body><h1>T</h1><p>1.1 Ask.<br>1.2 Thank.</p></body></html>", "[P] \n1.1 Ask.\n1.2 Thank.\n"},
		{"page with a frame", "p.html", "<!doctype html><body><header><nav><a href=/>Home -- <b>x</b></a></nav></header><main><h1>T</h1><ol><li>Be fair.</li></ol><footer><p>Written in May.</p></footer></main><div role=navigation>Up</div><footer>© We</footer></body>",
			"[P] \nP.1 Be fair. Written in May.\n"},
		{"page with links above its title and a table", "p.html", "<!doctype html><body><div><a href=/>We</a> <a href=/in>Log in</a></div><h1>T</h1><h2>1. Use</h2><p>1.1 Be fair.</p><p>1.2 Ask.</p><table><tr><th>Call</th><th>Limit</th></tr><tr><td>x</td><td>10</td></tr></table></body>",
			"[P] \n(P.1 We Log in)\n[1] Use\n1.1 Be fair.\n1.2 Ask. Call Limit x 10\n"},
		{"paragraphs", "p.md", "# T\n\n### Section 2: Duties\n\n§ 2.1 Be fair.\n\n§2.2 Be quick.\n", "[2] Section 2: Duties\n2.1 Be fair.\n2.2 Be quick.\n"},
		{"text", "p.txt", "TERMS\n\nHello.\n\n1. USE\n\n1.1 Be fair_ly\n    and kind.\n1.2 Ask:\n\n    • first\n\n2. DATA\n\n2.1 Keep it.\n",
			"[P] \n(P.1 Hello.)\n[1] USE\n1.1 Be fair_ly and kind.\n1.2 Ask: first\n[2] DATA\n2.1 Keep it.\n"},
		{"Markdown", "p.md", "# T\n\n1. Be *fair*.\n", "[P] \nP.1 Be fair.\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			md, err := ToMarkdown(c.file, []byte(c.source))
			if err != nil {
				t.Fatal(err)
			}
			p, err := Parse("x", md)
			if err != nil {
				t.Fatalf("%v\n%s", err, md)
			}
			if diff := cmp.Diff(c.want, policytest.Outline(p)); diff != "" {
				t.Errorf("%s\n(-want +got):\n%s", md, diff)
			}
		})
	}
}

func TestAWrittenHeadDoesNotMoveTheSourcesLines(t *testing.T) {
	for _, source := range []string{"# T\n\n1. a\n2. b\n", "---\ntitle: T\n---\n# T\n\n1. a\n2. b\n", "---\ntitle: T\n\n# more\n\n\n---\n1. a\n2. b\n"} {
		want := parsed(t, source).Clauses()[1].FirstLine
		for range 2 { // A head that was written is written anew too.
			got, err := WithHead("x", []byte(source), "Terms", "http://x.y", "2026-01-01")
			if err != nil {
				t.Fatal(err)
			}
			p := parsed(t, string(got))
			if line := p.Clauses()[1].FirstLine; line != want || p.Title != "Terms" {
				t.Errorf("line %d, want %d:\n%s", line, want, got)
			}
			source = string(got)
		}
	}
}

func TestATableOfAPageIsNoLargerThanItsWords(t *testing.T) {
	page := "<!doctype html><body><table><tr><td colspan=100000000 rowspan=100000>x</td><td>y</td></tr>" + strings.Repeat("<tr><td>z</td></tr>", 100) + "</table>"
	md, err := ToMarkdown("p.html", []byte(page))
	if err != nil || len(md) > len(page) {
		t.Errorf("%d bytes of %d: %v", len(md), len(page), err)
	}
}

func TestALongListOfAPageHasTheNumbersThatThePagePrints(t *testing.T) {
	items := strings.Repeat("<li>You must do one thing.<ol><li>And another one.</li></ol></li>", 11)
	source, err := ToMarkdown("page.html", []byte("<html><body><h1>Rules</h1><h2>1. Use</h2><ol>"+items+"</ol><pre>01. as it stands</pre></body></html>"))
	if err != nil {
		t.Fatal(err)
	}
	p, err := Parse("x", source)
	if err != nil {
		t.Fatal(err)
	}
	if labels := policytest.Labels(p); len(labels) != 11 || labels[0] != "1.1" || labels[10] != "1.11" {
		t.Errorf("labels %q of\n%s", labels, source)
	}
	if c, _ := p.Clause("1.2"); len(c.Parts) != 1 || !strings.Contains(string(source), "\n01. as it stands") {
		t.Errorf("parts %v of\n%s", c.Parts, source)
	}
}

func TestWhatFramesAPageIsNamedAndNotRead(t *testing.T) {
	md, err := ToMarkdown("p.html", []byte("<!doctype html><body><nav><a href=/>Home --> now</a></nav><main><h1>T</h1><ol><li>Be fair.</li></ol></main><footer>© We</footer></body>"))
	if err != nil {
		t.Fatal(err)
	}
	want := []policy.Remark{{Line: 1, Text: "left out, from around the text of the page: Home - - now / © We"}}
	if diff := cmp.Diff(want, parsed(t, string(md)).Remarks); diff != "" {
		t.Errorf("%s\n(-want +got):\n%s", md, diff)
	}
}

func TestWhatIsNoTextIsRefusedWithAWord(t *testing.T) {
	for _, c := range []struct{ source, want string }{
		{"\xff\xfea\x00", "it is UTF-16 text: save it as UTF-8"},
		{"a\nb\x00", "line 2 is not UTF-8 text: save the policy as text, Markdown or HTML in UTF-8"},
		{strings.Repeat("a", MaxSize+1), "16777217 bytes is more than the limit of 16777216"},
	} {
		if _, err := ToMarkdown("p.md", []byte(c.source)); err == nil || err.Error() != c.want {
			t.Errorf("error %v, want %s", err, c.want)
		}
	}
}

func TestAHeadKeepsWhatIsNotGivenAnew(t *testing.T) {
	got, err := WithHead("x", []byte("---\ntitle: T\nsource: http://x.y\n---\n1. a\n"), "", "", "2026-01-01")
	if err != nil {
		t.Fatal(err)
	}
	p, err := Parse("x", got)
	if err != nil || p.Title != "T" || p.Source != "http://x.y" || p.Dated != "2026-01-01" {
		t.Errorf("%s: %v", got, err)
	}
}
