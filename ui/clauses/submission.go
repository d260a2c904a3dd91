package clauses

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/policy"
	"clausewalk/reports"
	"clausewalk/ui/session"
)

// Handing returns one of the audit's submissions as it stands. Name is its number
// or its id, empty for the one being prepared.
func Handing(s *session.Session, name string) (reports.Handing, error) {
	one, err := checklist.FindSubmission(s.Audit, name)
	if err != nil {
		return reports.Handing{}, err
	}
	a := s.Preparing(one)
	built := reports.Build(a, reports.Options{At: s.Now()})
	if one.Current {
		return reports.HandIn(a, built, one), nil
	}
	then, err := checklist.FindSubmission(a, one.ID)
	return reports.HandIn(a, built, then), err
}

// Prepared returns the id of the submission that is being prepared, of several
// products' the first, empty where there is none.
func Prepared(s *session.Session) string {
	for _, one := range checklist.Submissions(s.Audit) {
		if one.Current {
			return one.ID
		}
	}
	return ""
}

// Products returns the policies that a submission can be for: those that ask for
// each entry of a list.
func Products(s *session.Session) (all []string) {
	for _, p := range s.Policies {
		if p.Repeats() {
			all = append(all, p.ID)
		}
	}
	return all
}

// An InputError says what is wrong with what a person named for a submission, and
// what to do.
type InputError struct{ What, Mend string }

// Error says what is wrong.
func (e *InputError) Error() string { return e.What }

// Refused says why something was refused, in one line, and what to do about it where
// the error knows that.
func Refused(err error) string {
	words := err.Error()
	if input := (*InputError)(nil); errors.As(err, &input) && input.Mend != "" {
		words += ": " + input.Mend
	}
	return reports.Line(words)
}

// BeginSubmission returns the change that begins a submission, with its id. The
// policy may be empty where only one can be meant.
func BeginSubmission(s *session.Session, policyID string, permissions []string) (event.Change, string, error) {
	products := Products(s)
	switch {
	case len(products) == 0:
		return event.Change{}, "", &InputError{"this audit does not prepare a review, so there is nothing to submit", "clausewalk new --policy instagram-platform --policy instagram-app-review"}
	case policyID == "" && len(products) > 1:
		return event.Change{}, "", &InputError{"several policies prepare a review", "--policy names one of " + strings.Join(products, ", ")}
	}
	id := s.Hand().NewID()
	one := event.Submission{Permissions: permissions, State: event.Draft}
	return event.Submit(cmp.Or(policyID, products[0]), id, &one), id, nil
}

// Alteration is what a person changes about a submission. What is empty stays.
type Alteration struct {
	Add, Remove []string // permissions
	State       event.SubmissionState
	On          string // the day it was handed in
}

// NotYet says why a submission cannot be said to be so far, empty where it can: one
// that lacks something is not called ready.
func NotYet(h reports.Handing, state event.SubmissionState) string {
	if state != event.ReadyToHandIn || h.Ready != reports.NotReady {
		return ""
	}
	return fmt.Sprintf("%s is not ready: %s missing", h.Name(), reports.Count(len(h.Missing), "thing"))
}

// AlterSubmission returns the change that alters a submission.
func AlterSubmission(s *session.Session, h reports.Handing, a Alteration) (event.Change, error) {
	one := h.Submission.Submission
	one.Permissions = slices.DeleteFunc(slices.Clone(one.Permissions), func(p string) bool { return slices.Contains(a.Remove, p) })
	for _, p := range a.Remove {
		if !slices.Contains(h.Permissions, p) {
			return event.Change{}, &InputError{fmt.Sprintf("%s does not have %q", h.Name(), p), "it has " + strings.Join(h.Permissions, ", ")}
		}
	}
	for _, p := range a.Add {
		if !slices.Contains(one.Permissions, p) {
			one.Permissions = append(one.Permissions, p)
		}
	}
	if a.State != "" {
		one.State = a.State
	}
	if why := NotYet(h, a.State); why != "" {
		return event.Change{}, &InputError{why, fmt.Sprintf("clausewalk submission show %d names them", h.Number)}
	}
	on, err := event.LastDay(a.On, s.Now())
	if err != nil {
		return event.Change{}, &InputError{What: err.Error()}
	}
	switch {
	case a.State == event.Draft || a.State == event.ReadyToHandIn:
		one.On = ""
	case a.State == event.HandedIn:
		one.On = cmp.Or(on, one.On, s.Now().UTC().Format(time.DateOnly))
	}
	if on != "" {
		one.On = on
	}
	return event.Submit(h.Policy, h.ID, &one), nil
}

// LeaveAgain returns the change by which an item that was kept back fills its field
// again. It is named by its label, or by its number among the lines of the
// submission.
func LeaveAgain(h reports.Handing, label string) (event.Change, error) {
	var known []string
	for n, c := range h.KeptBack() {
		known = append(known, c.Ref.Label)
		if strings.EqualFold(label, c.Ref.Label) || label == fmt.Sprint(len(h.Form.Fields)+n+1) {
			return event.Paste(c.Ref, nil), nil
		}
	}
	return event.Change{}, &checklist.UnknownError{What: "item that is kept back", Name: label, Known: known}
}

// FormField returns the field of a submission's form that a clause fills, by the
// clause's label. One that is asked for one permission needs not name it.
func FormField(s *session.Session, h reports.Handing, label string) (reports.FormField, error) {
	var known []string
	var without []reports.FormField
	for n, f := range h.Form.Fields {
		known = append(known, f.Ref.Label)
		if bare, _ := policy.CutEntry(f.Ref.Label); strings.EqualFold(label, bare) {
			without = append(without, f)
		}
		if strings.EqualFold(label, f.Ref.Label) || strings.EqualFold(label, f.Ref.String()) || label == fmt.Sprint(n+1) {
			return f, nil
		}
	}
	if len(without) == 1 {
		return without[0], nil
	}
	for _, c := range h.ForUs {
		if strings.EqualFold(label, c.Ref.Label) || strings.EqualFold(label, c.Ref.String()) {
			return reports.FormField{}, &InputError{c.Ref.Label + " is for the team: it is not handed in", "clausewalk submission text " + c.Ref.Label + " WORDS makes it a text to paste, if the form has a field for it"}
		}
	}
	return reports.FormField{}, &checklist.UnknownError{What: "field", Name: label, Known: known}
}

// CopyOf returns what is copied of a field, and the change that marks it as
// pasted. An error says why it may not leave.
func CopyOf(h reports.Handing, f reports.FormField) (string, event.Change, error) {
	switch {
	case len(f.Stopped) > 0:
		return "", event.Change{}, &InputError{f.Heading() + ": " + strings.Join(f.Stopped, "; "), "clausewalk submission text " + f.Ref.Label + " WORDS writes the text to paste; the answer's reason is not handed in"}
	case !f.Leaves():
		return "", event.Change{}, &InputError{f.Heading() + ": nothing to hand in yet", nothingYet(f)}
	}
	text := f.Text
	for _, e := range f.Files {
		if text == "" && e.Kind == event.LinkEvidence {
			text = e.URL
		}
	}
	return text, event.NotePasted(f.Ref, h.ID, f.Digest()), nil
}

func nothingYet(f reports.FormField) string {
	if f.Takes.Takes == policy.TakesRecording {
		return "clausewalk evidence add " + f.Ref.Label + " FILE, a recording or a link to one"
	}
	return "clausewalk answer " + f.Ref.Label + " met --reason TEXT, or clausewalk submission text " + f.Ref.Label + " WORDS"
}

// ReplyToDecision returns the change by which a submission answers a decision
// against an earlier one.
func ReplyToDecision(h reports.Handing, outcome, words string) (event.Change, error) {
	var known []string
	for _, r := range h.Refusals {
		known = append(known, r.ID)
	}
	if !slices.Contains(known, outcome) {
		return event.Change{}, &checklist.UnknownError{What: "decision to answer", Name: outcome, Known: known}
	}
	one := h.Submission.Submission
	one.Answers = slices.DeleteFunc(slices.Clone(one.Answers), func(a event.Reply) bool { return a.Outcome == outcome })
	if strings.TrimSpace(words) != "" {
		one.Answers = append(one.Answers, event.Reply{Outcome: outcome, Words: words})
	}
	return event.Submit(h.Policy, h.ID, &one), nil
}

// HandingLine is a line of what is told of a submission.
type HandingLine struct {
	Text, Right string
	Heading     bool
	Group       bool               // it names what the fields below it are for
	Number      int                // of the field, or of the item that is kept back, 0 for none
	Field       *reports.FormField // the field that the line is about
	Kept        *reports.Clause    // or the item that is kept back from its field
	Refusal     *checklist.Refusal // or the decision that is to be answered
}

// HandingLines tells of a submission: its form field by field, and what the team
// has to know. Words are as they were entered.
func HandingLines(h reports.Handing) []HandingLine {
	all := []HandingLine{
		{Text: fmt.Sprintf("Submission %d: %s", h.Number, h.When()), Right: string(h.Ready), Heading: true},
		{Text: strings.Join(h.Permissions, ", ")},
	}
	head := func(words string) { all = append(all, HandingLine{}, HandingLine{Text: words, Heading: true}) }
	for _, side := range h.Sides {
		all = append(all, HandingLine{Text: fmt.Sprintf("in conflict: %s says %s", side.By, side.Value)})
	}
	head("What goes into the form, in its order")
	for n := range h.Form.Fields {
		f := &h.Form.Fields[n]
		if n == 0 || f.Permission != h.Form.Fields[n-1].Permission {
			all = append(all, HandingLine{Text: cmp.Or(f.Permission, "for the whole form"), Group: true})
		}
		name := f.Name
		switch {
		case f.As != "":
			name += " (the same as " + f.As + ")"
		case f.Whose != "":
			name += " (the answer of " + f.Whose + ")"
		}
		all = append(all, HandingLine{Text: name, Right: fieldSize(*f) + f.State(), Number: n + 1, Field: f})
	}
	if len(h.Refusals) > 0 {
		head("Earlier decisions that need a reply")
	}
	for n := range h.Refusals {
		r := &h.Refusals[n]
		right := "not answered"
		if r.Answer != "" {
			right = "answered: " + r.Answer
		}
		all = append(all, HandingLine{Text: r.ID + "  " + r.String(), Right: right, Refusal: r})
	}
	for _, part := range []struct {
		title string
		all   []string
	}{{"Missing", h.Missing}, {"Risks", h.Risks}} {
		if len(part.all) > 0 {
			head(fmt.Sprintf("%s (%d)", part.title, len(part.all)))
		}
		for _, words := range part.all {
			all = append(all, HandingLine{Text: words})
		}
	}
	if len(h.Decided) > 0 {
		head("What the platform decided")
	}
	for _, o := range h.Decided {
		all = append(all, HandingLine{Text: o.String()})
	}
	head(reports.Count(len(h.ForUs), "item") + " for the team, not handed in")
	return append(all, forUs(h)...)
}

// forUs are the lines of what does not leave: each item that is kept back from its
// field, and the labels of the others.
func forUs(h reports.Handing) (all []HandingLine) {
	kept := h.KeptBack()
	for n := range kept {
		c := &kept[n]
		all = append(all, HandingLine{Text: c.Ref.Label + "  " + c.Clause.Guide.Form.Field, Right: "kept back", Number: len(h.Form.Fields) + n + 1, Kept: c})
	}
	var names []string
	for _, c := range h.ForUs {
		if !slices.ContainsFunc(kept, func(k reports.Clause) bool { return k.Ref == c.Ref }) {
			names = append(names, c.Ref.Label)
		}
	}
	return append(all, HandingLine{Text: strings.Join(names, ", ")})
}

// fieldSize says how much is in a field, of how much there may be.
func fieldSize(f reports.FormField) string {
	switch {
	case f.Takes.Takes == policy.TakesRecording && len(f.Files) > 0:
		if film := f.Files[0].Film; len(f.Files) == 1 && film.Known() {
			return film.String() + ", "
		}
		return reports.Count(len(f.Files), "recording") + ", "
	case f.Text == "":
		return ""
	case f.Takes.Characters > 0:
		return fmt.Sprintf("%d of %d characters, ", f.Characters(), f.Takes.Characters)
	}
	return reports.Count(f.Characters(), "character") + ", "
}

// Names returns the names in a text, which has commas or blanks between them.
func Names(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == ',' || unicode.IsSpace(r) })
}
