package reports

import (
	"fmt"
	"html"
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"clausewalk/policy/pattern"
)

// Every text that a person or a policy supplies goes through one function of
// this file or of escape_markdown.go, chosen by where it is put: Visible and Line
// for a terminal, inline, cell, block and fenced for Markdown, shown for JSON,
// sarifWords for SARIF, plain for CSV, htmlText and link for HTML, quoted for CSS,
// target for an address, Annotation for GitHub, YAML for YAML. Nothing else
// escapes, and nothing is escaped twice.

// Visible returns the text with everything that does not show, or that drives
// a terminal, as a mark that shows: ␛ for escape, ⟨U+202E⟩ for an override of
// the direction. Newlines and tabs stay. So do the joiners, the variation
// selectors and the combining marks that scripts and emoji are written with.
func Visible(s string) string {
	if printable(s) {
		return s
	}
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

// printable tells whether a text is made of what ASCII prints alone, as most are.
func printable(s string) bool {
	for n := range len(s) {
		if s[n] < ' ' || s[n] > '~' {
			return false
		}
	}
	return true
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
	if printable(s) {
		return strings.Trim(s, " ")
	}
	s = strings.TrimSpace(Visible(s))
	if strings.ContainsAny(s, "\n\t") {
		s = lineBreaks.ReplaceAllString(s, " ")
	}
	return s
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
