package ui

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestTheMapNamesEveryFile holds docs/architecture.md against the code.
func TestTheMapNamesEveryFile(t *testing.T) {
	data, err := os.ReadFile("../docs/architecture.md")
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	folders := []string{"policy", "checklist", "checklist/workspace", "checklist/vault", "reports", "reports/answers"}
	if err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil || !d.IsDir():
			return err
		case path == "command" || path == "uitest" || d.Name() == "testdata":
			return fs.SkipDir
		}
		folders = append(folders, filepath.Join("ui", path))
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	for _, folder := range folders {
		files, err := filepath.Glob("../" + folder + "/*.go")
		if err != nil || len(files) == 0 {
			t.Fatal(folder, err)
		}
		for _, file := range files {
			name := filepath.Base(file)
			if strings.HasSuffix(name, "_test.go") || strings.HasSuffix(name, "_windows.go") || name == "run_unix.go" {
				continue
			}
			if !regexp.MustCompile(`(^|[^\w])` + regexp.QuoteMeta(name)).MatchString(text) {
				t.Errorf("the map does not name %s/%s", folder, name)
			}
		}
	}
	for _, name := range regexp.MustCompile(`\b\w+\.go\b`).FindAllString(text, -1) {
		found, err := filepath.Glob("../" + name)
		for _, folder := range []string{"*", "*/*", "*/*/*"} {
			more, globErr := filepath.Glob("../" + folder + "/" + name)
			found, err = append(found, more...), errors.Join(err, globErr)
		}
		if err != nil || len(found) == 0 {
			t.Errorf("the map names %s, which is not there: %v", name, err)
		}
	}
}
