package scan

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"clausewalk/checklist"
	"clausewalk/checklist/durable"
	"clausewalk/checklist/event"
	"clausewalk/policy"
	"clausewalk/policy/guide"
	"clausewalk/policy/reading"
)

var day = time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC)

const questions = `format: 1
scope:
  - {fact: login, question: How?, answer: choice, options: [instagram-login, other, none]}
  - {fact: permissions, question: Which?, answer: list}
  - {fact: writes, question: What?, answer: list, options: [publish]}
clauses:
  A.1: {title: One, kind: duty, topic: law, question: Is it?, severity: blocker, needs: nothing}
  S.1: {title: Two, kind: duty, topic: law, question: Is it?, severity: major, needs: nothing}
`

// desk is an audit with the app that it is about.
type desk struct {
	*checklist.Audit
	hand checklist.Hand
	disk durable.Disk
	seq  int
}

func newDesk(t testing.TB, files map[string]string) *desk {
	t.Helper()
	return deskOf(t, "# R\n\n## A. One\n\n1. Do it.\n\n## S. Two\n\n1. Only what is used.\n", questions, files)
}

func deskOf(t testing.TB, text, questions string, files map[string]string) *desk {
	t.Helper()
	p, err := reading.Parse("rules", []byte(text))
	if err == nil {
		err = guide.Join(p, "guide.yaml", []byte(questions))
	}
	if err != nil {
		t.Fatal(err)
	}
	a, err := checklist.New(checklist.Head{ID: "x", Created: day, Policies: []checklist.Edition{{ID: "rules", Edition: p.Edition}}}, []*policy.Policy{p})
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{Audit: a}
	d.disk, _ = app(t, files)
	n := 0
	d.hand = checklist.Hand{Person: event.Person{Name: "Ana"}, Writer: "ana", Now: func() time.Time { return day }, NewID: func() string { n++; return fmt.Sprint("e", n) }}
	return d
}

func (d *desk) does(t testing.TB, changes ...event.Change) []event.Event {
	t.Helper()
	step, err := d.Step(d.hand, changes...)
	if err != nil {
		t.Fatal(err)
	}
	for n := range step {
		d.seq++
		step[n].Seq = d.seq
	}
	if err := d.Apply(step...); err != nil {
		t.Fatal(err)
	}
	return step
}

func (d *desk) place(name string) (event.Ref, bool) {
	_, label, _ := strings.Cut(name, "/")
	if label == "" {
		label = name
	}
	ref, err := d.Find(label)
	return ref, err == nil
}

// scans scans what is in the folder now and keeps what is suggested.
func (d *desk) scans(t testing.TB, rules string) []event.Event {
	t.Helper()
	var files []string
	err := filepath.WalkDir(d.disk.Path(), func(file string, e os.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			name, relErr := filepath.Rel(d.disk.Path(), file)
			files, err = append(files, filepath.ToSlash(name)), relErr
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	all := rulesOf(t, rules)
	r := New(all).Run(context.Background(), d.disk, files, nil, nil)
	return d.does(t, Changes(d.Audit, Judge(d.Audit, all, r, d.place, day))...)
}

const tokenRule = `
  - {id: token, clauses: [A.1], level: question, in: code, names: [token], words: A token is kept., source: ours}
`

// TestADismissalSurvivesEditsUntilTheMatchedLineChanges makes a thousand random
// edits that leave the matched lines as they are, and holds that none of them
// brings the suggestion back; then that each change of a matched line does, and so
// does the same line in another file.
func TestADismissalSurvivesEditsUntilTheMatchedLineChanges(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	lines := map[string][]string{"a.js": {"let x = 1;", "save(token);", "done();", "save(token);"}, "src/b.js": {"f();", "keep(token, 2);"}}
	d := newDesk(t, nil)
	written := map[string]string{}
	write := func() {
		t.Helper()
		for name := range written {
			if lines[name] == nil {
				delete(written, name)
				if err := os.Remove(filepath.Join(d.disk.Path(), name)); err != nil {
					t.Fatal(err)
				}
			}
		}
		for name, all := range lines {
			if written[name] == strings.Join(all, "\n") {
				continue
			}
			written[name] = strings.Join(all, "\n")
			file := filepath.Join(d.disk.Path(), name)
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte(strings.Join(all, "\n")+"\n"), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	only := func() checklist.Suggested {
		t.Helper()
		all := checklist.Suggestions(d.Audit)
		if len(all) != 1 {
			t.Fatalf("%d suggestions", len(all))
		}
		return all[0]
	}
	names := func() []string {
		var all []string
		for name := range lines {
			all = append(all, name)
		}
		slices.Sort(all)
		return all
	}
	write()
	d.scans(t, tokenRule)
	if len(only().Keys()) != 3 {
		t.Fatal(only().Keys())
	}
	d.does(t, checklist.DismissSuggestion(only(), "a test double"))
	for n := range 1000 {
		name := names()[random.IntN(len(lines))]
		all := lines[name]
		at := random.IntN(len(all) + 1)
		switch random.IntN(4) {
		case 0:
			if len(all) < 40 {
				all = slices.Insert(slices.Clone(all), at, fmt.Sprintf("g(%d);", n))
			}
		case 1:
			all = slices.Clone(all)
			for i := range all {
				all[i] = strings.Repeat(" ", random.IntN(6)) + strings.TrimSpace(all[i])
			}
		case 2:
			all = slices.Clone(all)
			random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		case 3:
			delete(lines, name)
			name = fmt.Sprintf("moved%d/c.js", n)
		}
		lines[name] = all
		write()
		d.scans(t, tokenRule)
		if s := only(); s.Stand != checklist.Dismissed {
			t.Fatalf("edit %d brought it back: %+v", n, s)
		}
	}
	for _, name := range names() {
		for i, line := range lines[name] {
			if !strings.Contains(line, "token") {
				continue
			}
			kept := lines[name]
			lines[name] = slices.Clone(kept)
			lines[name][i] = strings.Replace(line, "token", "token /* more */", 1)
			write()
			d.scans(t, tokenRule)
			if only().Stand != checklist.Waiting || only().New != 1 {
				t.Errorf("%s:%d was changed: %s, %d new", name, i+1, only().Stand, only().New)
			}
			lines[name] = kept
		}
	}
	lines["elsewhere.js"] = []string{"save(token);"}
	write()
	d.scans(t, tokenRule)
	if only().Stand != checklist.Waiting || only().New != 1 {
		t.Errorf("the same elsewhere: %s, %d new", only().Stand, only().New)
	}
}

func TestAScanThatFindsTheSameWritesNothing(t *testing.T) {
	d := newDesk(t, map[string]string{"a.js": "f(token);\n"})
	if step := d.scans(t, tokenRule); len(step) != 1 {
		t.Errorf("%d events", len(step))
	}
	if step := d.scans(t, tokenRule); len(step) != 0 {
		t.Errorf("%d events", len(step))
	}
	if err := d.disk.Remove("a.js"); err != nil {
		t.Fatal(err)
	}
	if d.scans(t, tokenRule); len(checklist.Suggestions(d.Audit)) != 0 {
		t.Error("what is gone is still suggested")
	}
}

func TestVersionsAreHeldAgainstTheTableOfEnds(t *testing.T) {
	for text, want := range map[string]string{
		"v19.0": "v19.0 ended on 2026-05-21", "v3.2": "v3.0 ended before 2026-05-21", "v3.0": "v3.0 ended before 2026-05-21", "v1.0": "", "v21.0": "", "v26.0": "", "v99.0": "", "x": "",
	} {
		if got := ended(text, day); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
	if got := ended("v21.0", day.AddDate(1, 0, 0)); got != "v21.0 ended on 2027-01-21" {
		t.Error(got)
	}
}

const factRules = `
  - {id: scope-names, clauses: [A.1], level: finding, in: string, names: [instagram_basic, instagram_content_publish], fact: permissions, words: It asks., source: s}
  - {id: publishes, clauses: [A.1], level: finding, in: string, names: [media_publish], fact: writes, answer: publish, shows: [instagram_content_publish], words: It publishes., source: s}
  - {id: login, clauses: [A.1], level: finding, in: string, names: [oauth], fact: login, answer: instagram-login, words: It logs in., source: s}
  - {id: deletion, clauses: [A.1], level: question, in: code, names: [signed_request], absent: [scope-names], words: Nothing takes a deletion., source: s}
`

func TestFactsAbsencesAndContradictions(t *testing.T) {
	d := newDesk(t, map[string]string{"a.js": "const s = 'instagram_basic instagram_content_publish'; f('oauth');\n"})
	told := func() string {
		d.scans(t, factRules)
		var all []string
		for _, s := range checklist.Suggestions(d.Audit) {
			if s.Fact != "" {
				all = append(all, s.Proposed()+" "+string(s.Stand))
			} else {
				all = append(all, s.Rule+" "+string(s.Stand))
			}
		}
		slices.Sort(all)
		return strings.Join(all, ", ")
	}
	want := func(words string) {
		t.Helper()
		if got := told(); got != words {
			t.Errorf("%s\nwant %s", got, words)
		}
	}
	want("deletion open, login instagram-login open, login open, permission-not-used open, permissions instagram_basic open, permissions instagram_content_publish open, scope-names open")
	d.does(t, event.SetFact("rules", "login", event.FactAnswer{Values: []string{"other"}}),
		event.SetFact("rules", "writes", event.FactAnswer{Values: []string{"publish"}}),
		event.SetFact("rules", "permissions", event.FactAnswer{Values: []string{"instagram_basic", "ads_read"}}))
	want("deletion open, login instagram-login differs, login open, permission-not-in-code open, permission-not-used open, permissions instagram_basic agrees, permissions instagram_content_publish differs, scope-names open")
	if err := os.WriteFile(filepath.Join(d.disk.Path(), "b.js"), []byte("post('media_publish'); signed_request;\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	want("login instagram-login differs, login open, permission-not-in-code open, permissions instagram_basic agrees, permissions instagram_content_publish differs, publishes open, scope-names open, writes publish agrees")
	d.does(t, event.SetFact("rules", "permissions", event.FactAnswer{}))
	if got := told(); !strings.Contains(got, "login-other-and-writes") {
		t.Log(got) // The policy has no clause for it.
	}
}

// TestASubmissionIsHeldAgainstWhatTheCodeRequestsAndUses tells what is requested,
// submitted and used, and does not fit.
func TestASubmissionIsHeldAgainstWhatTheCodeRequestsAndUses(t *testing.T) {
	d := deskOf(t, "# R\n\n## A. One\n\n1. Do it.\n\n## S. Two\n\n1. Only what is used.\n\n## E. Each\n\n1. Say what for.\n",
		strings.TrimSpace(questions)+"\nsections:\n  E: {repeat: permissions}\n", map[string]string{"a.js": "const s = 'instagram_basic instagram_content_publish'; f('oauth');\n"})
	d.does(t, event.SetFact("rules", "permissions", event.FactAnswer{Values: []string{"instagram_basic", "instagram_content_publish", "ads_read"}}))
	told := func() string {
		d.scans(t, factRules)
		var all []string
		for _, s := range checklist.Suggestions(d.Audit) {
			if strings.Contains(s.Rule, "submitted") && s.Stand == checklist.Waiting {
				_, found, _ := strings.Cut(s.Words, "Found: ")
				all = append(all, s.Rule+": "+found)
			}
		}
		slices.Sort(all)
		return strings.Join(all, " ")
	}
	if got := told(); got != "" {
		t.Errorf("without a submission: %s", got)
	}
	submit := func(state event.SubmissionState, permissions ...string) {
		d.does(t, event.Submit("rules", "one", &event.Submission{Permissions: permissions, State: state, On: "2026-01-01"}))
	}
	submit(event.Draft, "instagram_content_publish", "ads_read")
	if got, want := told(), "permission-not-submitted: instagram_basic. permission-submitted-not-requested: ads_read. permission-submitted-not-used: instagram_content_publish."; got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	one, _ := checklist.CurrentSubmission(d.Audit, "rules")
	if lacks, vain := checklist.AgainstCode(d.Audit, one, checklist.Requested(d.Audit, "rules")); !slices.Equal(lacks, []string{"instagram_basic"}) || !slices.Equal(vain, []string{"ads_read"}) {
		t.Errorf("by the suggestions alone: %q and %q", lacks, vain)
	}
	d.does(t, event.AddOutcome("o", event.Outcome{Result: event.Approved, On: "2026-01-01", Release: "1", Permission: "instagram_basic"})...)
	if got := told(); strings.Contains(got, "not-submitted") {
		t.Errorf("what was granted before is asked for again: %s", got)
	}
	submit(event.Decided, "instagram_content_publish", "ads_read")
	if got := told(); got != "" {
		t.Errorf("once it is decided: %s", got)
	}
}
