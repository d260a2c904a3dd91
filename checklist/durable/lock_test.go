package durable

import (
	"os"
	"runtime"
	"strings"
	"testing"
	"time"
)

func TestALockThatIsHeldIsWaitedForWithAWord(t *testing.T) {
	d := &root{dir: t.TempDir()} // Its patience is at an end at once.
	unlock, err := d.Lock("a.lock", func(Holder) { t.Error("nobody holds it") })
	if err != nil {
		t.Fatal(err)
	}
	for d.holder("a.lock").PID == 0 { // It is told on another goroutine.
		runtime.Gosched()
	}
	told := make(chan Holder, 1)
	again, err := d.Lock("a.lock", func(h Holder) {
		told <- h
		if err := unlock(); err != nil {
			t.Error(err)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if h := <-told; h.PID != os.Getpid() || !strings.Contains(h.String(), "durable.test") || h.Since.IsZero() {
		t.Errorf("the holder is %+v", h)
	}
	if err := again(); err != nil {
		t.Error(err)
	}
	if _, err := os.Lstat(d.dir + "/a.lock.holder"); !os.IsNotExist(err) {
		t.Errorf("the holder's name is still there: %v", err)
	}
}

func TestAShortHoldLeavesNoTrace(t *testing.T) {
	d := &root{dir: t.TempDir(), patience: time.Hour}
	unlock, err := d.Lock("a.lock", nil)
	if err == nil {
		err = unlock()
	}
	if err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir(d.dir)
	if err != nil || len(files) != 1 {
		t.Errorf("beside the lock there are %v, %v", files, err)
	}
}

func TestAHolderThatIsGoneIsNotNamed(t *testing.T) {
	d := &root{dir: t.TempDir()}
	for _, left := range []string{"", "no JSON", `{"pid":0}`, `{"pid":2147483646,"program":"clausewalk"}`, strings.Repeat(" ", maxHolder+1)} {
		if err := os.WriteFile(d.dir+"/a.lock.holder", []byte(left), 0o644); err != nil {
			t.Fatal(err)
		}
		if h := d.holder("a.lock"); h.String() != "another program" {
			t.Errorf("%.20q: %s", left, h)
		}
	}
}
