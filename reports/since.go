package reports

import (
	"fmt"
	"slices"
	"time"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/reports/document"
)

// Earlier is a state of the audit that a report is held against.
type Earlier struct {
	Name  string // what a reader calls it, such as a date
	At    time.Time
	Audit *checklist.Audit
}

// Since is what has changed since an earlier state.
type Since struct {
	Name     string
	Adopted  bool // another edition is asked since
	Answers  []checklist.Difference
	Evidence []checklist.Difference
	Releases *Releases // instead of the others, where the earlier state is another audit
	RunOut   []Clause  // answers that were good then, and are stale now though nobody touched them
}

// compare returns what has changed since an earlier state, nil for none.
func (r Report) compare(a *checklist.Audit, then *Earlier) *Since {
	if then == nil {
		return nil
	}
	if then.Audit.Head.ID != a.Head.ID {
		return &Since{Name: then.Name, Releases: r.Against(then)}
	}
	s := Since{Name: then.Name, Adopted: !slices.Equal(then.Audit.Editions(), a.Editions())}
	was := then.Audit
	if s.Adopted {
		was = was.InEditionsOf(a)
	}
	touched := map[event.Ref]bool{}
	for _, d := range checklist.Differences(then.Audit, a) {
		if d.Field.Kind == event.KindEvidence {
			s.Evidence = append(s.Evidence, d)
			continue
		}
		s.Answers = append(s.Answers, d)
		touched[d.Field.Ref()] = touched[d.Field.Ref()] || d.Field.Kind == event.KindVerdict
	}
	s.RunOut = slices.DeleteFunc(r.Flagged(checklist.Stale), func(c Clause) bool {
		adopted := c.Reworded != nil && c.Reworded.At.After(then.At)
		return touched[c.Ref] || !adopted && was.Item(c.Ref, then.At).Has(checklist.Stale)
	})
	return &s
}

// Count returns how many changes there are.
func (s Since) Count() int {
	if s.Releases != nil {
		return s.Releases.count()
	}
	return len(s.Answers) + len(s.Evidence) + len(s.RunOut)
}

// note says whether the policy's text is as it was.
func (s Since) note() string {
	if s.Adopted {
		return "Another edition of the policy has been adopted since."
	}
	return "The policy's text has not changed since: an audit keeps its edition until another is adopted."
}

func (b *builder) sincePart() []document.Part {
	if b.Since == nil {
		return nil
	}
	title := document.Text{ours("Changed since "), said(b.Since.Name), ours(fmt.Sprintf(" (%d)", b.Since.Count()))}
	if b.Since.Releases != nil {
		return []document.Part{{ID: "since", Title: title, Blocks: b.releaseBlocks(b.Since.Releases)}}
	}
	blocks := []document.Block{paragraph(ours(b.Since.note()))}
	group := func(name string, items []document.Item) {
		if len(items) > 0 {
			blocks = append(blocks, heading(document.Group, phrase("%s (%d)", name, len(items))...), document.List{Items: items, Unit: "change"})
		}
	}
	group("Answers", each(b.Since.Answers, b.change))
	group("Evidence", each(b.Since.Evidence, b.change))
	group("Gone stale", each(b.Since.RunOut, func(c Clause) document.Item {
		return item(append(append(b.clauseName(c), ours(": ")), c.why(checklist.Stale)...)...)
	}))
	return []document.Part{{ID: "since", Title: title, Blocks: blocks}}
}

// change is a value that is not what it was.
func (b *builder) change(d checklist.Difference) document.Item {
	text := document.Text{strong(label(b.subject(d.Field))), ours(" "), label(d.Field.Name()), ours(": from ")}
	return item(append(append(text, fromTo(d)...), Stamp(d.Stamp).who())...)
}

// fromTo tells what a value was and what it is; words are in quotes.
func fromTo(d checklist.Difference) document.Text {
	value := func(words string) document.Text {
		switch {
		case words == "":
			return phrase("nothing")
		case d.Field.Kind == event.KindVerdict:
			return document.Text{said(words)}
		}
		return document.Text{ours(`"`), said(words), ours(`"`)}
	}
	return slices.Concat(value(d.From), phrase(" to "), value(d.To))
}
