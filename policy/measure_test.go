package policy_test

import (
	"strings"
	"testing"

	"clausewalk/policy"
	"clausewalk/policy/editions"
	"clausewalk/policy/reading"
)

func TestMeasureSaysHowWellATextWasRead(t *testing.T) {
	for _, c := range []struct {
		name, source, want string
		unread             bool
	}{
		{"all of it", "# T\n\n## 1. A\n\nYou must ask.\n", "4 of 4 words are asked, 100%", false},
		{"a duty among definitions", "# T\n\n## Definitions\n\nApps are yours. You must ask for each of them first.\n\n## 1. A\n\nOne two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty and so on and on until there are enough words to be most of it, which takes some time.\n",
			"1 sentence puts a duty on somebody and is not asked: S1.1 (line 5)", true},
		{"little of it", "# T\n\n## Definitions\n\nAn app is what you make with our service and what others use.\n\n## 1. A\n\nAsk.\n", "1 of 14 words are asked, 7%", true},
		{"a lead is asked by its items", "# T\n\n## A\n\nYou must:\n\n- ask us about each of the things that you do\n- thank us for each of the things that we do\n", "90%", false},
		{"a label that was not found", "1.1 Ask.\n\n1.2 Thank.\n\n- 7.5 (age)\n", "1 printed label was not found: 7.5 (line 5)", false},
		{"a label twice", "1. a\n2. b\n\n<!-- -->\n\n1. c\n", "1 label is printed twice: P.1", false},
		{"a long clause", "1.1 " + strings.Repeat("word ", 401) + "\n\n1.2 b\n", "1 clause has more than 400 words: 1.1", false},
	} {
		p, err := reading.Parse("x", []byte(c.source))
		if err != nil {
			t.Fatal(err)
		}
		m := p.Measure()
		if got := strings.Join(m.Sentences(), "\n"); !strings.Contains(got, c.want) {
			t.Errorf("%s: %s\nwant %s", c.name, got, c.want)
		}
		if m.Unread() != c.unread {
			t.Errorf("%s: unread %v: %s", c.name, m.Unread(), m.Sentences())
		}
	}
}

func TestWhatAPersonMadeContextCountsAsLookedAt(t *testing.T) {
	p, err := reading.Parse("x", []byte("# T\n\n## 1. A\n\nYou must ask.\n\n## 2. B\n\nYou must thank.\n"))
	if err != nil {
		t.Fatal(err)
	}
	if err := editions.Assess(p, "assess.yaml", []byte("format: 1\nchanges:\n  - clause: '2'\n    assess: false\n")); err != nil {
		t.Fatal(err)
	}
	if m := p.Measure(); m.Unread() || m.Share() != 100 {
		t.Errorf("%+v", m)
	}
}

func TestACopyOfAPolicyThatIsKeptIsMeasuredByItself(t *testing.T) {
	p, err := reading.Parse("x", []byte("# T\n\n## 1. A\n\nYou must ask.\n"))
	if err != nil {
		t.Fatal(err)
	}
	p.GuideYAML = []byte("format: 1\n")
	asked, sums := p.Measure().Asked, p.Sums()
	p.Keep()
	for range 2 {
		if p.Measure().Asked != asked || p.Sums() != sums || sums.Guide == "" || sums.Assess != "" {
			t.Errorf("%+v %+v", p.Measure(), p.Sums())
		}
	}
	other := *p
	other.Sections, other.GuideYAML = nil, nil
	if other.Measure().Asked != 0 || other.Sums().Guide != "" {
		t.Errorf("%+v %+v", other.Measure(), other.Sums())
	}
}

func TestWordsAreCountedAsTheLanguageCountsThem(t *testing.T) {
	for _, c := range []struct {
		words string
		want  int
	}{{"It doesn't matter – at all.", 5}, {"不得保存照片。", 6}, {"アプリ must 削除する", 8}, {"يجب حذف الصور.", 3}} {
		if got := policy.CountWords(c.words); got != c.want {
			t.Errorf("%q: %d words, want %d", c.words, got, c.want)
		}
	}
}
