// Package firstgc puts off the first garbage collection. Go collects for the first
// time at 4 MB, and the packages of a program with this many libraries allocate 6
// before main begins: a fifth of the time of `check` went into collecting what it
// was about to leave behind.
//
// It holds memory that nobody ever touches, so that none is taken for it, and that
// counts as used. The first collection comes when as much again is in use; then
// the memory is let go, and Go collects as it always does.
//
// Its import path sorts before those of the libraries, and it needs none but
// runtime, so that it is initialised first. debug.SetGCPercent would come too late:
// runtime/debug is initialised after most of them.
package firstgc

import "runtime"

const size = 14 << 20

var held = make([]byte, size)

func init() {
	runtime.AddCleanup(&struct{ _ [64]byte }{}, func(int) {
		runtime.KeepAlive(held) // Nobody else reads it.
		held = nil
		runtime.GC() // What comes next is reckoned without it.
	}, 0)
}
