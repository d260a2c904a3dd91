package reports

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/aymanbagabas/go-udiff"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/reports/document"
)

// Showing says how much of the evidence a report shows.
type Showing struct {
	Read  func(event.Evidence) checklist.Content
	Lines int // at most so many of each piece
}

// How much of each piece a report shows, in lines.
const (
	ExcerptLines = 8
	FullLines    = 400
)

// Excerpt is what a reader sees of a piece of evidence.
type Excerpt struct {
	Note    string // how much of it is shown, or why nothing is; words of ours
	Lines   []document.Line
	Picture *document.Picture
}

// maxPictures is how many bytes of pictures a report has. Those behind are named.
const maxPictures = 24 << 20

// shower makes the excerpts of one report, of the same bytes once.
type shower struct {
	Showing
	pictures int
	made     map[string]Excerpt
}

func newShower(s Showing) *shower { return &shower{Showing: s, made: map[string]Excerpt{}} }

// Show puts into a report what a reader sees of the evidence, which it otherwise
// only names. It reads the evidence and leaves the audit alone, so it may run
// while somebody works on.
func (r *Report) Show(s Showing) {
	show := newShower(s)
	r.eachClause(func(c *Clause) { c.Seen = show.of(c.Evidence) })
}

// Seen returns what a reader sees of each piece of a clause's evidence, in their
// order. It has no note for a piece whose words are all that there is.
func Seen(i checklist.Item, s Showing) []Excerpt { return newShower(s).of(i.Evidence) }

// of returns an excerpt of each piece of a clause.
func (s *shower) of(pieces []event.Evidence) []Excerpt {
	if len(pieces) == 0 {
		return nil
	}
	all := make([]Excerpt, len(pieces))
	for n, e := range pieces {
		if e.SHA256 == "" {
			continue // Its words are all that there is.
		}
		key := e.SHA256 + e.Target() + string(e.Kind)
		made, known := s.made[key]
		if !known {
			made = s.excerpt(e)
			s.made[key] = made
		}
		all[n] = made
	}
	return all
}

func (s *shower) excerpt(e event.Evidence) Excerpt {
	if e.Secrets != "" {
		return Excerpt{Note: "not shown, since it looks as if it held a secret"}
	}
	c := s.Read(e)
	switch {
	case e.Path != "":
		return s.place(e, c)
	case c.Data == nil:
		return Excerpt{Note: "not shown, since it cannot be read as it was added"}
	}
	if words, isText := asText(c.Data); isText {
		lines := numbered(words, 1)
		if int64(len(c.Data)) < c.Size {
			n := min(s.Lines, len(lines))
			return Excerpt{Note: fmt.Sprintf("the first %s of %s", Count(n, "line"), size(c.Size)), Lines: lines[:n]}
		}
		if e.Command != "" {
			note, n := s.howMany(lines, "the last ")
			return Excerpt{Note: note, Lines: lines[len(lines)-n:]}
		}
		return s.lines("", lines)
	}
	if p, why := s.picture(e, c); p != nil || why != "" {
		return Excerpt{Note: why, Picture: p}
	}
	if words := officeWords(c.Data); words != "" {
		return s.lines("its words: ", numbered(words, 0))
	}
	return Excerpt{Note: "not shown, since it is no text and no picture that can be shown here"}
}

// lines shows the first lines of a text behind some words.
func (s *shower) lines(before string, all []document.Line) Excerpt {
	note, n := s.howMany(all, "")
	return Excerpt{Note: before + note, Lines: all[:n]}
}

// howMany says how many of the lines are shown. A few more are shown than asked
// for where these are all that there are.
func (s *shower) howMany(all []document.Line, which string) (string, int) {
	if len(all) <= s.Lines+s.Lines/2 {
		return "all of it, " + Count(len(all), "line"), len(all)
	}
	return fmt.Sprintf("%s%d of %s", which, s.Lines, Count(len(all), "line")), s.Lines
}

// place shows the lines of a place as they were cited, or what has become of them.
func (s *shower) place(e event.Evidence, c checklist.Content) Excerpt {
	was, isText := asText(c.Data)
	switch {
	case c.Data == nil:
		return Excerpt{Note: "not shown, since the lines were not kept when they were cited, and are others now"}
	case !isText:
		return Excerpt{Note: "not shown, since it is no text"}
	}
	lines := numbered(was, max(1, e.From))
	if now, isText := asText(c.Now); c.Now != nil && isText {
		return s.lines("what has changed since it was cited: ", compared(was, now, max(1, e.From)))
	}
	note := "as cited: "
	if e.Fault != "" {
		note = "as cited, and it " + e.Fault + ": "
	}
	return s.lines(note, lines)
}

// compared shows two texts line by line, with what went and what came.
func compared(was, now string, from int) []document.Line {
	const context = 3
	was, now = strings.TrimSuffix(was, "\n")+"\n", strings.TrimSuffix(now, "\n")+"\n"
	diff, err := udiff.ToUnifiedDiff("", "", was, udiff.Strings(was, now), context)
	if err != nil {
		return numbered(was, from)
	}
	var all []document.Line
	for _, h := range diff.Hunks {
		at := h.FromLine + from - 1
		for _, l := range h.Lines {
			one := document.Line{Number: at, Kind: document.Said, Words: cutLine(strings.TrimSuffix(l.Content, "\n"))}
			switch l.Kind {
			case udiff.Delete:
				one.Kind = document.Gone
			case udiff.Insert:
				one.Kind, one.Number = document.New, 0
				at--
			}
			at++
			all = append(all, one)
		}
	}
	return all
}

// asText returns bytes as text, and whether they are some.
func asText(data []byte) (string, bool) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if len(data) > 4 && !utf8.Valid(data) { // The last character may be cut.
		for n := 1; n < utf8.UTFMax && !utf8.Valid(data); n++ {
			data = data[:len(data)-1]
		}
	}
	if !utf8.Valid(data) || bytes.IndexByte(data, 0) >= 0 {
		return "", false
	}
	return string(bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))), true
}

// numbered returns the lines of a text, which are counted from a number; with 0
// they have none.
func numbered(text string, from int) []document.Line {
	text = strings.TrimRight(text, "\n")
	if text == "" {
		return nil
	}
	words := strings.Split(text, "\n")
	all := make([]document.Line, len(words))
	for n, w := range words {
		all[n] = document.Line{Kind: document.Said, Words: cutLine(w)}
		if from > 0 {
			all[n].Number = from + n
		}
	}
	return all
}

// maxLine is how many characters of a line are shown.
const maxLine = 300

func cutLine(s string) string {
	if len(s) <= maxLine {
		return s
	}
	runes := []rune(s)
	if len(runes) <= maxLine {
		return s
	}
	return string(runes[:maxLine]) + "…"
}
