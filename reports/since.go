package reports

import (
	"slices"
	"time"

	"clausewalk/checklist"
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
	RunOut   []Clause // answers that were good then, and are stale now though nobody touched them
}

// compare returns what has changed since an earlier state, nil for none.
func (r Report) compare(a *checklist.Audit, then *Earlier) *Since {
	if then == nil {
		return nil
	}
	s := Since{Name: then.Name, Adopted: !slices.Equal(then.Audit.Editions(), a.Editions())}
	was := then.Audit
	if s.Adopted {
		was = was.Under(a)
	}
	touched := map[checklist.Ref]bool{}
	for _, d := range checklist.Differences(then.Audit, a) {
		if d.Field.Kind == checklist.KindEvidence {
			s.Evidence = append(s.Evidence, d)
			continue
		}
		s.Answers = append(s.Answers, d)
		touched[d.Field.Ref()] = touched[d.Field.Ref()] || d.Field.Kind == checklist.KindVerdict
	}
	s.RunOut = slices.DeleteFunc(r.Flagged(checklist.Stale), func(c Clause) bool {
		adopted := c.Reworded != nil && c.Reworded.At.After(then.At)
		return touched[c.Ref] || !adopted && was.Item(c.Ref, then.At).Has(checklist.Stale)
	})
	return &s
}

// Count returns how many changes there are.
func (s Since) Count() int { return len(s.Answers) + len(s.Evidence) + len(s.RunOut) }

// note says whether the policy's text is as it was.
func (s Since) note() string {
	if s.Adopted {
		return "Another edition of the policy is asked since."
	}
	return "An audit keeps its editions until another one is adopted, so the policy's text is as it was."
}

// since writes what has changed, each change by put.
func (p *page) since(put func(func(*page))) {
	if p.Since == nil {
		return
	}
	p.line("\n## Changed since %s (%d)\n", inline(p.Since.Name), p.Since.Count())
	p.line("%s", p.Since.note())
	for _, group := range []struct {
		name string
		list []checklist.Difference
	}{{"Answers", p.Since.Answers}, {"Evidence", p.Since.Evidence}} {
		if len(group.list) > 0 {
			p.line("\n**%s (%d)**\n", group.name, len(group.list))
		}
		for _, d := range group.list {
			put(func(p *page) { p.change(d) })
		}
	}
	if len(p.Since.RunOut) > 0 {
		p.line("\n**Ran out (%d)**\n", len(p.Since.RunOut))
	}
	for _, c := range p.Since.RunOut {
		put(func(p *page) {
			p.line("- **%s** %s: %s", inline(p.Name(c.Ref)), inline(c.Title), c.why(checklist.Stale))
		})
	}
}

// change writes a value that is not what it was.
func (p *page) change(d checklist.Difference) {
	words := func(s string) string {
		if s == "" {
			return "nothing"
		}
		return inline(s)
	}
	p.line("- **%s** %s: from %s to %s (%s)", inline(p.subject(d.Field)), inline(fieldName(d.Field)), words(d.From), words(d.To), inline(Stamp{d.By, d.At}.stamp()))
}

func (h *sheet) sinceLists() {
	h.line("<p>%s</p>", h.Since.note())
	for _, group := range []struct {
		name string
		list []checklist.Difference
	}{{"Answers", h.Since.Answers}, {"Evidence", h.Since.Evidence}} {
		if len(group.list) > 0 {
			h.line("<h3>%s (%d)</h3>", group.name, len(group.list))
			h.changeList(group.list)
		}
	}
	if out := h.Since.RunOut; len(out) > 0 {
		h.line("<h3>Ran out (%d)</h3>", len(out))
		h.each(len(out), "", func(n int) string { return h.ref(out[n]) + ": " + said(out[n].flagWords(checklist.Stale)) })
	}
}

func (h *sheet) changeList(list []checklist.Difference) {
	words := func(s string) string {
		if s == "" {
			return "nothing"
		}
		return said(s)
	}
	h.each(len(list), "", func(n int) string {
		d := list[n]
		return "<strong>" + htmlText(h.where(d.Field)) + "</strong> " + htmlText(fieldName(d.Field)) + ": from " + words(d.From) +
			" to " + words(d.To) + " " + stamped(Stamp{d.By, d.At})
	})
}
