// Package document is what a report for people is made of: a small tree that
// says what is shown, in which order and in which words. Package reports builds
// it; a format renders all of it and decides nothing.
//
// The tree holds texts as they were entered. A format escapes every one of them
// but those of kind Ours, which are constants of the program and numbers.
package document

import (
	"slices"

	"clausewalk/policy"
)

// Document is a whole report.
type Document struct {
	Title   string   // its heading, and the name of its window
	Running []string // what stands on every printed page: app, audit, editions
	First   string   // the ID of the part that a reader with a keyboard may want to go to at once
	Front   []Block  // what stands before the first part
	Page    []Part   // what belongs to the first page too
	Parts   []Part   // the rest, which has a table of contents
	Folds   []Fold
}

// Size is about how many bytes the document takes as Markdown: a buffer that has
// to grow copies a large one many times.
func (d Document) Size() int {
	size := 0
	for _, p := range d.Parts {
		for _, b := range p.Blocks {
			switch b := b.(type) {
			case List:
				size += 250 * len(b.Items)
			case Grid:
				size += 150 * len(b.Rows)
			default:
				size += 700
			}
		}
	}
	return size
}

// Pictures tells whether the document has pictures of evidence.
func (d Document) Pictures() bool {
	for _, p := range d.Parts {
		if pictures(p.Blocks) {
			return true
		}
	}
	return false
}

func pictures(all []Block) bool {
	return slices.ContainsFunc(all, func(b Block) bool {
		switch b := b.(type) {
		case Excerpt:
			return b.Picture != nil
		case Columns:
			return slices.ContainsFunc(b.All, pictures)
		case Clause:
			return pictures(b.Blocks)
		}
		return false
	})
}

// Part is a titled part of a document.
type Part struct {
	ID     string // unique in the document
	Title  Text
	Blocks []Block
}

// Fold is a group of parts that is shown when a reader asks for it.
type Fold struct {
	Title string // ours
	Parts []Part
}

// Block is one of the types below.
type Block interface{ block() }

type (
	// Paragraph is a line of words of its own.
	Paragraph struct{ Text Text }

	// Heading stands above the blocks that follow it within a part.
	Heading struct {
		Level Level
		Text  Text
	}

	// List has its items in their order.
	List struct {
		Mark  Mark
		Items []Item
		// Unit is what an item is called where some are left out for want of room.
		Unit string
		// Ranked says that an item has no place where one before it has none.
		Ranked bool
	}

	// Table counts things. Its first column names the rows.
	Table struct {
		Head []string
		Rows []Row
	}

	// Grid has words in all of its cells. Its first column names the rows.
	Grid struct {
		Head []string // ours
		Rows [][]Span // as many in each as Head has
	}

	// Map is a picture of clauses, a cell each. What it shows at a glance, the
	// words of its cells and a table beside it say too.
	Map struct {
		Words string // ours
		Rows  []MapRow
		Key   []Cell // one of each shape, with the state that it stands for
	}

	// Columns stand beside one another where there is room, and else one after the
	// other.
	Columns struct{ All [][]Block }

	// Excerpt is what can be seen of a piece of evidence.
	Excerpt struct {
		Caption Text
		Lines   []Line // none where there is a picture
		Picture *Picture
	}

	// Quote is the policy's own words, verbatim.
	Quote struct{ Paragraphs []policy.Paragraph }

	// Paste is a text to be copied as it is.
	Paste struct{ Text string }

	// Clause is one clause with its answer.
	Clause struct {
		ID     string // unique in the document
		Title  Text
		State  Span
		Blocks []Block
	}
)

func (Paragraph) block() {}
func (Heading) block()   {}
func (List) block()      {}
func (Table) block()     {}
func (Grid) block()      {}
func (Map) block()       {}
func (Columns) block()   {}
func (Excerpt) block()   {}
func (Quote) block()     {}
func (Paste) block()     {}
func (Clause) block()    {}

// Item is an entry of a list: words, with what belongs to them below.
type Item struct {
	Name  string // what the item tells, ours; empty for none
	Text  Text
	Under []Item
}

// Row is a row of a table.
type Row struct {
	Name  Span
	Cells []int
}

// MapRow is a row of a map.
type MapRow struct {
	Name  Text
	Cells []Cell
}

// Cell is a clause on a map.
type Cell struct {
	Shape Shape
	Tone  Tone
	Label string // of the clause, short; empty in a key
	Words string // what the cell says: the clause and its state
	To    string // the ID that it leads to, empty for none
}

// Shape is what tells a state without its colour.
type Shape uint8

// The shapes.
const (
	Dot      Shape = iota // unanswered
	Check                 // met, acknowledged
	Hollow                // met, unsupported
	Half                  // partly
	Cross                 // not met
	Dash                  // not applicable, out of scope
	Question              // cannot tell
	Bang                  // stale
	Unequal               // in conflict
)

// Line is a line of an excerpt.
type Line struct {
	Number int // in its file, 0 for none
	Kind   Kind
	Words  string // Kind is Said, or Gone and New in a comparison
}

// Picture is a picture that is safe to show: we have drawn it anew.
type Picture struct {
	Data          []byte
	Media         string // ours, such as image/jpeg
	Width, Height int    // in pixels
	Words         string // what it is a picture of
}

// Level is how much stands under a heading.
type Level int

// The levels.
const (
	Division Level = iota // a division of a part, such as a section of the policy
	Entry                 // one thing with its own blocks
	Group                 // a list
)

// Mark is what stands before the items of a list.
type Mark int

// The marks.
const (
	Bullet Mark = iota
	Number
	ToDo // something to do, not done yet
)

// Tone is the look of a state. The words beside it say the same.
type Tone uint8

// The tones.
const (
	NoTone Tone = iota
	Good
	Bad
	Weak // there, and not to be taken as it is
	Wait // not there yet, or not counted
)

// Text is words in a row. Nothing stands between its spans but what they hold.
type Text []Span

// Span is a run of words of one kind.
type Span struct {
	Kind   Kind
	Strong bool
	Tone   Tone
	Words  string
	To     string // the ID that a Ref leads to, empty for none; the address that an Address does
}

// Kind is whose words a span has, and what they are.
type Kind uint8

// The kinds. All but Ours may hold anything that somebody has typed.
const (
	Ours    Kind = iota // words of the program, in which nothing is markup anywhere
	Label               // a label, a name, a title or a word of a list, which reads on with our words
	Said                // words of a person, on one line
	Lines               // the same with their line breaks, at the end of an item or before our words
	Address             // an address, which leads there where it is one of the web; with To, words that lead there
	Stamp               // who entered something and when, in brackets behind it
	Ref                 // the name of something in this document
	Below               // words on a line of their own, such as a digest
	Gone                // words that are not there any more
	New                 // words that were not there before
)
