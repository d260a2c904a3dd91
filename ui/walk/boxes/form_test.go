package boxes

import (
	"errors"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"clausewalk/checklist/event"
	"clausewalk/ui"
	"clausewalk/ui/clauses"
	"clausewalk/ui/uitest"
	"clausewalk/ui/walk/layer"
	"clausewalk/ui/walk/style"
)

// begin returns the list of a new audit.
func begin(t *testing.T) *clauses.List {
	t.Helper()
	return clauses.New(uitest.Open(t, uitest.NewAudit(t, t.TempDir(), "instagram-platform"), uitest.Hand("Ana")))
}

func typed(b layer.Layer, words string) {
	for _, r := range words {
		b.Type(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
	}
}

func shown(b layer.Layer) string {
	b.Resize(80, 10)
	return strings.Join(b.View(style.New(false, ui.Mono)), "\n")
}

func TestTheGapIsKeptAndTheBoxCloses(t *testing.T) {
	t.Parallel()
	l := begin(t)
	b := Gap(l)
	b.Do("next field")
	typed(b, "Ben")
	if r := b.Do("accept"); !r.Close {
		t.Errorf("%+v", r)
	}
	if got := l.Item().Gap.Owner; got != "Ben" {
		t.Errorf("owner %q", got)
	}
}

func TestWhatIsRefusedStaysInTheBoxWithTheReason(t *testing.T) {
	t.Parallel()
	l := begin(t)
	b := Gap(l)
	b.Do("previous field")
	b.Do("previous field")
	typed(b, "next week")
	if r := b.Do("accept"); r.Close || !strings.Contains(shown(b), "due") {
		t.Errorf("%+v\n%s", r, shown(b))
	}
	if l.Item().Gap.Entered() {
		t.Errorf("kept %+v", l.Item().Gap)
	}
}

func TestLeavingABoxOfLinesDecidesNothing(t *testing.T) {
	t.Parallel()
	l := begin(t)
	for _, b := range []layer.Layer{Gap(l), Until(l), Decided(l), Evidence(l, "", nil).Open} {
		typed(b, "1y")
		if r := b.Do("leave line"); !r.Close {
			t.Errorf("%+v", r)
		}
	}
	if i := l.Item(); i.Touched() || i.Gap.Entered() || i.ValidUntil != "" || len(i.Evidence) > 0 {
		t.Errorf("%+v", i)
	}
}

// TestEvidenceComesAlsoWhenTheBoxWasLeft holds that work that is under way is
// not lost, and that its fault is said where nobody sees the box.
func TestEvidenceComesAlsoWhenTheBoxWasLeft(t *testing.T) {
	t.Parallel()
	l := begin(t)
	for spec, want := range map[string]string{"https://example.org/a": "P.1: added link", "nowhere.txt": "nowhere.txt"} {
		b := Evidence(l, t.TempDir(), nil).Open
		b.Do("undo typing") // What the other one has left in it.
		typed(b, spec)
		cmd := b.Do("accept").Cmd
		b.Do("leave line")
		if r := finish(t, cmd); !strings.Contains(r.Note, want) {
			t.Errorf("%s: %+v", spec, r)
		}
	}
	if n := len(l.Item().Evidence); n != 1 {
		t.Errorf("%d pieces", n)
	}
}

// finish does the work of a command, and on the screen what comes of it.
func finish(t *testing.T, cmd tea.Cmd) layer.Result {
	t.Helper()
	msg := cmd()
	if all, ok := msg.(tea.BatchMsg); ok {
		for _, one := range all {
			if one != nil {
				msg = one()
			}
		}
	}
	back, ok := msg.(layer.Back)
	if !ok {
		t.Fatalf("it comes back with %T", msg)
	}
	return back.Do()
}

func TestAFileThatCannotBeWrittenLeavesTheBoxOpen(t *testing.T) {
	t.Parallel()
	fail := errors.New("the disk is full")
	b := Write(begin(t), Writing{Title: "Write to", Name: "a.md", Write: func(string, bool) error { return fail }}, "", nil)
	if r := finish(t, b.Do("accept").Cmd); r.Close || !strings.Contains(shown(b), "the disk is full") {
		t.Errorf("%+v\n%s", r, shown(b))
	}
	fail = nil
	if r := finish(t, b.Do("accept").Cmd); !r.Close || r.Note != "written to a.md" {
		t.Errorf("%+v", r)
	}
}

func TestAReasonIsKeptWithItsVerdict(t *testing.T) {
	t.Parallel()
	l := begin(t)
	b := Reason(l, "", event.NotMet, l.Item().Ref).Open
	b.Resize(80, 10)
	typed(b, "thin")
	if r := b.Do("keep words"); !r.Close || !r.Draft || !strings.Contains(r.Note, "fewer than five words") {
		t.Errorf("%+v", r)
	}
	if i := l.Item(); i.Verdict != event.NotMet || i.Reason != "thin" {
		t.Errorf("%s %q", i.Verdict, i.Reason)
	}
}

func TestAChoiceThatCannotBeTakenSaysWhy(t *testing.T) {
	t.Parallel()
	b := Chooser("Which?", []Choice{{Words: "one", Off: "it is not there"}, {Words: "two", Take: func() layer.Result { return layer.Result{Do: "help"} }}})
	if r := b.Do("choose"); r.Close || r.Note != "it is not there" {
		t.Errorf("%+v", r)
	}
	typed(b, "tw")
	if r := b.Do("choose"); !r.Close || r.Do != "help" {
		t.Errorf("%+v", r)
	}
}

func TestSeveralPastedLinesAreSeveralPieces(t *testing.T) {
	t.Parallel()
	l := begin(t)
	l.Mark()
	l.Mark()
	b := Evidence(l, t.TempDir(), nil).Open
	b.Type(tea.KeyMsg{Type: tea.KeyRunes, Paste: true, Runes: []rune("https://example.org/a\r\n\n  https://example.org/b\n'nowhere.txt'\n")})
	if r := finish(t, b.Do("accept").Cmd); r.Close || !strings.Contains(shown(b), "nowhere.txt") || len(l.Items()[0].Evidence) > 0 {
		t.Errorf("one cannot be added: %+v\n%s", r, shown(b))
	}
	b.Do("undo typing")
	b.Type(tea.KeyMsg{Type: tea.KeyRunes, Paste: true, Runes: []rune("https://example.org/a\r\n\n  https://example.org/b\n")})
	if r := finish(t, b.Do("accept").Cmd); !r.Close || r.Note != "2 clauses: added 2 pieces" {
		t.Errorf("%+v", r)
	}
	for _, i := range l.Items()[:2] {
		if len(i.Evidence) != 2 || i.Evidence[1].URL != "https://example.org/b" {
			t.Errorf("%s has %+v", i.Ref, i.Evidence)
		}
	}
}

func TestADueDateIsTakenAsPeopleSayIt(t *testing.T) {
	t.Parallel()
	l := begin(t)
	b := Gap(l)
	b.Do("next field")
	b.Do("next field")
	typed(b, "+2w")
	if r := b.Do("keep fields"); !r.Close || l.Item().Gap.Due != "2026-12-08" {
		t.Errorf("%+v %q\n%s", r, l.Item().Gap.Due, shown(b))
	}
}
