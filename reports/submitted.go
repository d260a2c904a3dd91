package reports

import (
	"fmt"
	"slices"
	"strings"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/policy"
	"clausewalk/reports/document"
)

// Submitted is one of the audit's submissions, as the audit's report tells of it.
type Submitted struct {
	event.Submission
	Number   int
	Current  bool     // it decides what is asked for its policy
	LeftOut  []string // of a current one, what is therefore not asked now
	Disputed []Entry  // what it is said to be, where that is in conflict
}

func submitted(a *checklist.Audit) (all []Submitted) {
	for _, one := range checklist.Submissions(a) {
		log := a.Log(event.Ref{Policy: one.Policy})
		made := Submitted{Submission: one.Submission, Number: one.Number, Current: one.Current, Disputed: disputed(a, log, one.Sides)}
		if one.Current {
			made.LeftOut = a.LeftOut(one.Policy)
		}
		all = append(all, made)
	}
	return all
}

// submissionNumber names a submission by its id, empty where the audit has none
// with that id.
func (r Report) submissionNumber(id string) string {
	for _, one := range r.Submitted {
		if id != "" && one.ID == id {
			return checklist.Submission{Number: one.Number}.Name()
		}
	}
	return ""
}

// leavesOut tells whether a current submission keeps a clause from being asked.
func (r Report) leavesOut(ref event.Ref) bool {
	_, entry := policy.CutEntry(ref.Label)
	return entry != "" && slices.ContainsFunc(r.Submitted, func(s Submitted) bool { return s.Policy == ref.Policy && slices.Contains(s.LeftOut, entry) })
}

// NotAsked says what a submission keeps from being asked, empty for nothing.
func (s Submitted) NotAsked() string {
	if len(s.LeftOut) == 0 {
		return ""
	}
	return "not asked now: " + strings.Join(s.LeftOut, ", ")
}

// submittedItems tell on the first page which permissions the audit is asked for.
func (b *builder) submittedItems() (all []document.Item) {
	for _, one := range b.Submitted {
		if one.Current {
			text := document.Text{ours(fmt.Sprintf("%d, ", one.Number)), label(one.State.String()), ours(": "), said(strings.Join(one.Permissions, ", "))}
			if words := one.NotAsked(); words != "" {
				text = append(text, ours("; "), said(words))
			}
			all = append(all, field("Submission", text...))
		}
	}
	return all
}

func (b *builder) submissionsPart() []document.Part {
	if len(b.Submitted) == 0 {
		return nil
	}
	list := document.List{}
	for _, one := range b.Submitted {
		made := item(ours(fmt.Sprintf("%d, ", one.Number)), said(one.When()+": "+strings.Join(one.Permissions, ", ")), ours(", "), label(one.Policy), Stamp(one.Stamp).who())
		if words := one.NotAsked(); words != "" {
			made.Under = append(made.Under, item(said(words)))
		}
		for _, e := range one.Disputed {
			made.Under = append(made.Under, field("In conflict", append(e.text(), e.who())...))
		}
		for _, answer := range one.Answers {
			made.Under = append(made.Under, field("Reply to a decision", multiline(answer.Words)))
		}
		list.Items = append(list.Items, made)
	}
	return part("submissions", "Submissions", len(b.Submitted), list)
}

// pasteItems say what of a clause's answer goes into a form, where a person has
// said so.
func pasteItems(c Clause) []document.Item {
	switch {
	case c.ToPaste == nil || c.InConflict(event.KindToPaste, ""):
		return nil
	case c.ToPaste.Us && c.ToPaste.Text == "":
		return []document.Item{field("To paste", ours("nothing; it stays with the team"))}
	case c.ToPaste.As != "":
		return []document.Item{field("To paste", ours("the same as "), label(c.ToPaste.As), ours(" "), multiline(c.ToPaste.Text))}
	}
	return []document.Item{field("To paste", multiline(c.ToPaste.Text))}
}

type jsonSubmission struct {
	event.Submission
	ID       string      `json:"id"`
	Policy   string      `json:"policy"`
	Number   int         `json:"number"`
	Current  bool        `json:"current"`
	LeftOut  []string    `json:"leftOut,omitempty"` // what is not asked because of it
	Disputed []jsonEntry `json:"disputed,omitempty"`
	jsonStamp
}

func submissionJSON(s Submitted) jsonSubmission {
	return jsonSubmission{s.Submission, s.ID, s.Policy, s.Number, s.Current, s.LeftOut, each(s.Disputed, Entry.encoded), Stamp(s.Stamp).encoded()}
}
