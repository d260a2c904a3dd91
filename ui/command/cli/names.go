package cli

import (
	"strings"
	"unicode/utf8"

	"github.com/agext/levenshtein"

	"clausewalk/checklist/event"
	"clausewalk/reports"
)

const (
	fewListed = 12 // how many names are told where none is near
	mostNamed = 3  // how many are told that are equally near
)

// Nearest returns a hint with the known names that are like name; otherwise
// all of them where they are few, or else what the caller has to say.
func Nearest(name string, known []string, otherwise string) string {
	fold := strings.ToLower(name)
	least := (utf8.RuneCountInString(fold) + 1) / 2
	var names []string
	for _, k := range known {
		d := levenshtein.Distance(fold, strings.ToLower(k), nil)
		if fold != "" && strings.HasPrefix(strings.ToLower(k), fold) {
			d = min(d, 1)
		}
		if d < least {
			least, names = d, nil
		}
		if d == least && len(names) < mostNamed {
			names = append(names, k)
		}
	}
	switch {
	case len(names) > 0:
		return "did you mean " + Alternatives(names) + "?"
	case len(known) > 0 && len(known) <= fewListed:
		return OneOf(known)
	default:
		return otherwise
	}
}

// Command returns a hint with the commands that a word is one slip of the finger
// from, or else what the caller has to say. It guesses no further, since whoever
// follows a hint runs the command, and many of them change the audit.
func Command(word string, known []string, otherwise string) string {
	var near []string
	for _, k := range known {
		if oneSlip(strings.ToLower(word), k) {
			near = append(near, k)
		}
	}
	if len(near) == 0 {
		return otherwise
	}
	return "did you mean " + Alternatives(near) + "?"
}

// oneSlip tells whether two words differ by one letter, or by two that are swapped.
func oneSlip(a, b string) bool {
	x, y := []rune(a), []rune(b)
	for len(x) > 0 && len(y) > 0 && x[0] == y[0] {
		x, y = x[1:], y[1:]
	}
	for len(x) > 0 && len(y) > 0 && x[len(x)-1] == y[len(y)-1] {
		x, y = x[:len(x)-1], y[:len(y)-1]
	}
	swapped := len(x) == 2 && len(y) == 2 && x[0] == y[1] && x[1] == y[0]
	return swapped || len(x) <= 1 && len(y) <= 1
}

// OneOf lists names as a hint.
func OneOf(names []string) string { return "it is one of " + strings.Join(names, ", ") }

// Alternatives writes "a, b or c".
func Alternatives(names []string) string {
	last := len(names) - 1
	if last < 1 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:last], ", ") + " or " + names[last]
}

// Quoted writes a word as a shell reads it.
func Quoted(word string) string {
	return reports.Shell(word)
}

// Result reads how the platform decided, as a flag says it.
func Result(name string) (event.Result, error) {
	result, err := event.ParseResult(name)
	if err != nil {
		return "", Usage(Nearest(name, Results(), "--result is "+Alternatives(Results())), "unknown result %q", name)
	}
	return result, nil
}

// Results names every result, as flags have them.
func Results() (all []string) {
	for _, r := range event.Results() {
		all = append(all, string(r))
	}
	return all
}
