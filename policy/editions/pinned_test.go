package editions

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"clausewalk/policy"
	"clausewalk/policy/guide"
	"clausewalk/policy/policytest"
)

// pinned returns the list of assessed with the changes, altered by a function.
func pinned(t *testing.T, alter func(*list)) []byte {
	t.Helper()
	p := parsed(t, assessed)
	if err := Lay(p, "", []byte(changes), nil); err != nil {
		t.Fatal(err)
	}
	source, err := Pin(p)
	if err != nil {
		t.Fatal(err)
	}
	var l list
	if err := json.Unmarshal(source, &l); err != nil {
		t.Fatal(err)
	}
	if alter == nil {
		return source
	}
	alter(&l)
	altered, err := json.Marshal(l)
	if err != nil {
		t.Fatal(err)
	}
	return altered
}

func TestAPinnedListSaysWhatIsReadAndSaysItAgain(t *testing.T) {
	source := pinned(t, nil)
	p := parsed(t, assessed)
	if err := Lay(p, "", []byte(changes), source); err != nil {
		t.Fatal(err)
	}
	want := parsed(t, assessed)
	if err := Assess(want, "", []byte(changes)); err != nil {
		t.Fatal(err)
	}
	if p.ReadsDifferently || policytest.Outline(p) != policytest.Outline(want) {
		t.Errorf("otherwise %t:\n%s", p.ReadsDifferently, policytest.Outline(p))
	}
	if again, err := Pin(p); err != nil || !bytes.Equal(again, source) {
		t.Errorf("%v, pinned again:\n%s", err, again)
	}
	schema, err := jsonschema.NewCompiler().Compile("../../docs/schemas/clauses.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(source))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(value); err != nil {
		t.Error(err)
	}
}

func TestAPinnedListGoesBeforeWhatALaterVersionReads(t *testing.T) {
	source := pinned(t, func(l *list) { // As a version that read A.1b otherwise would have pinned it.
		use := &l.Sections[1]
		use.Clauses[1].Label, use.Clauses[2].Asked = "A.1.1", true
		words := "An older version read this, and nothing else did."
		use.Clauses = append(use.Clauses, listClause{"A.9", true, policy.Digest(words), words, [2]int{11, 11}})
	})
	p := parsed(t, assessed)
	if err := Lay(p, "", []byte(changes), source); err != nil {
		t.Fatal(err)
	}
	want := "[P] \nP.1 Read this before you begin.\n[A] Use\nA.1 Keep what you are told safe.\nA.1.1 Tell nobody about it, ever.\n" +
		"A.2 Never sell anything that users gave to you.\nA.deletion Answer each request to delete. Do so within a day.\nA.9 An older version read this, and nothing else did.\n"
	if diff := cmp.Diff(want, policytest.Outline(p)); diff != "" || !p.ReadsDifferently {
		t.Errorf("otherwise %t (-want +got):\n%s", p.ReadsDifferently, diff)
	}
	if c, _ := p.Clause("A.deletion"); len(c.Paragraphs) != 2 {
		t.Errorf("the paragraphs of a clause with the same words are lost: %+v", c.Paragraphs)
	}
	if err := guide.Join(p, "guide.yaml", []byte("format: 1\nclauses:\n  A.1.1: {title: Silence, kind: duty, topic: law, question: Is it?, severity: minor, needs: nothing}\n")); err != nil {
		t.Error(err)
	}
	if again, err := Pin(p); err != nil || !bytes.Equal(again, source) {
		t.Errorf("%v: it is pinned anew", err)
	}
}

func TestAPinnedListHoldsChangesThatALaterVersionCannotMake(t *testing.T) {
	gone := strings.ReplaceAll(changes, "A.4", "A.40")
	p := parsed(t, assessed)
	err := Lay(p, "x", []byte(gone), pinned(t, func(l *list) { l.Assess = policy.Digest(gone) }))
	if err != nil || !p.ReadsDifferently || string(p.AssessYAML) != gone || !strings.Contains(policytest.Outline(p), "A.deletion") {
		t.Errorf("%v\n%s", err, policytest.Outline(p))
	}
}

func TestAPinnedListOfAnotherTextIsPassedOver(t *testing.T) {
	for name, alter := range map[string]func(*list){
		"text":   func(l *list) { l.Text = policy.Digest("another") },
		"assess": func(l *list) { l.Assess = "" },
	} {
		p := parsed(t, assessed)
		err := Lay(p, "", []byte(changes), pinned(t, func(l *list) { alter(l); l.Sections = nil }))
		if err != nil || p.ClausesJSON != nil || len(p.Clauses()) != 4 {
			t.Errorf("%s: %v, %d clauses", name, err, len(p.Clauses()))
		}
	}
}

func TestAPinnedListThatNobodyWroteIsRefused(t *testing.T) {
	for want, alter := range map[string]func(*list){
		"format 7, but this program reads format 1":      func(l *list) { l.Format = 7 },
		"the words of A.1 do not match its digest":       func(l *list) { l.Sections[1].Clauses[0].Words = "Tell everybody." },
		`the label "a1" occurs twice, or is not a label`: func(l *list) { l.Sections[1].Clauses[1].Label = "a1" },
		`the label "" occurs twice, or is not a label`:   func(l *list) { l.Sections[1].Clauses[1].Label = "" },
		"it lists no clause":                             func(l *list) { l.Sections = l.Sections[:0] },
	} {
		p := parsed(t, assessed)
		err := Lay(p, "x", []byte(changes), pinned(t, alter))
		if err == nil || err.Error() != "x/clauses.json: "+want {
			t.Errorf("%v, want %s", err, want)
		}
	}
	if err := Lay(parsed(t, assessed), "x", nil, []byte("{")); err == nil || !strings.HasPrefix(err.Error(), "x/clauses.json: ") {
		t.Error(err)
	}
}
