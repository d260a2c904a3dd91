package reports_test

import (
	"os"
	"runtime/debug"
	"testing"
)

func TestMain(m *testing.M) {
	debug.SetGCPercent(400) // A sixth of the tests' time went into collecting.
	os.Exit(m.Run())
}
