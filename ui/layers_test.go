package ui

import (
	"encoding/json"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// TestImportsPointOneWay holds the house of docs/architecture.md.
func TestImportsPointOneWay(t *testing.T) {
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "clausewalk/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	layers := []string{"clausewalk/policy", "clausewalk/checklist", "clausewalk/reports", "clausewalk/ui", "clausewalk/ui/command", "clausewalk"}
	layer := func(path string) int {
		for n := len(layers) - 1; n >= 0; n-- {
			if path == layers[n] || n < 3 && strings.HasPrefix(path, layers[n]+"/") || strings.HasPrefix(path, "clausewalk/ui/") && layers[n] == "clausewalk/ui" {
				return n
			}
		}
		return -1
	}
	// Inside policy, a room knows only those before it, and the model none.
	rooms := []string{"clausewalk/policy", "clausewalk/policy/yamlfile", "clausewalk/policy/reading", "clausewalk/policy/guide", "clausewalk/policy/editions", "clausewalk/policy/library"}
	// Who may ask the operating system below ui, and for what.
	allowed := map[string][]string{
		"os":       {"clausewalk/checklist/durable", "clausewalk/checklist/durable/forgetful", "clausewalk/checklist/journal/folder"},
		"os/exec":  {"clausewalk/checklist/workspace"},
		"net/http": {"clausewalk/checklist/workspace"},
	}
	for dec := json.NewDecoder(strings.NewReader(string(out))); dec.More(); {
		var p struct {
			ImportPath string
			Imports    []string
		}
		if err := dec.Decode(&p); err != nil {
			t.Fatal(err)
		}
		for _, i := range p.Imports {
			ours := strings.HasPrefix(i, "clausewalk")
			switch {
			case ours && layer(i) > layer(p.ImportPath):
				t.Errorf("%s imports %s, which stands above it", p.ImportPath, i)
			case slices.Contains(rooms, p.ImportPath) && slices.Index(rooms, i) > slices.Index(rooms, p.ImportPath):
				t.Errorf("%s imports %s, which is above it", p.ImportPath, i)
			case strings.HasPrefix(i, "github.com/charmbracelet/") && layer(p.ImportPath) < layer("clausewalk/ui"):
				t.Errorf("%s imports %s: only ui has a screen", p.ImportPath, i)
			case allowed[i] != nil && layer(p.ImportPath) < layer("clausewalk/ui") && !slices.Contains(allowed[i], p.ImportPath):
				t.Errorf("%s imports %s: only %v may", p.ImportPath, i, allowed[i])
			}
		}
	}
}
