package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// binary is the path of a package's tests.
func binary(dir string) string {
	return filepath.Join(work, strings.ReplaceAll(dir, string(filepath.Separator), "-")+".test")
}

// run runs some tests of a package with one alteration in force, or with none.
func run(dir string, number int, seen string, args ...string) ([]byte, error) {
	if draws[dir] {
		args = append(args, "-rapid.nofailfile")
	}
	c := exec.Command(binary(dir), args...)
	c.Dir = dir
	c.Env = append(os.Environ(), "ALTERED="+strconv.Itoa(number), "ALTERED_SEEN="+seen)
	return c.CombinedOutput()
}

// slow is what a test takes whose parts are looked at each by itself.
const slow = 3 * time.Second

var part = regexp.MustCompile(`^    --- (?:PASS|FAIL): ([^ ]+) `)

// testsOf returns the tests of a package.
func testsOf(dir string) []*test {
	out, err := run(dir, 0, "", "-test.list", "^(Test|Example|Fuzz)")
	if err != nil {
		panic(string(out))
	}
	var tests []*test
	for _, name := range strings.Fields(string(out)) {
		tests = append(tests, &test{dir: dir, name: "^" + name + "$"})
	}
	return tests
}

// reaches runs one test and returns which alterations it executes, or its parts
// where it is slow. It notes how long the test took.
func reaches(t *test, all []*mutant) (reached []*mutant, parts []*test) {
	seen := binary(t.dir) + ".seen"
	if err := os.WriteFile(seen, make([]byte, len(all)+1), 0o600); err != nil {
		panic(err)
	}
	started := time.Now()
	out, err := run(t.dir, 0, seen, "-test.short", "-test.v", "-test.run", t.name)
	t.cost = time.Since(started)
	for line := range strings.Lines(string(out)) {
		if at := part.FindStringSubmatch(line); at != nil && t.cost > slow && !strings.Contains(t.name, "/") {
			whole, below, _ := strings.Cut(at[1], "/")
			parts = append(parts, &test{dir: t.dir, name: "^" + whole + "$/^" + regexp.QuoteMeta(below) + "$"})
		}
	}
	if len(parts) > 0 {
		return nil, parts
	}
	if err != nil {
		fmt.Printf("left out, it fails by itself: %s in %s\n", t.name, t.dir)
		return nil, nil
	}
	executed, err := os.ReadFile(seen)
	if err != nil {
		panic(err)
	}
	for _, m := range all {
		if executed[m.number] != 0 {
			reached = append(reached, m)
		}
	}
	return reached, nil
}

// try returns which test noticed an alteration.
func try(m *mutant) string {
	for _, tests := range inTurn(m) {
		for _, few := range batches(tests) {
			dir := tests[0].dir
			out, err := run(dir, m.number, "", "-test.short", "-test.failfast", "-test.timeout", "120s", "-test.run", few)
			if err == nil {
				continue
			}
			name := failed.FindSubmatch(out)
			if name == nil {
				return dir
			}
			return dir + " " + string(name[1])
		}
	}
	return ""
}

var failed = regexp.MustCompile(`--- FAIL: ([^ ]+)`)

// inTurn returns the tests that execute an alteration, a package at a time: its
// own first, then the quickest, and of each the quick tests before the slow ones.
func inTurn(m *mutant) [][]*test {
	cost := map[string]time.Duration{}
	dirs := map[string][]*test{}
	for _, t := range m.tests {
		cost[t.dir] += t.cost
		dirs[t.dir] = append(dirs[t.dir], t)
	}
	cost[filepath.Dir(m.path)] = 0
	var turns [][]*test
	for _, tests := range dirs {
		slices.SortFunc(tests, func(a, b *test) int { return int(a.cost - b.cost) })
		turns = append(turns, tests)
	}
	slices.SortFunc(turns, func(a, b []*test) int { return int(cost[a[0].dir] - cost[b[0].dir]) })
	return turns
}

// batches returns tests as patterns for -test.run, each for some seconds.
func batches(tests []*test) []string {
	var all, few []string
	var cost time.Duration
	for _, t := range tests {
		if cost += t.cost; cost > slow && len(few) > 0 {
			all, few, cost = append(all, strings.Join(few, "|")), nil, t.cost
		}
		few = append(few, t.name)
	}
	return append(all, strings.Join(few, "|"))
}
