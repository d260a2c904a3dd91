package ui

import (
	"fmt"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"
)

// slow is how long something may take before the screen says that it goes on.
const slow = 300 * time.Millisecond

// waitMsg says that a box has been busy for a while.
type waitMsg struct{ box *lineBox }

// progress is how far a copy has come, in bytes.
type progress struct{ copied, total int64 }

// busy makes a box wait for what a command does. What is quick shows nothing.
func (m *Model) busy(b *lineBox) tea.Cmd {
	b.busy, b.waited, b.fault = true, 0, ""
	return m.wait(b)
}

func (m *Model) wait(b *lineBox) tea.Cmd {
	if m.later == nil {
		return nil
	}
	return m.later(slow, func(time.Time) tea.Msg { return waitMsg{b} })
}

// waits counts on while the box is open and busy.
func (m *Model) waits(msg waitMsg) tea.Cmd {
	if m.dialog != dialog(msg.box) || !msg.box.busy {
		return nil
	}
	msg.box.waited++
	return m.wait(msg.box)
}

// working says in one line that something goes on, with a bar where it is known
// how far it is.
func (m *Model) working(b *lineBox, w int) string {
	p := b.copied.Load()
	if p == nil || p.total == 0 {
		return "  working" + strings.Repeat(".", 1+(b.waited-1)%3)
	}
	words := fmt.Sprintf("%s of %s", size(p.copied), size(p.total))
	room := max(0, min(30, w-len(words)-6))
	full := int(int64(room) * min(p.copied, p.total) / p.total)
	return "  " + strings.Repeat(m.style.marks.full, full) + strings.Repeat(m.style.marks.empty, room-full) + "  " + words
}
