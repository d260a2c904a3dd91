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
	"csv":      func(s string) string { return strings.TrimSuffix(string(table([][]string{{s}})), "\n") },
	"text":     Visible,
	"line":     Line,
	"json":     func(s string) string { return strings.TrimSuffix(string(encode(s)), "\n") },
}

// byEnding are the escapers of what a template prints by itself, by the ending
// of its file before .tmpl.
var byEnding = map[string]string{".html": "html", ".htm": "html", ".csv": "csv", ".json": "json", ".txt": "text"}

// Template returns what renders a report by a template of text/template. Its
// data is what the JSON report has, as docs/templates.md describes it. Every
// value that it prints is escaped: by the function that the template names, or
// by that for the ending of the file's name, which is Markdown's for most.
// Templates have no way to files, to the network or to other programs.
func Template(name, source string) (func(Report) ([]byte, error), error) {
	funcs := template.FuncMap{"clause": func(jsonRef) *jsonClause { return nil }} // The real one knows the report.
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
		run.Funcs(template.FuncMap{"clause": func(ref jsonRef) *jsonClause { return clauses[ref] }})
		var b bytes.Buffer
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
		case *parse.WithNode:
			escapeAll(n.List, escape)
			escapeAll(n.ElseList, escape)
		}
	}
}
