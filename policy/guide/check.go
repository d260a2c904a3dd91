package guide

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"clausewalk/policy"
	"clausewalk/policy/pattern"
	"clausewalk/policy/yamlfile"
)

// check compares a guide with the closed lists and the policy's clauses.
type check struct {
	yaml   *yamlfile.File
	guide  *File
	policy *policy.Policy
	titles map[string]string
}

func (c *check) run() error {
	if c.guide.Format != Format {
		return c.yaml.Fault(fmt.Sprintf("guide format %d, but this program reads format %d", c.guide.Format, Format), "format")
	}
	if len(c.guide.Scope) > MaxFacts {
		return c.yaml.Fault(fmt.Sprintf("%d scope questions, but at most %d are allowed", len(c.guide.Scope), MaxFacts), "scope", MaxFacts)
	}
	if c.guide.Version != "" && !isDay(c.guide.Version) {
		return c.yaml.Fault(fmt.Sprintf("version %q is not a day such as 2026-11-26", c.guide.Version), "version")
	}
	var faults []error
	for _, id := range slices.Sorted(maps.Keys(c.guide.Sources)) {
		faults = append(faults, c.source(id, c.guide.Sources[id]))
	}
	for i, f := range c.guide.Scope {
		faults = append(faults, c.fact(i, f))
	}
	for _, label := range slices.Sorted(maps.Keys(c.guide.Sections)) {
		faults = append(faults, c.section(label, c.guide.Sections[label]))
	}
	for _, label := range slices.Sorted(maps.Keys(c.guide.Clauses)) {
		if found, ok := c.policy.Clause(label); !ok || found.Label != label {
			faults = append(faults, c.yaml.Fault(fmt.Sprintf("the policy has no clause %q", label), "clauses", label))
		}
	}
	for _, clause := range c.policy.Clauses() {
		if g, ok := c.guide.Clauses[clause.Label]; ok {
			faults = append(faults, c.clause(clause.Label, g))
		}
	}
	return joined(faults)
}

// joined returns the faults that are not nil as one error, on one line.
func joined(faults []error) (all error) {
	for _, one := range faults {
		switch {
		case one == nil:
		case all == nil:
			all = one
		default:
			all = fmt.Errorf("%w; %w", all, one)
		}
	}
	return all
}

// topics are what the clauses of this policy may be about.
func (c *check) topics() []string {
	if len(c.guide.Topics) > 0 {
		return c.guide.Topics
	}
	return policy.Topics()
}

func isDay(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

// sourceDay is a day, or a month or a year where no more is known.
var sourceDay = pattern.New(`^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$`)

func (c *check) source(id string, s Source) error {
	switch {
	case !idForm.MatchString(id):
		return c.yaml.Fault(fmt.Sprintf("source %q must be lower-case letters, digits and hyphens", id), "sources", id)
	case s.Title == "":
		return c.yaml.Fault(fmt.Sprintf("source %q has no title", id), "sources", id)
	case s.Dated != unknownDay && !sourceDay.MatchString(s.Dated):
		return c.yaml.Fault(fmt.Sprintf("%q is not a day, month or year: write 2026-02-03, 2026-02, 2026 or unknown", s.Dated), "sources", id, "dated")
	case !isDay(s.Read):
		return c.yaml.Fault(fmt.Sprintf("%q is not a day such as 2026-11-26", s.Read), "sources", id, "read")
	}
	return c.oneOf(s.How, policy.Hows(), "sources", id, "how")
}

// followed matches the name of a clause or a fact of another policy.
var followed = pattern.New(`^[a-z0-9][a-z0-9.-]*/\S+$`)

// idForm matches the id of a fact or of a source.
var idForm = pattern.New(`^[a-z][a-z0-9-]*$`)

func (c *check) fact(i int, f policy.Fact) error {
	switch {
	case !idForm.MatchString(f.ID):
		return c.yaml.Fault(fmt.Sprintf("fact %q must be lower-case letters, digits and hyphens", f.ID), "scope", i, "fact")
	case slices.ContainsFunc(c.guide.Scope[:i], func(o policy.Fact) bool { return o.ID == f.ID }):
		return c.yaml.Fault(fmt.Sprintf("fact %q occurs twice", f.ID), "scope", i, "fact")
	case f.Question == "":
		return c.yaml.Fault(fmt.Sprintf("fact %q has no question", f.ID), "scope", i)
	case f.Answer == "choice" && len(f.Options) < 2:
		return c.yaml.Fault(fmt.Sprintf("fact %q is a choice with fewer than two options", f.ID), "scope", i)
	case f.Answer == "yes-no" && len(f.Options) > 0:
		return c.yaml.Fault(fmt.Sprintf("fact %q is yes or no and takes no options", f.ID), "scope", i, "options")
	}
	for k, option := range f.Options {
		if len(strings.Fields(option)) != 1 || strings.Contains(option, ",") || option == "unknown" {
			return c.yaml.Fault(fmt.Sprintf("option %q must be one word that can be typed in a list", option), "scope", i, "options", k)
		}
	}
	if len(f.Known) > 0 && (f.Answer != "list" || len(f.Options) > 0) {
		return c.yaml.Fault(fmt.Sprintf("fact %q is not an open list, and only open lists have known", f.ID), "scope", i, "known")
	}
	if f.Like != "" {
		if f.Answer != "list" {
			return c.yaml.Fault(fmt.Sprintf("fact %q is not a list, and only lists have like", f.ID), "scope", i, "like")
		}
		if _, err := regexp.Compile(f.Like); err != nil {
			return c.yaml.Fault(fmt.Sprintf("like of fact %q: %v", f.ID, err), "scope", i, "like")
		}
	}
	if f.Follows != "" && !followed.MatchString(f.Follows) {
		return c.yaml.Fault(fmt.Sprintf("%q is not a fact of another policy, such as other-terms/sells-data", f.Follows), "scope", i, "follows")
	}
	return c.oneOf(f.Answer, policy.Answers(), "scope", i, "answer")
}

func (c *check) section(label string, g policy.SectionGuide) error {
	n := slices.IndexFunc(c.policy.Sections, func(s policy.Section) bool { return s.Label == label })
	if n < 0 {
		return c.yaml.Fault(fmt.Sprintf("the policy has no section %q", label), "sections", label)
	}
	list := slices.IndexFunc(c.guide.Scope, func(f policy.Fact) bool { return f.ID == g.Repeat })
	if list < 0 || c.guide.Scope[list].Answer != "list" {
		return c.yaml.Fault(fmt.Sprintf("section %s repeats for each entry of %q, which is not a list in the scope", label, g.Repeat), "sections", label, "repeat")
	}
	for i, needed := range g.NeededBy {
		if !c.policy.Sections[n].HasClause(needed) {
			return c.yaml.Fault(fmt.Sprintf("section %s has no clause %q", label, needed), "sections", label, "needed-by", i)
		}
	}
	return nil
}

// maxTitleWords keeps a title short enough for a list.
const maxTitleWords = 6

// clause checks what the guide says about a clause, one check for each member.
func (c *check) clause(label string, g policy.Guide) error {
	at := func(rest ...any) []any { return append([]any{"clauses", label}, rest...) }
	if n := len(strings.Fields(g.Title)); n == 0 || n > maxTitleWords {
		return c.yaml.Fault(fmt.Sprintf("the title of %s must be one to %d words", label, maxTitleWords), at("title")...)
	}
	if other, twice := c.titles[strings.ToLower(g.Title)]; twice {
		return c.yaml.Fault(fmt.Sprintf("%s has the title of %s", label, other), at("title")...)
	}
	c.titles[strings.ToLower(g.Title)] = label
	if (g.Question == "") == (len(g.Questions) == 0) {
		return c.yaml.Fault(label+" must have either question or questions", at()...)
	}
	var faults []error
	for _, one := range []struct {
		value string
		list  []string
		key   string
	}{
		{string(g.Kind), kindNames(), "kind"}, {g.Topic, c.topics(), "topic"}, {g.Severity, policy.Severities(), "severity"}, {g.Needs, policy.Needs(), "needs"},
	} {
		faults = append(faults, c.oneOf(one.value, one.list, at(one.key)...))
	}
	for i, role := range g.Roles {
		faults = append(faults, c.oneOf(role, policy.Roles(), at("roles", i)...))
	}
	for i, s := range g.Evidence {
		faults = append(faults, c.oneOf(s.Show, policy.Shows(), at("evidence", i, "show")...))
		if s.Bring == "" {
			faults = append(faults, c.yaml.Fault("bring is missing", at("evidence", i)...))
		}
	}
	for i, r := range g.Readings {
		if r.Ours == "" || r.Other == "" || r.Decides == "" {
			faults = append(faults, c.yaml.Fault("a reading needs ours, other and decides", at("readings", i)...))
		}
	}
	for i, name := range g.Ends {
		faults = append(faults, c.oneOf(name, policy.EndNames(), at("ends", i)...))
	}
	for i, f := range g.Follows {
		if !followed.MatchString(f.Clause) {
			faults = append(faults, c.yaml.Fault(fmt.Sprintf("%q is not a clause of another policy, such as other-terms/A.1", f.Clause), at("follows", i, "clause")...))
		}
	}
	for i, s := range g.Sources {
		id, _, _ := strings.Cut(s, ",")
		if _, known := c.guide.Sources[id]; len(c.guide.Sources) > 0 && idForm.MatchString(id) && !known {
			faults = append(faults, c.yaml.Fault(fmt.Sprintf("the guide has no source %q", id), at("sources", i)...))
		}
	}
	if g.Form != nil {
		faults = append(faults, c.form(label, *g.Form, at("form")...))
	}
	for i, cond := range g.Applies {
		faults = append(faults, c.condition(cond, at("applies", i)...))
	}
	return joined(faults)
}

func (c *check) form(label string, f policy.Form, where ...any) error {
	of := map[string]bool{"characters": f.Takes == policy.TakesText, "seconds": f.Takes == policy.TakesRecording, "megabytes": f.Takes == policy.TakesRecording, "lines": f.Takes == policy.TakesRecording}
	for _, bound := range []struct {
		name string
		is   int
	}{{"characters", f.Characters}, {"seconds", f.Seconds}, {"megabytes", f.Megabytes}, {"lines", f.Lines}} {
		if bound.is < 0 || bound.is > 0 && !of[bound.name] {
			return c.yaml.Fault(fmt.Sprintf("the form of %s takes a %s, which has no %s", label, f.Takes, bound.name), append(where, bound.name)...)
		}
	}
	if strings.TrimSpace(f.Field) == "" {
		return c.yaml.Fault("the form of "+label+" does not say which field it is", where...)
	}
	return c.oneOf(f.Takes, []string{policy.TakesText, policy.TakesRecording}, append(where, "takes")...)
}

func (c *check) condition(cond policy.Condition, where ...any) error {
	i := slices.IndexFunc(c.guide.Scope, func(f policy.Fact) bool { return f.ID == cond.Fact })
	if i < 0 {
		return c.yaml.Fault(fmt.Sprintf("the scope has no fact %q", cond.Fact), where...)
	}
	fact := c.guide.Scope[i]
	switch {
	case fact.Answer == "choice" && cond.Value == "":
		return c.yaml.Fault(fmt.Sprintf("%s is a choice: say which, as in %q", fact.ID, fact.ID+" = "+fact.Options[0]), where...)
	case fact.Answer == "yes-no" && cond.Value != "":
		return c.yaml.Fault(fmt.Sprintf("%s is yes or no and has no value", fact.ID), where...)
	case cond.Value != "" && len(fact.Options) > 0:
		return c.oneOf(cond.Value, fact.Options, where...)
	}
	return nil
}

func (c *check) oneOf(value string, list []string, where ...any) error {
	if slices.Contains(list, value) {
		return nil
	}
	return c.yaml.Fault(fmt.Sprintf("%q is not one of: %s", value, strings.Join(list, ", ")), where...)
}

func kindNames() []string {
	var names []string
	for _, k := range policy.Kinds() {
		names = append(names, string(k))
	}
	return names
}
