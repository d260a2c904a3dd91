package yamlfile

import (
	"errors"
	"testing"

	"clausewalk/policy"
)

type shelf struct {
	Books []struct {
		Title string
		Tags  []string
	}
}

const books = "books:\n  - title: One\n    tags: [a, b]\n  - title: >\n      Two\n"

func TestAFaultIsWhereItsValueIs(t *testing.T) {
	var s shelf
	f, err := Read("x.yaml", []byte("\uFEFF"+books), &s)
	if err != nil || len(s.Books) != 2 {
		t.Fatalf("%+v, %v", s, err)
	}
	for want, path := range map[string][]any{
		"x.yaml:2:12: no": {"books", 0, "title"},
		"x.yaml:3:15: no": {"books", 0, "tags", 1},
		"x.yaml:4:5: no":  {"books", 1, "tags"}, // The nearest one above it.
		"x.yaml:1:1: no":  {},
	} {
		if got := f.Fault("no", path...).Error(); got != want {
			t.Errorf("%v: %s, want %s", path, got, want)
		}
	}
}

func TestWhatCannotBeReadIsNamedByItsPosition(t *testing.T) {
	for source, want := range map[string]string{
		"books: [":        "x.yaml:1:8: ",
		"boks: []":        `x.yaml:1:1: unknown field "boks"`,
		"books: one":      "x.yaml:1:8: ",
		"a: 1\n---\na: 2": "x.yaml:1:1: this must be one YAML document",
		"":                "x.yaml:1:1: this must be one YAML document",
		"books: !0 #":     "x.yaml:1:1: not well-formed YAML",
	} {
		_, err := Read("x.yaml", []byte(source), &shelf{})
		var position *policy.PositionError
		if !errors.As(err, &position) || len(err.Error()) < len(want) || err.Error()[:len(want)] != want {
			t.Errorf("%q: %v, want %s", source, err, want)
		}
	}
}
