package answers

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/policy"
	"clausewalk/reports"
)

const introduction = `# The answers of %s. Edit them, then: clausewalk import FILE --preview
#
# verdict   met, partly, not-met, not-applicable or cannot-tell; all but met need a reason
# valid-until  the last day on which the answer holds, 2026-03-31, or a span, 6mo; without it, as the guide says
# severity  blocker, major or minor; with owner, due (2026-03-31) and fix it says what becomes of a gap
# evidence  a list of link:ADDRESS, place:PATH:FROM-TO, file:PATH, permission:PATH or ADDRESS
# in-scope, out-of-scope  overrule the facts for a clause; the value is the reason
#
# A line taken out or left empty takes that answer back; a clause taken out stays as it is.
`

// Encode writes the answers that stand. A template has the questions alone, and
// the lists that decide what is asked.
func Encode(a *checklist.Audit, at time.Time, template bool) []byte {
	w := &writer{}
	fmt.Fprintf(w, introduction, reports.Line(a.Head.App+" "+a.Head.Release))
	fmt.Fprintf(w, "format: %d\n", Format)
	if !template {
		w.text("", "audit", a.Head.ID)
		w.seen(a)
	}
	items := a.Items(at)
	a = form(a, template)
	facts := a.Facts()
	if len(facts) > 0 {
		w.WriteString("\nscope:\n")
	}
	for n, f := range facts {
		if n == 0 || facts[n-1].Policy != f.Policy {
			w.text("  ", f.Policy, "")
		}
		w.comment("    ", f.Question.Question+" ("+factChoices(f.Question)+")")
		w.fact(f)
	}
	w.WriteString("\nclauses:\n")
	for n, i := range items {
		if n == 0 || items[n-1].Ref.Policy != i.Ref.Policy {
			w.text("  ", i.Ref.Policy, "")
		}
		out := outOfScope(i, template)
		if template {
			i = a.Item(i.Ref, at)
		}
		w.clause(a, i, out)
	}
	return []byte(w.String())
}

// form returns the audit that an answer file is written from. A template keeps of
// the answers only what decides which clauses are asked.
func form(a *checklist.Audit, template bool) *checklist.Audit {
	if !template {
		return a
	}
	return a.Refold(func(e event.Event) bool {
		return e.Kind == event.KindAdopt || e.Kind == event.KindSubmission || e.Kind == event.KindUndo || a.IsList(e.Field)
	})
}

func factChoices(f policy.Fact) string {
	words := slices.Clone(f.Options)
	switch {
	case f.Answer == "yes-no":
		words = []string{"yes", "no"}
	case f.Answer == "list" && len(words) > 0:
		words = []string{"any of " + strings.Join(words, ", "), "or none"}
	case f.Answer == "list":
		words = []string{"a list, or none"}
	}
	return strings.Join(append(words, "unknown"), ", ")
}

type writer struct{ strings.Builder }

// seen notes how far the file knows each journal, so that an import can tell
// what was answered since.
func (w *writer) seen(a *checklist.Audit) {
	ends := a.Ends()
	if len(ends) == 0 {
		return
	}
	w.WriteString("seen: # how far this file knows the journals; leave it as it is\n")
	for _, end := range ends {
		fmt.Fprintf(w, "  - %s\n", reports.YAML(end))
	}
}

func (w *writer) comment(indent, text string) {
	line := indent + "#"
	for _, word := range strings.Fields(reports.Line(text)) {
		if len(line) > len(indent)+1 && len(line)+len(word) > 110 {
			w.WriteString(line + "\n")
			line = indent + "#"
		}
		line += " " + word
	}
	w.WriteString(line + "\n")
}

// text writes a key with its value; several plain lines stand as a block.
func (w *writer) text(indent, key, value string) {
	w.WriteString(indent + reports.YAML(key) + ":")
	switch {
	case value == "":
	case blockable(value):
		w.WriteString(" |-")
		for line := range strings.SplitSeq(value, "\n") {
			w.WriteString("\n")
			if line != "" {
				w.WriteString(indent + "  " + line)
			}
		}
	default:
		w.WriteString(" " + reports.YAML(value))
	}
	w.WriteString("\n")
}

// blockable tells whether a text of several lines comes back from a YAML block
// as it went in.
func blockable(s string) bool {
	lines := strings.Split(s, "\n")
	if len(lines) < 2 || lines[0] == "" || lines[len(lines)-1] == "" {
		return false
	}
	for _, line := range lines {
		if line != reports.Line(line) || strings.TrimSpace(line) != line {
			return false
		}
	}
	return true
}

func (w *writer) fact(f checklist.Fact) {
	key := "    " + reports.YAML(f.Question.ID) + ":"
	switch {
	case !f.Answered:
	case f.Answer.Unknown || len(f.Answer.Values) == 0:
		key += " " + map[bool]string{true: "unknown", false: "none"}[f.Answer.Unknown]
	case f.Question.Answer != "list" && len(f.Answer.Values) == 1:
		key += " " + reports.YAML(f.Answer.Values[0])
	default:
		var all []string
		for _, v := range f.Answer.Values {
			all = append(all, reports.YAML(v))
		}
		key += " [" + strings.Join(all, ", ") + "]"
	}
	w.WriteString(key + "\n")
}

func (w *writer) clause(a *checklist.Audit, i checklist.Item, out string) {
	w.WriteString("\n")
	w.comment("    ", i.Ref.Label+" "+i.Clause.Title())
	if g := i.Clause.Guide; g != nil {
		for _, q := range g.Ask() {
			w.comment("    ", q)
		}
	}
	if out != "" {
		w.comment("    ", out)
	}
	w.text("    ", i.Ref.Label, "")
	verdict := string(i.Verdict)
	if i.Verdict == event.Unanswered {
		verdict = ""
	}
	w.text("      ", "verdict", verdict)
	w.text("      ", "reason", i.Reason)
	if i.ValidUntil != "" {
		w.text("      ", "valid-until", i.ValidUntil)
	}
	for _, part := range gapParts {
		var value string
		raw := standing(a, event.SetGap(i.Ref, part, "").Field)
		if json.Unmarshal(raw, &value) == nil || i.Verdict.IsGap() {
			w.text("      ", string(part), value)
		}
	}
	if i.Overrule != nil {
		key := "out-of-scope"
		if i.Overrule.In {
			key = "in-scope"
		}
		w.text("      ", key, i.Overrule.Reason)
	}
	if len(i.Evidence) > 0 {
		w.WriteString("      evidence:\n")
	}
	for _, e := range i.Evidence {
		w.WriteString("        - " + reports.YAML(Spec(e)) + "\n")
	}
}
