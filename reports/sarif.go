package reports

import (
	"crypto/sha256"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
)

// The most that code scanning takes of a file: results and rules of a run, and
// characters of a message or a description.
const maxResults, maxRules, maxSARIFWords = 5_000, 25_000, 1_000

// SARIF renders the report as SARIF 2.1.0 for tools that show findings beside
// the code: a rule for each clause, and a result for each that is a gap, stale,
// in conflict or met but unsupported. Its properties tell the state and all
// counts, since a clause without a result need not be met. Of more results than
// code scanning takes it has the worst, and says how many are left out.
func SARIF(r Report) []byte {
	run := sarifRun{
		Tool:       sarifTool{driverOf(r)},
		Automation: automationOf(r),
		Results:    []sarifResult{},
		Properties: map[string]any{
			"app": r.Head.App, "release": r.Head.Release, "audit": r.Head.ID, "at": Instant(r.At), "state": r.State,
			"summary": strings.Split(r.Summary, "\n"), "coverage": r.Coverage.encoded(), "notice": notice,
			"editions": each(r.Policies, func(p Policy) map[string]string { return map[string]string{"policy": p.ID, "edition": p.Edition} }),
		},
	}
	for n, c := range r.Clauses(func(Clause) bool { return true }) {
		if n == maxRules {
			break
		}
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, ruleOf(r, c))
		if said, level := c.finding(); said != "" {
			run.Results = append(run.Results, sarifResult{
				Rule: c.Ref.String(), Index: n, Level: level, Message: sarifText{Text: said}, Locations: locationsOf(r, c),
				Prints:     map[string]string{"clausewalkClause/v1": c.Ref.String()},
				Properties: map[string]any{"state": c.Code(), "severity": c.Gap.Severity, "owner": c.Gap.Owner, "due": c.Gap.Due, "fix": c.Gap.Fix},
			})
		}
	}
	var more int
	if run.Results, more = worst(run.Results); more > 0 {
		run.Properties["resultsLeftOut"] = more
	}
	return run.encoded()
}

// encoded returns a file of the run alone.
func (run sarifRun) encoded() []byte {
	return encode(sarifLog{"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json", "2.1.0", []sarifRun{run}})
}

// worst returns as many results as code scanning takes, and how many more there
// are. All stay in their order where there are no more.
func worst(all []sarifResult) ([]sarifResult, int) {
	more := len(all) - maxResults
	if more <= 0 {
		return all, 0
	}
	grave := []string{"error", "warning", "note"}
	slices.SortStableFunc(all, func(x, y sarifResult) int { return slices.Index(grave, x.Level) - slices.Index(grave, y.Level) })
	return all[:maxResults], more
}

// automationOf names the run, by which GitHub tells audits of one repository apart.
// Azure DevOps takes no name but that of a build in one of its pipelines: it is
// one of no definition.
func automationOf(r Report) sarifAutomation {
	sum := sha256.Sum256([]byte(r.Head.ID))
	phase := fmt.Sprintf("%x-%x-%x-%x-%x", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
	const build = "azuredevops/pipeline/build/"
	return sarifAutomation{build + "clausewalk/" + r.Head.ID + "/-1/" + phase + "/audit/1", map[string]any{
		build + "buildDefinitionId": "-1", build + "buildDefinitionName": "clausewalk", build + "phaseId": phase, build + "phaseName": Line(r.Head.ID),
	}}
}

// driverOf names the program as validators want it.
func driverOf(r Report) sarifDriver {
	version := strings.TrimPrefix(r.Tool, "clausewalk ")
	if version == "" || !unicode.IsDigit(rune(version[0])) {
		version = strings.TrimSuffix("0-"+strings.Trim(version, "()"), "-")
	}
	return sarifDriver{Name: "clausewalk", FullName: "clausewalk " + version, Version: version, URI: "about:clausewalk", Rules: []sarifRule{}}
}

// levels are SARIF's words for the severities.
var levels = map[string]string{"blocker": "error", "major": "warning", "minor": "note"}

// finding returns what is to be said of a clause, and how grave it is; nothing
// where there is nothing to report.
func (c Clause) finding() (said, level string) {
	switch {
	case c.IsGap():
		said = fmt.Sprintf("%s %s: %s, %s.", c.Ref.Label, c.Title, c.Words, c.Gap.Severity)
		for _, part := range [][2]string{{"Found", c.Reason}, {"Fix", c.Gap.Fix}, {"Owner", c.Gap.Owner}, {"Due", c.Gap.Due}} {
			if Line(part[1]) != "" {
				said += " " + part[0] + ": " + part[1]
			}
		}
		level = levels[c.Gap.Severity]
	case c.Code() == "in-conflict":
		said, level = fmt.Sprintf("%s %s: in conflict; %s.", c.Ref.Label, c.Title, c.flagWords(checklist.Conflict)), "warning"
	case c.Code() == "stale":
		said, level = fmt.Sprintf("%s %s: stale; %s.", c.Ref.Label, c.Title, c.flagWords(checklist.Stale)), "warning"
	case c.Code() == unsupportedCode:
		said, level = fmt.Sprintf("%s %s: %s.", c.Ref.Label, c.Title, c.flagWords(checklist.Unsupported)), "warning"
	}
	return sarifWords(limited(said)), level
}

// limited returns the text as far as code scanning takes it.
func limited(s string) string {
	if runes := []rune(s); len(runes) > maxSARIFWords {
		return string(runes[:maxSARIFWords-1]) + "…"
	}
	return s
}

func ruleOf(r Report, c Clause) sarifRule {
	help := quote(ClauseMarkdown(c.Clause))
	if g := c.Clause.Guide; g != nil {
		for _, question := range g.Ask() {
			help += "\n\nGuide: " + inline(question)
		}
	}
	rule := sarifRule{
		ID: c.Ref.String(), Name: ruleName(c), Short: sarifText{Text: sentence(c.Title)}, Full: sarifText{Text: sentence(c.Clause.Words())},
		Help:       sarifText{Text: sarifWords(c.Clause.Words()), Markdown: help},
		Properties: map[string]any{"tags": []string{c.Ref.Policy, string(c.Clause.Kind())}},
	}
	rule.HelpURI, _ = target(r.source(c))
	return rule
}

// ruleName returns the rule's name as SARIF wants it, words run together.
func ruleName(c Clause) string {
	name := ""
	for _, word := range strings.FieldsFunc(c.Ref.Label+" "+c.Title, func(r rune) bool { return !wordRune(r) }) {
		first, size := utf8.DecodeRuneInString(word)
		if len(name)+len(word) > maxRuleName {
			break
		}
		name += string(unicode.ToUpper(first)) + word[size:]
	}
	return name
}

const maxRuleName = 80

// sentence returns the text as a sentence of SARIF, which ends with a period.
func sentence(s string) string {
	s = sarifWords(limited(s))
	if s != "" && !strings.ContainsAny(s[len(s)-1:], ".!?") {
		s += "."
	}
	return s
}

// locationsOf returns the places in the code that are evidence of a clause. A
// clause without any is put at the audit's own file: GitHub refuses a file in
// which any result is nowhere.
func locationsOf(r Report, c Clause) []sarifLocation {
	var all []sarifLocation
	add := func(path string, region *sarifRegion) { all = append(all, sarifPlace(r.Below, path, region)) }
	for _, e := range c.Evidence {
		switch {
		case e.Kind != event.PlaceEvidence:
		case e.From == 0:
			add(e.Path, &sarifRegion{From: 1})
		default:
			add(e.Path, &sarifRegion{e.From, max(e.From, e.To)})
		}
	}
	if all == nil {
		add(".clausewalk/audits/"+r.Head.ID+"/audit.json", &sarifRegion{1, 1})
	}
	return all
}

// sarifPlace is a place in a file of the app, whose folder lies below the
// repository's top.
func sarifPlace(below, path string, region *sarifRegion) (l sarifLocation) {
	if below != "" {
		path = below + "/" + path
	}
	if strings.HasPrefix(path, "//") {
		path = "/." + path // It would name a host.
	}
	l.Physical.Artifact.URI = (&url.URL{Path: path}).String()
	l.Physical.Region = region
	return l
}

// The parts of SARIF that a report needs.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool       `json:"tool"`
		Automation sarifAutomation `json:"automationDetails"`
		Results    []sarifResult   `json:"results"`
		Properties map[string]any  `json:"properties"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name     string      `json:"name"`
		FullName string      `json:"fullName"`
		Version  string      `json:"version"`
		URI      string      `json:"informationUri"`
		Rules    []sarifRule `json:"rules"`
	}
	sarifAutomation struct {
		ID         string         `json:"id"`
		Properties map[string]any `json:"properties"`
	}
	sarifText struct {
		Text     string `json:"text"`
		Markdown string `json:"markdown,omitempty"`
	}
	sarifRule struct {
		ID         string         `json:"id"`
		Name       string         `json:"name"`
		Short      sarifText      `json:"shortDescription"`
		Full       sarifText      `json:"fullDescription"`
		Help       sarifText      `json:"help"`
		HelpURI    string         `json:"helpUri,omitempty"`
		Properties map[string]any `json:"properties"`
	}
	sarifResult struct {
		Rule       string            `json:"ruleId"`
		Index      int               `json:"ruleIndex"`
		Level      string            `json:"level"`
		Message    sarifText         `json:"message"`
		Locations  []sarifLocation   `json:"locations"`
		Prints     map[string]string `json:"partialFingerprints"`
		Properties map[string]any    `json:"properties"`
	}
	sarifLocation struct {
		Physical struct {
			Artifact struct {
				URI string `json:"uri"`
			} `json:"artifactLocation"`
			Region *sarifRegion `json:"region,omitempty"`
		} `json:"physicalLocation"`
	}
	sarifRegion struct {
		From int `json:"startLine"`
		To   int `json:"endLine,omitempty"`
	}
)
