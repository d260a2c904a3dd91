package walk

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"clausewalk/checklist"
	_ "clausewalk/checklist/durable/quicktest"
	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/policy"
	"clausewalk/policy/reading"
	"clausewalk/ui"
	"clausewalk/ui/session"
	"clausewalk/ui/uitest"
)

// walk is a walk over a new audit in a folder of its own.
type walk struct {
	*uitest.Driver
	t     *testing.T
	model *Model
	dir   string
}

func TestMain(m *testing.M) {
	time.Local = time.UTC
	_ = flag.Set("rapid.checks", "20") // .ci/run draws more.
	os.Exit(m.Run())
}

func hand(name string) checklist.Hand { return uitest.Hand(name) }

func newAudit(t *testing.T, dir string) *workspace.Workspace {
	t.Helper()
	return uitest.NewAudit(t, dir, "instagram-platform")
}

func open(t testing.TB, w *workspace.Workspace, name string) *session.Session {
	t.Helper()
	return uitest.Open(t, w, hand(name))
}

func start(t *testing.T, width, height int) *walk {
	t.Helper()
	dir := t.TempDir()
	return startOn(t, open(t, newAudit(t, dir), "Ana"), dir, width, height)
}

func startOn(t *testing.T, s *session.Session, dir string, width, height int) *walk {
	t.Helper()
	return startWith(t, ui.Options{Session: s, Dir: dir}, width, height)
}

// startWith is for what the command line hands in. Without a session it begins a
// new audit.
func startWith(t *testing.T, o ui.Options, width, height int) *walk {
	t.Helper()
	if o.Session == nil {
		o.Dir = t.TempDir()
		o.Session = open(t, newAudit(t, o.Dir), "Ana")
	}
	o.Theme, o.Tool = ui.Mono, "clausewalk test"
	m, dir := New(o), o.Dir
	return &walk{uitest.Start(m, width, height), t, m, dir}
}

// do presses the key of the action with the name.
func (w *walk) do(names ...string) {
	w.t.Helper()
next:
	for _, name := range names {
		for _, a := range ui.Actions() {
			if a.Name == name {
				w.Press(a.Keys[0])
				continue next
			}
		}
		w.t.Fatalf("no action is called %q", name)
	}
}

func (w *walk) at() string { return w.model.list.Item().Ref.Label }

// change makes a change that no key makes.
func (w *walk) change(changes ...event.Change) {
	w.t.Helper()
	if _, err := w.model.list.Change(changes...); err != nil {
		w.t.Fatal(err)
	}
	w.Send(nil)
}

// stored returns the clause as a program that starts now would find it.
func (w *walk) stored(label string) checklist.Item {
	w.t.Helper()
	found, err := workspace.Find(w.dir)
	if err != nil {
		w.t.Fatal(err)
	}
	o := open(w.t, found, "Reader")
	ref, err := o.Find(label)
	if err != nil {
		w.t.Fatal(err)
	}
	return o.Item(ref)
}

func (w *walk) shows(words ...string) {
	w.t.Helper()
	frame := w.Frame()
	for _, word := range words {
		if !strings.Contains(frame, word) {
			w.t.Errorf("the screen does not show %q:\n%s", word, frame)
		}
	}
}

func TestWholePolicyIsAnsweredWith53Keys(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	for range 53 {
		w.do("met")
	}
	w.shows("53/53 answered", "every clause in scope is answered")
	for _, i := range open(t, w.model.opt.Session.Workspace, "Reader").Items() {
		if i.Verdict != event.Met {
			t.Errorf("%s is %s on disk", i.Ref, i.Verdict)
		}
	}
}

func TestGapTakesOneKeyItsWordsAndOneKey(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	w.do("not met")
	w.shows("Reason for: not met")
	w.Type("The CDN keeps copies for 48 hours.\nSecond line")
	w.do("keep words")
	i := w.stored("P.1")
	if i.Verdict != event.NotMet || i.Reason != "The CDN keeps copies for 48 hours.\nSecond line" {
		t.Errorf("stored %q %q", i.Verdict, i.Reason)
	}
	w.shows("Not met", "The CDN keeps copies", "saved 14:02:11", "1 gap")
}

func TestStepsBeyondTheEndsSayWhichEndItIs(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	w.do("previous clause")
	w.shows("there is no clause before this one")
	w.do("last", "next clause")
	w.shows("there is no clause after this one")
}

func TestVerdictThatNeedsAReasonIsNotKeptWithoutOne(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	w.do("not applicable", "keep words")
	w.shows("needs a reason")
	if i := w.stored("P.1"); i.Touched() {
		t.Errorf("stored %+v", i)
	}
}

func TestUndoAndRedoWalkThroughTheSitting(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	w.do("met", "met", "undo")
	if got := w.stored("P.2").Verdict; got != event.Unanswered {
		t.Errorf("P.2 is %s after undo", got)
	}
	w.do("redo")
	if got := w.stored("P.2").Verdict; got != event.Met {
		t.Errorf("P.2 is %s after redo", got)
	}
	w.do("undo", "undo", "undo")
	w.shows("nothing to undo in this sitting")
	if got := w.stored("P.1").Verdict; got != event.Unanswered {
		t.Errorf("P.1 is %s after two undos", got)
	}
}

func TestEvidenceIsAddedRemovedAndBroughtBack(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	if err := os.WriteFile(filepath.Join(w.dir, "deletion-log.txt"), []byte("log"), 0o600); err != nil {
		t.Fatal(err)
	}
	w.do("add evidence")
	w.Type("deletion-log.txt")
	w.do("accept")
	w.shows("Evidence (1)", "deletion-log.txt", "3 B")
	w.do("add evidence")
	w.Type("ftp://example.org/x")
	w.do("accept")
	w.shows("is not http or https")
	w.do("leave line", "remove evidence", "confirm removal")
	if got := w.stored("P.1").Evidence; len(got) != 0 {
		t.Errorf("evidence after removal: %v", got)
	}
	w.do("undo")
	if got := w.stored("P.1").Evidence; len(got) != 1 || got[0].Name != "deletion-log.txt" {
		t.Errorf("evidence after undo: %v", got)
	}
}

func TestWordsInAnOpenBoxAreThereAfterACrash(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	w.do("partly")
	w.Type("half a sent") // and the program is gone
	drafts, err := open(t, w.model.opt.Session.Workspace, "Ana").Drafts()
	if err != nil || len(drafts) != 1 {
		t.Fatalf("drafts %v %v", drafts, err)
	}
	m := New(ui.Options{Session: open(t, w.model.opt.Session.Workspace, "Ana"), Theme: ui.Mono})
	again := &walk{uitest.Start(m, 120, 40), t, m, w.dir}
	again.shows("drafts for P.1 are still here")
	again.do("reason")
	again.shows("half a sent", "Reason for: partly")
	again.Type("ence that is now whole")
	again.do("keep words")
	if i := again.stored("P.1"); i.Verdict != event.Partly || i.Reason != "half a sentence that is now whole" {
		t.Errorf("stored %s %q", i.Verdict, i.Reason)
	}
	if left, _ := open(t, w.model.opt.Session.Workspace, "Ana").Drafts(); len(left) != 0 {
		t.Errorf("drafts left: %v", left)
	}
}

func TestStoredWordsThatWereNotEditedStayAsTheyAre(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	ref := w.model.list.Item().Ref
	const words = "a\tb\r\nc" // The box shows tabs and line ends in its own way.
	w.change(event.SetReason(ref, words))
	w.do("reason", "keep words")
	if got := w.stored("P.1").Reason; got != words {
		t.Errorf("stored %q, want %q", got, words)
	}
}

func TestPastedTextIsNeverACommand(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	w.Paste("1")
	if i := w.stored("P.1"); i.Touched() {
		t.Error("a pasted 1 answered the clause")
	}
	w.do("partly")
	w.Paste("line one\r\nline two\nq1")
	w.do("keep words")
	if got := w.stored("P.1").Reason; got != "line one\nline two\nq1" {
		t.Errorf("stored %q", got)
	}
}

func TestKeysTypedFasterThanReadAreAllTaken(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	w.Send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("112half a thought")})
	w.do("keep words")
	if w.stored("P.2").Verdict != event.Met || w.stored("A.1").Reason != "half a thought" {
		t.Errorf("stored %q and %q", w.stored("P.2").Verdict, w.stored("A.1").Reason)
	}
}

func TestScopePutsClausesOutAndBringsThemBack(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	w.do("scope")
	w.shows("Scope", "Does the app store or cache")
	w.do("next fact", "next fact", "next fact", "next fact", "fact no")
	w.shows("52 clauses in scope, 1 out")
	w.do("previous fact", "fact yes")
	w.shows("53 clauses in scope, 0 out")
	w.do("leave scope", "undo")
	w.shows("0/52 answered")
}

func TestPolicyWithoutAGuideIsWalkedToo(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	p, err := reading.Parse("house-rules", []byte("# House rules\n\n## A. Doors\n\n1. Close the door.\n2. Do not slam it.\n"))
	if err != nil {
		t.Fatal(err)
	}
	ws, err := workspace.Create(dir)
	if err != nil {
		t.Fatal(err)
	}
	h := hand("Ana")
	if _, err := ws.NewAudit("Flat", "1", []*policy.Policy{p}, h.Now()); err != nil {
		t.Fatal(err)
	}
	w := startOn(t, open(t, ws, "Ana"), dir, 100, 32)
	w.shows("House rules", "A Doors", "Close the door.", "0/2 answered")
	w.do("met", "not met")
	w.Type("the wind does it every night")
	w.do("keep words", "scope")
	w.shows("2/2 answered", "1 gap", "the guides in this audit ask nothing about the app")
	w.do("report")
	w.shows("Audit report: Flat 1")
}

func TestTheMissingNumberIsShownAndNotInvented(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 60)
	w.do("search")
	w.Type("A.13")
	w.do("accept")
	w.shows("the source text has no A.14")
}

func TestSmallTerminalSaysSoAndStaysAlive(t *testing.T) {
	t.Parallel()
	w := start(t, 29, 7)
	w.shows("clausewalk needs")
	w.do("met")
	w.Send(sizeMsg(80, 24))
	w.shows("1/53")
}

func sizeMsg(w, h int) tea.WindowSizeMsg { return tea.WindowSizeMsg{Width: w, Height: h} }

// TestAKeyDoesNotWaitForTheTextOfTheNextClause goes through the clauses and back: the
// first frame of each is the last one too.
func TestAKeyDoesNotWaitForTheTextOfTheNextClause(t *testing.T) {
	for _, keys := range [][2]string{{"g", "j"}, {"G", "k"}} {
		w := start(t, 120, 40)
		w.Press(keys[0])
		for range w.model.list.Len() - 1 {
			next, cmd := w.Driver.Model.Update(uitest.Key(keys[1]))
			first := next.View()
			for cmds := []tea.Cmd{cmd}; len(cmds) > 0; cmds = cmds[1:] {
				if cmds[0] == nil {
					continue
				}
				switch msg := cmds[0]().(type) {
				case tea.BatchMsg:
					cmds = append(cmds, msg...)
				default:
					w.Send(msg)
				}
			}
			if last := w.Driver.Model.View(); last != first {
				t.Fatalf("the first frame is\n%s\nand the last one\n%s", first, last)
			}
		}
	}
}
