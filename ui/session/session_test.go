package session

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"clausewalk/checklist"
	_ "clausewalk/checklist/durable/quicktest"
	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/policy"
	"clausewalk/policy/library"
	"clausewalk/policy/reading"
)

// noon is when the tests begin. Each look at the clock is a minute later.
var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

func newAudit(t *testing.T) *workspace.Workspace {
	t.Helper()
	p, err := library.Load("instagram-platform")
	if err != nil {
		t.Fatal(err)
	}
	w, err := workspace.Create(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.NewAudit("Photobook", "2.4", []*policy.Policy{p}, noon); err != nil {
		t.Fatal(err)
	}
	return w
}

// writing says how Ana opens an audit to write.
func writing() Options {
	n, clock := 0, noon
	var lock sync.Mutex
	return Options{
		Write: true, Who: func() event.Person { return event.Person{Name: "Ana"} },
		Now: func() time.Time {
			lock.Lock()
			defer lock.Unlock()
			clock = clock.Add(time.Minute)
			return clock
		},
		NewID: func() string { n++; return fmt.Sprintf("e%d", n) },
	}
}

func open(t *testing.T, w *workspace.Workspace, o Options) *Session {
	t.Helper()
	s, err := Open(w, o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func ref(label string) event.Ref {
	return event.Ref{Policy: "instagram-platform", Label: label}
}

func met(label string) event.Change { return event.SetVerdict(ref(label), event.Met) }

// stored returns what a program that starts now finds.
func stored(t *testing.T, w *workspace.Workspace, label string) event.Verdict {
	t.Helper()
	return open(t, w, Options{Now: func() time.Time { return noon }}).Item(ref(label)).Verdict
}

// clauses returns the clauses that events are about, in their order.
func clauses(events []event.Event) (all []string) {
	for _, e := range events {
		if e.Clause != "" {
			all = append(all, e.Clause)
		}
	}
	return all
}

// fragile is a journal whose disk can be full.
type fragile struct {
	checklist.Journal
	full bool
}

var errFull = errors.New("no space left")

func (f *fragile) Append(events []event.Event) error {
	if f.full {
		return errFull
	}
	return f.Journal.Append(events)
}

// fragileBelow puts a disk that can be full below a session.
func fragileBelow(s *Session) *fragile {
	f := &fragile{Journal: s.open.Journal}
	s.open.Journal = f
	return f
}

func TestChangeCountsAtOnceAndIsOnDiskAfterSave(t *testing.T) {
	w := newAudit(t)
	s := open(t, w, writing())
	step, err := s.Change(met("A.8"))
	if err != nil || len(step) != 1 || step[0].Kind != event.KindVerdict || s.Item(ref("A.8")).Verdict != event.Met {
		t.Fatal(step, err)
	}
	if got := s.Saving(); !got.Pending || stored(t, w, "A.8") != event.Unanswered {
		t.Errorf("before it was saved: %+v", got)
	}
	if err := s.Flush(); err != nil {
		t.Fatal(err)
	}
	if got := s.Saving(); got.Pending || !got.At.After(noon) || stored(t, w, "A.8") != event.Met {
		t.Errorf("after it was saved: %+v", got)
	}
	if s.Log(ref("A.8"))[0].Sum == "" {
		t.Error("the audit does not know under which number the event stands")
	}
	if step, err := s.Change(met("A.8")); err != nil || step != nil || s.Saving().Pending {
		t.Errorf("what changes nothing made %v, %v", step, err)
	}
}

func TestRefusedChangeIsAnErrorAndChangesNothing(t *testing.T) {
	w := newAudit(t)
	s := open(t, w, writing())
	var reason *checklist.ReasonError
	if _, err := s.Do(met("A.8"), event.SetVerdict(ref("A.12"), event.NotMet)); !errors.As(err, &reason) {
		t.Errorf("a verdict without its reason: %v", err)
	}
	if err := s.Check(event.SetVerdict(ref("A.12"), event.NotMet)); !errors.As(err, &reason) {
		t.Errorf("checked: %v", err)
	}
	if s.Saving().Pending || s.CanUndo() || s.Item(ref("A.8")).Verdict != event.Unanswered {
		t.Error("something changed anyway")
	}
}

func TestOnlyWhatIsOpenedToWriteAndAsOfNowIsChanged(t *testing.T) {
	w := newAudit(t)
	o := writing()
	o.At = noon
	if _, err := Open(w, o); !errors.Is(err, ErrPast) || err.Error() != "the audit as it was at another time cannot be changed" {
		t.Errorf("as of another moment: %v", err)
	}
	o = writing()
	o.Write = false
	s := open(t, w, o)
	if _, err := s.Do(met("A.8")); !errors.Is(err, ErrReadOnly) || err.Error() != "the audit was opened for reading only" || s.Item(ref("A.8")).Verdict != event.Unanswered {
		t.Errorf("for reading only: %v", err)
	}
	if err := s.Check(met("A.8")); err != nil {
		t.Errorf("a reader may ask whether a change would do: %v", err)
	}
	if _, err := os.Stat(filepath.Join(w.Local(), "writer.json")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("reading has made a writer: %v", err)
	}
}

// TestTheMomentIsChosenBeforeTheEvidenceIsLookedAt holds that what stood behind
// an answer then is looked at, though it is there no more today: an answer whose
// evidence is gone was not met at any moment that anybody can still see.
func TestTheMomentIsChosenBeforeTheEvidenceIsLookedAt(t *testing.T) {
	w := newAudit(t)
	file := filepath.Join(w.Root, "log.txt")
	if err := os.WriteFile(file, []byte("two requests\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	s := open(t, w, writing())
	piece, err := s.Collect(w.Root, "log.txt:1", workspace.Allow{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Do(met("A.12"), event.AddEvidence(ref("A.12"), piece)); err != nil {
		t.Fatal(err)
	}
	then := s.LastChange()
	if _, err := s.Do(event.RemoveEvidence(ref("A.12"), s.Pieces(ref("A.12"))[0].ID)); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	seen := open(t, w, Options{Now: time.Now, At: then, Look: true})
	if i := seen.Item(ref("A.12")); i.Verdict != event.Met || !i.Has(checklist.Stale) || i.Answered() {
		t.Errorf("%v, %v: a met whose evidence is gone counts as answered", i.Verdict, i.Flags)
	}
	if !seen.Now().Equal(then) {
		t.Errorf("judged at %s, not at %s", seen.Now(), then)
	}
}

func TestUndoAndRedoGoThroughTheSitting(t *testing.T) {
	w := newAudit(t)
	if _, err := open(t, w, writing()).Do(met("A.1")); err != nil {
		t.Fatal(err)
	}
	o := writing()
	ids := o.NewID
	o.NewID = func() string { return "later" + ids() }
	s := open(t, w, o)
	if _, err := s.Undo(); !errors.Is(err, checklist.ErrNothingToUndo) {
		t.Errorf("an earlier sitting is no part of this one: %v", err)
	}
	if _, err := s.Redo(); !errors.Is(err, ErrNothingToRedo) || err.Error() != "nothing to redo" {
		t.Errorf("nothing was undone: %v", err)
	}
	for _, label := range []string{"A.2", "A.3"} {
		if _, err := s.Change(met(label)); err != nil {
			t.Fatal(err)
		}
	}
	want := func(a2, a3 event.Verdict) {
		t.Helper()
		if s.Item(ref("A.2")).Verdict != a2 || s.Item(ref("A.3")).Verdict != a3 {
			t.Errorf("A.2 is %q and A.3 %q", s.Item(ref("A.2")).Verdict, s.Item(ref("A.3")).Verdict)
		}
	}
	do := func(move func() ([]event.Event, error), label string) {
		t.Helper()
		if step, err := move(); err != nil || step[0].Clause != label {
			t.Errorf("%v, %v", step, err)
		}
	}
	do(s.Undo, "A.3")
	want(event.Met, event.Unanswered)
	do(s.Undo, "A.2")
	want(event.Unanswered, event.Unanswered)
	do(s.Redo, "A.2")
	do(s.Redo, "A.3")
	want(event.Met, event.Met)
	do(s.UndoLast, "A.3")
	want(event.Met, event.Unanswered)
	if _, err := s.Change(met("A.4")); err != nil || s.CanRedo() {
		t.Errorf("a change after it leaves nothing to redo: %v", err)
	}
	for _, label := range []string{"A.4", "A.2", "A.1"} {
		do(s.UndoLast, label)
	}
	if _, err := s.UndoLast(); !errors.Is(err, checklist.ErrNothingToUndo) {
		t.Error(err)
	}
	if s.CanUndo() {
		t.Error("the sitting has more to undo than there is")
	}
	if err := s.Flush(); err != nil || stored(t, w, "A.1") != event.Unanswered {
		t.Error(err)
	}
}

func TestWhatCouldNotBeSavedWaitsInItsOrder(t *testing.T) {
	w := newAudit(t)
	s := open(t, w, writing())
	disk := fragileBelow(s)
	disk.full = true
	if step, err := s.Do(met("A.1")); !errors.Is(err, errFull) || len(step) != 1 {
		t.Fatal(step, err)
	}
	if _, err := s.Do(met("A.2")); !errors.Is(err, errFull) {
		t.Fatal(err)
	}
	if got := s.Saving(); !got.Pending || !errors.Is(got.Err, errFull) || !got.At.Equal(time.Time{}) {
		t.Errorf("%+v", got)
	}
	disk.full = false
	if saved := s.Save(); saved.Err != nil || !slices.Equal(clauses(saved.Events), []string{"A.1", "A.2"}) {
		t.Errorf("%+v", saved)
	}
	if got := s.Saving(); got.Pending || got.Err != nil {
		t.Errorf("%+v", got)
	}
	if stored(t, w, "A.1") != event.Met || stored(t, w, "A.2") != event.Met {
		t.Error("it is not on disk")
	}
}

func TestClosePutsWhatCannotBeSavedWhereItIsFound(t *testing.T) {
	w := newAudit(t)
	s := open(t, w, writing())
	disk := fragileBelow(s)
	disk.full = true
	if _, err := s.Change(event.SetReason(ref("A.12"), "the CDN keeps copies")); err != nil {
		t.Fatal(err)
	}
	s.HoldDraft("", ref("A.8"), "", "half a thought")
	err := s.Close(ref("A.12"))
	if !errors.Is(err, errFull) {
		t.Fatal(err)
	}
	_, file, _ := strings.Cut(err.Error(), "the words are in ")
	if words, readErr := os.ReadFile(file); readErr != nil || !strings.Contains(string(words), "the CDN keeps copies") {
		t.Errorf("%v: %s, %v", err, words, readErr)
	}
	next := open(t, w, writing())
	if d, ok := next.Draft("", ref("A.8")); !ok || d.Text != "half a thought" {
		t.Errorf("the draft is %+v", d)
	}
	if next.LeftAt() != (event.Ref{}) {
		t.Error("a sitting that was not saved is not left")
	}
	if err := next.Close(ref("A.12")); err != nil || open(t, w, writing()).LeftAt() != ref("A.12") {
		t.Error(err)
	}
}

// TestASaveMayRunWhileTheOwnerGoesOn is for the race detector.
func TestASaveMayRunWhileTheOwnerGoesOn(t *testing.T) {
	w := newAudit(t)
	s := open(t, w, writing())
	disk := fragileBelow(s)
	disk.full = true
	var work sync.WaitGroup
	for _, label := range []string{"A.1", "A.2", "A.3", "A.4"} {
		if _, err := s.Change(met(label)); err != nil {
			t.Fatal(err)
		}
		s.HoldDraft("", ref(label), "", "words for "+label)
		work.Add(2)
		go func() { defer work.Done(); s.Save() }()
		go func() { defer work.Done(); _ = s.WriteDrafts() }()
		if _, err := s.Undo(); err != nil {
			t.Fatal(err)
		}
		s.Saving()
		s.Items()
	}
	if err := s.Close(ref("A.1")); err == nil || !strings.Contains(err.Error(), "the words are in") {
		t.Error(err)
	}
	work.Wait()
	disk.full = false
	go s.Save()
	if err := s.Close(ref("A.1")); err != nil {
		t.Error(err)
	}
	if all, err := open(t, w, writing()).Drafts(); err != nil || len(all) != 4 {
		t.Error(all, err)
	}
}

func TestOthersWordsComeWithALoad(t *testing.T) {
	w := newAudit(t)
	s, other := open(t, w, writing()), open(t, w, writing())
	ids := other.open.Hand.NewID
	other.open.Hand.NewID = func() string { return "other" + ids() }
	if _, err := other.Do(met("A.8")); err != nil {
		t.Fatal(err)
	}
	loaded := s.Load()
	if loaded.Err != nil || !slices.Equal(clauses(loaded.Events), []string{"A.8"}) || loaded.MayAskOthers() || s.Item(ref("A.8")).Verdict != event.Unanswered {
		t.Fatalf("%+v", loaded)
	}
	if err := s.Merge(loaded); err != nil || s.Item(ref("A.8")).Verdict != event.Met {
		t.Error(err)
	}
	if _, err := other.Do(event.SetFact("instagram-platform", "gambling", event.FactAnswer{Values: []string{"no"}})); err != nil {
		t.Fatal(err)
	}
	if loaded := s.Load(); !loaded.MayAskOthers() {
		t.Errorf("%+v", loaded)
	}
}

// TestAnAdoptionWaitsForItsText holds that an event which came before the text
// that it needs, as git may bring them, is there once the text is.
func TestAnAdoptionWaitsForItsText(t *testing.T) {
	w := newAudit(t)
	s, other := open(t, w, writing()), open(t, w, writing())
	ids := other.open.Hand.NewID
	other.open.Hand.NewID = func() string { return "other" + ids() }
	now, _ := other.Policy("instagram-platform")
	text := strings.Replace(string(now.Markdown), "Remove within 24 hours", "Remove within 12 hours", 1)
	next, err := reading.Parse(now.ID, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	plan, err := workspace.PlanAdoption(w, other.Audit, next)
	if err != nil {
		t.Fatal(err)
	}
	other.Know(plan.Next)
	if _, err := other.Do(plan.Change); err != nil {
		t.Fatal(err)
	}
	if loaded := s.Load(); loaded.Err == nil || len(loaded.Events) != 0 {
		t.Fatalf("the text is not there: %+v", loaded)
	}
	if err := workspace.Pin(w, plan); err != nil {
		t.Fatal(err)
	}
	if err := s.Refresh(); err != nil || s.Editions()[0].Edition != plan.Next.Edition {
		t.Errorf("%v, %v", s.Editions(), err)
	}
}

func TestTheNewestWordsAreTheDraft(t *testing.T) {
	w := newAudit(t)
	s := open(t, w, writing())
	s.HoldDraft("", ref("A.12"), event.NotMet, "half")
	s.HoldDraft("", ref("A.12"), event.NotMet, "half a thought")
	if d, ok := s.Draft("", ref("A.12")); !ok || d.Text != "half a thought" {
		t.Errorf("at once: %+v", d)
	}
	if err := s.WriteDrafts(); err != nil {
		t.Fatal(err)
	}
	if d, _ := open(t, w, writing()).Draft("", ref("A.12")); d.Text != "half a thought" || d.Verdict != event.NotMet {
		t.Errorf("after a crash: %+v", d)
	}
	s.HoldDraft("", ref("A.12"), "", "")
	if _, ok := s.Draft("", ref("A.12")); ok {
		t.Error("it was dropped")
	}
	if err := s.WriteDrafts(); err != nil {
		t.Fatal(err)
	}
	if all, err := open(t, w, writing()).Drafts(); len(all) != 0 || err != nil {
		t.Errorf("%v, %v", all, err)
	}
}

func TestADraftThatCannotBeWrittenIsTriedAgain(t *testing.T) {
	w := newAudit(t)
	s := open(t, w, writing())
	folder := filepath.Join(w.Local(), "drafts")
	if err := os.WriteFile(folder, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	s.HoldDraft("", ref("A.12"), "", "half a thought")
	if err := s.WriteDrafts(); err == nil {
		t.Fatal("the folder is a file, so nothing can be written")
	}
	if err := os.Remove(folder); err != nil {
		t.Fatal(err)
	}
	if err := s.WriteDrafts(); err != nil {
		t.Fatal(err)
	}
	if _, ok := open(t, w, writing()).Draft("", ref("A.12")); !ok {
		t.Error("the words are lost")
	}
}
