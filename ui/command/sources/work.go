package sources

import (
	"context"
	"runtime"
	"runtime/debug"
	"sync"

	"clausewalk/reports/portfolio"
)

// spread reads what produce hands it, several at once, and hands the rows on one
// after another. No more is held than what is being read.
func spread(ctx context.Context, produce func(read func(func() []portfolio.Row) error) error, row func(portfolio.Row) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	// What is held is small and soon done with, so that to collect it as often as
	// ever would take a fifth of the time.
	defer debug.SetGCPercent(debug.SetGCPercent(400))
	work, done := make(chan func() []portfolio.Row), make(chan []portfolio.Row)
	var produced error
	go func() {
		defer close(work)
		produced = produce(func(read func() []portfolio.Row) error {
			select {
			case work <- read:
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		})
	}()
	var all sync.WaitGroup
	for range 2 * runtime.GOMAXPROCS(0) { // One waits for git or the disk while another reckons.
		all.Go(func() {
			for read := range work {
				done <- read()
			}
		})
	}
	go func() {
		all.Wait()
		close(done)
	}()
	var failed error
	for rows := range done {
		for _, r := range rows {
			if failed == nil {
				if failed = row(r); failed != nil {
					cancel()
				}
			}
		}
	}
	if failed != nil {
		return failed
	}
	return produced
}
