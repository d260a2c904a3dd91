//go:build !windows

package uitest

import (
	"bufio"
	"bytes"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var initialised = regexp.MustCompile(`^init (clausewalk/\S+) .* (\d+) bytes, \d+ allocs$`)

// TestOurPackagesPrepareNothingBeforeItIsNeeded holds what every command pays
// before its first line runs: tables and patterns are made when somebody uses
// them. Memory stands for the time, which no test asserts.
func TestOurPackagesPrepareNothingBeforeItIsNeeded(t *testing.T) {
	const most = 128 << 10
	trace := starting(t)
	seen := 0
	for lines := bufio.NewScanner(strings.NewReader(trace)); lines.Scan(); {
		m := initialised.FindStringSubmatch(strings.TrimSpace(lines.Text()))
		if m == nil {
			continue
		}
		seen++
		if n, _ := strconv.Atoi(m[2]); n > most {
			t.Errorf("%s takes %d bytes before main begins, more than %d: regular expressions are made with pattern.New", m[1], n, most)
		}
	}
	if seen == 0 {
		t.Fatalf("no package of ours is in the trace:\n%s", trace)
	}
}

// TestTheFirstCollectionIsPutOffBeforeLibrariesAllocate holds the order that package
// firstgc rests on, which nobody sees when it breaks.
func TestTheFirstCollectionIsPutOffBeforeLibrariesAllocate(t *testing.T) {
	before, _, ok := strings.Cut(starting(t), "init clausewalk/ui/firstgc ")
	if !ok {
		t.Fatal("it is not initialised")
	}
	for _, m := range regexp.MustCompile(`init (\S+) .* (\d+) bytes`).FindAllStringSubmatch(before, -1) {
		if n, _ := strconv.Atoi(m[2]); n > 64<<10 {
			t.Errorf("%s takes %d bytes before", m[1], n)
		}
	}
}

// starting returns what Go says of the initialisation of packages.
func starting(t *testing.T) string {
	t.Helper()
	cmd := program(t.TempDir(), "version")
	cmd.Env = append(cmd.Env, "GODEBUG=inittrace=1")
	var trace bytes.Buffer
	cmd.Stderr = &trace
	if err := cmd.Run(); err != nil {
		t.Fatal(err)
	}
	return trace.String()
}
