package reports

import (
	"fmt"
	"strings"

	"clausewalk/checklist"
	"clausewalk/policy"
)

// packetNotice stands at the top of every packet.
const packetNotice = "Prepared by the team for a review. It is a self-assessment, not a decision of the platform. The questions are ours; what stands in boxes was written to be pasted into the form."

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

// fenced returns a text as a block of code, in which nothing is markup.
func fenced(text, indent string) string {
	text = Visible(text)
	fence := "```"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	lines := append(append([]string{fence + "text"}, strings.Split(text, "\n")...), fence)
	return indent + strings.Join(lines, "\n"+indent)
}

// ReviewMarkdown renders the packet of a report as Markdown.
func ReviewMarkdown(r Report) []byte {
	p := Review(r)
	w := page{Report: r}
	w.line("# Review packet: %s\n", inline(r.Head.App+" "+r.Head.Release))
	w.line("%s\n", packetNotice)
	w.line("- **Verdict:** %s", p.Ready)
	w.line("- **Audit:** %s, state as of %s", inline(r.Head.ID), moment(r.At))
	for _, one := range r.Policies {
		w.line("%s", one.line(one.Title))
	}
	w.sentences("Why it is not ready", p.Missing)
	w.sentences("Risks", p.Risks)
	for _, part := range p.Parts {
		w.heading(inline(part.heading()))
		for _, one := range part.Answers {
			w.line("### %s: %s\n", inline(part.title(one.Clause)), one.Words)
			w.paste(one)
		}
		if len(part.Bears) > 0 {
			w.line("Clauses of the policy that are named here:\n")
			for _, c := range part.Bears {
				w.line("- **%s** %s: %s", inline(w.Name(c.Ref)), inline(c.Title), c.Words)
			}
		}
	}
	if len(p.First) > 0 {
		w.heading("Gaps of the policy, those first that a reviewer meets first")
		w.line("By severity, then those that a permission's answers name, then getting in, what is seen and what is said about it. The order is our judgement.\n")
		for _, c := range p.First {
			w.gapItem(c, "-")
			w.gapReason(c)
		}
	}
	w.outcomes()
	return w.b.Bytes()
}

func (p *page) sentences(title string, all []string) {
	if len(all) == 0 {
		return
	}
	p.heading(fmt.Sprintf("%s (%d)", title, len(all)))
	for _, one := range all {
		p.line("- %s", inline(one))
	}
}

// paste writes one answer: its text as a block, its files, what is missing.
func (p *page) paste(one Paste) {
	if one.Reason != "" && !one.InConflict(checklist.KindReason, "") {
		p.line("%s\n", fenced(one.Reason, ""))
	}
	for _, e := range one.Evidence {
		what, digest := evidence(e)
		p.line("- %s%s", what, own(digest, "  "))
	}
	for _, o := range one.Outcomes {
		p.line("- Decided before: %s", inline(o.String()))
	}
	for _, missing := range one.Missing {
		p.line("- **Missing:** %s", inline(missing))
	}
	if len(one.Evidence)+len(one.Outcomes)+len(one.Missing) > 0 {
		p.line("")
	}
}
