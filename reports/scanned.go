package reports

import (
	"fmt"
	"strings"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	signal "clausewalk/checklist/scan"
	"clausewalk/policy/signals"
)

// ScanSARIF renders what a scan found as SARIF 2.1.0: a rule of the scan for each
// rule, a result for each place. A finding is a warning and a question a note:
// whether anything is wrong is for a person to say. Below is where the app's folder
// lies below the repository's top, empty where it is the top.
func ScanSARIF(a *checklist.Audit, tool, below string, all []signal.Signal) []byte {
	driver := driverOf(Report{Head: a.Head, Tool: tool})
	driver.Name = "clausewalk scan"
	run := sarifRun{
		Tool:       sarifTool{driver},
		Automation: automationOf(Report{Head: checklist.Head{ID: a.Head.ID + "-scan"}}), Results: []sarifResult{},
		Properties: map[string]any{"audit": a.Head.ID, "notice": "Each result is a suggestion of a program. Nobody has judged it."},
	}
	at := map[string]int{}
	for _, s := range all {
		n, known := at[s.Suggestion.Rule]
		if !known {
			n = len(run.Tool.Driver.Rules)
			at[s.Suggestion.Rule] = n
			words := sarifText{Text: sarifWords(s.Suggestion.Words)}
			run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{ID: s.Suggestion.Rule, Name: s.Suggestion.Rule, Short: sarifText{Text: s.Suggestion.Rule}, Full: words,
				Help: words, Properties: map[string]any{"tags": []string{string(s.Level)}}})
		}
		level := "note"
		if s.Level == signals.Finding {
			level = "warning"
		}
		said := sarifText{Text: sarifWords(SignalWords(a, s))}
		result := sarifResult{Rule: s.Suggestion.Rule, Index: n, Level: level, Message: said, Prints: map[string]string{"clausewalkSignal/v1": s.ID}, Properties: map[string]any{"suggestion": s.ID}}
		if len(s.Suggestion.Places) == 0 {
			result.Locations = append(result.Locations, sarifPlace(below, ".clausewalk/audits/"+a.Head.ID+"/audit.json", &sarifRegion{1, 1}))
			run.Results = append(run.Results, result)
		}
		for i, p := range s.Suggestion.Places {
			one := result
			one.Locations = []sarifLocation{sarifPlace(below, p.Path, &sarifRegion{p.From, p.To})}
			one.Prints = map[string]string{"clausewalkSignal/v1": fmt.Sprint(s.ID, "-", i, "-", p.SHA256[:min(16, len(p.SHA256))])}
			run.Results = append(run.Results, one)
		}
	}
	run.Results, _ = worst(run.Results)
	return run.encoded()
}

// SignalWords says what a signal is about and what it says, on one line.
func SignalWords(a *checklist.Audit, s signal.Signal) string {
	about := a.Name(s.Ref)
	if s.Suggestion.Fact != "" {
		about = "scope " + s.Suggestion.Fact + ": " + event.FactAnswer{Values: s.Suggestion.Answer}.String() + "?"
	}
	return strings.TrimSpace(about + " " + s.Suggestion.Words + " " + s.Suggestion.Settles)
}
