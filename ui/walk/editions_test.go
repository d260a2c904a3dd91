package walk

import (
	"fmt"
	"strings"
	"testing"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/policy"
	"clausewalk/policy/reading"
	"clausewalk/ui/walk/layer"
)

// nextEdition adds to the workspace an edition of the built-in policy in which a
// clause is reworded, one is removed, one is added and one is split.
func nextEdition(t *testing.T, w *walk) *policy.Policy {
	t.Helper()
	now := w.model.opt.Session.Policies[0]
	text := string(now.Markdown)
	for _, edit := range [][2]string{
		{"within 24 hours", "within 12 hours"},
		{"Don't confuse, deceive, defraud, mislead, or harass anyone.", "Name a person who answers to the platform for all of your app. Tell us when that person changes."},
	} {
		if !strings.Contains(text, edit[0]) {
			t.Fatalf("the built-in text has no %q", edit[0])
		}
		text = strings.Replace(text, edit[0], edit[1], 1)
	}
	p, err := reading.Parse(now.ID, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	if err := w.model.opt.Session.Workspace.AddPolicy(p); err != nil {
		t.Fatal(err)
	}
	return p
}

func TestFramesOfEditionsAreAsReviewed(t *testing.T) {
	t.Parallel()
	for _, size := range sizes {
		w := start(t, size[0], size[1])
		halfAnswered(t, w)
		nextEdition(t, w)
		shot := func(name string) {
			t.Helper()
			golden(t, fmt.Sprintf("%dx%d/%s.txt", size[0], size[1], name), w.Frame()+"\n")
		}
		w.do("adopt edition")
		shot("adopt")
		w.do("next change", "next change")
		shot("adopt-next")
		w.do("leave compare", "adopt edition", "adopt it")
		shot("adopted")
		w.do("search")
		w.Type("A.12")
		w.do("accept", "open")
		shot("reworded")
		w.do("back")
	}
}

func TestAnEditionIsAdoptedFromTheScreenAndTakenBack(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	w.do("adopt edition")
	w.shows("there is no other edition; clausewalk policy add FILE adds one")
	halfAnswered(t, w)
	next := nextEdition(t, w)
	w.do("adopt edition")
	w.do("next change", "next change")
	w.shows("1 to confirm again", "[-24-] {+12+}")
	w.do("adopt it")
	w.shows("adopted, and u undoes it; answers:")
	if i := w.stored("A.12"); !i.Has(checklist.Stale) || i.Verdict != event.NotMet {
		t.Errorf("stored: %+v", i)
	}
	if got := w.model.opt.Session.Policies[0].Edition; got != next.Edition {
		t.Errorf("edition %s", got)
	}
	w.do("search")
	w.Type("A.12")
	w.do("accept")
	w.shows("the text changed on 2026-11-24, confirm again", "{+12+}")
	w.do("confirm")
	if i := w.stored("A.12"); !i.Answered() {
		t.Errorf("not confirmed: %+v", i)
	}
	w.do("undo", "undo")
	if i := w.stored("A.12"); !i.Answered() || w.model.opt.Session.Policies[0].Edition == next.Edition {
		t.Errorf("not taken back: %+v", i)
	}
}

func TestAnotherClonesAdoptionWaitsForTheOpenBox(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	halfAnswered(t, w)
	next := nextEdition(t, w)
	w.do("last", "partly")
	w.Type("half a thought of some words")
	ref := w.model.list.Item().Ref
	o := open(t, w.model.opt.Session.Workspace, "Ben")
	plan, err := workspace.PlanAdoption(o.Workspace, o.Audit, next)
	if err != nil {
		t.Fatal(err)
	}
	o.Know(plan.Next)
	if _, err := o.Do(plan.Change); err != nil {
		t.Fatal(err)
	}
	w.Send(layer.Changed{})
	if w.model.opt.Session.Policies[0].Edition == next.Edition {
		t.Error("the clause changed below the open box")
	}
	w.do("keep words")
	if w.model.opt.Session.Policies[0].Edition != next.Edition {
		t.Error("the adoption was not taken in when the box had closed")
	}
	if i := w.stored(ref.Label); i.Reason != "half a thought of some words" {
		t.Errorf("stored: %+v", i)
	}
}

func TestAnOfferedAnswerIsTakenWithOneKey(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	now := w.model.opt.Session.Policies[0]
	was, _ := now.Clause("A.22")
	one, other, _ := strings.Cut(was.Markdown, ". ")
	w.do("search")
	w.Type("A.22")
	w.do("accept", "not met")
	w.Type("nobody has looked into it")
	w.do("keep words")
	if i := w.stored(was.Label); i.Verdict != event.NotMet {
		t.Fatalf("%s is %s", was.Label, i.Verdict)
	}
	text := strings.Replace(string(now.Markdown), was.Markdown, one+".\n23. "+other, 1)
	p, err := reading.Parse(now.ID, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	if err := w.model.opt.Session.Workspace.AddPolicy(p); err != nil {
		t.Fatal(err)
	}
	w.do("adopt edition", "adopt it", "first")
	for range 60 {
		if len(w.model.list.Item().Offered) > 0 {
			break
		}
		w.do("down")
	}
	w.shows("Older answers on offer; P shows and takes one", "not met: nobody")
	w.do("suggestion")
	w.shows("1 of 1", "the answer to", "nobody has looked into it")
	w.do("take as met", "dismiss suggestion")
	w.do("take suggestion")
	if i := w.stored(w.at()); i.Reason != "nobody has looked into it" || i.Verdict != event.NotMet {
		t.Errorf("stored: %+v", i)
	}
}

func TestEditionsInConflictAreShownAndSettledByOneMoreAdoption(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	first := w.model.opt.Session.Policies[0]
	next := nextEdition(t, w)
	other, err := reading.Parse(first.ID, []byte(strings.Replace(string(first.Markdown), "within 24 hours", "within 6 hours", 1)))
	if err != nil {
		t.Fatal(err)
	}
	if err := w.model.opt.Session.Workspace.AddPolicy(other); err != nil {
		t.Fatal(err)
	}
	for name, p := range map[string]*policy.Policy{"Ben": next, "Cem": other} { // Neither has seen the other's.
		o := open(t, w.model.opt.Session.Workspace, name)
		o.Audit = o.Refold(func(event.Event) bool { return false })
		plan, err := workspace.PlanAdoption(o.Workspace, o.Audit, p)
		if err != nil {
			t.Fatal(err)
		}
		o.Know(plan.Next)
		if _, err := o.Do(plan.Change); err != nil {
			t.Fatal(err)
		}
	}
	w.Send(layer.Changed{})
	w.shows("editions in conflict")
	w.do("overview")
	w.shows("Editions in conflict: one more adoption settles it", "Ben", "Cem")
	w.do("leave overview")
	w.Send(sizeMsg(60, 20))
	w.shows("editions ≠")
	w.Send(sizeMsg(120, 40))
	w.do("adopt edition", "next choice", "choose")
	w.shows("y adopt it")
	w.do("adopt it")
	if d := checklist.Disputes(w.model.opt.Session.Audit); len(d) > 0 {
		t.Errorf("not settled: %+v", d)
	}
}
