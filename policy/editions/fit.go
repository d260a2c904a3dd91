package editions

import (
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"clausewalk/policy"
	"clausewalk/policy/guide"
)

// enough is the share of a guide's clauses that must be in a text word for word, for
// the guide to be about that text.
const enough = 1.0 / 3

// A Fitted tells how a guide that was written for one edition of a text fits
// another text.
type Fitted struct {
	Dated   string   // the day of the edition that the guide was written for
	Words   string   // the day of the guide's own words
	Clauses int      // that the guide has words for
	Same    int      // those that are in the text word for word
	Changed []string // those whose wording has changed, by their labels in the text
	Gone    []string // those that the text does not have, by their labels and titles in the guide
	New     []string // the clauses of the text that the guide has no words for
}

// Fits returns how many of the guide's clauses are in the text.
func (f Fitted) Fits() int { return f.Same + len(f.Changed) }

// String says it in one sentence, with the month of the edition.
func (f Fitted) String() string {
	said := fmt.Sprintf("the guide of %s fits %d of %d clauses", f.month(), f.Fits(), f.Clauses)
	if len(f.Changed) > 0 {
		said += fmt.Sprintf(", %d word for word", f.Same)
	}
	return said
}

func (f Fitted) month() string { return f.Dated[:min(len("2026-02"), len(f.Dated))] }

// Sentences says what did not fit, one thing a sentence.
func (f Fitted) Sentences() []string {
	var all []string
	for _, one := range []struct {
		labels []string
		words  string
	}{
		{f.Changed, "worded differently from the text the guide knows, and marked so"},
		{f.Gone, "in the guide but not in this text"},
		{f.New, "in this text but not in the guide"},
	} {
		if len(one.labels) > 0 {
			all = append(all, one.words+": "+strings.Join(one.labels, ", "))
		}
	}
	return all
}

// Knows returns how many of the clauses that a guide has words for are in a text
// word for word, and whether they are enough for the guide to be about that text.
func (f Fingerprint) Knows(g *guide.File, p *policy.Policy) (same int, known bool) {
	there := map[string]bool{}
	for _, s := range p.Sections {
		for _, n := range s.Nodes() {
			there[n.Digest] = true
		}
	}
	for _, one := range f.Nodes {
		if _, ok := g.Clauses[one.Label]; ok && there[one.Digest] {
			same++
		}
	}
	return same, same > 0 && float64(same) >= enough*float64(len(g.Clauses))
}

// Fit joins a guide to a text that it may not have been written for. What the guide
// says of a clause goes to the one with the same words, or else to the one that took
// its place, marked as written for the older text. Source is the guide as it was
// read; it stays byte for byte where the text is the one that it was written for. Of
// is the fingerprint of that text. Fit changes a copy of the policy; the error is one
// of the guide.
func Fit(g guide.File, source []byte, of Fingerprint, p *policy.Policy) (*policy.Policy, Fitted, error) {
	fitted := Fitted{Dated: of.Dated, Words: g.Version, Clauses: len(g.Clauses)}
	laid := g
	laid.Clauses = map[string]policy.Guide{}
	moved := false
	fate := map[string]Change{}
	for _, one := range of.Compare(p).Changes {
		for _, c := range one.Old {
			fate[c.Label] = one
		}
	}
	for _, node := range of.Nodes {
		words, has := g.Clauses[node.Label]
		if !has {
			continue
		}
		became, ok := fate[node.Label]
		if !ok || len(became.New) == 0 || laid.Clauses[became.New[0].Label].Title != "" {
			fitted.Gone = append(fitted.Gone, fmt.Sprintf("%s (%s)", node.Label, words.Title))
			continue
		}
		label := became.New[0].Label
		if became.New[0].Digest == node.Digest {
			fitted.Same++
		} else {
			words.Older = true
			fitted.Changed = append(fitted.Changed, label)
		}
		moved = moved || label != node.Label
		laid.Clauses[label] = words
	}
	if moved || len(fitted.Changed)+len(fitted.Gone) > 0 {
		var err error
		if source, err = yaml.Marshal(laid); err != nil {
			return nil, fitted, err
		}
	}
	bare := *p
	bare.GuideYAML = nil
	fresh, err := reread(&bare)
	if err == nil {
		err = guide.Join(fresh, policy.GuideFile, source)
	}
	if err != nil {
		return nil, fitted, err
	}
	for _, c := range fresh.Clauses() {
		if c.Guide == nil {
			fitted.New = append(fitted.New, c.Label)
		}
	}
	slices.SortStableFunc(fitted.Changed, func(a, b string) int { return at(fresh, a) - at(fresh, b) })
	return fresh, fitted, nil
}

// at returns the index of a clause among all.
func at(p *policy.Policy, label string) int {
	return slices.IndexFunc(p.Clauses(), func(c policy.Clause) bool { return c.Label == label })
}
