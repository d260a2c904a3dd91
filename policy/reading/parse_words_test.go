package reading

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"clausewalk/policy"
	"clausewalk/policy/policytest"
)

// randomDocument draws a policy's Markdown together with the words that a reader of
// it sees, in order. The words are written here, not read back from Markdown.
func randomDocument(t *rapid.T) (source string, words []string) {
	var b strings.Builder
	word := rapid.StringMatching(`[a-z]{1,6}`)
	sentence := func() string {
		said := rapid.SliceOfN(word, 1, 6).Draw(t, "words")
		words = append(words, said...)
		for i := range said {
			switch rapid.IntRange(0, 9).Draw(t, "dress") {
			case 0:
				said[i] = "**" + said[i] + "**"
			case 1:
				said[i] = "[" + said[i] + "](http://x.y)"
			case 2:
				said[i] = "`" + said[i] + "`"
			case 3:
				said[i] += "\n"
			}
		}
		return strings.TrimSpace(strings.ReplaceAll(strings.Join(said, " "), "\n ", "\n   "))
	}
	fmt.Fprintf(&b, "# Title %s\n\n", strings.ReplaceAll(sentence(), "\n", " "))
	number := 0
	for range rapid.IntRange(1, 12).Draw(t, "blocks") {
		switch rapid.IntRange(0, 6).Draw(t, "block") {
		case 0:
			fmt.Fprintf(&b, "## %s. %s\n\n", rapid.SampledFrom([]string{"A", "B", "IV", "3"}).Draw(t, "label"), strings.ReplaceAll(sentence(), "\n", " "))
			number = 0
		case 1:
			fmt.Fprintf(&b, "%s\n\n", strings.ReplaceAll(sentence(), "\n   ", "\n"))
		case 2:
			fmt.Fprintf(&b, "* %s\n* %s\n\n", sentence(), sentence())
		case 3:
			number += rapid.IntRange(1, 3).Draw(t, "step")
			fmt.Fprintf(&b, "%d. %s\n   - %s\n\n   %s\n\n", number, sentence(), sentence(), sentence())
		case 4:
			fmt.Fprintf(&b, "> %s\n\n", strings.ReplaceAll(sentence(), "\n   ", "\n> "))
		case 5:
			fmt.Fprintf(&b, "***\n\n```\n%s\n```\n\n", strings.Trim(strings.NewReplacer("*", "", "`", "", "[", "", "](http://x.y)", "").Replace(sentence()), " "))
		default:
			number++
			fmt.Fprintf(&b, "%d) %s\n\n", number, sentence())
		}
	}
	return b.String(), words
}

func TestEveryVisibleWordIsInTheTitleASectionOrAClauseInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		source, want := randomDocument(t)
		p, err := Parse("x", []byte(source))
		if err != nil {
			if strings.Contains(err.Error(), "no clause") {
				t.Skip("only headings")
			}
			t.Fatal(err)
		}
		got := strings.Fields(strings.TrimPrefix(p.Title, "Title "))
		for _, s := range p.Sections {
			got = append(got, strings.Fields(s.Title)...)
			for _, c := range s.Nodes() {
				got = append(got, strings.Fields(c.Words())...)
			}
		}
		if strings.Join(got, " ") != strings.Join(want, " ") {
			t.Fatalf("source %q\n got %q\nwant %q", source, got, want)
		}
		checkLabels(t, p)
	})
}

// checkLabels holds what is true of every policy that Parse returns.
func checkLabels(t interface{ Fatalf(string, ...any) }, p *policy.Policy) {
	if len(p.Clauses()) == 0 || len(p.Edition) != 64 || len(p.ShortEdition()) != 12 {
		t.Fatalf("%d clauses, edition %q", len(p.Clauses()), p.Edition)
	}
	sections := map[string]bool{}
	for _, s := range p.Sections {
		if sections[s.Label] || s.Label == "" {
			t.Fatalf("section %q twice or without a label", s.Label)
		}
		sections[s.Label] = true
		for _, c := range s.Clauses {
			found, ok := p.Clause(strings.ToLower(c.Label))
			if !ok || found.Label != c.Label {
				t.Fatalf("%q finds %q", c.Label, found.Label)
			}
			if len(c.Digest) != 64 || c.Digest != policy.Digest(c.Words()) {
				t.Fatalf("%s has the digest %q of different words", c.Label, c.Digest)
			}
		}
		for _, g := range s.Skipped {
			if _, ok := p.Clause(g.Label); ok {
				t.Fatalf("%s is both there and missing", g.Label)
			}
		}
	}
}

func TestParseReadsLongDocumentsInReasonableTime(t *testing.T) {
	// Each of these took minutes while labels were tried one after the other.
	for _, source := range []string{
		strings.Repeat("1. a\n\ntext\n\n", 20_000),
		strings.Repeat("## A. One\n\ntext\n\n", 20_000),
	} {
		p, err := Parse("x", []byte(source))
		if err != nil {
			t.Fatal(err)
		}
		if n := len(p.Clauses()); n != 20_000 {
			t.Errorf("%d clauses", n)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		policytest.SmallPolicy, "---\ntitle: T\n---\n1. a\n", "T\n=\n\n- a\n  - b\n\n> c\n", "1. a\n\n5. b\n", "<!-- a -->\n<div>b</div>\n",
		"&#38;lt; \\&amp; `a`\n", "1.\n1.\n1.\n", "\uFEFF# T\r\n\r\n1. a\r\n", "## 1.1 A\n### A. B\n#\n1. a\n", "* a\n1) b\n", "    code\n\ttab\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, source []byte) {
		if p, err := Parse("x", source); err == nil {
			checkLabels(t, p)
		}
	})
}
