package durable

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
)

// Holder is the program that has a lock. The zero Holder is an unknown program.
type Holder struct {
	PID     int       `json:"pid"`
	Program string    `json:"program"`
	Since   time.Time `json:"since"`
}

// String says who it is and since when.
func (h Holder) String() string {
	if h.PID == 0 {
		return "another program"
	}
	return fmt.Sprintf("%s (process %d, since %s)", h.Program, h.PID, h.Since.Local().Format(time.TimeOnly))
}

// maxHolder is how much of a holder file is read, in bytes.
const maxHolder = 4 << 10

// holderFile is the name of the file beside a lock in which its holder says who it
// is. On Windows nobody else can read the lock itself.
func holderFile(name string) string { return name + ".holder" }

var errReplaced = errors.New("the file was replaced while it was being locked")

// Lock implements Disk.
func (d *root) Lock(name string, waiting func(Holder)) (unlock func() error, err error) {
	info, err := d.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		info, err = d.makeLock(name)
	}
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, &KindError{full(d, name), kind(info.Mode()), "a file"}
	}
	lock := flock.New(full(d, name), flock.SetFlag(os.O_RDWR|nonblock|nofollow))
	got, err := lock.TryLock()
	if err == nil && !got {
		if waiting != nil {
			defer time.AfterFunc(d.patience, func() { waiting(d.holder(name)) }).Stop()
		}
		err = lock.Lock()
	}
	if err == nil {
		// It was opened by its path, on which a link may have come meanwhile.
		var opened fs.FileInfo
		if opened, err = lock.Stat(); err == nil && !os.SameFile(info, opened) {
			err = errReplaced
		}
	}
	if err != nil {
		_ = lock.Close()
		return nil, d.wrap("lock", name, err)
	}
	told := make(chan struct{})
	telling := time.AfterFunc(d.patience/2, func() { d.tellHolder(name); close(told) })
	return func() error {
		if !telling.Stop() {
			<-told
			_ = d.Remove(holderFile(name)) // It only informs people; the lock is what counts.
		}
		return lock.Close()
	}, nil
}

// makeLock makes a lock file, or finds the one that somebody else has just made.
func (d *root) makeLock(name string) (fs.FileInfo, error) {
	f, err := d.OpenFile(name, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return f.Stat()
}

// tellHolder writes the holder file. Lock calls it only once the lock has been held
// for a while, since making and removing a file for each answer would slow its sync.
// It only informs people, so its errors are ignored.
func (d *root) tellHolder(name string) {
	f, err := d.OpenFile(holderFile(name), os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return
	}
	_ = json.NewEncoder(f).Encode(Holder{os.Getpid(), filepath.Base(os.Args[0]), time.Now().UTC().Truncate(time.Second)})
	_ = f.Close()
}

// holder returns who has the lock, as far as that is known. A program that crashed
// may have left its holder file.
func (d *root) holder(name string) Holder {
	var h Holder
	data, err := ReadFile(d, holderFile(name), maxHolder)
	if err != nil || json.Unmarshal(data, &h) != nil || h.PID <= 0 || !runs(h.PID) {
		return Holder{}
	}
	return h
}
