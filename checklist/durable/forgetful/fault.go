package forgetful

import (
	"errors"
	"testing"

	"clausewalk/checklist/durable"
)

// ErrFault is what a call returns that was made to fail.
var ErrFault = errors.New("input/output error")

// Fail runs do on a disk that begin has filled, again and again: each time another of
// its calls fails, the first one, the second one, until there is none left. A write
// that fails has written half. Check gets the disk, the call that failed as in
// "write a/b", and what do returned; it returns what is wrong.
func Fail(t testing.TB, begin, do func(d durable.Disk) error, check func(d *Disk, failed string, err error) error) {
	t.Helper()
	for calls := 1; !t.Failed(); calls++ {
		d := New()
		if begin != nil {
			if err := begin(d); err != nil {
				t.Fatal(err)
			}
		}
		d.settle(d.top)
		d.calls = calls
		err := do(d)
		d.calls = 0
		if d.failed == "" {
			if err != nil {
				t.Error(err)
			}
			return
		}
		if wrong := check(d, d.failed, err); wrong != nil {
			t.Errorf("%s failed, and %v came of it\nthe disk has\n%sand that is wrong: %v", d.failed, err, d, wrong)
		}
	}
}
