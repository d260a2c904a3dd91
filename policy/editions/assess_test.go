package editions

import (
	"os"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"pgregory.net/rapid"

	"clausewalk/policy"
	"clausewalk/policy/policytest"
	"clausewalk/policy/reading"
)

const assessed = `# T

Read this before you begin.

## A. Use

1. Keep what you are told safe. Tell nobody about it, ever.
2. Never sell anything that users gave to you.
3. Answer each request to delete.
4. Do so within a day.
`

const changes = `format: 1
changes:
  - clause: P.1
    assess: true
  - clause: A.1
    split: ["Tell nobody"]
  - clause: A.2
    assess: false
  - merge: [A.3, A.4]
    label: A.deletion
`

func TestAPersonChangesHowATextIsRead(t *testing.T) {
	p := parsed(t, assessed)
	before := allWords(p)
	if err := Assess(p, "assess.yaml", []byte(changes)); err != nil {
		t.Fatal(err)
	}
	want := "[P] \nP.1 Read this before you begin.\n[A] Use\nA.1 Keep what you are told safe.\nA.1b Tell nobody about it, ever.\n" +
		"(A.2 Never sell anything that users gave to you.)\nA.deletion Answer each request to delete. Do so within a day.\n"
	if diff := cmp.Diff(want, policytest.Outline(p)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(before, allWords(p)); diff != "" {
		t.Errorf("words were lost (-before +after):\n%s", diff)
	}
	if c, _ := p.Clause("A.deletion"); c.FirstLine != 9 || c.LastLine != 10 || c.Digest != policy.Digest(c.Words()) {
		t.Errorf("lines %d to %d", c.FirstLine, c.LastLine)
	}
}

// allWords returns the words of all nodes in order.
func allWords(p *policy.Policy) string {
	var all []string
	for _, s := range p.Sections {
		for _, c := range s.Nodes() {
			all = append(all, c.Words())
		}
	}
	return strings.Join(all, " ")
}

func TestAChangeThatCannotBeMadeIsRefusedWithItsLine(t *testing.T) {
	for _, c := range []struct{ name, change, want string }{
		{"no such clause", "clause: A.9\n    assess: false", `assess.yaml:3:5: the text has no clause and no context "A.9"`},
		{"no neighbours", "merge: [A.1, A.3]", "assess.yaml:3:5: A.3 does not follow A.1 in its section"},
		{"another section", "merge: [P.1, A.1]", "assess.yaml:3:5: A.1 does not follow P.1 in its section"},
		{"a label twice", "clause: A.1\n    label: a2", "assess.yaml:3:5: another clause has the label a2"},
		{"no label", "clause: A.1\n    label: a/2", `assess.yaml:3:5: "a/2" is not a label: use letters and digits, separated by dots`},
		{"no such words", "clause: A.1\n    split: [nowhere]", `assess.yaml:3:5: A.1 does not contain "nowhere", so it cannot be split there`},
		{"nothing named", "assess: true", "assess.yaml:3:5: a change names either a clause or what to merge"},
		{"a member that is not known", "clause: A.1\n    drop: true", `assess.yaml:4:5: unknown field "drop"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := parsed(t, assessed)
			before := policytest.Outline(p)
			err := Assess(p, "assess.yaml", []byte("format: 1\nchanges:\n  - "+c.change+"\n"))
			if err == nil || err.Error() != c.want {
				t.Errorf("error %v, want %s", err, c.want)
			}
			if diff := cmp.Diff(before, policytest.Outline(p)); diff != "" {
				t.Errorf("the policy changed anyway:\n%s", diff)
			}
		})
	}
	if err := Assess(parsed(t, assessed), "assess.yaml", []byte("format: 2\n")); err == nil || !strings.Contains(err.Error(), "1:9: format 2") {
		t.Errorf("error %v", err)
	}
}

func TestTheSchemaOfAssessSaysWhatTheProgramDoes(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile("../../docs/schemas/assess.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(policytest.AsJSON(t, []byte(changes))); err != nil {
		t.Error(err)
	}
	for _, broken := range []string{"format: 2\nchanges: []\n", "format: 1\nchanges: [{assess: true}]\n", "format: 1\nchanges: [{clause: A.1, merge: [A.1, A.2]}]\n", "format: 1\nchanges: [{clause: A.1, drop: true}]\n"} {
		if schema.Validate(policytest.AsJSON(t, []byte(broken))) == nil {
			t.Errorf("accepted: %s", broken)
		}
	}
}

func TestNoChangeToHowATextIsReadLosesAWord(t *testing.T) {
	source, err := os.ReadFile("../library/instagram-platform/policy.md")
	if err != nil {
		t.Fatal(err)
	}
	raw := parsed(t, string(source))
	rapid.Check(t, func(t *rapid.T) {
		p, err := reading.Parse("x", source)
		if err != nil {
			t.Fatal(err)
		}
		var f assessFile
		f.Format = AssessFormat
		for range rapid.IntRange(1, 4).Draw(t, "changes") {
			s := rapid.SampledFrom(raw.Sections).Draw(t, "section")
			nodes := s.Nodes()
			at := rapid.IntRange(0, len(nodes)-1).Draw(t, "node")
			yes := rapid.Bool().Draw(t, "assess")
			one := adjust{Clause: nodes[at].Label, Assess: &yes}
			switch words := strings.Fields(nodes[at].Words()); rapid.IntRange(0, 3).Draw(t, "change") {
			case 0:
				one.Label = "Z." + nodes[at].Label
			case 1:
				if at+1 < len(nodes) {
					one.Clause, one.Merge = "", []string{nodes[at].Label, nodes[at+1].Label}
				}
			case 2:
				if len(words) > 3 {
					one.Split = []string{strings.Join(words[2:4], " ")}
				}
			}
			f.Changes = append(f.Changes, one)
		}
		written, err := yaml.Marshal(f)
		if err != nil {
			t.Fatal(err)
		}
		if Assess(p, "assess.yaml", written) != nil {
			return // Changes that do not go together.
		}
		if allWords(p) != allWords(raw) || p.Edition != raw.Edition {
			t.Fatalf("words were lost by\n%s\n%s", written, cmp.Diff(allWords(raw), allWords(p)))
		}
	})
}
