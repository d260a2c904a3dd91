package command

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"clausewalk/ui"
)

// Message is an error of the program as its source has it.
type Message struct{ Text, Hint, File string }

// Messages returns every error that the program can make, from its source: what
// errors.New and fmt.Errorf, cli.Usage and cli.Failed are given as a literal.
func Messages() ([]Message, error) {
	var all []Message
	root := filepath.Join("..", "..")
	literal := func(e ast.Expr) string {
		if l, ok := e.(*ast.BasicLit); ok && l.Kind == token.STRING {
			s, _ := strconv.Unquote(l.Value)
			return s
		}
		return ""
	}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "uitest" || d.Name() == "forgetful" || d.Name() == "postgrestest" || strings.HasPrefix(d.Name(), "_") || strings.HasPrefix(d.Name(), ".") && path != root):
			return fs.SkipDir
		case !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			var text, hint string
			switch fn := call.Fun.(type) {
			case *ast.SelectorExpr:
				x, ok := fn.X.(*ast.Ident)
				switch {
				case !ok:
				case (x.Name == "errors" && fn.Sel.Name == "New" || x.Name == "fmt" && fn.Sel.Name == "Errorf") && len(call.Args) > 0:
					text = literal(call.Args[0])
				case x.Name == "cli" && hinted(fn.Sel, call):
					text, hint = literal(call.Args[1]), literal(call.Args[0])
				}
			case *ast.Ident:
				if hinted(fn, call) {
					text, hint = literal(call.Args[1]), literal(call.Args[0])
				}
			}
			if strings.Trim(text, "%w: ") != "" {
				all = append(all, Message{text, hint, filepath.ToSlash(name)})
			}
			return true
		})
		return nil
	})
	return all, err
}

// hinted tells whether a call is of one of cli's functions that make an error of
// a hint and a message.
func hinted(name *ast.Ident, call *ast.CallExpr) bool {
	return (name.Name == "Usage" || name.Name == "Failed") && len(call.Args) > 1
}

// names begin a message with a capital, since they are written so.
var names = regexp.MustCompile(`^(SHA-256|JSON|YAML|HTML|CSV|SARIF|VISUAL|PDF|%)`)

// TestErrorsSpeakWithOneVoice holds every error that the source can make to the
// form of all: small letters, what and where, no full stop, no plea.
func TestErrorsSpeakWithOneVoice(t *testing.T) {
	all, err := Messages()
	if err != nil || len(all) < 280 {
		t.Fatalf("%d errors, %v", len(all), err)
	}
	for _, m := range all {
		for what, text := range map[string]string{"error": m.Text, "hint": m.Hint} {
			text = strings.TrimLeft(text, `"`)
			switch {
			case text == "":
			case strings.ToLower(text[:1]) != text[:1] && !names.MatchString(text):
				t.Errorf("%s: the %s begins with a capital: %q", m.File, what, text)
			case strings.HasSuffix(text, ".") && !strings.HasSuffix(text, "...") || strings.HasSuffix(text, "!") || strings.HasSuffix(text, "\n"):
				t.Errorf("%s: the %s ends like a sentence: %q", m.File, what, text)
			}
			for _, plea := range []string{"failed to", "please", "unable to", "sorry", "invalid", "oops", "cannot be null", "something went wrong"} {
				if strings.Contains(strings.ToLower(text), plea) {
					t.Errorf("%s: the %s says %q: %q", m.File, what, plea, text)
				}
			}
		}
	}
}

// TestWordsThatNobodySaysAloud holds all that people read of us to the list of
// CONTRIBUTING, which says what to write instead.
func TestWordsThatNobodySaysAloud(t *testing.T) {
	texts := map[string]string{}
	pages, err := filepath.Glob(filepath.Join("..", "..", "docs", "*.md"))
	if err != nil || len(pages) < 15 {
		t.Fatalf("%d pages, %v", len(pages), err)
	}
	for _, page := range append(pages, filepath.Join("..", "..", "README.md"), filepath.Join("..", "..", "CHANGELOG.md"), filepath.Join("testdata", "help.golden")) {
		texts[filepath.Base(page)] = read(t, page)
	}
	all, err := Messages()
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range all {
		texts[m.File] += m.Text + "\n" + m.Hint + "\n"
	}
	for file, words := range literals(t, filepath.Join("..", "..", "reports")) {
		texts[file] += words
	}
	for _, a := range ui.Actions() {
		texts["the help of "+a.Name] = a.Help + "\n" + a.Short
	}
	_, list, _ := strings.Cut(read(t, filepath.Join("..", "..", "CONTRIBUTING.md")), "| not | but |\n|---|---|\n")
	list, _, _ = strings.Cut(list, "\n\n")
	rows := strings.Split(list, "\n")
	if len(rows) < 10 {
		t.Fatalf("the list has %d rows", len(rows))
	}
	for _, row := range rows {
		for _, avoided := range strings.Split(strings.TrimSpace(strings.Split(row, "|")[1]), ", ") {
			said := regexp.MustCompile(`(?i)\b` + avoided + `\b`)
			for where, text := range texts {
				if at := said.FindStringIndex(text); at != nil {
					t.Errorf("%s says %q: ...%s", where, avoided, text[at[0]:min(len(text), at[1]+60)])
				}
			}
		}
	}
}

// literals returns the words in the source below a folder: what a report says, and
// what it is written in.
func literals(t *testing.T, folder string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(folder, func(name string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if words, ok := n.(*ast.BasicLit); ok && words.Kind == token.STRING {
				all[filepath.ToSlash(name)] += words.Value + "\n"
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func read(t *testing.T, file string) string {
	t.Helper()
	source, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(source)
}

// Named tells whether a text has the longest piece of the message's own words.
func (m Message) Named(text string) bool {
	longest := ""
	for _, part := range verb.Split(m.Text, -1) {
		if part = strings.Trim(part, ": "); len(part) > len(longest) {
			longest = part
		}
	}
	quoted := strings.Trim(strconv.Quote(longest), `"`)
	return len(longest) > 3 && (strings.Contains(text, longest) || strings.Contains(text, quoted))
}

var verb = regexp.MustCompile(`%(?:\[\d+\])?[-+#0-9.]*[a-zA-Z]`)

// Provoked tells whether a line on standard error is what the message makes.
func (m Message) Provoked(lines []string) bool {
	parts := verb.Split(m.Text, -1)
	return slices.ContainsFunc(lines, func(line string) bool {
		for _, part := range parts {
			_, after, there := strings.Cut(line, part)
			if !there {
				return false
			}
			line = after
		}
		return true
	})
}
