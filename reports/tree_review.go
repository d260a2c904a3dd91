package reports

import (
	"fmt"

	"clausewalk/policy"
	"clausewalk/reports/document"
)

// packetNotice stands at the top of every packet.
const packetNotice = "Prepared by the team for a review. It is a self-assessment, not a decision of the platform. The questions are not the platform's; the texts in boxes were written to be pasted into the form."

// heading names a part: its permission first, where it is for one.
func (p Part) heading() string {
	if p.Entry != "" {
		return p.Entry
	}
	return p.Title
}

// title names an answer within its part.
func (p Part) title(c Clause) string {
	label, _ := policy.CutEntry(c.Ref.Label)
	return label + " " + c.Title
}

// readinessTones are the looks of the readinesses; their words say the same.
var readinessTones = map[Readiness]document.Tone{Ready: document.Good, ReadyWithRisks: document.Weak, NotReady: document.Bad}

// document returns the packet, in the order in which a form asks.
func (p Packet) document() document.Document {
	b := &builder{Report: p.Report} // Its clauses stand in the report.
	d := b.titled("Review packet", "part-1")
	about := []document.Item{
		field("Verdict", document.Span{Words: string(p.Ready), Tone: readinessTones[p.Ready]}),
		field("Audit", label(p.Head.ID), ours(", state as of "+moment(p.At))),
	}
	for _, one := range p.Policies {
		about = append(about, one.item(one.Title))
	}
	d.Front = []document.Block{paragraph(ours(packetNotice)), document.List{Items: about}}
	add := func(title document.Text, blocks ...document.Block) {
		d.Parts = append(d.Parts, document.Part{ID: fmt.Sprintf("part-%d", len(d.Parts)+1), Title: title, Blocks: blocks})
	}
	for _, one := range []struct {
		title string
		all   []string
	}{{"Why it is not ready", p.Missing}, {"Risks", p.Risks}} {
		if len(one.all) > 0 {
			add(phrase("%s (%d)", one.title, len(one.all)), document.List{Items: each(one.all, func(s string) document.Item { return item(said(s)) })})
		}
	}
	for _, one := range p.Parts {
		add(document.Text{label(one.heading())}, b.pastes(one)...)
	}
	if len(p.First) > 0 {
		add(phrase("Gaps in the policy, in the order in which a reviewer meets them"),
			paragraph(ours("By severity; then those that the answers for a permission name; then by what a reviewer meets first: logging in, what the app shows, what it says about itself. The order is clausewalk's judgement.")),
			document.List{Items: each(p.First, b.gapItem)})
	}
	d.Parts = append(d.Parts, b.decidedPart()...)
	return d
}

// item names the policy in the head of a document, by a title that may be cut.
func (p Policy) item(title string) document.Item {
	return field("Policy", label(title), ours(" ("), label(p.ID), ours("), edition "), label(p.shortEdition()))
}

// pastes are the answers of a part: the text of each to paste, its files, what
// is missing.
func (b *builder) pastes(p Part) []document.Block {
	var blocks []document.Block
	for _, one := range p.Answers {
		blocks = append(blocks, heading(document.Entry, label(p.title(one.Clause)), ours(": "), one.state()))
		if reason := one.reason(); reason != "" {
			blocks = append(blocks, document.Paste{Text: reason})
		}
		list := document.List{}
		for _, e := range one.pieces() {
			what, digest := piece(e)
			list.Items = append(list.Items, item(own(what, digest)...))
		}
		for _, o := range one.Outcomes {
			list.Items = append(list.Items, item(ours("Decided earlier: "), said(o.String())))
		}
		for _, missing := range one.Missing {
			list.Items = append(list.Items, field("Missing", said(missing)))
		}
		if len(list.Items) > 0 {
			blocks = append(blocks, list)
		}
	}
	if len(p.Bears) > 0 {
		blocks = append(blocks, paragraph(ours("Clauses of the policy named here:")), document.List{Items: each(p.Bears, func(c Clause) document.Item {
			return item(append(b.clauseName(c), ours(": "), label(c.Words))...)
		})})
	}
	return blocks
}
