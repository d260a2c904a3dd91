package folder

import (
	"context"
	"fmt"
	"path"
	"path/filepath"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// pollEvery is how often the folder is looked at where the system does not tell
// of changes: on file systems whose files others can change from elsewhere. A look
// costs one read of the folder.
const pollEvery = 400 * time.Millisecond

// calmEvery is how often it is looked at where the system does tell, should it
// have lost one.
const calmEvery = 30 * time.Second

// settleFor is how long what comes close together is waited for.
const settleFor = 20 * time.Millisecond

// Watch calls changed whenever a journal file has come or grown, until the
// context ends.
func (j *Journal) Watch(ctx context.Context, changed func()) {
	dir := filepath.Join(j.Disk.Path(), filepath.FromSlash(j.Dir))
	told, news, faults := listen()
	if told != nil {
		defer told.Close()
	}
	heard := "" // the folder whose changes are told: while the journal's own is not there, the one in which it will be
	hear := func() {
		for _, folder := range []string{dir, filepath.Dir(dir)} {
			if heard == folder {
				return
			}
			if told != nil && local(folder) && told.Add(folder) == nil {
				heard = folder
				return
			}
		}
	}
	forget := func(e fsnotify.Event) {
		if e.Name == heard && e.Op.Has(fsnotify.Remove|fsnotify.Rename) { // It has left its place.
			heard = ""
		}
	}
	hear()
	last := j.glance()
	for {
		every := pollEvery
		if heard != "" {
			every = calmEvery
		}
		select {
		case <-ctx.Done():
			return
		case e := <-news:
			forget(e)
			time.Sleep(settleFor)
			for more := true; more; { // One look is enough for all that came meanwhile.
				select {
				case e := <-news:
					forget(e)
				default:
					more = false
				}
			}
		case <-faults: // Some changes were lost, or all: it is looked at below.
		case <-time.After(every):
		}
		hear()
		if now := j.glance(); now != last {
			last = now
			changed()
		}
	}
}

// listen returns what the system tells of changes, nothing where it does not.
func listen() (*fsnotify.Watcher, <-chan fsnotify.Event, <-chan error) {
	told, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, nil, nil
	}
	return told, told.Events, told.Errors
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
