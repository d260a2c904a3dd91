package reading

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"regexp"
	"strings"

	htmltomarkdown "github.com/JohannesKaufmann/html-to-markdown/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"clausewalk/policy"
)

// ToMarkdown turns a saved page or plain text into Markdown that Parse reads,
// and leaves Markdown as it is. The name's ending tells text from Markdown.
func ToMarkdown(name string, source []byte) ([]byte, error) {
	if len(source) > MaxSize {
		return nil, fmt.Errorf("%d bytes are more than the %d that are read", len(source), MaxSize)
	}
	if bytes.HasPrefix(source, []byte{0xFF, 0xFE}) || bytes.HasPrefix(source, []byte{0xFE, 0xFF}) {
		return nil, errors.New("it is UTF-16 text: save it as UTF-8")
	}
	if at := notText(source); at >= 0 {
		return nil, fmt.Errorf("line %d is not UTF-8 text: save the policy as text, Markdown or HTML in UTF-8", 1+bytes.Count(source[:at], []byte{'\n'}))
	}
	ext := strings.ToLower(path.Ext(name))
	switch {
	case ext == ".html" || ext == ".htm" || page.Match(source):
		return fromPage(source)
	case ext == ".txt" || ext == ".text":
		return fromText(source), nil
	}
	return source, nil
}

// fromPage turns a saved page into Markdown. What frames the text on the page,
// such as navigation, is no part of it: it stands in a comment at the top, which
// Parse names among its remarks.
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
	converted, err := htmltomarkdown.ConvertNode(doc)
	if err != nil || len(left) == 0 {
		return converted, err
	}
	words := strings.NewReplacer("--", "- -", ">", "").Replace(strings.Join(left, " / "))
	return append([]byte(leftOut+words+" -->\n\n"), converted...), nil
}

// spaceOut makes a line of each row of a table, in which the cells stand apart.
// A table of Markdown could be made to fill the memory by a few wide cells.
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

// leftOut begins the comment with what stood around the text of a page.
const leftOut = "<!-- around the text of the page: "

// frames tells whether an element belongs to the page and not to its text.
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

var page = regexp.MustCompile(`(?is)^(?:\x{feff}|\s|<\?xml[^>]*>|<!--.*?-->)*<(?:!doctype html|html|head|body)\b`)

var (
	bulletLine = regexp.MustCompile(`^[•◦▪●*+-][ \t]+`)
	titleLine  = regexp.MustCompile(`^(?:\d+[.)]?|[IVXLC]+\.|[A-Z]\.|Section \d+[.:]?|Article \d+[.:]?)\s+\p{Lu}`)
	textMarkup = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "<", `\<`, "[", `\[`, "&", `\&`)
)

// fromText marks up plain text, line by line, so that lines keep their numbers.
// A short line that stands alone is a heading where it has a label or is all
// in capitals.
func fromText(source []byte) []byte {
	lines := strings.Split(strings.ReplaceAll(string(source), "\r\n", "\n"), "\n")
	for i, line := range lines {
		trimmed := strings.TrimSpace(line)
		alone := (i == 0 || strings.TrimSpace(lines[i-1]) == "") && (i+1 == len(lines) || strings.TrimSpace(lines[i+1]) == "")
		switch {
		case trimmed == "":
			lines[i] = ""
		case bulletLine.MatchString(trimmed):
			rest := trimmed[len(bulletLine.FindString(trimmed)):]
			lines[i] = "- " + textMarkup.Replace(rest)
		case alone && looksLikeTitle(trimmed) && (titleLine.MatchString(trimmed) || strings.ToUpper(trimmed) == trimmed && strings.ToLower(trimmed) != trimmed):
			lines[i] = "## " + textMarkup.Replace(trimmed)
		default:
			lines[i] = textMarkup.Replace(trimmed)
		}
	}
	return []byte(strings.Join(lines, "\n"))
}
