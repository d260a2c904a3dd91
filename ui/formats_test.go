package ui

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var (
	formatRow   = regexp.MustCompile(`(?m)^\| [^|]* \| ([\d, ]+) \| (?:kept|printed|own) \|([^|]*)\|([^|]*)\|$`)
	formatConst = regexp.MustCompile(`(?m)^(?:const |\t)(\w*[fF]ormat|Namespace) += (?:"[\w-]+@v)?(\d+)"?$`)
	quoted      = regexp.MustCompile("`([^`]+)`")
)

// TestFormatPageHasEveryNumber holds the table of docs/format.md against the
// schemas, each of which says the numbers it is for, and against the constants of
// the code, which have the number that is written.
func TestFormatPageHasEveryNumber(t *testing.T) {
	page, err := os.ReadFile("../docs/format.md")
	if err != nil {
		t.Fatal(err)
	}
	schemas, constants := map[string]string{}, map[string]string{}
	for _, row := range formatRow.FindAllStringSubmatch(strings.ReplaceAll(string(page), "\r\n", "\n"), -1) {
		for _, name := range quoted.FindAllStringSubmatch(row[2], -1) {
			schemas[name[1]] = row[1]
		}
		numbers := strings.Split(row[1], ", ")
		for _, name := range quoted.FindAllStringSubmatch(row[3], -1) {
			constants[name[1]] = numbers[len(numbers)-1]
		}
	}
	alike(t, "schema", schemas, formatsOfSchemas(t))
	alike(t, "constant", constants, formatsInCode(t))
}

// alike tells of each name that has another number in the table.
func alike(t *testing.T, what string, table, real map[string]string) {
	t.Helper()
	for name, number := range real {
		if table[name] != number {
			t.Errorf("the %s %s has format %s, and docs/format.md says %q", what, name, number, table[name])
		}
	}
	for name := range table {
		if real[name] == "" {
			t.Errorf("docs/format.md names the %s %s, which has no format", what, name)
		}
	}
}

// formatsOfSchemas returns the numbers that each schema allows, as the table has them.
func formatsOfSchemas(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob("../docs/schemas/*.schema.json")
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, file := range files {
		var schema struct {
			Properties map[string]json.RawMessage
		}
		text, err := os.ReadFile(file)
		if err == nil {
			err = json.Unmarshal(text, &schema)
		}
		if err != nil {
			t.Fatal(file, err)
		}
		if schema.Properties["format"] == nil {
			continue
		}
		var format struct {
			Const int
			Enum  []int
		}
		if err := json.Unmarshal(schema.Properties["format"], &format); err != nil {
			t.Fatal(file, err)
		}
		if format.Const != 0 {
			format.Enum = []int{format.Const}
		}
		all[strings.TrimSuffix(filepath.Base(file), ".schema.json")] = strings.ReplaceAll(strings.Trim(fmt.Sprint(format.Enum), "[]"), " ", ", ")
	}
	return all
}

// formatsInCode returns the constants that number a format, by package and name,
// and how many files make the tables that are published.
func formatsInCode(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := fs.WalkDir(os.DirFS(".."), ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != "." && (strings.HasPrefix(d.Name(), ".") || slices.Contains([]string{"testdata", "docs"}, d.Name())):
			return fs.SkipDir
		case path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		text, err := os.ReadFile(filepath.Join("..", name))
		for _, found := range formatConst.FindAllStringSubmatch(string(text), -1) {
			all[path.Dir(name)+"."+found[1]] = found[2]
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	const tables = "reports/portfolio/postgres/schema"
	steps, err := filepath.Glob("../" + tables + "/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	all[tables] = strconv.Itoa(len(steps))
	return all
}
