package ui

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

// TestNothingGrowsBeyondWhatOneReads holds that a file and a function stay small
// enough to be read at once.
func TestNothingGrowsBeyondWhatOneReads(t *testing.T) {
	const fileLines, functionLines = 400, 60
	look := func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case path == "command" || path == "uitest":
			return fs.SkipDir
		case !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		files := token.NewFileSet()
		file, err := parser.ParseFile(files, path, nil, 0)
		if err != nil {
			return err
		}
		if n := files.Position(file.End()).Line; n > fileLines {
			t.Errorf("%s has %d lines, more than %d", path, n, fileLines)
		}
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			if n := files.Position(f.End()).Line - files.Position(f.Pos()).Line + 1; n > functionLines {
				t.Errorf("%s: %s has %d lines, more than %d", path, f.Name.Name, n, functionLines)
			}
		}
		return nil
	}
	for _, floor := range []string{".", "../reports"} {
		if err := filepath.WalkDir(floor, look); err != nil {
			t.Fatal(err)
		}
	}
}

// TestNoTypeIsSeveral holds that no type of the program has so many methods that
// it is several: what has fields of its own is a type, and what only reads is a
// function.
func TestNoTypeIsSeveral(t *testing.T) {
	const most = 40
	methods := map[string]int{}
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || f.Recv == nil {
				continue
			}
			of := f.Recv.List[0].Type
			if star, ok := of.(*ast.StarExpr); ok {
				of = star.X
			}
			if generic, ok := of.(*ast.IndexExpr); ok {
				of = generic.X
			}
			methods[filepath.Dir(path)+" "+of.(*ast.Ident).Name]++
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, n := range methods {
		if n > most {
			t.Errorf("%s has %d methods, more than %d", name, n, most)
		}
	}
}
