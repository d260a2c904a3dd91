package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// edit puts text in place of a part of a file, which is empty for an insertion.
type edit struct {
	from, to int
	text     string
	order    int // of edits at one place, the lowest first
}

// draws are the folders whose tests note draws that fail, if they are let.
var draws = map[string]bool{}

// build builds the tests of packages with all alterations in them, and returns
// their folders. An alteration on a line that does not compile is left out.
func build(all []*mutant, patterns []string) []string {
	var dirs []string
	for _, p := range list("-e", "-find", patterns...) {
		if len(p.TestGoFiles)+len(p.XTestGoFiles) > 0 {
			dirs = append(dirs, p.Dir)
			draws[p.Dir] = slices.Contains(append(p.TestImports, p.XTestImports...), "pgregory.net/rapid")
		}
	}
	slices.Sort(dirs)
	dirs = slices.Compact(dirs)
	for again := true; again; {
		again = false
		write(all)
		for _, dir := range dirs {
			out, err := exec.Command("go", "test", "-c", "-vet=off", "-gcflags=-e", "-overlay", overlay, "-o", binary(dir), "./"+dir).CombinedOutput()
			if err == nil {
				continue
			}
			for _, at := range place.FindAllStringSubmatch(string(out), -1) {
				for _, m := range all {
					if line, _ := strconv.Atoi(at[2]); m.line == line && m.path == written[at[1]] && !m.broken {
						m.broken, again = true, true
					}
				}
			}
			if !again {
				panic(string(out))
			}
			break
		}
	}
	return dirs
}

var place = regexp.MustCompile(`(?m)^([^\s:]+\.go):(\d+):`)

// written are the altered files, with those that they stand for.
var written = map[string]string{}

// write writes the altered files, the package of switches, and go's overlay.
func write(all []*mutant) {
	files := map[string][]edit{}
	for _, m := range all {
		if m.broken {
			continue
		}
		for _, e := range m.edits {
			if strings.Contains(e.text, "%d") {
				e.text = fmt.Sprintf(e.text, m.number)
			}
			files[m.path] = append(files[m.path], e)
		}
	}
	replaced := map[string]string{}
	put := func(path string, data []byte) {
		to := filepath.Join(work, strconv.Itoa(len(replaced))+".go")
		if err := os.WriteFile(to, data, 0o600); err != nil {
			panic(err)
		}
		absolute, err := filepath.Abs(path)
		if err != nil {
			panic(err)
		}
		replaced[absolute], written[to] = to, path
	}
	switches, err := filepath.Abs(".ci/mutants/altered/altered.go")
	if err != nil {
		panic(err)
	}
	replaced[filepath.Join(switches, "../../../../altered/altered.go")] = switches
	for path, edits := range files {
		source, err := os.ReadFile(path)
		if err != nil {
			panic(err)
		}
		put(path, apply(source, edits))
	}
	data, err := json.Marshal(map[string]any{"Replace": replaced})
	if err != nil {
		panic(err)
	}
	overlay = filepath.Join(work, "overlay.json")
	if err := os.WriteFile(overlay, data, 0o600); err != nil {
		panic(err)
	}
}

var clause = regexp.MustCompile(`(?m)^package \w+`)

// apply makes the edits of a file and lets it import the switches.
func apply(source []byte, edits []edit) []byte {
	at := clause.FindIndex(source)[1]
	edits = append(edits, edit{at, at, `; import "clausewalk/altered"`, 0})
	slices.SortFunc(edits, func(a, b edit) int { return cmp.Or(a.from-b.from, a.order-b.order) })
	var out bytes.Buffer
	last := 0
	for _, e := range edits {
		out.Write(source[last:e.from])
		out.WriteString(e.text)
		last = e.to
	}
	out.Write(source[last:])
	return out.Bytes()
}
