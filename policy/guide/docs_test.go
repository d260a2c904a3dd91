package guide_test

import (
	"os"
	"regexp"
	"testing"

	"clausewalk/policy/guide"
	"clausewalk/policy/reading"
)

func TestTheExampleInTheDocsIsWithoutFault(t *testing.T) {
	page, err := os.ReadFile("../../docs/guides.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := regexp.MustCompile("(?s)```(?:markdown|yaml)\n(.*?)```").FindAllSubmatch(page, -1)
	if len(blocks) != 2 {
		t.Fatalf("%d examples, want the text and its guide", len(blocks))
	}
	p, err := reading.Parse("partner-terms", blocks[0][1])
	if err != nil {
		t.Fatal(err)
	}
	if err := guide.Join(p, "guide.yaml", blocks[1][1]); err != nil {
		t.Fatal(err)
	}
	for _, c := range p.Clauses() {
		if c.Guide == nil {
			t.Errorf("%s has no guide", c.Label)
		}
	}
	if c, ok := p.Node("1.2(b)"); !ok || c.Words() != "addresses." {
		t.Errorf("1.2(b) is %v", c)
	}
}
