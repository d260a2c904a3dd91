package reading

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"clausewalk/policy/policytest"
)

// plain are the shapes that nearly every text has. Another one is tried among
// these alone, so that it depends on nothing else.
var plain = []string{"headings", "lists", "numbers", "labelled", "unlabelled"}

// trial is a text, and how it is read among the plain shapes without the one that
// is tried, and with it.
type trial struct{ source, without, with string }

func try(t *testing.T, tried shape, trials []trial) {
	t.Helper()
	among := func(names ...string) shapes {
		return slices.DeleteFunc(slices.Clone(known), func(s shape) bool { return !slices.Contains(names, s.name) })
	}
	without := among(slices.DeleteFunc(slices.Clone(plain), func(name string) bool { return name == tried.name })...)
	with := among(append([]string{tried.name}, plain...)...)
	for _, c := range trials {
		for _, one := range []struct {
			name  string
			known shapes
			want  string
		}{{"without", without, c.without}, {"with", with, c.with}} {
			got := ""
			if p, err := parse("x", []byte(c.source), one.known); err != nil {
				got = err.Error()
			} else {
				got = policytest.Outline(p)
				for _, remark := range p.Remarks {
					got += "remark: " + remark.Text + "\n"
				}
			}
			if diff := cmp.Diff(one.want, got); diff != "" {
				t.Errorf("%q %s %s (-want +got):\n%s", c.source, one.name, tried.name, diff)
			}
		}
	}
}

func TestEveryShapeHasAFileAndATestOfItsOwn(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range known {
		if seen[s.name] {
			t.Errorf("two shapes are called %s", s.name)
		}
		seen[s.name] = true
		for _, file := range []string{s.name + ".go", s.name + "_test.go"} {
			if _, err := os.Stat(file); err != nil {
				t.Errorf("%s: %v", s.name, err)
			}
		}
	}
	for _, name := range plain {
		if !seen[name] {
			t.Errorf("no shape is called %s", name)
		}
	}
}

func TestEveryShapeIsExplained(t *testing.T) {
	page, err := os.ReadFile("../../docs/shapes.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range known {
		if !strings.Contains(string(page), "\n| "+s.name+" | ") {
			t.Errorf("docs/shapes.md has no row for %s", s.name)
		}
	}
}
