package reports

import (
	_ "embed" // The script is in review.js.
	"fmt"

	"clausewalk/checklist"
)

//go:embed review.js
var reviewJS string

// ReviewHTML renders the packet of a report as one HTML file, as HTML does the
// report.
func ReviewHTML(r Report) []byte {
	p := Review(r)
	h := sheet{page: page{Report: r}, anchors: map[checklist.Ref]string{}}
	h.top("Review packet", "verdict", reviewJS)
	h.line("<header>\n<h1>%s</h1>\n<p class=\"soft\">Audit %s · %s · state as of %s</p>", htmlText("Review packet: "+h.app()), htmlText(r.Head.ID), htmlText(h.editions()), moment(r.At))
	tones := map[Readiness]string{Ready: "good", ReadyWithRisks: "weak", NotReady: "bad"}
	h.line(`<p id="verdict"><strong>Verdict:</strong> <span class="state %s">%s</span></p>`, tones[p.Ready], p.Ready)
	h.line("<p class=\"soft\">%s</p>\n</header>\n<main>", htmlText(packetNotice))
	id := 0
	section := func(title string, write func()) {
		id++
		h.line(`<section aria-labelledby="part-%d">`+"\n"+`<h2 id="part-%[1]d">%s</h2>`, id, htmlText(title))
		write()
		h.line("</section>")
	}
	sentences := func(title string, all []string) {
		if len(all) > 0 {
			section(fmt.Sprintf("%s (%d)", title, len(all)), func() { h.each(len(all), "", func(n int) string { return htmlText(all[n]) }) })
		}
	}
	sentences("Why it is not ready", p.Missing)
	sentences("Risks", p.Risks)
	for _, part := range p.Parts {
		section(part.heading(), func() { h.part(part) })
	}
	if len(p.First) > 0 {
		section("Gaps of the policy, those first that a reviewer meets first", func() {
			h.each(len(p.First), "", func(n int) string {
				c := p.First[n]
				return "<strong>" + htmlText(h.Name(c.Ref)) + "</strong> " + htmlText(c.Title) + ": " + htmlText(c.Words+", "+c.Gap.Severity) + "<br>" + said(c.Reason)
			})
		})
	}
	if len(p.Outcomes) > 0 {
		section("What the platform decided", h.outcomeList)
	}
	h.end(reviewJS)
	return h.b.Bytes()
}

func (h *sheet) part(part Part) {
	for _, one := range part.Answers {
		h.line(`<h3>%s <span class="state %s">%s</span></h3>`, htmlText(part.title(one.Clause)), tone(one.Code()), htmlText(one.Words))
		if one.Reason != "" && !one.InConflict(checklist.KindReason, "") {
			h.line(`<pre class="paste" tabindex="0">%s</pre>`, htmlText(one.Reason))
		}
		var more []string
		for _, e := range one.Evidence {
			more = append(more, pieceHTML(e))
		}
		for _, o := range one.Outcomes {
			more = append(more, "Decided before: "+said(o.String()))
		}
		for _, missing := range one.Missing {
			more = append(more, `<strong class="bad">Missing:</strong> `+said(missing))
		}
		if len(more) > 0 {
			h.each(len(more), "", func(n int) string { return more[n] })
		}
	}
	if len(part.Bears) > 0 {
		h.line("<p>Clauses of the policy that are named here:</p>")
		h.each(len(part.Bears), "", func(n int) string {
			c := part.Bears[n]
			return "<strong>" + htmlText(h.Name(c.Ref)) + "</strong> " + htmlText(c.Title) + ": " + htmlText(c.Words)
		})
	}
}
