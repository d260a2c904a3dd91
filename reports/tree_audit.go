package reports

import (
	"fmt"
	"slices"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/policy"
	"clausewalk/reports/document"
)

// gapsPart lists the gaps, worst first, each as an item of a list.
func (b *builder) gapsPart(mark document.Mark, gap func(Clause) document.Item) []document.Part {
	gaps := b.Gaps()
	list := document.List{Mark: mark, Unit: "gap", Ranked: true}
	for _, c := range gaps {
		list.Items = append(list.Items, gap(c))
	}
	return part("gaps", "Gaps", len(gaps), orNone("None among the answers that stand.", list,
		paragraph(ours("Worst first. Where nobody entered a severity, it is the guide's.")))...)
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
		if event.Passed(c.Gap.Due, b.At) {
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
			blocks = append(blocks, paragraph(scope, ours(" the answers about "), label(b.factName(f)), ours(" are in conflict; see Scope.")))
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
			text = append(text, ours(" (started, no verdict yet)"))
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
			one.Under = append(one.Under, item(ours("Answered by "), said(Stamp(f.Stamp).stamp())))
		}
		for _, e := range f.Disputed {
			one.Under = append(one.Under, item(said(e.Value), e.who()))
		}
		one.Under = append(one.Under, item(ours("Guide: "), said(f.Question.Question)))
		list.Items = append(list.Items, one)
	}
	return part("scope", "Scope", -1, paragraph(ours("The facts about the app decide which clauses apply. The questions come from the guide. Until one is answered, its clauses stay in scope.")), list)
}

const clausesNote = "Quotations are the policy's own words, verbatim. Titles, and what follows \"Guide\", come from the questionnaire, and are neither the platform's words nor this team's; a clause without a title there is called by its first words. Everything else was entered for this audit."

// clausesPart has every clause, in scope or not, at its place in the policy.
func (b *builder) clausesPart() []document.Part {
	blocks := []document.Block{paragraph(ours(clausesNote))}
	for _, p := range b.Policies {
		for _, s := range p.withClauses() {
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
	for _, g := range s.Skipped {
		if g.After == c.Ref.Label {
			all = append(all, paragraph(label(g.Label), ours(": "), label(g.Note()), ours(".")))
		}
	}
	return all
}

// clause is one clause: the policy's words, the guide's question, the answer.
func (b *builder) clause(c Clause) document.Clause {
	one := document.Clause{
		ID: b.anchors[c.Ref], Title: document.Text{label(b.Name(c.Ref)), ours(" "), label(c.Title)}, State: c.state(),
	}
	text := []document.Block{document.Quote{Paragraphs: c.Clause.Paragraphs}}
	if g := c.Clause.Guide; g != nil {
		text = append(text, asked(g, c.Clause.Kind())...)
	}
	var items []document.Item
	if c.Has(checklist.OutOfScope) {
		why := slices.Concat(phrase("out of scope ("), c.why(checklist.OutOfScope), phrase("); see "))
		items = []document.Item{field("Verdict", append(why, document.Span{Kind: document.Ref, Words: "Out of scope", To: "out"})...)}
	} else {
		items = append(append(answer(c), notes(c)...), changes(c)...)
	}
	one.Blocks = []document.Block{document.Columns{All: [][]document.Block{text, {document.List{Items: items}}}}}
	if seen := excerpts(c); len(seen) > 0 {
		one.Blocks = append(one.Blocks, document.Columns{All: seen})
	}
	return one
}

// excerpts are what can be seen of each piece that stands, by its number among all.
func excerpts(c Clause) [][]document.Block {
	var all [][]document.Block
	for n, e := range c.Seen {
		if e.Note == "" || n >= len(c.Evidence) || c.InConflict(event.KindEvidence, c.Evidence[n].ID) {
			continue
		}
		what, _ := piece(c.Evidence[n])
		caption := append(document.Text{strong(ours(fmt.Sprintf("Evidence %d:", n+1))), ours(" ")}, append(what, ours("; "), label(e.Note))...)
		all = append(all, []document.Block{document.Excerpt{Caption: caption, Lines: e.Lines, Picture: e.Picture}})
	}
	return all
}

// notes are what will not convince a reader of an answer.
func notes(c Clause) []document.Item {
	return each(c.Notes, func(words string) document.Item { return field("Note", said(words)) })
}

// changes are what of a clause is not as it was signed.
func changes(c Clause) []document.Item {
	if len(c.Changes) == 0 {
		return nil
	}
	return []document.Item{{Name: "Since the sign-off", Text: phrase("%s", Count(len(c.Changes), "change")), Under: each(c.Changes, func(d checklist.Difference) document.Item {
		return item(append(document.Text{label(d.Field.Name()), ours(": from ")}, append(fromTo(d), Stamp(d.Stamp).who())...)...)
	})}}
}

// asked is what the guide asks about a clause, and where it goes beyond its
// words.
func asked(g *policy.Guide, kind policy.Kind) []document.Block {
	blocks := questions(g, kind)
	for _, r := range g.Readings {
		blocks = append(blocks, paragraph(ours(g.Whose("Guide")+", one reading: "), said(r.Words())))
	}
	return blocks
}

func questions(g *policy.Guide, kind policy.Kind) []document.Block {
	text := document.Text{ours(g.Whose("Guide") + ", "), label(string(kind)), ours(":")}
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
