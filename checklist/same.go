package checklist

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"clausewalk/checklist/event"
	"clausewalk/policy"
)

// An answer may be shared: where somebody says so, it is entered for other entries of a
// list too, with a note whose answer it is. When the original changes or can no longer
// be trusted, the copies are stale until somebody answers them again.

// shared are the kinds of event that make up an answer.
var shared = []event.Kind{event.KindVerdict, event.KindReason, event.KindValidUntil, event.KindEvidence}

// answerDigest is a digest of the answer to a clause, whoever gave it.
func answerDigest(a *Audit, ref event.Ref) string {
	var lines []string
	for _, f := range a.setAt(ref, shared...) {
		for _, h := range a.heads(f) {
			if v, err := event.DecodeValue(h.Kind, h.Value); err == nil && !v.Empty() {
				lines = append(lines, string(f.Kind)+"\x00"+f.Subject+"\x00"+string(h.Value))
			}
		}
	}
	slices.Sort(lines)
	sum := sha256.Sum256([]byte(strings.Join(slices.Compact(lines), "\n")))
	return hex.EncodeToString(sum[:])
}

// sameAs returns whose answer a clause has, nil for one of its own.
func sameAs(a *Audit, ref event.Ref) *event.Same {
	same, _ := value[*event.Same](a, event.SetSame(ref, nil).Field)
	return same
}

// Behind returns why an answer cannot be trusted that is the same as another one,
// empty where it can, or is an answer of its own.
func Behind(a *Audit, ref event.Ref, at time.Time) string {
	same := sameAs(a, ref)
	if same == nil {
		return ""
	}
	of := event.Ref{Policy: ref.Policy, Label: same.As}
	verdict := a.head(event.SetVerdict(of, "").Field)
	why := ""
	switch {
	case sameAs(a, of) != nil:
		why = "has another one's answer itself"
	case verdict == nil || answerDigest(a, of) != same.Of:
		why = "has been answered otherwise since"
	case len(a.disputed(of)) > 0:
		why = "is in conflict"
	default:
		if why = staleWords(a, of, verdict, at); why != "" {
			why = "is stale: " + why
		}
	}
	if why != "" {
		why = fmt.Sprintf("its answer is the same as that of %s, which %s", same.As, why)
	}
	return why
}

// Followers returns the clauses that have the answer of a clause.
func Followers(a *Audit, of event.Ref) []event.Ref { return slices.Clone(a.served()[of]) }

// serve returns the followers of all clauses that have any.
func (s *Standing) serve() map[event.Ref][]event.Ref {
	all := map[event.Ref][]event.Ref{}
	for _, f := range s.byKind[event.KindSame] {
		e := s.head(f)
		if e == nil {
			continue
		}
		if same, ok := event.As[*event.Same](e); ok && same != nil {
			of := event.Ref{Policy: f.Policy, Label: same.As}
			all[of] = append(all[of], f.Ref())
		}
	}
	for _, refs := range all {
		slices.SortFunc(refs, func(x, y event.Ref) int { return strings.Compare(x.Label, y.Label) })
	}
	return all
}

// Sharers returns the clauses that share something of another one, its answer or what
// is pasted for it, by that one and in the order in which clauses are asked.
func Sharers(a *Audit) map[event.Ref][]event.Ref {
	shared := map[event.Ref][]string{} // whose, by label
	for _, f := range a.byKind[event.KindSame] {
		if same := sameAs(a, f.Ref()); same != nil {
			shared[f.Ref()] = append(shared[f.Ref()], same.As)
		}
	}
	for _, f := range a.byKind[event.KindToPaste] {
		to, _ := value[*event.ToPaste](a, f)
		if to != nil && to.As != "" && !slices.Contains(shared[f.Ref()], to.As) {
			shared[f.Ref()] = append(shared[f.Ref()], to.As)
		}
	}
	if len(shared) == 0 {
		return nil // Nearly always.
	}
	all := map[event.Ref][]event.Ref{}
	for _, ref := range a.order {
		for _, label := range shared[ref] {
			of := event.Ref{Policy: ref.Policy, Label: label}
			all[of] = append(all[of], ref)
		}
	}
	return all
}

// Siblings returns the clauses that are asked now as a clause is, of other entries.
func Siblings(a *Audit, of event.Ref) (all []event.Ref) {
	base, entry := policy.CutEntry(of.Label)
	for _, ref := range a.order {
		other, its := policy.CutEntry(ref.Label)
		if entry != "" && ref.Policy == of.Policy && other == base && its != "" && its != entry {
			all = append(all, ref)
		}
	}
	return all
}

// Serve returns the changes by which the answer of a clause serves another one too:
// all that it says, what shows it, and what is known of its gap. But is what differs
// there, nil for what was said of that before. What it says stays said by whoever
// said it; that it serves here is said by who makes the changes. An answer that
// cannot be trusted serves nowhere.
func Serve(a *Audit, of, ref event.Ref, but *string, at time.Time) ([]event.Change, error) {
	if i := a.Item(of, at); i.Verdict == event.Unanswered || i.Open() {
		return nil, fmt.Errorf("%s has no answer that stands, so it serves no other", of.Label)
	}
	same := &event.Same{As: of.Label, Of: answerDigest(a, of)}
	if was := sameAs(a, ref); was != nil {
		same.But = was.But
	}
	if but != nil {
		same.But = strings.TrimSpace(*but)
	}
	reason := event.SetReason(ref, same.But)
	all := []event.Change{event.SetValidUntil(ref, "")}
	for _, c := range answersAt(a, of) {
		if !c.Field.Kind.Spec().Copied || c.Field.Kind == event.KindToPaste { // What is pasted has a word of its own for it.
			continue
		}
		c.Field.Policy, c.Field.Clause = ref.Policy, ref.Label
		if c.Said.By == (event.Person{}) {
			c.Said = event.Said{} // It is of a change that is not made yet (If): whoever makes it says it.
		}
		switch v := c.Value.(type) {
		case event.Verdict:
			c.Said = event.Said{}
		case event.Reason:
			if reason.Value, reason.Said = v, c.Said; same.But != "" {
				reason.Value, reason.Said = v+"\n\n"+event.Reason(same.But), event.Said{}
			}
			continue
		}
		all = append(all, c)
	}
	for _, f := range a.setAt(of, event.KindEvidence) {
		if piece, _ := value[*event.Evidence](a, f); piece == nil {
			all = append(all, event.RemoveEvidence(ref, f.Subject)) // It came along before.
		}
	}
	reason.Meant = same.But == ""
	return append(event.Meant(all...), reason, event.SetSame(ref, same)), nil // The audit keeps the other words already.
}

// fitsSame refuses to say that an answer is the same as one that was given to
// another question, or that is itself the same as another. One that is not there, or
// not to be trusted, makes it stale, which is told then.
func (g *stepping) fitsSame(f event.Field, s *event.Same) error {
	if s == nil {
		return nil
	}
	of := event.Ref{Policy: f.Policy, Label: s.As}
	base, entry := policy.CutEntry(s.As)
	own, its := policy.CutEntry(f.Clause)
	switch {
	case base != own || entry == "" || its == "" || !g.a.askable(of):
		return fmt.Errorf("the answer of %s does not serve %s: only the same clause for another entry has the same answer", s.As, f.Clause)
	case sameAs(g.a, of) != nil:
		return fmt.Errorf("%s has the answer of %s: name that one", s.As, sameAs(g.a, of).As)
	case len(Followers(g.a, f.Ref())) > 0:
		return fmt.Errorf("the answer of %s serves others itself: %s", f.Clause, Followers(g.a, f.Ref())[0].Label)
	}
	return nil
}

// ownAnswer returns the change that makes an answer one of the clause's own, where a
// person gives it a verdict or a reason. It stays that of another clause where the
// change says so itself, and where somebody confirms what is there, or takes it in a
// conflict.
func (g *stepping) ownAnswer(c event.Change, given map[event.Field]bool) []event.Change {
	ref := c.Field.Ref()
	own := event.SetSame(ref, nil)
	said := g.a.head(own.Field)
	if c.Field.Kind != event.KindVerdict && c.Field.Kind != event.KindReason || given[own.Field] || sameAs(g.a, ref) == nil {
		return nil
	}
	for _, h := range g.a.heads(c.Field) {
		if c.Said == h.Origin() && h.Writer == said.Writer && Behind(g.a, ref, g.now) == "" {
			return nil
		}
	}
	given[own.Field] = true
	return []event.Change{own}
}
