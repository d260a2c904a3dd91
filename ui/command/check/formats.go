package check

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"clausewalk/checklist"
	"clausewalk/checklist/durable"
	"clausewalk/reports"
	"clausewalk/ui/command/cli"
	"clausewalk/ui/session"
)

// The forms in which check prints what it found.
const (
	asText   = "text"
	asJSON   = "json"
	asGitHub = "github"
	asJUnit  = "junit"
	asSARIF  = "sarif"
)

var formats = []string{asText, asJSON, asGitHub, asJUnit, asSARIF}

// judgement is what the gate has come to.
type judgement struct {
	Format   int                 `json:"format"`
	Audit    string              `json:"audit"`
	Holds    bool                `json:"holds"`
	Assessed bool                `json:"assessed"`
	Problems []checklist.Problem `json:"problems"`
}

// words names the problem in one line.
func words(p checklist.Problem) string { return strings.TrimSpace(p.Label + " " + p.What) }

// print prints a judgement in a format.
func print(r *cli.Run, f judgement, format string, s *session.Session) error {
	switch format {
	case asJSON:
		return r.JSON(f)
	case asJUnit:
		junit(r, f, s)
	case asSARIF:
		r.Out.Write(reports.SARIF(report(s)))
	case asGitHub:
		annotate(r, f.Problems)
	default:
		text(r, f.Problems)
	}
	return nil
}

// maxAnnotations is how many errors GitHub shows of one step.
const maxAnnotations = 10

// annotate prints the worst problems as GitHub's annotations. The last says how
// many there are beside them, and where they are found.
func annotate(r *cli.Run, all []checklist.Problem) {
	shown := all
	if len(all) > maxAnnotations {
		shown = all[:maxAnnotations-1]
	}
	for _, p := range shown {
		r.Printf("::error title=%s::%s (%s)\n", reports.AnnotationTitle("clausewalk: "+p.Sort), reports.Annotation(words(p)), reports.Annotation(p.Mend))
	}
	if more := len(all) - len(shown); more > 0 {
		r.Printf("::error title=%s::%s\n", reports.AnnotationTitle("clausewalk: more"),
			reports.Annotation(fmt.Sprintf("%s: clausewalk check lists them all, and check --summary \"$GITHUB_STEP_SUMMARY\" puts the report on the page of the run", reports.Count(more, "more problem"))))
	}
}

// junit prints a test case for each clause in scope and one for the record,
// each with its problems as failures.
func junit(r *cli.Run, f judgement, s *session.Session) {
	var all []reports.Failure
	if !f.Assessed {
		all = append(all, reports.Failure{Sort: "unassessed", What: "nothing in scope has been assessed", Mend: "clausewalk"})
	}
	for _, p := range f.Problems {
		all = append(all, reports.Failure{Label: p.Label, Sort: p.Sort, What: words(p), Mend: p.Mend})
	}
	r.Out.Write(reports.JUnitOf(report(s), all))
}

// report returns the audit's report as the gate sees it: what has run out by now
// is stale, and a fault of the record keeps it from holding.
func report(s *session.Session) reports.Report {
	return reports.Build(s.Audit, session.ToReport(s, cli.Tool()))
}

// appendSummary puts the report behind what a file holds already.
func appendSummary(r *cli.Run, s *session.Session, path string) error {
	file, err := r.OutputFile(s.Workspace, path)
	if err != nil {
		return err
	}
	if path == "-" {
		return cli.Usage("standard output already has the gate's own words", "check: --summary needs a file")
	}
	before, err := os.ReadFile(file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return cli.Failed("", "check: %w", err)
	}
	added := reports.Summary(report(s), reports.SummaryLimit-len(before))
	if added == nil {
		r.Note("%s has no room for this audit's summary", path)
		return nil
	}
	disk, name := durable.Split(file)
	if err := durable.WriteFile(disk, name, append(before, added...), 0o644); err != nil {
		return cli.Failed("", "check: %w", err)
	}
	return nil
}

// fewAlike is up to how many problems each have what mends them beside them.
const fewAlike = 3

// text prints the problems under their sorts, and once what mends many alike.
func text(r *cli.Run, problems []checklist.Problem) {
	last := ""
	for len(problems) > 0 {
		first := problems[0]
		if first.Sort != last {
			r.Printf("%s\n", strings.ToUpper(first.Sort[:1])+first.Sort[1:])
			last = first.Sort
		}
		alike := 1
		for alike < len(problems) && problems[alike].Sort == first.Sort && forAny(problems[alike]) == forAny(first) {
			alike++
		}
		for _, p := range problems[:alike] {
			r.Printf("  %s\n", words(p))
			if alike <= fewAlike {
				r.Printf("    %s\n", p.Mend)
			}
		}
		if alike > fewAlike {
			r.Printf("    %s\n", forAny(first))
		}
		problems = problems[alike:]
	}
}

// forAny is what mends a problem, for whatever label.
func forAny(p checklist.Problem) string {
	if p.Label == "" {
		return p.Mend
	}
	return strings.ReplaceAll(p.Mend, " "+p.Label, " LABEL")
}
