// Package altered is built into tests beside alterations of the code, which ask
// it whether they are in force and so tell that they were executed. The number
// of the one in force is in ALTERED. ALTERED_SEEN names a file with a byte for
// each, shared by all programs of a run, since a test may start another and may
// be stopped.
package altered

import (
	"cmp"
	"os"
	"strconv"
	"syscall"
)

var force, _ = strconv.Atoi(os.Getenv("ALTERED"))

var seen = func() []byte {
	f, err := os.OpenFile(os.Getenv("ALTERED_SEEN"), os.O_RDWR, 0)
	if err != nil {
		return nil
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		panic(err)
	}
	b, err := syscall.Mmap(int(f.Fd()), 0, int(info.Size()), syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_SHARED)
	if err != nil {
		panic(err)
	}
	return b
}()

func Is(n int) bool {
	if seen != nil {
		seen[n] = 1
	}
	return n == force
}

func And(n int, a bool, b func() bool) bool {
	if Is(n) {
		return a || b()
	}
	return a && b()
}

func Or(n int, a bool, b func() bool) bool {
	if Is(n) {
		return a && b()
	}
	return a || b()
}

func Less[T cmp.Ordered](n int, a, b T) bool {
	if Is(n) {
		return a <= b
	}
	return a < b
}

func AtMost[T cmp.Ordered](n int, a, b T) bool {
	if Is(n) {
		return a < b
	}
	return a <= b
}

func More[T cmp.Ordered](n int, a, b T) bool { return Less(n, b, a) }

func AtLeast[T cmp.Ordered](n int, a, b T) bool { return AtMost(n, b, a) }

type Number interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~uintptr | ~float32 | ~float64
}

func Sum[T Number](n int, a, b T) T {
	if Is(n) {
		return a - b
	}
	return a + b
}

func Difference[T Number](n int, a, b T) T {
	if Is(n) {
		return a + b
	}
	return a - b
}

func Of[T Number](n int, a T) T {
	if Is(n) {
		return a + 1
	}
	return a
}

func Err(n int, err error) error {
	if Is(n) {
		return nil
	}
	return err
}
