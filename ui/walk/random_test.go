package walk

import (
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"clausewalk/checklist/event"
	"clausewalk/reports"
	"clausewalk/ui"
)

// TestAnHourOfRandomKeysLosesNothing types keys as they come. Every frame fills
// the terminal, nothing that was typed is lost, and leaving a box never decides.
func TestAnHourOfRandomKeysLosesNothing(t *testing.T) {
	t.Parallel()
	var keys []string
	for _, a := range ui.Actions() {
		if a.Name != "suspend" && a.Name != "interrupt" && !strings.HasPrefix(a.Name, "quit") {
			keys = append(keys, a.Keys...)
		}
	}
	random := rand.New(rand.NewPCG(11, 26))
	nowhere := func(reports.Report, string, bool) error { return nil }
	w := startWith(t, ui.Options{Out: io.Discard, Opener: func(string) error { return nil }, WriteReport: nowhere, WritePacket: nowhere}, 100, 30)
	for n := range 3600 {
		before := w.events()
		in, typed := w.model.mode(), ""
		box, _ := w.model.layers.Top().(interface{ Words() string })
		key := keys[random.IntN(len(keys))]
		if random.IntN(4) == 0 {
			key = string(rune('a' + random.IntN(26)))
		}
		leaves := key == "esc" && (in == ui.Write || in == ui.Line || in == ui.Fields)
		if leaves && box != nil {
			typed = box.Words()
		}
		w.Press(key)
		if leaves && w.events() != before {
			t.Fatalf("key %d, esc in the %s, decided", n, in)
		}
		if strings.TrimSpace(typed) != "" && !w.kept(typed) {
			t.Fatalf("key %d, esc in the %s, lost %q", n, in, typed)
		}
		if n%9 == 0 {
			checkFrame(t, string(in), w.model.View(), 100, 30)
		}
	}
}

// kept tells whether words wait as a draft or stand in the audit.
func (w *walk) kept(words string) bool {
	all, _ := open(w.t, w.model.opt.Session.Workspace, "Ana").Drafts()
	for _, d := range all {
		if d.Text == words {
			return true
		}
	}
	for _, e := range w.model.opt.Session.Log(event.Ref{}) {
		if event.Words(e.Kind, e.Value) == words {
			return true
		}
	}
	return false
}
