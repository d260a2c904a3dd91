package clauses

import (
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestASearchReadsOverAccentsAndWidth(t *testing.T) {
	for _, c := range []struct{ typed, text string }{
		{"donnees", "Données"}, {"ÜBER", "über"}, {"anos", "AÑOS"}, {"api ２", "ＡＰＩ　2"}, {"الالتزام", "الإلتزام"}, {"24", "٢٤"}, {"第３条", "第3条"}, {"ソ", "ソ"}, {"が", "が"},
	} {
		if folded(c.typed) != folded(c.text) {
			t.Errorf("%q is %q, %q is %q", c.typed, folded(c.typed), c.text, folded(c.text))
		}
	}
	if folded("が") == folded("か") {
		t.Error("other syllables are the same")
	}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		if utf8.RuneCountInString(folded(text)) != utf8.RuneCountInString(text) {
			t.Fatalf("%q: runes were lost", text)
		}
	})
}
