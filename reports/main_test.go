package reports_test

import (
	"flag"
	"os"
	"runtime/debug"
	"testing"
)

func TestMain(m *testing.M) {
	_ = flag.Set("rapid.checks", "20") // .ci/run draws more.
	debug.SetGCPercent(400)            // A sixth of the tests' time went into collecting.
	os.Exit(m.Run())
}
