package editions

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"clausewalk/policy"
	"clausewalk/policy/guide"
	"clausewalk/policy/policytest"
)

func correct(t *testing.T, p *policy.Policy, all ...Correction) *policy.Policy {
	t.Helper()
	for _, c := range all {
		next, err := Correct(p, c)
		if err != nil {
			t.Fatalf("%+v: %v", c, err)
		}
		p = next
	}
	return p
}

func TestACorrectionIsMadeToWhatIsReadNow(t *testing.T) {
	p := correct(t, parsed(t, assessed),
		Correction{Ask, "p1", ""}, Correction{SplitAt, "A.1", "Tell nobody"}, Correction{SplitAt, "A.1b", "ever."}, Correction{Leave, "A.1b", ""},
		Correction{Join, "A.4", ""}, Correction{Rename, "A.3", "A.deletion"})
	want := "[P] \nP.1 Read this before you begin.\n[A] Use\nA.1 Keep what you are told safe.\n(A.1b Tell nobody about it,)\nA.1b.2 ever.\n" +
		"A.2 Never sell anything that users gave to you.\nA.deletion Answer each request to delete. Do so within a day.\n"
	if diff := cmp.Diff(want, policytest.Outline(p)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := strings.Join(Corrected(parsed(t, assessed), p), "\n"); got != "A.3 is gone\nA.4 is gone\nP.1 is a clause: Read this before you begin.\nA.1 has different words: Keep what you are told safe.\n"+
		"A.1b is new, context: Tell nobody about it,\nA.1b.2 is new, a clause: ever.\nA.deletion is new, a clause: Answer each request to delete. Do so within a…\n34 of 34 words are asked, 100%, was 85%" {
		t.Errorf("%s", got)
	}
	if got := strings.Join(Corrections(p), "\n"); got != "P.1 is a clause\nA.1 is split at \"Tell nobody\"\nA.1b is split at \"ever.\"\nA.1b is not a duty\nA.4 belongs to A.3\nA.3 is called A.deletion" {
		t.Errorf("%s", got)
	}
}

func TestACorrectionIsTakenBack(t *testing.T) {
	p := parsed(t, assessed)
	all := []Correction{{Leave, "A.2", ""}, {SplitAt, "A.1", "Tell"}, {Join, "A.4", ""}}
	var seen []string
	for _, c := range all {
		seen = append(seen, policytest.Outline(p))
		p = correct(t, p, c)
	}
	for n := len(all); n > 0; n-- {
		next, err := Uncorrect(p, n)
		if err != nil {
			t.Fatal(err)
		}
		if p = next; policytest.Outline(p) != seen[n-1] {
			t.Errorf("without %d:\n%s", n, policytest.Outline(p))
		}
	}
	if len(Corrections(p)) != 0 {
		t.Errorf("left: %s", p.AssessYAML)
	}
	if _, err := Uncorrect(p, 1); err == nil {
		t.Error("there was one more")
	}
}

func TestWhatPeopleWroteBesideTheirChangesStays(t *testing.T) {
	p := parsed(t, assessed)
	if err := Assess(p, "assess.yaml", []byte("format: 1 # ours\nchanges:\n    # It is for sellers.\n    - clause: A.2\n      assess: false\n")); err != nil {
		t.Fatal(err)
	}
	p = correct(t, p, Correction{Join, "A.4", ""})
	if got := string(p.AssessYAML); !strings.Contains(got, "# It is for sellers.") || !strings.Contains(got, "    - merge:") {
		t.Errorf("%s", got)
	}
}

func TestACorrectionThatCannotBeMadeSaysWhy(t *testing.T) {
	for _, c := range []struct {
		Correction
		want string
	}{
		{Correction{Ask, "Z.9", ""}, `the text has no clause and no context "Z.9"`},
		{Correction{Join, "A.1", ""}, "nothing comes before A.1 in its section"},
		{Correction{SplitAt, "A.1", "never said"}, `A.1 does not contain "never said", so it cannot be split there`},
		{Correction{SplitAt, "A.1", ""}, "the words to split at are missing"},
		{Correction{Rename, "A.1", ""}, "a label is missing"},
		{Correction{Rename, "A.1", "A.2"}, "another clause has the label A.2"},
		{Correction{"burn", "A.1", ""}, `unknown correction "burn"`},
	} {
		if _, err := Correct(parsed(t, assessed), c.Correction); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: %v", c.Correction, err)
		}
	}
	p := parsed(t, assessed)
	if err := guide.Join(p, "guide.yaml", []byte("format: 1\nclauses:\n  A.1:\n    title: Safety\n    kind: duty\n    topic: law\n    question: Is it safe?\n    severity: major\n    needs: nothing\n")); err != nil {
		t.Fatal(err)
	}
	if _, err := Correct(p, Correction{Leave, "A.1", ""}); err == nil || !strings.Contains(err.Error(), "the guide has words for A.1") {
		t.Errorf("%v", err)
	}
	p.ReadsDifferently = true
	if _, err := Correct(p, Correction{Leave, "A.1", ""}); err == nil || !strings.Contains(err.Error(), "reads the text differently") {
		t.Errorf("%v", err)
	}
}

func TestCorrectionsLoseNoWordAndGoToTheNextEdition(t *testing.T) {
	old := parsed(t, assessed)
	next := parsed(t, strings.Replace(assessed, "## A. Use", "## B. Use\n\n1. This is new, and nobody has seen it before.", 1))
	rapid.Check(t, func(r *rapid.T) {
		p := old
		for range rapid.IntRange(1, 3).Draw(r, "corrections") {
			var labels []string
			for _, s := range p.Sections {
				for _, n := range s.Nodes() {
					labels = append(labels, n.Label)
				}
			}
			c := Correction{rapid.SampledFrom([]Deed{Ask, Leave, Join, SplitAt}).Draw(r, "deed"), rapid.SampledFrom(labels).Draw(r, "label"), ""}
			if one, _ := p.Node(c.Label); c.Do == SplitAt {
				c.Words = rapid.SampledFrom(strings.Fields(one.Words())).Draw(r, "words")
			}
			if after, err := Correct(p, c); err == nil {
				p = after
			}
		}
		if !slices.Equal(strings.Fields(allWords(old)), strings.Fields(allWords(p))) {
			r.Fatalf("words were lost:\n%s", policytest.Outline(p))
		}
		if p.AssessYAML == nil {
			return
		}
		carried, _, err := Inherit(p, next)
		if err != nil {
			r.Fatal(err)
		}
		if !slices.Equal(strings.Fields(allWords(next)), strings.Fields(allWords(carried))) {
			r.Fatalf("words were lost in the next edition:\n%s", policytest.Outline(carried))
		}
	})
}
