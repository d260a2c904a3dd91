package painter

import (
	"bytes"
	"errors"
	"io"
	"os"
	"sync"
	"time"
	"unicode/utf8"
)

// patience is how long we wait for the rest of a key whose bytes come in pieces. An
// esc that somebody presses waits for so long too.
const patience = 25 * time.Millisecond

// keys is where keys come from: the terminal, opened once more for us alone. A read
// waits in Go's own scheduler, so that the thread which has read a key draws its frame
// too, and it ends when something else wants the terminal. A nil one does nothing.
type keys struct {
	file     *os.File
	patience time.Duration
	begun    []byte // of a key, the rest of which has not come yet

	mu      sync.Mutex // guards the fields below
	away    int        // how many want the terminal, or have it
	reading bool       // somebody reads, or will come back for more
	ended   sync.Cond  // reading has ended
}

// newKeys reads from a file that knows deadlines, which is its own from then on.
func newKeys(file *os.File) *keys {
	k := &keys{file: file, patience: patience}
	k.ended.L = &k.mu
	return k
}

// Read returns whole keys, and io.EOF while something else has the terminal.
func (k *keys) Read(b []byte) (int, error) {
	k.mu.Lock()
	k.reading = true
	k.mu.Unlock()
	n, err := k.whole(b)
	if errors.Is(err, os.ErrDeadlineExceeded) {
		err = io.EOF
	}
	if err != nil {
		k.mu.Lock()
		k.reading = false
		k.ended.Broadcast()
		k.mu.Unlock()
	}
	return n, err
}

// whole reads keys. It keeps one that is not whole for the next time, or waits for
// its rest where there is no other.
func (k *keys) whole(b []byte) (int, error) {
	n := copy(b, k.begun)
	for {
		more, err := k.some(b[n:], n > 0)
		n += more
		w := wholeKeys(b[:n])
		if err != nil || w == 0 && n == len(b) { // This is all of it.
			w = n
		}
		if w > 0 { // An error comes again.
			k.begun = append(k.begun[:0], b[w:n]...)
			return w, nil
		}
		if err != nil {
			return 0, err
		}
	}
}

// some reads what is there, and does not wait for long where a key has begun.
func (k *keys) some(b []byte, begun bool) (int, error) {
	if begun {
		k.until(time.Now().Add(k.patience))
		defer k.until(time.Time{})
	}
	return k.file.Read(b)
}

// until lets reads wait until a moment, as long as we have the terminal.
func (k *keys) until(at time.Time) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.away == 0 {
		_ = k.file.SetReadDeadline(at)
	}
}

// wholeKeys returns how many bytes are not the beginning of a key that goes on: of an
// escape sequence, or of a letter that has several bytes.
func wholeKeys(b []byte) int {
	if esc := bytes.LastIndexByte(b, '\x1b'); esc >= 0 {
		switch sequence := b[esc+1:]; {
		case len(sequence) == 0, string(sequence) == "O", sequence[0] == '[' && !bytes.ContainsFunc(bytes.TrimPrefix(sequence[1:], []byte("[")), ends):
			if esc > 0 && b[esc-1] == '\x1b' { // alt with it
				esc--
			}
			return esc
		}
	}
	for n := 1; n < utf8.UTFMax && n <= len(b); n++ {
		if letter := b[len(b)-n:]; utf8.RuneStart(letter[0]) {
			if !utf8.FullRune(letter) {
				return len(b) - n
			}
			break
		}
	}
	return len(b)
}

// ends tells whether a character ends an escape sequence.
func ends(r rune) bool { return r < ' ' || r > '?' }

// leave lets nobody read until stay, and returns when what was read before is with
// the program.
func (k *keys) leave() {
	if k == nil {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.away++
	_ = k.file.SetReadDeadline(time.Unix(1, 0))
	for k.reading {
		k.ended.Wait()
	}
}

// stay lets others read again, when nothing else wants the terminal.
func (k *keys) stay() {
	if k == nil {
		return
	}
	k.mu.Lock()
	k.away--
	k.mu.Unlock()
	k.until(time.Time{})
}

// close ends reading for good.
func (k *keys) close() {
	if k != nil {
		_ = k.file.Close()
	}
}
