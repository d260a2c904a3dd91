package sources

import (
	"context"
	"runtime"
	"runtime/debug"
	"sync"
)

// spread reads what produce hands it, several at once, and hands what was read on,
// one after another. No more is held than what is being read.
func spread[T any](ctx context.Context, produce func(read func(func() []T) error) error, each func(T) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	// What is held is small and soon done with, so that to collect it as often as
	// ever would take a fifth of the time.
	defer debug.SetGCPercent(debug.SetGCPercent(400))
	work, done := make(chan func() []T), make(chan []T)
	var produced error
	go func() {
		defer close(work)
		produced = produce(func(read func() []T) error {
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
	for all := range done {
		for _, one := range all {
			if failed == nil {
				if failed = each(one); failed != nil {
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
