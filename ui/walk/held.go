package walk

import "time"

// heldTime is how far the presses of a key lie apart at most that is held down.
const heldTime = 120 * time.Millisecond

// heldKey is the key that gave a verdict last. While it is held down its
// presses are one: it answers no other clause and types nothing into the box
// that it has opened.
type heldKey struct {
	name string
	at   time.Time
}

// hold notes that a key has given a verdict. Without a clock no key is ever
// held down.
func (h *heldKey) hold(name string, clock func() time.Time) {
	if clock != nil {
		*h = heldKey{name, clock()}
	}
}

// again tells whether a key is the one that is held down. Any other ends it.
func (h *heldKey) again(name string, clock func() time.Time) bool {
	if h.name == "" {
		return false
	}
	now := clock()
	if name != h.name || now.Sub(h.at) >= heldTime {
		*h = heldKey{}
		return false
	}
	h.at = now
	return true
}
