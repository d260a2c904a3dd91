package clauses

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/reports"
)

// Part is one text of a clause that a search looks into.
type Part struct {
	Name  string
	Text  string // as one line that is safe to show
	lower string // rune by rune the text in small letters
}

// span is where something was found, in bytes of part.lower.
type span struct{ from, to int }

// texts are what a search looks into, by clause. A clause's are kept until its
// answer changes, since a search reads all of them at each key.
type texts map[event.Ref][]Part

// of returns the texts of a clause, what people know it by first.
func (t texts) of(i checklist.Item) []Part {
	if known, ok := t[i.Ref]; ok {
		return known
	}
	var all []Part
	add := func(name string, texts ...string) {
		for _, text := range texts {
			if text = reports.Line(text); text != "" {
				all = append(all, Part{name, text, folded(text)})
			}
		}
	}
	add("label", i.Ref.Label)
	add("title", i.Clause.Title())
	add("reason", i.Reason)
	for _, e := range i.Evidence {
		add("evidence", e.Target())
		add("evidence", e.Described(reports.Line)...)
	}
	add("gap", i.Gap.Fix, i.Gap.Owner)
	add("policy", i.Clause.Words())
	if g := i.Clause.Guide; g != nil {
		add("guide", g.Ask()...)
		add("guide", g.Good, g.Why, g.Topic)
		add("guide", g.Pitfalls...)
		for _, r := range g.Readings {
			add("guide", r.Words())
		}
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

func queryWords(query string) []string { return strings.Fields(folded(query)) }

// ways are how a word can be in a text, the better one first.
var ways = []func(text, word string) (span, bool){literally, loosely}

func holdsAll(parts []Part, words []string, in func(text, word string) (span, bool)) bool {
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

// ---- the search in all clauses ----

// Find returns the indexes of the clauses that hold every word of a query, among
// those that the list shows.
func (l *List) Find(query string) []int { return l.texts.find(l.items, query, l.among) }

// Match is what of a clause holds the words of a query.
type Match struct {
	Part  Part
	first int          // the rune at which the first word begins
	lit   map[int]bool // the runes that were found
}

// Matched returns what matches a query in the clause with an index.
func (l *List) Matched(at int, query string) (Match, bool) {
	words := queryWords(query)
	for _, in := range ways {
		for _, p := range l.texts.of(l.items[at]) {
			var found []span
			for _, word := range words {
				if where, ok := in(p.lower, word); ok {
					found = append(found, where)
				}
			}
			if len(found) > 0 {
				return match(p, found), true
			}
		}
	}
	return Match{}, false
}

func match(p Part, found []span) Match {
	m := Match{Part: p, first: -1, lit: map[int]bool{}}
	for _, f := range found {
		from := utf8.RuneCountInString(p.lower[:f.from])
		for n := range utf8.RuneCountInString(p.lower[f.from:f.to]) {
			m.lit[from+n] = true
		}
		if m.first < 0 || from < m.first {
			m.first = from
		}
	}
	return m
}

// Stretch is a piece of a text, found or between what was found.
type Stretch struct {
	Text  string
	Found bool
}

// Around returns a stretch of at most w runes of the text with what was found,
// and whether something of the text stands before it.
func (m Match) Around(w int) (all []Stretch, cut bool) {
	runes := []rune(m.Part.Text)
	begin := max(0, m.first-w/3)
	for n := begin; n < min(len(runes), begin+w); {
		end := n
		for end < min(len(runes), begin+w) && m.lit[end] == m.lit[n] {
			end++
		}
		all = append(all, Stretch{string(runes[n:end]), m.lit[n]})
		n = end
	}
	return all, begin > 0
}

// After returns the one of some found clauses that comes after a place in a
// direction, around the end, and the place itself where nothing was found.
func After(found []int, from, direction int) int {
	if len(found) == 0 {
		return from
	}
	if direction > 0 {
		return Nearest(found, from+1)
	}
	for _, at := range slices.Backward(found) {
		if at < from {
			return at
		}
	}
	return found[len(found)-1]
}

// Nearest returns the first of the found that is at or after a place, else the
// first of all.
func Nearest(found []int, from int) int {
	for _, at := range found {
		if at >= from {
			return at
		}
	}
	return found[0]
}

// Beyond names the filter that a search does not look beyond.
func (l *List) Beyond() string {
	if l.filter.Shows == nil {
		return ""
	}
	return " among " + reports.Line(l.filter.Name) + "; " + Key("filter") + " shows others"
}
