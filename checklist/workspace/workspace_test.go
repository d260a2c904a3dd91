package workspace_test

import (
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/policy"
	"clausewalk/policy/reading"
)

var day = time.Date(2026, 11, 24, 14, 2, 11, 0, time.UTC)

func rules(t *testing.T) *policy.Policy {
	t.Helper()
	p, err := reading.Parse("rules", []byte("# Rules\n\n## A. One\n\n1. Be kind.\n2. Be brief.\n"))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func create(t *testing.T, dir string) *workspace.Workspace {
	t.Helper()
	w, err := workspace.Create(dir)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func newAudit(t *testing.T, w *workspace.Workspace, app, release string) checklist.Head {
	t.Helper()
	h, err := w.NewAudit(app, release, []*policy.Policy{rules(t)}, day)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// journalOf returns the path of the one journal file that a writer has.
func journalOf(t *testing.T, w *workspace.Workspace, audit, writer string) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(w.Root, workspace.Dir, "audits", audit, "journal", writer+"-*.jsonl"))
	if err != nil || len(files) != 1 {
		t.Fatal(files, err)
	}
	return files[0]
}

func hand(writer string) checklist.Hand {
	return checklist.Hand{Person: event.Person{Name: "Ana"}, Writer: writer, Now: func() time.Time { return day }, NewID: func() string { return strings.ToLower(rand.Text()) }}
}

func open(t *testing.T, w *workspace.Workspace, writer string) *workspace.Open {
	t.Helper()
	o, err := w.Open("", hand(writer))
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func do(t *testing.T, o *workspace.Open, changes ...event.Change) {
	t.Helper()
	if _, err := o.Do(changes...); err != nil {
		t.Fatal(err)
	}
}

func write(t *testing.T, path, text string) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestWorkspaceIsFoundUpwardAndTheNearerWins(t *testing.T) {
	top := t.TempDir()
	inner := filepath.Join(top, "services", "photos")
	deep := filepath.Join(inner, "a", "b")
	if err := os.MkdirAll(deep, 0o755); err != nil {
		t.Fatal(err)
	}
	file := write(t, filepath.Join(deep, "main.go"), "package main\n")
	create(t, top)
	for _, from := range []string{top, inner, deep, file} {
		if w, err := workspace.Find(from); err != nil || w.Root != top {
			t.Errorf("from %s: %+v %v", from, w, err)
		}
	}
	create(t, inner)
	for from, want := range map[string]string{top: top, filepath.Dir(inner): top, inner: inner, deep: inner} {
		if w, err := workspace.Find(from); err != nil || w.Root != want {
			t.Errorf("from %s: %+v %v, want %s", from, w, err, want)
		}
	}
	if again := create(t, inner); again.Root != inner {
		t.Errorf("created again: %+v", again)
	}
}

func TestNoWorkspaceIsSaid(t *testing.T) {
	dir := t.TempDir()
	if _, err := workspace.Find(dir); !errors.Is(err, workspace.ErrNone) || !strings.Contains(err.Error(), dir) {
		t.Errorf("find: %v", err)
	}
	w := create(t, dir)
	if heads, err := w.Audits(); err != nil || len(heads) != 0 {
		t.Errorf("audits: %v %v", heads, err)
	}
	if _, err := w.Open("", hand("")); !errors.Is(err, workspace.ErrNone) {
		t.Errorf("open: %v", err)
	}
}

func TestNewerFormatIsRefusedWithBothVersions(t *testing.T) {
	dir := t.TempDir()
	w := create(t, dir)
	head := newAudit(t, w, "Photobook", "2.4")
	audit := filepath.Join(dir, workspace.Dir, "audits", head.ID, "audit.json")
	text, err := os.ReadFile(audit)
	if err != nil {
		t.Fatal(err)
	}
	refused := func(what string, err error) {
		t.Helper()
		var format *event.FormatError
		if !errors.As(err, &format) || format.Found != 9 || !strings.Contains(err.Error(), fmt.Sprintf("%s of format 9, but this clausewalk reads format %d", what, format.Known)) {
			t.Errorf("%s: %v", what, err)
		}
	}
	write(t, audit, strings.Replace(string(text), `"format": 2`, `"format": 9`, 1))
	_, err = w.Open("", hand(""))
	refused("audit", err)
	write(t, filepath.Join(dir, workspace.Dir, "workspace.json"), `{"format": 9, "new": {}}`)
	_, err = workspace.Find(dir)
	refused("workspace", err)
	_, err = workspace.Create(dir)
	refused("workspace", err)
	write(t, filepath.Join(dir, workspace.Dir, "workspace.json"), `{`)
	if _, err := workspace.Find(dir); err == nil || !strings.Contains(err.Error(), "workspace.json") {
		t.Errorf("broken: %v", err)
	}
}

func TestAuditIsNamedByAppAndRelease(t *testing.T) {
	w := create(t, t.TempDir())
	long := strings.Repeat("very long ", 30)
	seen := map[string]bool{}
	for _, c := range []struct{ app, release, want string }{
		{"Photobook", "2.4", "photobook-2.4"},
		{"Photobook", "2.4", "photobook-2.4-2"},
		{"PHOTOBOOK!", "2.4", "photobook-2.4-3"},
		{"a/b\\c", "../../x", "a-b-c-..-..-x"},
		{"Фотокнига", "", "audit"},
		{"写真", "", "audit-2"},
		{"", "", "audit-3"},
		{"..", "..", "audit-4"},
		{"con", "", "_con"},
		{"Größe", "1", "gr-e-1"},
		{long, "1", "very-long-very-long-very-long-very-long-very-long-very-long"},
		{"a\nb\x1b[31m", "\x00", "a-b-31m"},
	} {
		h := newAudit(t, w, c.app, c.release)
		if h.ID != c.want || seen[h.ID] {
			t.Errorf("%.20q %.20q is named %q, want %q", c.app, c.release, h.ID, c.want)
		}
		seen[h.ID] = true
		if o, err := w.Open(h.ID, hand("")); err != nil || o.Head.App != c.app || o.Head.Release != c.release {
			t.Errorf("%q opens as %+v, %v", h.ID, o, err)
		}
	}
	if heads, err := w.Audits(); err != nil || len(heads) != len(seen) {
		t.Errorf("%d audits of %d, %v", len(heads), len(seen), err)
	}
}

func TestAnUnknownAuditNamesTheOthersNewestFirst(t *testing.T) {
	w := create(t, t.TempDir())
	for n, release := range []string{"1", "2", "3"} {
		if _, err := w.NewAudit("Photobook", release, []*policy.Policy{rules(t)}, day.AddDate(0, n, 0)); err != nil {
			t.Fatal(err)
		}
	}
	var unknown *checklist.UnknownError
	if _, err := w.Open("photobook-4", hand("")); !errors.As(err, &unknown) || !slices.Equal(unknown.Known, []string{"photobook-3", "photobook-2", "photobook-1"}) {
		t.Errorf("%v, of %v", err, unknown)
	}
}

func TestNewestAuditOpensUnlessOneIsNamed(t *testing.T) {
	dir := t.TempDir()
	w := create(t, dir)
	for n, release := range []string{"2.9", "2.10"} {
		if _, err := w.NewAudit("Photobook", release, []*policy.Policy{rules(t)}, day.AddDate(0, n, 0)); err != nil {
			t.Fatal(err)
		}
	}
	// What a crash leaves before audit.json is written is no audit.
	if err := os.Mkdir(filepath.Join(dir, workspace.Dir, "audits", "half"), 0o755); err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]string{"": "2.10", "photobook-2.9": "2.9"} {
		if o, err := w.Open(id, hand("")); err != nil || o.Head.Release != want {
			t.Errorf("%q: %v", id, err)
		}
	}
	var unknown *checklist.UnknownError
	if _, err := w.Open("photobook-3", hand("")); !errors.As(err, &unknown) || len(unknown.Known) != 2 {
		t.Errorf("unknown: %v", err)
	}
	if err := os.Rename(filepath.Join(dir, workspace.Dir, "audits", "photobook-2.9"), filepath.Join(dir, workspace.Dir, "audits", "moved")); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Audits(); err == nil || !strings.Contains(err.Error(), `it is of the audit "photobook-2.9"`) {
		t.Errorf("moved: %v", err)
	}
}

func TestAuditThatCouldNeverBeOpenedIsNotMade(t *testing.T) {
	w := create(t, t.TempDir())
	for name, policies := range map[string][]*policy.Policy{"no policy": nil, "one policy twice": {rules(t), rules(t)}} {
		if _, err := w.NewAudit("Photobook", "2.4", policies, day); err == nil {
			t.Errorf("%s: made", name)
		}
	}
	if heads, err := w.Audits(); err != nil || len(heads) != 0 {
		t.Errorf("%v %v", heads, err)
	}
}

func TestWhatIsWrittenOnceStaysAsItIs(t *testing.T) {
	dir := t.TempDir()
	w := create(t, dir)
	head := newAudit(t, w, "Photobook", "2.4")
	once := map[string]string{}
	err := filepath.Walk(filepath.Join(dir, workspace.Dir), func(path string, info os.FileInfo, err error) error {
		if err == nil && !info.IsDir() && filepath.Base(filepath.Dir(path)) != ".local" {
			data, readErr := os.ReadFile(path)
			once[path], err = string(data), readErr
		}
		return err
	})
	if err != nil || len(once) < 5 {
		t.Fatalf("%d files, %v", len(once), err)
	}
	for range 2 {
		o := open(t, w, "ana")
		ref, err := o.Find("a1")
		if err != nil {
			t.Fatal(err)
		}
		do(t, o, event.SetVerdict(ref, event.NotMet), event.SetReason(ref, "why"), event.SetGap(ref, event.GapFix, "how"))
		if _, err := o.Undo(); err != nil {
			t.Fatal(err)
		}
	}
	create(t, dir)
	newAudit(t, w, "Photobook", "2.5")
	for path, text := range once {
		if now, err := os.ReadFile(path); err != nil || string(now) != text {
			t.Errorf("%s was\n%s\nand is\n%s%v", path, text, now, err)
		}
	}
	if o, err := w.Open(head.ID, hand("")); err != nil || len(o.Log(event.Ref{})) == 0 {
		t.Errorf("read again: %v", err)
	}
}

func TestReadingMakesNoFile(t *testing.T) {
	dir := t.TempDir()
	w := create(t, dir)
	head := newAudit(t, w, "Photobook", "2.4")
	o := open(t, w, "")
	if len(o.Items(day)) != 2 || len(o.Cuts) != 0 {
		t.Errorf("%d clauses, cuts %v", len(o.Items(day)), o.Cuts)
	}
	if _, faults, _ := workspace.Verify(w, "", day); len(faults) != 0 {
		t.Errorf("faults: %v", faults)
	}
	if drafts, err := o.Drafts.All(); err != nil || len(drafts) != 0 {
		t.Errorf("drafts: %v %v", drafts, err)
	}
	for _, path := range []string{filepath.Join(dir, workspace.Dir, "audits", head.ID, "journal"), filepath.Join(dir, workspace.Dir, "audits", head.ID, "evidence"), filepath.Join(w.Local(), "writer.json")} {
		if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%s was made: %v", path, err)
		}
	}
	if _, err := o.Do(event.SetVerdict(o.Refs()[0], event.Met)); err == nil {
		t.Error("an audit that was opened for reading took an answer")
	}
}

func TestAlteredPinnedPolicyIsRefused(t *testing.T) {
	dir := t.TempDir()
	w := create(t, dir)
	newAudit(t, w, "Photobook", "2.4")
	do(t, open(t, w, "ana"), event.SetVerdict(event.Ref{Policy: "rules", Label: "A.1"}, event.Met))
	p := rules(t)
	pinned := filepath.Join(dir, workspace.Dir, "policies", "rules", p.Edition, policy.TextFile)
	for name, c := range map[string]struct{ text, want string }{
		"altered": {strings.Replace(string(p.Markdown), "kind", "rude", 1), "was made with edition " + p.ShortEdition() + " of rules, but the text here is edition "},
		"emptied": {"", "policy rules: no clause found in the text"},
		"no text": {"1. \xff\n", "rules/policy.md:1:4: not UTF-8 text"},
	} {
		write(t, pinned, c.text)
		if _, err := w.Open("", hand("")); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
		if _, faults, _ := workspace.Verify(w, "", day); len(faults) != 1 {
			t.Errorf("%s: faults %v", name, faults)
		}
	}
	if err := os.Remove(pinned); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Open("", hand("")); !errors.Is(err, os.ErrNotExist) || !strings.Contains(err.Error(), "rules") {
		t.Errorf("removed: %v", err)
	}
	write(t, pinned, string(p.Markdown))
	if o := open(t, w, ""); o.Item(o.Refs()[0], day).Verdict != event.Met {
		t.Error("put back, the answer is not there")
	}
}

func TestCutLineIsReportedOnOpening(t *testing.T) {
	dir := t.TempDir()
	w := create(t, dir)
	head := newAudit(t, w, "Photobook", "2.4")
	o := open(t, w, "ana")
	do(t, o, event.SetVerdict(o.Refs()[0], event.Met))
	journal := journalOf(t, w, head.ID, "ana")
	f, err := os.OpenFile(journal, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString(`{"format":1,"id":"b`); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	o = open(t, w, "ana")
	if len(o.Cuts) != 1 || o.Cuts[0].String() != journal+":3: the last 19 bytes are an incomplete event, which was never shown as saved" {
		t.Errorf("cuts %v", o.Cuts)
	}
	do(t, o, event.SetVerdict(o.Refs()[1], event.Met))
	if o = open(t, w, ""); len(o.Cuts) != 0 || o.Item(o.Refs()[1], day).Verdict != event.Met {
		t.Errorf("after going on: %v", o.Cuts)
	}
}

func TestWorkspaceThatCannotBeMadeSaysWhy(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, workspace.Dir), "a file in the way")
	if _, err := workspace.Create(dir); err == nil || !strings.Contains(err.Error(), workspace.Dir) {
		t.Errorf("%v", err)
	}
	if runtime.GOOS == "windows" || os.Geteuid() == 0 {
		t.Skip("this user may write into every folder")
	}
	locked := filepath.Join(dir, "locked")
	if err := os.Mkdir(locked, 0o555); err != nil {
		t.Fatal(err)
	}
	if _, err := workspace.Create(locked); !errors.Is(err, os.ErrPermission) {
		t.Errorf("%v", err)
	}
}

func TestAnEditionWhoseListWasPinnedKeepsItsName(t *testing.T) {
	dir := t.TempDir()
	w := create(t, dir)
	newAudit(t, w, "Photobook", "2.4")
	p, as := rules(t), checklist.Edition{ID: "rules", Edition: strings.Repeat("ab", 32)} // An older version counted other words.
	folder := filepath.Join(dir, workspace.Dir, "policies", "rules")
	if err := os.Rename(filepath.Join(folder, p.Edition), filepath.Join(folder, as.Edition)); err != nil {
		t.Fatal(err)
	}
	if read, err := w.ReadPolicy(as); err != nil || read.Edition != as.Edition {
		t.Errorf("%v %v", read, err)
	}
	text := filepath.Join(folder, as.Edition, policy.TextFile)
	write(t, text, string(p.Markdown)+"\n3. Pay.\n")
	if read, err := w.ReadPolicy(as); err != nil || read.Edition == as.Edition {
		t.Errorf("an altered text passes for the one that was pinned: %v %v", read, err)
	}
}

func TestAnEditionStaysAsItWasRead(t *testing.T) {
	dir := t.TempDir()
	w := create(t, dir)
	newAudit(t, w, "Photobook", "2.4")
	p := rules(t)
	file := filepath.Join(dir, workspace.Dir, "policies", "rules", p.Edition, policy.ClausesFile)
	list, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	older := strings.Replace(string(list), `"A.2"`, `"A.1b"`, 1)
	if older == string(list) {
		t.Fatalf("nothing to alter in %s", list)
	}
	write(t, file, older)
	newAudit(t, w, "Photobook", "2.5")
	o := open(t, w, "ana")
	if refs := o.Refs(); len(refs) != 2 || refs[1].Label != "A.1b" {
		t.Errorf("asked are %v", refs)
	}
	_, faults, notes := workspace.Verify(w, "", day)
	if len(faults) != 0 || len(notes) != 1 || !strings.Contains(notes[0].Error(), "this version of clausewalk would read the text of rules differently; the audit keeps the clauses that clauses.json lists") {
		t.Errorf("faults %v, notes %v", faults, notes)
	}
	if _, err := o.Do(event.SetVerdict(o.Refs()[1], event.Met)); err != nil {
		t.Fatal(err)
	}
	if begun := o.Log(event.Ref{})[0]; !strings.Contains(string(begun.Value), policy.Digest(older)) {
		t.Errorf("the audit began with %s", begun.Value)
	}
}
