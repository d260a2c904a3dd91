package boxes

import (
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/reports"
	"clausewalk/ui/clauses"
	"clausewalk/ui/walk/layer"
)

// Settling is a new answer to a clause in conflict.
type Settling struct {
	List     *clauses.List
	Editor   string
	Ref      event.Ref
	Versions []checklist.Version
	Rest     checklist.Version // what is neither verdict nor reason is as this one has it
	Words    string            // to begin with
	Page     layer.Layer       // where it was asked for, which closes when it is settled
}

// Settle asks for the verdict, unless all sides have the same, and then for the
// reason. Both settle the conflict in one step.
func Settle(s Settling) layer.Result {
	var verdicts []event.Verdict
	for _, v := range s.Versions {
		verdicts = append(verdicts, v.Verdict)
	}
	same := true
	for _, v := range verdicts {
		same = same && v == verdicts[0]
	}
	if same && verdicts[0] != event.Unanswered {
		return layer.Result{Open: s.reason(verdicts[0])}
	}
	var all []Choice
	for n, v := range append(verdicts, event.Verdicts()...) {
		said := ""
		if n < len(s.Versions) {
			said = "as " + reports.Line(s.Versions[n].Name()) + " has it"
		}
		if v == event.Unanswered || slices.ContainsFunc(all, func(c Choice) bool { return c.Words == v.String() }) {
			continue
		}
		all = append(all, Choice{Words: v.String(), Right: said, Take: func() layer.Result { return layer.Result{Open: s.reason(v)} }})
	}
	return layer.Result{Open: Chooser("Which verdict should "+s.Ref.Label+" have?", all)}
}

func (s Settling) reason(v event.Verdict) layer.Layer {
	keep := draftOf(s.List, "settle", s.Ref)
	keep.verdict = v
	b := newWords(keep, "Reason for: "+v.String()+", which settles the conflict", s.Words, s.Editor)
	asked := twice{again: sameKey}
	b.decide = func(words string) layer.Result {
		if strings.TrimSpace(words) == "" {
			return layer.Result{Note: "say why; " + clauses.Key("leave words") + " leaves the conflict unsettled"}
		}
		if _, err := asked.change(s.List, s.Rest.Anew(s.Ref, v, words)...); err != nil {
			return layer.Say("", err)
		}
		settled := layer.Result{Close: true, Note: reports.Line(s.Ref.Label) + " is settled; " + clauses.Key("undo") + " brings the conflict back"}
		return layer.Result{Close: true, Cmd: func() tea.Msg {
			return layer.Back{To: s.Page, Do: func() layer.Result { return settled }}
		}}
	}
	return b
}
