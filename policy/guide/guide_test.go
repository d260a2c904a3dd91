package guide_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"clausewalk/policy"
	"clausewalk/policy/guide"
	"clausewalk/policy/library"
	"clausewalk/policy/policytest"
	"clausewalk/policy/reading"
)

// brokenGuides are edits of policytest.SmallGuide with the place that the error names. A
// schema knows neither the policy nor what stands elsewhere in the guide.
var brokenGuides = []struct {
	name, old, new string
	at, says       string
	pastSchema     bool
}{
	{"unknown member", "kind: duty", "knd: duty", "26:5", `unknown field "knd"`, false},
	{"unknown member at the top", "format: 1", "format: 1\nfrom: me", "2:1", `unknown field "from"`, false},
	{"no clause of another policy", "kind: duty", "follows: [{clause: A.1}]\n    kind: duty", "26:24", `"A.1" is not a clause of another policy, such as other-terms/A.1`, false},
	{"wrong kind", "kind: duty", "kind: dty", "26:11", `"dty" is not one of: duty, ban`, false},
	{"no kind", "    kind: duty\n", "", "24:3", `"" is not one of: duty, ban`, false},
	{"wrong topic", "topic: law", "topic: laws", "27:12", `"laws" is not one of`, false},
	{"wrong severity", "severity: major", "severity: bad", "29:15", `"bad" is not one of: blocker`, false},
	{"wrong need", "needs: evidence", "needs: proof", "30:12", `"proof" is not one of: nothing`, false},
	{"wrong role", "[legal]", "[legal, ops]", "31:20", `"ops" is not one of: engineering`, false},
	{"wrong show", "show: policy", "show: code", "33:15", `"code" is not one of: policy, practice`, false},
	{"nothing to bring", "bring: the rule", "bring: ''", "33:9", "bring is missing", false},
	{"minutes or months", "valid: 6mo", "valid: 1m", "36:12", `"1m": minutes or months? write 1mo`, false},
	{"no span of time", "valid: 6mo", "valid: half a year", "36:12", "write 90d, 2w, 6mo or 1y", false},
	{"number as a span", "valid: 6mo", "valid: 6", "36:12", "text is expected here", false},
	{"unknown fact in a condition", "[stores,", "[store,", "35:15", `the scope has no fact "store"`, true},
	{"choice without its value", "login = own", "login", "35:23", `as in "login = own"`, true},
	{"choice of a value it lacks", "login = own", "login = ours", "35:23", `"ours" is not one of: own, other`, true},
	{"list of a value it lacks", "writes = posts", "writes = post", "35:36", `"post" is not one of: posts, likes`, true},
	{"yes or no with a value", "[stores,", "[stores = yes,", "35:15", "has no value", true},
	{"duplicate title", "title: Brevity", "title: KINDNESS", "38:12", "A.2 has the title of A.1", true},
	{"title too long", "title: Brevity", "title: no more than six words here please", "38:12", "one to 6 words", false},
	{"no title", "    title: Brevity\n", "", "37:3", "one to 6 words", false},
	{"two ways to ask", "question: Is it kind?", "question: Is it kind?\n    questions: [Is it?]", "24:3", "either question or questions", false},
	{"no question", "    question: Is it kind?\n", "", "24:3", "either question or questions", false},
	{"unknown label", "  A.2:", "  A.3:", "37:3", `the policy has no clause "A.3"`, true},
	{"label written otherwise", "  A.2:", "  a2:", "37:3", `the policy has no clause "a2"`, true},
	{"label twice", "  A.2:", "  A.1:", "37:3", `"A.1" already defined`, true},
	{"newer format", "format: 1", "format: 2", "1:9", "guide format 2, but this program reads format 1", false},
	{"no format", "format: 1\n", "", "1:1", "guide format 0", false},
	{"format in words", "format: 1", "format: one", "1:9", "string was used where int is expected", false},
	{"syntax error", "roles: [legal]", "roles: [legal", "32:5", "',' or ']' must be specified", true},
	{"tab", "    kind: duty", "\tkind: duty", "26:1", "cannot start any token", true},
	{"unknown anchor", "question: Is it kind?", "question: *it", "28:16", `alias "it"`, true},
	{"two documents", "scope:", "---\nscope:", "1:1", "one YAML document", true},
	{"list as a word", "[legal]", "legal", "31:12", "sequence is expected", false},
	{"fact twice", "fact: login", "fact: stores", "6:11", `fact "stores" occurs twice`, true},
	{"fact with a space", "fact: stores", "fact: it stores", "3:11", "must be lower-case letters", false},
	{"fact without a question", "question: Does it store?", "question: ''", "3:5", "has no question", false},
	{"fact answered oddly", "answer: yes-no", "answer: maybe", "5:13", `"maybe" is not one of: yes-no`, false},
	{"choice of one", "[own, other]", "[own]", "6:5", "fewer than two options", false},
	{"yes or no with options", "answer: yes-no", "answer: yes-no\n    options: [maybe]", "6:5", "takes no options", false},
	{"option that cannot be typed", "[posts, likes]", "[posts, all likes]", "13:22", `"all likes" must be one word`, false},
	{"like of what is no list", "answer: yes-no", "answer: yes-no\n    like: it", "6:11", "is not a list, and only lists have like", false},
	{"like that is no expression", `like: '\bgrant_[a-z]+'`, "like: '['", "17:11", "error parsing regexp", true},
	{"unknown section", "  A:\n", "  B:\n", "20:3", `the policy has no section "B"`, true},
	{"section that repeats for nothing", "repeat: grants", "repeat: stores", "21:13", ", which is not a list in the scope", true},
	{"section without its list", "    repeat: grants\n", "", "20:3", ", which is not a list in the scope", false},
	{"needed by a clause elsewhere", "[A.1]", "[A.1, B.1]", "22:22", `section A has no clause "B.1"`, true},
	{"known of what is no list", "answer: yes-no", "answer: yes-no\n    known: [it]", "6:5", "is not an open list, and only open lists have known", false},
	{"half a reading", "        other: brief is under a page\n", "", "45:9", "a reading needs ours, other and decides", false},
	{"end that nobody knows", "[graph-api]", "[graph]", "48:12", `"graph" is not one of: graph-api, permissions, basic-display`, false},
	{"source that is not there", "'dictionary, under", "'lexicon, under", "49:15", `the guide has no source "lexicon"`, true},
	{"source without a title", "title: A dictionary", "title: ''", "51:3", `source "dictionary" has no title`, false},
	{"source of no day", "dated: 2019-04", "dated: April 2019", "53:12", `"April 2019" is not a day, month or year`, false},
	{"source read on no day", "read: 2026-11-26", "read: 2026-11", "54:11", `"2026-11" is not a day such as 2026-11-26`, false},
	{"source read otherwise", "how: excerpt", "how: skimmed", "55:10", `"skimmed" is not one of: read, excerpt`, false},
	{"source that cannot be named", "  dictionary:", "  The dictionary:", "51:3", `source "The dictionary" must be lower-case`, false},
	{"version of no day", "version: 2026-11-26", "version: two", "56:10", `version "two" is not a day`, false},
	{"too many facts", "scope:\n", "scope:\n" + manyFacts, "39:5", "16 scope questions, but at most 12", false},
}

var manyFacts = func() string {
	var b strings.Builder
	for i := range guide.MaxFacts {
		fmt.Fprintf(&b, "  - fact: f%d\n    question: Is it?\n    answer: yes-no\n", i)
	}
	return b.String()
}()

func TestGuideFaultsAreNamedByLineAndColumn(t *testing.T) {
	for _, c := range brokenGuides {
		t.Run(c.name, func(t *testing.T) {
			p := small(t)
			err := guide.Join(p, "x/guide.yaml", []byte(broken(t, c.old, c.new)))
			var position *policy.PositionError
			if !errors.As(err, &position) {
				t.Fatalf("error %v, want a position", err)
			}
			if want := "x/guide.yaml:" + c.at + ": "; !strings.HasPrefix(err.Error(), want) || !strings.Contains(err.Error(), c.says) {
				t.Errorf("error  %v\nwant %s…%s", err, want, c.says)
			}
			if p.GuideYAML != nil || p.Scope != nil || p.Clauses()[0].Guide != nil {
				t.Error("the refused guide left its mark on the policy")
			}
		})
	}
}

func TestGuideIsLaidBesideItsClauses(t *testing.T) {
	p := small(t)
	if err := guide.Join(p, "x/guide.yaml", []byte(policytest.SmallGuide)); err != nil {
		t.Fatal(err)
	}
	one, _ := p.Clause("a1")
	two, _ := p.Clause("A-2")
	if one.Title() != "Kindness" || one.Kind() != policy.Duty || one.Guide.Valid != (policy.Validity{Months: 6}) {
		t.Errorf("A.1 is %q, a %s, valid %s", one.Title(), one.Kind(), one.Guide.Valid)
	}
	want := []string{"stores", "login = own", "writes = posts"}
	var got []string
	for _, cond := range one.Guide.Applies {
		got = append(got, cond.String())
	}
	if !slices.Equal(got, want) {
		t.Errorf("conditions %q, want %q", got, want)
	}
	if two.Kind() != policy.Notice || len(two.Guide.Ask()) != 2 || len(one.Guide.Ask()) != 1 {
		t.Errorf("A.2 is a %s that asks %q", two.Kind(), two.Guide.Ask())
	}
	if f, ok := p.Fact("login"); !ok || f.Question != "How do people sign in?" {
		t.Errorf("fact %+v %v", f, ok)
	}
	if _, ok := p.Fact("nothing"); ok {
		t.Error("a fact that nobody wrote was found")
	}
}

func TestPolicyWorksWithoutAGuide(t *testing.T) {
	p, err := library.Read(fstest.MapFS{policy.TextFile: {Data: []byte(policytest.SmallPolicy)}}, "x")
	if err != nil {
		t.Fatal(err)
	}
	c, ok := p.Clause("A.2")
	if !ok || c.Title() != "Be brief." || c.Kind() != policy.Duty || p.GuideYAML != nil {
		t.Errorf("clause %+v %v", c, ok)
	}
}

func TestGuideMayBeginWithAByteOrderMarkAndHaveOtherLineEnds(t *testing.T) {
	files := fstest.MapFS{
		policy.TextFile:  {Data: []byte("\uFEFF" + strings.ReplaceAll(policytest.SmallPolicy, "\n", "\r\n"))},
		policy.GuideFile: {Data: []byte("\uFEFF" + strings.ReplaceAll(policytest.SmallGuide, "\n", "\r\n"))},
	}
	p, err := library.Read(files, "x")
	if err != nil {
		t.Fatal(err)
	}
	if c, _ := p.Clause("A.1"); c.Title() != "Kindness" || p.Title != "Rules" {
		t.Errorf("title %q of %q", c.Title(), p.Title)
	}
}

func FuzzJoin(f *testing.F) {
	f.Add([]byte(policytest.SmallGuide))
	f.Add([]byte("scope: !0 #")) // The YAML package panics at it.
	for _, c := range brokenGuides {
		f.Add([]byte(strings.Replace(policytest.SmallGuide, c.old, c.new, 1)))
	}
	f.Fuzz(func(t *testing.T, source []byte) {
		p := small(t)
		var position *policy.PositionError
		if err := guide.Join(p, "x/guide.yaml", source); err != nil && !errors.As(err, &position) {
			t.Errorf("the error is not at a place: %v", err)
		}
	})
}

func small(t *testing.T) *policy.Policy {
	t.Helper()
	p, err := reading.Parse("x", []byte(policytest.SmallPolicy))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func broken(t *testing.T, old, new string) string {
	t.Helper()
	if strings.Count(policytest.SmallGuide, old) < 1 {
		t.Fatalf("the guide has no %q to break", old)
	}
	return strings.Replace(policytest.SmallGuide, old, new, 1)
}
