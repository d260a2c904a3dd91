package event

import (
	"fmt"
	"slices"
	"strings"
)

// KindVerdict is the kind of an event that answers a clause; its value is a
// Verdict.
const KindVerdict Kind = "verdict"

var verdictSpec = Spec{
	Kind: KindVerdict, About: AClause, Sets: true, Differ: true, Signed: true, Copied: true, Carried: true,
	values: of[Verdict]{Verdict.known},
}

// Verdict is what a person says about a clause.
type Verdict string

// The verdicts. Their values are what the command line and JSON carry.
const (
	Met           Verdict = "met"
	Partly        Verdict = "partly"
	NotMet        Verdict = "not-met"
	NotApplicable Verdict = "not-applicable"
	CannotTell    Verdict = "cannot-tell"
	Unanswered    Verdict = "unanswered"
)

// SetVerdict answers a clause. Unanswered withdraws the answer.
func SetVerdict(ref Ref, v Verdict) Change {
	return Change{Field: Field{Kind: KindVerdict, Policy: ref.Policy, Clause: ref.Label}, Value: v}
}

// Verdicts lists what a person can answer, in the order of the answer keys.
func Verdicts() []Verdict { return []Verdict{Met, Partly, NotMet, NotApplicable, CannotTell} }

// String returns the verdict in words: "not met".
func (v Verdict) String() string { return strings.ReplaceAll(string(v), "-", " ") }

// NeedsReason tells whether the verdict says nothing without a reason.
func (v Verdict) NeedsReason() bool { return v != Met && v != Unanswered }

// IsGap tells whether the verdict says that something is missing.
func (v Verdict) IsGap() bool { return v == Partly || v == NotMet }

// InWords returns the verdict in words.
func (v Verdict) InWords() string { return v.String() }

// Texts returns nothing: a verdict is chosen.
func (v Verdict) Texts() []Text { return nil }

// Empty tells whether it withdraws an answer.
func (v Verdict) Empty() bool { return v == Unanswered }

// Refuse refuses a word that is not a verdict. Whether a reason is needed, and there,
// depends on the clause's other fields.
func (v Verdict) Refuse(Field) error { return v.known() }

func (v Verdict) known() error {
	if v != Unanswered && !slices.Contains(Verdicts(), v) {
		return fmt.Errorf("unknown verdict %q", string(v))
	}
	return nil
}

// ParseVerdict reads a verdict as people write it: "not met", "not-met", "na".
func ParseVerdict(s string) (Verdict, error) {
	folded := strings.ToLower(strings.NewReplacer(" ", "-", "_", "-", "–", "-", "‑", "-").Replace(strings.TrimSpace(s)))
	switch folded {
	case "na", "n/a":
		return NotApplicable, nil
	case "can't-tell", "can’t-tell", "can-not-tell":
		return CannotTell, nil
	case "acknowledged":
		return Met, nil
	}
	for _, v := range Verdicts() {
		if string(v) == folded {
			return v, nil
		}
	}
	return "", fmt.Errorf("unknown verdict %q: it is one of %s", s, joined(Verdicts()))
}

// joined returns the words of a closed list, to be read by people.
func joined[T ~string](all []T) string {
	words := make([]string, len(all))
	for n, one := range all {
		words[n] = string(one)
	}
	return strings.Join(words, ", ")
}
