package ui

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"clausewalk/ui/clauses"
)

// spoken is a key that words name by itself: "; u undoes it", "at 3 clauses (])".
var spoken = regexp.MustCompile(`(?:[;:,?]|and|press) ([a-zA-Z!@=?/]|\]|space|esc|enter|tab|ctrl\+[a-z])( again)? (takes|adds|shows|changes|quits|marks|unmarks|searches|lists|goes|confirms|settles|brings|keeps|leaves|stays|writes|runs|adopts|sets|removes|undoes|in the walk)\b| \(([a-zA-Z]|\])\)`)

// TestWordsNameKeysByTheirActions holds that no text names a key itself: a person
// may have bound another one, and clauses.Key knows which.
func TestWordsNameKeysByTheirActions(t *testing.T) {
	t.Parallel()
	eachFile(t, func(files *token.FileSet, file *ast.File) {
		ast.Inspect(file, func(n ast.Node) bool {
			if text, ok := n.(*ast.BasicLit); ok && text.Kind == token.STRING && spoken.MatchString(text.Value) {
				t.Errorf("%s names a key by itself: %s", files.Position(n.Pos()), text.Value)
			}
			return true
		})
	})
}

// eachFile reads the sources of the walks.
func eachFile(t *testing.T, look func(*token.FileSet, *ast.File)) {
	t.Helper()
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
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
		if err == nil {
			look(files, file)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestKeysInWordsAreThoseThatAreBound(t *testing.T) {
	t.Parallel()
	s, err := ReadSettings("config.yaml", []byte("keys:\n  undo: U\n  came from: ctrl+b\n"))
	if err != nil {
		t.Fatal(err)
	}
	for words, want := range map[string]string{
		"done; " + clauses.Key("undo") + " undoes it":                      "done; U undoes it",
		clauses.Key("came from") + " and " + clauses.Key("mark"):           "ctrl+b and space",
		"a file ⟪of mine⟫ and ⟪ alone, " + clauses.Key("undo") + " brings": "a file ⟪of mine⟫ and ⟪ alone, U brings",
		"nothing": "nothing",
	} {
		if got := clauses.Keyed(words, s.Table().KeyOf); got != want {
			t.Errorf("%q is %q, not %q", words, got, want)
		}
	}
}

// TestKeysInWordsAreOfActionsThatThereAre holds that no name behind clauses.Key is
// a slip.
func TestKeysInWordsAreOfActionsThatThereAre(t *testing.T) {
	t.Parallel()
	table := Settings{}.Table()
	eachFile(t, func(files *token.FileSet, file *ast.File) {
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) != 1 {
				return true
			}
			name, isKey := call.Fun.(*ast.Ident)
			if s, ok := call.Fun.(*ast.SelectorExpr); ok {
				name, isKey = s.Sel, true
			}
			text, literal := call.Args[0].(*ast.BasicLit)
			if isKey && name.Name == "Key" && literal && table.Named(strings.Trim(text.Value, `"`)) == nil {
				t.Errorf("%s names no action: %s", files.Position(n.Pos()), text.Value)
			}
			return true
		})
	})
}
