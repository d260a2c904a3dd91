package checklist

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"iter"
	"maps"
	"slices"
	"strings"
	"time"

	"clausewalk/checklist/event"
)

// Vouch is what a person says who signs, and what the audit itself does not know about
// that moment.
type Vouch struct {
	Name, Role, Statement string

	By     event.Person // who is at the keyboard
	At     time.Time
	Faults []error // what is wrong with the record on disk, as verify finds it
	Report string  // digest of the report, may be empty
}

// Sign returns the change by which a person vouches for the audit as it is. The error
// says that nothing has been answered.
func Sign(a *Audit, v Vouch) (event.Change, error) {
	if a.unentered() {
		return event.Change{}, errors.New("there is nothing to sign: nothing has been answered yet")
	}
	bound := BoundOf(a, v.At, v.Faults)
	bound.By, bound.Report = v.By, v.Report
	return event.Sign(event.SignOff{
		Name: strings.TrimSpace(v.Name), Role: v.Role, Statement: v.Statement, State: a.StateDigest(), Ends: a.Ends(), Bound: &bound,
	}), nil
}

// BoundOf returns what a sign-off made at a moment vouches for besides the answers.
// Faults is what is wrong with the record on disk.
func BoundOf(a *Audit, at time.Time, faults []error) event.Bound {
	items := a.Items(at)
	gate, p := GateOf(a, items, at, faults), Tally(items)
	b := event.Bound{
		Audit: a.Head.ID, App: a.Head.App, Release: a.Head.Release, Policies: rulesOf(a.force),
		At: at.UTC().Truncate(time.Millisecond), Holds: gate.Holds(), Assessed: gate.Assessed,
		Counts: map[string]int{
			event.CountClauses: p.Clauses, event.CountAnswered: p.Answered, event.CountGaps: p.Gaps, event.CountStale: p.Stale,
			event.CountConflict: p.Conflict, event.CountUnsupported: p.Unsupported, event.CountOutOfScope: p.OutOfScope,
		},
		Problems: map[string]int{},
	}
	for _, v := range append(event.Verdicts(), event.Unanswered) {
		b.Counts[string(v)] = p.Verdicts[v]
	}
	for _, problem := range gate.Problems {
		b.Problems[problem.Sort]++
	}
	b.Evidence, b.Doubted = evidenceDigest(a, at)
	return b
}

// evidenceDigest returns the digest of all evidence that has a digest, and the names of
// those pieces that are in doubt at a moment.
func evidenceDigest(a *Audit, at time.Time) (digest string, doubted []string) {
	digests := map[string]bool{}
	for ref, piece := range allPieces(a) {
		if piece.SHA256 != "" {
			digests[piece.SHA256+"\n"] = true
		}
		if piece.FaultAt(at) != "" {
			doubted = append(doubted, pieceName(ref, piece))
		}
	}
	slices.Sort(doubted)
	sum := sha256.Sum256([]byte(strings.Join(slices.Sorted(maps.Keys(digests)), "")))
	return hex.EncodeToString(sum[:]), doubted
}

// allPieces goes through the evidence of all clauses, asked or not.
func allPieces(a *Audit) iter.Seq2[event.Ref, event.Evidence] {
	return func(yield func(event.Ref, event.Evidence) bool) {
		refs := map[event.Ref]bool{}
		for _, f := range a.byKind[event.KindEvidence] {
			if refs[f.Ref()] {
				continue
			}
			refs[f.Ref()] = true
			for _, piece := range a.Pieces(f.Ref()) {
				if !yield(f.Ref(), piece) {
					return
				}
			}
		}
	}
}

func pieceName(ref event.Ref, piece event.Evidence) string { return ref.String() + " " + piece.ID }

// StateDigest returns the SHA-256 of all values that stand, except sign-offs and what
// the platform decided: two audits with the same digest say the same.
func (s *Standing) StateDigest() string { return s.digest() }

func (s *Standing) stateDigest() string {
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

// SignOffs returns the sign-offs, oldest first. ChangedSince tells what has changed
// since one of them.
func SignOffs(a *Audit) []event.SignOff {
	var all []event.SignOff
	for _, e := range a.about(event.Ref{}) { // A sign-off is of no clause.
		s, ok := event.As[event.SignOff](e)
		if head := a.head(e.Field); !ok || head == nil || head.ID != e.ID {
			continue // It was undone, or the same person has signed the same state again.
		}
		s.By, s.At, s.EventID = e.Who, e.Time, e.ID
		all = append(all, s)
	}
	return all
}

// SignedText returns the text that the signature of a sign-off is over, nil if it has
// no signature.
func SignedText(a *Audit, s event.SignOff) []byte {
	if e := a.events[s.EventID]; e != nil {
		return event.SignedText(e.Value)
	}
	return nil
}

// LastSignOff returns the newest sign-off, and false where there is none.
func LastSignOff(a *Audit) (event.SignOff, bool) {
	all := SignOffs(a)
	if len(all) == 0 {
		return event.SignOff{}, false
	}
	return all[len(all)-1], true
}

// AsSigned returns the audit as it was when the person signed: what the ends in the
// sign-off lead back to, and what its writer had entered before it.
func AsSigned(a *Audit, s event.SignOff) *Audit {
	own := a.events[s.EventID]
	if s.Seen != nil {
		return a.Refold(func(e event.Event) bool {
			if own != nil && e.Writer == own.Writer {
				return e.Before(own)
			}
			return e.Seq <= s.Seen[e.Writer]
		})
	}
	seen := a.Seen(a.signedEnds(s, a.BySum())...)
	then := a.Refold(func(e event.Event) bool {
		unkept := own != nil && e.Writer == own.Writer && e.Sum == "" && e.Before(own)
		return seen(e) || unkept
	})
	then.later = allTaken(a)
	return then
}

// signedEnds returns the ends of what a person had seen who signed: those that the
// sign-off names, and what its writer had entered, which was on its way to the file
// before.
func (k *Entries) signedEnds(s event.SignOff, kept map[string]*event.Event) []string {
	own := k.events[s.EventID]
	if own == nil {
		return s.Ends
	}
	ends := append(slices.Clone(s.Ends), own.Prev)
	for _, sum := range own.Ends {
		if e := kept[sum]; e != nil && e.Writer == own.Writer {
			ends = append(ends, sum)
		}
	}
	return ends
}
