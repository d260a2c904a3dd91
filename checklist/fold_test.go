package checklist

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"clausewalk/checklist/event"
)

// said is all that an audit tells about itself at a moment.
func said(a *Audit) any {
	at := day.AddDate(0, 7, 0)
	type all struct {
		Items    []Item
		Facts    []Fact
		Log      []event.Event
		Unplaced []event.Event
		Last     map[string][]event.Event
		State    string
	}
	s := all{Items: a.Items(at), Facts: a.Facts(), Log: a.Log(event.Ref{}), Unplaced: a.Unplaced(), Last: map[string][]event.Event{}, State: a.StateDigest()}
	for _, w := range []string{"ana", "ben", "cem"} {
		s.Last[w] = a.LastStep(w)
	}
	return s
}

// standing is what an audit says of its clauses and facts, without how it came
// to say it.
func standing(a *Audit) any {
	return []any{a.Items(day), a.Facts()}
}

// drawChanges draws what a person may do in one step.
func drawChanges(t *rapid.T) []event.Change {
	ref := clause(rapid.SampledFrom([]string{"A.1", "A.3", "A.4"}).Draw(t, "clause"))
	text := rapid.SampledFrom([]string{"", "one", "two"}).Draw(t, "text")
	switch rapid.IntRange(0, 7).Draw(t, "change") {
	case 0, 1:
		return []event.Change{event.SetReason(ref, "why"+text), event.SetVerdict(ref, rapid.SampledFrom(event.Verdicts()).Draw(t, "verdict"))}
	case 2:
		return []event.Change{event.SetVerdict(ref, rapid.SampledFrom([]event.Verdict{event.Met, event.Unanswered}).Draw(t, "verdict"))}
	case 3:
		return []event.Change{event.SetGap(ref, event.GapFix, text), event.SetGap(ref, event.GapOwner, text)}
	case 4:
		return []event.Change{event.AddEvidence(ref, event.Evidence{Kind: event.PlaceEvidence, Path: "a.go", SHA256: text})}
	case 5:
		return []event.Change{event.RemoveEvidence(ref, event.AddEvidence(ref, event.Evidence{Kind: event.PlaceEvidence, Path: "a.go"}).Field.Subject)}
	case 6:
		answer := rapid.SampledFrom([]event.FactAnswer{{Unknown: true}, {Values: []string{"yes"}}, {Values: []string{"no"}}}).Draw(t, "answer")
		return []event.Change{event.SetFact("rules", "stores", answer)}
	default:
		if text == "" {
			return []event.Change{event.SetOverrule(ref, nil)}
		}
		return []event.Change{event.SetOverrule(ref, &event.Overrule{In: rapid.Bool().Draw(t, "in"), Reason: text})}
	}
}

// drawHistory lets one to three people work, who see each other's events now
// and then and whose wall clocks are wrong by days.
func drawHistory(t *rapid.T) ([]*person, [][]event.Event) {
	people := []*person{newPerson(t, "Ana"), newPerson(t, "Ben"), newPerson(t, "Cem")}[:rapid.IntRange(1, 3).Draw(t, "people")]
	var steps [][]event.Event
	for range rapid.IntRange(1, 25).Draw(t, "moves") {
		p := rapid.SampledFrom(people).Draw(t, "person")
		wrong := time.Duration(rapid.IntRange(-10, 10).Draw(t, "days")) * 24 * time.Hour
		p.hand.Now = func() time.Time { return day.Add(wrong) }
		var step []event.Event
		switch rapid.IntRange(0, 9).Draw(t, "move") {
		default:
			step = p.does(t, drawChanges(t)...)
		case 0, 1:
			p.hears(t, rapid.SampledFrom(people).Draw(t, "other"))
		case 2:
			if last := p.LastStep(p.hand.Writer); len(last) > 0 {
				step = p.undoes(t, last)
			}
		case 3: // take back anything known, an undo too
			if log := p.Log(event.Ref{}); len(log) > 0 {
				step = p.undoes(t, []event.Event{rapid.SampledFrom(log).Draw(t, "event")})
			}
		}
		if len(step) > 0 {
			steps = append(steps, step)
		}
	}
	return people, steps
}

func TestTheSameEventsGiveTheSameAuditInWhateverOrderAndHoweverOften(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		_, steps := drawHistory(t)
		var events []event.Event
		for _, s := range steps {
			events = append(events, s...)
		}
		if len(events) == 0 {
			return
		}
		inOrder := newPerson(t, "Ana")
		if err := inOrder.Apply(events...); err != nil {
			t.Fatal(err)
		}
		mixed := newPerson(t, "Ana")
		arriving := rapid.Permutation(events).Draw(t, "order")
		arriving = append(arriving, rapid.SliceOfN(rapid.SampledFrom(events), 0, 5).Draw(t, "again")...)
		for len(arriving) > 0 {
			n := rapid.IntRange(1, len(arriving)).Draw(t, "at once")
			if err := mixed.Apply(arriving[:n]...); err != nil {
				t.Fatal(err)
			}
			arriving = arriving[n:]
		}
		if diff := cmp.Diff(said(inOrder.Audit), said(mixed.Audit)); diff != "" {
			t.Fatalf("in order (-) and mixed (+):\n%s", diff)
		}
	})
}

func TestUndoAndRedoOfAnyStepIsWhereYouWere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		people, steps := drawHistory(t)
		p := people[0]
		for _, other := range people {
			p.hears(t, other)
		}
		if len(steps) == 0 {
			return
		}
		before := standing(p.Audit)
		undo := p.undoes(t, rapid.SampledFrom(steps).Draw(t, "step"))
		p.undoes(t, undo)
		if diff := cmp.Diff(before, standing(p.Audit)); diff != "" {
			t.Fatalf("before (-) and after undo and redo (+):\n%s", diff)
		}
	})
}

func TestUndoOfTheLastStepIsWhereYouWereBeforeIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		people, _ := drawHistory(t)
		p := people[0]
		for _, other := range people {
			p.hears(t, other)
		}
		before := standing(p.Audit)
		if step := p.does(t, drawChanges(t)...); len(step) > 0 {
			if diff := cmp.Diff(step, p.LastStep(p.hand.Writer)); diff != "" {
				t.Fatalf("the last step (-) is not what would be undone (+):\n%s", diff)
			}
			p.undoes(t, step)
		}
		if diff := cmp.Diff(before, standing(p.Audit)); diff != "" {
			t.Fatalf("before (-) and after the undo (+):\n%s", diff)
		}
	})
}

func TestUndoingAgainAndAgainWalksBackToTheBeginning(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := newPerson(t, "Ana")
		were := []any{standing(p.Audit)}
		for range rapid.IntRange(1, 12).Draw(t, "steps") {
			if len(p.does(t, drawChanges(t)...)) > 0 {
				were = append(were, standing(p.Audit))
			}
		}
		for n := len(were) - 2; n >= 0; n-- {
			p.undoes(t, p.LastStep(p.hand.Writer))
			if diff := cmp.Diff(were[n], standing(p.Audit)); diff != "" {
				t.Fatalf("after %d steps (-) and walked back there (+):\n%s", n, diff)
			}
		}
		if last := p.LastStep(p.hand.Writer); len(last) != 0 {
			t.Fatalf("there is more to undo: %+v", last)
		}
	})
}

func TestASettledAuditHasNoConflict(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		people, _ := drawHistory(t)
		p := people[0]
		for _, other := range people {
			p.hears(t, other)
		}
		ref := clause("A.1")
		p.does(t, event.SetReason(ref, "we agree"), event.SetVerdict(ref, event.NotMet), event.SetGap(ref, event.GapFix, "f"), event.SetGap(ref, event.GapOwner, "o"),
			event.SetOverrule(ref, &event.Overrule{In: true, Reason: "we agree"}), event.RemoveEvidence(ref, event.AddEvidence(ref, event.Evidence{Kind: event.PlaceEvidence, Path: "a.go"}).Field.Subject))
		if i := p.Item(ref, day); i.Has(Conflict) || i.Verdict != event.NotMet || i.Has(OutOfScope) {
			t.Fatalf("%s %v %v", i.Verdict, i.Flags, i.Sides)
		}
	})
}

func TestEachClauseInScopeIsCountedOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		people, _ := drawHistory(t)
		p := people[0]
		for _, other := range people {
			p.hears(t, other)
		}
		items := p.Items(day.AddDate(0, rapid.IntRange(0, 12).Draw(t, "months"), 0))
		n, out, met := Tally(items), 0, 0
		counted := n.Stale + n.Conflict
		for _, of := range n.Verdicts {
			counted += of
		}
		for _, i := range items {
			switch {
			case i.Has(OutOfScope):
				out++
				if i.Open() || i.Answered() || i.IsGap() {
					t.Fatalf("%s is out of scope and yet open, answered or a gap", i.Ref)
				}
			case i.Open() == i.Answered():
				t.Fatalf("%s is open %v and answered %v", i.Ref, i.Open(), i.Answered())
			case i.Verdict == event.Met && !i.Has(Stale) && !i.Has(Conflict):
				met++
			}
		}
		if counted != n.Clauses || n.OutOfScope != out || n.Clauses+out != len(items) || n.Verdicts[event.Met] != met {
			t.Fatalf("%+v of %d, %d out of scope, %d met", n, len(items), out, met)
		}
		if n.Answered != n.Clauses-n.Verdicts[event.Unanswered]-n.Stale-n.Conflict || n.Gaps != n.Verdicts[event.Partly]+n.Verdicts[event.NotMet] {
			t.Fatalf("%s", fmt.Sprintf("%+v", n))
		}
	})
}
