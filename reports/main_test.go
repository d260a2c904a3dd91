package reports_test

import (
	"flag"
	"os"
	"testing"

	_ "clausewalk/checklist/durable/quicktest"
)

func TestMain(m *testing.M) {
	_ = flag.Set("rapid.checks", "20") // .ci/run draws more.
	os.Exit(m.Run())
}
