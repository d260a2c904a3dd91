package reports

import (
	"bytes"
	"fmt"
	"path"
	"strings"
	"text/template"
	"text/template/parse"
)

// escapers are what a template can put behind a value to say where it stands.
// Each is the one that our own formats use.
var escapers = map[string]func(string) string{
	"markdown": inline,
	"lines":    func(s string) string { return block(s, "") },
	"cell":     cell,
	"html":     htmlText,
	"csv":      func(s string) string { return strings.TrimSuffix(string(Table([][]string{{s}}, 0)), "\n") },
	"text":     Visible,
	"line":     Line,
	"json":     func(s string) string { return strings.TrimSuffix(string(encode(s)), "\n") },
}

// byEnding are the escapers of what a template prints by itself, by the ending
// of its file before .tmpl.
var byEnding = map[string]string{".html": "html", ".htm": "html", ".csv": "csv", ".json": "json", ".txt": "text"}

// What one rendering may do: a template of somebody else's must neither hang
// the program nor fill the memory.
const (
	MaxTemplate = 1 << 20  // bytes of a template's file
	maxOutput   = 64 << 20 // bytes of what it writes
	maxPrinted  = 1 << 20  // bytes of one text that it makes with print, printf or println
	maxTurns    = 1 << 20  // turns of loops and calls of templates
)

// turnName is the function that counts turns. No template needs to call it.
const turnName = "countTurn"

// budget is what is left of a rendering's turns and bytes.
type budget struct {
	bytes.Buffer
	name  string
	turns int
}

// errOutput says that a template writes without end.
var errOutput = fmt.Errorf("the template writes more than %d MiB", maxOutput>>20)

// Write takes half more than the limit: where turns are counted the error can
// tell the line.
func (b *budget) Write(p []byte) (int, error) {
	if b.Len()+len(p) > maxOutput*3/2 {
		return 0, fmt.Errorf("%s: %w", b.name, errOutput)
	}
	return b.Buffer.Write(p)
}

func (b *budget) turn() (string, error) {
	if b.Len() > maxOutput {
		return "", errOutput
	}
	if b.turns++; b.turns > maxTurns {
		return "", fmt.Errorf("the template takes more than %d turns", maxTurns)
	}
	return "", nil
}

// bounded makes a printing function refuse to make a text without end.
func bounded(print func() string) (string, error) {
	s := print()
	if len(s) > maxPrinted {
		return "", fmt.Errorf("the template makes a text of more than %d MiB", maxPrinted>>20)
	}
	return s, nil
}

// Template returns what renders a report by a template of text/template. Its
// data is what the JSON report has, as docs/templates.md describes it. Every
// value that it prints is escaped: by the function that the template names, or
// by that for the ending of the file's name, which is Markdown's for most.
// Templates have no way to files, to the network or to other programs, and what
// a rendering may take is bounded. Errors name file and line.
func Template(name, source string) (func(Report) ([]byte, error), error) {
	if len(source) > MaxTemplate {
		return nil, fmt.Errorf("%s: a template has at most %d MiB", name, MaxTemplate>>20)
	}
	funcs := template.FuncMap{
		"clause":  func(jsonRef) *jsonClause { return nil }, // The real ones know the report and the rendering.
		turnName:  func() (string, error) { return "", nil },
		"print":   func(v ...any) (string, error) { return bounded(func() string { return fmt.Sprint(v...) }) },
		"println": func(v ...any) (string, error) { return bounded(func() string { return fmt.Sprintln(v...) }) },
		"printf": func(format string, v ...any) (string, error) {
			return bounded(func() string { return fmt.Sprintf(format, v...) })
		},
	}
	for name, escape := range escapers {
		funcs[name] = func(v any) string {
			if v == nil {
				return escape("")
			}
			return escape(fmt.Sprint(v))
		}
	}
	t, err := template.New(name).Funcs(funcs).Option("missingkey=error").Parse(source)
	if err != nil {
		return nil, err
	}
	ending := path.Ext(strings.TrimSuffix(strings.ToLower(name), ".tmpl"))
	escape := byEnding[ending]
	if escape == "" {
		escape = "markdown"
	}
	for _, one := range t.Templates() {
		if one.Tree != nil {
			escapeAll(one.Root, escape)
			countTurns(one.Root)
		}
	}
	return func(r Report) ([]byte, error) {
		doc := r.encoded()
		clauses := map[jsonRef]*jsonClause{}
		for _, p := range doc.Policies {
			for _, s := range p.Sections {
				for n := range s.Clauses {
					clauses[s.Clauses[n].jsonRef] = &s.Clauses[n]
				}
			}
		}
		run, err := t.Clone()
		if err != nil {
			return nil, err
		}
		b := budget{name: name}
		run.Funcs(template.FuncMap{"clause": func(ref jsonRef) *jsonClause { return clauses[ref] }, turnName: b.turn})
		if err := run.Execute(&b, doc); err != nil {
			return nil, err
		}
		return b.Bytes(), nil
	}, nil
}

// escapeAll puts the escaper behind every value that is printed without one.
func escapeAll(list *parse.ListNode, escape string) {
	if list == nil {
		return
	}
	for _, node := range list.Nodes {
		switch n := node.(type) {
		case *parse.ActionNode:
			last := n.Pipe.Cmds[len(n.Pipe.Cmds)-1]
			if id, ok := last.Args[0].(*parse.IdentifierNode); ok && escapers[id.Ident] != nil || len(n.Pipe.Decl) > 0 {
				continue
			}
			n.Pipe.Cmds = append(n.Pipe.Cmds, &parse.CommandNode{
				NodeType: parse.NodeCommand, Pos: n.Pos, Args: []parse.Node{parse.NewIdentifier(escape).SetPos(n.Pos)},
			})
		case *parse.IfNode:
			escapeAll(n.List, escape)
			escapeAll(n.ElseList, escape)
		case *parse.RangeNode:
			escapeAll(n.List, escape)
			escapeAll(n.ElseList, escape)
			countTurns(n.List)
		case *parse.WithNode:
			escapeAll(n.List, escape)
			escapeAll(n.ElseList, escape)
		}
	}
}

// countTurns makes a list of nodes count each time it is gone through.
func countTurns(list *parse.ListNode) {
	if list == nil {
		return
	}
	pipe := &parse.PipeNode{NodeType: parse.NodePipe, Pos: list.Pos, Cmds: []*parse.CommandNode{{
		NodeType: parse.NodeCommand, Pos: list.Pos, Args: []parse.Node{parse.NewIdentifier(turnName).SetPos(list.Pos)},
	}}}
	list.Nodes = append([]parse.Node{&parse.ActionNode{NodeType: parse.NodeAction, Pos: list.Pos, Pipe: pipe}}, list.Nodes...)
}
