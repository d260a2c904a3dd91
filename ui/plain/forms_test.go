package plain

import (
	"io"
	"strings"
	"testing"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/ui/session"
	"clausewalk/ui/uitest"
)

// hangUp is a sitting whose input ends after what is typed. It returns what was
// said.
func (b *bench) hangUp(typed string) string {
	b.t.Helper()
	var out strings.Builder
	o := b.opt
	o.Session, o.Dir, o.In, o.Out, o.Tool = b.open(), b.dir, io.Reader(strings.NewReader(typed)), &out, "clausewalk test"
	if err := Run(o); err != nil {
		b.t.Fatal(err)
	}
	return out.String()
}

// TestWhatIsTypedIntoAFormIsThereAfterAnyExit holds that the lines of a form are
// a draft until they are kept, in the plain walk too.
func TestWhatIsTypedIntoAFormIsThereAfterAnyExit(t *testing.T) {
	t.Parallel()
	for _, form := range []struct{ begun, again, kept string }{
		{"A.12\nw\nmajor\nBen\n", "A.12\nw\n\n\n+2w\npurge the CDN\n", "gap major"},
		{"A.12\nD\nrejected\n2026-03-02\n", "A.12\nD\n\n\n\n\nNo recording\n", "rejected on 2026-03-02"},
		{"1\ns\nAna Ruiz\nLead\nLooked at all of it", "s\n\n\n\nyes\n", "Looked at all of it"},
		{"A.12\nx\nnobody stores anything\nat all\n", "A.12\nx\n\n", "nobody stores anything"},
	} {
		b := newBench(t, "instagram-platform")
		b.hangUp(form.begun)
		if all, _ := b.open().Drafts(); len(all) != 1 {
			t.Errorf("%q leaves %d drafts", form.begun, len(all))
		}
		said := b.hangUp(form.again)
		s := b.open()
		if all, _ := s.Drafts(); len(all) != 0 {
			t.Errorf("%q leaves the draft %q:\n%s", form.again, all[0].Text, said)
		}
		if !strings.Contains(allWords(s), form.kept) {
			t.Errorf("%q is not kept after %q: %s\n%s", form.kept, form.again, allWords(s), said)
		}
	}
}

// TestADraftBringsItsVerdictAlong holds that the key for the reason goes on where an
// answer was broken off, whatever words it ends with, as on the screen.
func TestADraftBringsItsVerdictAlong(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{"": "The CDN keeps copies.", "The CDN keeps them for 48 hours.\n": "The CDN keeps them for 48 hours."} {
		b := newBench(t, "instagram-platform")
		b.hangUp("A.12\n3\nThe CDN keeps copies.\n")
		b.hangUp("A.12\ni\n" + typed + "\n")
		s := b.open()
		ref, err := s.Find("A.12")
		if err != nil {
			t.Fatal(err)
		}
		if i := s.Item(ref); i.Verdict != event.NotMet || i.Reason != want {
			t.Errorf("after %q it is %s: %q", typed, i.Verdict, i.Reason)
		}
	}
}

// TestWordsForASuggestionThatCannotBeTakenWaitAsADraft holds that what was typed
// outlives a refusal that comes after it.
func TestWordsForASuggestionThatCannotBeTakenWaitAsADraft(t *testing.T) {
	t.Parallel()
	b := newBench(t, "instagram-platform")
	s := b.open()
	ref, err := s.Find("A.12")
	if err != nil {
		t.Fatal(err)
	}
	made := &event.Suggestion{Source: "mcp: x", Verdict: event.Met, Words: "it does", Confidence: event.Unsure}
	if _, err := s.Do(event.SetVerdict(ref, event.CannotTell), event.SetReason(ref, "nobody knows"), event.Suggest(ref, "aabbccdd", made)); err != nil {
		t.Fatal(err)
	}
	uitest.Apart(t, b.ws, uitest.Hand("Ben"), event.SetVerdict(ref, event.Partly), event.SetReason(ref, "once a day"))
	said := b.hangUp("g A.12\nsuggestion\n1\nI read the job, and it purges.\n\n")
	if !strings.Contains(said, "A.12 is in conflict: settle it before you take a suggestion") {
		t.Errorf("it is not refused:\n%s", said)
	}
	if d, ok := b.open().Draft("suggestion", ref); !ok || d.Text != "I read the job, and it purges." {
		t.Errorf("the draft is %q", d.Text)
	}
}

func allWords(s *session.Session) string {
	var all []string
	for _, r := range s.Refs() {
		i := s.Item(r)
		if g := i.Gap; g.Owner != "" {
			all = append(all, "gap "+g.Severity, g.Owner, g.Due, g.Fix)
		}
		if i.Overrule != nil {
			all = append(all, i.Overrule.Reason)
		}
		for _, o := range i.Outcomes {
			all = append(all, o.String())
		}
	}
	if last, ok := checklist.LastSignOff(s.Audit); ok {
		all = append(all, last.Statement)
	}
	return strings.Join(all, "; ")
}

func TestChoicesHaveNumbersAndFirstLettersAreEnough(t *testing.T) {
	t.Parallel()
	b := newBench(t, "instagram-platform")
	b.sit(map[string]bool{},
		turn{"A.12", "Remove within 24 hours"},
		turn{"w\nmaj\nBen\n+2w\npurge it", "Saved."},
		turn{"A.13", "Consent"},
		turn{"w", "Severity: 1 blocker, 2 major, 3 minor."},
		turn{"3", "Owner: 1 Ben, 2 Ana."}, // The owner given last comes first.
		turn{"1", "Due: 1 2026-12-08, "},
		turn{"1\nask", "Saved."},
	)
	s := b.open()
	for label, want := range map[string]string{"A.12": "major Ben 2026-12-08 purge it", "A.13": "minor Ben 2026-12-08 ask"} {
		ref, err := s.Find(label)
		if err != nil {
			t.Fatal(err)
		}
		g := s.Item(ref).Gap
		if got := strings.Join([]string{g.Severity, g.Owner, g.Due, g.Fix}, " "); got != want {
			t.Errorf("the gap of %s is %q, not %q", label, got, want)
		}
	}
}

func TestADayThatHasGoneByIsNoEndOfAnAnswer(t *testing.T) {
	t.Parallel()
	b := newBench(t, "instagram-platform")
	b.sit(map[string]bool{}, turn{"A.12\n1", "Saved."}, turn{"g A.12\nv\n2020-01-01", "2020-01-01 is in the past: a day in the future, or a span such as 6mo."}, turn{"q", ""})
}
