package policy

import (
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
)

// Guide is our own words about a clause. None of it is the platform's text.
type Guide struct {
	Title     string         `yaml:"title"`
	Kind      Kind           `yaml:"kind"`
	Topic     string         `yaml:"topic"`
	Question  string         `yaml:"question,omitempty"`
	Questions []string       `yaml:"questions,omitempty"` // instead of Question; Ask has either
	Why       string         `yaml:"why,omitempty"`
	Good      string         `yaml:"good,omitempty"`
	Pitfalls  []string       `yaml:"pitfalls,omitempty"`
	Evidence  []EvidenceHint `yaml:"evidence,omitempty"`
	Roles     []string       `yaml:"roles,omitempty"`
	Severity  string         `yaml:"severity"`
	Because   string         `yaml:"because,omitempty"` // the reason for Severity
	Applies   []Condition    `yaml:"applies,omitempty"` // any of them true keeps the clause in; none: always in
	Valid     Validity       `yaml:"valid,omitempty"`
	Needs     string         `yaml:"needs"`
	Form      *Form          `yaml:"form,omitempty" json:",omitempty"` // how the answer goes into a platform's form; nil where nothing of it leaves the team
	Readings  []Reading      `yaml:"readings,omitempty"`
	Ends      []string       `yaml:"ends,omitempty"` // the things with an end date that these words depend on, by their names in EndNames
	Notes     []string       `yaml:"notes,omitempty"`
	Sources   []string       `yaml:"sources,omitempty"` // in words, with their days
	Older     bool           `yaml:"older,omitempty"`   // written for an older text of the clause
	Follows   []Followed     `yaml:"follows,omitempty"` // the clauses of another policy that it replaced
}

// Followed is a clause of another policy that a clause replaced.
type Followed struct {
	Clause  string `yaml:"clause"`            // as in instagram-platform/A.11
	Differs string `yaml:"differs,omitempty"` // how it differs from that clause, in our words; empty where they ask the same
}

// Reading says where the guide goes beyond the clause's words.
type Reading struct {
	Ours    string `yaml:"ours"`
	Other   string `yaml:"other"`   // another way to read the words
	Decides string `yaml:"decides"` // who can say which of them counts
}

// Words returns the reading as one text. Whoever prints it says first whose reading
// it is.
func (r Reading) Words() string {
	return strings.Join([]string{r.Ours, "Another reading: " + r.Other, "Who decides: " + r.Decides + ".", "Until that is decided, a gap by only one of the readings is minor."}, " ")
}

// AllNotes returns the notes, and one more for each of Ends, with its days.
func (g *Guide) AllNotes() []string {
	notes := slices.Clone(g.Notes)
	for _, name := range g.Ends {
		notes = append(notes, endsNote(name))
	}
	return notes
}

// Form says which field of a platform's form an answer fills, and what the field
// takes. A limit of zero is not known.
type Form struct {
	Field      string `yaml:"field"`                // in our words
	Takes      string `yaml:"takes"`                // text or recording
	Characters int    `yaml:"characters,omitempty"` // at most, of a text
	Seconds    int    `yaml:"seconds,omitempty"`    // at most, of a recording
	Megabytes  int    `yaml:"megabytes,omitempty"`  // at most, of a recording
	Lines      int    `yaml:"lines,omitempty"`      // at least, of a recording's picture: 1080 for 1080p
}

// What a field of a form takes.
const (
	TakesText      = "text"
	TakesRecording = "recording"
)

// EvidenceHint is a piece of evidence worth bringing.
type EvidenceHint struct {
	Show  string `yaml:"show"` // policy: a written rule; practice: that it is followed
	Bring string `yaml:"bring"`
}

// Fact is a question about the app whose answer decides which clauses apply.
type Fact struct {
	ID       string   `yaml:"fact"`
	Question string   `yaml:"question"`
	Answer   string   `yaml:"answer"` // yes-no, choice or list
	Options  []string `yaml:"options,omitempty"`
	Help     string   `yaml:"help,omitempty"`
	Known    []string `yaml:"known,omitempty"`   // the entries of a list that the guide knows; an unknown one makes every condition on the fact true
	Like     string   `yaml:"like,omitempty"`    // a regular expression that finds entries of a list in text
	Follows  string   `yaml:"follows,omitempty"` // the fact of another policy that has the same answer, as in instagram-platform/gambling
}

// Condition is "fact", which is true if it is answered yes or is a list that is not
// empty, or "fact = value", which is true if the choice is the value or the list has
// it.
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

// Whose returns ours, the caller's words for "from our guide", and says so where the
// guide was written for an older text of the clause.
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

// SectionGuide is what a guide says of a whole section.
type SectionGuide struct {
	Repeat   string   `yaml:"repeat,omitempty"`    // the scope list for whose entries the section is repeated
	NeededBy []string `yaml:"needed-by,omitempty"` // the clauses whose answers show that an entry is needed
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
	hows       = []string{"read", "excerpt", "third-party", "ours"}
)

// Severities returns the severities of a gap, worst first.
func Severities() []string { return slices.Clone(severities) }

// Topics returns what a clause may be about.
func Topics() []string { return slices.Clone(topics) }

// Roles returns who a clause may be for.
func Roles() []string { return slices.Clone(roles) }

// Shows returns what a piece of evidence may show.
func Shows() []string { return slices.Clone(shows) }

// Needs returns what an answer may need, from nothing up.
func Needs() []string { return slices.Clone(needs) }

// Answers returns how a fact about the app may be answered.
func Answers() []string { return slices.Clone(answers) }

// Hows returns how well a source was read.
func Hows() []string { return slices.Clone(hows) }

// scalar returns the text of a plain value.
func scalar(node ast.Node) (string, error) {
	s, ok := node.(*ast.StringNode)
	if !ok {
		return "", &yaml.SyntaxError{Message: "text is expected here", Token: node.GetToken()}
	}
	return s.Value, nil
}
