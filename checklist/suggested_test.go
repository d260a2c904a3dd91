package checklist

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"clausewalk/checklist/event"
)

// suggestion is one that proposes a verdict, none where it is empty.
func suggestion(v event.Verdict, keys ...string) *event.Suggestion {
	return &event.Suggestion{Source: "scan", Rule: "old-api", Verdict: v, Words: "It calls a version that has ended.", Confidence: event.Likely, Found: map[string][]string{"api.go": keys}}
}

func (p *person) stand(t *testing.T, id string) Stand {
	t.Helper()
	s, ok := FindSuggestion(p.Audit, id)
	if !ok {
		t.Fatalf("no suggestion %s", id)
	}
	return s.Stand
}

func TestASuggestionIsSilentWhereItAgreesAndStandsBesideAnAnswerThatDiffers(t *testing.T) {
	ana := newPerson(t, "Ana")
	ana.does(t, event.Suggest(clause("A.1"), "aa", suggestion(event.NotMet, "k1")), event.Suggest(clause("A.1"), "bb", suggestion("", "k2")))
	want := func(aa, bb Stand) {
		t.Helper()
		if a, b := ana.stand(t, "aa"), ana.stand(t, "bb"); a != aa || b != bb {
			t.Errorf("they are %s and %s, want %s and %s", a, b, aa, bb)
		}
	}
	want(Waiting, Waiting)
	ana.does(t, event.SetVerdict(clause("A.1"), event.Met))
	want(Differs, Agrees)
	if i := ana.Item(clause("A.1"), day); i.Verdict != event.Met || i.Has(Conflict) || i.Has(Stale) || len(i.Suggested) != 2 {
		t.Errorf("the answer is no longer what it was: %+v", i)
	}
	ana.does(t, event.SetVerdict(clause("A.1"), event.NotMet), event.SetReason(clause("A.1"), "it does"))
	want(Agrees, Agrees)
	ana.does(t, event.Suggest(clause("A.1"), "bb", suggestion("", "k2", "k3")))
	want(Agrees, Differs) // It came after the answer.
	if step := ana.does(t, event.Suggest(clause("A.1"), "bb", suggestion("", "k2", "k3"))); len(step) != 0 {
		t.Error("to propose the same again is news")
	}
	ana.does(t, event.Suggest(clause("A.1"), "bb", nil))
	if _, ok := FindSuggestion(ana.Audit, "bb"); ok {
		t.Error("what was taken away is still there")
	}
}

func TestWhatASuggestionRestsOnKeepsItFresh(t *testing.T) {
	ana := newPerson(t, "Ana")
	s := suggestion(event.NotMet, "k1")
	s.Places = []event.Place{{Path: "api.go", From: 3, To: 3, SHA256: strings.Repeat("a", 64)}}
	ana.does(t, event.Suggest(clause("A.1"), "aa", s))
	if got := ana.stand(t, "aa"); got != Waiting {
		t.Error(got)
	}
	ana.SetLooks(Looks{s.Evidence()[0].Key(): {Fault: "has changed"}})
	if got, _ := FindSuggestion(ana.Audit, "aa"); got.Stand != Outdated || got.Why != "api.go:3 has changed" {
		t.Errorf("%+v", got)
	}
	ana.SetLooks(nil)
	ana.adopts(t, rulesPolicy(t, "rules", strings.Replace(rules, "Keep", "Always keep", 1), rulesGuide))
	if got, _ := FindSuggestion(ana.Audit, "aa"); got.Stand != Outdated || got.Why != "the clause says something else now" {
		t.Errorf("%+v", got)
	}
}

func TestADismissalHoldsForWhatWasFoundThen(t *testing.T) {
	ana := newPerson(t, "Ana")
	ref := clause("A.1")
	found := func(keys ...string) {
		t.Helper()
		ana.does(t, event.Suggest(ref, "aa", suggestion("", keys...)))
	}
	found("k1", "k1", "k2")
	s, _ := FindSuggestion(ana.Audit, "aa")
	if _, err := ana.Step(ana.hand, DismissSuggestion(s, "  ")); err == nil {
		t.Error("it is dismissed without a reason")
	}
	ana.does(t, DismissSuggestion(s, "a test double"))
	for _, c := range []struct {
		keys []string
		want Stand
	}{
		{[]string{"k1", "k1", "k2"}, Dismissed}, {[]string{"k2", "k1"}, Dismissed}, {[]string{"k1", "k1", "k1", "k2"}, Waiting},
		{[]string{"k1", "k3"}, Waiting}, {[]string{"k2"}, Dismissed},
	} {
		if found(c.keys...); ana.stand(t, "aa") != c.want {
			t.Errorf("%v: %s, want %s", c.keys, ana.stand(t, "aa"), c.want)
		}
	}
}

func TestTakingMakesItThePersonsAnswerAndKeepsTheSource(t *testing.T) {
	ana := newPerson(t, "Ana")
	ana.does(t, event.Suggest(clause("A.1"), "aa", suggestion(event.NotMet, "k1")), event.Suggest(clause("A.2"), "bb", suggestion("")),
		event.Suggest(event.Ref{Policy: "rules"}, "cc", &event.Suggestion{Source: "scan", Fact: "writes", Answer: []string{"likes"}, Words: "It likes.", Confidence: event.Likely}))
	take := func(id string, verdict event.Verdict, reason string) error {
		s, _ := FindSuggestion(ana.Audit, id)
		changes, err := TakeSuggestion(ana.Audit, s, verdict, reason, nil, false)
		if err == nil {
			ana.does(t, changes...)
		}
		return err
	}
	if err := take("aa", "", ""); err != nil || ana.stand(t, "aa") != Taken {
		t.Fatal(err)
	}
	i := ana.Item(clause("A.1"), day)
	if i.Verdict != event.NotMet || i.Reason != "It calls a version that has ended." || i.By.Name != "Ana" || i.Suggested[0].Response.Source != "scan" {
		t.Errorf("%+v", i)
	}
	if err := take("bb", "", ""); err == nil || !strings.Contains(err.Error(), "proposes no verdict") {
		t.Error(err)
	}
	if err := take("bb", event.Met, "read and understood by me"); err != nil {
		t.Error(err)
	}
	ana.does(t, event.SetFact("rules", "writes", event.FactAnswer{Values: []string{"posts"}}))
	if ana.stand(t, "cc") != Differs {
		t.Error(ana.stand(t, "cc"))
	}
	if err := take("cc", "", ""); err != nil || fmt.Sprint(ana.Facts()[2].Answer) != "likes, posts" {
		t.Error(err, ana.Facts()[2].Answer)
	}
	found := Lint(ana.Audit, day, nil)
	if n := len(found); found[n-1].Rule != "taken-unread" || !strings.HasPrefix(found[n-1].Message, "1 answer was taken") {
		t.Errorf("%+v", found)
	}
}

// TestSuggestionsCountNowhere draws suggestions and responses among answers, and
// holds that all that is counted, judged and signed is as without them.
func TestSuggestionsCountNowhere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		with, without := newPerson(t, "Ana"), newPerson(t, "Ana")
		both := func(changes ...event.Change) { with.does(t, changes...); without.does(t, changes...) }
		labels := []string{"A.1", "A.2", "A.3", "A.4", "A.6"}
		for range rapid.IntRange(1, 12).Draw(t, "steps") {
			ref := clause(rapid.SampledFrom(labels).Draw(t, "label"))
			v := rapid.SampledFrom(append(event.Verdicts(), "")).Draw(t, "verdict")
			id := rapid.SampledFrom([]string{"aa", "bb"}).Draw(t, "id")
			switch rapid.IntRange(0, 4).Draw(t, "what") {
			case 0:
				if v != "" {
					both(event.SetReason(ref, "so it is there"), event.SetVerdict(ref, v))
				}
			case 1:
				with.does(t, event.Suggest(ref, id, suggestion(v, rapid.SampledFrom([]string{"k1", "k2"}).Draw(t, "key"))))
			case 2:
				with.does(t, event.Suggest(event.Ref{Policy: "rules"}, id, &event.Suggestion{Source: "scan", Fact: "stores", Answer: []string{"no"}, Words: "It does not.", Confidence: event.Sure}))
			case 3:
				with.does(t, event.Respond(ref, id, &event.Response{Reason: "no", Source: "scan", Words: "w"}))
			case 4:
				if _, err := Sign(without.Audit, Vouch{By: without.hand.Person, At: day, Name: "Ana"}); err == nil {
					for _, p := range []*person{with, without} {
						c, err := Sign(p.Audit, Vouch{By: p.hand.Person, At: day, Name: "Ana"})
						if err != nil {
							t.Fatal(err)
						}
						p.does(t, c)
					}
				} else if _, err := Sign(with.Audit, Vouch{By: with.hand.Person, At: day, Name: "Ana"}); err == nil {
					t.Fatal("what nobody has answered can be signed")
				}
			}
		}
		tell := func(p *person) string {
			said := fmt.Sprintln(Tally(p.Items(day)), GateOf(p.Audit, p.Items(day), day, nil), p.StateDigest(), p.LastChange().IsZero(), p.Facts())
			for _, s := range SignOffs(p.Audit) {
				said += fmt.Sprintln(s.State, ChangedSince(p.Audit, s, day))
			}
			for _, i := range p.Items(day) {
				i.Suggested = nil
				said += fmt.Sprintln(i.VerdictWords(), i.Flags, i.Why, i.Reason, i.Open(), i.Touched(), i.Sides)
			}
			return said
		}
		if a, b := tell(with), tell(without); a != b {
			t.Fatalf("with suggestions:\n%s\nwithout:\n%s", a, b)
		}
	})
}

// TestWhatWasJudgedInOneReleaseIsNotAskedInTheNext carries responses to a later
// audit, where a scan finds the same.
func TestWhatWasJudgedInOneReleaseIsNotAskedInTheNext(t *testing.T) {
	ana, ben := newPerson(t, "Ana"), newPerson(t, "Ben")
	ana.does(t, event.Suggest(clause("A.1"), "aa", suggestion(event.NotMet, "k1")), event.Suggest(clause("A.2"), "bb", suggestion("", "k2")), event.Suggest(clause("A.3"), "cc", suggestion("", "k3")))
	aa, _ := FindSuggestion(ana.Audit, "aa")
	bb, _ := FindSuggestion(ana.Audit, "bb")
	changes, err := TakeSuggestion(ana.Audit, aa, "", "it does", nil, true)
	if err != nil {
		t.Fatal(err)
	}
	ana.does(t, changes...)
	ana.does(t, DismissSuggestion(bb, "a test double"))
	step, left, err := Carry(ben.Audit, ben.hand, ana.Audit)
	if err != nil || len(left) > 0 {
		t.Fatalf("left %v, %v", left, err)
	}
	ben.keeps(t, step...)
	if _, ok := FindSuggestion(ben.Audit, "cc"); ok {
		t.Error("what nobody judged is carried")
	}
	scan := func(keys ...string) {
		t.Helper()
		ben.does(t, event.Suggest(clause("A.1"), "aa", suggestion(event.NotMet, "k1")), event.Suggest(clause("A.2"), "bb", suggestion("", keys...)), event.Suggest(clause("A.3"), "cc", suggestion("", "k3")))
	}
	scan("k2")
	if a, b, c := ben.stand(t, "aa"), ben.stand(t, "bb"), ben.stand(t, "cc"); a != Taken || b != Dismissed || c != Waiting {
		t.Errorf("they are %s, %s and %s", a, b, c)
	}
	if s, _ := FindSuggestion(ben.Audit, "bb"); s.Answered.Name != "Ana" || s.Response.Reason != "a test double" {
		t.Errorf("it was put aside by %s: %+v", s.Answered, s.Response)
	}
	scan("k2", "k2")
	if b := ben.stand(t, "bb"); b != Waiting {
		t.Errorf("one more is found, and it is %s", b)
	}
}
