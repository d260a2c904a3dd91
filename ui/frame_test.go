package ui

import (
	"regexp"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"clausewalk/checklist"
)

// sgr is the one kind of escape that a frame may hold: colours and weights.
var sgr = regexp.MustCompile(`\x1b\[[0-9;]*m`)

// texts are what people, policies and file names may bring to the screen.
var texts = map[string]string{
	"ascii": "The CDN keeps copies for 48 hours, and nobody has a list of what it keeps.",
	"cjk":   "削除要求から二十四時間以内にすべての複製を削除します。",
	"emoji": "done 👩‍👩‍👧‍👦 🇩🇪 ✅ and é combining",
	"long":  strings.Repeat("x", 2700),
	"bad":   "a\x1b[2Jb\x1b]52;c;aGk=\x07c\u202Ed\u0000e\tf\r\ng\u009b31m",
	"rtl":   "حذف كل النسخ خلال 24 ساعة",
}

// TestEveryFrameFillsTheTerminalExactly holds for every page and box at every
// size: the terminal's lines, none wider than it, nothing but colours.
func TestEveryFrameFillsTheTerminalExactly(t *testing.T) {
	pages := map[string][]string{
		"walk": {}, "detail": {"open"}, "reason": {"not met"}, "evidence": {"add evidence"}, "remove": {"remove evidence"},
		"gap": {"gap"}, "fact": {"scope", "next fact", "fact value"}, "search": {"search"}, "scope": {"scope"}, "overrule": {"overrule scope"}, "history": {"history"},
		"report": {"report"}, "help": {"help"}, "palette": {"palette"}, "filter": {"filter"}, "bulk": {"mark", "mark", "met"}, "overview": {"overview"},
		"compare": {"compare editions"}, "adopt": {"adopt edition", "next change"},
	}
	sizes := [][2]int{{0, 0}, {1, 1}, {5, 60}, {29, 8}, {30, 7}, {30, 8}, {31, 9}, {40, 12}, {59, 20}, {60, 24}, {80, 24}, {99, 30}, {100, 32}, {120, 40}, {200, 60}}
	for name, text := range texts {
		t.Run(name, func(t *testing.T) {
			w := start(t, 120, 40)
			nextEdition(t, w)
			ref := w.model.item().Ref
			w.model.keep(mustStep(t, w, checklist.SetReason(ref, text), checklist.SetVerdict(ref, checklist.NotMet),
				checklist.SetGap(ref, checklist.GapOwner, text), checklist.SetGap(ref, checklist.GapFix, text),
				checklist.AddEvidence(ref, checklist.Evidence{Kind: checklist.LinkEvidence, URL: "https://example.org/" + text})))
			w.Send(w.model.save()())
			for page, actions := range pages {
				w.Send(sizeMsg(120, 40))
				w.do(actions...)
				for _, size := range sizes {
					w.Send(sizeMsg(size[0], size[1]))
					checkFrame(t, page, w.model.View(), size[0], size[1])
				}
				w.Send(sizeMsg(120, 40))
				w.model.dialog, w.model.detail = nil, false
			}
		})
	}
}

func checkFrame(t *testing.T, page, frame string, width, height int) {
	t.Helper()
	if width == 0 || height == 0 {
		if frame != "" {
			t.Fatalf("%s at %dx%d shows %q", page, width, height, frame)
		}
		return
	}
	lines := strings.Split(frame, "\n")
	if len(lines) != height {
		t.Fatalf("%s at %dx%d has %d lines", page, width, height, len(lines))
	}
	for n, l := range lines {
		if got := ansi.StringWidth(l); got > width {
			t.Fatalf("%s at %dx%d: line %d is %d wide: %q", page, width, height, n+1, got, l)
		}
		for _, r := range sgr.ReplaceAllString(l, "") {
			if r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 || r == 0x202e {
				t.Fatalf("%s at %dx%d: line %d holds %U: %q", page, width, height, n+1, r, l)
			}
		}
	}
	if width >= minWidth && height >= minHeight {
		if !strings.Contains(lines[0], "saved") && !strings.Contains(lines[0], "nothing") && !strings.Contains(lines[0], "SAVED") {
			t.Fatalf("%s at %dx%d: the header does not tell what is saved: %q", page, width, height, lines[0])
		}
		if strings.TrimSpace(ansi.Strip(lines[height-1])) == "" {
			t.Fatalf("%s at %dx%d: the footer is empty", page, width, height)
		}
	}
}

func TestNoKeyMeansTwoThingsInOneMode(t *testing.T) {
	taken := map[string]string{}
	names := map[string]bool{}
	for _, a := range Actions() {
		if names[a.Name] {
			t.Errorf("two actions are called %q", a.Name)
		}
		names[a.Name] = true
		if a.Help == "" || a.do == nil {
			t.Errorf("%q has no help or does nothing", a.Name)
		}
		for _, k := range a.Keys {
			for _, in := range []mode{a.Mode, everywhere} {
				if other, ok := taken[string(in)+k]; ok {
					t.Errorf("%s means %q and %q", k, other, a.Name)
				}
			}
			taken[string(a.Mode)+k] = a.Name
		}
	}
}
