package reading

import (
	"fmt"
	"strings"
	"testing"

	"clausewalk/policy"
)

// cited returns the labels of all parts, each with the first word of its own and
// how many paragraphs it has.
func cited(p *policy.Policy) string {
	var all []string
	for _, s := range p.Sections {
		for _, n := range s.Nodes() {
			for _, part := range n.Parts {
				one := n.PartClause(part)
				all = append(all, fmt.Sprintf("%s=%s/%d", part.Label, strings.Trim(strings.Fields(one.Words() + " -")[0], ".:;"), part.To-part.From))
			}
		}
	}
	return strings.Join(all, " ")
}

func TestWhatIsLabelledInsideAClauseCanBeCited(t *testing.T) {
	for _, c := range []struct{ name, source, want string }{
		{"letters below a number", "2.3 You must:\n\n(a) ask\n\n(b) thank\n\n2.4 Stop.\n", "2.3(a)=ask/1 2.3(b)=thank/1"},
		{"numerals below letters", "4. Never:\n\n   (a) lie\n\n   (b) cheat:\n\n   (i) us\n\n   (ii) them\n\n5. Stop.\n", "P.4(a)=lie/1 P.4(b)=cheat/3 P.4(b)(i)=us/1 P.4(b)(ii)=them/1"},
		{"numbers that go on", "# T\n\n## 1. A\n\n- **1.2 Harm**\n  - **1.2.1** Doctors.\n    - **(a)** Named.\n- **1.3 Kids**\n", "1.2.1=Doctors/2 1.2.1(a)=Named/1"},
		{"a list in an item", "1. a:\n   - b\n   - c\n     1. d\n     2. e\n2. f\n", "P.1(1)=d/1 P.1(2)=e/1"},
		{"a paragraph behind the list is the clause's", "1.1 You must:\n\n(a) ask\n\n(b) thank\n\nAll this at once.\n\n1.2 Stop.\n", "1.1(a)=ask/1 1.1(b)=thank/1"},
		{"a paragraph between two is the first one's", "1.1 You must:\n\n(a) ask\n\nnicely\n\n(b) thank\n\n1.2 Stop.\n", "1.1(a)=ask/2 1.1(b)=thank/1"},
		{"initials and references are none", "1.1 Ask\n\nA. Smith.\n\n- 3.5 (age)\n\n1.2 Stop.\n", ""},
		{"two lists", "1.1 You must:\n\n(a) ask\n\nAnd never:\n\n(a) lie\n\n1.2 Stop.\n", "1.1(a)=ask/1 1.1(a)[2]=lie/1"},
	} {
		if got := cited(parsed(t, c.source)); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

func TestNoNumberIsCalledSkippedWhereItIsPrinted(t *testing.T) {
	for _, c := range []struct{ source, want string }{
		{"1.1 a\n\n1.3 b\n\n- 1.2 (late)\n", ""},
		{"(a) x\n\n(b) y or (c) z\n\n(d) w\n", ""},
		{"1. a\n2. b\n\n4. d\n", "P.3"},
	} {
		var got []string
		for _, skipped := range parsed(t, c.source).Skipped() {
			got = append(got, skipped.Label)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%q: skipped %q, want %q", c.source, got, c.want)
		}
	}
}
