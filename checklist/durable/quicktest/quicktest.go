// Package quicktest makes the tests that import it quick, and does nothing else.
// What they put into temporary folders is kept in memory, where a sync costs
// nothing, and Go collects garbage less often.
//
// A TMPDIR that is set is left alone: TMPDIR=/tmp go test ./... tests on a disk.
// So are benchmarks, which measure what people have.
package quicktest

import (
	"os"
	"runtime/debug"
	"slices"
	"strings"
)

func init() {
	if slices.ContainsFunc(os.Args, func(arg string) bool { return strings.HasPrefix(arg, "-test.bench=") }) {
		return
	}
	debug.SetGCPercent(400) // A sixth of the tests' time went into collecting.
	if dir := memory(); dir != "" && os.Getenv("TMPDIR") == "" {
		_ = os.Setenv("TMPDIR", dir) // Without it they take longer.
	}
}
