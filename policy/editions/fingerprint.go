package editions

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"clausewalk/policy"
)

// FingerprintFormat is the version of fingerprint.json that this program reads.
const FingerprintFormat = 1

// Fingerprint is what may be kept of a text that is not ours to keep: enough to
// recognise its clauses, and no words. Each clause has the digest of its words, to
// find it where nothing has changed, and a mark for each of its words, to find it
// where some have. A mark is two bytes of a digest, so that many words have the same
// one, and marks are sorted: the text cannot be restored from them.
type Fingerprint struct {
	Format int     `json:"format"`
	Title  string  `json:"title"`
	Source string  `json:"source"` // where people find the text
	Dated  string  `json:"dated"`  // the day that the text gives itself
	Read   string  `json:"read"`   // the day on which the fingerprint was taken
	Nodes  []Print `json:"clauses"`
}

// Print is the fingerprint of one clause, or of one piece of context.
type Print struct {
	Label   string `json:"label"`
	Context bool   `json:"context,omitempty"`
	Digest  string `json:"digest"`
	Marks   string `json:"marks"` // four hex digits a word
}

// PrintOf takes the fingerprint of a policy as it was read.
func PrintOf(p *policy.Policy) []Print {
	var all []Print
	for _, t := range texts(p) {
		var marks []string
		for word, n := range t.marked().count {
			marks = append(marks, slices.Repeat([]string{word}, n)...)
		}
		slices.Sort(marks)
		all = append(all, Print{Label: t.Label, Context: t.context, Digest: t.Digest, Marks: strings.Join(marks, "")})
	}
	return all
}

// ReadFingerprint reads fingerprint.json. The error says what is malformed in it.
func ReadFingerprint(source []byte) (Fingerprint, error) {
	var f Fingerprint
	if err := json.Unmarshal(source, &f); err != nil {
		return f, err
	}
	if f.Format != FingerprintFormat {
		return f, fmt.Errorf("fingerprint format %d, but this program reads format %d", f.Format, FingerprintFormat)
	}
	for _, one := range f.Nodes {
		if len(one.Digest) != 64 || len(one.Marks)%markWidth != 0 || strings.Trim(one.Digest+one.Marks, "0123456789abcdef") != "" {
			return f, fmt.Errorf("%q has no digest, or a malformed one", one.Label)
		}
	}
	return f, nil
}

// Same tells whether a policy is word for word the text that the fingerprint is of.
func (f Fingerprint) Same(p *policy.Policy) bool {
	n := 0
	for _, s := range p.Sections {
		for _, one := range s.Nodes() {
			if n == len(f.Nodes) || f.Nodes[n].Digest != one.Digest {
				return false
			}
			n++
		}
	}
	return n == len(f.Nodes)
}

// Compare finds what has become of each clause of the text that the fingerprint was
// taken of, as the function Compare does for two texts. The old clauses have a label
// and a digest, but no words.
func (f Fingerprint) Compare(p *policy.Policy) Comparison {
	var m matcher
	for _, one := range f.Nodes {
		t := compared{Clause: policy.Clause{Label: one.Label, Digest: one.Digest}, context: one.Context, words: one.Digest, count: map[string]int{}}
		for mark := range slices.Chunk([]byte(one.Marks), markWidth) {
			t.count[string(mark)]++
			t.total++
		}
		m.old = append(m.old, t)
	}
	for _, t := range texts(p) {
		m.new = append(m.new, t.marked())
	}
	return m.compare()
}

// markWidth is how many hex digits of a word's digest are its mark.
const markWidth = 4

// marked returns a node as it is in a fingerprint: its digest instead of its words,
// and marks instead of each word.
func (t compared) marked() compared {
	count := map[string]int{}
	for word, n := range t.count {
		count[policy.Digest(word)[:markWidth]] += n
	}
	t.words, t.count = t.Digest, count
	return t
}
