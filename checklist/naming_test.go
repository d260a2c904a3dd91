package checklist

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"clausewalk/checklist/event"
)

// TestAClauseIsNamedAsShortAsItCanBeFound holds for one policy and for several, for
// clauses that are not asked, and for those of an edition that was left.
func TestAClauseIsNamedAsShortAsItCanBeFound(t *testing.T) {
	p, q := rulesPolicy(t, "rules", rules, rulesGuide), rulesPolicy(t, "review", review, reviewGuide)
	same := rulesPolicy(t, "same", "# Same\n\n## A. One\n\n1. Be kind.\n\n## E. Each\n\n1. Be quick.\n", "")
	alone, several := personOn(t, "Ana", p), personOn(t, "Ana", p, q, same)
	several.does(t, lists("grant_a"))
	review := func(label string) event.Ref { return event.Ref{Policy: "review", Label: label} }
	for _, c := range []struct {
		a    *Audit
		ref  event.Ref
		want string
	}{
		{alone.Audit, clause("A.1"), "A.1"}, {alone.Audit, clause("A.9"), "A.9"}, {alone.Audit, event.Ref{Policy: "rules@0123", Label: "A.1"}, "rules@0123/A.1"},
		{several.Audit, clause("A.1"), "rules/A.1"}, {several.Audit, clause("A.2"), "A.2"}, {several.Audit, clause("A.9"), "rules/A.9"},
		{several.Audit, review("S.1"), "S.1"}, {several.Audit, review("E.1@grant_a"), "E.1@grant_a"}, {several.Audit, review("E.1"), "review/E.1"},
		{several.Audit, event.Ref{Policy: "same", Label: "A.1"}, "same/A.1"},
	} {
		if got := c.a.Name(c.ref); got != c.want {
			t.Errorf("%s is named %s, want %s", c.ref, got, c.want)
		}
	}
	for name, want := range map[string]string{"review/E.1": "review/E.1@grant_a", "S.1": "S.1", "E.2@grant_b": "E.2@grant_b", "E.9": "E.9"} {
		if got := several.NameFor(name, "grant_a"); got != want {
			t.Errorf("%s for grant_a is %s", name, got)
		}
	}
	var unknown *UnknownError
	if _, err := several.Find("a1"); !errors.As(err, &unknown) || err.Error() != `unknown clause "a1": several policies have it` || !slices.Equal(unknown.Names(), []string{"rules/A.1", "same/A.1"}) {
		t.Errorf("%v", err)
	}
	want := []string{"rules/A.1", "A.2", "A.3", "A.4", "A.6", "S.1", "E.1@grant_a", "E.2@grant_a", "same/A.1", "E.1"}
	if _, err := several.Find("Z.9"); !errors.As(err, &unknown) || !slices.Equal(unknown.Names(), want) {
		t.Errorf("%v, known %q", err, unknown.Names())
	}
	for f, want := range map[event.Field]bool{
		lists().Field: true, event.SetFact("review", "stores", event.FactAnswer{}).Field: false, event.SetFact("rules", "permissions", event.FactAnswer{}).Field: false,
		{Kind: event.KindSuggestion, Policy: "review", Subject: "permissions"}: false, {Kind: event.KindScope, Policy: "none", Subject: "permissions"}: false,
	} {
		if several.IsList(f) != want {
			t.Errorf("%+v is a list: %v", f, !want)
		}
	}
}

// TestADecisionNamesItsClausesInTheirOrder with those that are not asked before them.
func TestADecisionNamesItsClausesInTheirOrder(t *testing.T) {
	ana := reviewer(t, "Ana")
	ana.does(t, lists("grant_a", "grant_b"))
	ana.does(t, event.AddOutcome("one", decided("No."), asks("E.1@grant_b"), clause("A.2"), asks("E.1@grant_z"), asks("E.1@grant_a"), clause("A.1"), asks("E.1@grant_c"))...)
	want := []event.Ref{asks("E.1@grant_c"), asks("E.1@grant_z"), clause("A.1"), clause("A.2"), asks("E.1@grant_a"), asks("E.1@grant_b")}
	if got := Outcomes(ana.Audit)[0].Refs; !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
	all := decided("Nothing.")
	all.Permission = "grant_b"
	ana.does(t, event.AddOutcome("two", all)...)
	for ref, want := range map[event.Ref]int{asks("E.2@grant_b"): 1, asks("E.2@grant_a"): 0, clause("A.3"): 0, asks("E.1@grant_b"): 2} {
		if got := len(ana.Item(ref, day).Outcomes); got != want {
			t.Errorf("%s tells of %d", ref, got)
		}
	}
}

// TestARefusalOfAWholeSubmissionThatIsNotKeptIsLiftedOnlyByAnApprovalOfAll since nobody
// knows what was in it.
func TestARefusalOfAWholeSubmissionThatIsNotKeptIsLiftedOnlyByAnApprovalOfAll(t *testing.T) {
	approved := func(permission, submission string) event.Outcome {
		return event.Outcome{Result: event.Approved, On: "2026-03-09", Release: "2.4", Permission: permission, Submission: submission}
	}
	for name, c := range map[string]struct {
		later event.Outcome
		want  bool
	}{
		"of one permission": {approved("grant_a", ""), false}, "of a submission": {approved("", "one"), false}, "of all": {approved("", ""), true}, "of another that is not kept": {approved("", "gone"), true},
	} {
		ana := reviewer(t, "Ana")
		ana.does(t, lists("grant_a"))
		ana.does(t, hands("one", event.Decided, "grant_a"))
		no := decided("No.")
		no.Permission = ""
		ana.does(t, event.AddOutcome("no", no)...)
		ana.does(t, event.AddOutcome("yes", c.later)...)
		if got := Outcomes(ana.Audit)[0]; got.ID != "no" || got.Lifted != c.want {
			t.Errorf("an approval %s: %+v", name, got)
		}
	}
}

// TestWhatLintsOfListsIsInTheOrderOfTheText holds for several names in one answer.
func TestNamesThatAreNotListedAreToldInTheirOrder(t *testing.T) {
	ana := reviewer(t, "Ana")
	ana.does(t, lists("grant_b"))
	ana.does(t, event.SetVerdict(asks("S.1"), event.Met), event.SetReason(asks("S.1"), "It asks for grant_z, grant_b, grant_c and grant_z again, and grant_a."))
	var got []string
	for _, m := range Unlisted(ana.Audit, ana.Items(day)) {
		got = append(got, m.Entry)
		if m.Ref != asks("S.1") || m.List != lists().Field {
			t.Errorf("%+v", m)
		}
	}
	if strings.Join(got, " ") != "grant_a grant_c grant_z" {
		t.Errorf("%q", got)
	}
	two := reviewer(t, "Ben")
	two.does(t, lists("grant_c", "grant_a", "grant_b"))
	two.does(t, hands("one", event.Draft, "grant_b"))
	if listed, left := Listed(two.Audit, "review"), two.LeftOut("review"); !slices.Equal(listed, []string{"grant_a", "grant_b", "grant_c"}) || !slices.Equal(left, []string{"grant_a", "grant_c"}) {
		t.Errorf("listed %q, left out %q", listed, left)
	}
	one, _ := CurrentSubmission(two.Audit, "review")
	if lacks, _ := AgainstCode(two.Audit, one, map[string]bool{"grant_c": true, "grant_a": true, "grant_d": true, "grant_b": true}); !slices.Equal(lacks, []string{"grant_a", "grant_c", "grant_d"}) {
		t.Errorf("it lacks %q", lacks)
	}
}

// TestASubmissionAnswersOnlyWhatWasDecidedBeforeIt and the oldest of that first.
func TestASubmissionAnswersOnlyWhatWasDecidedBeforeIt(t *testing.T) {
	ana := reviewer(t, "Ana")
	ana.does(t, lists("grant_a"))
	for id, on := range map[string]string{"after": "2026-03-03", "before": "2026-03-01", "that-day": "2026-03-02"} {
		o := decided("No.")
		o.On = on
		ana.does(t, event.AddOutcome(id, o)...)
	}
	for on, want := range map[string]string{"": "before that-day after", "2026-03-02": "before that-day", "2026-03-01": "before", "2026-02-28": ""} {
		state := event.HandedIn
		if on == "" {
			state = event.Draft
		}
		ana.does(t, event.Submit("review", "one", &event.Submission{Permissions: []string{"grant_a"}, State: state, On: on}))
		one, _ := CurrentSubmission(ana.Audit, "review")
		var got []string
		for _, r := range Refusals(ana.Audit, one) {
			got = append(got, r.ID)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("handed in on %q it answers %q, want %q", on, got, want)
		}
	}
}

// TestServingAnotherClauseSaysAllOfTheAnswerAgain holds every change that it makes: what is
// pasted stays, and evidence that came along before and is gone is removed.
func TestServingAnotherClauseSaysAllOfTheAnswerAgain(t *testing.T) {
	a, b := asks("E.1@grant_a"), asks("E.1@grant_b")
	ana := reviewer(t, "Ana")
	ana.does(t, lists("grant_a", "grant_b"))
	link, gone := event.Evidence{Kind: event.LinkEvidence, URL: "https://x.y"}, event.Evidence{Kind: event.LinkEvidence, URL: "https://x.z"}
	ana.does(t, event.SetReason(a, "So it is."), event.SetVerdict(a, event.Partly), event.SetValidUntil(a, "3mo"), event.SetGap(a, event.GapOwner, "Ben"), event.AddEvidence(a, link), event.AddEvidence(a, gone), event.Paste(a, &event.ToPaste{Us: true}))
	ana.does(t, event.RemoveEvidence(a, event.AddEvidence(a, gone).Field.Subject), event.SetOverrule(a, &event.Overrule{In: true, Reason: "asked"}))
	said := event.Said{By: ana.hand.Person, At: day}
	by := func(c event.Change) event.Change { c.Said, c.Meant = said, true; return c }
	meant := func(c event.Change) event.Change { c.Meant = true; return c }
	same := &event.Same{As: a.Label, Of: answerDigest(ana.Audit, a)}
	want := []event.Change{
		meant(event.SetValidUntil(b, "")), meant(event.SetVerdict(b, event.Partly)), by(event.SetValidUntil(b, "3mo")), by(event.SetGap(b, event.GapOwner, "Ben")), by(event.AddEvidence(b, link)),
		meant(event.RemoveEvidence(b, event.AddEvidence(b, gone).Field.Subject)), by(event.SetReason(b, "So it is.")), event.SetSame(b, same),
	}
	got, err := Serve(ana.Audit, a, b, nil, day)
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v, -want +got:\n%s", err, diff)
	}
	but := " in an album "
	same.But = "in an album"
	want[6], want[7] = event.SetReason(b, "So it is.\n\nin an album"), event.SetSame(b, same)
	got, err = Serve(ana.Audit, a, b, &but, day)
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v, -want +got:\n%s", err, diff)
	}
	// The digest is of what is said, in whatever order it was said.
	ben := reviewer(t, "Ben")
	ben.does(t, lists("grant_a", "grant_b"))
	ben.does(t, event.AddEvidence(a, link), event.SetValidUntil(a, "3mo"))
	ben.does(t, event.SetReason(a, "So it is."), event.SetVerdict(a, event.Partly), event.AddEvidence(a, gone))
	if answerDigest(ben.Audit, a) == same.Of {
		t.Error("more evidence makes no difference")
	}
	ben.does(t, event.RemoveEvidence(a, event.AddEvidence(a, gone).Field.Subject))
	if answerDigest(ben.Audit, a) != same.Of {
		t.Error("the same answer in another order is another one")
	}
}

// TestATextThatChangedSaysWhenItDid holds for an answer that went through several
// editions, of which only one changed its words.
func TestATextThatChangedSaysWhenItDid(t *testing.T) {
	ana := adopter(t, "Ana", numbered(t, keepData, neverBuy))
	at := day
	ana.hand.Now = func() time.Time { return at }
	ana.does(t, event.SetVerdict(clause("A.2"), event.Met))
	for n, texts := range [][]string{
		{nameOne, keepData, neverBuy},
		{nameOne, keepData, sellNot},
		{showMark, nameOne, keepData, sellNot},
	} {
		at = day.AddDate(0, 0, n+1)
		ana.adopts(t, numbered(t, texts...))
		i := ana.Item(clause(fmt.Sprint("A.", []int{3, 3, 4}[n])), at)
		want := []string{"", "the text changed on 2026-11-26, confirm again", "the text changed on 2026-11-26, confirm again"}[n]
		if i.Verdict != event.Met || i.StaleWords() != want || (i.Reworded != nil) != (want != "") {
			t.Errorf("after %d adoptions: %s, %q", n+1, i.Verdict, i.StaleWords())
		}
		if i.Reworded != nil && (i.Reworded.Was.Words() != neverBuy || !i.Reworded.At.Equal(day.AddDate(0, 0, 2))) {
			t.Errorf("%+v", i.Reworded)
		}
	}
}
