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

// Wanted is a policy whose guide comes with the program, without its text.
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
		w.guide, _ = guideOf(id, w.source)
		all = append(all, w)
	}
	return all
})

// InForce says whether a policy is in force, as far as its guide knows, and how a
// person gets the policy that replaced it, unless the audit asks that one too. It is
// empty where nothing is known.
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

// follows tells whether a clause of the guide replaced one of another policy.
func (w Wanted) follows(id string) bool {
	for _, one := range w.guide.Clauses {
		if slices.ContainsFunc(one.Follows, func(f policy.Followed) bool { return strings.HasPrefix(f.Clause, id+"/") }) {
			return true
		}
	}
	return false
}

// Recognised returns, among the guides that come without a text, the one that knows
// the most clauses of a policy, and nil where none knows enough.
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

// Fit joins to a policy the guide that is Recognised for it, as editions.Fit does. It
// returns a copy of the policy, and nil where there is no such guide.
func Fit(p *policy.Policy) (*policy.Policy, editions.Fitted, error) {
	w := Recognised(p)
	if w == nil {
		return nil, editions.Fitted{}, nil
	}
	return editions.Fit(w.guide, w.source, w.Fingerprint, p)
}

// Inherit gives an edition what has been written for an older one, which may be
// nil, as editions.Inherit does. A guide that comes with the program is fitted to the
// new edition rather than inherited from the old one, unless a person has changed it.
// Fitted is nil where that was not done.
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

// untouched tells whether a policy's guide is the one that comes with the program,
// as Fit would join it today.
func untouched(p *policy.Policy) bool {
	ours := fitting(p)
	return ours != nil && bytes.Equal(ours, p.GuideYAML)
}

// fitting returns the guide that Fit joins to a policy, nil where there is none.
func fitting(p *policy.Policy) []byte {
	fitted, _, err := Fit(p)
	if err != nil || fitted == nil {
		return nil
	}
	return fitted.GuideYAML
}
