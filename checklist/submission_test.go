package checklist

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"clausewalk/checklist/event"
)

func hands(id string, state event.SubmissionState, permissions ...string) event.Change {
	on := ""
	if state == event.HandedIn || state == event.Decided {
		on = "2026-03-01"
	}
	return event.Submit("review", id, &event.Submission{Permissions: permissions, State: state, On: on})
}

func asked(a *Audit) string { return strings.Join(labelsOf(a, "review"), " ") }

const (
	forA   = "S.1 E.1@grant_a E.2@grant_a"
	forB   = "S.1 E.1@grant_b E.2@grant_b"
	forAll = "S.1 E.1@grant_a E.2@grant_a E.1@grant_b E.2@grant_b"
)

// TestTheCurrentSubmissionDecidesWhatIsAsked takes two submissions through their
// lives.
func TestTheCurrentSubmissionDecidesWhatIsAsked(t *testing.T) {
	ana := reviewer(t, "Ana")
	ana.does(t, lists("grant_a", "grant_b"))
	for n, c := range []struct {
		change event.Change
		want   string
	}{
		{hands("one", event.Draft, "grant_a"), forA},
		{hands("one", event.HandedIn, "grant_a"), forA},
		{hands("two", event.Draft, "grant_b"), forB},
		{hands("two", event.Decided, "grant_b"), forA}, // The first still waits.
		{hands("one", event.Decided, "grant_a"), forB},
		{hands("three", event.Draft, "grant_a", "grant_b"), forAll},
		{event.Submit("review", "three", nil), forB},
		{lists("grant_b", "grant_c"), forB},
	} {
		ana.does(t, c.change)
		if got := asked(ana.Audit); got != c.want {
			t.Errorf("after step %d asked %s, want %s", n, got, c.want)
		}
	}
}

func TestWhatASubmissionLeavesOutIsNeitherOpenNorLintedNorCountedAndComesBack(t *testing.T) {
	ana := reviewer(t, "Ana")
	ana.does(t, lists("grant_a", "grant_b"))
	ref := asks("E.1@grant_b")
	ana.does(t, event.SetReason(ref, "no"), event.SetVerdict(ref, event.NotMet))
	at := ana.LastChange()
	mentions := func() (n int) {
		items := ana.Items(at)
		for _, i := range items {
			if strings.HasSuffix(i.Ref.Label, "@grant_b") {
				n++
			}
		}
		for _, f := range Lint(ana.Audit, at, nil) {
			if strings.Contains(f.Ref.Label+f.Message, "grant_b") {
				n++
			}
		}
		for _, p := range GateOf(ana.Audit, items, at, nil).Problems {
			if strings.Contains(p.Label+p.What, "grant_b") {
				n++
			}
		}
		return n + Tally(items).Clauses*100
	}
	before := mentions()
	step := ana.does(t, hands("one", event.Draft, "grant_a"))
	if n := mentions(); n%100 != 0 || n >= before {
		t.Errorf("what is left out is told of %d times", n)
	}
	if got := ana.LeftOut("review"); !slices.Equal(got, []string{"grant_b"}) {
		t.Errorf("left out: %q", got)
	}
	if _, err := ana.Find("E.1@grant_b"); err == nil || !strings.Contains(err.Error(), "leaves grant_b out") {
		t.Errorf("whoever asks for it is told %v", err)
	}
	ana.undoes(t, step)
	if mentions() != before {
		t.Error("it does not come back when the submission is undone")
	}
	ana.does(t, hands("two", event.Draft, "grant_b"))
	if i := ana.Item(ref, at); i.Verdict != event.NotMet || i.Reason != "no" || asked(ana.Audit) != forB {
		t.Errorf("in the next submission it is %s (%s): %s", i.Verdict, i.Reason, asked(ana.Audit))
	}
}

func TestAClauseForOnePermissionIsOutWithoutItInTheSubmission(t *testing.T) {
	p := rulesPolicy(t, "review", review, strings.Replace(reviewGuide, "clauses:\n", "clauses:\n  S.1: {title: Who, kind: duty, topic: law, question: Who?, severity: minor, needs: nothing, applies: [permissions = grant_b]}\n", 1))
	ana := personOn(t, "Ana", p)
	ana.does(t, lists("grant_a", "grant_b"))
	if ana.Item(asks("S.1"), ana.LastChange()).Has(OutOfScope) {
		t.Error("out of scope though the scope lists it")
	}
	ana.does(t, hands("one", event.Draft, "grant_a"))
	if !ana.Item(asks("S.1"), ana.LastChange()).Has(OutOfScope) {
		t.Error("in scope though the submission leaves it out")
	}
}

func TestASubmissionIsOfPermissionsThatTheScopeLists(t *testing.T) {
	ana := reviewer(t, "Ana")
	ana.does(t, lists("grant_a"))
	var unlisted *UnlistedError
	if _, err := ana.Step(ana.hand, hands("one", event.Draft, "grant_a", "grant_x")); !errors.As(err, &unlisted) || unlisted.Permission != "grant_x" {
		t.Errorf("%v", err)
	}
	ana.does(t, hands("one", event.Draft, "grant_a"))
	ana.does(t, lists("grant_b"))
	ana.does(t, hands("one", event.HandedIn, "grant_a")) // It was in before.
	if got := asked(ana.Audit); got != "S.1" {
		t.Errorf("asked %s", got)
	}
}

func TestTwoWhoAlterOneSubmissionAreInConflictAndAllOfItIsAsked(t *testing.T) {
	ana, ben := reviewer(t, "Ana"), reviewer(t, "Ben")
	ana.does(t, lists("grant_a", "grant_b", "grant_c"))
	ana.does(t, hands("one", event.Draft, "grant_a", "grant_b"))
	ben.hears(t, ana)
	ana.does(t, hands("one", event.Draft, "grant_a"))
	ben.does(t, hands("one", event.Draft, "grant_b"))
	ana.hears(t, ben)
	ben.hears(t, ana)
	agree(t, ana, ben)
	if got := asked(ana.Audit); got != forAll {
		t.Errorf("asked %s", got)
	}
	at := ana.LastChange()
	if g := GateOf(ana.Audit, ana.Items(at), at, nil); g.Count(InConflict) != 2 {
		t.Errorf("the gate tells %+v", g.Problems)
	}
	ana.does(t, hands("one", event.Draft, "grant_a"))
	if got := asked(ana.Audit); got != forA {
		t.Errorf("settled, asked %s", got)
	}
}

func TestARejectionIsAnsweredInTheNextSubmission(t *testing.T) {
	ana := reviewer(t, "Ana")
	ana.does(t, lists("grant_a", "grant_b"))
	ana.does(t, hands("one", event.HandedIn, "grant_a", "grant_b"))
	no := event.Outcome{Result: event.Rejected, On: "2026-03-09", Release: "2.4", Permission: "grant_a", Words: "no use case", Submission: "one"}
	yes := event.Outcome{Result: event.Approved, On: "2026-03-09", Release: "2.4", Permission: "grant_b", Submission: "one"}
	ana.does(t, slices.Concat(event.AddOutcome("o1", no), event.AddOutcome("o2", yes), []event.Change{hands("one", event.Decided, "grant_a", "grant_b")})...)
	open := func() (all []string) {
		at := ana.LastChange()
		for _, p := range GateOf(ana.Audit, ana.Items(at), at, nil).Problems {
			if p.Sort == NotAnswered && strings.HasPrefix(p.Label, "submission") {
				all = append(all, p.Label)
			}
		}
		return all
	}
	if got := open(); len(got) > 0 {
		t.Errorf("the submission that was decided answers %q", got)
	}
	ana.does(t, hands("two", event.Draft, "grant_b"))
	if got := open(); len(got) > 0 {
		t.Errorf("one without the permission answers %q", got)
	}
	two := event.Submission{Permissions: []string{"grant_a"}, State: event.Draft}
	ana.does(t, event.Submit("review", "two", &two))
	if got := open(); !slices.Equal(got, []string{"submission 2"}) {
		t.Errorf("open: %q", got)
	}
	two.Answers = []event.Reply{{Outcome: "o1", Words: "The recording shows it now."}}
	ana.does(t, event.Submit("review", "two", &two))
	if got := open(); len(got) > 0 {
		t.Errorf("answered, and open: %q", got)
	}
	for _, s := range Submissions(ana.Audit) {
		if all := Refusals(ana.Audit, s); s.ID == "two" && (len(all) != 1 || all[0].Answer != two.Answers[0].Words) {
			t.Errorf("the submission that answers it shows its reader %+v", all)
		}
	}
	ana.does(t, hands("three", event.Draft, "grant_a"))
	if got := open(); len(got) > 0 {
		t.Errorf("answered in the submission before, and open: %q", got)
	}
	two.Answers[0].Outcome = "o9"
	if _, err := ana.Step(ana.hand, event.Submit("review", "two", &two)); err == nil {
		t.Error("a reply to a decision that nobody knows")
	}
}

func TestAnApprovalOfAWholeSubmissionGrantsItsPermissions(t *testing.T) {
	ana := reviewer(t, "Ana")
	ana.does(t, lists("grant_a", "grant_b"))
	ana.does(t, hands("one", event.Decided, "grant_a"))
	ana.does(t, hands("two", event.Draft, "grant_b"))
	lacks := func() []string {
		two, _ := CurrentSubmission(ana.Audit, "review")
		unsubmitted, _ := AgainstCode(ana.Audit, two, map[string]bool{"grant_a": true, "grant_b": true})
		return unsubmitted
	}
	if got := lacks(); !slices.Equal(got, []string{"grant_a"}) {
		t.Errorf("before any decision it lacks %q", got)
	}
	two, _ := CurrentSubmission(ana.Audit, "review")
	if lacks, vain := AgainstCode(ana.Audit, two, map[string]bool{"grant_a": true}); !slices.Equal(lacks, []string{"grant_a"}) || !slices.Equal(vain, []string{"grant_b"}) {
		t.Errorf("where the code requests one it lacks %q and has %q in vain", lacks, vain)
	}
	if lacks, vain := AgainstCode(ana.Audit, two, nil); lacks != nil || vain != nil {
		t.Errorf("where nothing is known of the code it lacks %q and has %q in vain", lacks, vain)
	}
	ana.does(t, event.AddOutcome("o1", event.Outcome{Result: event.Approved, On: "2026-03-09", Release: "2.4", Submission: "one"})...)
	if got := lacks(); len(got) > 0 {
		t.Errorf("granted with the whole submission, and it lacks %q", got)
	}
	ana.does(t, event.AddOutcome("o2", event.Outcome{Result: event.Rejected, On: "2026-03-10", Release: "2.4", Permission: "grant_a", Words: "no use case"})...)
	if got := lacks(); !slices.Equal(got, []string{"grant_a"}) {
		t.Errorf("taken back for the one permission, and it lacks %q", got)
	}
}

// TestSubmissionsFoldTheSameInAnyOrder holds that people who hear of the same
// events are asked the same.
func TestSubmissionsFoldTheSameInAnyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		both := []*person{reviewer(t, "Ana"), reviewer(t, "Ben")}
		both[0].does(t, lists("grant_a", "grant_b", "grant_c"))
		both[1].hears(t, both[0])
		some := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"grant_a", "grant_b", "grant_c"}), 1, 3, rapid.ID[string])
		for n := range rapid.IntRange(1, 8).Draw(t, "steps") {
			who := both[rapid.IntRange(0, 1).Draw(t, "who")]
			switch rapid.IntRange(0, 3).Draw(t, "what") {
			case 0:
				who.hears(t, both[rapid.IntRange(0, 1).Draw(t, "from")])
			case 1:
				who.does(t, lists(some.Draw(t, "listed")...))
			default:
				id := fmt.Sprintf("s%d", rapid.IntRange(0, 2).Draw(t, "id"))
				listed := Listed(who.Audit, "review")
				chosen := slices.DeleteFunc(some.Draw(t, fmt.Sprint("permissions ", n)), func(p string) bool { return !slices.Contains(listed, p) })
				if len(chosen) > 0 {
					who.does(t, hands(id, rapid.SampledFrom(event.SubmissionStates()).Draw(t, "state"), chosen...))
				}
			}
		}
		both[0].hears(t, both[1])
		both[1].hears(t, both[0])
		agree(t, both[0], both[1])
		if x, y := asked(both[0].Audit), asked(both[1].Audit); x != y {
			t.Errorf("asked %s and %s", x, y)
		}
		for _, one := range Submissions(both[0].Audit) {
			then := both[0].Preparing(one)
			at := time.Time{}
			for _, i := range then.Items(at) {
				if entry := i.Clause.Entry; entry != "" && len(one.Sides) == 0 && !slices.Contains(one.Permissions, entry) {
					t.Errorf("%s is asked for %s, which has %q", i.Ref, one.Name(), one.Permissions)
				}
			}
		}
	})
}

// TestARefusalStaysUntilItIsAnsweredOrAllOfItIsApproved tells of decisions in their
// order: a rejection of some permissions, and what lifts it.
func TestARefusalStaysUntilItIsAnsweredOrAllOfItIsApproved(t *testing.T) {
	decided := func(id string, result event.Result, day, submission, permission string) []event.Change {
		return event.AddOutcome(id, event.Outcome{Result: result, On: day, Release: "2.4", Permission: permission, Submission: submission, Words: "Their words."})
	}
	for name, c := range map[string]struct {
		decisions [][]event.Change
		in        []string // the permissions of the next submission
		want      string
	}{
		"of its permission":                 {[][]event.Change{decided("no", event.Rejected, "2026-03-02", "one", "grant_a")}, []string{"grant_a"}, "no"},
		"of another permission":             {[][]event.Change{decided("no", event.Rejected, "2026-03-02", "one", "grant_b")}, []string{"grant_a"}, ""},
		"of the whole of another":           {[][]event.Change{decided("no", event.Rejected, "2026-03-02", "one", "")}, []string{"grant_c"}, "no"},
		"approved by its permission":        {[][]event.Change{decided("no", event.Rejected, "2026-03-02", "one", "grant_a"), decided("yes", event.Approved, "2026-03-03", "", "grant_a")}, []string{"grant_a"}, ""},
		"approved before":                   {[][]event.Change{decided("no", event.Rejected, "2026-03-02", "one", "grant_a"), decided("yes", event.Approved, "2026-03-01", "", "grant_a")}, []string{"grant_a"}, "no"},
		"approved with all of a submission": {[][]event.Change{decided("no", event.Rejected, "2026-03-02", "one", "grant_a"), decided("yes", event.Approved, "2026-03-03", "two", "")}, []string{"grant_a"}, ""},
		"another submission is approved":    {[][]event.Change{decided("no", event.Rejected, "2026-03-02", "one", "grant_b"), decided("yes", event.Approved, "2026-03-03", "two", "")}, []string{"grant_b"}, "no"},
		"the whole, half of it approved":    {[][]event.Change{decided("no", event.Rejected, "2026-03-02", "one", ""), decided("yes", event.Approved, "2026-03-03", "two", "")}, []string{"grant_a"}, "no"},
		"the whole, each approved": {[][]event.Change{decided("no", event.Changes, "2026-03-02", "one", ""), decided("yes", event.Approved, "2026-03-03", "two", ""),
			decided("too", event.Approved, "2026-03-03", "", "grant_b")}, []string{"grant_a"}, ""},
		"all of the app approved": {[][]event.Change{decided("no", event.Rejected, "2026-03-02", "one", "grant_b"), decided("yes", event.Approved, "2026-03-03", "", "")}, []string{"grant_b"}, ""},
	} {
		ana := reviewer(t, "Ana")
		ana.does(t, lists("grant_a", "grant_b", "grant_c"))
		ana.does(t, hands("one", event.Decided, "grant_a", "grant_b"))
		ana.does(t, hands("two", event.Decided, "grant_a"))
		for _, changes := range c.decisions {
			ana.does(t, changes...)
		}
		ana.does(t, hands("next", event.Draft, c.in...))
		one, err := FindSubmission(ana.Audit, "next")
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, r := range Refusals(ana.Audit, one) {
			got += r.ID
		}
		if got != c.want {
			t.Errorf("%s: to be answered %q, want %q", name, got, c.want)
		}
		if c.want == "" {
			continue
		}
		answered := one.Submission
		answered.Answers = []event.Reply{{Outcome: "no", Words: "It is mended."}}
		answered.State, answered.On = event.Decided, "2026-03-09"
		ana.does(t, event.Submit("review", "next", &answered))
		ana.does(t, hands("after", event.Draft, c.in...))
		if after, _ := FindSubmission(ana.Audit, "after"); len(Refusals(ana.Audit, after)) > 0 {
			t.Errorf("%s: it was answered, and is asked again", name)
		}
	}
}

func TestASubmissionIsFoundByItsNumberItsIDAndWhereThereIsOnlyOne(t *testing.T) {
	ana := reviewer(t, "Ana")
	ana.does(t, lists("grant_a", "grant_b"))
	find := func(name string) string {
		one, err := FindSubmission(ana.Audit, name)
		var unknown *UnknownError
		if errors.As(err, &unknown) {
			return fmt.Sprintf("%s; %s", err, strings.Join(unknown.Known, " "))
		}
		return one.Name() + " " + one.ID
	}
	if got := find(""); got != `unknown submission ""; ` {
		t.Error(got)
	}
	ana.does(t, hands("one", event.Decided, "grant_a"))
	ana.does(t, hands("two", event.Draft, "grant_b"))
	ana.does(t, hands("three", event.Draft, "grant_a"))
	ana.does(t, event.Submit("review", "two", nil))
	for name, want := range map[string]string{
		"": "submission 3 three", "1": "submission 1 one", " submission 3 ": "submission 3 three", "one": "submission 1 one", "two": `unknown submission "two"; 1 3`, "2": `unknown submission "2"; 1 3`,
	} {
		if got := find(name); got != want {
			t.Errorf("%q finds %s, want %s", name, got, want)
		}
	}
}

// TestOnlyWhatAScanSawIsRequested holds that neither others' suggestions nor dismissed
// ones make a permission requested.
func TestOnlyWhatAScanSawIsRequested(t *testing.T) {
	ana := reviewer(t, "Ana")
	saw := func(id, source, fact string, answer ...string) {
		ana.does(t, event.Suggest(event.Ref{Policy: "review"}, id, &event.Suggestion{Source: source, Fact: fact, Answer: answer, Words: "It is there.", Confidence: event.Likely}))
	}
	saw("aa", "scan", "permissions", "grant_a", "grant_b")
	saw("bb", "a friend", "permissions", "grant_c")
	saw("cc", "scan", "stores", "yes")
	saw("dd", "scan", "permissions", "grant_d")
	s, _ := FindSuggestion(ana.Audit, "dd")
	ana.does(t, DismissSuggestion(s, "a test"))
	if diff := cmp.Diff(map[string]bool{"grant_a": true, "grant_b": true}, Requested(ana.Audit, "review")); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if got := Requested(ana.Audit, "unknown"); len(got) > 0 {
		t.Errorf("%v", got)
	}
}

func TestWhatWasPastedIsKeptForItsSubmission(t *testing.T) {
	ana := reviewer(t, "Ana")
	digest := strings.Repeat("0a", 32)
	step := ana.does(t, event.NotePasted(asks("S.1"), "one", digest))
	if got, by := PastedIn(ana.Audit, asks("S.1"), "one"); got != digest || by != step[0].Stamp() {
		t.Errorf("%q by %+v", got, by)
	}
	for name, ref := range map[string]event.Ref{"two": asks("S.1"), "one": asks("E.1")} {
		if got, by := PastedIn(ana.Audit, ref, name); got != "" || by != (event.Stamp{}) {
			t.Errorf("%s in %s: %q by %+v", ref, name, got, by)
		}
	}
	ana.does(t, event.NotePasted(asks("S.1"), "one", ""))
	if got, by := PastedIn(ana.Audit, asks("S.1"), "one"); got != "" || by != (event.Stamp{}) {
		t.Errorf("taken back: %q by %+v", got, by)
	}
}
