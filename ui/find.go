package ui

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"clausewalk/checklist"
	"clausewalk/reports"
)

// part is one text of a clause that a search looks into.
type part struct {
	name  string
	text  string // as one line that is safe to show
	lower string // rune by rune the text in small letters
}

// span is where something was found, in bytes of part.lower.
type span struct{ from, to int }

// texts are what a search looks into, by clause. A clause's are kept until its
// answer changes, since a search reads all of them at each key.
type texts map[checklist.Ref][]part

// of returns the texts of a clause, what people know it by first.
func (t texts) of(i checklist.Item) []part {
	if known, ok := t[i.Ref]; ok {
		return known
	}
	var all []part
	add := func(name string, texts ...string) {
		for _, text := range texts {
			if text = reports.Line(text); text != "" {
				all = append(all, part{name, text, strings.Map(unicode.ToLower, text)})
			}
		}
	}
	add("label", i.Ref.Label)
	add("title", i.Clause.Title())
	add("reason", i.Reason)
	for _, e := range i.Evidence {
		add("evidence", e.Target())
		add("evidence", e.Said(reports.Line)...)
	}
	add("gap", i.Gap.Fix, i.Gap.Owner)
	add("policy", i.Clause.Words())
	if g := i.Clause.Guide; g != nil {
		add("guide", g.Ask()...)
		add("guide", g.Good, g.Why, g.Topic)
		add("guide", g.Pitfalls...)
	}
	t[i.Ref] = all
	return all
}

// find returns the items that hold every word of the query, in their order,
// among those that are shown. Where none does, a word may also be written with
// letters left out.
func (t texts) find(items []checklist.Item, query string, shown func(int) bool) []int {
	words := queryWords(query)
	if len(words) == 0 {
		return nil
	}
	for _, in := range ways {
		var found []int
		for at, i := range items {
			if shown(at) && holdsAll(t.of(i), words, in) {
				found = append(found, at)
			}
		}
		if len(found) > 0 {
			return found
		}
	}
	return nil
}

func queryWords(query string) []string { return strings.Fields(strings.Map(unicode.ToLower, query)) }

// ways are how a word can be in a text, the better one first.
var ways = []func(text, word string) (span, bool){literally, loosely}

func holdsAll(parts []part, words []string, in func(text, word string) (span, bool)) bool {
	for _, word := range words {
		held := false
		for _, p := range parts {
			if _, held = in(p.lower, word); held {
				break
			}
		}
		if !held {
			return false
		}
	}
	return true
}

// literally finds a word as it stands.
func literally(text, word string) (span, bool) {
	at := strings.Index(text, word)
	return span{at, at + len(word)}, at >= 0
}

// loosely finds a word whose letters occur in this order in one word of the
// text that begins with the same letter and is not much longer.
func loosely(text, word string) (span, bool) {
	if found, ok := literally(text, word); ok {
		return found, true
	}
	first, size := utf8.DecodeRuneInString(word)
	if utf8.RuneCountInString(word) < 3 {
		return span{}, false
	}
	before := ' '
	for at, r := range text {
		if r == first && !unicode.IsLetter(before) {
			rest, end := word[size:], at+size
			for end < len(text) && rest != "" {
				r, n := utf8.DecodeRuneInString(text[end:])
				if !unicode.IsLetter(r) && !unicode.IsDigit(r) || end-at > 2*len(word) {
					break
				}
				if wanted, n := utf8.DecodeRuneInString(rest); r == wanted {
					rest = rest[n:]
				}
				end += n
			}
			if rest == "" {
				return span{at, end}, true
			}
		}
		before = r
	}
	return span{}, false
}

// finder finds words in lines that are on the screen.
type finder struct {
	query string // what is looked for, in small letters
	match int    // the line that holds it, counted from 1; 0 for none
}

// find goes to the next line in which the query begins, around the end. It may
// end in the line after, where the text was only wrapped.
func (f *finder) find(lines []string, from, direction int) bool {
	f.match = 0
	for n := range lines {
		at := ((from+direction*n)%len(lines) + len(lines)) % len(lines)
		line := plainText(lines[at])
		text := line
		if at+1 < len(lines) {
			text += " " + strings.TrimLeft(plainText(lines[at+1]), " ┃|")
		}
		if begins := strings.Index(text, f.query); f.query != "" && begins >= 0 && begins < len(line) {
			f.match = at + 1
			return true
		}
	}
	return false
}

func plainText(line string) string { return strings.ToLower(strings.TrimRight(ansi.Strip(line), " ")) }

// light lets the line that was found stand out among those from top on.
func (f *finder) light(s styles, shown []string, top int) {
	if at := f.match - 1 - top; f.match > 0 && at >= 0 && at < len(shown) {
		shown[at] = s.accent.Render(s.marks.cursor + strings.TrimPrefix(ansi.Strip(shown[at]), " "))
	}
}
