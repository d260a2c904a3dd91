package apps

import (
	"context"
	"sync"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"clausewalk/reports/portfolio"
)

// rows are all that were read, as little of each as the list needs.
type rows struct {
	at   time.Time
	days int
	mu   sync.Mutex // of what is read again
	all  []portfolio.Row
}

// add keeps a row without what the list does not show.
func (r *rows) add(row portfolio.Row) {
	row.Decisions = nil
	for n := range row.Gaps {
		row.Gaps[n].Reason, row.Gaps[n].Fix = "", ""
	}
	r.all = append(r.all, row)
}

// book answers from what was read so far.
func (r *rows) book() *portfolio.Book {
	b := portfolio.NewBook(r.at, r.days)
	for _, row := range r.all {
		b.Add(row)
	}
	b.Sort()
	return b
}

// newsMsg says that reading has come further.
type newsMsg struct{}

// progress tells how far reading has come.
type progress struct {
	count int             // the audits that were read
	book  *portfolio.Book // nil where it is as before
	done  bool
	err   error
}

// reading reads a source away from the screen. What is told while the screen is
// busy, or a walk is open, is told together.
type reading struct {
	mu     sync.Mutex
	latest progress
	news   chan struct{} // closed at the end
}

// startReading reads all of a source. The list is put together anew each time
// that twice as much was read, so that all of it together costs no more than
// twice the last time.
func startReading(ctx context.Context, from portfolio.Source, into *rows) *reading {
	r := &reading{news: make(chan struct{}, 1)}
	go func() {
		due := 32
		err := from.Rows(ctx, func(row portfolio.Row) error {
			into.add(row)
			msg := progress{count: len(into.all)}
			if len(into.all) == due {
				due *= 2
				msg.book = into.book()
			}
			r.tell(msg)
			return ctx.Err()
		})
		r.tell(progress{count: len(into.all), book: into.book(), done: true, err: err})
		close(r.news)
	}()
	return r
}

func (r *reading) tell(msg progress) {
	r.mu.Lock()
	if msg.book == nil {
		msg.book = r.latest.book // It was not seen yet.
	}
	r.latest = msg
	r.mu.Unlock()
	select {
	case r.news <- struct{}{}:
	default:
	}
}

// wait returns once there is news.
func (r *reading) wait() tea.Msg {
	<-r.news
	return newsMsg{}
}

// take returns how far reading has come, with the book where it was not taken
// yet.
func (r *reading) take() progress {
	r.mu.Lock()
	defer r.mu.Unlock()
	msg := r.latest
	r.latest.book = nil
	return msg
}

// againMsg brings the book after one folder was read again.
type againMsg struct {
	of   *rows
	book *portfolio.Book
	err  error
}

// again reads one folder anew, in place of what was read there.
func (r *rows) again(ctx context.Context, from portfolio.Source, folder string) tea.Msg {
	r.mu.Lock()
	defer r.mu.Unlock()
	name := ""
	var kept, news []portfolio.Row
	for _, row := range r.all {
		if row.Folder == folder {
			name = row.Repository
			continue
		}
		kept = append(kept, row)
	}
	err := from.Rows(ctx, func(row portfolio.Row) error {
		if row.Folder == folder {
			row.Repository = name
			news = append(news, row)
		}
		return nil
	})
	if err != nil {
		return againMsg{r, nil, err}
	}
	r.all = kept
	for _, row := range news {
		r.add(row)
	}
	return againMsg{r, r.book(), nil}
}
