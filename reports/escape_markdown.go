package reports

import (
	"fmt"
	"html"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"clausewalk/policy/pattern"
)

// inline returns the text as the same words in Markdown: on one line, and
// nothing in it is markup, wherever in a line it is put.
func inline(s string) string { return escape(Line(s)) }

// cell returns the text for a cell of a table, which must not be empty: some
// readers drop what follows an empty last cell.
func cell(s string) string {
	if s = inline(s); s != "" {
		return s
	}
	return "-"
}

// block returns the text in Markdown with its line breaks kept. Every line but
// the first begins with the indent.
func block(s, indent string) string {
	lines := strings.Split(strings.ReplaceAll(Visible(s), "\t", "    "), "\n")
	for i, line := range lines {
		lines[i] = escape(strings.TrimRight(line, " "))
	}
	return join(lines, indent)
}

// join makes lines of Markdown one paragraph in which they stay lines. Blank
// ones in a row are one, and a line keeps its own indent, up to a width: both
// are made of spaces that do not break, since paragraphs inside of a list run
// together in a terminal.
func join(lines []string, indent string) string {
	var b strings.Builder
	blank := false
	for _, line := range lines {
		words := strings.TrimLeft(line, " ")
		depth := min(len(line)-len(words), maxIndent)
		if words = strings.TrimRight(words, " "); words == "" {
			blank = true
			continue
		}
		if b.Len() == 0 {
			blank, depth = false, 0
		} else {
			b.WriteString("\\\n" + indent)
		}
		if blank {
			b.WriteString("\u00a0\\\n" + indent)
		}
		b.WriteString(strings.Repeat("\u00a0", depth) + words)
		blank = false
	}
	return b.String()
}

// maxIndent is the widest indent that a line in a reason keeps.
const maxIndent = 16

var (
	listNumber = pattern.New(`^\d{1,9}[.)](?:[ ]|$)`)
	headEnd    = pattern.New(`(?:^|[ ])#+$`)
)

// escape puts a backslash before whatever would be more than its own character
// in CommonMark and GitHub's dialect. The text is one visible line. It escapes
// no more than that, since the raw file is read too.
func escape(s string) string {
	var b strings.Builder
	b.Grow(len(s) + len(s)/8)
	c := scan(s)
	for i, r := range s {
		c.at(i, r)
		switch {
		case r == '\\' && c.last:
			b.WriteString("&#92;") // Before a hard break some readers miscount backslashes.
		case r == '&' && isEntity(s[i:]):
			b.WriteString("&amp;") // Not with a backslash: Glamour would still read it.
		default:
			if c.special() {
				b.WriteByte('\\')
			}
			b.WriteRune(r)
		}
	}
	return b.String()
}

// scanned is a character in its line, with what around it decides whether it is
// markup there.
type scanned struct {
	line      string
	start     int  // where the words begin, behind spaces
	number    int  // where a number ends that begins the line as one of a list, -1 for none
	endHashes int  // where the hashes begin that end the line
	underline bool // the line would make a heading of the one before

	i            int
	before, r    rune
	rest         string // behind it
	next         rune
	first, last  bool
	host, isHost bool // an address of mail goes on before it, and with it
}

func scan(s string) scanned {
	c := scanned{line: s, number: -1, endHashes: len(s)}
	words := strings.TrimLeft(s, " ")
	c.start = len(s) - len(words)
	c.underline = strings.Trim(s, "= ") == ""
	if strings.HasSuffix(s, "#") {
		if at := headEnd.FindStringIndex(s); at != nil {
			c.endHashes = at[0]
		}
	}
	if m := listNumber.FindString(words); m != "" {
		c.number = c.start + strings.IndexAny(m, ".)")
	}
	return c
}

// at goes on to the character r at i.
func (c *scanned) at(i int, r rune) {
	c.before, c.host = c.r, c.isHost
	c.i, c.r, c.rest = i, r, c.line[i+utf8.RuneLen(r):]
	c.next, _ = utf8.DecodeRuneInString(c.rest)
	c.first, c.last = i == c.start, c.rest == ""
	// An address of mail is one only with a dot in its host.
	c.isHost = r == '@' && c.before != ' ' || c.host && (wordRune(r) || r == '-')
}

// special tells whether the character would be more than itself.
func (c *scanned) special() bool {
	switch c.r {
	case '`', '*', '[', ']', '|':
		return true
	case '_', '~', '$', '<', '\\', '!':
		return c.inside()
	case '/', '.', ')':
		return c.addresses()
	case '#', '>', '=', '-', '+', ':':
		return c.begins()
	}
	return false
}

// inside is special for marks that can be markup anywhere in a line.
func (c *scanned) inside() bool {
	switch c.r {
	case '_':
		return c.last || !wordRune(c.before) || !wordRune(c.next)
	case '~', '$':
		// Behind a space it can begin something, and nothing can end it.
		return c.last || c.before != ' ' && (c.i > 0 || !wordRune(c.next)) || c.next == c.r
	case '<':
		return c.last || c.next != ' ' && c.next != '=' && !unicode.IsDigit(c.next)
	case '\\':
		return c.next == ' ' || punct(c.next) // The space may be trimmed at a line's end.
	}
	return c.last // A link may follow an exclamation mark and would become an image.
}

// addresses is special for what makes a link of bare words, and an item of a
// list of a number.
func (c *scanned) addresses() bool {
	switch c.r {
	case '/':
		return c.before == ':' && c.next == '/' // https://
	case '.':
		return c.host || c.i == c.number || c.i >= 3 && strings.EqualFold(c.line[c.i-3:c.i], "www")
	}
	return c.i == c.number
}

// begins is special for marks that are markup where a line begins, or ends.
func (c *scanned) begins() bool {
	switch c.r {
	case '#':
		return c.first || c.i >= c.endHashes
	case '>':
		return c.first
	case '=':
		return c.first && c.underline
	}
	return c.first && (c.last || c.next == ' ' || punct(c.next))
}

func punct(r rune) bool { return r > ' ' && r < 0x7f && !wordRune(r) }

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// longestEntity is longer than the name of any entity.
const longestEntity = 40

// isEntity tells whether an entity begins the text, even one without its
// semicolon: browsers and Glamour read those too, and &#27 would be a control
// character behind our back.
func isEntity(s string) bool {
	s = s[:min(len(s), longestEntity)]
	if end := strings.IndexByte(s[1:], '&'); end >= 0 {
		s = s[:end+1]
	}
	return html.UnescapeString(s) != s
}

// fenced returns the text as a block of code in Markdown, in which nothing is
// markup. Every line begins with the indent.
func fenced(text, indent string) string {
	text = Visible(text)
	fence := "```"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	lines := append(append([]string{fence + "text"}, strings.Split(text, "\n")...), fence)
	return indent + strings.Join(lines, "\n"+indent)
}

var targetEntity = pattern.New(`(&#?[A-Za-z0-9]+);`)

// target returns an http or https address so that it can stand between < and >
// as an address of Markdown, and false for any other.
func target(address string) (string, bool) {
	address = strings.TrimSpace(address)
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return "", false
	}
	var b strings.Builder
	for _, r := range address {
		if r <= ' ' || r == utf8.RuneError || hidden(r) || unicode.IsSpace(r) || strings.ContainsRune("<>\\`|\"", r) {
			for _, c := range []byte(string(r)) {
				fmt.Fprintf(&b, "%%%02X", c)
			}
			continue
		}
		b.WriteRune(r)
	}
	return strings.ReplaceAll(targetEntity.ReplaceAllString(b.String(), "$1%3B"), "&#", "%26#"), true
}

// address returns an address as a link to itself where it is one of the web,
// and as its words where it is not.
func address(s string) string {
	if t, ok := target(s); ok {
		return "<" + t + ">"
	}
	return inline(s)
}
