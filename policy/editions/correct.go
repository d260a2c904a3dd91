package editions

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"clausewalk/policy"
	"clausewalk/policy/reading"
)

// Deed is a kind of correction.
type Deed string

// What can be done to a clause, or to context.
const (
	Ask     Deed = "ask"    // make it a clause
	Leave   Deed = "leave"  // make it context, since it is not a duty
	Join    Deed = "join"   // append it to what comes before it in its section
	SplitAt Deed = "split"  // begin another clause inside it
	Rename  Deed = "rename" // give it another label
)

// A Correction is one thing that a person changes about how a text was read.
type Correction struct {
	Do    Deed
	Label string // of a clause or context, as it is read now
	Words string // for SplitAt the words with which the new clause begins, for Rename the label
}

// Correct returns the policy as it is read with one more correction, which becomes
// the last in its AssessYAML. The words and their order stay, and so does the guide.
// The error says why the correction cannot be made.
func Correct(p *policy.Policy, c Correction) (*policy.Policy, error) {
	if p.ReadsDifferently {
		return nil, errors.New("this version reads the text differently from when it was pinned, so a correction would move other clauses too")
	}
	f, err := changesOf(p)
	if err != nil {
		return nil, err
	}
	d, err := corrected(p, f)
	if err != nil {
		return nil, err
	}
	one, err := d.change(c)
	if err == nil {
		_, err = d.adjust(one)
	}
	if guided, ok := p.Clause(c.Label); err == nil && ok && guided.Guide != nil && (c.Do == Leave || c.Do == Join || c.Do == Rename) {
		err = fmt.Errorf("the guide has words for %s, so it has to be asked under that label: put it out of scope instead", guided.Label)
	}
	if err != nil {
		return nil, err
	}
	f.Changes = append(f.Changes, one)
	return withChanges(p, f)
}

// Uncorrect returns the policy without its n-th correction, counted from 1 as
// Corrections lists them.
func Uncorrect(p *policy.Policy, n int) (*policy.Policy, error) {
	f, err := changesOf(p)
	if err != nil {
		return nil, err
	}
	if n < 1 || n > len(f.Changes) {
		return nil, fmt.Errorf("there is no correction %d: there are %d", n, len(f.Changes))
	}
	f.Changes = slices.Delete(f.Changes, n-1, n)
	return withChanges(p, f)
}

// Corrections returns a sentence for each correction that people have made, the
// oldest first.
func Corrections(p *policy.Policy) (all []string) {
	f, err := changesOf(p)
	if err != nil {
		return nil // This cannot be: the policy was read with them.
	}
	for _, one := range f.Changes {
		all = append(all, one.String())
	}
	return all
}

// Corrected returns a sentence for each clause or context that is read differently
// from before, and one for the share of the text that is asked, if that has changed.
func Corrected(was, is *policy.Policy) (all []string) {
	say := func(format string, args ...any) { all = append(all, fmt.Sprintf(format, args...)) }
	before, after := nodesOf(was), nodesOf(is)
	byLabel := func(nodes []policy.Node) map[string]policy.Node {
		all := map[string]policy.Node{}
		for _, one := range slices.Backward(nodes) { // Of equal labels the first counts.
			all[one.Label] = one
		}
		return all
	}
	known, left := byLabel(before), byLabel(after)
	for _, old := range before {
		if _, there := left[old.Label]; !there {
			say("%s is gone", old.Label)
		}
	}
	for _, one := range after {
		old, there := known[one.Label]
		kind := "context"
		if one.Asked {
			kind = "a clause"
		}
		switch {
		case !there:
			say("%s is new, %s: %s", one.Label, kind, one.Title())
		case old.Asked != one.Asked:
			say("%s is %s: %s", one.Label, kind, one.Title())
		case old.Digest != one.Digest:
			say("%s has different words: %s", one.Label, one.Title())
		}
	}
	m, n := was.Measure(), is.Measure()
	if m.Share() != n.Share() || len(m.Unasked) != len(n.Unasked) {
		say("%s, was %d%%", n.Sentences()[0], m.Share())
	}
	return all
}

func nodesOf(p *policy.Policy) (all []policy.Node) {
	for _, s := range p.Sections {
		all = append(all, s.Nodes()...)
	}
	return all
}

// String says what is changed.
func (a adjust) String() string {
	var said []string
	say := func(format string, args ...any) { said = append(said, fmt.Sprintf(format, args...)) }
	if len(a.Merge) > 0 {
		say("%s belongs to %s", strings.Join(a.Merge[1:], ", "), a.Merge[0])
	}
	label := a.labels()[0]
	if a.Assess != nil && *a.Assess {
		say("%s is a clause", label)
	} else if a.Assess != nil {
		say("%s is not a duty", label)
	}
	if a.Label != "" {
		say("%s is called %s", label, a.Label)
	}
	for _, words := range a.Split {
		say("%s is split at %q", label, words)
	}
	return strings.Join(said, "; ")
}

func changesOf(p *policy.Policy) (f assessFile, err error) {
	f.Format = AssessFormat
	if p.AssessYAML == nil {
		return f, nil
	}
	return f, yaml.Unmarshal(p.AssessYAML, &f)
}

// corrected reads a policy's text and applies changes to what came of it.
func corrected(p *policy.Policy, f assessFile) (*draft, error) {
	raw, err := reading.Parse(p.ID, p.Markdown)
	if err != nil {
		return nil, err
	}
	d := draftOf(raw)
	for _, one := range f.Changes {
		if _, err := d.adjust(one); err != nil {
			return nil, err
		}
	}
	return d, nil
}

// change returns a correction as the file keeps it: with the labels that the text
// was read with instead of those that corrections have given.
func (d *draft) change(c Correction) (a adjust, err error) {
	for _, nodes := range d.nodes {
		for n, one := range nodes {
			if policy.LabelKey(one.Label) != policy.LabelKey(c.Label) {
				continue
			}
			yes, no := true, false
			switch c.Do {
			case Ask:
				return adjust{Clause: one.read, Assess: &yes}, nil
			case Leave:
				return adjust{Clause: one.read, Assess: &no}, nil
			case Join:
				if n == 0 {
					return a, fmt.Errorf("nothing comes before %s in its section", one.Label)
				}
				return adjust{Merge: []string{nodes[n-1].read, one.read}}, nil
			case SplitAt:
				return adjust{Clause: one.read, Split: []string{c.Words}}, nil
			case Rename:
				if c.Words == "" {
					return a, errors.New("a label is missing")
				}
				return adjust{Clause: one.read, Label: c.Words}, nil
			}
			return a, fmt.Errorf("unknown correction %q", string(c.Do))
		}
	}
	return a, fmt.Errorf("the text has no clause and no context %q", c.Label)
}

// withChanges reads a policy again with these changes and its guide.
func withChanges(p *policy.Policy, f assessFile) (*policy.Policy, error) {
	next := *p
	next.AssessYAML, next.ClausesJSON = nil, nil
	if len(f.Changes) > 0 || p.AssessYAML != nil { // A file that is there stays, without changes in it.
		written, err := yaml.Marshal(f)
		if err != nil {
			return nil, err
		}
		next.AssessYAML = appended(p.AssessYAML, written, f)
	}
	return reread(&next)
}

// appended returns the old file with the last change of f appended, so that people's
// comments in it stay. Where that would not say what f says, it returns written.
func appended(old, written []byte, f assessFile) []byte {
	if len(f.Changes) == 0 || len(old) == 0 {
		return written
	}
	last, err := yaml.Marshal([]adjust{f.Changes[len(f.Changes)-1]})
	if err != nil {
		return written
	}
	indent := ""
	for line := range strings.Lines(string(old)) {
		if trimmed := strings.TrimLeft(line, " "); strings.HasPrefix(trimmed, "- clause:") || strings.HasPrefix(trimmed, "- merge:") {
			indent = line[:len(line)-len(trimmed)]
		}
	}
	joined := strings.TrimRight(string(old), "\n") + "\n"
	for line := range strings.Lines(string(last)) {
		joined += indent + line
	}
	var again assessFile
	if yaml.Unmarshal([]byte(joined), &again) != nil || again.Depth != f.Depth || !slices.EqualFunc(again.Changes, f.Changes, adjust.equal) {
		return written
	}
	return []byte(joined)
}

func (a adjust) equal(b adjust) bool { return a.String() == b.String() }
