package reports

import (
	"encoding/xml"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
)

// Failure is one thing that is wrong with a clause, or with the audit itself
// where a label is missing.
type Failure struct{ Label, Sort, What, Mend string }

// JUnit renders the report as JUnit's XML for CI systems: a test case for each
// clause in scope, which passes only where an answer stands and is no gap.
func JUnit(r Report) []byte {
	var all []Failure
	if r.State == NotAssessed {
		all = append(all, Failure{"", "unassessed", r.Summary, "clausewalk"})
	}
	for _, c := range r.Clauses(func(c Clause) bool { return !c.Has(checklist.OutOfScope) }) {
		name := r.Name(c.Ref)
		for n, f := range c.Flags {
			all = append(all, Failure{name, string(f), name + " " + c.Why[n], ""})
		}
		switch {
		case c.IsGap():
			all = append(all, Failure{name, "gaps", name + " " + c.Words + ", " + c.Gap.Severity + ": " + c.Reason, c.Gap.Fix})
		case c.Answered() && c.Verdict == event.CannotTell:
			all = append(all, Failure{name, "unanswered", name + " nobody can tell: " + c.Reason, ""})
		case c.Words == string(event.Unanswered):
			all = append(all, Failure{name, "unanswered", name + " " + c.Title, ""})
		}
	}
	return JUnitOf(r, all)
}

// The elements of a JUnit report, as CI systems read them.
type (
	junitSuite struct {
		XMLName    xml.Name        `xml:"testsuite"`
		Name       string          `xml:"name,attr"`
		Tests      int             `xml:"tests,attr"`
		Failures   int             `xml:"failures,attr"`
		Properties []junitProperty `xml:"properties>property"`
		Cases      []junitCase     `xml:"testcase"`
	}
	junitProperty struct {
		Name  string `xml:"name,attr"`
		Value string `xml:"value,attr"`
	}
	junitCase struct {
		Class    string         `xml:"classname,attr"`
		Name     string         `xml:"name,attr"`
		Failures []junitFailure `xml:"failure"`
	}
	junitFailure struct {
		Type    string `xml:"type,attr"`
		Message string `xml:"message,attr"`
		Mend    string `xml:",chardata"`
	}
)

// JUnitOf renders a test case for each clause in scope and one for the record,
// each with what was found about it.
func JUnitOf(r Report, found []Failure) []byte {
	suite := junitSuite{Name: "clausewalk " + r.Head.ID}
	for _, p := range [][2]string{{"app", r.Head.App}, {"release", r.Head.Release}, {"audit", r.Head.ID}, {"at", Instant(r.At)}} {
		suite.Properties = append(suite.Properties, junitProperty{p[0], Line(p[1])})
	}
	for _, p := range r.Policies {
		suite.Properties = append(suite.Properties, junitProperty{"edition of " + p.ID, p.Edition})
	}
	place := map[string]int{}
	add := func(label, name string) {
		place[label] = len(suite.Cases)
		suite.Cases = append(suite.Cases, junitCase{Class: "clausewalk." + r.Head.ID, Name: Line(name)})
	}
	add("", "the record is whole and something was assessed")
	for _, c := range r.Clauses(func(c Clause) bool { return !c.Has(checklist.OutOfScope) }) {
		add(r.Name(c.Ref), r.Name(c.Ref)+" "+c.Title)
	}
	for _, f := range found {
		at := &suite.Cases[place[f.Label]]
		at.Failures = append(at.Failures, junitFailure{f.Sort, Line(f.What), Line(f.Mend)})
	}
	suite.Tests = len(suite.Cases)
	for _, one := range suite.Cases {
		if len(one.Failures) > 0 {
			suite.Failures++
		}
	}
	text, err := xml.MarshalIndent(suite, "", "  ")
	if err != nil {
		panic(err) // It is made of texts and numbers, which always encode.
	}
	return []byte(xml.Header + string(text) + "\n")
}
