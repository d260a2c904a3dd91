// Package editions is about the texts of one policy. It finds what became of each
// clause from one edition to the next (Compare), applies what a person changes about
// how a text was read (Assess, Correct), keeps a text read as it was (Pin, Lay), and
// carries what people wrote to the next edition (Inherit). It also knows texts by a
// fingerprint and joins guides to texts that they were not written for (Fit).
package editions

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/aymanbagabas/go-udiff/lcs"

	"clausewalk/policy"
)

// ChangeKind says what became of a clause from one edition to the next.
type ChangeKind string

// The kinds of change.
const (
	Kept     ChangeKind = "kept"
	Moved    ChangeKind = "moved"    // the same words under another label
	Reworded ChangeKind = "reworded" // perhaps under another label too
	Split    ChangeKind = "split"    // one into several
	Merged   ChangeKind = "merged"   // several into one
	Added    ChangeKind = "added"
	Removed  ChangeKind = "removed"
)

// ChangeKinds lists every kind.
func ChangeKinds() []ChangeKind {
	return []ChangeKind{Kept, Moved, Reworded, Split, Merged, Added, Removed}
}

// Change is what became of one clause, or of several that went together.
type Change struct {
	Kind    ChangeKind
	Old     []policy.Clause // none where it was added, several where they merged
	New     []policy.Clause // none where it was removed, several where it was split
	Context bool            // it is context in one of the editions, so that no answer is concerned
}

// Comparison is edition against edition.
type Comparison struct {
	Changes []Change // in the order of the new edition
	Doubt   string   // why they may not be editions of one policy, empty where they seem to be
}

// Count returns how many changes of each kind there are, context aside.
func (c Comparison) Count() map[ChangeKind]int {
	n := map[ChangeKind]int{}
	for _, one := range c.Changes {
		if !one.Context {
			n[one.Kind]++
		}
	}
	return n
}

// What two texts must have in common.
const (
	alike   = 0.6  // the share of words of two clauses, for one to be the other reworded
	partOf  = 0.8  // the share of the words of a part that are in the whole, for it to be split from that
	related = 0.25 // the share of words of two documents, to be editions of one policy
	far     = 200  // how many clauses apart two may be in very long policies
	many    = 4e6  // how many pairs of clauses make policies very long
)

// Compare finds what became of each clause of old in new. Clauses are matched by
// their words and never by their labels, since numbers drift. Link targets, kinds of
// quotation marks, markup and white space make no difference.
func Compare(old, new *policy.Policy) Comparison {
	m := matcher{old: texts(old), new: texts(new)}
	return m.compare()
}

func (m *matcher) compare() Comparison {
	m.same()
	m.similar()
	m.parts(m.old, m.new)
	m.parts(m.new, m.old)
	return Comparison{Changes: m.changes(), Doubt: doubt(m.old, m.new)}
}

// compared is a node of one edition, with the nodes of the other that it is matched
// with.
type compared struct {
	policy.Clause
	context bool
	words   string
	count   map[string]int
	total   int
	with    []int
}

func texts(p *policy.Policy) []compared {
	var all []compared
	for _, s := range p.Sections {
		for _, n := range s.Nodes() {
			t := compared{Clause: n.Clause, context: !n.Asked, words: n.Words(), count: map[string]int{}}
			for _, w := range strings.Fields(t.words) {
				t.count[strings.ToLower(strings.Trim(w, `.,;:()"'`))]++
				t.total++
			}
			all = append(all, t)
		}
	}
	return all
}

type matcher struct{ old, new []compared }

func (m *matcher) pair(i, j int) {
	m.old[i].with = append(m.old[i].with, j)
	m.new[j].with = append(m.new[j].with, i)
}

// same matches nodes with equal words: where several have them the one with the same
// label, or else the first.
func (m *matcher) same() {
	where := map[string][]int{}
	for j, n := range m.new {
		where[n.words] = append(where[n.words], j)
	}
	for _, labelToo := range []bool{true, false} {
		for i, o := range m.old {
			if len(o.with) > 0 {
				continue
			}
			for _, j := range where[o.words] {
				if len(m.new[j].with) == 0 && (!labelToo || m.new[j].Label == o.Label) {
					m.pair(i, j)
					break
				}
			}
		}
	}
}

// similar matches what is left by the share of words in common, the best matches
// first.
func (m *matcher) similar() {
	type pairing struct {
		i, j  int
		score float64
	}
	left := func(all []compared) (at []int) {
		for i, t := range all {
			if len(t.with) == 0 {
				at = append(at, i)
			}
		}
		return at
	}
	olds, news := left(m.old), left(m.new)
	var pairs []pairing
	for x, i := range olds {
		for y, j := range news {
			if len(olds)*len(news) > many && max(x-y, y-x) > far {
				continue
			}
			if score := likeness(m.old[i], m.new[j]); score >= alike {
				pairs = append(pairs, pairing{i, j, score})
			}
		}
	}
	slices.SortStableFunc(pairs, func(a, b pairing) int { return cmp.Compare(b.score, a.score) })
	for _, p := range pairs {
		if len(m.old[p.i].with) == 0 && len(m.new[p.j].with) == 0 {
			m.pair(p.i, p.j)
		}
	}
}

// common returns how many words of a are in b too.
func common(a, b map[string]int) int {
	n := 0
	for w, times := range a {
		n += min(times, b[w])
	}
	return n
}

// likeness returns the share of words that two texts have in common, 0 to 1.
func likeness(a, b compared) float64 {
	if float64(min(a.total, b.total)*2) < alike*float64(a.total+b.total) {
		return 0
	}
	return 2 * float64(common(a.count, b.count)) / float64(a.total+b.total)
}

// parts matches the unmatched nodes of one edition that are pieces of one node of
// the other, if the pieces together say what the whole did.
func (m *matcher) parts(wholes, pieces []compared) {
	for i := range wholes {
		w := &wholes[i]
		if len(w.with) > 1 || len(w.with) == 1 && pieces[w.with[0]].words == w.words {
			continue
		}
		left := map[string]int{}
		for word, n := range w.count {
			left[word] = n
		}
		take := func(p compared) {
			for word, n := range p.count {
				left[word] -= min(n, left[word])
			}
		}
		covered := 0
		for _, j := range w.with {
			covered = common(pieces[j].count, left)
			take(pieces[j])
		}
		var found []int
		for j, p := range pieces {
			if len(p.with) > 0 || p.total < 4 || p.context != w.context {
				continue
			}
			if n := common(p.count, left); float64(n) >= partOf*float64(p.total) {
				found = append(found, j)
				covered += n
				take(p)
			}
		}
		if len(found) == 0 || len(found)+len(w.with) < 2 || float64(covered) < partOf*float64(w.total) {
			continue
		}
		for _, j := range found {
			w.with = append(w.with, j)
			pieces[j].with = append(pieces[j].with, i)
		}
		slices.Sort(w.with)
	}
}

func (m *matcher) changes() []Change {
	type located struct {
		Change
		at float64
	}
	var all []located
	before := -1.0
	for _, o := range m.old {
		if len(o.with) > 0 {
			before = float64(o.with[len(o.with)-1])
			continue
		}
		all = append(all, located{Change{Kind: Removed, Old: []policy.Clause{o.Clause}, Context: o.context}, before + 0.5})
	}
	for j, n := range m.new {
		c := Change{New: []policy.Clause{n.Clause}, Context: n.context}
		for _, i := range n.with {
			c.Old = append(c.Old, m.old[i].Clause)
			c.Context = c.Context || m.old[i].context
		}
		switch {
		case len(n.with) == 0:
			c.Kind = Added
		case len(n.with) > 1:
			c.Kind = Merged
		case len(m.old[n.with[0]].with) > 1:
			o := m.old[n.with[0]]
			if o.with[0] != j {
				continue
			}
			c.Kind, c.New = Split, nil
			for _, k := range o.with {
				c.New = append(c.New, m.new[k].Clause)
			}
		case m.old[n.with[0]].words != n.words:
			c.Kind = Reworded
		case m.old[n.with[0]].Label != n.Label:
			c.Kind = Moved
		default:
			c.Kind = Kept
		}
		all = append(all, located{c, float64(j)})
	}
	slices.SortStableFunc(all, func(a, b located) int { return cmp.Compare(a.at, b.at) })
	var changes []Change
	for _, p := range all {
		changes = append(changes, p.Change)
	}
	return changes
}

// doubt tells why two texts do not look like editions of one policy, empty where
// they do.
func doubt(old, new []compared) string {
	shared, total, left := 0, 0, 0
	for _, o := range old {
		total += o.total
		if len(o.with) > 0 {
			shared += o.total
		}
	}
	for _, n := range new {
		left += n.total
	}
	if float64(shared) >= related*float64(total) {
		return ""
	}
	was, is := language(old), language(new)
	switch {
	case was != is && was != "" && is != "":
		return fmt.Sprintf("the old text reads as %s, the new one as %s", was, is)
	case left*5 < total:
		return fmt.Sprintf("the new text has %d words and the old one had %d: the page may have moved", left, total)
	default:
		return fmt.Sprintf("only %d of the old text's %d words are in clauses of the new one: it may be another document", shared, total)
	}
}

// commonWords are words that tell a language.
var commonWords = map[string]string{
	"English":    "the of and to your you for with that not",
	"French":     "le la les des vous et votre pour dans une",
	"German":     "der die das und sie nicht mit von für den",
	"Spanish":    "el los las que para con una su por del",
	"Portuguese": "os das que para com uma não seu você do",
	"Italian":    "il gli che di per con della sono una non",
	"Dutch":      "de het een van en niet voor met op uw",
}

// language names the language of a text, empty where that cannot be told.
func language(all []compared) string {
	best, most := "", 9 // Fewer words than that tell nothing.
	for name, words := range commonWords {
		n := 0
		for w := range strings.FieldsSeq(words) {
			for _, t := range all {
				n += t.count[w]
			}
		}
		if n > most || n == most && best != "" && name < best {
			best, most = name, n
		}
	}
	return best
}

// WordChange is a run of words that stayed, went or came.
type WordChange struct {
	Sign string // "=", "-" or "+"
	Text string
}

// WordDifference tells word by word how one text became another.
func WordDifference(from, to string) []WordChange {
	ids := map[string]rune{}
	number := func(words []string) (numbers []rune) {
		for _, w := range words {
			if ids[w] == 0 {
				ids[w] = rune(len(ids) + 1)
			}
			numbers = append(numbers, ids[w])
		}
		return numbers
	}
	old, new := strings.Fields(from), strings.Fields(to)
	var all []WordChange
	add := func(sign string, words []string) {
		if len(words) > 0 {
			all = append(all, WordChange{sign, strings.Join(words, " ")})
		}
	}
	at := 0
	for _, d := range lcs.DiffRunes(number(old), number(new)) {
		add("=", old[at:d.Start])
		add("-", old[d.Start:d.End])
		add("+", new[d.ReplStart:d.ReplEnd])
		at = d.End
	}
	add("=", old[at:])
	return all
}
