package reports

import (
	"fmt"
	"slices"
	"strings"

	"clausewalk/checklist/event"
	"clausewalk/policy/pattern"
	"clausewalk/reports/document"
)

// A builder decides what a report for people shows, in which order and in which
// words: here the order, in the files named tree_*.go and beside what they tell
// of the parts. The formats render all that it makes and decide nothing.
type builder struct {
	Report
	anchors map[event.Ref]string // the IDs of the clauses in the document
}

// document returns all of a report.
func (r Report) document() document.Document {
	b := r.builder()
	d := b.titled("Audit report", "gaps")
	d.Front = frontPage(b)
	d.Page = slices.Concat(b.sincePart(), b.gapsPart(document.Bullet, b.gapItem), b.nextPart())
	d.Parts = slices.Concat(b.submissionsPart(), b.decidedPart(), b.weakPart(), b.openPart(), b.scopePart(),
		b.clausesPart(), b.outPart(), b.signOffPart(), b.annex())
	return d
}

// annex is what somebody needs who checks the report.
func (b *builder) annex() []document.Part {
	if b.NoAnnex {
		return nil
	}
	return slices.Concat(b.archivePart(), b.unplacedPart(), b.readingPart(), b.filePart(), b.historyPart(), b.digestPart())
}

// builder returns what builds a document that has all clauses.
func (r Report) builder() *builder {
	b := builder{r, map[event.Ref]string{}}
	taken := map[string]bool{}
	for _, p := range r.Policies {
		for _, s := range p.Sections {
			for n := range s.Clauses {
				ref := s.Clauses[n].Ref
				b.anchors[ref] = anchor(b.Name(ref), taken)
			}
		}
	}
	return &b
}

var (
	noAnchor  = pattern.New(`[^\pL\pN./@_-]+`)
	ownAnchor = pattern.New(`^[a-z][a-z0-9-]*$`)
)

// anchor returns the ID of a clause, which is its name wherever it can be one. No
// other clause has it, nor a part of the document: the IDs of those are small
// letters, digits and hyphens.
func anchor(name string, taken map[string]bool) string {
	id := noAnchor.ReplaceAllString(name, "-")
	if ownAnchor.MatchString(id) || id == "" {
		id = "." + id
	}
	for free, n := id, 2; ; n++ {
		if !taken[free] {
			taken[free] = true
			return free
		}
		free = fmt.Sprintf("%s.%d", id, n)
	}
}

// titled begins a document. What it is and the ID of its first part are ours.
func (b *builder) titled(what, first string) document.Document {
	var editions []string
	for _, p := range b.Policies {
		editions = append(editions, p.ID+" "+p.shortEdition())
	}
	app := b.Head.App + " " + b.Head.Release
	return document.Document{Title: what + ": " + app, Running: []string{app, "audit " + b.Head.ID, strings.Join(editions, ", ")}, First: first}
}

// part makes a part, or none of no blocks. Its title is ours, a number behind
// it says how many it has, where that is not -1.
func part(id, title string, count int, blocks ...document.Block) []document.Part {
	text := phrase(title)
	if count >= 0 {
		text = phrase("%s (%d)", title, count)
	}
	return []document.Part{{ID: id, Title: text, Blocks: blocks}}
}

// orNone returns the blocks of a list, or a sentence of ours where it is empty.
func orNone(none string, list document.List, before ...document.Block) []document.Block {
	if len(list.Items) == 0 {
		return []document.Block{paragraph(ours(none))}
	}
	return append(before, list)
}

// What texts are made of. Words that are handed to ours and phrase are
// constants and numbers, and never what somebody has typed.

func ours(words string) document.Span { return document.Span{Words: words} }

func phrase(format string, args ...any) document.Text {
	if len(args) > 0 {
		format = fmt.Sprintf(format, args...)
	}
	return document.Text{ours(format)}
}

func said(words string) document.Span { return document.Span{Kind: document.Said, Words: words} }

func label(words string) document.Span { return document.Span{Kind: document.Label, Words: words} }

func multiline(words string) document.Span {
	return document.Span{Kind: document.Lines, Words: words}
}

func ownLine(words string) document.Span { return document.Span{Kind: document.Below, Words: words} }

func strong(s document.Span) document.Span {
	s.Strong = true
	return s
}

func paragraph(text ...document.Span) document.Paragraph { return document.Paragraph{Text: text} }

func heading(level document.Level, text ...document.Span) document.Heading {
	return document.Heading{Level: level, Text: text}
}

func item(text ...document.Span) document.Item { return document.Item{Text: text} }

// field is an item that tells what it is about.
func field(name string, text ...document.Span) document.Item {
	return document.Item{Name: name, Text: text}
}

// who tells who entered something and when.
func (s Stamp) who() document.Span {
	return document.Span{Kind: document.Stamp, Words: s.stamp()}
}

// or returns a person's words, and ours where there are none.
func or(words, none string) document.Span {
	if words == "" {
		return ours(none)
	}
	return said(words)
}

// ref names a clause as a link to where it stands.
func (b *builder) ref(ref event.Ref) document.Span {
	return document.Span{Kind: document.Ref, Words: b.Name(ref), To: b.anchors[ref]}
}

// clauseName is a clause's name and title, as lists begin with it.
func (b *builder) clauseName(c Clause) document.Text {
	return document.Text{strong(b.ref(c.Ref)), ours(" "), label(c.Title)}
}

// state is how a clause is, as a reader takes it in at once.
func (c Clause) state() document.Span {
	return document.Span{Kind: document.Label, Words: c.Words, Tone: tone(c.Code())}
}
