package policy

import (
	"fmt"
	"strings"

	"clausewalk/policy/pattern"
)

// Measure is how well a text was read.
type Measure struct {
	Words   int       // of clauses and context
	Asked   int       // of clauses
	Unasked []Unasked // sentences that bind somebody and that no clause asks about
	Missed  []Printed // labels that the source prints and that were not found
	Twice   []string  // labels that the source prints twice
	Long    []string  // clauses of more than LongClause words
	LeftOut int       // words around the text of a page
}

// Unasked is a sentence that binds somebody and that no clause asks about.
type Unasked struct {
	Label string // of the context that it stands in, or of the section that it is the heading of
	Line  int
	Text  string
}

// Printed is a label at the beginning of a line of the source.
type Printed struct {
	Label string
	Line  int
}

// LongClause is how many words a clause may have before a person should look
// whether it is one.
const LongClause = 400

// enoughAsked is the percentage of words that must be asked for a text to count as
// read.
const enoughAsked = 80

// Share returns the percentage of words that are asked, rounded down.
func (m Measure) Share() int {
	if m.Words == 0 {
		return 100
	}
	return m.Asked * 100 / m.Words
}

// Unread tells whether too little of the text is asked, or some duty in it is not.
func (m Measure) Unread() bool { return m.Share() < enoughAsked || len(m.Unasked) > 0 }

// Measure tells how well the policy was read, with a person's changes. What a
// person has declared to be context counts as asked.
func (p *Policy) Measure() Measure {
	if p.kept != nil && p.kept.of == p {
		return p.kept.measure()
	}
	m := Measure{Missed: p.Missed, Twice: p.Twice, LeftOut: p.LeftOut}
	for _, s := range p.Sections {
		nodes := s.Nodes()
		if s.FirstLine > 0 && Binds(s.Title) && len(nodes) == 0 {
			m.Unasked = append(m.Unasked, Unasked{s.Label, s.FirstLine, s.Title})
		}
		for n, one := range nodes {
			words := one.Words()
			count := CountWords(words)
			switch {
			case one.Asked:
				m.Asked += count
				if count > LongClause {
					m.Long = append(m.Long, one.Label)
				}
			case one.Set:
				m.Asked += count
			case strings.HasSuffix(words, ":") && n+1 < len(nodes): // It leads to what is asked.
			default:
				for _, sentence := range Sentences(VisibleWords(one.Paragraphs)) {
					sentence = Fold(sentence)
					if unasked(s, sentence) {
						m.Unasked = append(m.Unasked, Unasked{one.Label, one.FirstLine, sentence})
					}
				}
			}
			m.Words += count
		}
	}
	return m
}

var (
	aboutText    = pattern.New(`(?i)(?:agree|accept|comply|bound|conform|acceptez|respect).*(?:polic(?:y|ies)|terms|agreement|guidelines?|rules|conditions|them|politique|règles|richtlinien|bedingungen|condiciones)`)
	definesTerms = pattern.New(`(?i)^(?:definitions?\b|defined terms|glossary|terminology|interpretation\b|définitions|begriffe|definiciones)`)
)

// DefinesTerms tells whether a section of that title says what words mean, and asks
// nothing.
func DefinesTerms(title string) bool { return definesTerms.MatchString(title) }

// unasked tells whether a sentence of context binds somebody. Sentences that only
// say that the text must be followed do not count above the first heading, since
// every clause asks that; nor do definitions that merely mention a duty.
func unasked(s Section, sentence string) bool {
	switch {
	case !HasDuty(sentence):
		return false
	case s.Label == Preamble && aboutText.MatchString(sentence):
		return false
	case DefinesTerms(s.Title), strings.HasPrefix(sentence, `"`):
		return Binds(sentence) && !strings.Contains(sentence, `"`)
	}
	return true
}

// Sentences returns a sentence for each thing that a person should know about how
// the text was read. The first one tells the share that is asked.
func (m Measure) Sentences() []string {
	all := []string{fmt.Sprintf("%d of %d words are asked, %d%%", m.Asked, m.Words, m.Share())}
	add := func(n int, one, several string, names []string) {
		if n == 0 {
			return
		}
		said := several
		if n == 1 {
			said = one
		}
		all = append(all, fmt.Sprintf("%d %s: %s", n, said, strings.Join(names, ", ")))
	}
	var unasked, missed []string
	for _, u := range m.Unasked {
		unasked = append(unasked, fmt.Sprintf("%s (line %d)", u.Label, u.Line))
	}
	for _, p := range m.Missed {
		missed = append(missed, fmt.Sprintf("%s (line %d)", p.Label, p.Line))
	}
	add(len(unasked), "sentence puts a duty on somebody and is not asked", "sentences put a duty on somebody and are not asked", unasked)
	add(len(missed), "printed label was not found", "printed labels were not found", missed)
	add(len(m.Twice), "label is printed twice", "labels are printed twice", m.Twice)
	add(len(m.Long), fmt.Sprintf("clause has more than %d words", LongClause), fmt.Sprintf("clauses have more than %d words", LongClause), m.Long)
	if m.LeftOut > 0 {
		all = append(all, fmt.Sprintf("%d words were left out as part of the page, not the policy", m.LeftOut))
	}
	return all
}
