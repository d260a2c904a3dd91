package reports

import (
	"fmt"
	"slices"
	"strings"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/policy"
	"clausewalk/reports/document"
)

// notice stands at the top of every report.
const notice = "This is a self-assessment. It is not a decision of the platform, and the platform has not approved it. Names are as claimed; nothing verifies them."

// states tells where the audit stands.
func (b *builder) states() []document.Item {
	var all []document.Item
	for line := range strings.SplitSeq(b.Summary, "\n") {
		state, words, _ := strings.Cut(line, ": ")
		all = append(all, field(state, ours(words)))
	}
	return all
}

// auditPart tells what was audited, by whom and when.
func (b *builder) auditPart() []document.Part {
	all := []document.Item{field("App", label(b.Head.App)), field("Release", label(b.Head.Release)), field("Audit", label(b.Head.ID))}
	for _, p := range b.Policies {
		text := document.Text{label(p.Title), ours(" ("), label(p.ID), ours(")")}
		if p.Source != "" {
			text = append(text, ours(", from "), document.Span{Kind: document.Address, Words: p.Source})
		}
		if p.Dated != "" {
			text = append(text, ours(", dated "), said(p.Dated))
		}
		all = append(all, field("Policy", text...), field("Edition", label(p.Edition)))
	}
	for _, e := range b.Adoptions {
		all = append(all, field("Adopted", said(e.Field.Policy+", "+e.Value), e.who()))
	}
	people := make([]string, len(b.People))
	for n, who := range b.People {
		people[n] = full(who)
	}
	if len(people) == 0 {
		people = []string{"nobody yet"}
	}
	all = append(all, field("Answered by", said(strings.Join(people, "; "))), field("Begun", said(Stamp{b.Head.By, b.Head.Created}.stamp())))
	if b.Events > 0 {
		all = append(all, field("Entries", ours(moment(b.From)+" to "+moment(b.To))))
	}
	all = append(all, field("State as of", ours(moment(b.At))), field("Signed off", said(b.signed())))
	return part("audit", "Audit", -1, document.List{Items: all})
}

// signed tells in a few words whether anybody vouches for the state.
func (r Report) signed() string {
	if len(r.SignOffs) == 0 {
		return "by nobody"
	}
	s := r.SignOffs[len(r.SignOffs)-1]
	since := "nothing has changed since"
	if s.Changes > 0 {
		since = Count(s.Changes, "change") + " since"
	}
	return fmt.Sprintf("by %s, %s; %s", s.Name, moment(s.At), since)
}

func (b *builder) coveragePart() []document.Part {
	blocks := []document.Block{b.counts()}
	for _, p := range b.Policies {
		for _, s := range p.Sections {
			for _, g := range s.Gaps {
				blocks = append(blocks, paragraph(ours("Numbering: "), label(g.Note()), ours(".")))
			}
		}
	}
	return part("coverage", "Coverage", -1, blocks...)
}

// tones are the looks of the coverage's rows; their words say the same.
var tones = map[string]document.Tone{
	"met": document.Good, "acknowledged": document.Good, "partly": document.Bad, "not-met": document.Bad,
	unsupportedCode: document.Weak, "cannot-tell": document.Weak, "stale": document.Weak, "in-conflict": document.Weak,
}

func tone(code string) document.Tone {
	if t := tones[code]; t != document.NoTone {
		return t
	}
	return document.Wait
}

// counts is the coverage, that of all policies last.
func (b *builder) counts() document.Table {
	t := document.Table{Head: []string{"Clauses"}}
	var columns []Coverage
	if b.qualified {
		for _, p := range b.Policies {
			t.Head, columns = append(t.Head, p.ID), append(columns, p.Coverage)
		}
	}
	t.Head, columns = append(t.Head, "All"), append(columns, b.Coverage)
	summed := false
	for _, row := range coverageRows {
		summed = summed || row.code == inScope
		if n := row.of(b.Coverage); n > 0 && !summed {
			t.Picture.Shares = append(t.Picture.Shares, document.Share{Of: n, Tone: tone(row.code)})
			t.Picture.Words += fmt.Sprintf("%s %d, ", row.name, n)
		}
		one := document.Row{Name: document.Span{Words: row.name, Strong: row.code == inScope, Tone: tone(row.code)}}
		for _, c := range columns {
			one.Cells = append(one.Cells, row.of(c))
		}
		t.Rows = append(t.Rows, one)
	}
	t.Picture.Words += fmt.Sprintf("of %d in scope", b.Coverage.Clauses)
	return t
}

// gapsPart lists the gaps, worst first, each as an item of a list.
func (b *builder) gapsPart(mark document.Mark, gap func(Clause) document.Item) []document.Part {
	gaps := b.Gaps()
	list := document.List{Mark: mark, Unit: "gap", Ranked: true}
	for _, c := range gaps {
		list.Items = append(list.Items, gap(c))
	}
	return part("gaps", "Gaps", len(gaps), orNone("No answer that stands says partly or not met.", list,
		paragraph(ours("Worst first. A severity that nobody entered is ours.")))...)
}

// gapItem is a gap with what is left to do about it, and why it is one.
func (b *builder) gapItem(c Clause) document.Item {
	all := b.toDo(c)
	if c.Reason != "" {
		all.Under = append(all.Under, item(ours("Reason: "), said(c.Reason)))
	}
	return all
}

// toDo is a gap with what is left to do about it.
func (b *builder) toDo(c Clause) document.Item {
	state := document.Span{Kind: document.Label, Words: c.Words + ", " + c.Gap.Severity, Tone: document.Bad}
	owner, due := phrase("No owner"), phrase("no due date")
	if c.Gap.Owner != "" {
		owner = document.Text{ours("Owner: "), said(c.Gap.Owner)}
	}
	if c.Gap.Due != "" {
		due = document.Text{ours("due "), said(c.Gap.Due)}
		if b.overdue(c.Gap) {
			due = append(due, ours(" (overdue)"))
		}
	}
	fix := phrase("No fix yet")
	if c.Gap.Fix != "" {
		fix = document.Text{ours("Fix: "), said(c.Gap.Fix)}
	}
	return document.Item{
		Text:  append(b.clauseName(c), ours(": "), state),
		Under: []document.Item{item(append(append(owner, ours("; ")), due...)...), item(fix...)},
	}
}

// overdue tells whether the day by which a gap was to be closed has passed. On
// the day itself it has not.
func (r Report) overdue(g checklist.Gap) bool { return g.Due != "" && g.Due < dayOf(r.At) }

// weakPart lists the answers that are there and cannot be taken as they are.
func (b *builder) weakPart() []document.Part {
	var blocks []document.Block
	group := func(name string, clauses []Clause, why func(Clause) document.Text) {
		if len(clauses) == 0 {
			return
		}
		list := document.List{}
		for _, c := range clauses {
			list.Items = append(list.Items, item(append(append(b.clauseName(c), ours(": ")), why(c)...)...))
		}
		blocks = append(blocks, heading(document.Group, phrase("%s (%d)", name, len(clauses))...), list)
	}
	for _, w := range weaknesses {
		group(w.name, b.Report.weak(w), func(c Clause) document.Text {
			text := c.why(w.flag)
			for _, also := range c.also(w) {
				text = append(text, ours("; "), said(also))
			}
			return text
		})
	}
	group("Cannot tell", b.Clauses(func(c Clause) bool {
		return c.Answered() && c.Verdict == event.CannotTell
	}), func(c Clause) document.Text { return document.Text{said(c.Reason)} })
	blocks = append(blocks, b.weakScope()...)
	if len(blocks) == 0 {
		blocks = append(blocks, paragraph(ours("None.")))
	}
	return part("weak", "Answers that need another look", -1, blocks...)
}

// weakScope tells what is unsettled about the audit as a whole.
func (b *builder) weakScope() []document.Block {
	var blocks []document.Block
	scope := strong(ours("Scope:"))
	unneeded, unlisted := b.lists()
	for _, one := range append(unneeded, unlisted...) {
		blocks = append(blocks, paragraph(scope, ours(" "), said(one), ours(".")))
	}
	for _, f := range b.Facts {
		if len(f.Disputed) > 0 {
			blocks = append(blocks, paragraph(scope, ours(" the answers about "), label(b.factName(f)), ours(" are in conflict; they stand under Scope.")))
		}
	}
	editions := document.List{}
	for _, e := range b.Disputes {
		text := document.Text{said(e.Field.Policy + ", " + e.Value), e.who()}
		editions.Items = append(editions.Items, field("Editions in conflict", append(text, ours("; one more adoption settles it"))...))
	}
	if len(editions.Items) > 0 {
		blocks = append(blocks, editions)
	}
	return blocks
}

func (r Report) factName(f Fact) string {
	if r.qualified {
		return f.Policy + "/" + f.Question.ID
	}
	return f.Question.ID
}

func (b *builder) openPart() []document.Part {
	open := b.Unanswered()
	list := document.List{}
	for _, c := range open {
		text := document.Text{b.ref(c.Ref), ours(" "), label(c.Title)}
		if c.Touched() {
			text = append(text, ours(" (begun, without a verdict)"))
		}
		list.Items = append(list.Items, item(text...))
	}
	return part("unanswered", "Unanswered", len(open), orNone("None.", list)...)
}

func (b *builder) scopePart() []document.Part {
	if len(b.Facts) == 0 {
		return nil
	}
	list := document.List{}
	for _, f := range b.Facts {
		one := item(strong(label(b.factName(f)+":")), ours(" "), ours("not answered"))
		switch answer := &one.Text[2]; {
		case len(f.Disputed) > 0:
			*answer = ours("in conflict")
		case f.Answered:
			*answer = said(f.Answer.String())
			one.Under = append(one.Under, item(ours("Answered by "), said(Stamp{f.By, f.At}.stamp())))
		}
		for _, e := range f.Disputed {
			one.Under = append(one.Under, item(said(e.Value), e.who()))
		}
		one.Under = append(one.Under, item(ours("Guide (ours): "), said(f.Question.Question)))
		list.Items = append(list.Items, one)
	}
	return part("scope", "Scope", -1, paragraph(ours("What was said about the app decides which clauses apply. The questions are the guide's, ours. Until one is answered, its clauses stay in scope.")), list)
}

const clausesNote = "Quotations are the policy's own words, verbatim. Titles (where the guide gives none, a clause's first words) and what stands behind \"Guide (ours)\" are ours and not the platform's. All else was entered for this audit."

// clausesPart has every clause, in scope or not, at its place in the policy.
func (b *builder) clausesPart() []document.Part {
	blocks := []document.Block{paragraph(ours(clausesNote))}
	for _, p := range b.Policies {
		for _, s := range p.Sections {
			blocks = append(blocks, heading(document.Division, label(p.Title+": "+s.Heading)))
			for n := range s.Clauses {
				blocks = append(blocks, b.clause(s.Clauses[n]))
				blocks = append(blocks, missing(s, s.Clauses[n])...)
			}
		}
	}
	return part("clauses", "Every clause", -1, blocks...)
}

// missing names the numbers behind a clause that the source does not print.
func missing(s Section, c Clause) []document.Block {
	var all []document.Block
	for _, g := range s.Gaps {
		if g.After == c.Ref.Label {
			all = append(all, paragraph(label(g.Label), ours(": "), label(g.Note()), ours(". Nothing is put in its place.")))
		}
	}
	return all
}

// clause is one clause: the policy's words, the guide's question, the answer.
func (b *builder) clause(c Clause) document.Clause {
	one := document.Clause{
		ID: b.anchors[c.Ref], Title: document.Text{label(b.Name(c.Ref)), ours(" "), label(c.Title)}, State: c.state(),
		Blocks: []document.Block{document.Quote{Paragraphs: c.Clause.Paragraphs}},
	}
	if g := c.Clause.Guide; g != nil {
		one.Blocks = append(one.Blocks, asked(g, c.Clause.Kind())...)
	}
	if c.Has(checklist.OutOfScope) {
		text := slices.Concat(phrase("out of scope ("), c.why(checklist.OutOfScope), phrase("), see "))
		text = append(text, document.Span{Kind: document.Ref, Words: "the appendix", To: "out"})
		one.Blocks = append(one.Blocks, document.List{Items: []document.Item{field("Verdict", text...)}})
		return one
	}
	one.Blocks = append(one.Blocks, document.List{Items: answer(c)})
	return one
}

// asked is what the guide asks about a clause, and where it goes beyond its
// words.
func asked(g *policy.Guide, kind policy.Kind) []document.Block {
	blocks := questions(g, kind)
	for _, r := range g.Readings {
		blocks = append(blocks, paragraph(ours("Guide ("+g.Whose("ours")+"), our reading: "), said(r.Words())))
	}
	return blocks
}

func questions(g *policy.Guide, kind policy.Kind) []document.Block {
	text := document.Text{ours("Guide (" + g.Whose("ours") + "), "), label(string(kind)), ours(":")}
	ask := g.Ask()
	if len(ask) == 1 {
		return []document.Block{paragraph(append(text, ours(" "), said(ask[0]))...)}
	}
	list := document.List{}
	for _, question := range ask {
		list.Items = append(list.Items, item(said(question)))
	}
	return append([]document.Block{paragraph(text...)}, list)
}
