package folder

import (
	"context"
	"fmt"
	"path"
	"strings"
	"time"
)

// pollEvery is how often the folder is looked at. A look costs one read of the
// folder and works on every file system, also on those that send no events.
const pollEvery = 400 * time.Millisecond

// Watch calls changed whenever a journal file has come or grown, until the
// context ends.
func (j *Journal) Watch(ctx context.Context, changed func()) {
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	last := j.glance()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if now := j.glance(); now != last {
				last = now
				changed()
			}
		}
	}
}

// glance returns the names and sizes of the journal files.
func (j *Journal) glance() string {
	var b strings.Builder
	entries, err := j.Disk.ReadDir(j.Dir)
	if err != nil {
		return err.Error()
	}
	for _, e := range entries {
		if path.Ext(e.Name()) != suffix {
			continue
		}
		if info, err := e.Info(); err == nil {
			fmt.Fprintf(&b, "%s %d\n", e.Name(), info.Size())
		}
	}
	return b.String()
}
