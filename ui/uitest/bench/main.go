//go:build !windows

// Command bench measures clausewalk beside its peers in one run on one machine
// and prints what docs/benchmarks.md holds: medians, 95th percentiles, their
// ratios, the goals, and which of them are missed. Peers are looked for in the
// folder of -peers, in PATH, and in the folder where -install puts them; those that
// are nowhere are left out with a word.
//
// Usage, in a checkout: go run ./ui/uitest/bench [-peers FOLDER] [-install] [-n RUNS]
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
)

func main() {
	runs := flag.Int("n", 30, "how often each thing is measured")
	events := flag.Int("events", 100_000, "events of the large journal")
	install := flag.Bool("install", false, "install glow and lazygit into a cache folder of this command, where they are not in PATH")
	only := flag.String("only", "", "measure one group alone: screens, keys, processes, journal, reports or presses")
	built := flag.String("peers", "", "a folder in which glow and lazygit were built")
	flag.Parse()
	b := &bench{runs: *runs, events: *events, built: *built, empty: map[string]int{}}
	defer b.clean()
	b.build()
	if *install {
		b.install()
	}
	b.halfAnswered(filepath.Join(b.dir, "app")) // What most groups measure.
	fmt.Printf("%s/%s, %d CPUs, %s, %d runs each\n\n", runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), runtime.Version(), b.runs)
	fmt.Println("| what | clausewalk | compared with | median | 95th | ratio of medians | of 95ths | goal |")
	fmt.Println("|---|---|---|---|---|---|---|---|")
	for _, group := range []struct {
		name    string
		measure func()
	}{{"screens", b.screens}, {"keys", b.keyTimes}, {"processes", b.processes}, {"journal", b.journal}, {"reports", b.reports}, {"presses", b.keys}} {
		if *only == "" || *only == group.name {
			group.measure()
		}
	}
	for name, n := range b.empty {
		b.notes = append(b.notes, fmt.Sprintf("%s stayed empty %d times, and was started again", name, n))
	}
	fmt.Println()
	for _, note := range b.notes {
		fmt.Println("- " + note)
	}
}

// bench holds what the measurements share.
type bench struct {
	runs, events int
	built        string // a folder with programs to compare with, may be empty
	dir          string // temporary
	program      string // clausewalk, stripped
	pager        string // see ./pager
	notes        []string
	empty        map[string]int // how often the screen of a program stayed empty
	cleanups     []func()
}

// Helper, Fatal, Fatalf and Cleanup make a bench do for a test.
func (b *bench) Helper() {}

// Fatal ends the run.
func (b *bench) Fatal(args ...any) { b.clean(); fmt.Fprintln(os.Stderr, args...); os.Exit(1) }

// Fatalf ends the run.
func (b *bench) Fatalf(format string, args ...any) { b.Fatal(fmt.Sprintf(format, args...)) }

// Cleanup keeps f for the end.
func (b *bench) Cleanup(f func()) { b.cleanups = append(b.cleanups, f) }

func (b *bench) clean() {
	b.done()
	os.RemoveAll(b.dir)
}

// done ends what one measurement has started.
func (b *bench) done() {
	for _, f := range slices.Backward(b.cleanups) {
		f()
	}
	b.cleanups = nil
}

func (b *bench) check(err error) {
	if err != nil {
		b.Fatal(err)
	}
}

func (b *bench) build() {
	dir, err := os.MkdirTemp("", "clausewalk-bench-")
	b.check(err)
	b.dir = dir
	b.program, b.pager = filepath.Join(dir, "clausewalk"), filepath.Join(dir, "pager")
	for path, target := range map[string]string{"clausewalk": b.program, "clausewalk/ui/uitest/bench/pager": b.pager} {
		if out, err := exec.Command("go", "build", "-ldflags", "-s -w", "-o", target, path).CombinedOutput(); err != nil {
			b.Fatalf("%v\n%s", err, out)
		}
	}
}

// series are the times of one thing.
type series []time.Duration

func (s series) at(share float64) time.Duration {
	sorted := slices.Sorted(slices.Values(s))
	return sorted[min(len(sorted)-1, int(share*float64(len(sorted))))]
}

func (s series) median() time.Duration { return s.at(0.5) }

// row prints a line of the table. The goal is for both ratios, 0 for none.
func (b *bench) row(what string, ours, theirs series, than string, goal float64) {
	ratio := func(share float64) float64 { return float64(ours.at(share)) / float64(theirs.at(share)) }
	fmt.Printf("| %s | %s (95th %s) | %s | %s | %s | %.2f × | %.2f × | %s |\n", what, short(ours.median()), short(ours.at(0.95)), than,
		short(theirs.median()), short(theirs.at(0.95)), ratio(0.5), ratio(0.95), held(goal, ratio(0.5), ratio(0.95)))
}

// amount prints a line about something that is measured once, in a unit.
func (b *bench) amount(what string, ours float64, unit, than string, theirs, goal float64) {
	fmt.Printf("| %s | %.1f %s | %s | %.1f %s | | %.2f × | | %s |\n", what, ours, unit, than, theirs, unit, ours/theirs, held(goal, ours/theirs))
}

// held says what the goal is, and whether ratios miss it.
func held(goal float64, ratios ...float64) string {
	switch {
	case goal == 0:
		return ""
	case slices.Max(ratios) > goal:
		return fmt.Sprintf("%g ×, **missed**", goal)
	}
	return fmt.Sprintf("%g ×", goal)
}

func short(d time.Duration) string {
	switch {
	case d < time.Millisecond:
		return fmt.Sprintf("%.0f µs", float64(d)/float64(time.Microsecond))
	case d < 10*time.Second:
		return fmt.Sprintf("%.1f ms", float64(d)/float64(time.Millisecond))
	}
	return fmt.Sprintf("%.1f s", d.Seconds())
}

// alternate measures several things in turn, so that what else the machine does
// meets all of them alike.
func (b *bench) alternate(things ...func() time.Duration) []series {
	all := make([]series, len(things))
	for range b.runs {
		for n, f := range things {
			all[n] = append(all[n], f())
		}
	}
	return all
}

// peer is a program to compare with.
type peer struct {
	name string
	path string
}

// peers are the programs to compare with that Go can install.
var peers = map[string]string{"glow": "github.com/charmbracelet/glow/v2@latest", "lazygit": "github.com/jesseduffield/lazygit@latest"}

// cache is where -install puts them.
func (b *bench) cache() string {
	dir, err := os.UserCacheDir()
	b.check(err)
	return filepath.Join(dir, "clausewalk-bench")
}

// install installs the peers that are nowhere yet. What cannot be had is left out.
func (b *bench) install() {
	for name, path := range peers {
		if _, ok := b.find(name); ok {
			continue
		}
		cmd := exec.Command("go", "install", path)
		cmd.Dir, cmd.Env = b.dir, append(os.Environ(), "GOBIN="+b.cache(), "GOFLAGS=-mod=mod")
		if out, err := cmd.CombinedOutput(); err != nil {
			b.notes = append(b.notes, fmt.Sprintf("%s could not be installed: %v: %s", name, err, strings.TrimSpace(string(out))))
		}
	}
}

// find looks for a program in the folder of -peers, in PATH and where install has
// put it.
func (b *bench) find(name string) (string, bool) {
	places := []string{name, filepath.Join(b.cache(), name)}
	if b.built != "" {
		places = append([]string{filepath.Join(b.built, name)}, places...)
	}
	for _, place := range places {
		if path, err := exec.LookPath(place); err == nil {
			path, err = filepath.Abs(path)
			return path, err == nil
		}
	}
	return "", false
}

// installed returns the peers that are on this machine, and notes the others.
func (b *bench) installed(names ...string) []peer {
	var found []peer
	for _, name := range names {
		path, ok := b.find(name)
		if !ok {
			note := name + " is not installed here and is left out"
			if peers[name] != "" {
				note += "; -install installs it, and -peers says where it was built"
			}
			if !slices.Contains(b.notes, note) {
				b.notes = append(b.notes, note)
			}
			continue
		}
		found = append(found, peer{name, path})
	}
	return found
}

// command is a program in a folder, with nothing of the person who runs it.
func (b *bench) command(dir, path string, args ...string) *exec.Cmd {
	cmd := exec.Command(path, args...)
	cmd.Dir = dir
	cmd.Env = []string{"HOME=" + b.dir, "PATH=" + os.Getenv("PATH"), "TERM=xterm-256color", "LANG=C.UTF-8", "TZ=UTC", "COLORFGBG=15;0", "GIT_CONFIG_NOSYSTEM=1"}
	return cmd
}

func (b *bench) run(dir, path string, args ...string) {
	if out, err := b.command(dir, path, args...).CombinedOutput(); err != nil {
		b.Fatalf("%s %s: %v\n%s", path, strings.Join(args, " "), err, out)
	}
}
