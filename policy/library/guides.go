package library

import (
	"bytes"
	"path"
	"slices"
	"strings"
	"sync"

	"clausewalk/policy"
	"clausewalk/policy/editions"
	"clausewalk/policy/guide"
)

// A folder without a policy.md holds a guide to a text that is not ours to ship:
// guide.yaml as for any other policy, and in place of the text a fingerprint,
// by which the clauses are found in the text that a person brings
// (docs/decisions/guides-without-texts.md).

const fingerprintFile = "fingerprint.json"

// Wanted is a policy of which the program has a guide and no text.
type Wanted struct {
	ID string
	editions.Fingerprint
	guide  guide.File
	source []byte
}

// Bring says how a person brings the text.
func (w Wanted) Bring() string {
	return "save the page at " + w.Source + ", then: clausewalk policy add PAGE"
}

// Guides returns the guides that come without a text.
func Guides() []Wanted { return slices.Clone(guides()) }

var guides = sync.OnceValue(func() (all []Wanted) {
	for _, id := range with(fingerprintFile) {
		w := Wanted{ID: id}
		print, err := files.ReadFile(path.Join(id, fingerprintFile))
		if err == nil {
			w.Fingerprint, err = editions.ReadFingerprint(print)
		}
		if err == nil {
			w.source, err = files.ReadFile(path.Join(id, policy.GuideFile))
		}
		if err != nil {
			panic(err) // A test reads all of them.
		}
		w.guide, _ = prepared(id, w.source)
		all = append(all, w)
	}
	return all
})

// InForce says what is known of whether a policy is in force, in our words: what its
// guide says of that, and how a person comes to what took its place, unless the
// audit asks that too. It is empty where nothing is known.
func InForce(p *policy.Policy, asks func(id string) bool) string {
	said := policy.Fold(p.Status)
	if said == "" {
		return ""
	}
	for _, w := range guides() {
		if w.follows(p.ID) && !asks(w.ID) {
			said += " The guide to " + w.Title + " comes with clausewalk: " + w.Bring() + "."
		}
	}
	return said
}

// follows tells whether a clause of the guide took the place of one of a policy.
func (w Wanted) follows(id string) bool {
	for _, one := range w.guide.Clauses {
		if slices.ContainsFunc(one.Follows, func(f policy.Followed) bool { return strings.HasPrefix(f.Clause, id+"/") }) {
			return true
		}
	}
	return false
}

// Recognised returns the guide without a text that knows the most clauses of a
// policy, and nil where none knows enough.
func Recognised(p *policy.Policy) (best *Wanted) {
	most := 0
	for n := range guides() {
		w := &guides()[n]
		if same, known := w.Knows(&w.guide, p); known && same > most {
			best, most = w, same
		}
	}
	return best
}

// Fit lays the guide beside a policy that comes with the program without its text
// and knows enough of its clauses. The policy is a copy, nil where there is no
// such guide.
func Fit(p *policy.Policy) (*policy.Policy, editions.Fitted, error) {
	w := Recognised(p)
	if w == nil {
		return nil, editions.Fitted{}, nil
	}
	return editions.Fit(w.guide, w.source, w.Fingerprint, p)
}

// Inherit gives an edition what has been written for an older one, which may be
// nil, as editions.Inherit does. Where a guide that comes with the program fits
// the edition it goes before the same guide as it was laid beside the older one;
// a guide that a person has written or changed stays. Fitted is nil where it was
// not laid there.
func Inherit(old, next *policy.Policy) (p *policy.Policy, fitted *editions.Fitted, lost []string, err error) {
	p = next
	ours := p.GuideYAML == nil && (old == nil || old.GuideYAML == nil || untouched(old))
	if old != nil {
		from := *old
		if ours && Recognised(next) != nil {
			from.GuideYAML = nil
		}
		if p, lost, err = editions.Inherit(&from, next); err != nil {
			return nil, nil, nil, err
		}
	}
	if !ours || p.GuideYAML != nil {
		return p, nil, lost, nil
	}
	laid, how, err := Fit(p)
	if err != nil || laid == nil {
		return p, nil, lost, err
	}
	return laid, &how, lost, nil
}

// untouched tells whether the guide beside a policy is the one that comes with the
// program, as it would be laid there today.
func untouched(p *policy.Policy) bool {
	ours := fitting(p)
	return ours != nil && bytes.Equal(ours, p.GuideYAML)
}

// fitting returns the guide without a text as Fit lays it beside a policy, nil
// where there is none.
func fitting(p *policy.Policy) []byte {
	fitted, _, err := Fit(p)
	if err != nil || fitted == nil {
		return nil
	}
	return fitted.GuideYAML
}
