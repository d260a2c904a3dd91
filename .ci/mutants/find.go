package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// pkg is what go list says of a package.
type pkg struct {
	Dir, ImportPath, Export            string
	GoFiles, TestGoFiles, XTestGoFiles []string
	TestImports, XTestImports          []string
	DepOnly                            bool
}

// exports are the files with what each package offers, by its import path.
var exports = map[string]string{}

// list asks go list about packages, with two more flags.
func list(flag1, flag2 string, patterns ...string) []pkg {
	c := exec.Command("go", append([]string{"list", "-json=Dir,ImportPath,Export,GoFiles,TestGoFiles,XTestGoFiles,TestImports,XTestImports,DepOnly", flag1, flag2}, patterns...)...)
	c.Stderr = os.Stderr
	out, err := c.Output()
	if err != nil {
		panic(err)
	}
	here, err := os.Getwd()
	if err != nil {
		panic(err)
	}
	var all []pkg
	for d := json.NewDecoder(bytes.NewReader(out)); d.More(); {
		var p pkg
		if err := d.Decode(&p); err != nil {
			panic(err)
		}
		exports[p.ImportPath] = p.Export
		if p.Dir, err = filepath.Rel(here, p.Dir); err != nil {
			panic(err)
		}
		all = append(all, p)
	}
	return all
}

// find returns all alterations of a package's files.
func find(p pkg) []*mutant {
	set := token.NewFileSet()
	var trees []*ast.File
	for _, name := range p.GoFiles {
		tree, err := parser.ParseFile(set, filepath.Join(p.Dir, name), nil, parser.ParseComments)
		if err != nil {
			panic(err)
		}
		trees = append(trees, tree)
	}
	conf := types.Config{Importer: importer.ForCompiler(set, "gc", func(path string) (io.ReadCloser, error) { return os.Open(exports[path]) })}
	info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}}
	typed, err := conf.Check(p.ImportPath, set, trees, info)
	if err != nil {
		panic(err)
	}
	var all []*mutant
	for i, tree := range trees {
		names := map[string]string{} // how this file calls a package
		for _, spec := range tree.Imports {
			path, _ := strconv.Unquote(spec.Path.Value)
			for _, imported := range typed.Imports() {
				if imported.Path() == path {
					names[path] = imported.Name()
				}
			}
			if spec.Name != nil {
				names[path] = spec.Name.Name
			}
		}
		f := file{path: filepath.Join(p.Dir, p.GoFiles[i]), set: set, info: info, pkg: typed, names: names}
		ast.Inspect(tree, f.alterations)
		all = append(all, f.all...)
	}
	return all
}

// file gathers the alterations of one file.
type file struct {
	path  string
	set   *token.FileSet
	info  *types.Info
	pkg   *types.Package
	names map[string]string
	all   []*mutant
}

// add notes an alteration: text before a node and text behind it, and edits
// between. Nodes come from the outside in, so what an outer one puts before
// comes first, and what it puts behind comes last. %d is the alteration's number.
func (f *file) add(at token.Pos, what string, node ast.Node, before, behind string, between ...edit) {
	n := len(f.all) + 1
	from, to := f.set.Position(node.Pos()).Offset, f.set.Position(node.End()).Offset
	f.all = append(f.all, &mutant{path: f.path, what: what, line: f.set.Position(at).Line,
		edits: append(between, edit{from, from, before, n}, edit{to, to, behind, -n})})
}

// call makes a call of two operands, the second as a function where it is not
// always evaluated.
func (f *file) call(node *ast.BinaryExpr, other token.Token, name string, lazy bool) {
	middle, behind := ", ", ")"
	if lazy {
		middle, behind = ", func() bool { return (", ") })"
	}
	op := f.set.Position(node.OpPos).Offset
	f.add(node.OpPos, fmt.Sprintf("%s became %s", node.Op, other), node, "altered."+name+"(%d, ", behind,
		edit{op, op + len(node.Op.String()), middle, 0})
}

// turn turns a condition round.
func (f *file) turn(at token.Pos, what string, x ast.Expr) {
	f.add(at, what, x, "(altered.Is(%d) != (", "))")
}

// alterations adds those of one node: another operator, a condition that is
// turned round, a number that is one more, a call that is left out, an error
// that is not returned. It tells whether there is more to find below.
func (f *file) alterations(node ast.Node) bool {
	switch node := node.(type) {
	case *ast.GenDecl:
		return node.Tok == token.VAR
	case *ast.ArrayType:
		return false
	case *ast.CallExpr: // Room that is made makes no difference.
		if name, ok := node.Fun.(*ast.Ident); ok && name.Name == "make" {
			return false
		}
	case *ast.BinaryExpr:
		if t := f.info.Types[node]; t.Value != nil { // Its operands may be numbers all the same.
			return numeric(t.Type)
		}
		f.operators(node)
	case *ast.IfStmt:
		f.turn(node.If, "the condition is turned round", node.Cond)
	case *ast.BasicLit:
		if t := f.info.Types[node].Type; node.Kind == token.INT && numeric(t) {
			if name, ok := f.name(t); ok {
				f.add(node.Pos(), node.Value+" is one more", node, "altered.Of["+name+"](%d, ", ")")
			}
		}
	case *ast.BlockStmt:
		f.calls(node.List)
	case *ast.CaseClause:
		f.calls(node.Body)
	case *ast.ReturnStmt:
		if n := len(node.Results); n > 0 {
			if last, ok := node.Results[n-1].(*ast.Ident); ok && last.Name == "err" {
				f.add(node.Return, "the error is not returned", last, "altered.Err(%d, ", ")")
			}
		}
	}
	return true
}

func (f *file) operators(node *ast.BinaryExpr) {
	switch node.Op {
	case token.EQL:
		f.turn(node.OpPos, "== became !=", node)
	case token.NEQ:
		f.turn(node.OpPos, "!= became ==", node)
	case token.LSS:
		f.call(node, token.LEQ, "Less", false)
	case token.LEQ:
		f.call(node, token.LSS, "AtMost", false)
	case token.GTR:
		f.call(node, token.GEQ, "More", false)
	case token.GEQ:
		f.call(node, token.GTR, "AtLeast", false)
	case token.LAND:
		f.call(node, token.LOR, "And", true)
	case token.LOR:
		f.call(node, token.LAND, "Or", true)
	case token.ADD:
		if numeric(f.info.Types[node].Type) {
			f.call(node, token.SUB, "Sum", false)
		}
	case token.SUB:
		f.call(node, token.ADD, "Difference", false)
	}
}

// calls leaves out those among statements, but for panic, at which functions end.
func (f *file) calls(list []ast.Stmt) {
	for _, s := range list {
		x, ok := s.(*ast.ExprStmt)
		if !ok {
			continue
		}
		if call, ok := x.X.(*ast.CallExpr); ok {
			if name := types.ExprString(call.Fun); name != "panic" && !strings.HasSuffix(name, ".Grow") {
				f.add(s.Pos(), "the call is left out", s, "if !altered.Is(%d) { ", " }")
			}
		}
	}
}

func numeric(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&(types.IsInteger|types.IsFloat) != 0
}

// name says a type as the file can write it.
func (f *file) name(t types.Type) (string, bool) {
	known := true
	s := types.TypeString(types.Default(t), func(p *types.Package) string {
		if p == f.pkg {
			return ""
		}
		if f.names[p.Path()] == "" {
			known = false
		}
		return f.names[p.Path()]
	})
	return s, known
}
