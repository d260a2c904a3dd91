//go:build !windows

package uitest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/policy"
	"clausewalk/policy/library"
	"clausewalk/policy/reading"
	"clausewalk/ui"
)

// keyBytes are what a terminal sends for keys that are no letter.
var keyBytes = map[string]string{
	"enter": "\r", "esc": "\x1b", "tab": "\t", "shift+tab": "\x1b[Z", "up": "\x1b[A", "down": "\x1b[B",
	"right": "\x1b[C", "left": "\x1b[D", "home": "\x1b[H", "end": "\x1b[F", "pgup": "\x1b[5~", "pgdown": "\x1b[6~", "f1": "\x1bOP",
}

// bytesOf returns what a terminal sends for a key by its name.
func bytesOf(key string) string {
	if b, ok := keyBytes[key]; ok {
		return b
	}
	if letter, ok := strings.CutPrefix(key, "ctrl+"); ok {
		return string(letter[0] & 0x1f)
	}
	return key
}

// turn is one action in the terminal, what is typed behind it, and what holds
// of the screen then and did not before; nil when nothing on it tells.
type turn struct {
	action string
	typed  string
	what   string
	holds  func(screen string) bool
}

// do is an action that brings all these words to the screen.
func do(action string, words ...string) turn { return turn{action: action}.shows(words) }

// typed is what is typed, which brings all these words to the screen.
func typed(text string, words ...string) turn { return turn{typed: text}.shows(words) }

func (t turn) shows(words []string) turn {
	if len(words) > 0 {
		t.what = "shows " + strings.Join(words, " and ")
		t.holds = func(screen string) bool { return showsAll(screen, words) }
	}
	return t
}

// out is an action that takes these words off the screen.
func out(action, words string) turn {
	return turn{action: action, what: "is rid of " + words, holds: func(screen string) bool { return !strings.Contains(screen, words) }}
}

// twice is an action after which the screen shows words in two places.
func twice(action, words string) turn {
	return turn{action: action, what: "shows twice " + words, holds: func(screen string) bool { return strings.Count(screen, words) > 1 }}
}

// wholeFrame tells whether the last frame has been drawn to its end. While one
// is drawn, nothing wraps.
func (c *Terminal) wholeFrame() bool {
	output := string(c.output)
	return strings.LastIndex(output, ansi.SetModeAutoWrap) > strings.LastIndex(output, ansi.ResetModeAutoWrap)
}

// keyOf returns the bytes of the first key of an action.
func keyOf(t *testing.T, name string) string {
	t.Helper()
	for _, a := range ui.Actions() {
		if a.Name == name {
			return bytesOf(a.Keys[0])
		}
	}
	t.Fatalf("no action is called %q", name)
	return ""
}

// opener returns a folder with openers of the test's own: a machine may have
// none, and one that it has would bring up a window.
func opener(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"xdg-open", "open"} { // Linux and macOS.
		if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// TestEveryActionDoesWhatItSaysInTheRealProgram walks through an audit with the
// real program, by the names of actions, and leaves none out.
func TestEveryActionDoesWhatItSaysInTheRealProgram(t *testing.T) {
	dir := stale(t)
	write := func(name, words string, mode os.FileMode) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(words), mode); err != nil {
			t.Fatal(err)
		}
	}
	write("deletion-log.txt", "asked 10:00, removed 10:04\n", 0o600)
	write("editor.sh", "#!/bin/sh\necho written in the editor >> \"$1\"\n", 0o700)
	openers := opener(t)
	done := map[string]bool{}
	sit := func(n int, dir string, sitting []turn, args ...string) {
		cmd := program(dir, args...)
		cmd.Env = append(cmd.Env, "EDITOR="+filepath.Join(dir, "editor.sh"), "PATH="+openers+string(os.PathListSeparator)+os.Getenv("PATH"))
		c := StartTerminal(t, cmd, 120, 40)
		c.WaitFor("Photobook 2.4", "answered")
		before := "" // The last frame that is known to be whole.
		for _, turn := range sitting {
			if turn.action == "redraw" {
				c.wipe()
				before = ""
			}
			entered := strings.Count(c.Output(), enterScreen)
			if turn.action != "" {
				done[turn.action] = true
				c.Press(keyOf(t, turn.action))
			}
			c.Press(turn.typed)
			if turn.action == "suspend" { // No shell could continue it here.
				c.until("has left the screen and is back", func() bool { return strings.Count(string(c.output), enterScreen) > entered })
				before = ""
			}
			t.Logf("sitting %d: %s%q", n+1, turn.action, turn.typed)
			if turn.holds != nil {
				if turn.holds(before) {
					t.Fatalf("this held before the key, and so proves nothing; the terminal showed:\n%s", before)
				}
				c.until(turn.what, func() bool { return turn.holds(c.screen.String()) && c.wholeFrame() })
				before = c.Screen()
			}
		}
		want := 0
		if sitting[len(sitting)-1].action == "interrupt" {
			want = 130
		}
		if code := c.Wait(); code != want {
			t.Errorf("sitting %d ends with %d", n+1, code)
		}
	}
	unsaved(t, dir)
	for n, sitting := range sittings {
		sit(n, dir, sitting)
	}
	sit(len(sittings), submission(t), reviewSitting)
	sit(len(sittings)+1, disputed(t), disputedSitting)
	sit(len(sittings)+3, dir, portfolioSitting, "portfolio")
	sit(len(sittings)+2, scannable(t), scannedSitting)
	for _, a := range ui.Actions() {
		if !done[a.Name] {
			t.Errorf("nobody has tried %q", a.Name)
		}
	}
}

// unsaved leaves what an earlier sitting could not save.
func unsaved(t *testing.T, dir string) {
	t.Helper()
	const steps = `[[{"format":2,"id":"late1","time":"2026-01-02T09:00:00Z","clock":9,"writer":"ana","who":{"name":"Ana"},` +
		`"kind":"reason","policy":"instagram-platform","clause":"C.15","value":"Nobody has waived anything."}]]`
	if err := os.WriteFile(filepath.Join(dir, workspace.Dir, ".local", "clausewalk-unsaved-late1.json"), []byte(steps), 0o600); err != nil {
		t.Fatal(err)
	}
}

// stale returns a folder with an audit in which one answer, of years ago, has
// run out, and with another edition of its policy.
func stale(t *testing.T) string {
	t.Helper()
	dir := app(t)
	w, err := workspace.Find(dir)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	o, err := w.Open("", checklist.Hand{
		Person: event.Person{Name: "Ana"}, Writer: "ana",
		Now:   func() time.Time { return time.Date(2020, 5, 4, 9, 0, 0, 0, time.UTC) },
		NewID: func() string { n++; return fmt.Sprintf("ana%d", n) },
	})
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Replace(string(o.Policies[0].Markdown), "tailored for each person. ", "tailored for each person.\n23. ", 1)
	next, err := reading.Parse(o.Policies[0].ID, []byte(text)) // In it A.22 is split.
	if err != nil {
		t.Fatal(err)
	}
	if err := w.AddPolicy(next); err != nil {
		t.Fatal(err)
	}
	ref, err := o.Find("P.2")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.Do(event.SetVerdict(ref, event.NotApplicable), event.SetReason(ref, "we never do that at all"), event.SetValidUntil(ref, "2020-08-04")); err != nil {
		t.Fatal(err)
	}
	return dir
}

// submission returns a folder with an audit that prepares a review too.
func submission(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	w, err := workspace.Create(dir)
	if err != nil {
		t.Fatal(err)
	}
	var asked []*policy.Policy
	for _, id := range library.Builtin() {
		p, err := library.Load(id)
		if err != nil {
			t.Fatal(err)
		}
		asked = append(asked, p)
	}
	if _, err := w.NewAudit("Photobook", "2.4", asked, time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
	return dir
}

// wipe clears the terminal as another program may.
func (c *Terminal) wipe() {
	c.mu.Lock()
	defer c.mu.Unlock()
	_, _ = c.screen.WriteString("\x1b[2J")
}

// enterScreen is what the program writes to open its screen.
const enterScreen = "\x1b[?1049h"

// reviewSitting prepares a review and keeps what came of it.
var reviewSitting = []turn{
	do("scope", "facts about the app"), do("fact value", "names separated by commas"), typed("instagram_business_basic", "  instagram_business_basic"), out("accept", "names separated by commas"),
	do("leave scope", "E instagram_business_basic"),
	do("search", "Search"), typed("use case to paste", "for instagram_business_basic"), out("stay there", "enter stay there"),
	do("reason", "Reason"), typed("A person sees their own photos."), do("keep words", "Unanswered   "),
	do("met", "1/80 answered"), do("serve others", "neither does the same clause for another entry"), do("suggest from", "there is no other audit in the workspace"),
	do("submission", "There is no submission yet"), do("review packet", "Review packet", "Verdict: not ready"),
	do("search page", "Search in"), typed("E.1 Use case"), out("stay there", "Search in"), do("copy shown", "E.1@instagram_business_basic copied to the terminal's clipboard"),
	do("write report", "Write the packet to"), do("accept", "written to review.zip"), do("leave reading", "There is no submission yet"),
	do("begin another", "Start a submission with"), do("choose", "+ instagram_business_basic"), do("leave chooser", "Submission 1: draft"),
	do("next in it", "E.1@instagram_business_basic"), do("copy field", "marked as pasted, copied to the terminal's clipboard"), do("text of field", "To paste"), typed(" They are in an album."), do("keep words", "changed since it was pasted"),
	do("next in it", "E.2@instagram_business_basic"), do("same as another", "is the same as"), do("choose", "the same as E.1@instagram_business_basic"), do("field for us", "nothing of it leaves"),
	do("on in it"), do("back in it"), do("previous in it"), do("next in it"),
	do("permissions of it", "includes those with a +;"), do("leave chooser", "Submission 1: draft"), do("state of it", "submission 1 is draft"), do("leave chooser", "Submission 1: draft"),
	do("decided about it", "decided about submission 1"), out("leave fields", "decided about submission 1"), do("pack it", "Write what the reviewer gets to"), do("accept", "written to submission-1.zip"),
	do("begin another", "Start a submission with"), do("choose", "+ instagram_business_basic"), do("leave chooser", "Submission 2: draft"), do("look at another", "Submission 1: draft"),
	do("next in it", "E.1@instagram_business_basic"), do("go to field", "E.1  Use case"), do("submission", "Submission 2: draft"), do("leave submission", "E instagram_business_basic"),
	do("platform decided", "What the platform decided"), typed("rejected"), do("next field"), do("next field"), do("next field"), do("next field"),
	typed("No recording"), do("keep fields", "saved: rejected", "Decided"),
	do("quit"),
}

// disputed returns a folder with an audit in which a clause is in conflict.
func disputed(t *testing.T) string {
	t.Helper()
	dir := app(t)
	w, err := workspace.Find(dir)
	if err != nil {
		t.Fatal(err)
	}
	s := Open(t, w, Hand("Ana"))
	ref, err := s.Find("P.1")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Do(event.SetVerdict(ref, event.NotMet), event.SetReason(ref, "the purge is missing from the job")); err != nil {
		t.Fatal(err)
	}
	Apart(t, w, Hand("Ben"), event.SetVerdict(ref, event.Partly), event.SetReason(ref, "the purge runs once a day"))
	return dir
}

// disputedSitting settles a conflict.
var disputedSitting = []turn{
	do("leave overview", "P.2  A supported"), do("first", "P.1  Terms"),
	do("met", "In conflict: these", "Ana", "Ben", "the purge is missing from the job", "the purge runs once a day"), do("sides down"), do("sides up"),
	do("leave sides", "P.1 is still in conflict"), do("settle", "In conflict: these"), do("next side"), do("previous side"),
	do("take side", "u brings the conflict back"), do("undo", "1 conflict"),
	do("settle", "In conflict: these"), do("join sides", "Which verdict should P.1"), do("choose", "which settles the conflict"), do("keep words", "P.1 is settled"), do("undo", "1 conflict"),
	do("settle", "In conflict: these"), do("answer anew", "Which verdict should P.1"), do("choose", "which settles the conflict"), typed("looked at by both"), do("keep words", "P.1 is settled", "looked at by both"),
	do("quit"),
}

// portfolioSitting goes through the list of many apps, of which there is one, into
// its walk and back.
var portfolioSitting = []turn{
	do("next question", "By team"), do("previous question", "Worst first"), do("next app"), do("previous app"), do("apps on"), do("apps back"), do("first app"), do("last app"),
	do("help on portfolio", "Letters and digits filter"), out("help on portfolio", "Letters and digits filter"),
	typed("zzz", "Nothing matches"), out("leave portfolio", "Nothing matches"), do("read again"),
	do("open app", "By topic"), do("quit overview", "Worst first"), do("leave portfolio"),
}

// scannable returns a folder with an audit, and with files of an app in which a
// scan finds something.
func scannable(t *testing.T) string {
	t.Helper()
	dir := app(t)
	for name, words := range map[string]string{
		"api.ts": "export const me = 'https://graph.facebook.com/v19.0/me';\n", "scope.ts": "export const scope = ['instagram_basic', 'business_management'];\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(words), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// scannedSitting scans, and takes or dismisses what is suggested. A scan is too
// quick to be stopped in time: the walk's own test does.
var scannedSitting = []turn{
	do("scan", "read now: suggestions at"), do("stop scan", "this is already the list;"),
	do("palette", "Every action"), typed("A.6"), do("choose", "A.6  Follow", "◇A.6"),
	do("suggestion", "Suggestion 1 of 2: A.6", "export const me"), do("suggestion on"), do("suggestion back"), do("suggestion page on"), do("suggestion page back"),
	do("next suggestion", "Suggestion 2 of 2: A.6"), do("previous suggestion", "Suggestion 1 of 2: A.6"), do("take suggestion", "it proposes no verdict"),
	do("take as met", "Your own words about: met"), out("leave words", "Your own words"), do("take as partly", "Your own words about: partly"), out("leave words", "Your own words"),
	do("take as not applicable", "Your own words about: not applicable"), out("leave words", "Your own words"), do("take as cannot tell", "Your own words about: cannot tell"), out("leave words", "Your own words"),
	do("dismiss suggestion", "Why dismiss it?"), typed("an old screen"), do("keep words", "Suggestion 1 of 1: A.6", "dismissed, for as long as its places stay the same;"),
	do("take as not met", "Your own words about: not met"), typed("Nobody uses it."), do("keep words", "A.6 is not met", "Evidence (1)"), do("undo", "undone"), do("suggestion", "Suggestion 1 of 1"), out("leave suggestion", "Suggestion 1 of 1"),
	do("scope", "facts about the app"), do("next fact"), do("next fact"), do("next fact"), do("next fact"), do("next fact"), do("next fact"), do("next fact"), do("next fact"), do("next fact"), do("next fact", "P shows it"),
	do("fact suggestion", "fact permissions"), do("take suggestion", "permissions is answered business_management", "Suggestion 1 of 1"), out("leave suggestion", "Suggestion 1"), do("leave scope", "A.6  Follow"),
	do("quit"),
}

var sittings = [][]turn{
	{do("leave offer", "offered again at the next start"), do("quit")},
	{do("save them now", "the unsaved changes are in the audit now"), do("quit")},
	{ // where it stands, then answers
		do("next line", "› First open"), do("previous line", "› Continue at"),
		out("last line", "› Continue at"), do("lines back"), do("lines on"), do("first line", "› Continue at"), do("help on overview", "Help"), do("leave reading", "Continue at"),
		do("leave overview", "P.1  Terms"),
		do("met", "1/53 answered"),
		do("undo", "undone"), do("redo", "redone"), do("log", "clausewalk answer P.1 met"), out("leave chooser", "clausewalk answer"),
		do("down", "P.2  "), do("confirm", "2/53 answered"), do("undo", "1 stale"), do("confirm alike", "2/53 answered"),
		do("last", "C.15  "), do("previous open", "C.14  "), do("next open", "C.15  "), do("previous clause", "C.14  "), do("next clause", "C.15  "),
		do("first", "P.1  Terms"), do("came from", "C.15  "), do("came from", "C.14  "), do("first", "P.1  Terms"), do("down", "P.2  "), do("up", "P.1  Terms"), do("clear", "1/53 answered"),
		do("partly", "Reason for: partly"), typed("one two", "one two"), do("leave words", "draft waiting: i"), do("partly", "one two"), out("undo typing", "one two"), do("redo typing", "one two"),
		do("keep words", "Partly"),
		do("not met", "Reason for: not met"), typed("nobody looks at it today"), do("keep words", "Not met"),
		do("not applicable", "Reason for: not applicable"), typed(" or so"), do("keep words", "Not applicable"),
		do("cannot tell", "Reason for: cannot tell"), typed(" it seems"), do("keep words", "Cannot tell"),
		do("reason", "Reason"), do("to the editor", "written in the editor", "ctrl+s save"), out("keep words", "ctrl+s save"),
		do("edit reason", "ctrl+s save"), out("keep words", "ctrl+s save"),
		do("save now"), do("quit"),
	},
	{
		do("open line", "P.1  Terms"),
		do("add evidence", "Evidence for"), turn{typed: "deletion-l", what: "finds one file", holds: func(s string) bool {
			return strings.Contains(s, "  deletion-log.txt") && !strings.Contains(s, "editor.sh")
		}}, do("next offered", "› deletion-log.txt"), do("previous offered"), twice("complete", "deletion-log.txt"), turn{action: "undo typing", what: "has it once", holds: func(s string) bool { return strings.Count(s, "deletion-log.txt") == 1 }}, twice("redo typing", "deletion-log.txt"), do("accept", "Evidence (1)"),
		do("add evidence", "Evidence for"), typed("editor", "written in the editor"), do("mark lines", "line 1 of 2"), do("next line of file", "line 2 of 2"), do("mark line", "lines 2 to 2"),
		do("previous line of file", "lines 1 to 2"), do("file end", "lines 2 to 2"), do("file start", "lines 1 to 2"), do("file on", "lines 2 to 2"), do("file back", "lines 1 to 2"),
		do("search file", "Search in editor.sh"), typed("written"), out("stay there", "Search in"), do("next in file"), do("previous in file"), out("leave file", "take them"),
		do("mark lines", "line 1 of 2"), do("take lines", "editor.sh:1"), do("another piece"), typed("https://127.0.0.1/y"), do("accept", "added 2 pieces"), do("undo", "undone"),
		do("see evidence", "Evidence of P.1"), do("leave reading", "3 not met"), do("open evidence", "opened deletion-log.txt"), do("add evidence", "Evidence for"), typed("https://127.0.0.1/x\r", "added link"),
		do("check evidence", "Re-check evidence? The result is saved"), do("choose", "checked: failed"),
		do("remove evidence", "Remove which?"), do("pick next"), do("pick previous"), do("leave picker", "3 not met"),
		do("remove evidence", "Remove which?"), do("confirm removal", "removed deletion-log.txt"),
		do("gap", "Gap for"), do("next value", "[minor]"), do("previous value", "[major]"), do("next field"), typed("Ben", "owner     Ben"), do("previous field"), out("undo typing", "owner     Ben"), do("redo typing", "owner     Ben"), do("keep fields", "· Ben"), do("down"), do("gap", "Gap for"), do("as last time", "owner     Ben"), do("undo typing"), out("leave fields", "Gap for"), do("up", "· Ben"),
		do("gap", "Gap for"), typed("x"), out("leave fields", "Gap for"),
		do("valid until", "is valid until"), typed("1y"), out("leave line", "is valid until"), do("valid until", "your draft is back"), out("accept", "is valid until"),
		do("copy", "clipboard"),
		do("fold", "▸"), out("fold", "▸"), do("fold all", "▸"), out("fold all", "▸"), do("mark", "*"), do("down"), do("down"), do("mark range", "○*A.1"), out("back", "○*A.1"),
		do("search", "Search"), typed("surveillance", "1 of 1"), out("undo typing", "1 of 1"), do("redo typing", "1 of 1"), do("next found"), do("previous found"), out("stay there", "enter stay there"), do("search", "enter stay there"), typed("Photobook"), out("leave search", "enter stay there"),
		do("first", "P.1  Terms"), do("next match", "A.28  Protect data"), do("first", "P.1  Terms"), do("previous match", "A.28  Protect data"),
		do("open", "to the list"), do("scroll down", "Source  developers.facebook.com"), do("scroll up", "A.28  Protect data"), out("other pane", "to the list"), do("other pane", "to the list"), out("back", "to the list"),
		do("filter", "Show which clauses?"), do("next choice"), do("previous choice"), typed("gaps"), do("leave chooser", "A.28  Protect"),
		do("filter", "Show which clauses?"), typed("open"), do("undo typing"), typed("open"), do("choose", "of 53, f changes it"), do("filter", "Show which"), out("choose", "Show which"),
		do("search", "Search"), typed("a28"), out("stay there", "enter stay there"), do("palette", "Every action"), typed("where the audit"), do("choose", "By topic"), do("leave overview", "A.28  Protect"),
		do("overview", "By topic"), do("quit overview"),
	},
	{
		do("leave overview", "A.28  Protect"),
		do("history", "History of A.28"), do("leave reading", "A.28  Protect"),
		do("lint", "What will not convince a reader", "clausewalk "), do("leave reading", "A.28  Protect"),
		do("report", "Report", "Audit report"), out("read end", "Audit report: Photobook"), do("read start", "Audit report: Photobook"),
		out("read on", "Audit report: Photobook"), do("read back", "Audit report: Photobook"), out("page on", "Audit report: Photobook"), do("page back", "Audit report: Photobook"),
		do("search page", "Search in: Report"), typed("A.5 Never keep"), out("stay there", "Search in"), do("next in page"), do("previous in page"),
		do("write report", "Write the report to"), do("accept", "written to audit.md"),
		do("copy shown", "clipboard"), do("leave reading", "A.28  Protect"),
		do("help", "Help"), do("leave reading", "A.28  Protect"),
		do("how it was read", "was read"), do("next read"), do("previous read"), do("outline on"), do("outline back"), do("next unasked"), do("ask it", "already asked"),
		do("leave it", "the guide has words for A.28"), do("accept reading", "nothing to accept"), do("join it", "out of scope instead"),
		do("split it", "Another clause begins in"), out("leave line", "Another clause begins in"), out("leave outline", "words are asked"),
		do("scope", "facts about the app"), do("fact yes", "   yes"), do("previous fact"), do("fact no", "   no"), do("previous fact"), do("fact unknown"),
		do("next fact"), do("next fact"), do("next fact"), do("next fact"), do("next fact"), do("next fact"), do("next fact"), do("next fact"), do("next fact"), do("next fact"), do("next fact"), do("next fact"),
		do("fact value", "names separated by commas"), typed("instagram_business_basic", "  instagram_business_basic"), out("accept", "names separated by commas"),
		do("leave scope", "A.28  Protect", "saved "),
		do("overrule scope", "out of scope?"), typed("there is nothing to protect"), do("keep words", "1 out", "saved "),
		do("sign off", "Sign off"), typed("Ana Ruiz"), do("next field"), typed("Lead"), do("keep fields", "signed"),
		do("suspend", "A.28  Protect"), do("redraw", "A.28  Protect"),
		do("quit"),
	},
	{
		do("leave overview", "A.28  Protect"),
		do("search", "Search"), typed("a22"), out("stay there", "enter stay there"), do("met"), do("search", "Search"), typed("a22"), out("stay there", "enter stay there"),
		do("adopt edition", "compared with", "split"), do("next compared"), do("previous compared"), do("next change"), do("previous change"),
		do("compare down"), do("compare up"), out("leave compare", "compared with"),
		do("adopt edition", "answers: "), do("adopt it", "adopted, and u undoes it"),
		do("search", "Search"), typed("a22"), out("stay there", "enter stay there"), do("suggestion", "the answer to"), out("take suggestion", "the answer to"),
		do("quit"),
	},
	{do("interrupt")},
}
