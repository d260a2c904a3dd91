package reading

import (
	"bytes"
	"errors"
	"slices"
	"strings"

	htmltomarkdown "github.com/JohannesKaufmann/html-to-markdown/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"clausewalk/policy"
	"clausewalk/policy/pattern"
)

// page is a saved page of HTML.
var page = format{
	is: func(name string, source []byte) bool {
		return hasEnding(name, ".html", ".htm") || pageStart.Match(source)
	},
	markdown: fromPage,
}

var pageStart = pattern.New(`(?is)^(?:\x{feff}|\s|<\?xml[^>]*>|<!--.*?-->)*<(?:!doctype html|html|head|body)\b`)

// fromPage turns a saved page into Markdown. What is around the text on the page,
// such as navigation, goes into a comment at the top, of which Parse makes a remark.
func fromPage(source []byte) ([]byte, error) {
	doc, err := html.Parse(bytes.NewReader(source))
	if err != nil {
		return nil, err
	}
	var left []string
	var walk func(*html.Node, bool)
	walk = func(n *html.Node, inside bool) {
		for c := n.FirstChild; c != nil; {
			next := c.NextSibling
			if frames(c, inside) {
				if words := policy.Fold(pageWords(c)); words != "" {
					left = append(left, words)
				}
				n.RemoveChild(c)
			} else {
				spaceOut(c)
				walk(c, inside || c.DataAtom == atom.Main || c.DataAtom == atom.Article)
			}
			c = next
		}
	}
	walk(doc, false)
	if why := noPolicy(doc); why != "" {
		return nil, errors.New(why)
	}
	converted, err := htmltomarkdown.ConvertNode(doc)
	converted = unpadded(converted)
	if err != nil || len(left) == 0 {
		return converted, err
	}
	return append(inComment(leftOut, left), converted...), nil
}

var padded = pattern.New(`^((?:[ >]|[-*+] |[0-9]+\. )*)(0+)([0-9]+\.) `)

// unpadded removes the zeros that the conversion puts before the numbers of a list of
// ten items or more. Blanks replace them, so that what is indented below an item stays
// there.
func unpadded(markdown []byte) []byte {
	lines := bytes.Split(markdown, []byte("\n"))
	fenced := false
	for n, line := range lines {
		if bytes.HasPrefix(bytes.TrimLeft(line, " >"), []byte("```")) {
			fenced = !fenced
		}
		if m := padded.FindSubmatch(line); m != nil && !fenced {
			lines[n] = slices.Concat(m[1], m[3], bytes.Repeat([]byte(" "), len(m[2])), line[len(m[0])-1:])
		}
	}
	return bytes.Join(lines, []byte("\n"))
}

// spaceOut turns a table into lines, one for each row, with a space between cells.
// As a table of Markdown, a few wide cells could make it fill the memory.
func spaceOut(n *html.Node) {
	as := func(element atom.Atom) { n.DataAtom, n.Data, n.Attr = element, element.String(), nil }
	switch n.DataAtom {
	case atom.Table:
		as(atom.Div)
	case atom.Thead, atom.Tbody, atom.Tfoot:
		as(atom.Span)
	case atom.Tr:
		as(atom.Span)
		n.AppendChild(&html.Node{Type: html.ElementNode, DataAtom: atom.Br, Data: "br"})
	case atom.Td, atom.Th:
		as(atom.Span)
		n.InsertBefore(&html.Node{Type: html.TextNode, Data: " "}, n.FirstChild)
	}
}

// leftOut begins the comment with what was around the text of a page.
const leftOut = "<!-- around the text of the page: "

// frames tells whether an element belongs to the page instead of its text. Inside the
// page's main part a footer is text.
func frames(n *html.Node, inside bool) bool {
	switch n.DataAtom {
	case atom.Button, atom.Select, atom.Nav, atom.Script, atom.Style, atom.Template:
		return true
	case atom.Footer:
		return !inside
	}
	for _, a := range n.Attr {
		if a.Key == "role" && (a.Val == "navigation" || a.Val == "contentinfo") {
			return true
		}
	}
	return false
}

func pageWords(n *html.Node) string {
	switch {
	case n.Type == html.TextNode:
		return n.Data + " "
	case n.DataAtom == atom.Script, n.DataAtom == atom.Style, n.DataAtom == atom.Template:
		return ""
	}
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.WriteString(pageWords(c))
	}
	return b.String()
}
