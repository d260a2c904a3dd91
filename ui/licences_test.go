package ui

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	update  = flag.Bool("update", false, "write the table of docs/licences.md anew")
	notices = flag.String("notices", "", "write the texts of all licences into this `file`")
)

const licencesPage = "../docs/licences.md"

// kinds are the licences that we know, each by words that no other one has. What
// docs/licences.md says of all of them has to be true of one that is added.
var kinds = []struct {
	name  string
	words *regexp.Regexp
}{
	{"Apache-2.0", regexp.MustCompile("apache license.{0,3} version 2.0")},
	{"BSD-3-Clause", regexp.MustCompile(bsd + " .* endorse or promote products")},
	{"ISC", regexp.MustCompile("permission to use, copy, modify, and(/or)? distribute this software for any purpose with or without fee is hereby granted")},
	{"MIT", regexp.MustCompile("permission is hereby granted, free of charge, to any person obtaining a copy .* to deal in the software without restriction")},
	{"Unlicense", regexp.MustCompile("this is free and unencumbered software released into the public domain")},
}

const bsd = "redistributions of source code must retain the above copyright"

// others ask for more. A text that has one of these beside a licence that we know
// is not under that one alone.
var others = regexp.MustCompile("general public license|mozilla public license|advertising materials mentioning")

// unstated are the modules whose licence only a line of their README says.
var unstated = map[string]string{"github.com/mattn/go-localereader": "## License\n\nMIT\n"}

// module is one that the program is built of.
type module struct {
	dir     string
	folders map[string]bool // with packages that are built in, and those above them
	usedBy  map[string]bool // modules, "clausewalk" for ours
	systems []string
}

// systems are those that the program is made for.
var systems = []string{"darwin", "linux", "windows"}

// modules returns what the program is built of on every system, by path.
func modules(t *testing.T) map[string]*module {
	t.Helper()
	type pkg struct {
		ImportPath, Dir string
		Imports         []string
		Module          *struct{ Path, Dir string }
	}
	all := map[string]*module{}
	for _, system := range systems {
		cmd := exec.Command("go", "list", "-deps", "-json=ImportPath,Dir,Imports,Module", "clausewalk")
		cmd.Env = append(os.Environ(), "GOOS="+system, "GOARCH=amd64", "CGO_ENABLED=0")
		var said strings.Builder
		cmd.Stderr = &said
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("go list for %s: %v\n%s", system, err, said.String())
		}
		home, listed := map[string]string{}, []pkg{}
		for dec := json.NewDecoder(strings.NewReader(string(out))); dec.More(); {
			var p pkg
			if err := dec.Decode(&p); err != nil {
				t.Fatal(err)
			}
			if p.Module == nil {
				continue // Go's own library
			}
			listed, home[p.ImportPath] = append(listed, p), p.Module.Path
			m := all[p.Module.Path]
			if m == nil {
				m = &module{p.Module.Dir, map[string]bool{}, map[string]bool{}, nil}
				all[p.Module.Path] = m
			}
			if !slices.Contains(m.systems, system) {
				m.systems = append(m.systems, system)
			}
			for dir := p.Dir; len(dir) >= len(m.dir); dir = filepath.Dir(dir) {
				m.folders[dir] = true
			}
		}
		for _, p := range listed {
			for _, i := range p.Imports {
				if to := home[i]; to != "" && to != p.Module.Path {
					all[to].usedBy[p.Module.Path] = true
				}
			}
		}
	}
	return all
}

var licenceFile = regexp.MustCompile(`(?i)^((un)?licen[cs]e|copying|notice)([-.][a-z0-9-]+)*$`)

// texts returns the files of a module that have its licences and notices.
func (m *module) texts(t *testing.T) (files []string) {
	t.Helper()
	for _, folder := range slices.Sorted(maps.Keys(m.folders)) {
		entries, err := os.ReadDir(folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if !e.IsDir() && filepath.Ext(e.Name()) != ".go" && licenceFile.MatchString(e.Name()) {
				files = append(files, filepath.Join(folder, e.Name()))
			}
		}
	}
	return files
}

// kindsOf names the licences that a text has, none where it has others too.
func kindsOf(text string) (names []string) {
	text = strings.ToLower(strings.Join(strings.Fields(text), " "))
	if others.MatchString(text) {
		return nil
	}
	for _, k := range kinds {
		if k.words.MatchString(text) {
			names = append(names, k.name)
		}
	}
	if strings.Count(text, bsd) > strings.Count(text, "endorse or promote products") {
		names = append(names, "BSD-2-Clause")
	}
	return names
}

// licence names the licences of a module as the page has them.
func (m *module) licence(t *testing.T, path string) string {
	t.Helper()
	found, notice := []string{}, ""
	for _, file := range m.texts(t) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(strings.ToLower(filepath.Base(file)), "notice") {
			notice = ", with a NOTICE"
			continue
		}
		names := kindsOf(string(text))
		if len(names) == 0 {
			t.Errorf("%s: nobody has said what licence %s is", path, file)
		}
		found = append(found, names...)
	}
	if line := unstated[path]; len(found) == 0 && line != "" {
		readme, err := os.ReadFile(filepath.Join(m.dir, "README.md"))
		if err != nil || !strings.Contains(string(readme), line) {
			t.Errorf("%s: its README no longer says its licence: %v", path, err)
		}
		return "MIT, as its README says; it brings no text"
	}
	if len(found) == 0 {
		t.Errorf("%s has no licence in %s", path, m.dir)
	}
	slices.Sort(found)
	return strings.Join(slices.Compact(found), " and ") + notice
}

// TestLicencesOfAllThatIsBuiltIn holds the table of docs/licences.md: every module
// that is in the program on some system has a licence that we know.
func TestLicencesOfAllThatIsBuiltIn(t *testing.T) {
	// The go command answers from its cache unless what the test itself reads is new.
	if _, err := os.ReadFile("../go.mod"); err != nil {
		t.Fatal(err)
	}
	all := modules(t)
	delete(all, "clausewalk")
	table := "| module | licence | used by | systems |\n|---|---|---|---|\n| Go's library and runtime | BSD-3-Clause | clausewalk | all |\n"
	for _, path := range slices.Sorted(maps.Keys(all)) {
		m, on := all[path], "all"
		if len(m.systems) < len(systems) {
			on = strings.Join(m.systems, ", ")
		}
		by := strings.Join(slices.Sorted(maps.Keys(m.usedBy)), ", ")
		if m.usedBy["clausewalk"] {
			by = "clausewalk"
		}
		table += fmt.Sprintf("| %s | %s | %s | %s |\n", path, m.licence(t, path), by, on)
	}
	text, err := os.ReadFile(licencesPage)
	if err != nil {
		t.Fatal(err)
	}
	page := strings.ReplaceAll(string(text), "\r\n", "\n")
	whole := regexp.MustCompile(`(?m)^\| module \|(.*\n)(\|.*\n)*`).ReplaceAllLiteralString(page, table)
	switch {
	case *update:
		err = os.WriteFile(licencesPage, []byte(whole), 0o644)
	case whole != page:
		t.Errorf("the table of docs/licences.md is not of what the program is built of; go test ./ui -run Licences -update makes it:\n%s", table)
	}
	if err == nil && *notices != "" {
		err = gather(t, all, *notices)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// gather writes the texts of all licences and notices into a file.
func gather(t *testing.T, all map[string]*module, name string) (err error) {
	t.Helper()
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return err
	}
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	put := func(path string, files ...string) {
		for _, file := range files {
			text, readErr := os.ReadFile(file)
			_, writeErr := io.WriteString(f, fmt.Sprintf("==== %s: %s ====\n\n%s\n\n", path, filepath.Base(file), text))
			err = errors.Join(err, readErr, writeErr)
		}
	}
	put("clausewalk", "../LICENSE")
	put("Go's library and runtime", filepath.Join(strings.TrimSpace(string(root)), "LICENSE"))
	for _, path := range slices.Sorted(maps.Keys(all)) {
		if unstated[path] != "" {
			put(path, filepath.Join(all[path].dir, "README.md"))
		}
		put(path, all[path].texts(t)...)
	}
	return err
}

// TestLicencesAreToldApart holds what the table rests on.
func TestLicencesAreToldApart(t *testing.T) {
	const two = "Redistributions of source code must retain the above\n copyright notice."
	const three = two + " Nobody's name may be used to endorse or\npromote products."
	for text, want := range map[string]string{
		two:         "BSD-2-Clause",
		three:       "BSD-3-Clause",
		two + three: "BSD-3-Clause and BSD-2-Clause",
		"All advertising materials mentioning features must say so." + three: "",
		"Apache License\n   Version 2.0, January 2004":                       "Apache-2.0",
		"Apache License Version 2.0, or the GNU General Public License":      "",
		"MIT License": "", // a name alone grants nothing
	} {
		if got := strings.Join(kindsOf(text), " and "); got != want {
			t.Errorf("%q is %q, not %q", text, got, want)
		}
	}
}
