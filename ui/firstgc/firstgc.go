// Package firstgc puts off the first garbage collection. Go collects for the first
// time at 4 MB, and the packages of a program with this many libraries allocate 7
// before main begins: a fifth of the time of `check` went into collecting what it
// was about to leave behind.
//
// With this package it collects for the first time when 14 MB are in use, and from
// then on as it always does, or as GOGC says.
//
// Its import path sorts before those of the libraries, and it needs none but
// runtime, so that it is initialised first. debug.SetGCPercent itself would come too
// late: runtime/debug is initialised after most of them. So it is the function below
// SetGCPercent that is called, under the name that the runtime gives it for that
// package (docs/decisions/module-name.md).
package firstgc

import (
	"runtime"
	_ "unsafe" // for go:linkname
)

// percent is the share at which Go collects for the first time: 100 are 4 MB.
const percent = 350

//go:linkname setGCPercent runtime/debug.setGCPercent
func setGCPercent(to int32) (was int32)

var usual = setGCPercent(percent)

func init() {
	if usual < 0 || usual > percent {
		setGCPercent(usual) // A person wants fewer collections than we do.
		return
	}
	runtime.AddCleanup(&struct{ _ [64]byte }{}, func(int) { setGCPercent(usual) }, 0)
}
