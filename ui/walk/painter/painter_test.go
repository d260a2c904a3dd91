package painter

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
	"pgregory.net/rapid"

	_ "clausewalk/checklist/durable/quicktest"
	"clausewalk/reports"
	"clausewalk/ui/uitest"
	"clausewalk/ui/walk/style"
)

// TestTheTerminalShowsTheLastFrameHoweverItCameThere draws frames that differ
// from the one before, on terminals of changing sizes, and looks at every cell.
func TestTheTerminalShowsTheLastFrameHoweverItCameThere(t *testing.T) {
	texts := slices.Sorted(maps.Values(uitest.Hostile))
	rapid.Check(t, func(t *rapid.T) {
		screen := vt.NewEmulator(1, 1)
		p := New(nil, Options{Out: screen})
		var lines []string
		height := 0
		for range rapid.IntRange(1, 8).Draw(t, "frames") {
			if len(lines) == 0 || rapid.Bool().Draw(t, "resize") {
				p.width, height = rapid.IntRange(1, 100).Draw(t, "width"), rapid.IntRange(1, 20).Draw(t, "height")
				screen.Resize(p.width, height)
				p.drawn, lines = nil, make([]string, height)
			}
			lines = slices.Clone(lines)
			for range rapid.IntRange(0, 3).Draw(t, "changes") {
				words := reports.Line(rapid.SampledFrom(texts).Draw(t, "text"))
				lines[rapid.IntRange(0, height-1).Draw(t, "line")] = style.Cut(words, rapid.IntRange(0, p.width).Draw(t, "cut"))
			}
			p.draw(lines)

			fresh := vt.NewEmulator(p.width, height)
			(&Painter{opt: Options{Out: fresh}, width: p.width}).draw(lines)
			if at := screen.CursorPosition(); at.X != 0 || at.Y != 0 {
				t.Fatalf("the cursor rests at %v", at)
			}
			if got, want := screen.Render(), fresh.Render(); got != want {
				t.Fatalf("the terminal shows\n%s\nafter a frame that alone is\n%s", got, want)
			}
		}
	})
}

// still is a model whose frame never changes.
type still struct{}

func (still) Init() tea.Cmd                         { return nil }
func (s still) Update(tea.Msg) (tea.Model, tea.Cmd) { return s, nil }
func (still) View() string                          { return strings.Repeat("a line of words\n", 29) + "the last" }

// TestAFrameLikeTheOneBeforeIsNotDrawn holds what keeps a terminal calm.
func TestAFrameLikeTheOneBeforeIsNotDrawn(t *testing.T) {
	var out bytes.Buffer
	p := New(still{}, Options{Out: &out})
	p.Update(tea.WindowSizeMsg{Width: 100, Height: 30})
	if shown := out.String(); strings.Count(shown, "\x1b[K") < 5 {
		t.Fatalf("the first frame is no whole one: %q", shown)
	}
	out.Reset()
	p.Update(nil)
	if out.Len() > 0 {
		t.Errorf("the same frame is drawn again: %q", out.String())
	}
	p.Update(tea.WindowSizeMsg{Width: 100, Height: 30})
	if strings.Count(out.String(), "\x1b[K") < 5 {
		t.Errorf("a terminal that another program had is not drawn anew: %q", out.String())
	}
}

// TestOnlyTheCellsThatChangedAreWritten draws lines of words in several looks, each
// a change of the one before, and looks at every cell with its look.
func TestOnlyTheCellsThatChangedAreWritten(t *testing.T) {
	const width, height = 40, 3
	word := rapid.Custom(func(t *rapid.T) string {
		look := rapid.SampledFrom([]string{"", "\x1b[2m", "\x1b[1;36m", "\x1b[33m\x1b[1m"}).Draw(t, "look")
		text := rapid.SampledFrom([]string{"a", "kept", "copies for 48 hours", " ", "     ", "✓", "│", "…"}).Draw(t, "text")
		if look == "" {
			return text
		}
		return look + text + "\x1b[0m"
	})
	line := rapid.Custom(func(t *rapid.T) string {
		return style.Cut(strings.Join(rapid.SliceOfN(word, 0, 8).Draw(t, "words"), ""), width)
	})
	rapid.Check(t, func(t *rapid.T) {
		screen := vt.NewEmulator(width, height)
		var out bytes.Buffer
		p := &Painter{opt: Options{Out: io.MultiWriter(screen, &out)}, width: width}
		lines := rapid.SliceOfN(line, height, height).Draw(t, "lines")
		p.draw(lines)
		for range 4 {
			lines = slices.Clone(lines)
			lines[rapid.IntRange(0, height-1).Draw(t, "y")] = line.Draw(t, "line")
			was := len(out.Bytes())
			p.draw(lines)
			fresh := vt.NewEmulator(width, height)
			(&Painter{opt: Options{Out: fresh}, width: width}).draw(lines)
			if got, want := screen.Render(), fresh.Render(); got != want {
				t.Fatalf("the terminal shows\n%q\nafter a frame that alone is\n%q\nby %q", got, want, out.Bytes()[was:])
			}
		}
	})
}

// TestAWordThatChangedIsAllThatIsWritten counts the bytes.
func TestAWordThatChangedIsAllThatIsWritten(t *testing.T) {
	var out bytes.Buffer
	p := &Painter{opt: Options{Out: &out}, width: 100}
	p.draw([]string{"The log is read by \x1b[2mtwo\x1b[0m people, week after week."})
	out.Reset()
	p.draw([]string{"The log is read by \x1b[2mten\x1b[0m people, week after week."})
	if got, want := out.String(), "\x1b[?7l\x1b[1;21H\x1b[2men\x1b[m\x1b[?7h\x1b[H"; got != want {
		t.Errorf("written is %q, not %q", got, want)
	}
}

// panicking is a model with a fault.
type panicking struct{ still }

func (panicking) Update(tea.Msg) (tea.Model, tea.Cmd) { panic("a fault") }

// TestAPanicIsToldOnTheTerminalAsItWasFound holds that Bubble Tea, which prints it,
// has the terminal by then.
func TestAPanicIsToldOnTheTerminalAsItWasFound(t *testing.T) {
	var out bytes.Buffer
	p := New(panicking{}, Options{Out: &out, Mouse: true})
	if err := p.take(); err != nil {
		t.Fatal(err)
	}
	out.Reset()
	defer func() {
		const back = "\x1b[?1006l\x1b[?1002l\x1b[?2004l\x1b[?25h\x1b[?1049l\x1b[?25h"
		if recover() == nil || out.String() != back {
			t.Errorf("before the panic is told, written is %q, not %q", out.String(), back)
		}
	}()
	p.Update(nil)
}

// TestNobodyGoesRoundThePainter finds what Bubble Tea does to a terminal of its own,
// which is not ours.
func TestNobodyGoesRoundThePainter(t *testing.T) {
	round := regexp.MustCompile(`tea\.(Exec|ExecProcess|Suspend|WindowSize|NewProgram|(Enter|Exit)AltScreen|ClearScreen|(Show|Hide)Cursor|(Enable|Disable)\w+|SetWindowTitle|Print\w+)\b`)
	err := filepath.WalkDir(filepath.Join("..", ".."), func(path string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".go" || filepath.Base(filepath.Dir(path)) == "painter" || filepath.Base(filepath.Dir(path)) == "pager" {
			return err
		}
		source, err := os.ReadFile(path)
		if found := round.Find(source); found != nil {
			t.Errorf("%s uses %s", path, found)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// broken is a model whose work away from the screen fails.
type broken struct {
	still
	work tea.Cmd
}

func (b broken) Init() tea.Cmd                       { return b.work }
func (b broken) Update(tea.Msg) (tea.Model, tea.Cmd) { return b, nil }

// TestAPanicInTheBackgroundIsToldOnThePersonsOwnScreen holds that the terminal is given
// back before anything is said of it.
func TestAPanicInTheBackgroundIsToldOnThePersonsOwnScreen(t *testing.T) {
	fails := func() tea.Msg { panic("the disk is broken") }
	idle := func() tea.Msg { return nil }
	for name, work := range map[string]tea.Cmd{"command": fails, "batch": tea.Batch(idle, fails), "batch in a batch": tea.Batch(idle, tea.Batch(idle, fails)), "goroutine": nil} {
		var out bytes.Buffer
		p := New(broken{work: work}, Options{In: strings.NewReader(""), Out: &out})
		if work == nil {
			p.Go(func() { fails() })
		}
		err := p.Run()
		if given := out.String(); !errors.Is(err, ErrBroken) || !strings.HasSuffix(given, ansi.ResetModeAltScreenSaveCursor+ansi.ShowCursor) {
			t.Errorf("%s: %v, %q", name, err, given)
		}
	}
	if said := (&panicked{"the disk is broken", []byte("stack")}).Error(); said != "the disk is broken\n\nstack" {
		t.Errorf("it says %q", said)
	}
}
