package reading

// ruled are headings by appearance: a title above a rule of dashes that a blank
// line keeps from being an underline.
//
// Seen in: recorded pages ("1.  Overview", a line of spaces, "------------").
var ruled = shape{
	name: "ruled",
	arrange: func(d *document, all []block) []block {
		for i := range all {
			b := &all[i]
			if b.heading || !b.ruled || i+1 == len(all) || len(b.paragraphs) != 1 || !looksLikeTitle(b.words) {
				continue
			}
			d.itemHeading(b, boldLevel-1)
		}
		return all
	},
}

// itemHeading makes a heading of a block, whose label may be its number in a
// list.
func (d *document) itemHeading(b *block, level int) {
	m, numbered := b.mark, b.numbered
	d.makeHeading(b, level)
	if numbered {
		b.label, b.title, b.before = m.label, b.words, m.printed
	}
	b.item, b.numbered, b.mark = false, false, mark{}
}
