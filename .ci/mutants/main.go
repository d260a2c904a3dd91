// mutants alters the code of packages in one place at a time and tells which
// alterations no test notices:
//
//	go run ./.ci/mutants -n 300 ./checklist ./checklist/journal/folder ./reports
//
// It draws n of all possible alterations, the same ones for the same seed. All
// of them are built into the tests once, with go's overlay, so that no file is
// touched, and the environment says which one is in force. First each test of
// the packages, and of those that -and names, runs once by itself without any,
// to know which it executes. An alteration is then shown to these tests alone,
// those of its own package first and the quick ones before the slow, until one
// fails. What no test executes has survived; what runs for too long counts as
// noticed. Numbers of constants cannot be altered while a program runs, and
// how much room is made makes no difference: neither is drawn. It exits with 1 when fewer than the wanted share were noticed.
package main

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"sync"
	"time"
)

// mutant is one alteration of one file.
type mutant struct {
	number int // as the environment names it, from 1 on
	path   string
	what   string
	line   int
	edits  []edit
	broken bool    // it does not compile
	tests  []*test // that execute it
}

func (m *mutant) String() string { return fmt.Sprintf("%s:%d: %s", m.path, m.line, m.what) }

// test is one test of one package, or one part of a test that takes long.
type test struct {
	dir, name string // the name as -test.run wants it
	cost      time.Duration
}

var (
	work    string // the folder of what is built
	overlay string
)

func main() {
	n := flag.Int("n", 300, "how many alterations are tried, 0 for all")
	seed := flag.Uint64("seed", 1, "which ones")
	want := flag.Float64("want", 85, "the share in percent that has to be noticed")
	workers := flag.Int("workers", 2, "how many are tried at a time")
	also := flag.String("and", "./checklist/... ./reports/... ./ui/command", "further packages whose tests are tried")
	flag.Parse()
	var all []*mutant
	for _, p := range list("-export", "-deps", flag.Args()...) {
		if !p.DepOnly {
			all = append(all, find(p)...)
		}
	}
	possible := len(all)
	rand.New(rand.NewPCG(*seed, 0)).Shuffle(len(all), func(i, k int) { all[i], all[k] = all[k], all[i] })
	if *n > 0 {
		all = all[:min(*n, len(all))]
	}
	for i, m := range all {
		m.number = i + 1
	}
	var err error
	if work, err = os.MkdirTemp("", "mutants-*"); err != nil {
		panic(err)
	}
	defer os.RemoveAll(work)
	dirs := build(all, append(strings.Fields(*also), flag.Args()...))
	var lock sync.Mutex
	each(*workers, dirs, func(dir string) {
		tests := testsOf(dir)
		for i := 0; i < len(tests); i++ {
			reached, parts := reaches(tests[i], all)
			if len(parts) > 0 {
				tests = append(tests, parts...)
				continue
			}
			lock.Lock()
			for _, m := range reached {
				m.tests = append(m.tests, tests[i])
			}
			lock.Unlock()
		}
		fmt.Println("know what is executed by the tests of", dir)
	})
	var survivors []string
	tried := 0
	each(*workers, all, func(m *mutant) {
		noticed := ""
		if !m.broken {
			noticed = try(m)
		}
		lock.Lock()
		defer lock.Unlock()
		switch {
		case m.broken:
			fmt.Println("left out ", m)
			return
		case noticed != "":
			fmt.Printf("noticed   %s (%s)\n", m, noticed)
		default:
			line := fmt.Sprintf("%s (%d tests execute it)", m, len(m.tests))
			fmt.Println("SURVIVED ", line)
			survivors = append(survivors, line)
		}
		tried++
	})
	slices.Sort(survivors)
	fmt.Println("\nsurvivors:\n" + strings.Join(survivors, "\n"))
	share := 100 * float64(tried-len(survivors)) / float64(max(1, tried))
	fmt.Printf("%d of %d alterations noticed, %.1f %% (of %d that are possible)\n", tried-len(survivors), tried, share, possible)
	if share < *want {
		os.Exit(1)
	}
}

// each does something for each of a list, workers at a time.
func each[T any](workers int, list []T, do func(T)) {
	next := make(chan T)
	var done sync.WaitGroup
	for range workers {
		done.Go(func() {
			for x := range next {
				do(x)
			}
		})
	}
	for _, x := range list {
		next <- x
	}
	close(next)
	done.Wait()
}
