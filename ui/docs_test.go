package ui

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
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
	there := map[string]bool{}
	for _, folder := range []string{"", "*/", "*/*/", "*/*/*/"} {
		files, err := filepath.Glob("../" + folder + "*.go")
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			there[filepath.Base(file)] = true
		}
	}
	for _, name := range regexp.MustCompile(`\b\w+\.go\b`).FindAllString(text, -1) {
		if !there[name] {
			t.Errorf("the map names %s, which is not there", name)
		}
	}
}

// pages returns the pages for people, by their paths from the top.
func pages(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, pattern := range []string{"*.md", "docs/*.md", "docs/*/*.md"} {
		files, err := filepath.Glob("../" + pattern)
		if err != nil || len(files) == 0 {
			t.Fatal(pattern, err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			all[strings.TrimPrefix(filepath.ToSlash(file), "../")] = strings.ReplaceAll(string(text), "\r\n", "\n")
		}
	}
	return all
}

var (
	link    = regexp.MustCompile("(?:[^\\\\]\\]\\(|src=\"|srcset=\")([^)\"\\s]+)")
	heading = regexp.MustCompile(`(?m)^#+ (.*)$`)
	code    = regexp.MustCompile("(?s)```.*?```|`[^`\n]*`")
	noSlug  = regexp.MustCompile("[^a-z0-9 _-]")
)

// TestEveryLinkOfThePagesLeadsSomewhere follows the links to files and to their
// headings. It asks nothing of the network.
func TestEveryLinkOfThePagesLeadsSomewhere(t *testing.T) {
	all := pages(t)
	for page, text := range all {
		for _, found := range link.FindAllStringSubmatch(code.ReplaceAllString(text, ""), -1) {
			to, part, _ := strings.Cut(found[1], "#")
			target := page
			if strings.Contains(to, ":") {
				continue
			}
			if to != "" {
				target = path.Join(path.Dir(page), to)
			}
			if _, err := os.Stat("../" + target); err != nil {
				t.Errorf("%s links to %s, which is not there", page, found[1])
			}
			if part != "" && !slices.ContainsFunc(heading.FindAllStringSubmatch(all[target], -1), func(h []string) bool {
				return strings.ReplaceAll(noSlug.ReplaceAllString(strings.ToLower(h[1]), ""), " ", "-") == part
			}) {
				t.Errorf("%s links to %s, and %s has no such heading", page, found[1], target)
			}
		}
	}
}

// TestEveryPageSaysWhoItIsFor holds the first words of the pages in docs, and that
// docs/README.md names each of them.
func TestEveryPageSaysWhoItIsFor(t *testing.T) {
	all := pages(t)
	for page, text := range all {
		name, inDocs := strings.CutPrefix(page, "docs/")
		if !inDocs || strings.Contains(name, "/") {
			continue
		}
		if _, words, _ := strings.Cut(text, "\n\n"); !strings.HasPrefix(words, "For whoever ") {
			t.Errorf("%s does not begin by saying who it is for", page)
		}
		if name != "README.md" && !strings.Contains(all["docs/README.md"], "]("+name+")") {
			t.Errorf("docs/README.md does not name %s", name)
		}
	}
}
