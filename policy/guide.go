package policy

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// GuideFormat is the version of guide.yaml that this program reads.
const GuideFormat = 1

// Guide is our own words about a clause. None of it is the platform's text.
type Guide struct {
	Title     string       `yaml:"title"`
	Kind      Kind         `yaml:"kind"`
	Topic     string       `yaml:"topic"`
	Question  string       `yaml:"question,omitempty"`
	Questions []string     `yaml:"questions,omitempty"` // instead of Question; Ask has either
	Why       string       `yaml:"why,omitempty"`
	Good      string       `yaml:"good,omitempty"`
	Pitfalls  []string     `yaml:"pitfalls,omitempty"`
	Evidence  []Suggestion `yaml:"evidence,omitempty"`
	Roles     []string     `yaml:"roles,omitempty"`
	Severity  string       `yaml:"severity"`
	Because   string       `yaml:"because,omitempty"` // the reason for Severity
	Applies   []Condition  `yaml:"applies,omitempty"` // any of them true keeps the clause in; none: always in
	Valid     Validity     `yaml:"valid,omitempty"`
	Needs     string       `yaml:"needs"`
	Notes     []string     `yaml:"notes,omitempty"`
	Sources   []string     `yaml:"sources,omitempty"`
	Older     bool         `yaml:"older,omitempty"` // written for an older text of the clause
}

// Suggestion is a piece of evidence worth bringing.
type Suggestion struct {
	Show  string `yaml:"show"` // policy: a written rule; practice: that it is really done
	Bring string `yaml:"bring"`
}

// Fact is a question about the app whose answer decides which clauses apply.
type Fact struct {
	ID       string   `yaml:"fact"`
	Question string   `yaml:"question"`
	Answer   string   `yaml:"answer"` // yes-no, choice or list
	Options  []string `yaml:"options,omitempty"`
	Help     string   `yaml:"help,omitempty"`
	Like     string   `yaml:"like,omitempty"` // a regular expression for the entries of a list, where words mention them
}

// Condition is "fact" (answered yes, or a list that is not empty) or
// "fact = value" (the choice is the value, or the list holds it).
type Condition struct {
	Fact  string
	Value string
}

// String returns the condition as it is written in a guide.
func (c Condition) String() string {
	if c.Value == "" {
		return c.Fact
	}
	return c.Fact + " = " + c.Value
}

// MarshalYAML writes the condition as String does.
func (c Condition) MarshalYAML() (any, error) { return c.String(), nil }

// UnmarshalYAML reads the written form.
func (c *Condition) UnmarshalYAML(node ast.Node) error {
	s, err := scalar(node)
	if err != nil {
		return err
	}
	fact, value, _ := strings.Cut(s, "=")
	c.Fact, c.Value = strings.TrimSpace(fact), strings.TrimSpace(value)
	return nil
}

// Whose says whose words a guide is, and of what they speak.
func (g *Guide) Whose(ours string) string {
	if g.Older {
		return ours + ", written for the older text"
	}
	return ours
}

// Ask returns the clause's questions, one or more.
func (g *Guide) Ask() []string {
	if g.Question != "" {
		return []string{g.Question}
	}
	return g.Questions
}

// The closed lists of a guide.
var (
	topics = []string{"quality", "login", "honesty", "support", "privacy", "user content", "deletion", "use limits",
		"engagement", "followers", "write actions", "comments", "insights", "data transfer", "security", "promotions",
		"gambling", "brand", "load", "law", "platform risk"}
	roles      = []string{"engineering", "product", "legal", "support"}
	severities = []string{"blocker", "major", "minor"}
	shows      = []string{"policy", "practice"}
	needs      = []string{"nothing", "evidence", "file", "link", "permission"}
	answers    = []string{"yes-no", "choice", "list"}
)

// Severities returns the severities of a gap, worst first.
func Severities() []string { return slices.Clone(severities) }

// MaxFacts is how many scope questions a guide may ask.
const MaxFacts = 12

// guideFile is the shape of guide.yaml.
type guideFile struct {
	Format   int                     `yaml:"format"`
	Scope    []Fact                  `yaml:"scope,omitempty"`
	Sections map[string]SectionGuide `yaml:"sections,omitempty"`
	Clauses  map[string]Guide        `yaml:"clauses"`
}

// Join reads a guide and lays it beside the policy's clauses. What it has words
// for is a clause, even where the text alone would be context. File is the name
// that errors carry. The error is a *PositionError with line and column, and
// the policy is then as it was.
func (p *Policy) Join(file string, source []byte) error {
	var tree *ast.File
	g, known := prepared(p.ID, source)
	err := readYAML(file, func() (err error) {
		if known {
			return nil
		}
		tree, err = parser.ParseBytes(bytes.TrimPrefix(source, []byte("\uFEFF")), 0)
		if err != nil {
			return err
		}
		if len(tree.Docs) != 1 || tree.Docs[0].Body == nil {
			return &PositionError{File: file, Line: 1, Column: 1, Msg: "a guide is one YAML document"}
		}
		// The tree is read once and serves for the values and for the positions.
		return yaml.NewDecoder(bytes.NewReader(nil), yaml.Strict()).DecodeFromNode(tree.Docs[0].Body, &g)
	})
	if err != nil {
		return err
	}
	joined := Policy{Sections: p.assess(func(c Clause, assessed bool) bool { return assessed || g.Clauses[c.Label].Title != "" })}
	check := guideCheck{file: file, tree: tree, guide: &g, policy: &joined, titles: map[string]string{}}
	if !known {
		if err := check.run(); err != nil {
			return err
		}
	}
	p.Sections = joined.Sections
	for s := range p.Sections {
		p.Sections[s].SectionGuide = g.Sections[p.Sections[s].Label]
		for c := range p.Sections[s].Clauses {
			clause := &p.Sections[s].Clauses[c]
			if guide, ok := g.Clauses[clause.Label]; ok {
				clause.Guide = &guide
			}
		}
	}
	p.Scope, p.GuideYAML = g.Scope, source
	return nil
}

// guideCheck holds a guide against the closed lists and the policy's clauses.
type guideCheck struct {
	file   string
	tree   *ast.File
	guide  *guideFile
	policy *Policy
	titles map[string]string
}

func (c *guideCheck) run() error {
	if c.guide.Format != GuideFormat {
		return c.at(fmt.Sprintf("guide format %d, but this program reads format %d", c.guide.Format, GuideFormat), "format")
	}
	if len(c.guide.Scope) > MaxFacts {
		return c.at(fmt.Sprintf("%d scope questions, but at most %d are asked", len(c.guide.Scope), MaxFacts), "scope", MaxFacts)
	}
	for i, f := range c.guide.Scope {
		if err := c.fact(i, f); err != nil {
			return err
		}
	}
	for _, label := range slices.Sorted(maps.Keys(c.guide.Sections)) {
		if err := c.section(label, c.guide.Sections[label]); err != nil {
			return err
		}
	}
	for _, label := range slices.Sorted(maps.Keys(c.guide.Clauses)) {
		if found, ok := c.policy.Clause(label); !ok || found.Label != label {
			return c.at(fmt.Sprintf("the policy has no clause %q", label), "clauses", label)
		}
	}
	for _, clause := range c.policy.Clauses() {
		if g, ok := c.guide.Clauses[clause.Label]; ok {
			if err := c.clause(clause.Label, g); err != nil {
				return err
			}
		}
	}
	return nil
}

var factID = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)

func (c *guideCheck) fact(i int, f Fact) error {
	switch {
	case !factID.MatchString(f.ID):
		return c.at(fmt.Sprintf("fact %q must be lower-case letters, digits and hyphens", f.ID), "scope", i, "fact")
	case slices.ContainsFunc(c.guide.Scope[:i], func(o Fact) bool { return o.ID == f.ID }):
		return c.at(fmt.Sprintf("fact %q is there twice", f.ID), "scope", i, "fact")
	case f.Question == "":
		return c.at(fmt.Sprintf("fact %q has no question", f.ID), "scope", i)
	case f.Answer == "choice" && len(f.Options) < 2:
		return c.at(fmt.Sprintf("fact %q is a choice of fewer than two options", f.ID), "scope", i)
	case f.Answer == "yes-no" && len(f.Options) > 0:
		return c.at(fmt.Sprintf("fact %q is yes or no and takes no options", f.ID), "scope", i, "options")
	}
	for k, option := range f.Options {
		if len(strings.Fields(option)) != 1 || strings.Contains(option, ",") || option == "unknown" {
			return c.at(fmt.Sprintf("option %q must be one word that can be typed in a list", option), "scope", i, "options", k)
		}
	}
	if f.Like != "" {
		if f.Answer != "list" {
			return c.at(fmt.Sprintf("fact %q is no list: like is for the entries of one", f.ID), "scope", i, "like")
		}
		if _, err := regexp.Compile(f.Like); err != nil {
			return c.at(fmt.Sprintf("like of fact %q: %v", f.ID, err), "scope", i, "like")
		}
	}
	return c.oneOf(f.Answer, answers, "scope", i, "answer")
}

func (c *guideCheck) section(label string, g SectionGuide) error {
	n := slices.IndexFunc(c.policy.Sections, func(s Section) bool { return s.Label == label })
	if n < 0 {
		return c.at(fmt.Sprintf("the policy has no section %q", label), "sections", label)
	}
	list := slices.IndexFunc(c.guide.Scope, func(f Fact) bool { return f.ID == g.Repeat })
	if list < 0 || c.guide.Scope[list].Answer != "list" {
		return c.at(fmt.Sprintf("section %s repeats for each entry of %q, which is no list of the scope", label, g.Repeat), "sections", label, "repeat")
	}
	for i, needed := range g.NeededBy {
		if !c.policy.Sections[n].has(needed) {
			return c.at(fmt.Sprintf("section %s has no clause %q", label, needed), "sections", label, "needed-by", i)
		}
	}
	return nil
}

// maxTitleWords keeps a title short enough for a list.
const maxTitleWords = 6

func (c *guideCheck) clause(label string, g Guide) error {
	at := func(rest ...any) []any { return append([]any{"clauses", label}, rest...) }
	if n := len(strings.Fields(g.Title)); n == 0 || n > maxTitleWords {
		return c.at(fmt.Sprintf("the title of %s must be one to %d words", label, maxTitleWords), at("title")...)
	}
	if other, twice := c.titles[strings.ToLower(g.Title)]; twice {
		return c.at(fmt.Sprintf("%s has the title of %s", label, other), at("title")...)
	}
	c.titles[strings.ToLower(g.Title)] = label
	if (g.Question == "") == (len(g.Questions) == 0) {
		return c.at(label+" must have either question or questions", at()...)
	}
	for _, one := range []struct {
		value string
		list  []string
		key   string
	}{
		{string(g.Kind), kindNames(), "kind"}, {g.Topic, topics, "topic"}, {g.Severity, severities, "severity"}, {g.Needs, needs, "needs"},
	} {
		if err := c.oneOf(one.value, one.list, at(one.key)...); err != nil {
			return err
		}
	}
	for i, role := range g.Roles {
		if err := c.oneOf(role, roles, at("roles", i)...); err != nil {
			return err
		}
	}
	for i, s := range g.Evidence {
		if err := c.oneOf(s.Show, shows, at("evidence", i, "show")...); err != nil {
			return err
		}
		if s.Bring == "" {
			return c.at("nothing is said to bring", at("evidence", i)...)
		}
	}
	for i, cond := range g.Applies {
		if err := c.condition(cond, at("applies", i)...); err != nil {
			return err
		}
	}
	return nil
}

func (c *guideCheck) condition(cond Condition, where ...any) error {
	i := slices.IndexFunc(c.guide.Scope, func(f Fact) bool { return f.ID == cond.Fact })
	if i < 0 {
		return c.at(fmt.Sprintf("the scope asks no fact %q", cond.Fact), where...)
	}
	fact := c.guide.Scope[i]
	switch {
	case fact.Answer == "choice" && cond.Value == "":
		return c.at(fmt.Sprintf("%s is a choice: say which, as in %q", fact.ID, fact.ID+" = "+fact.Options[0]), where...)
	case fact.Answer == "yes-no" && cond.Value != "":
		return c.at(fmt.Sprintf("%s is yes or no and has no value", fact.ID), where...)
	case cond.Value != "" && len(fact.Options) > 0:
		return c.oneOf(cond.Value, fact.Options, where...)
	}
	return nil
}

func (c *guideCheck) oneOf(value string, list []string, where ...any) error {
	if slices.Contains(list, value) {
		return nil
	}
	return c.at(fmt.Sprintf("%q is none of: %s", value, strings.Join(list, ", ")), where...)
}

// at makes an error with the position of the value at the path, or of the
// nearest one above it that exists. A value of several lines stands where its
// key does.
func (c *guideCheck) at(msg string, where ...any) error {
	node := c.tree.Docs[0].Body
	at := &token.Position{Line: 1, Column: 1}
	for _, step := range where {
		key, value := child(node, step)
		if value == nil {
			break
		}
		node, at = value, value.GetToken().Position
		switch node.(type) {
		case *ast.MappingNode, *ast.SequenceNode:
			at = key.GetToken().Position
		}
	}
	return &PositionError{File: c.file, Line: at.Line, Column: at.Column, Msg: msg}
}

// child finds the value below a key or an index, nil where there is none. Key
// is where the value begins for a reader.
func child(node ast.Node, step any) (key, value ast.Node) {
	if anchor, ok := node.(*ast.AnchorNode); ok {
		node = anchor.Value
	}
	switch node := node.(type) {
	case *ast.MappingNode:
		for _, v := range node.Values {
			if v.Key.GetToken().Value == step {
				return v.Key, v.Value
			}
		}
	case *ast.SequenceNode:
		if i, ok := step.(int); ok && i < len(node.Values) {
			key, value = node.Values[i], node.Values[i]
			if m, ok := value.(*ast.MappingNode); ok && len(m.Values) > 0 {
				key = m.Values[0].Key
			}
		}
	}
	return key, value
}

// readYAML runs read and keeps of a YAML error its position and its message.
// The YAML package panics at some texts that are not well formed.
func readYAML(file string, read func() error) (err error) {
	defer func() {
		if recover() != nil {
			err = &PositionError{File: file, Line: 1, Column: 1, Msg: "not well-formed YAML"}
		}
	}()
	err = read()
	var y yaml.Error
	if !errors.As(err, &y) || y.GetToken() == nil {
		var placed *PositionError
		if err == nil || errors.As(err, &placed) {
			return err
		}
		return &PositionError{File: file, Line: 1, Column: 1, Msg: err.Error()}
	}
	msg := y.GetMessage()
	var wrong *yaml.TypeError
	if errors.As(err, &wrong) {
		msg = fmt.Sprintf("%s was used where %s is expected", wrong.SrcType.Kind(), wrong.DstType.Kind())
	}
	position := y.GetToken().Position
	return &PositionError{File: file, Line: position.Line, Column: position.Column, Msg: msg}
}

func kindNames() []string {
	var names []string
	for _, k := range Kinds() {
		names = append(names, string(k))
	}
	return names
}

// UnmarshalYAML reads the written form of a span of time.
func (v *Validity) UnmarshalYAML(node ast.Node) error {
	s, err := scalar(node)
	if err != nil {
		return err
	}
	parsed, err := ParseValidity(s)
	if err != nil {
		return &yaml.SyntaxError{Message: err.Error(), Token: node.GetToken()}
	}
	*v = parsed
	return nil
}

// scalar returns the text of a plain value.
func scalar(node ast.Node) (string, error) {
	s, ok := node.(*ast.StringNode)
	if !ok {
		return "", &yaml.SyntaxError{Message: "text is expected here", Token: node.GetToken()}
	}
	return s.Value, nil
}
