//go:build !windows

package painter

import (
	"errors"
	"io"
	"os"
	"testing"
	"time"
)

// typed returns keys, and where their bytes are written.
func typed(t *testing.T, patience time.Duration) (*keys, *os.File) {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	k := newKeys(r)
	k.patience = patience
	t.Cleanup(func() { k.close(); _ = w.Close() })
	return k, w
}

// read reads once, in a buffer of some bytes.
func read(t *testing.T, k *keys, size int) string {
	t.Helper()
	b := make([]byte, size)
	n, err := k.Read(b)
	if err != nil {
		t.Fatal(err)
	}
	return string(b[:n])
}

func write(t *testing.T, w *os.File, bytes string) {
	t.Helper()
	if _, err := w.WriteString(bytes); err != nil {
		t.Fatal(err)
	}
}

func TestAKeyThatComesInPiecesIsOneKey(t *testing.T) {
	for _, key := range []string{"\x1b[B", "\x1bOP", "\x1b[1;5A", "\x1b\x1b[A", "\x1b[<0;10;12M", "\x1b[[A", "\x1b[200~", "\x1bj", "é", "◐", "👍"} {
		for cut := 1; cut < len(key); cut++ {
			k, w := typed(t, time.Hour)
			write(t, w, "j"+key[:cut])
			if got := read(t, k, 256); got != "j" {
				t.Fatalf("%q cut at %d: the first read is %q", key, cut, got)
			}
			write(t, w, key[cut:])
			if got := read(t, k, 256); got != key {
				t.Errorf("%q cut at %d: %q", key, cut, got)
			}
		}
	}
}

func TestWholeKeysDoNotWait(t *testing.T) {
	for _, all := range []string{"j", "\x1b[B", "\x1b[B\x1b[B", "\x1bj", "\x1bOP", "\x1b[200~pasted", "\x1b[<0;10;12M", "é", "\xff", "a\x80", "\x1b[12;" + "\x07"} {
		if got := wholeKeys([]byte(all)); got != len(all) {
			t.Errorf("%q: only %d bytes are whole", all, got)
		}
	}
}

func TestAKeyThatIsNeverWholeIsGivenAsItCame(t *testing.T) {
	for _, bytes := range []string{"\x1b", "\x1b\x1b", "\x1b[", "\x1bO", "\xe2\x97"} {
		k, w := typed(t, time.Microsecond)
		write(t, w, bytes)
		if got := read(t, k, 256); got != bytes {
			t.Errorf("%q: %q", bytes, got)
		}
	}
	k, w := typed(t, time.Hour) // It has no room to wait in.
	write(t, w, "\x1b[;;;;;;")
	if got := read(t, k, 4) + read(t, k, 4); got != "\x1b[;;;;;;" {
		t.Errorf("%q", got)
	}
	k, w = typed(t, time.Hour) // Nothing more can come.
	write(t, w, "\x1b")
	_ = w.Close()
	if got := read(t, k, 256); got != "\x1b" {
		t.Errorf("%q", got)
	}
}

// TestWhatIsTypedForSomethingElseIsNotRead has two that want the terminal at once,
// as when ctrl+z is pressed twice.
func TestWhatIsTypedForSomethingElseIsNotRead(t *testing.T) {
	k, w := typed(t, time.Hour)
	loop := make(chan string)
	reading := func() { // as Bubble Tea does
		b := make([]byte, 256)
		for {
			n, err := k.Read(b)
			if err != nil {
				loop <- err.Error()
				return
			}
			loop <- string(b[:n])
		}
	}
	go reading()
	write(t, w, "a")
	if got := <-loop; got != "a" {
		t.Fatalf("%q", got)
	}
	write(t, w, "b")
	left := make(chan struct{})
	go func() { k.leave(); k.leave(); close(left) }()
	for got := range loop { // b, if it was read before
		if got == io.EOF.Error() {
			break
		}
	}
	<-left
	write(t, w, "for the editor")
	k.stay()
	if _, err := k.Read(make([]byte, 256)); !errors.Is(err, io.EOF) {
		t.Errorf("something is read while the other has the terminal: %v", err)
	}
	k.stay()
	got := ""
	for len(got) < len("for the editor") {
		got += read(t, k, 256)
	}
	if got != "for the editor" && got != "bfor the editor" {
		t.Errorf("%q is left", got)
	}
}

func TestReadingEndsWithTheProgram(t *testing.T) {
	k, _ := typed(t, time.Hour)
	ended := make(chan error)
	go func() {
		_, err := k.Read(make([]byte, 1))
		ended <- err
	}()
	k.close()
	if err := <-ended; err == nil {
		t.Error("a key was read")
	}
}
