package reports

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"clausewalk/checklist"
)

// clauses writes every clause, in scope or not, at its place in the policy.
func (p *page) clauses() {
	p.clausesHeading()
	for _, one := range p.Policies {
		for _, s := range one.Sections {
			p.section(one, s)
			for _, c := range s.Clauses {
				p.clause(c)
				p.missing(s, c)
			}
		}
	}
}

func (p *page) clausesHeading() {
	p.heading("Every clause")
	p.line("Quotations are the policy's own words, verbatim. Titles (where the guide gives none, a clause's first words) and what stands behind \"Guide (ours)\" are ours and not the platform's. All else was entered for this audit.")
}

func (p *page) section(one Policy, s Section) {
	p.line("\n## %s: %s", inline(one.Title), inline(s.Heading))
}

// missing names the numbers behind a clause that the source does not print.
func (p *page) missing(s Section, c Clause) {
	for _, g := range s.Gaps {
		if g.After == c.Ref.Label {
			p.line("\n%s: %s. Nothing is put in its place.", inline(g.Label), inline(g.Note()))
		}
	}
}

func (p *page) clause(c Clause) {
	p.line("\n### %s %s\n", inline(p.Name(c.Ref)), inline(c.Title))
	p.line("%s\n", quote(ClauseMarkdown(c.Clause)))
	if g := c.Clause.Guide; g != nil {
		ask := g.Ask()
		if len(ask) == 1 {
			p.line("Guide (%s), %s: %s\n", g.Whose("ours"), inline(string(c.Clause.Kind())), inline(ask[0]))
		} else {
			p.line("Guide (%s), %s:\n", g.Whose("ours"), inline(string(c.Clause.Kind())))
			for _, question := range ask {
				p.line("* %s", inline(question))
			}
			p.line("")
		}
	}
	if c.Has(checklist.OutOfScope) {
		p.line("- **Verdict:** out of scope (%s), see the appendix", c.why(checklist.OutOfScope))
		return
	}
	p.answer(c, "")
}

// answer lists all that was entered for a clause.
func (p *page) answer(c Clause, indent string) {
	item := func(name, format string, args ...any) {
		p.line("%s- **%s:** %s", indent, name, fmt.Sprintf(format, args...))
	}
	verdict := Stamp{c.By, c.At}
	switch words := c.VerdictWords(); {
	case c.InConflict(checklist.KindVerdict, ""):
		item("Verdict", "in conflict")
		verdict = Stamp{}
	case c.Verdict == checklist.Unanswered:
		item("Verdict", "unanswered")
		verdict = Stamp{}
	case c.Has(checklist.Stale):
		item("Verdict", "stale; it was %s (%s)", words, inline(verdict.stamp()))
	default:
		item("Verdict", "%s (%s)", words, inline(verdict.stamp()))
	}
	for _, f := range []checklist.Flag{checklist.Stale, checklist.Unsupported, checklist.NoReason} {
		if n := slices.Index(c.Flags, f); n >= 0 {
			item(flagNames[f], "%s", inline(c.Why[n]))
		}
	}
	if c.Reworded != nil {
		item("Text then", "%s", block(c.Reworded.Was.Words(), indent+"  "))
		for _, w := range c.difference() {
			if w.Sign != "=" {
				p.line("%s  - %s: %s", indent, map[string]string{"-": "gone", "+": "new"}[w.Sign], inline(w.Text))
			}
		}
	}
	for _, old := range c.offers() {
		item("Offered", "%s", inline(old))
	}
	for _, o := range c.Outcomes {
		item("Decided", "%s", inline(o.String()))
	}
	if len(c.Disputed) > 0 {
		item("In conflict", "neither side had seen the other; a person has to choose")
		for _, e := range c.Disputed {
			p.line("%s  - %s: %s (%s)", indent, inline(fieldName(e.Field)), e.words(), inline(e.stamp()))
		}
	}
	if c.Reason != "" && !c.InConflict(checklist.KindReason, "") {
		name := "Reason"
		if c.Reasoned.stamp() != verdict.stamp() {
			name += " (" + inline(c.Reasoned.stamp()) + ")"
		}
		item(name, "%s", block(c.Reason, indent+"  "))
		if checklist.ThinReason(c.Reason) {
			item("Note", "the reason is so short that it tells a reader little")
		}
	}
	if words := c.limitWords(); words != "" {
		item("Valid", "%s (%s)", inline(words), inline(c.Limited.stamp()))
	}
	for _, found := range c.Secrets() {
		item("Warning", "likely a secret, %s", inline(found))
	}
	p.gap(c, indent)
	for n, e := range c.Evidence {
		if c.InConflict(checklist.KindEvidence, e.ID) {
			continue
		}
		what, digest := evidence(e)
		item(fmt.Sprintf("Evidence %d", n+1), "%s (%s)%s", what, inline(Stamp{e.By, e.At}.stamp()), own(digest, indent+"  "))
	}
	if c.Overrule != nil && !c.InConflict(checklist.KindOverrule, "") {
		put := "out of scope"
		if c.Overrule.In {
			put = "in scope"
		}
		item("Scope", "put %s by hand (%s): %s", put, inline(c.Overruled.stamp()), block(c.Overrule.Reason, indent+"  "))
	}
}

// limitWords says how long the answer holds where a person has said so.
func (c Clause) limitWords() string {
	switch {
	case c.ValidUntil == "" || c.InConflict(checklist.KindValidUntil, ""):
		return ""
	case c.Ends.IsZero() || c.Ends.UTC().Format(time.DateOnly) == c.ValidUntil:
		return "until " + c.ValidUntil
	}
	return "for " + c.ValidUntil + ", until " + c.Ends.UTC().Format(time.DateOnly)
}

var flagNames = map[checklist.Flag]string{
	checklist.Stale: "Stale", checklist.Unsupported: "Unsupported", checklist.NoReason: "No reason",
}

// gap writes what was entered about a clause's gap, and how severe a gap is
// that nobody has said anything about.
func (p *page) gap(c Clause, indent string) {
	isGap := c.Verdict.IsGap() && !c.InConflict(checklist.KindVerdict, "")
	if !isGap && len(c.Parts) == 0 {
		return
	}
	by := "; the severity is ours"
	for _, e := range c.Parts {
		if e.Field.Subject == string(checklist.GapSeverity) {
			by = " (" + inline(e.stamp()) + ")"
		}
	}
	p.line("%s- **Gap:** %s%s", indent, inline(c.Gap.Severity), by)
	for _, e := range c.Parts {
		if part := e.Field.Subject; part != string(checklist.GapSeverity) && !c.InConflict(checklist.KindGap, part) {
			p.line("%s  - %s: %s (%s)", indent, part, block(e.Value, indent+"    "), inline(e.stamp()))
		}
	}
}

// fieldName returns a field as a word for a reader.
func fieldName(f checklist.Field) string {
	switch f.Kind {
	case checklist.KindGap:
		return f.Subject
	case checklist.KindOverrule:
		return "scope"
	case checklist.KindScope:
		return "fact " + f.Subject
	}
	return string(f.Kind)
}

// words returns an entry's value as one line of Markdown.
func (e Entry) words() string {
	switch {
	case e.Evidence != nil:
		what, digest := evidence(*e.Evidence)
		return list([]string{what, digest})
	case e.Value == "":
		return "nothing"
	}
	return inline(e.Value)
}

// evidence returns all that is known of a piece, as Markdown.
func evidence(e checklist.Evidence) (what, digest string) { return piece(e, inline, address) }

// piece returns all that is known of a piece of evidence; text and link write
// what was entered as a format has it.
func piece(e checklist.Evidence, text, link func(string) string) (what, digest string) {
	parts := []string{text(string(e.Kind)) + " " + text(e.Target())}
	if e.URL != "" {
		parts[0] = text(string(e.Kind)) + " " + link(e.URL)
		if e.Path != "" {
			e.URL = ""
			parts = append(parts, "place "+text(e.Target()))
		}
	}
	if e.Name != "" && e.Name != e.Target() {
		parts = append(parts, `named "`+text(e.Name)+`"`)
	}
	if e.Size > 0 {
		parts = append(parts, size(e.Size))
	}
	if e.Media != "" {
		parts = append(parts, text(e.Media))
	}
	parts = append(parts, e.Said(text)...)
	if e.Commit != "" {
		parts = append(parts, "commit "+text(e.Commit))
	}
	if e.Moved != "" {
		parts = append(parts, "moved since, to "+text(e.Moved))
	}
	if e.SHA256 != "" {
		digest = "SHA-256 " + text(e.SHA256)
	}
	return list(parts), digest
}

// own puts a digest, which is long, on a line of its own.
func own(digest, indent string) string {
	if digest == "" {
		return ""
	}
	return "\\\n" + indent + digest
}

// size writes a number of bytes in full, since it is compared with other lists.
func size(n int64) string {
	digits := strconv.FormatInt(n, 10)
	for at := len(digits) - 3; at > 0; at -= 3 {
		digits = digits[:at] + "," + digits[at:]
	}
	return digits + verb(int(n), " byte", " bytes")
}
