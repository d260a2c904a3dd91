package clauses

import "strings"

// Key names the key of an action in words for a person, who may have bound
// another one than we: Keyed puts it in where the words are shown.
func Key(action string) string { return "⟪" + action + "⟫" }

// Keyed returns words with the keys in the places where Key named their actions.
// What is none of its names stays as it is.
func Keyed(words string, key func(action string) (name string, ok bool)) string {
	if !strings.Contains(words, "⟪") {
		return words
	}
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(words, "⟪")
		action, after, ends := strings.Cut(rest, "⟫")
		name, ok := key(action)
		switch {
		case !found:
			b.WriteString(words)
			return b.String()
		case !ends || !ok:
			b.WriteString(before + "⟪")
			words = rest
		default:
			b.WriteString(before + name)
			words = after
		}
	}
}
