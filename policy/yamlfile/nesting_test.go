package yamlfile

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"clausewalk/policy"
)

func TestYAMLThatIsBuiltToBeSlowIsRefusedBeforeItIsParsed(t *testing.T) {
	deep := func(open, shut string, n int) string {
		return "a: " + strings.Repeat(open, n) + strings.Repeat(shut, n) + "\n"
	}
	staircase := func(n int) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(strings.Repeat(" ", i) + "a:\n")
		}
		return b.String()
	}
	keys := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "k%d: x\n", i)
		}
		return b.String()
	}
	const nests, many, parts = "lists and mappings nest deeper than 100", "more than 10000 entries in one list or mapping", "more than 100 tokens in one entry"
	for name, c := range map[string]struct{ text, want string }{
		"brackets":            {deep("[", "]", 100_000), nests},
		"brackets never shut": {deep("[", "", 100_000), nests},
		"braces":              {deep("{a: ", "}", 100_000), nests},
		"dashes":              {strings.Repeat("- ", 100_000) + "x", parts},
		"dashes and lines":    {strings.Repeat("- ", 80) + "a:\n" + strings.Repeat(" ", 170) + strings.Repeat("- ", 80) + "x", nests},
		"questions":           {strings.Repeat("? ", 100_000) + "x", parts},
		"staircase":           {staircase(200), nests},
		"anchors":             {strings.Repeat("&a ", 100_000) + "x", parts},
		"aliases":             {"a: &a [x, x]\n" + strings.Repeat("b: &b [*a, *a, *a]\n", 10), "more than 20 aliases"},
		"tags":                {"[" + strings.Repeat("!a ", 100_000) + "x]", parts},
		"colons":              {strings.Repeat("a: ", 100_000) + "x", parts},
		"keys":                {keys(10_001), many},
		"entries":             {"a: [" + strings.Repeat("x,", 10_001) + "]", many},
		"lines":               {strings.Repeat("- x\n", 10_001), many},

		"a few brackets":    {deep("[", "]", 90), ""},
		"a few keys":        {keys(10_000), ""},
		"a low staircase":   {staircase(90), ""},
		"brackets in words": {"a: |\n  " + strings.Repeat("[31m{", 50_000) + "\nb: '" + strings.Repeat("[- ", 50_000) + "'\n", ""},
		"many comments":     {strings.Repeat("# x\n", 50_000) + "a: b\n", ""},
		"a quote cut off":   {"a: '" + strings.Repeat("[[[", 50_000), ""},
		"not well formed":   {"a: ]]]]}}}", ""},
		"nothing":           {"", ""},
		"many clauses":      {"clauses:\n" + strings.Repeat("  A.1:\n    title: x\n    evidence:\n      - show: [a, b]\n        it: {c: d}\n", 3_000), ""},
	} {
		err := Check([]byte(c.text))
		var at *policy.PositionError
		switch {
		case c.want == "" && err != nil:
			t.Errorf("%s: %v", name, err)
		case c.want != "" && (!errors.As(err, &at) || at.Msg != c.want || at.Line == 0):
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
}

func TestYAMLIsLookedAtBeforeItIsParsed(t *testing.T) {
	bomb := []byte("a: " + strings.Repeat("[", 100_000))
	_, err := Read("x.yaml", bomb, &shelf{})
	for name, err := range map[string]error{"a file": err, "a part of one": Located("x.yaml", bomb, func() error { t.Error("it was parsed"); return nil })} {
		if err == nil || err.Error() != "x.yaml:1:103: lists and mappings nest deeper than 100" {
			t.Errorf("%s: %v", name, err)
		}
	}
}
