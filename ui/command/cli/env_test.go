package cli_test

import (
	"runtime/debug"
	"testing"

	"clausewalk/ui/command/cli"
)

func TestAVersionFromACheckoutNamesCommitAndDay(t *testing.T) {
	t.Parallel()
	commit := debug.BuildSetting{Key: "vcs.revision", Value: "0123456789abcdef0123456789abcdef01234567"}
	day := debug.BuildSetting{Key: "vcs.time", Value: "2026-11-26T14:02:11Z"}
	for _, c := range []struct {
		noted []debug.BuildSetting
		want  string
	}{
		{nil, ""},
		{[]debug.BuildSetting{commit, day, {Key: "vcs.modified", Value: "false"}}, "commit 0123456789ab of 2026-11-26"},
		{[]debug.BuildSetting{commit, day, {Key: "vcs.modified", Value: "true"}}, "commit 0123456789ab of 2026-11-26, and changes that are not committed"},
		{[]debug.BuildSetting{commit}, "commit 0123456789ab"},
	} {
		if got := cli.Checkout(&debug.BuildInfo{Settings: c.noted}); got != c.want {
			t.Errorf("%v: %q, want %q", c.noted, got, c.want)
		}
	}
}
