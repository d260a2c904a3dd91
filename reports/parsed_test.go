package reports

import (
	"bytes"
	"fmt"
	"html"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
	"pgregory.net/rapid"
)

// gfm reads Markdown as GitHub and Glamour do.
var gfm = goldmark.New(goldmark.WithExtensions(extension.GFM, extension.DefinitionList, extension.Footnote))

// shape counts the nodes of a document by kind. Text and the breaks in it are
// no structure.
func shape(markdown []byte) map[string]int {
	count := map[string]int{}
	doc := gfm.Parser().Parse(text.NewReader(markdown))
	err := ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if kind := n.Kind(); entering && kind != ast.KindText && kind != ast.KindString {
			name := kind.String()
			if h, ok := n.(*ast.Heading); ok {
				name = fmt.Sprintf("%s %d", name, h.Level)
			}
			count[name]++
		}
		return ast.WalkContinue, nil
	})
	if err != nil {
		panic(err)
	}
	return count
}

var tag = regexp.MustCompile(`<[^>]*>`)

// seen returns the words that a reader of the document sees, with every run of
// white space as one space.
func seen(markdown []byte) string {
	var b bytes.Buffer
	if err := gfm.Convert(markdown, &b); err != nil {
		panic(err)
	}
	return fold(html.UnescapeString(tag.ReplaceAllString(b.String(), "")))
}

func fold(s string) string { return strings.Join(strings.Fields(s), " ") }

// drives returns the first character that a terminal would obey, or that does
// not show. Glamour reads entities on its way there, so they are read here too.
func drives(markdown []byte) string {
	for _, s := range []string{string(markdown), html.UnescapeString(string(markdown))} {
		for i, r := range s {
			if r != '\n' && (hidden(r) || r == '\t' || !utf8.ValidRune(r)) {
				return fmt.Sprintf("%U in %q", r, s[max(0, i-20):min(len(s), i+20)])
			}
		}
		if !utf8.ValidString(s) {
			return "not UTF-8"
		}
	}
	return ""
}

// places are where a report puts a text.
var places = map[string]func(s string) string{
	"paragraph":    func(s string) string { return inline(s) + "\n" },
	"heading":      func(s string) string { return "### " + inline("A.1") + " " + inline(s) + "\n" },
	"bold":         func(s string) string { return "- **Reason (" + inline(s) + "):** x\n" },
	"list item":    func(s string) string { return "- **A.1** " + inline(s) + ": " + inline(s) + " (" + inline(s) + ")\n" },
	"nested item":  func(s string) string { return "- x\n  - " + inline(s) + "\n- y\n" },
	"cell":         func(s string) string { return "| a | b |\n|---|---|\n| " + cell(s) + " | " + cell(s) + " |\n" },
	"block":        func(s string) string { return "- **Reason:** " + block(s, "  ") + "\n- y\n" },
	"bare block":   func(s string) string { return "- " + block(s, "  ") + "\n- y\n" },
	"quoted block": func(s string) string { return quote(block(s, "")) + "\n" },
}

// checkPlaces holds a text against all places: same structure as a plain word,
// same words, no driving of a terminal.
func checkPlaces(t interface {
	Helper()
	Errorf(string, ...any)
}, s string) {
	t.Helper()
	words := fold(Line(s))
	if words == "" {
		return // A report leaves out what is empty.
	}
	for name, put := range places {
		markdown := []byte(put(s))
		if got, want := fmt.Sprint(shape(markdown)), fmt.Sprint(shape([]byte(put("x")))); got != want {
			t.Errorf("%s: %q\n%s\nis read as %s\nand not as %s", name, s, markdown, got, want)
		}
		if !strings.Contains(seen(markdown), words) {
			t.Errorf("%s: %q\n%s\nis read as %q", name, s, markdown, seen(markdown))
		}
		if bad := drives(markdown); bad != "" {
			t.Errorf("%s: %q: %s", name, s, bad)
		}
	}
}

// hostile are texts that would be markup, or drive a terminal.
var hostile = []string{
	"| a | b |\n|---|---|\n| c | d |", "a\n:-:", "a\n--|--", `a \| b \\| c`, "```\ncode\n```", "~~~\ncode", "`code` ``more``", "    indented code",
	"# one", "text\n## two ##", "text ##", "text\n===", "text\n---", "***", "* * *", "- item", "+ item", "1. item", "text\n2) item\n* item", "- [ ] task", "-",
	"> quote", "> [!NOTE]\n> note", "<b>bold</b>", "<script>alert(1)</script>", "<!-- hidden", "<?php", "<![CDATA[x]]>", "</details>", "a < b <c", "<",
	"[link](https://evil.example)", "![image](https://evil.example/x.png)", "[ref]: https://evil.example\n[ref]", "[^1]\n\n[^1]: note", "Look!", "[x]",
	"<https://evil.example>", "https://evil.example/a?b=c&d", "see http://evil.example.", "HTTP://evil.example", "www.evil.example", "(www.evil.example)", "ftp://evil.example",
	"mail@evil.example", "a.b-c_d@sub.evil.example", "*mail@evil.example", "<mail@evil.example>", "mailto:mail@evil.example",
	"*em* **strong** _em_ __strong__ ***both***", "snake_case_name and _x_", "~~gone~~ ~gone~ ~5 ~6~", "$x$ $$y$$ US$5", "&lt;b&gt; &amp; &copy &#27;[31m &#27[31m &#x1b;[0m &NewLine;x &Tab;",
	"\x1b[31mred\x1b[0m \x1b]0;title\x07 \x1b]8;;https://evil.example\x1b\\x", "a\rb\x00c\x08d\x7fe\u0085f\u009b31m", "\u202egnp.exe\u202c \u2066x\u2069 \u200f",
	"zero\u200bwidth\u2060\ufeff\u00ad \u3164 \u2800 \U000e0041", "line\u2028sep\u2029par", "bad \xff\xfe utf8 \xc3", "back\\slash\\", "C:\\new\\table \\ \\*", "\\", "ends in \\  ", "x\\\ny",
	": definition", "term\n: definition", "a\n\n\n\n\n\nb", "\n\n  \n lead", "tab\tin\n\t\ttabs", strings.Repeat("word", 25_000), strings.Repeat("_", 2_000) + "x", "…ünï 日本 👩‍👩‍👧 ❤️ e\u0301",
	"---\ntitle: x\n---", "{#id .class}", "term :smile: @ana #12", "\u00a0- item", "\u00a0", "!", "_", "~", "$", "&", "#", "=", "\"x\" 'y'",
}

func TestNoTextIsMarkupAnywhere(t *testing.T) {
	for _, s := range hostile {
		checkPlaces(t, s)
	}
}

// markup are the pieces that texts are made of to look like markup.
var markup = []string{
	"a", "b", "1", " ", " ", "\n", "\t", "*", "**", "_", "~", "~~", "`", "```", "[", "]", "(", ")", "<", ">", "!", "#", "## ", "- ", "+ ", "1. ", "|", "-", ":", "=",
	"\\", "&", ";", "&lt;", "&#27", "/", "//", "https://", "www.", "@", ".", "com", "$", "^", "{", "}", "\"", "'", "é", "\u00a0", "\u202e", "\x1b", "\r", "\xff", "　",
}

func TestNoMixOfMarksIsMarkup(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		checkPlaces(t, strings.Join(rapid.SliceOfN(rapid.SampledFrom(markup), 1, 12).Draw(t, "pieces"), ""))
	})
}

func TestPlainWordsStayAsTheyAre(t *testing.T) {
	for _, s := range []string{
		"Purge the CDN (done).", "A.12 – it's 50% of R&D, AT&T; \"quoted\" #12 a/b c:d e=f x+y -5 ~48 hours, $5 {x}", "instagram_business_basic",
		`C:\Users\ana`, "a < b > c <3", "It works!", "1.5 and 24.", "@ana", "v1.2-rc",
	} {
		want := strings.Replace(s, "works!", `works\!`, 1)
		if got := inline(s); got != want {
			t.Errorf("%q became %q", s, got)
		}
	}
}

func TestHiddenCharactersShow(t *testing.T) {
	for in, want := range map[string]string{
		"a\x1b[0m\x00\x7f":     "a␛[0m␀␡",
		"a\u009b\u202e\u2066b": "a⟨U+009B⟩⟨U+202E⟩⟨U+2066⟩b",
		"\u200b\ufeff\u2028":   "⟨U+200B⟩⟨U+FEFF⟩⟨U+2028⟩",
		"\u3164\U000e0041":     "⟨U+3164⟩⟨U+E0041⟩",
		"a\r\nb\tc\rd":         "a\nb\tc␍d",
		"\xffx":                "\ufffdx",
		"👩‍👩‍👧 ❤️ e\u0301 ن\u200cم": "👩‍👩‍👧 ❤️ e\u0301 ن\u200cم",
		"plain": "plain",
	} {
		got := Visible(in)
		if got != want {
			t.Errorf("%q became %q, not %q", in, got, want)
		}
		if again := Visible(got); again != got {
			t.Errorf("%q changes again to %q", got, again)
		}
	}
	if got := Line(" a\n\n\tb \nc "); got != "a b c" {
		t.Errorf("line %q", got)
	}
}

func FuzzInline(f *testing.F) {
	for _, s := range hostile {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { checkPlaces(t, s) })
}
