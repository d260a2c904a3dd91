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
	if c.Touched() { // What was said is what one comes back for; the guide can wait below it.
		t.answer(c)
		t.add("")
		t.ask(c.Clause.Guide)
	} else {
		if t.suggested(c.Item); len(t.out) > 0 && t.out[len(t.out)-1] != "" {
			t.add("")
		}
		t.ask(c.Clause.Guide)
		t.add("")
		t.answer(c)
	}
	t.more(c.Clause.Guide)
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
	if lines, ok := p.texts[key{i.Ref, i.Clause.Digest, p.width}]; ok {
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

// ask is what of the guide one needs to answer.
func (t *text) ask(g *policy.Guide) {
	if g == nil {
		return
	}
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
	if g == nil {
		return
	}
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
