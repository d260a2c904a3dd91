package reports

import (
	"fmt"

	"clausewalk/checklist"
	"clausewalk/reports/document"
)

func (b *builder) outPart() []document.Part {
	out := b.Flagged(checklist.OutOfScope)
	all := document.List{}
	for _, c := range out {
		one := item(append(append(b.clauseName(c), ours(": ")), c.why(checklist.OutOfScope)...)...)
		if c.Touched() || c.Overrule != nil || len(c.Parts) > 0 {
			c.Seen = nil // It is only named here.
			one.Under = answer(c)
		}
		all.Items = append(all.Items, one)
	}
	return part("out", "Out of scope", len(out), orNone("None.", all,
		paragraph(ours("Each clause is followed by what puts it out of scope. Answers to these clauses are kept and not counted.")))...)
}

func (b *builder) unplacedPart() []document.Part {
	if len(b.Unplaced) == 0 {
		return nil
	}
	all := document.List{}
	for _, e := range b.Unplaced {
		about := e.Field.Policy
		if e.Field.Clause != "" {
			about = e.Field.Ref().String()
		}
		who := e.who()
		if e.Withdrawn {
			who.Words += "; taken back since"
		}
		text := append(document.Text{strong(label(about)), ours(" "), label(e.Field.Name()), ours(": ")}, e.text()...)
		all.Items = append(all.Items, item(append(text, who)...))
	}
	return part("unplaced", "Annex: entries without a clause", len(b.Unplaced),
		paragraph(ours("Entered about clauses or questions that these editions do not have. Kept and not counted.")), all)
}

func (b *builder) filePart() []document.Part {
	all := document.List{}
	for _, f := range b.Files {
		one := item(label(f.SHA256))
		for _, name := range f.Names {
			one.Under = append(one.Under, item(label(name)))
		}
		if f.Size > 0 {
			one.Under = append(one.Under, item(ours(size(f.Size))))
		}
		text := phrase("for ")
		for n, ref := range f.Refs {
			if n > 0 {
				text = append(text, ours(", "))
			}
			text = append(text, b.ref(ref))
		}
		one.Under = append(one.Under, item(text...))
		all.Items = append(all.Items, one)
	}
	return part("evidence", "Annex: evidence manifest", len(b.Files), orNone("No evidence with a digest.", all,
		paragraph(ours("The SHA-256 of each file, and of the lines cited at each place in the code.")))...)
}

func (b *builder) digestPart() []document.Part {
	all := document.List{Items: []document.Item{field("Begun", said(stampOf(b.Head.By, b.Head.Created).stamp()))}}
	if b.Events > 0 {
		all.Items = append(all.Items, field("Entries", ours(moment(b.From)+" to "+moment(b.To))))
	}
	for _, p := range b.Policies {
		all.Items = append(all.Items, item(ours("Edition of "), label(p.ID), ours(" (SHA-256 of the words):"), ownLine(p.Edition)))
	}
	all.Items = append(all.Items,
		item(ours("Journal, "+countEntries(b.Events)+" (SHA-256 of the sorted ids and sums):"), ownLine(b.Journal)),
		item(ours("State (SHA-256 of the values that stand):"), ownLine(b.Standing)))
	if b.Tool != "" {
		all.Items = append(all.Items, item(ours("Written by "), label(b.Tool)))
	}
	return part("digests", "Annex: digests", -1, all)
}

// readingPart tells how each policy was read, and how it came to be the one that
// is asked.
func (b *builder) readingPart() []document.Part {
	var blocks []document.Block
	for _, p := range b.Policies {
		read := p.Read
		list := document.List{Items: []document.Item{
			item(ours(fmt.Sprintf("%s in %s, with %s.", Count(p.clauses(), "clause"), Count(len(p.Sections), "section"), Count(read.Asked, "word")))),
		}}
		found := read.Found
		if read.Context == 0 {
			found = found[1:] // All is asked, as the line above says.
		} else {
			list.Items = append(list.Items, item(ours(Count(read.Context, "word")+" of context, to be read and not answered.")))
		}
		for _, s := range found {
			list.Items = append(list.Items, item(said(s+".")))
		}
		for _, u := range read.Unasked {
			list.Items = append(list.Items, item(ours("Not asked: "), label(u.Label), ours(fmt.Sprintf(", line %d: ", u.Line)), said(u.Text)))
		}
		if read.Assessed {
			list.Items = append(list.Items, item(ours("A person corrected how it is read; the corrections are in assess.yaml beside the text.")))
		}
		for _, m := range read.Remarks {
			list.Items = append(list.Items, item(ours(fmt.Sprintf("Line %d: ", m.Line)), said(m.Text)))
		}
		for _, s := range p.Sections {
			for _, g := range s.Skipped {
				list.Items = append(list.Items, field("Numbering", label(g.Note())))
			}
		}
		blocks = append(blocks, heading(document.Group, label(p.Title)), list)
	}
	if len(b.Adoptions) > 0 {
		adopted := document.List{}
		for _, e := range b.Adoptions {
			adopted.Items = append(adopted.Items, field("Adopted", said(e.adopted()), e.who()))
		}
		blocks = append(blocks, adopted)
	}
	return part("reading", "Annex: how each policy was read", -1, blocks...)
}
