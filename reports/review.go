package reports

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/policy"
	"clausewalk/policy/pattern"
)

// Packet is what a submission to a platform's review needs, in the order in
// which its form asks: text to paste, files to hand in, and what is missing.
type Packet struct {
	Report
	Ready    Readiness
	Missing  []string // why it is not ready
	Risks    []string
	Parts    []Part
	First    []Clause // the gaps of the other policies, those that a reviewer meets first before the others
	Prepared []Policy // the policies that the parts are of
}

// Readiness is whether a submission can be sent.
type Readiness string

// The readinesses, worst first.
const (
	NotReady       Readiness = "not ready"
	ReadyWithRisks Readiness = "ready with risks"
	Ready          Readiness = "ready"
)

// Part is a section of the packet. One that is asked for an entry, such as a
// permission, is about that alone.
type Part struct {
	Title   string
	Entry   string
	Answers []Paste
	Bears   []Clause // the clauses of other policies that its answers name
}

// Paste is one answer, as it goes into the form.
type Paste struct {
	Clause
	Missing []string // what a reviewer would ask for
}

// CanReview tells whether the audit asks anything for each entry of a list,
// without which there is nothing to make a packet of.
func CanReview(a *checklist.Audit) bool {
	return slices.ContainsFunc(a.Policies, (*policy.Policy).Repeats)
}

// prepares tells whether a policy is a preparation for a review.
func (p Policy) prepares() bool {
	return slices.ContainsFunc(p.Sections, func(s Section) bool { return s.Repeat != "" })
}

// Review makes the packet of a report.
func Review(r Report) Packet { return review(r, func(Policy) bool { return true }) }

// review makes the packet of those policies that are wanted.
func review(r Report, wanted func(Policy) bool) Packet {
	p := Packet{Report: r}
	for _, one := range r.Policies {
		if !one.prepares() || !wanted(one) {
			continue
		}
		p.Prepared = append(p.Prepared, one)
		for _, s := range one.Sections {
			if s.Repeat != "" && s.Entry == "" {
				p.Missing = append(p.Missing, fmt.Sprintf("%s are not listed in scope, so nothing is prepared for them", s.Repeat))
			}
			part := Part{Title: s.Heading, Entry: s.Entry}
			for _, c := range s.Clauses {
				if c.Has(checklist.OutOfScope) {
					continue
				}
				part.Answers = append(part.Answers, Paste{c, c.wanting(s.Entry != "")})
				part.Bears = append(part.Bears, r.named(one, c.Reason, part.Bears)...)
			}
			if len(part.Answers) > 0 {
				p.Parts = append(p.Parts, part)
			}
		}
	}
	if len(p.Parts) == 0 && len(p.Missing) == 0 {
		p.Missing = append(p.Missing, "nothing is prepared: the audit has no items for permissions, or all of them are out of scope")
	}
	p.First = p.first()
	p.judge()
	return p
}

// wanting returns what a reviewer would ask for. Needs tells whether the answer
// is something to paste or to hand in.
func (c Clause) wanting(needs bool) []string {
	var all []string
	add := func(words string) { all = append(all, words) }
	positive := c.Verdict == event.Met || c.Verdict == event.Partly
	switch {
	case c.Has(checklist.Conflict):
		add("two answers are in conflict")
	case c.Verdict == event.Unanswered:
		add("no answer yet")
	case c.Has(checklist.Stale):
		add("stale: " + c.flagWords(checklist.Stale))
	case c.IsGap():
		todo := c.Words
		if c.Gap.Fix != "" {
			todo += ": " + c.Gap.Fix
		}
		add(todo)
	case c.Verdict == event.CannotTell:
		add("nobody can tell yet")
	case c.Has(checklist.Unsupported):
		add(c.flagWords(checklist.Unsupported))
	case c.Has(checklist.NoReason):
		add(c.flagWords(checklist.NoReason))
	}
	if needs && positive && strings.TrimSpace(c.Reason) == "" && len(c.Evidence) == 0 {
		add("nothing to paste and nothing to hand in")
	}
	for _, found := range c.Secrets() {
		add("this looks like a secret, which must not be handed in: " + found)
	}
	for _, o := range c.Outcomes {
		if o.Result != event.Approved && !o.Lifted && c.Answered() && c.At.UTC().Format(time.DateOnly) < o.On {
			add("the answer is older than the decision against it: " + o.String())
		}
	}
	return all
}

// labelled finds what may be the label of a clause in a text.
var labelled = pattern.New(`[\pL\pN][\pL\pN._/@-]*[\pL\pN]`)

// named returns the clauses of other policies that a text names, which known
// does not hold.
func (r Report) named(own Policy, text string, known []Clause) []Clause {
	var all []Clause
	said := labelled.FindAllString(text, -1)
	for _, other := range r.Policies {
		if other.ID == own.ID {
			continue
		}
		for _, s := range other.Sections {
			for _, c := range s.Clauses {
				if slices.Contains(said, c.Ref.Label) || slices.Contains(said, c.Ref.String()) {
					if !slices.ContainsFunc(known, func(k Clause) bool { return k.Ref == c.Ref }) {
						all = append(all, c)
					}
				}
			}
		}
	}
	return all
}

// metFirst are the topics in the order in which a reviewer meets them, by our
// own judgement: getting in, what is seen, what is said about it.
var metFirst = []string{"login", "quality", "honesty", "brand", "privacy", "deletion", "use limits", "support"}

// first returns the gaps of the policies that are no preparation.
func (p *Packet) first() []Clause {
	gaps := slices.DeleteFunc(p.Gaps(), func(c Clause) bool {
		return slices.ContainsFunc(p.Prepared, func(own Policy) bool { return own.ID == c.Ref.Policy })
	})
	rank := func(c Clause) int {
		if c.Clause.Guide != nil {
			if n := slices.Index(metFirst, c.Clause.Guide.Topic); n >= 0 {
				return n
			}
		}
		return len(metFirst)
	}
	bears := func(c Clause) int {
		if slices.ContainsFunc(p.Parts, func(part Part) bool {
			return slices.ContainsFunc(part.Bears, func(b Clause) bool { return b.Ref == c.Ref })
		}) {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(gaps, func(x, y Clause) int {
		return cmp.Or(
			cmp.Compare(slices.Index(policy.Severities(), x.Gap.Severity), slices.Index(policy.Severities(), y.Gap.Severity)),
			cmp.Compare(bears(x), bears(y)), cmp.Compare(rank(x), rank(y)))
	})
	return gaps
}

// judge tells whether the packet can be sent. A gap that is no blocker is a
// risk; whatever else is missing keeps it from being ready.
func (p *Packet) judge() {
	for _, part := range p.Parts {
		var open []string
		for _, one := range part.Answers {
			if one.Words == string(event.Unanswered) {
				label, _ := policy.CutEntry(one.Ref.Label)
				open = append(open, label)
			}
		}
		if len(open) > 0 {
			p.Missing = append(p.Missing, fmt.Sprintf("%s: no answer yet to %s", part.heading(), list(open)))
		}
		for _, one := range part.Answers {
			if one.Words == string(event.Unanswered) {
				continue
			}
			for _, missing := range one.Missing {
				said := fmt.Sprintf("%s: %s: %s", part.heading(), part.title(one.Clause), missing)
				if one.IsGap() && one.Gap.Severity != "blocker" {
					p.Risks = append(p.Risks, said)
				} else {
					p.Missing = append(p.Missing, said)
				}
			}
		}
	}
	unneeded, unlisted := p.lists()
	p.Missing = append(p.Missing, unneeded...)
	p.Risks = append(p.Risks, unlisted...)
	for _, c := range p.First {
		said := fmt.Sprintf("%s %s: %s, %s", p.Name(c.Ref), c.Title, c.Words, c.Gap.Severity)
		if c.Gap.Severity == "blocker" {
			p.Missing = append(p.Missing, said)
		} else {
			p.Risks = append(p.Risks, said)
		}
	}
	for _, one := range p.Policies {
		open := one.Coverage.Clauses - one.Coverage.Answered
		if open > 0 && !one.prepares() {
			p.Risks = append(p.Risks, fmt.Sprintf("%s: %d of %s without an answer that stands", one.Title, open, Count(one.Coverage.Clauses, "clause")))
		}
	}
	p.Ready = readiness(p.Missing, p.Risks)
}

// readiness is what comes of all that is missing and all that is a risk.
func readiness(missing, risks []string) Readiness {
	switch {
	case len(missing) > 0:
		return NotReady
	case len(risks) > 0:
		return ReadyWithRisks
	}
	return Ready
}
