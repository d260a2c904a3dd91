package folder_test

import (
	"context"
	"io/fs"
	"testing"

	"clausewalk/checklist/durable"
	"clausewalk/checklist/durable/forgetful"
)

// looking is a disk that says when its folders were listed.
type looking struct {
	durable.Disk
	looked chan struct{}
}

func (l looking) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := l.Disk.ReadDir(name)
	l.looked <- struct{}{}
	return entries, err
}

// TestWatchTellsOfAJournalThatComesGoesAndComesAgain where the system tells of changes
// and where it does not.
func TestWatchTellsOfAJournalThatComesGoesAndComesAgain(t *testing.T) {
	top := t.TempDir()
	for name, disk := range map[string]durable.Disk{"told": durable.Root(top), "looked at": forgetful.New()} {
		t.Run(name, func(t *testing.T) {
			t.Parallel() // They wait for one another otherwise.
			done(t, folders(disk))
			d := looking{disk, make(chan struct{})}
			ctx, stop := context.WithCancel(t.Context())
			news, ended := make(chan struct{}, 100), make(chan struct{})
			go func() {
				opened(d, "", nil).Watch(ctx, func() { news <- struct{}{} })
				close(ended)
			}()
			<-d.looked
			told := func() {
				for {
					select {
					case <-d.looked:
					case <-news:
						return
					}
				}
			}
			until := func(want string) {
				for told(); ; told() { // A file may come before its first line.
					if ids, err := all(disk); err == nil && ids == want {
						return
					}
				}
			}
			done(t, answering(nil, "ana", "e1")(disk))
			until("e1")
			done(t, durable.RemoveAll(disk, "audits"))
			until("")
			done(t, folders(disk), durable.RemoveAll(disk, ".local"), answering(nil, "ana", "e2")(disk))
			until("e2")
			stop()
			for over := false; !over; {
				select {
				case <-d.looked:
				case <-ended:
					over = true
				}
			}
		})
	}
}
