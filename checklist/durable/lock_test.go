package durable

import (
	"os"
	"strings"
	"testing"
)

func TestALockThatIsHeldIsWaitedForWithAWord(t *testing.T) {
	d := &root{dir: t.TempDir()} // Its patience is at an end at once.
	unlock, err := d.Lock("a.lock", func(Holder) { t.Error("nobody holds it") })
	if err != nil {
		t.Fatal(err)
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
