package reading

import (
	"strings"

	"clausewalk/policy"
)

// titles are headings by appearance: short lines with a number, which the clauses
// below have before a dot.
//
// Seen in: sellers' agreements ("3.   **License.**", then "**3.1 Yours.** ...").
var titles = shape{
	name: "titles",
	arrange: func(d *document, all []block) []block {
		for _, run := range runsOf(all, func(b block) bool {
			return b.mark.style == "1" && isNumber(b.mark.label) && len(b.paragraphs) == 1 && (b.strong || looksLikeTitle(strings.TrimRight(b.words, ".")) && !policy.HasDuty(b.words))
		}) {
			above := false
			for n, i := range run {
				end := len(all)
				if n+1 < len(run) {
					end = run[n+1]
				}
				for _, b := range all[i+1 : end] {
					if b.heading && !b.byLook {
						break
					}
					above = above || dotted(b.mark.label) && strings.HasPrefix(b.mark.label, all[i].mark.label+".")
				}
			}
			if !above {
				continue
			}
			for _, i := range run {
				d.titleHeading(&all[i], boldLevel)
			}
		}
		return all
	},
}

// titleHeading makes a heading of a block with a label.
func (d *document) titleHeading(b *block, level int) {
	if b.numbered {
		d.itemHeading(b, level)
		return
	}
	m := b.mark
	b.title = strings.TrimSpace(strings.TrimPrefix(b.words, policy.Fold(m.printed)))
	b.heading, b.byLook, b.level, b.label, b.item, b.mark = true, true, level, m.label, false, mark{}
}

// runsOf returns the runs of blocks that pass and whose labels follow one another,
// by their indexes. Each run begins with the first label of a sequence and has at
// least two blocks.
func runsOf(all []block, passes func(block) bool) (runs [][]int) {
	var run []int
	end := func() {
		if len(run) > 1 {
			runs = append(runs, run)
		}
		run = nil
	}
	for i, b := range all {
		switch {
		case b.heading && !b.byLook:
			end()
		case b.heading || !passes(b):
		case len(run) > 0 && b.mark.after(all[run[len(run)-1]].mark):
			run = append(run, i)
		case b.mark.begins():
			end()
			run = []int{i}
		}
	}
	end()
	return runs
}
