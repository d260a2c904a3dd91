package policy

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
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
