package walk

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/policy"
	"clausewalk/policy/library"
	"clausewalk/policy/reading"
	"clausewalk/ui"
	"clausewalk/ui/clauses"
	"clausewalk/ui/session"
	"clausewalk/ui/uitest"
	"clausewalk/ui/walk/frame"
)

// sgr is the one kind of escape that a frame may hold: colours and weights.
var sgr = regexp.MustCompile(`\x1b\[[0-9;]*m`)

// shots are all that can be on the screen, by the actions that lead there.
var shots = map[string][]string{
	"walk": {}, "detail": {"open"}, "reason": {"not met"}, "evidence": {"add evidence"}, "preview": {"add evidence", "next offered", "next offered", "next offered", "next offered", "next offered", "next offered"},
	"lines": {"add evidence", "next offered", "next offered", "next offered", "next offered", "next offered", "next offered", "mark lines", "mark line"}, "remove": {"remove evidence"},
	"gap": {"gap"}, "until": {"valid until"}, "fact": {"scope", "next fact", "fact value"}, "search": {"search"}, "scope": {"scope"},
	"overrule": {"overrule scope"}, "sign": {"sign off"}, "history": {"history"}, "report": {"report"}, "search in report": {"report", "search page"},
	"search in clause": {"open", "search"}, "help": {"help"}, "palette": {"palette"}, "filter": {"filter"}, "filtered": {"filter", "next choice", "choose"},
	"bulk": {"mark", "mark", "met"}, "overview": {"overview"}, "help on overview": {"overview", "help on overview"},
	"suggestion": {"suggestion"}, "take": {"suggestion", "take as met"}, "dismiss": {"suggestion", "dismiss suggestion"}, "scan": {"scan"},
	"outline": {"how it was read", "next read"}, "split": {"how it was read", "split it"}, "adopt": {"adopt edition", "next change"}, "packet": {"submission", "review packet"}, "submission": {"submission"}, "handing in": {"submission", "next in it"}, "decided": {"platform decided"},
}

// hostileWalk is a walk over an audit in which people, policy and file names
// say the text.
func hostileWalk(t *testing.T, text string) *walk {
	t.Helper()
	dir := t.TempDir()
	line := strings.NewReplacer("\x00", "", "\r", " ", "\n", " ", "\x1b", "", "\x07", "").Replace(text)
	own, err := reading.Parse("own", []byte("# "+line+"\n\n## A. "+line+"\n\n1. "+line+"\n2. second\n"))
	if err != nil {
		t.Fatal(err)
	}
	builtIn, err := library.Load("instagram-platform")
	if err != nil {
		t.Fatal(err)
	}
	review, err := library.Load("instagram-app-review")
	if err != nil {
		t.Fatal(err)
	}
	ws, err := workspace.Create(dir)
	if err != nil {
		t.Fatal(err)
	}
	h := hand("Ana")
	h.Person.Name = line
	if _, err := ws.NewAudit(line, "2.4", []*policy.Policy{builtIn, own, review}, h.Now()); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "app.txt"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	o := uitest.Open(t, ws, h)
	w := startOn(t, o, dir, 120, 40)
	ref := w.model.list.Item().Ref
	if err := os.WriteFile(filepath.Join(dir, "app.ts"), []byte("first\n"+text+"\nlast\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	place, err := session.Point(o, "app.ts:1-3")
	if err != nil {
		t.Fatal(err)
	}
	hint := &event.Suggestion{Source: "mcp: " + line, Verdict: event.Met, Words: "said: " + text, Settles: text, Confidence: event.Unsure, Places: []event.Place{place}}
	w.change(event.Suggest(ref, "aabbccdd", hint), event.SetReason(ref, text), event.SetVerdict(ref, event.NotMet),
		event.SetGap(ref, event.GapOwner, text), event.SetGap(ref, event.GapFix, text),
		event.AddEvidence(ref, event.Evidence{Kind: event.LinkEvidence, URL: "https://example.org/" + text}),
		event.SetFact(review.ID, "permissions", event.FactAnswer{Values: []string{text}}),
		event.AddOutcome("o", event.Outcome{Result: event.Rejected, On: "2026-03-02", Release: text, Permission: text, Words: text}, ref)[0])
	return w
}

// TestEveryFrameFillsTheTerminalExactly holds for every page and box, at every
// size and with any text: the terminal's lines, none wider than it, nothing but
// colours.
func TestEveryFrameFillsTheTerminalExactly(t *testing.T) {
	t.Parallel()
	names := slices.Sorted(maps.Keys(shots))
	for name, text := range uitest.Hostile {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := hostileWalk(t, text)
			nextEdition(t, w)
			show := func(page string) {
				w.Send(sizeMsg(120, 40))
				w.model.layers, w.model.inText = nil, false
				w.model.list.Narrow(clauses.Filter{})
				w.model.list.Marks.Clear()
				w.do(shots[page]...)
			}
			for _, page := range names {
				show(page)
				for _, size := range [][2]int{{0, 0}, {1, 1}, {29, 8}, {30, 7}, {30, 8}, {40, 12}, {80, 24}, {99, 30}, {100, 32}, {200, 60}} {
					w.Send(sizeMsg(size[0], size[1]))
					checkFrame(t, page, w.model.View(), size[0], size[1])
				}
			}
			rapid.Check(t, func(t *rapid.T) {
				page := rapid.SampledFrom(names).Draw(t, "page")
				width, height := rapid.IntRange(0, 200).Draw(t, "width"), rapid.IntRange(0, 60).Draw(t, "height")
				show(page)
				w.Send(sizeMsg(width, height))
				checkFrame(t, page, w.model.View(), width, height)
			})
		})
	}
}

func TestAStormOfResizesEndsWithTheRightFrame(t *testing.T) {
	t.Parallel()
	for seed := range uint64(3) {
		w, calm := start(t, 80, 24), start(t, 80, 24)
		random := rand.New(rand.NewPCG(seed, seed))
		for range 500 {
			w.Send(sizeMsg(random.IntN(201), random.IntN(61)))
		}
		w.Send(sizeMsg(100, 32))
		calm.Send(sizeMsg(100, 32))
		if got, want := w.model.View(), calm.model.View(); got != want {
			t.Fatalf("after the storm %d:\n%s\nwant:\n%s", seed, got, want)
		}
	}
}

func checkFrame(t rapid.TB, page, shown string, width, height int) {
	t.Helper()
	if width == 0 || height == 0 {
		if shown != "" {
			t.Fatalf("%s at %dx%d shows %q", page, width, height, shown)
		}
		return
	}
	lines := strings.Split(shown, "\n")
	if len(lines) != height {
		t.Fatalf("%s at %dx%d has %d lines", page, width, height, len(lines))
	}
	for n, l := range lines {
		checkLine(t, fmt.Sprintf("%s at %dx%d, line %d", page, width, height, n+1), l, width)
	}
	if (frame.Layout{Width: width, Height: height}).TooSmall() == "" {
		if !strings.Contains(lines[0], "saved") && !strings.Contains(lines[0], "nothing") && !strings.Contains(lines[0], "SAVED") {
			t.Fatalf("%s at %dx%d: the header does not tell what is saved: %q", page, width, height, lines[0])
		}
		if strings.TrimSpace(ansi.Strip(lines[height-1])) == "" {
			t.Fatalf("%s at %dx%d: the footer is empty", page, width, height)
		}
	}
}

// checkLine holds a line to its width and to colours as its only escapes.
func checkLine(t rapid.TB, where, line string, width int) {
	t.Helper()
	if got := ansi.StringWidth(line); got > width {
		t.Fatalf("%s is %d wide: %q", where, got, line)
	}
	for _, r := range sgr.ReplaceAllString(line, "") {
		if r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 || r == 0x202e {
			t.Fatalf("%s holds %U: %q", where, r, line)
		}
	}
}

func TestNoKeyMeansTwoThingsInOneMode(t *testing.T) {
	t.Parallel()
	deeds := start(t, 80, 24).model.deeds
	taken := map[string]string{}
	names := map[string]bool{}
	for _, a := range ui.Actions() {
		if names[a.Name] {
			t.Errorf("two actions are called %q", a.Name)
		}
		names[a.Name] = true
		if a.Help == "" || a.Mode == ui.Walk && deeds[a.Name] == nil {
			t.Errorf("%q has no help or does nothing", a.Name)
		}
		for _, k := range a.Keys {
			if other, ok := taken[string(a.Mode)+k]; ok {
				t.Errorf("%s means %q and %q", k, other, a.Name)
			}
			if k == "ctrl+c" && a.Mode != ui.Everywhere {
				t.Errorf("%q takes the key that always leaves", a.Name)
			}
			taken[string(a.Mode)+k] = a.Name
		}
	}
}
