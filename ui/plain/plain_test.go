package plain

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"clausewalk/checklist"
	_ "clausewalk/checklist/durable/quicktest"
	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/policy/reading"
	"clausewalk/reports"
	"clausewalk/ui"
	"clausewalk/ui/session"
	"clausewalk/ui/uitest"
)

var update = flag.Bool("update", false, "write the golden file anew")

func TestMain(m *testing.M) {
	time.Local = time.UTC
	os.Exit(m.Run())
}

// TestEveryActionWorksHereOrHasAReason walks the table of actions: what each is
// called here, or why it has no place.
func TestEveryActionWorksHereOrHasAReason(t *testing.T) {
	t.Parallel()
	var list strings.Builder
	for _, a := range ui.Actions() {
		_, works := deeds()[a.Name]
		why := cannot(a)
		switch {
		case works && why == "":
			fmt.Fprintf(&list, "%s: %s\n", ui.KeyName(a.Keys[0]), a.Name)
		case !works && why != "":
			fmt.Fprintf(&list, "no %s: %s\n", a.Name, why)
		default:
			t.Errorf("%q works: %v, and cannot since %q", a.Name, works, why)
		}
	}
	file := filepath.Join("testdata", "actions.txt")
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(list.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if strings.ReplaceAll(string(want), "\r\n", "\n") != list.String() {
		t.Errorf("%s is not as before; -update writes it anew. It is now:\n%s", file, list.String())
	}
}

// bench is an audit in a folder of its own.
type bench struct {
	t   *testing.T
	dir string
	ws  *workspace.Workspace
	now time.Time
	id  int
	opt ui.Options
}

func newBench(t *testing.T, ids ...string) *bench {
	t.Helper()
	b := &bench{t: t, dir: t.TempDir(), now: time.Date(2026, 11, 24, 14, 2, 11, 0, time.UTC)}
	b.ws = uitest.NewAudit(t, b.dir, ids...)
	return b
}

func (b *bench) open() *session.Session {
	b.t.Helper()
	h := uitest.Hand("Ana")
	h.Now = func() time.Time { return b.now }
	h.NewID = func() string { b.id++; return fmt.Sprintf("ana%d", b.id) }
	return uitest.Open(b.t, b.ws, h)
}

// turn is what is typed, and what is said to it, in words that have not been said
// before.
type turn struct{ typed, said string }

// sit goes through a sitting, and notes the actions that it tries.
func (b *bench) sit(tried map[string]bool, turns ...turn) string {
	b.t.Helper()
	var in, out strings.Builder
	for _, turn := range turns {
		in.WriteString(turn.typed + "\n")
	}
	o := b.opt
	o.Session, o.Dir, o.In, o.Out, o.Tool = b.open(), b.dir, strings.NewReader(in.String()), &out, "clausewalk test"
	if err := Run(o); err != nil {
		b.t.Fatal(err)
	}
	rest := out.String()
	for _, turn := range turns {
		first, _, _ := strings.Cut(turn.typed, "\n")
		if a, _ := (&walk{table: ui.Settings{}.Table()}).find(first); a != nil {
			tried[a.Name] = true
		}
		before, after, found := strings.Cut(rest, turn.said)
		if !found {
			b.t.Fatalf("after %q nobody says %q:\n%s\n--- all of it:\n%s", turn.typed, turn.said, before, out.String())
		}
		rest = after
	}
	if strings.ContainsAny(out.String(), "\x1b\x07") {
		b.t.Error("an escape sequence is said")
	}
	return out.String()
}

// TestEveryActionDoesWhatItSays goes through audits by the names of actions and
// by their keys, and leaves none out.
func TestEveryActionDoesWhatItSays(t *testing.T) {
	t.Parallel()
	tried := map[string]bool{}
	b := newBench(t, "instagram-platform")
	if err := os.WriteFile(filepath.Join(b.dir, "log.txt"), []byte("asked 10:00, removed 10:04\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	editor := filepath.Join(b.dir, "editor.sh")
	if err := os.WriteFile(editor, []byte("printf 'words from the editor, five of them' > \"$1\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var opened, written string
	b.opt = ui.Options{
		Editor: "sh '" + editor + "'",
		Opener: func(target string) error { opened = target; return nil },
		WriteReport: func(_ reports.Report, file string, _ bool) error {
			if written == "" {
				written = file
				return errors.New("the disk is full")
			}
			return nil
		},
	}
	b.sit(tried,
		turn{"help", "not met: not met, with the reason"}, turn{"palette", "undo: undo the last change"},
		turn{"1", "1 of 53 answered"}, turn{"undo", "Undone: P.1 verdict met"}, turn{"redo", "Redone: P.1 verdict met"}, turn{"clear", "0 of 53 answered"},
		turn{"partly\nhalf of it is done\n", "1 of 53 answered"}, turn{"not met\nnone of it is done\n", "1 gap"},
		turn{"not applicable\nwe never do that at all\n", "0 gaps"}, turn{"cannot tell\nnobody knows that here\n", "Saved."},
		turn{"reason\nnobody knows it, as of today\n", "Saved."}, turn{"e", "Saved."}, turn{"l", "Reason: words from the editor"},
		turn{"gap\nmajor\nBen\n2026-12-05\npurge the CDN", "Saved."}, turn{"valid until 6mo", "Saved."},
		turn{"add evidence log.txt", "Saved."}, turn{"see evidence", "log.txt. all of it"}, turn{"open evidence", "Opened log.txt"}, turn{"a https://127.0.0.1/x", "Saved."},
		turn{"check evidence\n1", "Checked: "}, turn{"d 1", "Removing log.txt"},
		turn{"overrule scope\nit is not for us\n", "1 out of scope"}, turn{"x", "follows the facts again"},
		turn{"scope\nno\n" + strings.Repeat("\n", 30), "Saved."}, turn{"sign off\n\nlead\nit is so\nyes", "Signed off by Ana"},
		turn{"log", "clausewalk answer P.1 "}, turn{"overview", "Last changes"}, turn{"history", "reason: words from the editor"}, turn{"lint", "clausewalk "},
		turn{"report", "# Audit report: Photobook 2.4"}, turn{"write report out.md", "the disk is full"}, turn{"write report out.md", "written to out.md"},
		turn{"copy", "> By using the Instagram APIs"},
		turn{"platform decided\nrejected\n\n\n\nnot what the terms ask", "Saved: rejected"},
		turn{"save now", "Saved."}, turn{"q", ""},
	)
	if filepath.Base(opened) != "log.txt" || written != "out.md" {
		t.Errorf("opened %q, written %q", opened, written)
	}
	b.sit(tried,
		turn{"g", "Clause P.1,"}, turn{"down", "Clause P.2,"}, turn{"k", "Clause P.1,"}, turn{"last", "Clause C.15,"}, turn{"G", ""},
		turn{"[", "Clause C.14,"}, turn{"next open", "Clause C.15,"}, turn{"first a12", "Clause A.12,"}, turn{"g nowhere", "unknown clause"},
		turn{"/surveillance", "Clause A.28,"}, turn{"n", ""}, turn{"N", ""}, turn{"search zzzz", "Nothing matches"},
		turn{"filter topic deletion", "topic deletion: 1 clause"}, turn{"f 1", "all clauses: 53 clauses"},
		turn{"first", "Clause P.1,"}, turn{"mark", "1 clause marked"}, turn{"mark", "2 clauses marked"}, turn{"mark range", "3 clauses marked"},
		turn{"back", "No clause is marked"}, turn{"mark", "1 clause marked"}, turn{"mark", "2 clauses marked"}, turn{"1", "2 of "},
		turn{"adopt edition", "There is no other edition"},
		turn{"how it was read\nP.1 split We reserve\nyes", "Adopted, and u undoes it"}, turn{"u", "Undone"}, turn{"T\nA.5 burn", "is not clause"}, turn{"T\naccept it", "nothing to accept"}, turn{"T\nA.5 split never so", "does not contain"},
		turn{"suspend", "is not available here"}, turn{"submission", "Not available now: "}, turn{"nonsense", "is not a key"}, turn{"first", "Clause P.1,"}, turn{"b", "Clause "},
		turn{":a12", "Clause A.12,"}, turn{"A.5", "Clause A.5,"}, turn{":15", "Clause A.15,"}, turn{":surveillance", "Clause A.28,"}, turn{"й", "switch the keyboard layout"}, turn{"q", ""},
	)

	b = newBench(t, "instagram-app-review")
	b.opt.WriteHandedIn = func(reports.Handing, string, bool) error { return nil }
	b.sit(tried, turn{"scope\ninstagram_business_basic\n", "Saved."}, turn{"g E.1", "Clause E.1@instagram_business_basic"}, turn{"serve others", "No answer of the same clause for another entry stands."}, turn{"suggest from", "There is no other audit in the workspace."}, turn{"submission\npacket\n", "# Review packet"},
		turn{"submission\nnew instagram_business_basic\nwrite 1 There is no page\n", "Stopped: its words admit a gap"}, turn{"M\nwrite 1 A person sees their photos.\ncopy 1\n", "A person sees their photos."}, turn{"M\nsame 4 1\n", "the same as E.1@instagram_business_basic"}, turn{"M\nready\n", "is not ready"},
		turn{"M\nhanded-in 2026-03-01\noutcome\nrejected\n2026-03-02\n\nno use case\n", "decided, handed in on 2026-03-01"}, turn{"M\nnew instagram_business_basic\nreply nothing x\n", "nknown decision to answer"},
		turn{"M\npack\npack out.zip\ndance\n", "Written to out.zip"},
		turn{"M\nus 1\nleaves 6\n", ": kept back"}, turn{"M\nlook 1\nlook 7\n", "Unknown submission"}, turn{"q", ""})
	staleAndSplit(t, tried)
	inConflict(t, tried)
	scanned(t, tried)

	for _, a := range ui.Actions() {
		if cannot(a) == "" && !tried[a.Name] {
			t.Errorf("nobody has tried %q", a.Name)
		}
	}
}

// inConflict settles a conflict as one side has it, with both reasons and anew,
// and takes each back.
func inConflict(t *testing.T, tried map[string]bool) {
	b := newBench(t, "instagram-platform")
	s := b.open()
	ref, err := s.Find("A.12")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Do(event.SetVerdict(ref, event.NotMet), event.SetReason(ref, "the purge is missing from the job")); err != nil {
		t.Fatal(err)
	}
	uitest.Apart(t, b.ws, uitest.Hand("Ben"), event.SetVerdict(ref, event.Partly), event.SetReason(ref, "the purge runs once a day"))
	b.sit(tried, turn{"g A.12", "In conflict, verdict by Ana"},
		turn{"1\n", "Nothing is settled."}, turn{"i\n", "1: Ben"}, turn{"gap\n", "Nothing is settled."},
		turn{"settle Cleo", "Nobody with that name is in the conflict"}, turn{"settle Ben", "A.12 is settled with Ben's answer"}, turn{"u", "Undone: A.12"},
		turn{"= join\n3\n", "A.12 is settled; u brings the conflict back."}, turn{"u", "Undone: A.12"},
		turn{"= new\n2\nlooked at again by both of us\n", "A.12 is settled"}, turn{"g A.12", "Reason: looked at again by both of us"}, turn{"q", ""})
}

// staleAndSplit goes over to an edition in which a clause is split, and confirms
// what has run out.
func staleAndSplit(t *testing.T, tried map[string]bool) {
	b := newBench(t, "instagram-platform")
	s := b.open()
	was, _ := s.Policies[0].Clause("A.22")
	one, other, _ := strings.Cut(was.Markdown, ". ")
	p, err := reading.Parse(s.Policies[0].ID, []byte(strings.Replace(string(s.Policies[0].Markdown), was.Markdown, one+".\n23. "+other, 1)))
	if err != nil {
		t.Fatal(err)
	}
	if err := b.ws.AddPolicy(p); err != nil {
		t.Fatal(err)
	}
	b.sit(tried, turn{"g A.22\n3\nnobody has looked into it\n", "Saved."}, turn{"g A.1\n1\n1", "Saved."},
		turn{"adopt edition\nno", "Is: "}, turn{"adopt edition\nno", "yes adopts it"}, turn{"adopt edition\nyes", "Adopted, and u undoes it"},
		turn{"g A.22", "Offered 1: not met"}, turn{"suggestion\ntake", "is not met"}, turn{"g A.22", "Reason: nobody has looked into it"}, turn{"q", ""})
	b.now = b.now.AddDate(3, 0, 0)
	b.sit(tried, turn{"g A.1", "stale: "}, turn{"confirm", "1 clause confirmed"}, turn{"g A.2", "stale: "}, turn{"confirm alike", "confirmed"}, turn{"q", ""})
}

func TestTheReportOfAnAppInASubfolderNamesItsFilesFromTheTopOfTheRepository(t *testing.T) {
	t.Parallel()
	top, below := t.TempDir(), ""
	b := &bench{t: t, dir: filepath.Join(top, "apps", "photo"), now: time.Date(2026, 11, 24, 14, 2, 11, 0, time.UTC)}
	for _, one := range []string{filepath.Join(top, ".git"), b.dir} {
		if err := os.MkdirAll(one, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	b.ws = uitest.NewAudit(t, b.dir, "instagram-platform")
	b.opt.WriteReport = func(r reports.Report, _ string, _ bool) error { below = r.Below; return nil }
	b.sit(map[string]bool{}, turn{"write report x.sarif", "written to x.sarif"}, turn{"q", ""})
	if below != "apps/photo" {
		t.Errorf("the report has the app below %q", below)
	}
}

func TestAWarningSaysWhatYesDoes(t *testing.T) {
	t.Parallel()
	b, replaced := newBench(t, "instagram-platform"), false
	b.opt.WriteReport = func(_ reports.Report, file string, replace bool) error {
		if replaced = replace; !replace {
			return &ui.ForeignFile{Path: file}
		}
		return nil
	}
	b.sit(map[string]bool{},
		turn{"a run:echo seen\nno", "yes runs it> Not added"},
		turn{"write report x.md\nno", "yes replaces it> Not written."}, turn{"write report x.md\nyes", "yes replaces it> The report is written to x.md; its annex has the whole history"},
		turn{"1", "Saved. "}, turn{"first", ""}, turn{"mark", ""}, turn{"mark", ""}, turn{"5\nno", "yes replaces them> "},
		turn{"back", "No clause is marked."}, turn{"last", ""}, turn{"reason\nthe key is AKIAQ3EGRTV5WXYZ2JKL\n\nno", "yes keeps it anyway> Not saved."}, turn{"q", ""})
	if !replaced {
		t.Error("yes replaced nothing")
	}
}

func TestWithoutASubmissionNothingIsPackedOrDecided(t *testing.T) {
	t.Parallel()
	b := newBench(t, "instagram-app-review")
	b.opt.WriteHandedIn = func(reports.Handing, string, bool) error {
		t.Error("a pack of no submission is written")
		return nil
	}
	b.sit(map[string]bool{}, turn{"submission\npack out.zip\noutcome\n", "There is no submission yet.\n"}, turn{"q", ""})
}

// TestWhatCannotBeSavedIsSavedLater takes the journal away for a while.
func TestWhatCannotBeSavedIsSavedLater(t *testing.T) {
	t.Parallel()
	b := newBench(t, "instagram-platform")
	b.sit(map[string]bool{}, turn{"1", "Saved. "})
	journal := filepath.Join(b.dir, workspace.Dir, "audits", "photobook-2.4", "journal")
	away := func(from, to string) {
		if err := os.Rename(from, to); err != nil {
			t.Fatal(err)
		}
	}
	b.opt.Opener = func(string) error { away(journal, journal+"-away"); return nil }
	b.opt.WriteReport = func(reports.Report, string, bool) error { away(journal+"-away", journal); return nil }
	b.sit(map[string]bool{}, turn{"a https://example.org/x", "Saved. "}, turn{"o", "Opened"}, turn{"1", "NOT SAVED: "}, turn{"write report x.md", "written"}, turn{"save now", "Saved. "}, turn{"q", ""})
	if n := checklist.Tally(b.open().Items()).Answered; n != 2 {
		t.Errorf("%d answers are there, want 2", n)
	}
}

// scanned takes what a scan suggests, and puts it aside.
func scanned(t *testing.T, tried map[string]bool) {
	b := newBench(t, "instagram-platform")
	app := "export const me = 'https://graph.facebook.com/v19.0/me';\nexport const scope = 'business_management';\n"
	if err := os.WriteFile(filepath.Join(b.dir, "api.ts"), []byte(app), 0o600); err != nil {
		t.Fatal(err)
	}
	b.sit(tried, turn{"P", "Not available now: there are no suggestions here"}, turn{"scan", ": suggestions at"},
		turn{"g A.6", "P shows it"}, turn{"suggestion\n", "line 1: export const me"}, turn{"P\nperhaps", `"perhaps" is not one of them.`},
		turn{"P\ndismiss\n", "NOT SAVED: dismissing a suggestion needs a reason"}, turn{"P\ndismiss\nan old screen\n", "Saved."}, turn{"u", "Undone: A.6"},
		turn{"P\n3\nTwo jobs still call it.\n", "A.6 is not met; u undoes it."}, turn{"g A.6", "Evidence 1: place api.ts:1"},
		turn{"history", "taken from scan: "},
		turn{"scope" + strings.Repeat("\n", 11) + "suggestion\ntake" + strings.Repeat("\n", 12), "Permissions is answered business_management"}, turn{"q", ""})
}
