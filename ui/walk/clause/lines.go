package clause

import (
	"strings"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/policy"
	"clausewalk/reports"
	"clausewalk/ui/walk/style"
)

// text is what the pane shows, as it is put together: lines of at most w cells.
type text struct {
	*style.Styles
	w   int
	led map[string]string // where evidence leads, by its key
	out []string
}

func (t *text) add(lines ...string) { t.out = append(t.out, lines...) }

// lines returns all that is known of the clause.
func (p *Pane) lines(c Clause) []string {
	if c.Ref == (event.Ref{}) || p.width < 4 {
		return nil
	}
	t := &text{Styles: p.style, w: p.width, led: p.leads}
	t.head(c)
	for _, l := range p.words(c.Item) {
		t.add(t.Strong.Render(t.Marks.Quote) + " " + l)
	}
	t.add("")
	t.decided(c.Item)
	guide := p.guide(c.Item)
	if c.Touched() { // What was said is what one comes back for; the guide can wait below it.
		t.answer(c)
		t.add("")
		t.add(guide.ask...)
	} else {
		if t.suggested(c.Item); len(t.out) > 0 && t.out[len(t.out)-1] != "" {
			t.add("")
		}
		t.add(guide.ask...)
		t.add("")
		t.answer(c)
	}
	t.add(guide.more...)
	return t.out
}

// head names the clause, its kind and its state.
func (t *text) head(c Clause) {
	kind := string(c.Clause.Kind())
	if g := c.Clause.Guide; g != nil && !c.Compact && c.Clause.Kind() != policy.Notice && !c.Touched() {
		kind += " " + t.Marks.Dot + " " + g.Severity
	}
	right := t.Dim.Render(kind)
	if c.Touched() {
		right = t.Mark(c.Item) + " " + c.VerdictWords() + t.Dim.Render(" "+t.Marks.Dot+" "+kind)
	}
	label, entry := policy.CutEntry(c.Ref.Label)
	t.add(style.Between(t.Strong.Render(reports.Line(label)+"  "+reports.Line(c.Clause.Title())), right, t.w))
	if entry != "" {
		t.add(style.Cut("for "+t.Accent.Render(reports.Line(entry)), t.w))
	}
	t.add("")
}

// words returns the policy's words: as Glamour sets them once that is done, and
// wrapped until then.
func (p *Pane) words(i checklist.Item) []string {
	if lines, ok := p.texts[p.key(i)]; ok {
		return lines
	}
	return style.Wrap(reports.Line(i.Clause.Words()), p.width-2)
}

// decided tells what the platform decided.
func (t *text) decided(i checklist.Item) {
	for _, o := range i.Outcomes {
		for _, l := range style.Hang("Decided ", style.LinkAll(reports.Line(o.String())), t.w) {
			t.add(t.Warn.Render(l))
		}
	}
	if len(i.Outcomes) > 0 {
		t.add("")
	}
}

// ---- the guide ----

// nameWidth is the room for the names before the guide's texts.
const nameWidth = 8

// guide is the lines of one. They are as they are whatever is answered.
type guide struct {
	of        *policy.Guide
	ask, more []string // what one needs to answer, and the rest
}

// guide returns the lines of a clause's guide.
func (p *Pane) guide(i checklist.Item) guide {
	at := p.key(i)
	if _, ok := p.guides[at]; !ok || p.guides[at].of != i.Clause.Guide {
		p.guides[at] = newGuide(p.style, i.Clause.Guide, p.width)
	}
	return p.guides[at]
}

// newGuide returns the lines of a guide in w cells, none where there is no guide.
func newGuide(s *style.Styles, g *policy.Guide, w int) guide {
	if g == nil {
		return guide{}
	}
	ask, more := &text{Styles: s, w: w}, &text{Styles: s, w: w}
	ask.ask(g)
	more.more(g)
	return guide{g, ask.out, more.out}
}

// ask is what of the guide one needs to answer.
func (t *text) ask(g *policy.Guide) {
	t.add(t.Dim.Render(style.Cut(g.Whose("Guide (our words, not the platform's)"), t.w)))
	t.guide("Ask", g.Ask()...)
	t.guide("Good", g.Good)
	for n, e := range g.Evidence {
		name := style.Fit("", nameWidth)
		if n == 0 {
			name = t.Dim.Render(style.Fit("Bring", nameWidth))
		}
		t.add(style.Hang(name+t.Dim.Render(style.Fit(e.Show, 9)), reports.Line(e.Bring), t.w)...)
	}
}

// more is the rest of the guide.
func (t *text) more(g *policy.Guide) {
	t.add("", t.Dim.Render(style.Cut(g.Whose("More of the guide (our words)"), t.w)))
	for _, r := range g.Readings {
		t.guide("We read", r.Words())
	}
	t.guide("Why", g.Why)
	t.guide("Beware", g.Pitfalls...)
	t.guide("Note", g.AllNotes()...)
	t.guide("Knows", strings.Join(g.Roles, ", "))
	t.guide("A gap", g.Severity+": "+g.Because)
	if !g.Valid.Forever() {
		t.guide("Valid", g.Valid.String())
	}
	t.guide("Source", g.Sources...)
}

// guide adds texts with a name before the first one.
func (t *text) guide(name string, texts ...string) {
	for n, words := range texts {
		label := style.Fit("", nameWidth)
		if n == 0 {
			label = t.Dim.Render(style.Fit(name, nameWidth))
		}
		t.add(style.Hang(label, style.LinkAll(reports.Line(words)), t.w)...)
	}
}
