package reports

import (
	"fmt"
	"slices"
	"strings"

	"clausewalk/checklist"

	"github.com/yuin/goldmark"
)

func (h *sheet) allClauses() {
	h.line("<p>Quotations are the policy's own words, verbatim. Titles (where the guide gives none, a clause's first words) and what stands behind \"Guide (ours)\" are ours and not the platform's. All else was entered for this audit.</p>")
	h.line(`<p id="tools" hidden><label for="find">Filter</label> <input type="search" id="find"> <button type="button" id="fold">Unfold all</button> <span id="found" role="status"></span></p>`)
	for _, p := range h.Policies {
		for _, s := range p.Sections {
			h.line("<h3>%s</h3>", htmlText(p.Title+": "+s.Heading))
			for _, c := range s.Clauses {
				h.details(c)
				for _, g := range s.Gaps {
					if g.After == c.Ref.Label {
						h.line("<p>%s: %s. Nothing is put in its place.</p>", htmlText(g.Label), htmlText(g.Note()))
					}
				}
			}
		}
	}
}

// details writes all of one clause, folded.
func (h *sheet) details(c Clause) {
	code := c.Code()
	h.line(`<details id="%s">`+"\n"+`<summary><h4>%s %s</h4> <span class="state %s">%s</span></summary>`,
		h.anchors[c.Ref], htmlText(h.Name(c.Ref)), htmlText(c.Title), tone(code), htmlText(c.Words))
	h.quote(c)
	if g := c.Clause.Guide; g != nil {
		h.line("<p>Guide (%s), %s:</p>", g.Whose("ours"), htmlText(string(c.Clause.Kind())))
		ask := g.Ask()
		h.each(len(ask), "No question.", func(n int) string { return htmlText(ask[n]) })
	}
	entered := h.entered(c)
	h.each(len(entered), "", func(n int) string { return entered[n] })
	h.line("</details>")
}

// quote writes the policy's own words.
func (h *sheet) quote(c Clause) {
	h.b.WriteString("<blockquote>\n")
	if err := goldmark.Convert([]byte(ClauseMarkdown(c.Clause)), &h.b); err != nil {
		panic(err) // A buffer takes everything.
	}
	h.line("</blockquote>")
}

// entered returns all that was entered for a clause, an item each.
func (h *sheet) entered(c Clause) []string {
	var all []string
	item := func(name, value string) { all = append(all, "<strong>"+name+":</strong> "+value) }
	words := htmlText(c.answerWords())
	if c.Verdict != checklist.Unanswered && !c.InConflict(checklist.KindVerdict, "") {
		words += " " + stamped(Stamp{c.By, c.At})
	}
	item("Verdict", words)
	for n, f := range c.Flags {
		if f != checklist.Conflict {
			item(strings.ReplaceAll(string(f), "-", " "), said(c.Why[n]))
		}
	}
	if c.Reworded != nil {
		item("Text then", said(c.Reworded.Was.Words()))
		item("Text since", differenceHTML(c.difference()))
	}
	for _, old := range c.offers() {
		item("Offered", said(old))
	}
	for _, o := range c.Outcomes {
		item("Decided", said(o.String()))
	}
	for _, e := range c.Disputed {
		item("In conflict", htmlText(fieldName(e.Field))+": "+e.html())
	}
	if c.Reason != "" && !c.InConflict(checklist.KindReason, "") {
		item("Reason", said(c.Reason)+" "+stamped(c.Reasoned))
	}
	if words := c.limitWords(); words != "" {
		item("Valid", said(words)+" "+stamped(c.Limited))
	}
	for _, found := range c.Secrets() {
		item("Warning", "likely a secret, "+said(found))
	}
	if c.IsGap() && !slices.ContainsFunc(c.Parts, func(e Entry) bool { return e.Field.Subject == string(checklist.GapSeverity) }) {
		item("Gap", htmlText(c.Gap.Severity)+"; the severity is ours")
	}
	for _, e := range c.Parts {
		if !c.InConflict(checklist.KindGap, e.Field.Subject) {
			item("Gap, "+htmlText(e.Field.Subject), e.html())
		}
	}
	for n, e := range c.Evidence {
		if !c.InConflict(checklist.KindEvidence, e.ID) {
			item(fmt.Sprintf("Evidence %d", n+1), pieceHTML(e)+" "+stamped(Stamp{e.By, e.At}))
		}
	}
	if c.Overrule != nil && !c.InConflict(checklist.KindOverrule, "") {
		put := "out of scope"
		if c.Overrule.In {
			put = "in scope"
		}
		item("Scope", "put "+put+" by hand: "+said(c.Overrule.Reason)+" "+stamped(c.Overruled))
	}
	return all
}

// html returns an entry with who and when.
func (e Entry) html() string { return e.valueHTML() + " " + stamped(e.Stamp) }

func (e Entry) valueHTML() string {
	switch {
	case e.Evidence != nil:
		return pieceHTML(*e.Evidence)
	case e.Value == "":
		return "nothing"
	}
	return said(e.Value)
}

func pieceHTML(e checklist.Evidence) string {
	what, digest := piece(e, htmlText, link)
	return list([]string{what, digest})
}

func (h *sheet) auditList() {
	var all []string
	item := func(name, value string) { all = append(all, "<strong>"+name+":</strong> "+value) }
	item("App", said(h.Head.App))
	item("Release", said(h.Head.Release))
	item("Audit", said(h.Head.ID))
	for _, p := range h.Policies {
		from := ""
		if p.Source != "" {
			from += ", from " + link(p.Source)
		}
		if p.Dated != "" {
			from += ", dated " + htmlText(p.Dated)
		}
		item("Policy", htmlText(p.Title+" ("+p.ID+")")+from)
		item("Edition", htmlText(p.Edition))
		for _, s := range p.Sections {
			for _, g := range s.Gaps {
				item("Numbering", htmlText(g.Note()))
			}
		}
	}
	for _, e := range h.Adoptions {
		item("Adopted", htmlText(e.Field.Policy)+", "+e.html())
	}
	for _, who := range h.People {
		item("Answered by", said(full(who)))
	}
	item("Begun", htmlText(Stamp{h.Head.By, h.Head.Created}.stamp()))
	if h.Events > 0 {
		item("Entries", verbEntries(h.Events)+", "+moment(h.From)+" to "+moment(h.To))
	}
	item("Signed off", said(h.signed()))
	h.each(len(all), "", func(n int) string { return all[n] })
}

func (h *sheet) scopeList() {
	h.line("<p>What was said about the app decides which clauses apply. The questions are the guide's, ours. Until one is answered, its clauses stay in scope.</p>")
	h.each(len(h.Facts), "No question is asked.", func(n int) string {
		f := h.Facts[n]
		answer := "not answered"
		switch {
		case len(f.Disputed) > 0:
			answer = "in conflict"
			for _, e := range f.Disputed {
				answer += "; " + e.html()
			}
		case f.Answered:
			answer = said(f.Answer.String()) + " " + stamped(Stamp{f.By, f.At})
		}
		return "<strong>" + htmlText(h.factName(f)) + ":</strong> " + answer + "<br>Guide (ours): " + htmlText(f.Question.Question)
	})
}

func (h *sheet) outList() {
	out := h.Flagged(checklist.OutOfScope)
	h.line("<p>What puts each clause out stands behind it. What was answered is kept and not counted.</p>")
	h.each(len(out), "None.", func(n int) string { return h.ref(out[n]) + ": " + said(out[n].flagWords(checklist.OutOfScope)) })
}

// where returns what a field is about.
func (h *sheet) where(f checklist.Field) string {
	if f.Clause == "" {
		return f.Policy
	}
	return f.Ref().String()
}

func (h *sheet) unplacedList() {
	h.each(len(h.Unplaced), "Everything is about clauses and questions that these editions have.", func(n int) string {
		e := h.Unplaced[n]
		back := ""
		if e.Withdrawn {
			back = "; taken back since"
		}
		return "<strong>" + htmlText(h.where(e.Field)) + "</strong> " + htmlText(fieldName(e.Field)) + ": " + e.html() + back
	})
}

func (h *sheet) signOffList() {
	h.each(len(h.SignOffs), "Nobody has signed this audit.", func(n int) string {
		s := h.SignOffs[n]
		return said(list([]string{s.Name, s.Role})) + " " + stamped(Stamp{s.By, s.At}) + "<br>" + said(s.Statement) +
			"<br>Changed since: " + Count(s.Changes, "value") + "; state that was signed: " + htmlText(s.State)
	})
	if len(h.Changes) == 0 {
		return
	}
	h.line("<h3>Changed since the last one</h3>")
	h.changeList(h.Changes)
}

func (h *sheet) fileList() {
	h.each(len(h.Files), "No evidence with a digest.", func(n int) string {
		f := h.Files[n]
		var refs []string
		for _, ref := range f.Refs {
			if h.anchors[ref] == "" {
				refs = append(refs, htmlText(h.Name(ref)))
				continue
			}
			refs = append(refs, fmt.Sprintf(`<a href="#%s">%s</a>`, h.anchors[ref], htmlText(h.Name(ref))))
		}
		bytes := ""
		if f.Size > 0 {
			bytes = size(f.Size) + ", "
		}
		return htmlText(f.SHA256) + "<br>" + said(strings.Join(f.Names, ", ")) + "<br>" + bytes + "for " + list(refs)
	})
}

func (h *sheet) digestList() {
	var all []string
	for _, p := range h.Policies {
		all = append(all, "Edition of "+htmlText(p.ID)+" (SHA-256 of the words): "+htmlText(p.Edition))
	}
	all = append(all, "Journal, "+verbEntries(h.Events)+" (SHA-256 of the sorted ids and sums): "+h.Journal,
		"State (SHA-256 of the values that stand): "+h.Standing)
	if h.Tool != "" {
		all = append(all, "Written by "+htmlText(h.Tool))
	}
	h.each(len(all), "", func(n int) string { return all[n] })
}
