package picture

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// How much of a report is drawn, in CSS pixels.
const pageWidth, pageHeight = 1180, 760

var darkRules = regexp.MustCompile(`(?s)@media \(prefers-color-scheme: dark\) \{\n(.*?)\n\}\n`)

// Page draws the first page of a report in HTML as it is in a browser of a fixed
// width, and fades it out at its end.
func Page(report []byte, isDark bool) ([]byte, error) {
	root, err := html.Parse(bytes.NewReader(report))
	if err != nil {
		return nil, err
	}
	rules, header := find(root, atom.Style), find(root, atom.Header)
	if rules == nil || rules.FirstChild == nil || header == nil {
		return nil, errors.New("picture: the report has no style or no first page")
	}
	css := rules.FirstChild.Data
	kept := ""
	if isDark {
		kept = "$1\n"
	}
	css = darkRules.ReplaceAllString(css, kept)
	css, _, _ = strings.Cut(css, "@media (max-width") // A picture has one width, and is on no paper.

	var body bytes.Buffer
	still(header)
	if err := html.Render(&body, header); err != nil {
		return nil, err
	}
	c := on(isDark)
	return fmt.Appendf(nil, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %[1]d %[2]d" width="%[1]d" height="%[2]d">
<defs><clipPath id="page"><rect width="%[1]d" height="%[2]d" rx="8"/></clipPath>
<linearGradient id="fade" x2="0" y2="1"><stop offset="0" stop-color="%[3]s" stop-opacity="0"/><stop offset="1" stop-color="%[3]s"/></linearGradient></defs>
<g clip-path="url(#page)"><foreignObject width="%[1]d" height="%[2]d"><body xmlns="http://www.w3.org/1999/xhtml" style="height:100%%;max-width:none;padding:.6rem 2rem">
<style><![CDATA[%[4]s:root { --back: %[3]s; }
]]></style>
%[5]s
</body></foreignObject>
<rect y="%[6]d" width="%[1]d" height="120" fill="url(#fade)"/></g>
<rect x=".5" y=".5" width="%[7]d" height="%[8]d" rx="8" fill="none" stroke="%[9]s"/>
</svg>
`, pageWidth, pageHeight, c.back, css, body.Bytes(), pageHeight-120, pageWidth-1, pageHeight-1, c.edge), nil
}

// still takes away what is for the pointer and for ears, and gives XML what it
// needs to draw the signs.
func still(n *html.Node) {
	n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool {
		return n.DataAtom == atom.A && a.Key == "href" || slices.Contains([]string{"title", "role", "aria-label", "aria-hidden"}, a.Key)
	})
	if n.DataAtom == atom.Svg { // HTML knows these without a word, XML does not.
		n.Attr = append(n.Attr, html.Attribute{Key: "xmlns", Val: "http://www.w3.org/2000/svg"})
	}
	for child := range n.ChildNodes() {
		still(child)
	}
}

func find(n *html.Node, kind atom.Atom) *html.Node {
	for child := range n.Descendants() {
		if child.DataAtom == kind {
			return child
		}
	}
	return nil
}
