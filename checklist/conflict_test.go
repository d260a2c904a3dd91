package checklist

import (
	"slices"
	"testing"
	"time"

	"clausewalk/checklist/event"
)

func TestAnswersMadeWithoutSightOfOneAnotherAreAConflict(t *testing.T) {
	ana, ben := newPerson(t, "Ana"), newPerson(t, "Ben")
	ref := clause("A.1")
	ana.does(t, event.SetVerdict(ref, event.Met))
	ben.does(t, event.SetVerdict(ref, event.NotMet), event.SetReason(ref, "the log is empty"))
	agree(t, ana, ben)
	for _, p := range []*person{ana, ben} {
		i := p.Item(ref, day)
		want := []Side{
			{event.SetVerdict(ref, "").Field, "met", stampOf(ana.hand.Person)},
			{event.SetVerdict(ref, "").Field, "not met", stampOf(ben.hand.Person)},
		}
		if !i.Has(Conflict) || !i.Open() || !slices.Equal(i.Sides, want) {
			t.Errorf("flags %v, sides %+v", i.Flags, i.Sides)
		}
		if why := i.Why[slices.Index(i.Flags, Conflict)]; why != `Ana says verdict "met"; Ben says verdict "not met"` {
			t.Error(why)
		}
		if n := Tally([]Item{i}); n.Conflict != 1 || len(n.Verdicts) != 0 || n.Answered != 0 || n.Gaps != 0 {
			t.Errorf("%+v", n)
		}
	}
	ben.does(t, event.SetVerdict(ref, event.Met))
	agree(t, ana, ben)
	for _, p := range []*person{ana, ben} {
		if i := p.Item(ref, day); i.Has(Conflict) || i.Verdict != event.Met || i.By.Name != "Ben" {
			t.Errorf("settled, and yet %v %v", i.Verdict, i.Flags)
		}
	}
	ben.undoes(t, ben.LastStep("ben"))
	if i := ben.Item(ref, day); !i.Has(Conflict) {
		t.Error("the conflict does not come back when its settling is undone")
	}
}

func TestEqualAnswersAreNoConflict(t *testing.T) {
	ana, ben := newPerson(t, "Ana"), newPerson(t, "Ben")
	ref := clause("A.1")
	same := []event.Change{
		event.SetVerdict(ref, event.Partly), event.SetReason(ref, "half"), event.SetGap(ref, event.GapDue, "2026-12-05"), event.SetOverrule(ref, &event.Overrule{In: true, Reason: "asked"}),
		event.AddEvidence(ref, event.Evidence{Kind: event.LinkEvidence, URL: "https://x.y"}), event.SetFact("rules", "writes", event.FactAnswer{Values: []string{"posts", "likes"}}),
	}
	ana.does(t, same...)
	same[len(same)-1] = event.SetFact("rules", "writes", event.FactAnswer{Values: []string{"likes", "posts"}})
	ben.does(t, same...)
	agree(t, ana, ben)
	i := ana.Item(ref, day)
	if i.Has(Conflict) || i.Verdict != event.Partly || len(i.Evidence) != 1 {
		t.Errorf("%v %v, evidence %+v", i.Verdict, i.Sides, i.Evidence)
	}
	for _, f := range ana.Facts() {
		if len(f.Sides) > 0 {
			t.Errorf("the fact %s has sides %+v", f.Question.ID, f.Sides)
		}
	}
	if step := ana.does(t, same...); len(step) != 0 {
		t.Errorf("what both have said already made %d events", len(step))
	}
}

func TestDifferentFieldsOfOneClauseMerge(t *testing.T) {
	ana, ben := newPerson(t, "Ana"), newPerson(t, "Ben")
	ref := clause("A.1")
	ana.does(t, event.SetVerdict(ref, event.NotMet), event.SetReason(ref, "no log"), event.AddEvidence(ref, event.Evidence{Kind: event.LinkEvidence, URL: "https://x.y"}))
	ben.does(t, event.SetGap(ref, event.GapOwner, "Ben"), event.SetGap(ref, event.GapFix, "write one"), event.AddEvidence(ref, event.Evidence{Kind: event.LinkEvidence, URL: "https://x.z"}))
	agree(t, ana, ben)
	i := ben.Item(ref, day)
	if i.Has(Conflict) || i.Verdict != event.NotMet || i.Gap != (Gap{"blocker", "write one", "Ben", ""}) || len(i.Evidence) != 2 {
		t.Errorf("%+v", i)
	}
}

func TestOneKeySettlesVerdictAndReason(t *testing.T) {
	for _, c := range []struct {
		verdict event.Verdict
		reason  string
	}{{event.NotMet, "ana's reason"}, {event.Partly, "ben's reason"}, {event.CannotTell, "ben's reason"}, {event.Met, "ben's reason"}} {
		ana, ben := newPerson(t, "Ana"), newPerson(t, "Ben")
		ref := clause("A.1")
		ana.does(t, event.SetVerdict(ref, event.NotMet), event.SetReason(ref, "ana's reason"))
		ben.does(t, event.SetVerdict(ref, event.Partly), event.SetReason(ref, "ben's reason"))
		agree(t, ana, ben)
		ana.does(t, event.SetVerdict(ref, c.verdict))
		if i := ana.Item(ref, day); i.Has(Conflict) || i.Verdict != c.verdict || i.Reason != c.reason {
			t.Errorf("settled with %s: %s for %q, %v", c.verdict, i.Verdict, i.Reason, i.Flags)
		}
	}
}

func TestAVerdictAloneTakesNoReasonOfAnotherVerdict(t *testing.T) {
	ana, ben := newPerson(t, "Ana"), newPerson(t, "Ben")
	ref := clause("A.1")
	alone := func(v event.Verdict) error { return OneSided(ana.Audit, []event.Change{event.SetVerdict(ref, v)}) }
	ana.does(t, event.SetVerdict(ref, event.NotMet), event.SetReason(ref, "ana's reason"))
	if err := alone(event.Met); err != nil {
		t.Errorf("without a conflict: %v", err)
	}
	ben.does(t, event.SetVerdict(ref, event.Partly), event.SetReason(ref, "ben's reason"))
	agree(t, ana, ben)
	for _, v := range []event.Verdict{event.NotMet, event.Partly} {
		if err := alone(v); err != nil {
			t.Errorf("%s is what one side says: %v", v, err)
		}
	}
	for _, v := range []event.Verdict{event.Met, event.CannotTell, event.Unanswered} {
		if err := alone(v); err == nil || err.Error() != "A.1 is in conflict: Ana says not met, Ben says partly" {
			t.Errorf("%q: %v", v, err)
		}
	}
	if err := OneSided(ana.Audit, []event.Change{event.SetVerdict(ref, event.Met), event.SetReason(ref, "of its own")}); err != nil {
		t.Errorf("with a reason: %v", err)
	}
	ben.does(t, event.SetVerdict(ref, event.NotMet), event.SetReason(ref, "ben's other reason"))
	cleo := newPerson(t, "Cleo")
	cleo.does(t, event.SetVerdict(ref, event.NotMet), event.SetReason(ref, "cleo's reason"))
	ana.hears(t, ben)
	ana.hears(t, cleo)
	if err := alone(event.NotMet); err == nil {
		t.Error("two sides say it, each with a reason of its own, and one is chosen")
	}
}

func TestWallClocksThatAreWrongByDaysDoNotMatter(t *testing.T) {
	ana, ben := newPerson(t, "Ana"), newPerson(t, "Ben")
	ref := clause("A.2")
	ana.hand.Now = func() time.Time { return day.AddDate(0, 0, 9) }
	ben.hand.Now = func() time.Time { return day.AddDate(0, 0, -9) }
	ana.does(t, event.SetVerdict(ref, event.Met))
	ben.hears(t, ana)
	ben.does(t, event.SetVerdict(ref, event.CannotTell), event.SetReason(ref, "since corrected"))
	ana.hears(t, ben)
	if i := ana.Item(ref, day); i.Verdict != event.CannotTell || i.Has(Conflict) {
		t.Errorf("%s %v: the answer with the later wall clock won over the later answer", i.Verdict, i.Flags)
	}
	if log := ana.Log(ref); log[0].Who.Name != "Ana" || log[2].Who.Name != "Ben" {
		t.Error("the history is in the order of wall clocks")
	}
	if last := ana.LastChange(); !last.Equal(day.AddDate(0, 0, 9)) {
		t.Errorf("last change %s", last)
	}
}

func TestUndoLeavesAloneWhatSomebodyElseHasAnsweredSince(t *testing.T) {
	ana, ben := newPerson(t, "Ana"), newPerson(t, "Ben")
	ref := clause("A.1")
	ana.does(t, event.SetVerdict(ref, event.Met))
	second := ana.does(t, event.SetVerdict(ref, event.Partly), event.SetReason(ref, "half"))
	ben.hears(t, ana)
	third := ben.does(t, event.SetVerdict(ref, event.NotMet))
	ana.hears(t, ben)
	ana.undoes(t, second)
	if i := ana.Item(ref, day); i.Verdict != event.NotMet || i.Has(Conflict) {
		t.Errorf("%s %v: Ben had seen both of Ana's answers", i.Verdict, i.Sides)
	}
	ana.undoes(t, third)
	if i := ana.Item(ref, day); i.Verdict != event.Met || i.Has(Conflict) {
		t.Errorf("with both undone it is %s %v", i.Verdict, i.Flags)
	}
}

func TestStepsOfTwoProgramsOfOneWriterAreUndoneWhole(t *testing.T) {
	one, two := newPerson(t, "Ana"), newPerson(t, "Ana")
	ids := 0
	two.hand.NewID = func() string { ids++; return "two-" + string(rune('0'+ids)) }
	both := func(ref event.Ref) []event.Change {
		return []event.Change{event.SetVerdict(ref, event.NotMet), event.SetReason(ref, "no")}
	}
	first := one.does(t, both(clause("A.1"))...)
	two.seq = one.seq // Their journal is one file.
	second := two.does(t, both(clause("A.2"))...)
	one.hears(t, two)
	for _, step := range [][]event.Event{second, first} {
		last := one.LastStep("ana")
		if len(last) != 2 || last[0].ID != step[0].ID || last[1].ID != step[1].ID {
			t.Fatalf("would undo %d events: %+v", len(last), last)
		}
		one.undoes(t, last)
	}
	one.does(t, event.SetVerdict(clause("A.6"), event.Met))
	unsaved, err := one.Step(one.hand, both(clause("A.3"))...)
	if err != nil {
		t.Fatal(err)
	}
	if err := one.Apply(unsaved...); err != nil {
		t.Fatal(err)
	}
	if last := one.LastStep("ana"); len(last) != 2 || last[0].ID != unsaved[0].ID {
		t.Errorf("would undo %+v and not what is still being saved", last)
	}
}

func TestConflictOverScopeKeepsTheClauseIn(t *testing.T) {
	ana, ben := newPerson(t, "Ana"), newPerson(t, "Ben")
	ref := clause("A.3")
	ana.does(t, event.SetFact("rules", "stores", event.FactAnswer{Values: []string{"yes"}}))
	ben.does(t, event.SetFact("rules", "stores", event.FactAnswer{Values: []string{"no"}}))
	agree(t, ana, ben)
	if i := ana.Item(ref, day); i.Has(OutOfScope) {
		t.Errorf("one of two says that it is in: %v", i.Why)
	}
	f := ana.Facts()[0]
	if len(f.Sides) != 2 || f.Sides[0].Value != "yes" || f.Sides[1].By.Name != "Ben" {
		t.Errorf("the fact's sides are %+v", f.Sides)
	}
	ana.does(t, event.SetFact("rules", "stores", event.FactAnswer{Values: []string{"no"}}))
	if i := ana.Item(ref, day); !i.Has(OutOfScope) || len(ana.Facts()[0].Sides) > 0 {
		t.Error("the agreed answer does not put it out")
	}
	ben.hears(t, ana)
	ana.does(t, event.SetOverrule(ref, &event.Overrule{In: true, Reason: "it will store"}))
	ben.does(t, event.SetOverrule(ref, &event.Overrule{In: false, Reason: "never"}))
	agree(t, ana, ben)
	if i := ana.Item(ref, day); i.Has(OutOfScope) || !i.Has(Conflict) {
		t.Errorf("overruled both ways: %v", i.Flags)
	}
}

// stampOf is the stamp of what a person said on the day of these tests.
func stampOf(p event.Person) event.Stamp { return event.Stamp{Said: event.Said{By: p, At: day}} }

// TestAConflictIsSettledInOneStep takes each side, and writes a new answer.
func TestAConflictIsSettledInOneStep(t *testing.T) {
	ref := clause("A.1")
	disputed := func() (ana, ben *person, all []Version) {
		ana, ben = newPerson(t, "Ana"), newPerson(t, "Ben")
		ana.does(t, event.SetVerdict(ref, event.NotMet), event.SetReason(ref, "alpha"), event.SetGap(ref, event.GapOwner, "Ana"))
		ben.does(t, event.SetVerdict(ref, event.Partly), event.SetReason(ref, "beta"), event.SetGap(ref, event.GapOwner, "Ben"),
			event.AddEvidence(ref, event.Evidence{Kind: event.LinkEvidence, URL: "https://example.org/log"}))
		agree(t, ana, ben)
		return ana, ben, Versions(ana.Audit, ref)
	}
	ana, _, all := disputed()
	if len(all) != 2 || all[0].Name() != "Ana" || all[0].Verdict != event.NotMet || all[0].Reason != "alpha" || all[0].Rest[0].Value != "Ana" || len(all[0].Evidence) != 0 ||
		all[1].Name() != "Ben" || all[1].Verdict != event.Partly || all[1].Reason != "beta" || all[1].Rest[0].Value != "Ben" || len(all[1].Evidence) != 1 {
		t.Fatalf("%+v", all)
	}
	if said := Joined(all); said != "Ana (not met): alpha\n\nBen (partly): beta" {
		t.Errorf("%q", said)
	}
	step := ana.does(t, all[1].Take()...)
	if i := ana.Item(ref, day); i.Has(Conflict) || i.Verdict != event.Partly || i.Reason != "beta" || i.Gap.Owner != "Ben" || i.By.Name != "Ben" || i.EnteredBy.Name != "Ana" {
		t.Errorf("Ben's side taken by Ana: %+v", i)
	}
	if Versions(ana.Audit, ref) != nil {
		t.Error("there are sides, and no conflict")
	}
	ana.undoes(t, step)
	if i := ana.Item(ref, day); !i.Has(Conflict) || len(Versions(ana.Audit, ref)) != 2 {
		t.Errorf("undone: %+v", i)
	}
	ana, ben, all := disputed()
	ana.does(t, all[0].Anew(ref, event.CannotTell, "gamma")...)
	agree(t, ana, ben)
	if i := ben.Item(ref, day); i.Has(Conflict) || i.Verdict != event.CannotTell || i.Reason != "gamma" || i.Gap.Owner != "Ana" {
		t.Errorf("a new answer: %+v", i)
	}
}

// TestNoSideGetsTheReasonOfAnother holds that of a verdict without a reason, too,
// whichever side stands first.
func TestNoSideGetsTheReasonOfAnother(t *testing.T) {
	for gave := range 2 {
		people := []*person{newPerson(t, "Ana"), newPerson(t, "Ben")}
		ref := clause("A.1")
		people[gave].does(t, event.SetVerdict(ref, event.NotMet), event.SetReason(ref, "the log is empty"))
		people[1-gave].does(t, event.SetVerdict(ref, event.Met))
		ana := people[0]
		agree(t, ana, people[1])
		all := Versions(ana.Audit, ref)
		if len(all) != 2 || all[gave].Reason != "the log is empty" || all[1-gave].Reason != "" {
			t.Fatalf("%+v", all)
		}
		ana.does(t, all[1-gave].Take()...)
		if i := ana.Item(ref, day); i.Has(Conflict) || i.Verdict != event.Met || i.Reason != "" {
			t.Errorf("%s, %q", i.Verdict, i.Reason)
		}
	}
}

// TestTwoAnswersOfOneCloneStayWhole holds those that were given on two branches,
// in whatever order the ids of their events are. Files or times tell them apart.
func TestTwoAnswersOfOneCloneStayWhole(t *testing.T) {
	ref := clause("A.1")
	for _, c := range []struct {
		ids   []string
		files [2]string
		later time.Duration
	}{
		{[]string{"d", "a", "c", "b"}, [2]string{"one", "two"}, 0},
		{[]string{"a", "d", "b", "c"}, [2]string{"one", "two"}, 0},
		{[]string{"d", "a", "c", "b"}, [2]string{}, time.Minute},
	} {
		ana, clone := newPerson(t, "Ana"), newPerson(t, "Ana")
		newID := func() string { id := c.ids[0]; c.ids = c.ids[1:]; return id }
		ana.hand.NewID, clone.hand.NewID = newID, newID
		clone.hand.Now = func() time.Time { return day.Add(c.later) }
		var kept []event.Event
		for n, branch := range []*person{ana, clone} {
			step, err := branch.Step(branch.hand, event.SetReason(ref, []string{"it is out", "no page"}[n]), event.SetVerdict(ref, []event.Verdict{event.Met, event.NotMet}[n]))
			if err != nil {
				t.Fatal(err)
			}
			for i := range step {
				step[i].File = c.files[n]
			}
			kept = append(kept, step...)
		}
		if err := ana.Apply(kept...); err != nil {
			t.Fatal(err)
		}
		all := Versions(ana.Audit, ref)
		if len(all) != 2 {
			t.Fatalf("%d sides", len(all))
		}
		for _, v := range all {
			if (v.Verdict == event.Met) != (v.Reason == "it is out") {
				t.Errorf("%s has the reason %q", v.Verdict, v.Reason)
			}
		}
	}
}

// TestWhichValuesOfOneCloneBelongTogether holds that the same file counts more than the
// same person, and the person more than the time. Each case has for the reasons and then
// for the verdicts of two branches a file, a person and a minute.
func TestWhichValuesOfOneCloneBelongTogether(t *testing.T) {
	type at struct {
		file, who string
		minute    int
	}
	ref := clause("A.1")
	for name, c := range map[string][2][2]at{
		"by the file, not by person and time":   {{{"one", "Ana", 0}, {"one", "Ben", 9}}, {{"two", "Ben", 9}, {"two", "Ana", 0}}},
		"by the file, not by the time":          {{{"one", "Ana", 0}, {"one", "Ana", 9}}, {{"two", "Ana", 9}, {"two", "Ana", 0}}},
		"by the person, not by the time":        {{{"", "Ana", 0}, {"", "Ana", 9}}, {{"", "Ben", 9}, {"", "Ben", 0}}},
		"by the time":                           {{{"", "Ana", 0}, {"", "Ana", 1}}, {{"", "Ana", 9}, {"", "Ana", 8}}},
		"by the time, the later is the earlier": {{{"", "Ana", 9}, {"", "Ana", 8}}, {{"", "Ana", 0}, {"", "Ana", 1}}},
	} {
		for _, ids := range []string{"dacb", "adbc", "cbda", "bcad"} {
			var kept []event.Event
			for n, branch := range c {
				who := newPerson(t, "Ana")
				step, err := who.Step(who.hand, event.SetReason(ref, []string{"it is out", "no page"}[n]), event.SetVerdict(ref, []event.Verdict{event.Met, event.NotMet}[n]))
				if err != nil {
					t.Fatal(err)
				}
				for i := range step {
					step[i].ID, step[i].File, step[i].Who.Name, step[i].Time = ids[2*n+i:2*n+i+1], branch[i].file, branch[i].who, day.Add(time.Duration(branch[i].minute)*time.Minute)
				}
				kept = append(kept, step...)
			}
			ana := newPerson(t, "Ana")
			if err := ana.Apply(kept...); err != nil {
				t.Fatal(err)
			}
			all := Versions(ana.Audit, ref)
			if len(all) != 2 {
				t.Fatalf("%s: %d sides", name, len(all))
			}
			for _, v := range all {
				if (v.Verdict == event.Met) != (v.Reason == "it is out") {
					t.Errorf("%s, ids %s: %s has the reason %q", name, ids, v.Verdict, v.Reason)
				}
			}
		}
	}
}

// TestAReasonOfOneCloneGoesWithTheAnswerThatIsNearest to it among those that were given
// before, and every other side is taken without it.
func TestAReasonOfOneCloneGoesWithTheAnswerThatIsNearest(t *testing.T) {
	ref := clause("A.1")
	for name, c := range map[string]struct {
		minutes [2]int // when the verdicts met and not met were given
		reason  int
		whose   event.Verdict
	}{
		"given with the second": {[2]int{0, 5}, 5, event.NotMet},
		"given after both":      {[2]int{0, 5}, 9, event.NotMet},
		"given with the first":  {[2]int{0, 5}, 0, event.Met},
		"given between them":    {[2]int{0, 5}, 4, event.Met},
		"given before both":     {[2]int{3, 5}, 1, ""},
	} {
		var kept []event.Event
		for n, v := range []event.Verdict{event.Met, event.CannotTell} {
			who := newPerson(t, "Ana")
			changes := []event.Change{event.SetVerdict(ref, v)}
			if n == 1 {
				changes = append(changes, event.SetReason(ref, "so it is"))
			}
			step, err := who.Step(who.hand, changes...)
			if err != nil {
				t.Fatal(err)
			}
			for i := range step {
				minute := c.minutes[n]
				if step[i].Kind == event.KindReason {
					minute = c.reason
				}
				step[i].ID, step[i].Time = string(rune('a'+2*n+i)), day.Add(time.Duration(minute)*time.Minute)
			}
			kept = append(kept, step...)
		}
		ana := newPerson(t, "Ana")
		if err := ana.Apply(kept...); err != nil {
			t.Fatal(err)
		}
		for _, v := range Versions(ana.Audit, ref) {
			is := v.Verdict
			if is == event.CannotTell {
				is = event.NotMet
			}
			with := v.Reason == "so it is"
			if with != (c.whose == "" || c.whose == is) || with == slices.ContainsFunc(v.Take(), func(c event.Change) bool { return c.Field.Kind == event.KindReason }) {
				t.Errorf("%s: %s has the reason %q and takes %+v", name, v.Verdict, v.Reason, v.Take())
			}
			for _, one := range v.Anew(ref, event.Partly, "both") {
				if v, ok := one.Value.(event.Verdict); ok && v != event.Partly || one.Field.Kind == event.KindReason && one.Value != event.Reason("both") {
					t.Errorf("%s: a new answer has %+v", name, one)
				}
			}
		}
	}
}
