package checklist

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

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

// Verdicts lists what a person can answer, in the order of the answer keys.
func Verdicts() []Verdict { return []Verdict{Met, Partly, NotMet, NotApplicable, CannotTell} }

// String returns the verdict in words: "not met".
func (v Verdict) String() string { return strings.ReplaceAll(string(v), "-", " ") }

// NeedsReason tells whether the verdict says nothing without a reason.
func (v Verdict) NeedsReason() bool { return v != Met && v != Unanswered }

// IsGap tells whether the verdict says that something is missing.
func (v Verdict) IsGap() bool { return v == Partly || v == NotMet }

// ParseVerdict reads a verdict as people write it: "not met", "not-met", "na".
func ParseVerdict(s string) (Verdict, error) {
	folded := strings.ToLower(strings.NewReplacer(" ", "-", "_", "-", "–", "-", "‑", "-").Replace(strings.TrimSpace(s)))
	switch folded {
	case "na", "n/a":
		return NotApplicable, nil
	case "can't-tell":
		return CannotTell, nil
	case "acknowledged":
		return Met, nil
	}
	for _, v := range Verdicts() {
		if string(v) == folded {
			return v, nil
		}
	}
	return "", fmt.Errorf("unknown verdict %q", s)
}

// thinWords is the number of words below which a reason tells a reader little.
const thinWords = 5

// ThinReason tells whether a reason is there and too thin to help a reader.
func ThinReason(reason string) bool {
	words := strings.Fields(reason)
	return len(words) > 0 && len(words) < thinWords
}

// checkText refuses text that cannot be kept as it was typed.
func checkText(what, text string) error {
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if r == utf8.RuneError && size == 1 {
			return fmt.Errorf("%s is not UTF-8 text: byte %d is 0x%02x", what, i+1, text[i])
		}
		i += size
	}
	return nil
}
