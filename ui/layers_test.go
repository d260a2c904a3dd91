package ui

import (
	"encoding/json"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// floors are the house of docs/architecture.md, the lowest first. What is on one
// imports nothing that stands above it.
var floors = []string{"policy", "checklist", "reports", "ui", ""}

// rooms are those inside the floors, the lowest first: none imports one that
// comes after it, and those of one line know nothing of each other.
var rooms = [][]string{
	{"policy/pattern"},
	{"policy"},
	{"policy/yamlfile"},
	{"policy/reading"},
	{"policy/guide", "policy/signals"},
	{"policy/editions"},
	{"policy/library"},

	{"ui/firstgc", "ui/termbg", "ui/session", "ui/agent"},
	{"ui/uitest"},
	{"ui/clauses"},
	{"ui"},
	{"ui/walk/style"},
	{"ui/walk/reader", "ui/walk/layer", "ui/walk/painter"},
	{"ui/walk/frame", "ui/walk/list", "ui/walk/clause"},
	{"ui/walk/boxes"},
	{"ui/walk/pages"},
	{"ui/walk", "ui/plain", "ui/apps"},
	{"ui/command"},
}

// screens are the rooms that show an audit and change it. They write through
// ui/session alone.
var screens = []string{"ui/clauses", "ui", "ui/walk", "ui/walk/boxes", "ui/walk/pages", "ui/plain"}

// system says who below ui may ask the operating system, and for what.
var system = map[string][]string{
	"os":       {"reports/portfolio/postgres/postgrestest", "checklist/durable", "checklist/durable/forgetful", "checklist/durable/quicktest", "checklist/journal/folder"},
	"os/exec":  {"reports/portfolio/postgres/postgrestest", "checklist/repository", "checklist/workspace"},
	"net/http": {"checklist/workspace"},
}

// floor returns the floor of a package.
func floor(path string) int {
	first, _, _ := strings.Cut(path, "/")
	return slices.Index(floors, first)
}

// room returns the room of a package with its line, -1 for one that is in none. A
// folder of a room is part of it, where it is no room of its own.
func room(path string) (line int, name string) {
	line = -1
	for n, all := range rooms {
		for _, one := range all {
			if path == one || strings.HasPrefix(path, one+"/") && !hasRooms(one) {
				line, name = n, one
			}
		}
	}
	return line, name
}

// hasRooms tells whether the folders of a room are rooms of their own.
func hasRooms(name string) bool {
	return slices.ContainsFunc(rooms, func(all []string) bool {
		return slices.ContainsFunc(all, func(one string) bool { return strings.HasPrefix(one, name+"/") })
	})
}

// TestImportsPointOneWay holds the house of docs/architecture.md.
func TestImportsPointOneWay(t *testing.T) {
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "clausewalk/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	for dec := json.NewDecoder(strings.NewReader(string(out))); dec.More(); {
		var p struct {
			ImportPath string
			Imports    []string
		}
		if err := dec.Decode(&p); err != nil {
			t.Fatal(err)
		}
		path := ours(p.ImportPath)
		if line, _ := room(path); floor(path) == floor("ui") && line < 0 {
			t.Errorf("%s is in no room of ui", path)
		}
		for _, i := range p.Imports {
			if why := forbidden(path, i); why != "" {
				t.Errorf("%s imports %s: %s", path, i, why)
			}
		}
	}
}

// ours returns the path of one of our packages within the module.
func ours(path string) string { return strings.TrimPrefix(strings.TrimPrefix(path, "clausewalk"), "/") }

// forbidden says why a package may not import another, empty where it may.
func forbidden(path, imported string) string {
	to, below := ours(imported), floor(path) < floor("ui")
	line, name := room(path)
	toLine, toName := room(to)
	switch {
	case !strings.HasPrefix(imported, "clausewalk"):
		switch {
		case strings.HasPrefix(imported, "github.com/charmbracelet/") && below:
			return "only ui has a screen"
		case strings.HasPrefix(imported, "github.com/jackc/") && !strings.HasPrefix(path, "reports/portfolio/postgres"):
			return "only reports/portfolio/postgres talks to a database"
		case strings.HasPrefix(imported, "github.com/charmbracelet/bubble") && slices.Contains([]string{"ui/session", "ui/clauses", "ui", "ui/plain"}, name):
			return "only ui/walk has a screen"
		case system[imported] != nil && below && !slices.Contains(system[imported], path):
			return "it does no I/O"
		}
	case to == "checklist/durable/quicktest":
		return "it alters where the program that has it in it keeps files: only tests import it"
	case floor(to) > floor(path):
		return "it stands above"
	case name != "" && toName != "" && (toLine > line || toLine == line && toName != name):
		return "that room comes after it, or beside it"
	case (to == "checklist/durable" || to == "checklist/journal/folder") && slices.Contains(screens, name):
		return "what writes goes through ui/session"
	}
	return ""
}
