package forgetful

import (
	"bytes"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"clausewalk/checklist/durable"
)

// atMost is how many of the disks that a loss of power may leave are tried one after
// the other. If there are more, as many again are drawn at random.
const atMost = 400

// choice goes through all combinations of what is chosen, or draws some.
type choice struct {
	picks, of []int
	at        int
	draw      *rand.Rand
}

func (c *choice) pick(of int) int {
	if c.draw != nil {
		return c.draw.IntN(of)
	}
	if c.at == len(c.picks) {
		c.picks, c.of = append(c.picks, 0), append(c.of, of)
	}
	c.at++
	return c.picks[c.at-1]
}

// next goes to the next combination. It returns false after the last one.
func (c *choice) next() bool {
	c.at = 0
	for n := len(c.picks) - 1; n >= 0; n-- {
		if c.picks[n]+1 < c.of[n] {
			c.picks[n]++
			c.picks, c.of = c.picks[:n+1], c.of[:n+1]
			return true
		}
	}
	return false
}

// Lost calls with for each disk that a loss of power now may leave. Everything on it
// is safe.
func (d *Disk) Lost(with func(after *Disk)) {
	c := &choice{}
	for range atMost {
		with(d.remembered(c))
		if !c.next() {
			return
		}
	}
	c.draw = rand.New(rand.NewPCG(1, 2))
	for range atMost {
		with(d.remembered(c))
	}
}

func (d *Disk) remembered(c *choice) *Disk {
	seen := map[*node]*node{}
	var again func(n *node) *node
	again = func(n *node) *node {
		if seen[n] != nil {
			return seen[n]
		}
		if !n.mode.IsDir() {
			all := n.contents()
			data := all[c.pick(len(all))]
			seen[n] = &node{mode: n.mode, data: data, synced: data}
			return seen[n]
		}
		to := folder()
		seen[n] = to
		names := map[string][]*node{}
		for name, is := range n.kept {
			names[name] = []*node{is}
		}
		for name, was := range n.since {
			names[name] = was
		}
		for _, name := range slices.Sorted(maps.Keys(names)) {
			may := distinct(names[name])
			if is := may[c.pick(len(may))]; is != nil {
				to.names[name] = again(is)
				to.kept[name] = to.names[name]
			}
		}
		return to
	}
	return &Disk{top: again(d.top), left: -1}
}

func distinct(all []*node) []*node {
	var out []*node
	for _, n := range all {
		if !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}

// contents returns what a file may hold after a loss of power: what was synced,
// what was written, and what is between the two.
func (n *node) contents() [][]byte {
	if bytes.Equal(n.data, n.synced) {
		return [][]byte{n.data}
	}
	all := [][]byte{n.synced, n.data}
	same := 0 // bytes at the beginning that are safe
	for same < len(n.data) && same < len(n.synced) && n.data[same] == n.synced[same] {
		same++
	}
	if half := same + (len(n.data)-same)/2; half > same {
		all = append(all, n.data[:half], append(slices.Clone(n.data[:same]), make([]byte, len(n.data)-same)...))
	}
	return all
}

// Try runs do on a disk that begin has filled, and cuts the power at every step of it
// and after the last. Check gets each disk that may be left, and whether do had
// returned without an error; it returns what is wrong. Then do is killed at every
// step and run again to its end, and the power is cut after that.
func Try(t testing.TB, begin, do func(d durable.Disk) error, check func(after *Disk, done bool) error) {
	t.Helper()
	start := func() *Disk {
		d := New()
		if begin != nil {
			if err := begin(d); err != nil {
				t.Fatal(err)
			}
		}
		d.settle(d.top)
		return d
	}
	lost := func(d *Disk, done bool, when string) {
		t.Helper()
		d.Lost(func(after *Disk) {
			t.Helper()
			if err := check(after, done); err != nil && !t.Failed() {
				t.Errorf("%s\n%s\nthe disk has\n%sand that is wrong: %v", when, d.Steps(), after, err)
			}
		})
	}
	for step := 0; !t.Failed(); step++ {
		d := start()
		d.CutAfter(step)
		err := do(d)
		if !d.dead && err != nil {
			t.Fatal(err)
		}
		lost(d, err == nil, "the power went after")
		if !d.dead {
			return
		}
		next := d.Restart()
		next.CutAfter(-1)
		if err := do(next); err != nil {
			t.Errorf("killed after\n%s\nit does not run again: %v", d.Steps(), err)
		}
		lost(next, true, "killed after\n"+d.Steps()+"\nthe power went after")
	}
}

// settle makes everything below a node safe.
func (d *Disk) settle(n *node) {
	n.synced, n.kept, n.since = n.data, map[string]*node{}, map[string][]*node{}
	for name, is := range n.names {
		n.kept[name] = is
		d.settle(is)
	}
}
