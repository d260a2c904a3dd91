package reports

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/policy"
	"clausewalk/policy/pattern"
)

// Handing is a submission as it stands: what goes into the platform's form, and
// what the team has to know of it. Only Form is for anybody outside the team.
type Handing struct {
	checklist.Submission
	Form     Form
	Product  string // the questionnaire's title
	Ready    Readiness
	Missing  []string // why it is not ready
	Risks    []string
	ForUs    []Clause // items that are asked for it and of which nothing leaves
	Refusals []checklist.Refusal
	Decided  []event.Outcome // about this submission
}

// Form is what a submission hands in, and nothing else: no verdict, no reason of
// the team's own, no name of a colleague and no digest is in it.
type Form struct {
	App    string
	Fields []FormField // in the order of the form
}

// FormField is one field of a platform's form.
type FormField struct {
	Ref        event.Ref
	Name       string // what the field is, in the guide's words
	Permission string // the one it is filled in for, empty for the whole form
	Takes      policy.Form
	Text       string           // what is pasted, empty while there is nothing
	Files      []event.Evidence // the recordings, as files or links
	Stopped    []string         // why it may not leave as it is
	Pasted     event.Stamp      // when it went into the form, zero for not yet
	Changed    bool             // it is not what was pasted
	Open       bool             // nobody has answered the item
	As         string           // the label of the item that it is the same as, empty for none
	Behind     bool             // that one has something else now
	Whose      string           // the label of the item whose answer it has, empty for its own
}

// Characters counts what the form counts.
func (f FormField) Characters() int { return utf8.RuneCountInString(f.Text) }

// KeptBack returns the items that would fill a field, and of which a person has said
// that nothing leaves.
func (h Handing) KeptBack() (all []Clause) {
	for _, c := range h.ForUs {
		if c.Clause.Guide != nil && c.Clause.Guide.Form != nil {
			all = append(all, c)
		}
	}
	return all
}

// Digest names what is pasted.
func (f FormField) Digest() string {
	said := f.Text
	for _, e := range f.Files {
		said += "\n" + e.SHA256 + e.URL
	}
	sum := sha256.Sum256([]byte(said))
	return hex.EncodeToString(sum[:])
}

// FieldDigest names what an item's own answer has for its field of the form, empty
// where the guide names none.
func FieldDigest(i checklist.Item) string {
	if i.Clause.Guide == nil || i.Clause.Guide.Form == nil {
		return ""
	}
	f := FormField{Takes: *i.Clause.Guide.Form}
	f.fill(i)
	return f.Digest()
}

// Leaves tells whether there is something in the field that may leave.
func (f FormField) Leaves() bool {
	return len(f.Stopped) == 0 && (f.Text != "" || len(f.Files) > 0)
}

// State says in words how far the field is.
func (f FormField) State() string {
	switch {
	case len(f.Stopped) > 0:
		return "stopped"
	case !f.Leaves():
		return "nothing yet"
	case f.Pasted.At.IsZero():
		return "to paste"
	case f.Changed:
		return "changed since it was pasted"
	}
	return "pasted"
}

// Heading names the field with its permission.
func (f FormField) Heading() string {
	if f.Permission == "" {
		return f.Name
	}
	return f.Permission + ": " + f.Name
}

// HandIn returns a submission as it stands, from the report of an audit that is
// asked for it (checklist.Audit.Preparing) and from that audit.
func HandIn(a *checklist.Audit, r Report, one checklist.Submission) Handing {
	h := Handing{Submission: one, Form: Form{App: r.Head.App}, Refusals: checklist.Refusals(a, one)}
	names := colleagues(r)
	for _, p := range r.Policies {
		if p.ID != one.Policy {
			continue
		}
		h.Product = p.Title
		for _, s := range p.Sections {
			for _, c := range s.Clauses {
				switch {
				case c.Has(checklist.OutOfScope):
				case c.Clause.Guide == nil || c.Clause.Guide.Form == nil || c.ToPaste != nil && c.ToPaste.Us:
					h.ForUs = append(h.ForUs, c)
				case c.Verdict == event.NotApplicable && !c.Has(checklist.Conflict):
				default:
					h.Form.Fields = append(h.Form.Fields, fieldOf(a, r, c, one, names))
				}
			}
		}
	}
	for _, o := range r.Outcomes {
		if o.Submission == one.ID {
			h.Decided = append(h.Decided, o)
		}
	}
	h.judge(a, review(r, func(p Policy) bool { return p.ID == one.Policy }))
	return h
}

// fieldOf returns the field that a clause's answer fills.
func fieldOf(a *checklist.Audit, r Report, c Clause, one checklist.Submission, names []string) FormField {
	_, entry := policy.CutEntry(c.Ref.Label)
	f := FormField{Ref: c.Ref, Name: c.Clause.Guide.Form.Field, Permission: entry, Takes: *c.Clause.Guide.Form, Open: c.Verdict == event.Unanswered}
	f.fill(c.Item)
	if c.Same != nil {
		f.Whose = c.Same.As
		if c.ToPaste == nil && a.Item(event.Ref{Policy: c.Ref.Policy, Label: f.Whose}, r.At).ToPaste != nil {
			f.keepBack()
		}
	}
	if c.ToPaste != nil && c.ToPaste.As != "" {
		f.repeat(a, c, r.At)
	}
	f.Stopped = append(f.Stopped, f.stops(c, names)...)
	digest, when := checklist.PastedIn(a, c.Ref, one.ID)
	if digest != "" {
		f.Pasted, f.Changed = when, digest != f.Digest()
	}
	return f
}

// fill puts into the field what an item's answer has for it.
func (f *FormField) fill(i checklist.Item) {
	if f.Takes.Takes != policy.TakesRecording {
		f.Text = toPaste(i)
		return
	}
	for _, e := range i.Evidence {
		if e.Fault == "" && (e.Kind == event.LinkEvidence || e.Kept() && films(e)) {
			f.Files = append(f.Files, e)
		}
	}
}

// keepBack leaves nothing in the field of an answer that was given for another
// item, where somebody said what of it is pasted there: that is not what the
// answer itself says.
func (f *FormField) keepBack() {
	f.Text, f.Files = "", nil
	f.Stopped = append(f.Stopped, fmt.Sprintf("it has the answer of %s, of which something else is pasted there; say that the text is the same too, or write its own, or keep it to the team", f.Whose))
}

// repeat puts into the field what another item has for its own, before what is
// added here. Where that is not any more what it was when somebody said that it
// serves here too, somebody has to say so again.
func (f *FormField) repeat(a *checklist.Audit, c Clause, at time.Time) {
	f.As = c.ToPaste.As
	other := FormField{Takes: f.Takes}
	other.fill(a.Item(event.Ref{Policy: c.Ref.Policy, Label: f.As}, at))
	if f.Behind = other.Digest() != c.ToPaste.Of; f.Behind {
		f.Stopped = append(f.Stopped, fmt.Sprintf("%s, which it is the same as, has changed since; say again that it is the same, or write its own", f.As))
	}
	own := slices.DeleteFunc(f.Files, func(e event.Evidence) bool {
		return slices.ContainsFunc(other.Files, func(o event.Evidence) bool { return o.Key() == e.Key() })
	})
	f.Files = append(other.Files, own...)
	if f.Text = other.Text; c.ToPaste.Text != "" {
		f.Text = strings.TrimSpace(f.Text + "\n\n" + strings.TrimSpace(Visible(c.ToPaste.Text)))
	}
}

// toPaste returns what of an item goes into the form: the text that was written
// for it, else the reason of an answer that stands and admits nothing by its
// verdict.
func toPaste(c checklist.Item) string {
	switch {
	case c.ToPaste != nil:
		return strings.TrimSpace(Visible(c.ToPaste.Text))
	case c.Verdict == event.Met && !c.Has(checklist.Conflict):
		return strings.TrimSpace(Visible(c.Reason))
	}
	return ""
}

// digestLike is what a digest, or a commit, looks like.
var digestLike = pattern.New(`\b[0-9a-f]{12,}\b`)

// stops returns why a field may not leave as it is.
func (f FormField) stops(c Clause, names []string) (all []string) {
	add := func(format string, args ...any) { all = append(all, fmt.Sprintf(format, args...)) }
	if c.Has(checklist.Conflict) {
		add("two answers are in conflict; settle it first")
	}
	if words := checklist.Admits(f.Text); words != "" {
		add("its words admit a gap: %q; say what is so, or close the gap first", words)
	}
	if most, n := f.Takes.Characters, f.Characters(); most > 0 && n > most {
		add("it has %d characters, %d more than the %d that the field takes", n, n-most, most)
	}
	if found := checklist.Secrets([]byte(f.Text)); found != "" {
		add("it looks as if it held a secret: %s", found)
	}
	for _, name := range names {
		if within(f.Text, name) {
			add("it names %s, who is of the team", name)
		}
	}
	if found := digestLike.FindString(f.Text); strings.ContainsAny(found, "abcdef") && strings.ContainsAny(found, "0123456789") {
		add("it has a digest in it: %.12s", found)
	}
	for _, e := range f.Files {
		if e.Weak != "" {
			add("%s %s", e.Target(), e.Weak)
		}
		if e.Secrets != "" {
			add("%s looks as if it held a secret: %s", e.Target(), e.Secrets)
		}
	}
	return all
}

// colleagues returns the names and addresses of everybody whom the audit knows.
func colleagues(r Report) []string {
	var all []string
	add := func(name string) {
		if name = strings.TrimSpace(name); utf8.RuneCountInString(name) > 2 {
			all = append(all, name)
		}
	}
	for _, p := range r.People {
		add(p.Name)
		add(p.Email)
	}
	r.eachClause(func(c *Clause) {
		if owner := c.Gap.Owner; owner != strings.ToLower(owner) { // A team such as support is no colleague.
			add(owner)
		}
		for _, e := range c.Evidence {
			if e.Kind == event.StatementEvidence {
				add(e.Person)
			}
		}
	})
	for _, s := range r.SignOffs {
		add(s.Name)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// within tells whether a text has a name as words of its own.
func within(text, name string) bool {
	for at := 0; ; {
		n := strings.Index(text[at:], name)
		if n < 0 {
			return false
		}
		before, _ := utf8.DecodeLastRuneInString(text[:at+n])
		after, _ := utf8.DecodeRuneInString(text[at+n+len(name):])
		if !wordRune(before) && !wordRune(after) {
			return true
		}
		at += n + len(name)
	}
}

// judge tells whether the submission can be handed in. The packet is the one of
// its policy.
func (h *Handing) judge(a *checklist.Audit, packet Packet) {
	h.Missing, h.Risks = packet.Missing, packet.Risks
	miss := func(format string, args ...any) { h.Missing = append(h.Missing, fmt.Sprintf(format, args...)) }
	if len(h.Sides) > 0 {
		miss("people have not agreed on what is in it")
	}
	listed := checklist.Listed(a, h.Policy)
	for _, p := range h.Permissions {
		if !slices.Contains(listed, p) {
			miss("%s is in it, and the scope does not list it any more", p)
		}
	}
	if len(h.Form.Fields) == 0 {
		miss("the guide of %s names no field of a form, so nothing can be pasted; clausewalk policy adopt takes a newer one", h.Policy)
	}
	for _, f := range h.Form.Fields {
		for _, why := range f.Stopped {
			miss("%s: %s", f.Heading(), why)
		}
		if !f.Leaves() && len(f.Stopped) == 0 && !f.Open { // That nobody has answered is told already.
			miss("%s: nothing to hand in yet", f.Heading())
		}
		for _, e := range f.Files {
			for _, lack := range lacks(f.Takes, e) {
				h.Risks = append(h.Risks, fmt.Sprintf("%s: %s %s", f.Heading(), e.Target(), lack))
			}
		}
	}
	for _, refusal := range h.Refusals {
		if refusal.Answer == "" {
			miss("not answered: %s", refusal)
		}
	}
	unsubmitted, unrequested := checklist.AgainstCode(a, h.Submission, checklist.Requested(a, h.Policy))
	for _, p := range unsubmitted {
		h.Risks = append(h.Risks, fmt.Sprintf("%s is requested by the code, and is not in the submission", p))
	}
	for _, p := range unrequested {
		h.Risks = append(h.Risks, fmt.Sprintf("%s is in the submission, and a scan found no place in the code that requests it", p))
	}
	h.Ready = readiness(h.Missing, h.Risks)
}

// lacks returns where a recording is not what the form asks for, as far as its
// container says.
func lacks(f policy.Form, e event.Evidence) (all []string) {
	if !e.Kept() {
		return nil // Nobody has looked at what is behind a link.
	}
	long := func(seconds int) string { return event.Film{Seconds: float64(seconds)}.String() }
	if f.Seconds > 0 && e.Film.Seconds > float64(f.Seconds) {
		all = append(all, fmt.Sprintf("is %s, and the form takes what is %s at most", e.Film, long(f.Seconds)))
	}
	if f.Megabytes > 0 && e.Size > int64(f.Megabytes)<<20 {
		all = append(all, fmt.Sprintf("has %.1f MiB, and the form takes %d at most", float64(e.Size)/(1<<20), f.Megabytes))
	}
	switch lines := e.Film.Lines(); {
	case f.Lines == 0:
	case lines == 0:
		all = append(all, fmt.Sprintf("does not say how large its picture is, and the form asks for %d lines", f.Lines))
	case lines < f.Lines:
		all = append(all, fmt.Sprintf("has a picture of %d lines, and the form asks for %d", lines, f.Lines))
	}
	return all
}
