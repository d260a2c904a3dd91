package command

import (
	"errors"
	"io/fs"
	"os"
	"strings"

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
		c.junit(f, o)
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

// junit prints a test case for each clause in scope and one for the record,
// each with its problems as failures.
func (c *cli) junit(f judgement, o *workspace.Open) {
	var all []reports.Failure
	if !f.Assessed {
		all = append(all, reports.Failure{Sort: "unassessed", What: "nothing in scope has been assessed", Mend: "clausewalk"})
	}
	for _, p := range f.Problems {
		all = append(all, reports.Failure{Label: p.Label, Sort: p.Sort, What: p.words(), Mend: p.Mend})
	}
	c.out.Write(reports.JUnitOf(c.report(o), all))
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
	disk, name := durable.Split(file)
	if err := durable.WriteFile(disk, name, append(before, added...), 0o644); err != nil {
		return failed("", "check: %w", err)
	}
	return nil
}
