package walk

import (
	"fmt"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/policy"
	"clausewalk/policy/reading"
	"clausewalk/ui"
	"clausewalk/ui/uitest"
	"clausewalk/ui/walk/boxes"
	"clausewalk/ui/walk/painter"
)

// large returns a walk over 10,000 clauses with 100,000 events.
func large(b *testing.B) *Model { return walkOver(b, 10_000, 10) }

// walkOver returns a walk over some clauses, each of which was answered some
// times. It is made of events in memory: what a key costs has nothing to do with
// the disk.
func walkOver(b *testing.B, clauses, times int) *Model {
	b.Helper()
	var text strings.Builder
	text.WriteString("# Large\n")
	for n := range clauses {
		if n%100 == 0 {
			fmt.Fprintf(&text, "\n## %d. Part %d\n\n", n/100+1, n/100+1)
		}
		fmt.Fprintf(&text, "%d. Clause %d asks for a deletion log that somebody reads, and names who keeps copies of what people posted.\n", n%100+1, n)
	}
	p, err := reading.Parse("large", []byte(text.String()))
	if err != nil {
		b.Fatal(err)
	}
	dir := b.TempDir()
	ws, err := workspace.Create(dir)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := ws.NewAudit("Large", "1", []*policy.Policy{p}, hand("Ana").Now()); err != nil {
		b.Fatal(err)
	}
	o := open(b, ws, "Ana")
	refs := o.Refs()
	for n := range times {
		var changes []event.Change
		for _, ref := range refs {
			changes = append(changes, event.SetReason(ref, fmt.Sprintf("the log of week %d was read by two people", n)))
		}
		step, err := o.Step(o.Hand(), changes...)
		if err != nil {
			b.Fatal(err)
		}
		if err := o.Apply(step...); err != nil {
			b.Fatal(err)
		}
	}
	m := New(ui.Options{Session: o, Dir: dir, Theme: ui.Dark, Tool: "clausewalk test"})
	m.Update(sizeMsg(100, 32))
	return m
}

// press gives keys to the model and draws, as the program does, and leaves the
// commands to others, as the program does too.
func press(b *testing.B, m *Model, keys ...string) {
	for _, key := range keys {
		m.Update(uitest.Key(key))
		if m.View() == "" {
			b.Fatal("nothing is drawn")
		}
	}
}

// BenchmarkScrollLarge is a key that goes on by one clause, with its frame.
func BenchmarkScrollLarge(b *testing.B) {
	m := large(b)
	b.ReportAllocs()
	b.ResetTimer()
	for n := range b.N {
		press(b, m, []string{"j", "k"}[n%2])
	}
}

// BenchmarkKey is a key that goes on by one clause of a half-answered audit, with
// its frame up to the bytes for the terminal.
func BenchmarkKey(b *testing.B) {
	for _, size := range [][2]int{{100, 32}, {200, 60}} {
		b.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(b *testing.B) {
			dir := b.TempDir()
			s := open(b, uitest.NewAudit(b, dir, "instagram-platform"), "Ana")
			for n, ref := range s.Refs() {
				if n%2 == 0 {
					step, err := s.Step(s.Hand(), event.SetVerdict(ref, event.Partly), event.SetReason(ref, "The purge log is read by two people, not by three."))
					if err == nil {
						err = s.Apply(step...)
					}
					if err != nil {
						b.Fatal(err)
					}
				}
			}
			out := &counter{}
			d := &uitest.Driver{Model: painter.New(New(ui.Options{Session: s, Dir: dir, Theme: ui.Dark, Tool: "clausewalk test"}), painter.Options{Out: out})}
			d.Send(sizeMsg(size[0], size[1]))
			scroll := func(times int) {
				for n := range times {
					d.Press([]string{"j", "k"}[n/10%2])
				}
			}
			scroll(20) // Glamour has set the clauses once.
			out.n = 0
			b.ReportAllocs()
			b.ResetTimer()
			scroll(b.N)
			b.ReportMetric(float64(out.n)/float64(b.N), "bytes/key")
		})
	}
}

// counter counts what is written.
type counter struct{ n int }

func (c *counter) Write(p []byte) (int, error) { c.n += len(p); return len(p), nil }

// BenchmarkSearchLarge is a letter typed into the search, with its frame: the
// query grows to "log of week 9 zz", which finds all, and then nothing.
func BenchmarkSearchLarge(b *testing.B) {
	for _, clauses := range []int{5_000, 10_000, 20_000} {
		b.Run(fmt.Sprintf("clauses=%d", clauses), func(b *testing.B) {
			m := walkOver(b, clauses, 2)
			press(b, m, "/")
			const query = "log of week 1 zz"
			b.ReportAllocs()
			b.ResetTimer()
			for n := range b.N {
				at := n % len(query)
				if at == 0 {
					m.layers.Top().(*boxes.Form).SetValue("")
				}
				m.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{rune(query[at])}})
				if m.View() == "" {
					b.Fatal("nothing is drawn")
				}
			}
		})
	}
}

// BenchmarkFirstLetter is the first letter of the first search, for which the
// texts of all clauses are read.
func BenchmarkFirstLetter(b *testing.B) {
	for _, clauses := range []int{5_000, 10_000, 20_000} {
		b.Run(fmt.Sprintf("clauses=%d", clauses), func(b *testing.B) {
			for range b.N {
				b.StopTimer()
				m := walkOver(b, clauses, 2)
				press(b, m, "/")
				b.StartTimer()
				press(b, m, "z")
			}
		})
	}
}

// BenchmarkPages opens a page about a clause that was answered often, or about
// all clauses, with its first frame.
func BenchmarkPages(b *testing.B) {
	for _, c := range []struct {
		page, key      string
		clauses, times int
	}{
		{"history", "h", 1, 500}, {"history", "h", 1, 2_000}, {"history", "h", 1, 8_000},
		{"overview", "O", 1_000, 2}, {"overview", "O", 4_000, 2}, {"overview", "O", 16_000, 2},
		{"lint", "L", 1_000, 2}, {"lint", "L", 4_000, 2}, {"lint", "L", 16_000, 2},
	} {
		b.Run(fmt.Sprintf("%s/events=%d", c.page, c.clauses*c.times), func(b *testing.B) {
			m := walkOver(b, c.clauses, c.times)
			b.ReportAllocs()
			b.ResetTimer()
			for range b.N {
				press(b, m, c.key, "esc")
			}
		})
	}
}

// BenchmarkAnswerLarge is an answer with its frame, up to where the event goes
// to the disk.
func BenchmarkAnswerLarge(b *testing.B) {
	m := large(b)
	b.ReportAllocs()
	b.ResetTimer()
	for n := range b.N {
		press(b, m, []string{"1", "u"}[n%2])
	}
}
