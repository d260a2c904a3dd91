package reports

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"clausewalk/checklist"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
)

// elements parses HTML as a browser does and returns its elements in order.
func elements(doc []byte) []*html.Node {
	root, err := html.Parse(bytes.NewReader(doc))
	if err != nil {
		panic(err)
	}
	var all []*html.Node
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			all = append(all, n)
		}
	}
	return all
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// below counts elements below one, none where it is not there.
func below(n *html.Node, tag string) int {
	if n == nil {
		return 0
	}
	count := 0
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && d.Data == tag {
			count++
		}
	}
	return count
}

func content(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode && (n.Data == "script" || d.Parent.Data != "script") {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// seenHTML returns the words that a reader of the page sees.
func seenHTML(doc []byte) string {
	for _, n := range elements(doc) {
		if n.Data == "body" {
			return fold(content(n))
		}
	}
	return ""
}

// htmlCodes returns the state of every clause as the page shows it, and holds
// the page's lists against the model.
func htmlCodes(t failer, r Report) []string {
	t.Helper()
	all := elements(HTML(r))
	count := map[string]int{}
	lists := map[string]*html.Node{}
	var words []string
	for _, n := range all {
		count[n.Data]++
		if n.Data == "section" {
			lists[attr(n, "aria-labelledby")] = n
		}
		if n.Data == "summary" {
			words = append(words, content(n.LastChild))
		}
	}
	clauses := r.Clauses(func(Clause) bool { return true })
	sections := 0
	for _, p := range r.Policies {
		sections += len(p.Sections)
	}
	for what, pair := range map[string][2]int{
		"h1": {count["h1"], 1}, "h2": {count["h2"], len(lists) + 1}, "h4": {count["h4"], len(clauses)}, "details": {count["details"], len(clauses)},
		"sections": {below(lists["clauses"], "h3"), sections}, "gaps": {below(lists["gaps"], "li"), len(r.Gaps())},
		"unanswered": {below(lists["unanswered"], "li"), len(r.Unanswered())}, "out": {below(lists["out"], "li"), len(r.Flagged(checklist.OutOfScope))},
		"unplaced": {below(lists["unplaced"], "li"), len(r.Unplaced)}, "sign-offs": {below(lists["sign-offs"], "li"), len(r.SignOffs) + len(r.Changes)},
		"evidence": {below(lists["evidence"], "li"), len(r.Files)}, "history": {below(lists["history"], "li"), len(r.History)}, "scope": {below(lists["scope"], "li"), len(r.Facts)},
		"rows": {count["tr"], len(coverageRows) + 1 + sections + 2}, "script": {count["script"], 1}, "img": {count["img"], 0},
	} {
		if pair[0] != pair[1] {
			t.Fatal(fmt.Sprintf("%s: %d on the page, %d in the model", what, pair[0], pair[1]))
		}
	}
	var codes []string
	for n, c := range clauses {
		if words[n] != c.Words {
			t.Fatal("a clause reads " + words[n] + ", not " + c.Words)
		}
		codes = append(codes, c.Code())
	}
	return codes
}

func TestNoTextChangesTheStructureOfHTML(t *testing.T) {
	tags := func(doc []byte) map[string]int {
		count := map[string]int{}
		for _, n := range elements(doc) {
			if n.Data != "br" { // A line break within the policy's words.
				count[n.Data]++
			}
			for _, a := range n.Attr {
				if strings.HasPrefix(a.Key, "on") || a.Key == "href" && !strings.HasPrefix(a.Val, "#") && !strings.HasPrefix(a.Val, "http") {
					count["bad attribute "+a.Key+"="+a.Val]++
				}
			}
		}
		return count
	}
	n := 0
	tame, _ := strangers(t, func() string { n++; return fmt.Sprintf("plain words %d", n) })
	want := tags(HTML(Build(tame.Audit, Options{})))
	for turn := 0; turn < len(hostile); turn += 4 {
		n = turn
		b, said := strangers(t, func() string {
			n++
			if s := hostile[n%len(hostile)]; Line(s) != "" {
				return strings.ToValidUTF8(s, "\ufffd") + fmt.Sprint(n)
			}
			return fmt.Sprint("nothing ", n)
		})
		r := Build(b.Audit, Options{})
		out := HTML(r)
		if diff := cmp.Diff(want, tags(out)); diff != "" {
			t.Fatalf("turn %d: the texts change the structure:\n%s", turn, diff)
		}
		checkCounts(t, r, htmlCodes(t, r))
		if bad := drives(bytes.ReplaceAll(out, []byte("\t"), nil)); bad != "" {
			t.Fatalf("turn %d: %s", turn, bad)
		}
		page := seenHTML(out)
		for _, s := range said {
			for _, line := range strings.Split(Visible(s), "\n") {
				if !strings.Contains(page, fold(Line(line))) && !addressed(page, s) {
					t.Errorf("turn %d: %.200q is not to be read", turn, line)
				}
			}
		}
	}
}

func TestHTMLIsOneSoundPageThatNeedsNothing(t *testing.T) {
	n := 0
	strange, _ := strangers(t, func() string {
		n++
		return "</style>\"\\}" + strings.ToValidUTF8(hostile[n%len(hostile)], "\ufffd")
	})
	for name, b := range map[string]*book{"half": half(t), "empty": newBook(t, builtin(t)), "strange": strange} {
		t.Run(name, func(t *testing.T) {
			r := Build(b.Audit, Options{Tool: "clausewalk 0.1.0"})
			out := HTML(r)
			if !bytes.Equal(out, HTML(r)) {
				t.Error("not the same bytes twice")
			}
			all := elements(out)
			checkLinks(t, all)
			checkHeadings(t, all)
			checkNothingBeside(t, all)
		})
	}
}

// checkLinks holds that an ID is there once, and that what leads to one finds it.
func checkLinks(t *testing.T, all []*html.Node) {
	t.Helper()
	var ids []string
	for _, n := range all {
		if id := attr(n, "id"); id != "" {
			if slices.Contains(ids, id) {
				t.Errorf("the id %s is there twice", id)
			}
			ids = append(ids, id)
		}
	}
	for _, n := range all {
		for _, key := range []string{"href", "aria-labelledby"} {
			target, within := strings.CutPrefix(attr(n, key), "#")
			if key == "aria-labelledby" && target != "" {
				within = true
			}
			if within && !slices.Contains(ids, target) {
				t.Errorf("nothing has the id %q", target)
			}
		}
	}
}

// checkHeadings holds that no level is left out on the way down, and that the
// page names its language.
func checkHeadings(t *testing.T, all []*html.Node) {
	t.Helper()
	level := 0
	for _, n := range all {
		switch {
		case n.Data == "html" && attr(n, "lang") != "en":
			t.Error("the page names no language")
		case len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6':
			if next := int(n.Data[1] - '0'); next > level+1 {
				t.Errorf("%s follows h%d", n.Data, level)
			} else {
				level = next
			}
		}
	}
}

// checkNothingBeside holds that the page asks for nothing, and allows no style
// and no script but its own.
func checkNothingBeside(t *testing.T, all []*html.Node) {
	t.Helper()
	policy, style, script := "", "", ""
	for _, n := range all {
		switch {
		case attr(n, "http-equiv") == "Content-Security-Policy":
			policy = attr(n, "content")
		case n.Data == "style":
			style = content(n)
		case n.Data == "script":
			script += content(n)
		}
		if slices.Contains([]string{"link", "img", "iframe", "object", "form"}, n.Data) || attr(n, "src") != "" || attr(n, "style") != "" {
			t.Errorf("the page has <%s>", n.Data)
		}
	}
	for _, source := range []string{style, script} {
		sum := sha256.Sum256([]byte(source))
		if !strings.Contains(policy, "default-src 'none'") || !strings.Contains(policy, "'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'") {
			t.Errorf("the policy does not allow this alone: %s\n%s", policy, source)
		}
	}
	if script != reportJS {
		t.Error("the script is not ours")
	}
	if strings.Contains(style, "url(") || strings.Contains(style, "@import") {
		t.Error("the style asks for something")
	}
}

func TestHTMLHasTheContrastOfAAInLightAndDark(t *testing.T) {
	for _, scheme := range regexp.MustCompile(`:root \{[^}]*--back: (#[0-9a-f]{6});[^}]*\}`).FindAllStringSubmatch(reportCSS, -1) {
		for _, c := range regexp.MustCompile(`--([a-z]+): (#[0-9a-f]{6})`).FindAllStringSubmatch(scheme[0], -1) {
			if c[1] == "back" || c[1] == "line" { // Lines carry no words.
				continue
			}
			one, other := luminance(t, c[2]), luminance(t, scheme[1])
			if ratio := (max(one, other) + 0.05) / (min(one, other) + 0.05); ratio < 4.5 {
				t.Errorf("--%s on %s has a contrast of %.2f", c[1], scheme[1], ratio)
			}
		}
	}
}

// luminance is the relative luminance of WCAG 2.
func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	n, err := strconv.ParseUint(colour[1:], 16, 32)
	if err != nil {
		t.Fatal(err)
	}
	sum := 0.0
	for i, weight := range []float64{0.0722, 0.7152, 0.2126} {
		v := float64(n>>(8*i)&0xff) / 255
		if v <= 0.04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		sum += weight * v
	}
	return sum
}

func TestPageHeaderIsOneStringOfItsStyle(t *testing.T) {
	number := regexp.MustCompile(`\\([0-9a-f]{1,6}) `)
	for _, s := range append(hostile, "Photobook 2.4 \u00b7 audit", `a" } body { x: url(//y)`, "</style>\n\\", "\\22 ") {
		s = strings.ToValidUTF8(s, "\ufffd")
		inside := strings.TrimSuffix(strings.TrimPrefix(quoted(s), `"`), `"`)
		read := number.ReplaceAllStringFunc(inside, func(escaped string) string {
			n, err := strconv.ParseInt(strings.Trim(escaped, `\ `), 16, 32)
			if err != nil {
				t.Fatal(err)
			}
			return string(rune(n))
		})
		if read != Line(s) || strings.ContainsAny(number.ReplaceAllString(inside, ""), "\"\\<\n") {
			t.Errorf("%q is written as %s", s, quoted(s))
		}
	}
}

// withoutAssets takes style and script out of a page, which have files of their
// own, so that a reader of the golden file sees the page.
func withoutAssets(page []byte) []byte {
	page = regexp.MustCompile(`(?s)<style>.*?</style>`).ReplaceAll(page, []byte("<style>...</style>"))
	page = regexp.MustCompile(`(?s)<script>.*?</script>`).ReplaceAll(page, []byte("<script>...</script>"))
	return regexp.MustCompile(`sha256-[^']*`).ReplaceAll(page, []byte("sha256-..."))
}

func TestPageOfAHalfAnsweredAudit(t *testing.T) {
	r := Build(half(t).Audit, Options{Tool: "clausewalk 0.1.0", NoAnnex: true})
	golden(t, "half.html", withoutAssets(HTML(r)))
	golden(t, "brief.html", withoutAssets(BriefHTML(r)))
}
