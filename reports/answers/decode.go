package answers

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/policy"
	"clausewalk/policy/yamlfile"
)

// Decode reads a file of answers for an audit, as of a moment. What kind of file
// it is its content tells, and its name where the content does not. The error is
// a *KindError for a file that is something else, else Problems: all that is
// wrong, in the order of the file.
func Decode(a *checklist.Audit, name string, source []byte, now time.Time) (*Sheet, error) {
	kind, other := recognise(name, source)
	if other != "" {
		return nil, &KindError{other}
	}
	if kind == workbook {
		return decodeWorkbook(newPlacer(a, now), source)
	}
	words, encoding, err := text(source)
	if err != nil {
		return nil, err
	}
	var sheet *Sheet
	switch kind {
	case tableFile:
		sheet, err = decodeTable(newPlacer(a, now), words)
	case reportFile:
		sheet, err = decodeReport(newPlacer(a, now), words)
	default:
		sheet, err = decodeYAML(a, words, now)
	}
	if err == nil && encoding != "" {
		sheet.Notes = slices.Insert(sheet.Notes, 0, Problem{Line: 1, Column: 1, Msg: "read as " + encoding})
	}
	return sheet, err
}

// A KindError says that a file is none that can be imported.
type KindError struct{ Is string }

// Error says what the file is, and what to do.
func (e *KindError) Error() string { return e.Is }

// decodeYAML reads an answer file, or a list of attestations of MITRE SAF.
func decodeYAML(a *checklist.Audit, source string, now time.Time) (sheet *Sheet, err error) {
	// The YAML package panics at some texts that are not well formed.
	defer func() {
		if recover() != nil {
			sheet, err = nil, Problems{{Line: 1, Column: 1, Msg: "not well-formed YAML"}}
		}
	}()
	source, problems := typed(source)
	var deep *policy.PositionError
	if err := yamlfile.Check([]byte(source)); errors.As(err, &deep) {
		return nil, Problems{{Line: deep.Line, Column: deep.Column, Msg: deep.Msg}}
	}
	file, err := parser.ParseBytes([]byte(source), 0)
	var wrong yaml.Error
	switch {
	case errors.As(err, &wrong) && wrong.GetToken() != nil:
		where := wrong.GetToken().Position
		return nil, sorted(append(problems, Problem{Line: where.Line, Column: where.Column, Msg: wrong.GetMessage()}))
	case err != nil:
		return nil, sorted(append(problems, Problem{Line: 1, Column: 1, Msg: err.Error()}))
	case len(file.Docs) != 1 || file.Docs[0].Body == nil:
		return nil, sorted(append(problems, Problem{Line: 1, Column: 1, Msg: "an answer file is one YAML document"}))
	}
	r := &reader{audit: a, now: now, sheet: &Sheet{Seen: map[string]int{}}, problems: problems}
	if list, ok := file.Docs[0].Body.(*ast.SequenceNode); ok {
		r.attestations(list)
	} else {
		r.file(file.Docs[0].Body)
	}
	if len(r.problems) > 0 {
		return nil, sorted(r.problems)
	}
	r.sheet.Notes = append(r.sheet.Notes, comments(source)...)
	return r.sheet, nil
}

// sorted puts problems in the order of the file, each once.
func sorted(all Problems) Problems {
	slices.SortStableFunc(all, func(x, y Problem) int { return cmp.Or(x.Line-y.Line, x.Column-y.Column) })
	return slices.Compact(all)
}

// comments notes the comments that stand behind a value. Somebody may have meant
// them as a part of it.
func comments(source string) []Problem {
	var all []Problem
	for _, t := range lexer.Tokenize(source) {
		if t.Type != token.CommentType || t.Prev == nil || t.Prev.Position.Line != t.Position.Line || t.Prev.Type == token.MappingValueType {
			continue
		}
		all = append(all, Problem{Line: t.Position.Line, Column: t.Position.Column, Msg: "a comment, which was not taken: " + strings.TrimSpace(t.Value)})
	}
	return all
}

// reader walks the tree of a file and goes on after a problem.
type reader struct {
	audit    *checklist.Audit
	now      time.Time
	sheet    *Sheet
	problems Problems
}

// at returns where a node stands.
func at(node ast.Node) Problem {
	p := node.GetToken().Position
	return Problem{Line: p.Line, Column: p.Column}
}

func (r *reader) wrong(node ast.Node, format string, args ...any) {
	where := at(node)
	where.Msg = fmt.Sprintf(format, args...)
	r.problems = append(r.problems, where)
}

type pair struct {
	name       string
	key, value ast.Node
}

// pairs returns the members of a mapping, each once. Only the known names are
// taken, where any are given.
func (r *reader) pairs(node ast.Node, known ...string) []pair {
	var values []*ast.MappingValueNode
	switch node := node.(type) {
	case *ast.MappingNode:
		values = node.Values
	case *ast.MappingValueNode:
		values = []*ast.MappingValueNode{node}
	case *ast.NullNode:
	default:
		r.wrong(node, "names with values are expected here")
	}
	var all []pair
	for _, v := range values {
		name := v.Key.GetToken().Value
		switch {
		case slices.ContainsFunc(all, func(p pair) bool { return p.name == name }):
			r.wrong(v.Key, "%q is there twice", name)
		case len(known) > 0 && !slices.Contains(known, name):
			r.wrong(v.Key, "unknown name %q: it is one of %s", name, strings.Join(known, ", "))
		default:
			all = append(all, pair{name, v.Key, v.Value})
		}
	}
	return all
}

// text returns a single value as it is written.
func (r *reader) text(node ast.Node) string {
	switch node := node.(type) {
	case *ast.StringNode:
		return node.Value
	case *ast.LiteralNode:
		return node.Value.Value
	case *ast.NullNode:
		return ""
	case *ast.BoolNode, *ast.IntegerNode, *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		return node.GetToken().Value
	}
	r.wrong(node, "text is expected here: put the words in quotes")
	return ""
}

func (r *reader) texts(node ast.Node) []string {
	list, ok := node.(*ast.SequenceNode)
	if !ok {
		if text := r.text(node); text != "" {
			return []string{text}
		}
		return nil
	}
	var all []string
	for _, v := range list.Values {
		all = append(all, r.text(v))
	}
	return all
}

func (r *reader) add(node ast.Node, c event.Change) {
	r.sheet.Lines = append(r.sheet.Lines, Line{c, at(node)})
}

const mergeFirst = "the file was written where more had been entered than is here: merge the branch it comes from first"

// seen reads how far the file knows the journals. A file that knows entries
// which are not here would give their words to whoever imports it.
func (r *reader) seen(node ast.Node) {
	if _, list := node.(*ast.SequenceNode); list {
		r.sheet.Ends = r.texts(node)
		if r.sheet.Audit == r.audit.Head.ID && !r.audit.Knows(r.sheet.Ends...) {
			r.wrong(node, mergeFirst)
		}
		return
	}
	for _, w := range r.pairs(node) {
		n, err := strconv.Atoi(r.text(w.value))
		if err != nil || n < 0 {
			r.wrong(w.value, "a whole number is expected here")
		}
		r.sheet.Seen[w.name] = n
	}
}

func (r *reader) file(root ast.Node) {
	format := ""
	var scope, clauses []pair
	for _, p := range r.pairs(root, "format", "audit", "seen", "scope", "clauses") {
		switch p.name {
		case "format":
			format = r.text(p.value)
		case "audit":
			r.sheet.Audit = r.text(p.value)
		case "seen":
			r.seen(p.value)
		case "scope":
			scope = r.pairs(p.value)
		case "clauses":
			clauses = r.pairs(p.value)
		}
	}
	if format != strconv.Itoa(Format) {
		msg := fmt.Sprintf("answer file of format %q, but this clausewalk reads format %d", format, Format)
		if format == "" {
			msg = fmt.Sprintf("no answer file: one begins with format: %d; clausewalk export writes one", Format)
		}
		r.problems = append(Problems{{Line: 1, Column: 1, Msg: msg}}, r.problems...)
		return
	}
	for _, p := range scope {
		for _, f := range r.pairs(p.value) {
			r.fact(p, f)
		}
	}
	r.ask()
	for _, p := range clauses {
		if _, ok := r.audit.Policy(p.name); !ok {
			r.wrong(p.key, "the audit asks no policy %q", p.name)
			continue
		}
		for _, one := range r.pairs(p.value) {
			ref, err := r.audit.Find(p.name + "/" + one.name)
			if err != nil {
				r.wrong(one.key, "%v", err)
				continue
			}
			if slices.ContainsFunc(r.sheet.Evidence, func(e Pieces) bool { return e.Ref == ref }) {
				r.wrong(one.key, "%s is there twice", ref)
				continue
			}
			r.clause(ref, one)
		}
	}
}

// ask lays out the clauses as the file's own facts have them: a list in its scope
// decides what is asked.
func (r *reader) ask() {
	var facts []event.Change
	for _, l := range r.sheet.Lines {
		facts = append(facts, l.Change)
	}
	if then, err := r.audit.Supposing(facts...); err == nil {
		r.audit = then
	}
}

func (r *reader) fact(p, f pair) {
	owner, ok := r.audit.Policy(p.name)
	if !ok {
		r.wrong(p.key, "the audit asks no policy %q", p.name)
		return
	}
	question, ok := owner.Fact(f.name)
	if !ok {
		r.wrong(f.key, "%s asks no fact %q", p.name, f.name)
		return
	}
	r.sheet.Placed++
	said := strings.Join(r.texts(f.value), ",")
	if b, ok := f.value.(*ast.BoolNode); ok && question.Answer == "yes-no" {
		said = map[bool]string{true: "yes", false: "no"}[b.Value] // An editor takes yes and no for these.
	}
	if said == "" {
		return // A fact has no way back to unanswered; unknown says that.
	}
	answer, err := event.ParseFact(question, said)
	if err != nil {
		r.wrong(f.value, "%v", err)
		return
	}
	r.add(f.value, event.SetFact(p.name, f.name, answer))
}

// clause takes every field of a clause: what the file leaves out is not set.
func (r *reader) clause(ref event.Ref, one pair) {
	given := map[string]string{}
	nodes := map[string]ast.Node{}
	pieces := Pieces{Ref: ref}
	r.sheet.Placed++
	for _, p := range r.pairs(one.value, "verdict", "reason", "valid-until", "severity", "owner", "due", "fix", "in-scope", "out-of-scope", "evidence") {
		if p.name == "evidence" {
			pieces.Specs = r.texts(p.value)
			continue
		}
		given[p.name], nodes[p.name] = r.text(p.value), p.value
		if p.name == "due" || p.name == "valid-until" {
			said := midnight(given[p.name])
			given[p.name] = cmp.Or(event.CalendarDay(said, r.now), said)
		}
		if _, null := p.value.(*ast.NullNode); null {
			nodes[p.name] = p.key
		}
	}
	where := func(name string) ast.Node {
		if node := nodes[name]; node != nil {
			return node
		}
		return one.key
	}
	v := event.Unanswered
	if said := given["verdict"]; said != "" && said != string(event.Unanswered) {
		var err error
		if v, err = event.ParseVerdict(said); err != nil {
			r.wrong(where("verdict"), "%v", err)
		}
	}
	r.add(where("reason"), event.SetReason(ref, given["reason"]))
	r.add(where("verdict"), event.SetVerdict(ref, v))
	until := event.SetValidUntil(ref, given["valid-until"])
	if err := r.audit.Check(nobody, until); err != nil {
		r.wrong(where("valid-until"), "%v", err)
	}
	r.add(where("valid-until"), until)
	for _, part := range gapParts {
		c := event.SetGap(ref, part, given[string(part)])
		if err := r.audit.Check(nobody, c); err != nil {
			r.wrong(where(string(part)), "%v", err)
		}
		r.add(where(string(part)), c)
	}
	var overrule *event.Overrule
	switch in, out := given["in-scope"], given["out-of-scope"]; {
	case in != "" && out != "":
		r.wrong(where("out-of-scope"), "a clause is in scope or out of scope, not both")
	case in != "" || out != "":
		overrule = &event.Overrule{In: in != "", Reason: in + out}
	}
	r.add(one.key, event.SetOverrule(ref, overrule))
	r.sheet.Evidence = append(r.sheet.Evidence, pieces)
}

// midnight returns the day of a moment that an editor has made of it.
func midnight(s string) string {
	if t, err := time.Parse(time.RFC3339Nano, s); err == nil && t.Equal(t.Truncate(24*time.Hour)) {
		return t.UTC().Format(time.DateOnly)
	}
	return s
}
