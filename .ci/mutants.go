//go:build ignore

// mutants alters the code of packages in one place at a time and tells which
// alterations no test notices:
//
//	go run .ci/mutants.go -n 100 ./checklist ./checklist/journal/folder ./reports
//
// It draws n of all possible alterations, the same ones for the same seed, and
// builds tests with go's overlay: no file is touched. First it runs each test of
// the packages, and of those that -and names, once by itself, to know which
// alterations it executes. An alteration is then shown to these tests alone,
// those of its own package first and the quick ones before the slow, until one
// fails. What no test executes has survived; what does not compile is left out;
// what runs for too long counts as noticed. It exits with 1 when fewer than the
// wanted share were noticed.
package main

import (
	"bufio"
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
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
)

// mutant is one alteration of one file.
type mutant struct {
	dir, file, what string
	at              token.Position
	within          [2]token.Position // the function that it is in, zero at the top
	alter           func()            // of the tree, and back when it is called again
	tree            *ast.File
	set             *token.FileSet
	source          []byte
	tests           []*test // that execute it
}

// test is one test of one package, or one part of a test that takes long.
type test struct {
	dir, name string // the name as -test.run wants it
	cost      time.Duration
}

func main() {
	n := flag.Int("n", 100, "how many alterations are tried")
	seed := flag.Uint64("seed", 1, "which ones")
	want := flag.Float64("want", 85, "the share in percent that has to be noticed")
	workers := flag.Int("workers", 2, "how many are tried at a time")
	also := flag.String("and", "./checklist/... ./reports/... ./ui/command", "further packages whose tests are tried")
	flag.Parse()
	var all []*mutant
	for _, dir := range flag.Args() {
		all = append(all, find(dir)...)
	}
	rand.New(rand.NewPCG(*seed, 0)).Shuffle(len(all), func(i, k int) { all[i], all[k] = all[k], all[i] })
	chosen := all[:min(*n, len(all))]
	for _, m := range chosen { // Two mutants of one file share its tree: one at a time.
		m.alter()
		var b bytes.Buffer
		if err := format.Node(&b, m.set, m.tree); err != nil {
			panic(err)
		}
		m.alter()
		m.source = b.Bytes()
	}
	work, err := os.MkdirTemp("", "mutants-*")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(work)
	var lock sync.Mutex
	each(*workers, testDirs(append(strings.Fields(*also), flag.Args()...)), func(dir string) {
		tests := testsOf(dir, work)
		for i := 0; i < len(tests); i++ {
			reached, parts := reaches(tests[i], work, chosen)
			if len(parts) > 0 {
				tests = append(tests, parts...)
				continue
			}
			lock.Lock()
			for _, m := range reached {
				m.tests = append(m.tests, tests[i])
			}
			lock.Unlock()
		}
		fmt.Println("know what is executed by the tests of", dir)
	})
	var survivors []string
	tried := 0
	each(*workers, chosen, func(m *mutant) {
		compiles, noticed := try(m)
		line := fmt.Sprintf("%s:%d: %s", filepath.Join(m.dir, m.file), m.at.Line, m.what)
		lock.Lock()
		defer lock.Unlock()
		switch {
		case !compiles:
			fmt.Println("left out ", line)
			return
		case noticed != "":
			fmt.Printf("noticed   %s (%s)\n", line, noticed)
		default:
			line += fmt.Sprintf(" (%d tests execute it)", len(m.tests))
			fmt.Println("SURVIVED ", line)
			survivors = append(survivors, line)
		}
		tried++
	})
	slices.Sort(survivors)
	fmt.Println("\nsurvivors:\n" + strings.Join(survivors, "\n"))
	share := 100 * float64(tried-len(survivors)) / float64(max(1, tried))
	fmt.Printf("%d of %d alterations noticed, %.0f %% (of %d that are possible)\n", tried-len(survivors), tried, share, len(all))
	if share < *want {
		os.Exit(1)
	}
}

// each does something for each of a list, workers at a time.
func each[T any](workers int, list []T, do func(T)) {
	next := make(chan T)
	var done sync.WaitGroup
	for range workers {
		done.Go(func() {
			for x := range next {
				do(x)
			}
		})
	}
	for _, x := range list {
		next <- x
	}
	close(next)
	done.Wait()
}

// testDirs returns the folders, from here, of the packages that have tests.
func testDirs(patterns []string) []string {
	here, err := os.Getwd()
	if err != nil {
		panic(err)
	}
	out, err := exec.Command("go", append([]string{"list", "-f", "{{if or .TestGoFiles .XTestGoFiles}}{{.Dir}}{{end}}"}, patterns...)...).Output()
	if err != nil {
		panic(err)
	}
	dirs := strings.Fields(string(out))
	for i, dir := range dirs {
		if dirs[i], err = filepath.Rel(here, dir); err != nil {
			panic(err)
		}
	}
	slices.Sort(dirs)
	return slices.Compact(dirs)
}

// binary is the path of a package's tests, built to tell what they execute.
func binary(dir, work string) string {
	return filepath.Join(work, strings.ReplaceAll(dir, string(filepath.Separator), "-")+".test")
}

// slow is what a test takes whose parts are looked at each by itself.
const slow = 5 * time.Second

var part = regexp.MustCompile(`^    --- (?:PASS|FAIL): ([^ ]+) `)

// testsOf builds a package's tests and returns them.
func testsOf(dir, work string) []*test {
	built := exec.Command("go", "test", "-c", "-cover", "-coverpkg", strings.Join(flag.Args(), ","), "-o", binary(dir, work), "./"+dir)
	if out, err := built.CombinedOutput(); err != nil {
		panic(string(out))
	}
	out, err := run(dir, binary(dir, work), "-test.list", "^(Test|Example|Fuzz)")
	if err != nil {
		panic(string(out))
	}
	var tests []*test
	for _, name := range strings.Fields(string(out)) {
		tests = append(tests, &test{dir: dir, name: "^" + name + "$"})
	}
	return tests
}

// run runs a program in a folder, with its words.
func run(dir, program string, args ...string) ([]byte, error) {
	c := exec.Command(program, args...)
	c.Dir = dir
	return c.CombinedOutput()
}

// block is a run of statements in a profile, and whether they were executed.
type block struct {
	fromLine, fromCol, toLine, toCol, count int
}

func (b block) holds(at token.Position) bool {
	return (b.fromLine < at.Line || b.fromLine == at.Line && b.fromCol <= at.Column) &&
		(b.toLine > at.Line || b.toLine == at.Line && b.toCol > at.Column)
}

// reaches runs one test and returns which alterations it executes, or its parts
// where it is slow. It notes how long the test took.
func reaches(t *test, work string, chosen []*mutant) (reached []*mutant, parts []*test) {
	profile := binary(t.dir, work) + ".cover"
	started := time.Now()
	out, err := run(t.dir, binary(t.dir, work), "-test.short", "-test.v", "-test.run", t.name, "-test.coverprofile", profile)
	t.cost = time.Since(started)
	for line := range strings.Lines(string(out)) {
		if at := part.FindStringSubmatch(line); at != nil && t.cost > slow && !strings.Contains(t.name, "/") {
			whole, below, _ := strings.Cut(at[1], "/")
			parts = append(parts, &test{dir: t.dir, name: "^" + whole + "$/^" + regexp.QuoteMeta(below) + "$"})
		}
	}
	if len(parts) > 0 {
		return nil, parts
	}
	if err != nil {
		fmt.Printf("left out, it fails by itself: %s in %s\n", t.name, t.dir)
		return nil, nil
	}
	f, err := os.Open(profile)
	if err != nil {
		panic(err)
	}
	defer f.Close()
	files := map[string][]block{}
	packages := map[string]bool{}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		file, rest, ok := strings.Cut(lines.Text(), ".go:")
		var b block
		var statements int
		if _, err := fmt.Sscanf(rest, "%d.%d,%d.%d %d %d", &b.fromLine, &b.fromCol, &b.toLine, &b.toCol, &statements, &b.count); !ok || err != nil {
			continue
		}
		file = strings.TrimPrefix(file, "clausewalk/") + ".go"
		files[file] = append(files[file], b)
		packages[filepath.Dir(file)] = packages[filepath.Dir(file)] || b.count > 0
	}
	for _, m := range chosen {
		if executes(files[filepath.Join(m.dir, m.file)], packages[filepath.Clean(m.dir)], m) {
			reached = append(reached, m)
		}
	}
	return reached, nil
}

// executes tells whether an alteration's own block was executed; for what is in
// none, as the case of a switch, anything of its function, and for what is at
// the top of a file, anything of its package.
func executes(blocks []block, pkg bool, m *mutant) bool {
	if m.within[0].Line == 0 {
		return pkg
	}
	found, executed, function := block{}, false, false
	for _, b := range blocks {
		from := token.Position{Line: b.fromLine, Column: b.fromCol}
		if b.holds(m.at) && (found.toLine == 0 || found.holds(from)) {
			found, executed = b, b.count > 0
		}
		in := block{m.within[0].Line, m.within[0].Column, m.within[1].Line, m.within[1].Column, 0}
		function = function || in.holds(from) && b.count > 0
	}
	if found.toLine == 0 {
		return function
	}
	return executed
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
			m := &mutant{dir: dir, file: filepath.Base(path), what: what, at: set.Position(at), alter: alter, tree: tree, set: set}
			for _, d := range tree.Decls {
				if f, ok := d.(*ast.FuncDecl); ok && f.Pos() <= at && at < f.End() {
					m.within = [2]token.Position{set.Position(f.Pos()), set.Position(f.End())}
				}
			}
			all = append(all, m)
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

// try tells whether the altered file compiles, and which test noticed it.
func try(m *mutant) (compiles bool, noticed string) {
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
	for name, data := range map[string][]byte{altered: m.source, overlay: replace} {
		if err := os.WriteFile(name, data, 0o600); err != nil {
			panic(err)
		}
	}
	if exec.Command("go", "build", "-overlay", overlay, "./"+filepath.Clean(m.dir)).Run() != nil {
		return false, ""
	}
	for _, tests := range inTurn(m) {
		program := filepath.Join(dir, "altered.test")
		if out, err := exec.Command("go", "test", "-c", "-overlay", overlay, "-o", program, "./"+tests[0].dir).CombinedOutput(); err != nil {
			panic(string(out))
		}
		for _, few := range batches(tests) {
			out, err := run(tests[0].dir, program, "-test.short", "-test.failfast", "-test.timeout", "120s", "-test.run", few)
			if err == nil {
				continue
			}
			name := failed.FindSubmatch(out)
			if name == nil {
				return true, tests[0].dir
			}
			return true, tests[0].dir + " " + string(name[1])
		}
	}
	return true, ""
}

var failed = regexp.MustCompile(`--- FAIL: ([^ ]+)`)

// inTurn returns the tests that execute an alteration, a package at a time: its
// own first, then the quickest, and of each the quick tests before the slow ones.
func inTurn(m *mutant) [][]*test {
	cost := map[string]time.Duration{}
	dirs := map[string][]*test{}
	for _, t := range m.tests {
		cost[t.dir] += t.cost
		dirs[t.dir] = append(dirs[t.dir], t)
	}
	cost[filepath.Clean(m.dir)] = 0
	var turns [][]*test
	for _, tests := range dirs {
		slices.SortFunc(tests, func(a, b *test) int { return int(a.cost - b.cost) })
		turns = append(turns, tests)
	}
	slices.SortFunc(turns, func(a, b []*test) int { return int(cost[a[0].dir] - cost[b[0].dir]) })
	return turns
}

// batches returns tests as patterns for -test.run, each for some seconds.
func batches(tests []*test) []string {
	var all, few []string
	var cost time.Duration
	for _, t := range tests {
		if cost += t.cost; cost > slow && len(few) > 0 {
			all, few, cost = append(all, strings.Join(few, "|")), nil, t.cost
		}
		few = append(few, t.name)
	}
	return append(all, strings.Join(few, "|"))
}
