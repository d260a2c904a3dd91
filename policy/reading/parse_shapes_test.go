package reading

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/yuin/goldmark"
	"golang.org/x/net/html"

	"clausewalk/policy"
	"clausewalk/policy/policytest"
)

func TestParseReadsTheShapesThatPoliciesHave(t *testing.T) {
	for _, c := range []struct{ name, source, want string }{
		{"labels in headings, the rule below", "# T\n\nWelcome.\n\n#### 1\\. Use\n\n##### 1.1 Who\n\nAdults only.\n\n*   not robots\n\n##### 1.3 Fair\n\nBe fair.\n\nAlways.\n",
			"[P] \n(P.1 Welcome.)\n[1] Use\n1.1 Who Adults only. not robots\n1.3 Fair Be fair. Always.\nno 1.2 after 1.1\n"},
		{"numbered headings alone", "# T\n\n## 1. Use\n\nBe fair.\n\n## 2. Data\n\nKeep it safe.\n\nAnd small.\n", "[P] \n1 Use Be fair.\n2 Data Keep it safe. And small.\n"},
		{"a heading that leads to bullets", "# T\n\n## 3. Never\n\nDo not:\n\n- lie\n- spam\n", "[3] Never\n(3.P1 Do not:)\n3.1 lie\n3.2 spam\n"},
		{"bold labels in one paragraph", "# T\n\n#### [](#a)1\\. Use\n\n**1.1.** Be fair.  \n**1.2.** Ask  \nfirst.  \n**1.5.** Stop.\n",
			"[1] Use\n1.1 Be fair.\n1.2 Ask first.\n1.5 Stop.\nno 1.3 after 1.2\nno 1.4 after 1.2\n"},
		{"wrapped lines that count on", "2.1 Be fair\nand kind.\n2.2 Ask 2.3 people\nfirst.\n", "[P] \n2.1 Be fair and kind.\n2.2 Ask 2.3 people first.\n"},
		{"half-lost bold", "**1.1** **Fair.** Be so.\n\n**1.2 Ask.** First.\n", "[P] \n1.1 Fair. Be so.\n1.2 Ask. First.\n"},
		{"no-break space behind a label", "1.1\u00a0Be fair.\n\n1.2\u00a0Ask.\n", "[P] \n1.1 Be fair.\n1.2 Ask.\n"},
		{"letters and numerals", "# T\n\n## A. One\n\n(a) x\n\n(i) y\n\n(ii) z\n\n(b) w\n\n(d) v\n", "[A] One\nA.a x (i) y (ii) z\nA.b w\nA.d v\nno A.c after A.b\n"},
		{"capitals", "A. Fair use.\n\nB. No lies.\n\n## Z\n\nA. Smith said so.\n", "[P] \nP.A Fair use.\nP.B No lies.\n[S1] Z\nS1.1 A. Smith said so.\n"},
		{"roman numerals", "IV. Fair use.\n\nV. No lies.\n", "[P] \nP.1 IV. Fair use.\nP.2 V. No lies.\n"},
		{"sub-items of labelled paragraphs", "1.1 You must:\n\n(a) ask\n\n(b) thank\n\n1.2 Stop.\n", "[P] \n1.1 You must: (a) ask (b) thank\n1.2 Stop.\n"},
		{"bold lines for headings", "**Terms**\n\n**1. Use**\n\n1.1 Be fair.\n\n**2. Data**\n\n2.1 Keep it.\n", "[1] Use\n1.1 Be fair.\n[2] Data\n2.1 Keep it.\n"},
		{"bullets that are examples", "# T\n\n## Name\n\n* Say what it does, such as:\n* \"It sells.\"\n* For example, food.\n* Be short.\n\nWe answer soon.\n",
			"[S1] Name\nS1.1 Say what it does, such as: \"It sells.\" For example, food.\nS1.2 Be short.\nS1.3 We answer soon.\n"},
		{"bullets with two introductions", "# T\n\n## Ads\n\nYou must:\n\n- ask\n\nYou must also:\n\n- thank\n", "[S1] Ads\n(S1.P1 You must:)\nS1.1 ask\n(S1.P2 You must also:)\nS1.2 thank\n"},
		{"a heading in an item", "# T\n\n## 10\\. Ads\n\n1.  Ask.\n\n2.  #### Clear (from 2027)\n\n    a. Say so.\n", "[10] Ads\n10.1 Ask.\n10.2 Clear (from 2027) a. Say so.\n"},
		{"a table of contents and two titles", "T\n--\n\n[1\\. Use](#u)  \n[2\\. Data](#d)\n\n_Last updated May 1, 2026._\n\nT\n==\n\n1\\. Use\n-------\n\n1. a\n\n2\\. Data\n-------\n\n1. b\n",
			"[S1] T\n(S1.1 1. Use 2. Data)\n(S1.2 Last updated May 1, 2026.)\n[S2] T\n[1] Use\n1.1 a\n[2] Data\n2.1 b\n"},
		{"definitions", "# T\n\n## I. Terminology\n\n1. Must is must.\n\n## II. Rules\n\n1. Ask.\n\n## III. Definitions\n\n\"**App**\" means yours.\n",
			"[I] Terminology\n(I.1 Must is must.)\n[II] Rules\nII.1 Ask.\n[III] Definitions\n(III.1 \"App\" means yours.)\n"},
		{"articles", "# T\n\n## Article 1: Use\n\n1. a\n\n## Article 2\n\n1. b\n", "[1] Article 1: Use\n1.1 a\n[2] Article 2\n2.1 b\n"},
		{"empty bullets", "# T\n\n## A\n\n*\n\nAsk.\n\n*\n\nThank.\n", "[S1] A\nS1.1 Ask.\nS1.2 Thank.\n"},
		{"only context", "# T\n\n\"App\" means yours.\n", "[P] \nP.1 \"App\" means yours.\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := Parse("x", []byte(c.source))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, policytest.Outline(p)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			inOrder(t, p)
		})
	}
}

func TestParseTakesTheLabelOffAClausesMarkdownAndKeepsItsDress(t *testing.T) {
	for _, c := range []struct{ source, want string }{
		{"**1.1.** Be [fair](x).  \n**1.2.** b\n", "Be [fair](x)."},
		{"**1.1 Fair.** Be so.\n", "**Fair.** Be so."},
		{"**1.1** **Fair.** Be so.\n", "**Fair.** Be so."},
		{"# T\n\n## 1. A\n\n##### 1\\.1 *Fair*\n\nBe so.\n", "##### *Fair*\n\nBe so."},
		{"(a) Ask.\n\n(b) Thank.\n", "Ask."},
	} {
		p, err := Parse("x", []byte(c.source))
		if err != nil {
			t.Fatal(err)
		}
		if got := p.Clauses()[0].Markdown; got != c.want {
			t.Errorf("%q: %q, want %q", c.source, got, c.want)
		}
	}
}

func TestTheClauseOfAHeadingIsCalledByIt(t *testing.T) {
	p, err := Parse("x", []byte("# T\n\n## 1. Use\n\n### 1.1 Who may\n\nAdults only.\n"))
	if err != nil {
		t.Fatal(err)
	}
	if got := p.Clauses()[0].Title(); got != "Who may" {
		t.Errorf("title %q", got)
	}
}

// inOrder holds a policy against what a browser shows of its Markdown: the
// words of its nodes are those, in order, and only labels stand between them.
func inOrder(t *testing.T, p *policy.Policy) {
	t.Helper()
	var page, shown bytes.Buffer
	if err := goldmark.Convert(p.Markdown, &page); err != nil {
		t.Fatal(err)
	}
	tokens := html.NewTokenizer(&page)
	for tokens.Next() != html.ErrorToken {
		switch token := tokens.Token(); token.Type {
		case html.TextToken:
			shown.WriteString(token.Data)
		case html.SelfClosingTagToken, html.StartTagToken:
			for _, a := range token.Attr {
				if token.Data == "img" && a.Key == "alt" {
					shown.WriteString(a.Val)
				}
			}
		}
	}
	seen := strings.Fields(policy.Fold(shown.String()))
	var nodes []string
	for _, s := range p.Sections {
		nodes = append(nodes, strings.Fields(policy.Fold(s.Title))...)
		for _, c := range s.Nodes() {
			nodes = append(nodes, strings.Fields(c.Words())...)
		}
	}
	title := strings.Fields(policy.Fold(p.Title))
	if len(seen) >= len(title) && strings.Join(seen[:len(title)], " ") == strings.Join(title, " ") && (len(nodes) < len(title) || strings.Join(nodes[:len(title)], " ") != strings.Join(title, " ")) {
		seen = seen[len(title):]
	}
	i := 0
	for _, word := range seen {
		switch {
		case i < len(nodes) && nodes[i] == word:
			i++
		case !label.MatchString(word):
			t.Fatalf("the source shows %q before %q, the policy %q", word, strings.Join(seen[min(i, len(seen)):min(i+5, len(seen))], " "), strings.Join(nodes[min(i, len(nodes)):min(i+5, len(nodes))], " "))
		}
	}
	if i != len(nodes) {
		t.Fatalf("the policy has %q more than the source", nodes[i:])
	}
}

var label = regexp.MustCompile(`^\(?(?:[A-Za-z]|[IVXLCivxlc]+|[\d.]+)[.):]*$`)

func TestRealPoliciesAreReadWholeAndUnderTheirOwnLabels(t *testing.T) {
	dir := filepath.Join("..", "..", "..", "shared", "policies")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("the real policies are not at hand: they may not be committed")
	}
	for name, want := range map[string]struct {
		clauses int
		labels  string
	}{
		"instagram-platform-policy__2020-08-06.md":        {58, "A.14 B.2 C.1 D.20"},
		"instagram-platform-policy__2020-08-31.md":        {58, "A.14 B.2 C.1 D.20"},
		"instagram-platform-policy__2021-02-23-french.md": {58, "A.14 B.2 C.1 D.20"},
		"meta-developer-policies__2025-11-04.md":          {72, "1.1 4.3 10.6 14.2"},
		"meta-developer-policies__2026-05-13.md":          {70, "1.1 4.3 10.6 14.2"},
		"pinterest-developer-guidelines__2026-07-25.md":   {45, "S2.1 S4.3"},
		"pinterest-developer-guidelines__2026-08-19.md":   {45, "S2.1 S4.3"},
		"reddit-developer-terms__2026-08-06.md":           {41, "1.1 4.2 6.6 10.7"},
		"telegram-api-terms__2022-05-20.md":               {13, "1.1 1.4 4.2"},
		"telegram-api-terms__2026-07-02.md":               {14, "1.1 1.5 4.2"},
		"tiktok-app-review-guidelines__2025-09-22.md":     {35, "S1.S2.8 S11.1"},
		"youtube-api-services__2026-06-25.md":             {66, "II.5 III.A.2 III.I.21 III.K.1"},
	} {
		t.Run(name, func(t *testing.T) {
			source, err := os.ReadFile(filepath.Join(dir, name))
			if err != nil {
				t.Fatal(err)
			}
			p, err := Parse("x", source)
			if err != nil {
				t.Fatal(err)
			}
			if n := len(p.Clauses()); n != want.clauses {
				t.Errorf("%d clauses, want %d", n, want.clauses)
			}
			for _, label := range strings.Fields(want.labels) {
				if c, ok := p.Clause(label); !ok || c.Label != label {
					t.Errorf("no clause %s", label)
				}
			}
			if len(p.Skipped()) > 0 || len(p.Remarks) > 0 {
				t.Errorf("skipped %v, remarks %v", p.Skipped(), p.Remarks)
			}
			inOrder(t, p)
			checkLabels(t, p)
		})
	}
}
