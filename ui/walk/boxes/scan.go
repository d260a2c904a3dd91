package boxes

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"clausewalk/ui"
	"clausewalk/ui/clauses"
	"clausewalk/ui/session"
	"clausewalk/ui/walk/layer"
	"clausewalk/ui/walk/style"
)

// scanning waits for a scan of the app's own files, which goes on away from the
// screen.
type scanning struct {
	layer.Base
	stop      context.CancelFunc
	done, all atomic.Int64 // files
	w         int
}

// Scan scans the app's own files and suggests what bears on clauses. Leaving the
// box stops it.
func Scan(l *clauses.List, timer layer.Timer) layer.Result {
	ctx, stop := context.WithCancel(context.Background())
	b, look := &scanning{stop: stop}, session.AppLooker(l.Session, true)
	work := layer.Later(b, func() func() layer.Result {
		looked, err := look(ctx, func(done, all int) { b.done.Store(int64(done)); b.all.Store(int64(all)) })
		return func() layer.Result {
			if ctx.Err() != nil {
				return layer.Result{} // It was left, and said so.
			}
			stop()
			r := layer.Say("", err)
			if err == nil {
				r = layer.Say(clauses.TakeScan(l, looked))
			}
			r.Close = true
			return r
		}
	})
	return layer.Result{Open: b, Cmd: tea.Batch(b.wait(ctx, timer), work)}
}

// wait shows again how far the scan is.
func (b *scanning) wait(ctx context.Context, timer layer.Timer) tea.Cmd {
	if timer == nil {
		return nil
	}
	return timer(slow, func(time.Time) tea.Msg {
		return layer.Back{To: b, Do: func() layer.Result {
			if ctx.Err() != nil {
				return layer.Result{}
			}
			return layer.Result{Cmd: b.wait(ctx, timer)}
		}}
	})
}

func (b *scanning) Mode() ui.Mode   { return ui.Scanning }
func (b *scanning) Below() bool     { return true }
func (b *scanning) Resize(w, _ int) { b.w = w }

func (b *scanning) Do(string) layer.Result {
	b.stop()
	return layer.Result{Close: true, Note: "the scan was stopped, and nothing from it was kept"}
}

func (b *scanning) View(s *style.Styles) []string {
	done, all := b.done.Load(), b.all.Load()
	said := "looking for the files" + s.Marks.Ellipsis
	if all > 0 {
		said = bar(s, done, all, fmt.Sprintf("%d of %d files", done, all), b.w)
	}
	return []string{
		s.Accent.Render(style.Cut("Scanning the app's own files; nothing is run, fetched or sent", b.w)),
		style.Cut("  "+said, b.w),
		"  " + s.Dim.Render(style.Cut("files that have not changed since the last scan are not read again", b.w-2)),
	}
}
