package command

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"clausewalk/checklist"
	"clausewalk/checklist/durable"
	"clausewalk/checklist/workspace"
	"clausewalk/reports"
)

// The forms in which check prints what it found.
const (
	gateText   = "text"
	gateJSON   = "json"
	gateGitHub = "github"
	gateJUnit  = "junit"
	gateSARIF  = "sarif"
)

var gateFormats = []string{gateText, gateJSON, gateGitHub, gateJUnit, gateSARIF}

// judgement is what the gate has come to.
type judgement struct {
	Format   int       `json:"format"`
	Audit    string    `json:"audit"`
	Holds    bool      `json:"holds"`
	Assessed bool      `json:"assessed"`
	Problems []problem `json:"problems"`
}

// words names the problem in one line.
func (p problem) words() string { return strings.TrimSpace(p.Label + " " + p.What) }

func (c *cli) printJudgement(f judgement, format string, o *workspace.Open) error {
	switch format {
	case gateJSON:
		return c.json(f)
	case gateJUnit:
		return c.junit(f, o)
	case gateSARIF:
		c.out.Write(reports.SARIF(c.report(o)))
	case gateGitHub:
		for _, p := range f.Problems {
			c.printf("::error title=%s::%s (%s)\n", reports.AnnotationTitle("clausewalk: "+p.Sort), reports.Annotation(p.words()), reports.Annotation(p.Mend))
		}
	default:
		last := ""
		for _, p := range f.Problems {
			if p.Sort != last {
				c.printf("%s\n", strings.ToUpper(p.Sort[:1])+p.Sort[1:])
				last = p.Sort
			}
			c.printf("  %s\n    %s\n", p.words(), p.Mend)
		}
	}
	return nil
}

// The elements of a JUnit report, as CI systems read them.
type (
	junitSuite struct {
		XMLName  xml.Name    `xml:"testsuite"`
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Cases    []junitCase `xml:"testcase"`
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

// junit prints a test case for each clause in scope and one for the record,
// each with its problems as failures.
func (c *cli) junit(f judgement, o *workspace.Open) error {
	suite := junitSuite{Name: "clausewalk " + f.Audit}
	place := map[string]int{}
	add := func(label, name string) {
		place[label] = len(suite.Cases)
		suite.Cases = append(suite.Cases, junitCase{Class: "clausewalk." + f.Audit, Name: name})
	}
	add("", "the record is whole and something was assessed")
	if !f.Assessed {
		suite.Cases[0].Failures = []junitFailure{{"unassessed", "nothing in scope has been assessed", "clausewalk"}}
	}
	for _, i := range o.Items(c.moment()) {
		if !i.Has(checklist.OutOfScope) {
			name := label(o.Audit, i.Ref)
			add(name, reports.Line(name+" "+i.Clause.Title()))
		}
	}
	for _, p := range f.Problems {
		at := &suite.Cases[place[p.Label]]
		at.Failures = append(at.Failures, junitFailure{p.Sort, reports.Line(p.words()), reports.Line(p.Mend)})
	}
	suite.Tests = len(suite.Cases)
	for _, one := range suite.Cases {
		if len(one.Failures) > 0 {
			suite.Failures++
		}
	}
	text, err := xml.MarshalIndent(suite, "", "  ")
	if err != nil {
		return fmt.Errorf("junit: %w", err)
	}
	c.printf("%s%s\n", xml.Header, text)
	return nil
}

// report returns the audit's report as the gate sees it: what has run out by now
// is stale.
func (c *cli) report(o *workspace.Open) reports.Report {
	return reports.Build(o.Audit, reports.Options{At: c.moment(), Tool: tool()})
}

// appendSummary puts the report behind what a file holds already.
func (c *cli) appendSummary(o *workspace.Open, path string) error {
	file, err := c.outputFile(o.Workspace, path)
	if err != nil {
		return err
	}
	if path == "-" {
		return usage("standard output has the gate's own words", "check: --summary needs a file")
	}
	before, err := os.ReadFile(file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return failed("", "check: %w", err)
	}
	added := reports.Summary(c.report(o), reports.SummaryLimit-len(before))
	if added == nil {
		c.note("%s has no room for the summary of this audit", path)
		return nil
	}
	if err := durable.WriteFile(file, append(before, added...), 0o644); err != nil {
		return failed("", "check: %w", err)
	}
	return nil
}
