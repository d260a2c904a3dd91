package reports

import (
	"fmt"
	"html"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"clausewalk/policy/pattern"
)

// Every text that a person or a policy supplies goes through one function of
// this file, chosen by where it is put: Visible and Line for a terminal,
// inline, cell, block and fenced for Markdown, shown for JSON, sarifWords for SARIF, plain
// for CSV, htmlText and link for HTML, quoted for CSS, target for an address,
// Annotation for GitHub, YAML for YAML. Nothing else escapes, and nothing is escaped twice.

// Visible returns the text with everything that does not show, or that drives
// a terminal, as a mark that shows: ␛ for escape, ⟨U+202E⟩ for an override of
// the direction. Newlines and tabs stay. So do the joiners, the variation
// selectors and the combining marks that scripts and emoji are written with.
func Visible(s string) string {
	if strings.IndexFunc(s, func(r rune) bool { return r == utf8.RuneError || hidden(r) }) < 0 {
		return s
	}
	var b strings.Builder
	for _, r := range strings.ReplaceAll(s, "\r\n", "\n") {
		switch {
		case !hidden(r):
			b.WriteRune(r) // A byte that is not UTF-8 arrives as U+FFFD.
		case r < ' ':
			b.WriteRune('␀' + r)
		case r == 0x7f:
			b.WriteRune('␡')
		default:
			fmt.Fprintf(&b, "⟨U+%04X⟩", r)
		}
	}
	return b.String()
}

const brailleBlank = '\u2800'

// hidden tells whether a character does not show or is more than itself.
func hidden(r rune) bool {
	switch {
	case r < 0x7f:
		return r < ' ' && r != '\n' && r != '\t'
	case r == '\u200c', r == '\u200d', unicode.Is(unicode.Prepended_Concatenation_Mark, r):
		return false
	}
	return r == brailleBlank ||
		unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Other_Default_Ignorable_Code_Point)
}

var lineBreaks = pattern.New(`[ ]*[\n\t][\n\t ]*`)

// Line returns the visible text as one line: newlines and tabs become a space.
func Line(s string) string {
	s = strings.TrimSpace(Visible(s))
	if strings.ContainsAny(s, "\n\t") {
		s = lineBreaks.ReplaceAllString(s, " ")
	}
	return s
}

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

// What GitHub's workflow commands read as their own in a message, and in the
// title before it (github.com/actions/toolkit, core/src/command.ts).
var (
	annotation      = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	annotationTitle = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// Annotation returns the text as the message of a GitHub annotation.
func Annotation(s string) string { return annotation.Replace(Line(s)) }

// AnnotationTitle returns the text as the title of a GitHub annotation.
func AnnotationTitle(s string) string { return annotationTitle.Replace(Line(s)) }

// shown returns encoded JSON in which what does not show, or drives a terminal,
// is written by its number. A reader of JSON gets back the text as it was.
func shown(encoded string) string {
	var b strings.Builder
	for _, r := range encoded {
		if !hidden(r) {
			b.WriteRune(r)
			continue
		}
		for _, unit := range utf16.AppendRune(nil, r) {
			fmt.Fprintf(&b, `\u%04x`, unit)
		}
	}
	return b.String()
}

// sarifWords returns the text as a message of SARIF on one line. There [x](y) is
// a link, even in a message that is no Markdown.
func sarifWords(s string) string {
	if s = Line(s); strings.Contains(s, "](") {
		s = strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`).Replace(s)
	}
	return s
}

// formulaStarts are the characters that spreadsheets take for the beginning of a
// formula or a command, in their usual, wide and small forms.
const formulaStarts = "=+-@|＝＋－＠｜﹦﹢﹣﹫"

// plain returns the visible text for a cell of CSV. What a spreadsheet takes
// for the beginning of a formula, also behind white space, gets an apostrophe
// before it, which spreadsheets read as "text".
func plain(s string) string {
	s = Visible(s) // A carriage return is a mark by now.
	if computed(s) {
		return "'" + s
	}
	return s
}

func computed(s string) bool {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(s, unicode.IsSpace))
	return s != "" && (s[0] == '\t' || strings.ContainsRune(formulaStarts, first))
}

// Typed returns what a person meant with a cell of a table: an apostrophe before
// what would be a formula is no part of it.
func Typed(cell string) string {
	if rest, marked := strings.CutPrefix(cell, "'"); marked && computed(rest) {
		return rest
	}
	return cell
}

// htmlText returns the visible text as text of HTML, good in an attribute too.
func htmlText(s string) string { return html.EscapeString(Visible(s)) }

// link returns words as a link in HTML to where an address of the web leads, or
// to the address that they are themselves, and the words alone where neither is
// one.
func link(words, to string) string {
	if t, isWeb := target(words); isWeb {
		words, to = t, t
	} else if to, isWeb = target(to); !isWeb {
		return htmlText(words)
	}
	return `<a href="` + htmlText(to) + `" rel="noreferrer noopener">` + htmlText(words) + "</a>"
}

// quoted returns the text on one line as a string of CSS. All but letters and
// digits is written by its number, so that nothing ends the string or its style.
// The space behind a number belongs to it.
func quoted(s string) string {
	var b strings.Builder
	for _, r := range Line(s) {
		if wordRune(r) || r == ' ' {
			b.WriteRune(r)
			continue
		}
		fmt.Fprintf(&b, `\%x `, r)
	}
	return `"` + b.String() + `"`
}

// yamlPlain is what YAML reads as the text itself wherever it stands.
var yamlPlain = pattern.New(`^[A-Za-z][A-Za-z0-9._/-]*( [A-Za-z0-9._/-]+)*$`)

// YAML returns a text as a scalar of YAML on one line. Words that some reader
// takes for something else than text are quoted.
func YAML(s string) string {
	if word := strings.ToLower(s); yamlPlain.MatchString(s) && !slices.Contains([]string{"null", "true", "false", "on", "off", "y", "n"}, word) {
		return s
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case unicode.IsPrint(r) && r != '\uFEFF':
			b.WriteRune(r)
		case r > 0xFFFF:
			fmt.Fprintf(&b, `\U%08X`, r)
		default:
			fmt.Fprintf(&b, `\u%04X`, r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

var shellWord = pattern.New(`^[\pL\pN_./:@%+,-]+$`)

// Shell writes a word as a shell reads it, so that nothing in it is a command.
func Shell(word string) string {
	if shellWord.MatchString(word) {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
