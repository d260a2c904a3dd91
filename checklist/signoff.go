package checklist

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"sort"
	"strings"
	"time"
)

// SignOff is a named person vouching for one exact state of the audit. The name
// is as claimed.
type SignOff struct {
	Name      string         `json:"name"`
	Role      string         `json:"role,omitempty"`
	Statement string         `json:"statement,omitempty"`
	State     string         `json:"state"`          // digest of what was signed, see StateDigest
	Ends      []string       `json:"ends,omitempty"` // the ends of what was signed, see Audit.Ends
	Seen      map[string]int `json:"seen,omitempty"` // in format 1 instead: of each writer, the number of the last event

	By      Person    `json:"-"` // who was at the keyboard
	At      time.Time `json:"-"`
	Changes int       `json:"-"` // fields that have changed since
	event   string
}

// Sign returns the change by which a person vouches for the audit as it stands.
// Nothing assessed cannot be signed.
func (a *Audit) Sign(name, role, statement string) (Change, error) {
	if strings.TrimSpace(name) == "" {
		return Change{}, errors.New("a sign-off needs a name")
	}
	for _, text := range []string{name, role, statement} {
		if err := checkText("sign-off", text); err != nil {
			return Change{}, err
		}
	}
	if len(a.events) == len(a.begun)+len(a.repairs) {
		return Change{}, errors.New("there is nothing to sign: nothing was answered yet")
	}
	s := SignOff{Name: strings.TrimSpace(name), Role: role, Statement: statement, State: a.StateDigest(), Ends: a.Ends()}
	return Change{Field{Kind: KindSign, Subject: s.Name + " " + s.State[:12]}, s}, nil
}

// StateDigest returns the SHA-256 of all values that stand, but for sign-offs
// and what the platform decided: two audits with the same digest say the same.
func (a *Audit) StateDigest() string {
	var lines []string
	for f := range a.fields {
		if f.Kind == KindSign || f.Kind == KindOutcome {
			continue
		}
		for _, h := range a.heads(f) {
			lines = append(lines, strings.Join([]string{f.Policy, f.Clause, string(f.Kind), f.Subject, h.Text, string(h.Value)}, "\x00"))
		}
	}
	for _, p := range a.Head.Policies {
		lines = append(lines, p.ID+"\x00"+p.Edition)
	}
	sort.Strings(lines)
	sum := sha256.Sum256([]byte(strings.Join(lines, "\n")))
	return hex.EncodeToString(sum[:])
}

// SignOffs returns the sign-offs, oldest first, each with the number of fields
// that have changed since.
func (a *Audit) SignOffs() []SignOff {
	var all []SignOff
	signed := slices.Clone(a.byRef[Ref{}]) // A sign-off is of no clause.
	slices.SortFunc(signed, inOrder)
	for _, e := range signed {
		if e.Kind != KindSign || !a.active(e) {
			continue
		}
		s, head := value[SignOff](a, e.Field)
		if head == nil || head.ID != e.ID {
			continue // The same person has signed the same state again.
		}
		s.By, s.At, s.event = e.Who, e.Time, e.ID
		if a.StateDigest() != s.State {
			s.Changes = max(1, len(Differences(a.AsSigned(s), a)))
		}
		all = append(all, s)
	}
	return all
}

// AsSigned returns the audit as it was when the person signed: what lies behind
// the ends that the sign-off names, and what its writer had entered before it.
func (a *Audit) AsSigned(s SignOff) *Audit {
	own := a.events[s.event]
	if s.Seen != nil {
		return a.When(func(e Event) bool {
			if own != nil && e.Writer == own.Writer {
				return e.Before(own)
			}
			return e.Seq <= s.Seen[e.Writer]
		})
	}
	ends := s.Ends
	if own != nil {
		ends = append(slices.Clone(ends), own.Prev)
		for _, e := range a.events {
			if e.Writer == own.Writer && slices.Contains(own.Ends, e.Sum) {
				ends = append(ends, e.Sum) // What the writer had entered was on its way to the file before.
			}
		}
	}
	seen := a.Seen(ends...)
	return a.When(func(e Event) bool {
		unkept := own != nil && e.Writer == own.Writer && e.Sum == "" && e.Before(own)
		return seen(e) || unkept
	})
}
