package walk

import "time"

// heldTime is how far the presses of a key lie apart at most that is held down.
const heldTime = 120 * time.Millisecond

// heldKey is the key that gave a verdict last, or opened a box to type in. While it
// is held down its presses are one: it answers no other clause and types nothing into
// the box that it has opened. A word may begin with the key that opened its box: that
// is typed, and taken back when the key goes on.
type heldKey struct {
	name  string
	at    time.Time
	opens bool // it gave no verdict
	typed int  // how often it was pressed again and has typed itself, or would have
}

// hold notes that a key has given a verdict. Without a clock no key is ever
// held down.
func (h *heldKey) hold(name string, opens bool, clock func() time.Time) {
	if clock != nil {
		*h = heldKey{name: name, at: clock(), opens: opens}
	}
}

// again tells whether a key is the one that is held down, and whether what it typed
// before that was known is to be taken back. Any other key ends it.
func (h *heldKey) again(name string, clock func() time.Time) (held, takeBack bool) {
	if h.name == "" {
		return false, false
	}
	now := clock()
	if name != h.name || now.Sub(h.at) >= heldTime {
		*h = heldKey{}
		return false, false
	}
	h.at = now
	if !h.opens {
		return true, false
	}
	h.typed++
	return h.typed > 1, h.typed == 2
}
