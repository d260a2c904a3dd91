// Package signals reads and checks signals.yaml: the rules by which a scan of an
// app's own files finds places that bear on a policy's clauses. It does not check
// that the clauses are there, since it does not have the policy.
package signals

import (
	"fmt"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"

	"clausewalk/policy"
	"clausewalk/policy/pattern"
	"clausewalk/policy/yamlfile"
)

// Format is the version of signals.yaml that this program reads.
const Format = 1

// The most that a file of rules may hold.
const (
	MaxRules   = 300
	MaxPattern = 1000 // characters of one pattern
)

// FileName is the name of such a file, beside a policy's text or in the workspace.
const FileName = "signals.yaml"

// File is the shape of signals.yaml.
type File struct {
	Format  int    `yaml:"format"`
	Policy  string `yaml:"policy,omitempty"` // the policy whose clauses are named, for a file that is not kept beside one
	Signals []Rule `yaml:"signals"`
}

// Level is what a hit of a rule is.
type Level string

// A finding is nearly always what it says; a question is worth asking at its clause.
const (
	Finding  Level = "finding"
	Question Level = "question"
)

// Where a rule looks.
const (
	InString     = "string"     // string tokens of code, values of data files
	InIdentifier = "identifier" // names in code
	InCode       = "code"       // all but comments
	InDependency = "dependency" // names of packages in manifests and lockfiles
	InName       = "name"       // the app's own names: of app, package, domain
	InPath       = "path"       // paths of files
)

// Places lists all of them.
func Places() []string {
	return []string{InString, InIdentifier, InCode, InDependency, InName, InPath}
}

// Rule says what is matched where, and what that means for which clauses.
type Rule struct {
	ID      string   `yaml:"id"`
	Clauses []string `yaml:"clauses,omitempty"`
	Level   Level    `yaml:"level"`
	In      string   `yaml:"in,omitempty"`
	Names   []string `yaml:"names,omitempty"`   // a closed list, whole words
	Match   string   `yaml:"match,omitempty"`   // a pattern, where no list will do
	Hints   []string `yaml:"hints,omitempty"`   // words, one of which is in each match or within two lines of it; the names, where there are names
	Not     []string `yaml:"not,omitempty"`     // patterns of lines on which the match means nothing
	With    string   `yaml:"with,omitempty"`    // a pattern that the file must have too
	Lacks   string   `yaml:"lacks,omitempty"`   // a pattern that the file must not have
	Ends    string   `yaml:"ends,omitempty"`    // a name in the table of ends: only what has ended is a hit
	Absent  []string `yaml:"absent,omitempty"`  // the hit is that nothing matches, in an app in which one of these rules matches
	Fact    string   `yaml:"fact,omitempty"`    // what is proposed for the scope
	Answer  string   `yaml:"answer,omitempty"`  // the answer; empty for the matched text itself
	Shows   []string `yaml:"shows,omitempty"`   // the permissions that a match shows to be used
	Words   string   `yaml:"words"`             // what a match means, and why it matters
	Settles string   `yaml:"settles,omitempty"` // what would settle it
	Source  string   `yaml:"source"`            // where we know it from

	// What Read compiles: Names or Match, With, Lacks, and Not.
	Pattern, Within, Without *regexp.Regexp   `yaml:"-"`
	Counter                  []*regexp.Regexp `yaml:"-"`
}

// Read reads a file of rules and checks it. Name is the file's for errors, which
// are *policy.PositionError.
func Read(name string, source []byte) (*File, error) {
	var f File
	y, err := yamlfile.Read(name, source, &f)
	if err != nil {
		return nil, err
	}
	switch {
	case f.Format != Format:
		return nil, y.Fault(fmt.Sprintf("signals format %d, but this program reads format %d", f.Format, Format), "format")
	case len(f.Signals) > MaxRules:
		return nil, y.Fault(fmt.Sprintf("%d rules, and the limit is %d", len(f.Signals), MaxRules), "signals", MaxRules)
	}
	ids := map[string]bool{}
	for n := range f.Signals {
		r := &f.Signals[n]
		if why := r.check(ids); why != "" {
			return nil, y.Fault(why, "signals", n)
		}
	}
	for n, r := range f.Signals {
		for _, id := range r.Absent {
			if !ids[id] {
				return nil, y.Fault(fmt.Sprintf("no rule %q", id), "signals", n, "absent")
			}
		}
	}
	return &f, nil
}

var idForm = pattern.New(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// check says what is wrong with a rule, empty where nothing is, and compiles its
// patterns. Ids are those of the rules before it, and get its own. Its complexity is
// that of one list of what a rule must have.
func (r *Rule) check(ids map[string]bool) string {
	switch {
	case !idForm.MatchString(r.ID):
		return fmt.Sprintf("the rule's id %q must be lower-case letters, digits and hyphens", r.ID)
	case ids[r.ID]:
		return fmt.Sprintf("two rules have the id %q", r.ID)
	case r.Level != Finding && r.Level != Question:
		return fmt.Sprintf("%s: the level must be finding or question, not %q", r.ID, string(r.Level))
	case !slices.Contains(Places(), r.In):
		return fmt.Sprintf("%s: a rule must look in one of %s, not %q", r.ID, strings.Join(Places(), ", "), r.In)
	case (r.Match == "") == (len(r.Names) == 0):
		return r.ID + ": a rule must have either names or a match"
	case len(r.Clauses) == 0 && r.Fact == "" && len(r.Shows) == 0:
		return r.ID + ": a rule must be about clauses, about a fact, or show a permission"
	case (r.Words == "" || r.Source == "") && len(r.Clauses)+len(r.Fact) > 0:
		return r.ID + ": a rule needs words and a source"
	case r.Ends != "" && !slices.Contains(policy.EndNames(), r.Ends):
		return fmt.Sprintf("%s: the table of ends has no %q", r.ID, r.Ends)
	}
	if slices.Contains(r.Names, "") {
		return r.ID + ": a name is empty"
	}
	ids[r.ID] = true
	if len(r.Names) > 0 {
		quoted := make([]string, len(r.Names))
		for n, name := range r.Names {
			quoted[n] = edge(name[0]) + regexp.QuoteMeta(name) + edge(name[len(name)-1])
		}
		r.Match = `(?i)(?:` + strings.Join(quoted, "|") + `)`
		if r.In == InDependency {
			r.Match = `(?i)^` + r.Match + `$`
		}
		if r.Hints == nil {
			r.Hints = r.Names
		}
	}
	if len(r.Hints) == 0 && r.In != InPath && r.In != InName {
		return r.ID + ": a match needs hints: words, one of which is wherever it matches"
	}
	return r.compile()
}

// edge is the pattern for the edge of a name that begins or ends with a byte: a word
// boundary, unless the byte is not of a word.
func edge(b byte) string {
	if b == '_' || b >= '0' && b <= '9' || b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z' {
		return `\b`
	}
	return ""
}

func (r *Rule) compile() string {
	compiled := func(pattern string) (*regexp.Regexp, string) {
		if pattern == "" {
			return nil, ""
		}
		if len(pattern) > MaxPattern && len(r.Names) == 0 {
			return nil, fmt.Sprintf("%s: a pattern can have %d characters at most", r.ID, MaxPattern)
		}
		made, err := regexp.Compile(pattern)
		if err != nil {
			if at, ok := err.(*syntax.Error); ok {
				return nil, fmt.Sprintf("%s: the pattern cannot be read: %s: %s", r.ID, at.Code, at.Expr)
			}
			return nil, fmt.Sprintf("%s: the pattern cannot be read", r.ID)
		}
		return made, ""
	}
	var whys [3]string
	r.Pattern, whys[0] = compiled(r.Match)
	r.Within, whys[1] = compiled(r.With)
	r.Without, whys[2] = compiled(r.Lacks)
	for _, why := range whys {
		if why != "" {
			return why
		}
	}
	for _, pattern := range r.Not {
		made, why := compiled(pattern)
		if why != "" {
			return why
		}
		r.Counter = append(r.Counter, made)
	}
	return ""
}
