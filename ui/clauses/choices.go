package clauses

import (
	"slices"
	"strconv"
	"strings"

	"clausewalk/checklist/event"
	"clausewalk/policy"
	"clausewalk/reports"
)

// Choices are what a line can be filled with. The zero value offers nothing.
type Choices struct {
	All     []string
	Closed  bool // nothing else is accepted: the first letters are enough
	Several bool // the line is a list with commas
}

// Match returns the choices that a person may mean by what the line holds: those
// that begin like it, then those that hold it. Of a list it is what stands behind
// the last comma that counts, and what the list has already is not offered again.
// Where the line holds one of them whole, it is all of them: the next one may be
// meant.
func (c Choices) Match(line string) []string {
	before, typed := c.cut(line)
	typed = strings.ToLower(strings.TrimSpace(typed))
	if slices.ContainsFunc(c.All, func(one string) bool { return strings.EqualFold(one, typed) }) {
		typed = ""
	}
	var begin, hold []string
	for _, one := range c.All {
		low := strings.ToLower(one)
		switch {
		case slices.Contains(listed(before), one):
		case strings.HasPrefix(low, typed):
			begin = append(begin, one)
		case strings.Contains(low, typed):
			hold = append(hold, one)
		}
	}
	return append(begin, hold...)
}

// At returns which of some choices the line holds, -1 for none.
func (c Choices) At(line string, all []string) int {
	_, typed := c.cut(line)
	return slices.IndexFunc(all, func(one string) bool { return strings.EqualFold(one, strings.TrimSpace(typed)) })
}

// With returns the line with a choice in place of what was typed of it.
func (c Choices) With(line, choice string) string {
	before, _ := c.cut(line)
	return before + choice
}

// Whole returns the line with its first letters made a word, where nothing else
// is accepted and one choice alone begins like them.
func (c Choices) Whole(line string) string {
	_, typed := c.cut(line)
	typed = strings.ToLower(strings.TrimSpace(typed))
	var begin []string
	for _, one := range c.All {
		if low := strings.ToLower(one); low == typed {
			return c.With(line, one)
		} else if strings.HasPrefix(low, typed) {
			begin = append(begin, one)
		}
	}
	if !c.Closed || typed == "" || len(begin) != 1 {
		return line
	}
	return c.With(line, begin[0])
}

// MostNumbered is how many choices have numbers where they are read out.
const MostNumbered = 9

// Numbered returns the line with numbers made the choices that have them.
func (c Choices) Numbered(line string) string {
	parts := []string{line}
	if c.Several {
		parts = strings.Split(line, ",")
	}
	for n, part := range parts {
		part = strings.TrimSpace(part)
		if at, err := strconv.Atoi(part); err == nil && at >= 1 && at <= min(MostNumbered, len(c.All)) {
			part = c.All[at-1]
		}
		parts[n] = Choices{All: c.All, Closed: c.Closed}.Whole(part)
	}
	return strings.Join(parts, ", ")
}

// cut parts the line before what is being typed of it.
func (c Choices) cut(line string) (before, typed string) {
	at := strings.LastIndexByte(line, ',') + 1
	if !c.Several || at == 0 {
		return "", line
	}
	return line[:at] + " ", strings.TrimLeft(line[at:], " ")
}

// listed returns the entries of a list with commas.
func listed(line string) []string {
	var all []string
	for one := range strings.SplitSeq(line, ",") {
		all = append(all, strings.TrimSpace(one))
	}
	return all
}

// ---- what can be chosen ----

// GapChoices returns what can be chosen for the severity, the owner and the due
// date of a gap: the owner and the day that were given last come first.
func GapChoices(l *List) (severity, owner, due Choices) {
	severity = Choices{All: policy.Severities(), Closed: true}
	owner.All = append([]string{LastGap(l, event.GapOwner)}, People(l)...)
	due.All = []string{LastGap(l, event.GapDue), "+1w", "+2w", "+1mo", "+3mo"}
	owner.All, due.All = once(owner.All), once(due.All)
	return severity, owner, due
}

// LastGap returns what was given last for a part of a gap, empty for nothing.
func LastGap(l *List, part event.GapPart) string {
	for e := range l.Session.Newest() {
		if words, _ := event.As[event.GapText](&e); e.Kind == event.KindGap && e.Subject == string(part) && words != "" && l.Has(e.Ref()) {
			return string(words)
		}
	}
	return ""
}

// People returns the names of the people of the audit: who has entered or said
// anything, and who owns a gap.
func People(l *List) []string {
	var all []string
	for _, p := range l.Session.Known() {
		all = append(all, p.Name)
	}
	for _, i := range l.Items() {
		all = append(all, i.Gap.Owner)
	}
	return once(all)
}

// DecisionChoices returns what can be chosen for what the platform decided: the
// result, the permission and the clauses.
func DecisionChoices(l *List) (result, permission, asked Choices) {
	for _, r := range event.Results() {
		result.All = append(result.All, string(r))
	}
	result.Closed = true
	permission.All = permissions(l)
	for _, i := range l.Items() {
		asked.All = append(asked.All, l.Session.Name(i.Ref))
	}
	asked.Several = true
	return result, permission, asked
}

// permissions returns those that the app has, by its scope and by the clauses
// that are asked once for each.
func permissions(l *List) []string {
	var all []string
	for _, f := range l.Session.Facts() {
		if f.Question.ID == "permissions" {
			all = append(all, f.Answer.Values...)
		}
	}
	for _, i := range l.Items() {
		_, entry := policy.CutEntry(i.Ref.Label)
		all = append(all, entry)
	}
	return once(all)
}

// FactChoices returns what can be chosen as the answer to a question about the
// app.
func FactChoices(q policy.Fact) Choices {
	c := Choices{All: slices.Concat(q.Options, q.Known), Closed: len(q.Options) > 0, Several: q.Answer == "list"}
	if c.Several {
		c.All = append(c.All, "none")
	}
	if q.Answer == "yes-no" {
		c.All, c.Closed = []string{"yes", "no"}, true
	}
	c.All = append(c.All, "unknown")
	return c
}

// once returns the words without those that come again or say nothing.
func once(all []string) []string {
	var each []string
	for _, one := range all {
		one = strings.TrimSpace(one)
		if one != "" && !slices.Contains(each, one) {
			each = append(each, one)
		}
	}
	return each
}

// ChoiceWords returns choices in a line, the one that is meant between brackets.
func ChoiceWords(all []string, meant string) string {
	var words []string
	for _, one := range all {
		one = reports.Line(one)
		if one == meant {
			one = "[" + one + "]"
		}
		words = append(words, one)
	}
	return strings.Join(words, "  ")
}
