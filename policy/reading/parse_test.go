package reading

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"clausewalk/policy"
	"clausewalk/policy/policytest"
)

func parsed(t *testing.T, source string) *policy.Policy {
	t.Helper()
	p, err := Parse("x", []byte(source))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestParseReadsClausesUnderTheLabelsOfTheSource(t *testing.T) {
	for _, c := range []struct{ name, source, want string }{
		{"headings with labels", "# T\n\n## A. One\n1. a\n2. b\n\n## IV) Two\n1) c\n\n## 3: Three\n1. d\n\n## D – Four\n1. e\n\n## 3.2 Five\n1. f\n",
			"[A] One\nA.1 a\nA.2 b\n[IV] Two\nIV.1 c\n[3] Three\n3.1 d\n[D] Four\nD.1 e\n[3.2] Five\n3.2.1 f\n"},
		{"headings without labels", "# T\n\n## One\n1. a\n\n## Two\n1. b\n", "[S1] One\nS1.1 a\n[S2] Two\nS2.1 b\n"},
		{"headings below headings", "# T\n\n## A. One\n1. a\n\n### 1. Under\n1. b\n\n### Plain\n1. c\n\n## 4 Two\n1. d\n\n### 4.1 Under\n1. e\n",
			"[A] One\nA.1 a\n[A.1(2)] Under\nA.1(2).1 b\n[A.S1] Plain\nA.S1.1 c\n[S2] 4 Two\nS2.1 d\n[4.1] Under\n4.1.1 e\n"},
		{"labels below a heading that has none", "# T\n\n## Part\n### 1. One\n1. a\n\n## Part\n### 1. Two\n1. b\n",
			"[S1] Part\n[1] One\n1.1 a\n[S2] Part\n[S2.1] Two\nS2.1.1 b\n"},
		{"title below the first level", "### T\n\nText.\n\n#### A. One\n1. a\n", "[P] \n(P.1 Text.)\n[A] One\nA.1 a\n"},
		{"only a labelled heading", "# A. One\n\n1. a\n", "[A] One\nA.1 a\n"},
		{"heading behind a clause", "Text.\n\n# T\n\n- a\n", "[P] \n(P.1 Text.)\n[S1] T\nS1.1 a\n"},
		{"setext headings", "T\n=\n\nText.\n\nA. One\n------\n\n1. a\n", "[P] \n(P.1 Text.)\n[A] One\nA.1 a\n"},
		{"heading with an escaped dot and a link", "# T\n\n#### [](#x)1\\. One & all\n\n1. a\n", "[1] One & all\n1.1 a\n"},
		{"no heading", "1. a\n2. b\n", "[P] \nP.1 a\nP.2 b\n"},
		{"numbers that are left out", "1. a\n2. b\n\n5. c\n", "[P] \nP.1 a\nP.2 b\nP.5 c\nno P.3 after P.2\nno P.4 after P.2\n"},
		{"number that comes late", "1. a\n3. c\n2. b\n", "[P] \nP.1 a\nP.3 c\nP.2 b\n"},
		{"jump that is no hole", "1. a\n\n1990. b\n", "[P] \nP.1 a\nP.1990 b\n"},
		{"numbers that restart", "1. a\n2. b\n\n## Rest\n\n1. c\n\n<!-- -->\n\n1. d\n", "[P] \nP.1 a\nP.2 b\n[S1] Rest\nS1.1 c\nS1.1(2) d\n"},
		{"numbers that Markdown counts", "1. a\n1. b\n1. c\n", "[P] \nP.1 a\nP.2 b\nP.3 c\n"},
		{"list that begins late", "4. a\n5. b\n", "[P] \nP.4 a\nP.5 b\n"},
		{"nested list", "1. a:\n   - b\n   - c\n     1. d\n     2. e\n2. f\n", "[P] \nP.1 a: b c d e\nP.2 f\n"},
		{"unnumbered section", "# T\n\n## Rules\n\nFirst rule.\n\nSecond rule.\n", "[S1] Rules\nS1.1 First rule.\nS1.2 Second rule.\n"},
		{"paragraph before numbers", "# T\n\n## A. One\n\nYou agree:\n\n1. a\n2. b\n", "[A] One\n(A.P1 You agree:)\nA.1 a\nA.2 b\n"},
		{"paragraph before numbered sections", "# T\n\n## 1. One\n\nYou agree:\n\n### 1.1 Sub\n\nText.\n", "[1] One\n(1.P1 You agree:)\n1.1 Sub Text.\n"},
		{"paragraph inside an item", "1. a\n\n   more of a\n\nand the rest\n\n2. b\n", "[P] \nP.1 a more of a and the rest\nP.2 b\n"},
		{"blank line in a sentence", "1. A release\n\ndoes not extend.\n\n2. b\n", "[P] \nP.1 A release does not extend.\nP.2 b\n"},
		{"bullets", "# T\n\n## Do\n\n- a\n- b\n\n## Don't\n\nNever:\n\n* c\n* d\n", "[S1] Do\nS1.1 a\nS1.2 b\n[S2] Don't\n(S2.P1 Never:)\nS2.1 c\nS2.2 d\n"},
		{"html", "1. a <b>bold</b>\n\n<div>\nshown\n</div>\n\n2. b\n", "[P] \nP.1 a <b>bold</b> <div> shown </div>\nP.2 b\n"},
		{"comments", "<!-- ours -->\n\n1. a <!-- not shown --> b\n2. c\n", "[P] \nP.1 a b\nP.2 c\n"},
		{"comment that is never closed", "1. a\n\n<!-- 2. b\n", "[P] \nP.1 a <!-- 2. b\n"},
		{"code", "1. Call `a\\_b &amp;`:\n\n   ```go\n   x := 1\n   ```\n\n2. b\n\n       y\n", "[P] \nP.1 Call a\\_b &amp;: x := 1\nP.2 b y\n"},
		{"escapes and entities", "1. a\\_b \\* &lt;c&gt; &amp;lt; &#38;lt; \\&amp; &#x41; R&D; AT&T\n", "[P] \nP.1 a_b * <c> &lt; &lt; &amp; A R&D; AT&T\n"},
		{"emphasis, links and pictures", "1. **must** *not* [see](http://x.y) ![alt](u.png) <http://z.y>\n", "[P] \nP.1 must not see alt http://z.y\n"},
		{"reference links and rules", "1. [a][x]\n\n* * *\n\n[x]: http://y.z\n\n2. b\n", "[P] \nP.1 a\nP.2 b\n"},
		{"quotation", "1. a\n\n> 1. b\n> 2. c\n\n2. d\n", "[P] \nP.1 a b c\nP.2 d\n"},
		{"item without words", "1.\n2. b\n", "[P] \nP.1 \nP.2 b\n"},
		{"heading without words", "# T\n\n##\n\n1. a\n", "[S1] \nS1.1 a\n"},
		{"head", "---\ntitle: Ours\ndated: 2020-08-31\n---\n1. a\n", "[P] \nP.1 a\n"},
		{"empty head", "---\n---\n\n1. a\n\n---\n\n2. b\n", "[P] \nP.1 a\nP.2 b\n"},
		{"line that opens no head", "---\n\n1. a\n", "[P] \nP.1 a\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, source := range []string{c.source, strings.ReplaceAll(c.source, "\n", "\r\n"), "\uFEFF" + c.source} {
				p, err := Parse("x", []byte(source))
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(c.want, policytest.Outline(p)); diff != "" {
					t.Errorf("%q (-want +got):\n%s", source, diff)
				}
			}
		})
	}
}

func TestParseKeepsEachClausesSource(t *testing.T) {
	for _, c := range []struct{ name, source, want string }{
		{"link and emphasis", "1. See *the* [docs](http://x.y).\n2. b\n", "See *the* [docs](http://x.y)."},
		{"nested list", "10. a:\n    - b\n      - c\n11. d\n", "a:\n- b\n  - c"},
		{"fenced code", "1. a\n\n   ```\n   code\n   ```\n2. b\n", "a\n\n```\ncode\n```"},
		{"paragraph indented with a tab", "1. a\n\n\tmore\n\n2. b\n", "a\n\nmore"},
		{"indented code", "    code\n      deeper\n", "    code\n      deeper"},
		{"quotation", "> said\n> so\n", "> said\n> so"},
		{"paragraph", "a  \nb\n", "a  \nb"},
		{"nothing", "1.\n2. b\n", ""},
		{"paragraph behind it", "1. a\n\nrest\n\n2. b\n", "a\n\nrest"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := Parse("x", []byte(c.source))
			if err != nil {
				t.Fatal(err)
			}
			if got := p.Clauses()[0].Markdown; got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestParseTellsTheLinesOfEachClause(t *testing.T) {
	for _, c := range []struct{ name, source, want string }{
		{"items", "# T\n\n1. a\n2. b\n   c\n\n   d\n\n3. e", "3-3 4-7 9-9"},
		{"head", "---\ntitle: T\n---\n1. a\n\nb\n", "4-6"},
		{"paragraphs", "a\nb\n\n\nc\n", "1-2 5-5"},
	} {
		for _, source := range []string{c.source, strings.ReplaceAll(c.source, "\n", "\r\n")} {
			p, err := Parse("x", []byte(source))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, one := range p.Clauses() {
				got = append(got, fmt.Sprintf("%d-%d", one.FirstLine, one.LastLine))
			}
			if strings.Join(got, " ") != c.want {
				t.Errorf("%s: lines %v, want %s", c.name, got, c.want)
			}
		}
	}
}

func TestParseKeepsSubItemsApart(t *testing.T) {
	p, err := Parse("x", []byte("1. a:\n   1. b [link](http://x.y)\n   1. c\n      - d\n2. e\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := []policy.Paragraph{
		{Spans: []policy.Span{{Text: "a:"}}},
		{Marker: "1.", Depth: 1, Spans: []policy.Span{{Text: "b "}, {Text: "link", Link: "http://x.y"}}},
		{Marker: "2.", Depth: 1, Spans: []policy.Span{{Text: "c"}}},
		{Marker: "-", Depth: 2, Spans: []policy.Span{{Text: "d"}}},
	}
	if diff := cmp.Diff(want, p.Clauses()[0].Paragraphs); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestParseRefusesWhatIsNoPolicyAndSaysWhere(t *testing.T) {
	for _, c := range []struct{ name, source, want string }{
		{"nothing", "", "policy x: no clause found in the text"},
		{"headings only", "# T\n\n## A. One\n", "policy x: no clause found in the text"},
		{"not UTF-8", "# T\n\n1. caf\xe9\n", "x/policy.md:3:7: not UTF-8 text"},
		{"a NUL", "# T\n\n1. a\x00b\n", "x/policy.md:3:5: not UTF-8 text"},
		{"unknown member of the head", "---\ntitle: T\nby: me\n---\n1. a\n", `x/policy.md:3:1: unknown field "by"`},
		{"head with a list for a title", "---\ntitle: [T]\n---\n1. a\n", "x/policy.md:2:8: slice was used where string is expected"},
		{"too long", strings.Repeat("a", MaxSize+1), "policy x: 16777217 bytes is more than the limit of 16777216"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Parse("x", []byte(c.source))
			if err == nil || err.Error() != c.want {
				t.Errorf("error %v\nwant  %s", err, c.want)
			}
			var position *policy.PositionError
			if strings.Contains(c.want, ".md:") && !errors.As(err, &position) {
				t.Errorf("%T is no position", err)
			}
		})
	}
}

func TestParseTakesTheTitleFromHeadThenHeadingThenID(t *testing.T) {
	for _, c := range []struct{ source, title, dated, from string }{
		{"---\ntitle: Ours\ndated: 2020-08-31\nsource: http://x.y\n---\n# Heading\n\n1. a\n", "Ours", "2020-08-31", "http://x.y"},
		{"# Heading\n\n1. a\n", "Heading", "", ""},
		{"1. a\n", "x", "", ""},
	} {
		p, err := Parse("x", []byte(c.source))
		if err != nil {
			t.Fatal(err)
		}
		if p.Title != c.title || p.Dated != c.dated || p.Source != c.from {
			t.Errorf("%q: title %q, dated %q, source %q", c.source, p.Title, p.Dated, p.Source)
		}
	}
}

func TestEditionIsOfTheVisibleWordsAlone(t *testing.T) {
	edition := func(source string) string {
		p, err := Parse("x", []byte(source))
		if err != nil {
			t.Fatal(err)
		}
		return p.Edition
	}
	first := edition("# T\n\n1. Don't \"do\" it.\n2. b\n")
	for _, same := range []string{
		"T\n=\n\n1.  Don’t “do”\n    it.\n\n2.  b\n",
		"# T\r\n\r\n1. *Don't* [\"do\"](http://x.y) it.\r\n2. b\r\n",
	} {
		if edition(same) != first {
			t.Errorf("%q is another edition", same)
		}
	}
	for _, other := range []string{
		"# T\n\n1. Do \"do\" it.\n2. b\n", "# T\n\n1. Don't \"do\" it.\n3. b\n", "# U\n\n1. Don't \"do\" it.\n2. b\n",
	} {
		if edition(other) == first {
			t.Errorf("%q is the same edition", other)
		}
	}
}
