package command

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

// TestCommandsAreShort holds that a command fits on a screen: whoever looks for
// what one does reads one function.
func TestCommandsAreShort(t *testing.T) {
	t.Parallel()
	const most = 60 // lines
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.Contains(path, "_demo") {
			return err
		}
		files := token.NewFileSet()
		file, err := parser.ParseFile(files, path, nil, 0)
		if err != nil {
			return err
		}
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok {
				if lines := files.Position(f.End()).Line - files.Position(f.Pos()).Line + 1; lines > most {
					t.Errorf("%s: %s has %d lines, more than %d", path, f.Name.Name, lines, most)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
