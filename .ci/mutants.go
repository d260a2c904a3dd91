//go:build ignore

// mutants alters the code of packages in one place at a time and tells which
// alterations no test notices:
//
//	go run .ci/mutants.go -n 100 ./checklist ./checklist/journal/folder ./reports
//
// It draws n of all possible alterations, the same ones for the same seed, and
// runs the tests of the package that was altered with go's overlay: no file is
// touched. Where these notice nothing, the tests of the packages that -and names
// are run. A mutant that does not compile is left out; one that runs for too long
// counts as noticed. It exits with 1 when fewer than the wanted share were noticed.
package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strings"
	"sync"
)

// mutant is one alteration of one file.
type mutant struct {
	dir, file, what string
	line            int
	alter           func() // of the tree, and back when it is called again
	tree            *ast.File
	set             *token.FileSet
}

func main() {
	n := flag.Int("n", 100, "how many alterations are tried")
	seed := flag.Uint64("seed", 1, "which ones")
	want := flag.Float64("want", 85, "the share in percent that has to be noticed")
	workers := flag.Int("workers", 2, "how many are tried at a time")
	also := flag.String("and", "./checklist/... ./reports/... ./ui/command", "the packages whose tests are run when a package's own notice nothing")
	flag.Parse()
	var all []*mutant
	for _, dir := range flag.Args() {
		all = append(all, find(dir)...)
	}
	rand.New(rand.NewPCG(*seed, 0)).Shuffle(len(all), func(i, k int) { all[i], all[k] = all[k], all[i] })
	chosen := all[:min(*n, len(all))]
	sources := make([][]byte, len(chosen))
	for i, m := range chosen { // Two mutants of one file share its tree: one at a time.
		m.alter()
		var b bytes.Buffer
		if err := format.Node(&b, m.set, m.tree); err != nil {
			panic(err)
		}
		m.alter()
		sources[i] = b.Bytes()
	}
	var survivors []string
	tried := 0
	var lock sync.Mutex
	next := make(chan int)
	var done sync.WaitGroup
	for range *workers {
		done.Go(func() {
			for i := range next {
				m := chosen[i]
				compiles, survives := try(m, sources[i], strings.Fields(*also))
				lock.Lock()
				if compiles {
					tried++
				}
				if survives {
					survivors = append(survivors, fmt.Sprintf("%s:%d: %s", filepath.Join(m.dir, m.file), m.line, m.what))
				}
				lock.Unlock()
			}
		})
	}
	for i := range chosen {
		next <- i
	}
	close(next)
	done.Wait()
	sort.Strings(survivors)
	for _, s := range survivors {
		fmt.Println(s)
	}
	share := 100 * float64(tried-len(survivors)) / float64(max(1, tried))
	fmt.Printf("%d of %d alterations noticed, %.0f %% (of %d that are possible)\n", tried-len(survivors), tried, share, len(all))
	if share < *want {
		os.Exit(1)
	}
}

// find returns all alterations of a package's files.
func find(dir string) []*mutant {
	files, _ := filepath.Glob(filepath.Join(dir, "*.go"))
	var all []*mutant
	for _, path := range files {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		set := token.NewFileSet()
		tree, err := parser.ParseFile(set, path, nil, parser.ParseComments)
		if err != nil {
			panic(err)
		}
		add := func(at token.Pos, what string, alter func()) {
			all = append(all, &mutant{dir, filepath.Base(path), what, set.Position(at).Line, alter, tree, set})
		}
		ast.Inspect(tree, func(node ast.Node) bool { alterations(node, add); return true })
	}
	return all
}

var other = map[token.Token]token.Token{
	token.EQL: token.NEQ, token.NEQ: token.EQL, token.LSS: token.LEQ, token.LEQ: token.LSS, token.GTR: token.GEQ, token.GEQ: token.GTR,
	token.LAND: token.LOR, token.LOR: token.LAND, token.ADD: token.SUB, token.SUB: token.ADD,
}

// alterations adds those of one node: another operator, a condition that is
// turned round, a number that is one more, a call that is left out, an error
// that is not returned.
func alterations(node ast.Node, add func(token.Pos, string, func())) {
	switch node := node.(type) {
	case *ast.BinaryExpr:
		if to, ok := other[node.Op]; ok {
			add(node.OpPos, fmt.Sprintf("%s became %s", node.Op, to), func() { node.Op, to = to, node.Op })
		}
	case *ast.IfStmt:
		turned := ast.Expr(&ast.UnaryExpr{Op: token.NOT, X: &ast.ParenExpr{X: node.Cond}})
		add(node.If, "the condition is turned round", func() { node.Cond, turned = turned, node.Cond })
	case *ast.BasicLit:
		if node.Kind == token.INT {
			more := "(" + node.Value + "+1)"
			add(node.ValuePos, node.Value+" is one more", func() { node.Value, more = more, node.Value })
		}
	case *ast.BlockStmt:
		for i, s := range node.List {
			if call, ok := s.(*ast.ExprStmt); ok {
				left := ast.Stmt(&ast.EmptyStmt{Semicolon: s.Pos()})
				add(call.Pos(), "the call is left out", func() { node.List[i], left = left, node.List[i] })
			}
		}
	case *ast.ReturnStmt:
		if n := len(node.Results); n > 0 {
			if last, ok := node.Results[n-1].(*ast.Ident); ok && last.Name == "err" {
				none := ast.Expr(ast.NewIdent("nil"))
				add(node.Return, "the error is not returned", func() { node.Results[n-1], none = none, node.Results[n-1] })
			}
		}
	}
}

// try tells whether the altered file compiles, and whether all tests pass with it.
func try(m *mutant, source []byte, also []string) (compiles, survives bool) {
	dir, err := os.MkdirTemp("", "mutant-*")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	real, err := filepath.Abs(filepath.Join(m.dir, m.file))
	if err != nil {
		panic(err)
	}
	altered, overlay := filepath.Join(dir, m.file), filepath.Join(dir, "overlay.json")
	replace, err := json.Marshal(map[string]map[string]string{"Replace": {real: altered}})
	if err != nil {
		panic(err)
	}
	for name, data := range map[string][]byte{altered: source, overlay: replace} {
		if err := os.WriteFile(name, data, 0o600); err != nil {
			panic(err)
		}
	}
	passes := func(args ...string) bool { return exec.Command("go", args...).Run() == nil }
	if !passes("build", "-overlay", overlay, m.dir) {
		return false, false
	}
	for _, packages := range [][]string{{m.dir}, also} {
		if len(packages) > 0 && !passes(append([]string{"test", "-short", "-failfast", "-timeout", "120s", "-overlay", overlay}, packages...)...) {
			return true, false
		}
	}
	return true, true
}
