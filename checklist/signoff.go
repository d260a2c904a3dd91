package checklist

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"strings"

	"clausewalk/checklist/event"
)

// Sign returns the change by which a person vouches for the audit as it stands.
// Nothing assessed cannot be signed.
func (a *Audit) Sign(name, role, statement string) (event.Change, error) {
	if a.unentered() {
		return event.Change{}, errors.New("there is nothing to sign: nothing was answered yet")
	}
	return event.Sign(event.SignOff{Name: strings.TrimSpace(name), Role: role, Statement: statement, State: a.StateDigest(), Ends: a.Ends()}), nil
}

// StateDigest returns the SHA-256 of all values that stand, but for sign-offs
// and what the platform decided: two audits with the same digest say the same.
func (s *Standing) StateDigest() string {
	var lines []string
	for f := range s.fields {
		if !f.Kind.Spec().Signed {
			continue
		}
		for _, h := range s.heads(f) {
			lines = append(lines, strings.Join([]string{f.Policy, f.Clause, string(f.Kind), f.Subject, h.Text, string(h.Value)}, "\x00"))
		}
	}
	for _, p := range s.places.began {
		lines = append(lines, p.ID+"\x00"+p.Edition)
	}
	slices.Sort(lines)
	sum := sha256.Sum256([]byte(strings.Join(lines, "\n")))
	return hex.EncodeToString(sum[:])
}

// SignOffs returns the sign-offs, oldest first, each with the number of fields
// that have changed since.
func (a *Audit) SignOffs() []event.SignOff {
	var all []event.SignOff
	signed := slices.Clone(a.byRef[event.Ref{}]) // A sign-off is of no clause.
	slices.SortFunc(signed, event.Order)
	state := ""
	for _, e := range signed {
		s, ok := event.As[event.SignOff](e)
		if head := a.head(e.Field); !ok || head == nil || head.ID != e.ID {
			continue // It was taken back, or the same person has signed the same state again.
		}
		if state == "" {
			state = a.StateDigest()
		}
		s.By, s.At, s.EventID = e.Who, e.Time, e.ID
		if state != s.State {
			s.Changes = max(1, len(Differences(a.AsSigned(s), a)))
		}
		all = append(all, s)
	}
	return all
}

// AsSigned returns the audit as it was when the person signed: what lies behind
// the ends that the sign-off names, and what its writer had entered before it.
func (a *Audit) AsSigned(s event.SignOff) *Audit {
	own := a.events[s.EventID]
	if s.Seen != nil {
		return a.When(func(e event.Event) bool {
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
	return a.When(func(e event.Event) bool {
		unkept := own != nil && e.Writer == own.Writer && e.Sum == "" && e.Before(own)
		return seen(e) || unkept
	})
}
