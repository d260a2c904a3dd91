package clauses

import (
	"fmt"
	"slices"
	"strings"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/policy"
	"clausewalk/reports"
	"clausewalk/ui/session"
)

// Line is a line of the overview.
type Line struct {
	Text, Right string
	Heading     bool
	Words       bool            // it is to be read whole, over several lines where it is long
	Item        *checklist.Item // whose mark stands before the text, nil for none
	Go          func()          // goes in the list to what the line is about
	Do          string          // or the action that it leads to
	Done, All   int             // how many of how many clauses are answered, for a bar; 0 of 0 for none
}

// Leads tells whether the line leads somewhere, or is only read.
func (l Line) Leads() bool { return l.Go != nil || l.Do != "" }

// recent is how many of the last changes the overview shows, and of what cannot
// be trusted.
const recent = 5

// overview is where an audit stands, as it is put together.
type overview struct {
	*List
	dot   string // between the parts of a line
	lines []Line
}

// Overview says where the audit stands: what to go on with, what is wrong, what
// is answered and what changed last. dot stands between the parts of a line.
func Overview(l *List, dot string) []Line {
	o := &overview{List: l, dot: " " + dot + " "}
	i := l.Item()
	o.add(Line{Text: "Continue at " + title(i), Right: i.VerdictWords(), Go: o.to(i.Ref)})
	if open := l.progress.Clauses - l.progress.Answered; open > 0 {
		next := l.items[firstOpen(l)]
		o.add(Line{Text: "First open: " + title(next), Right: fmt.Sprintf("%d open", open), Go: o.to(next.Ref)})
	}
	last, fresh, entered := o.fromOthers()
	if entered { // To whoever has entered nothing, everything is news.
		o.news(last, fresh)
	}
	for _, signed := range reports.SignedWords(l.Session.Audit, l.Session.Now(), Moment) {
		o.add(Line{Text: reports.Line(signed)})
	}
	o.rules()
	o.disputes()
	o.gaps()
	o.doubts()
	o.suggested()
	o.decided()
	o.inForce()
	o.sections()
	o.topics()
	if entered {
		o.changes()
	} else {
		o.news(last, fresh)
	}
	return o.lines
}

func (o *overview) add(l Line) { o.lines = append(o.lines, l) }

func (o *overview) head(text string) {
	o.lines = append(o.lines, Line{}, Line{Text: text, Heading: true})
}

// to goes to a clause, whatever the list was narrowed to.
func (o *overview) to(ref event.Ref) func() {
	return func() {
		o.Narrow(Filter{})
		o.GoTo(ref)
	}
}

func title(i checklist.Item) string { return reports.Line(i.Ref.Label + " " + i.Clause.Title()) }

// Signed tells in a few words what stands of the last sign-off, empty for none.
func Signed(s *session.Session) string {
	last, signed := checklist.LastSignOff(s.Audit)
	if !signed {
		return ""
	}
	if n := checklist.ChangedSince(s.Audit, last, s.Now()).Count(); n > 0 {
		return reports.Count(n, "change") + " since sign-off by " + reports.Line(last.Signer())
	}
	return "signed by " + reports.Line(last.Signer())
}

// disputes adds the adoptions that are in conflict.
func (o *overview) disputes() {
	all := checklist.Disputes(o.Session.Audit)
	if len(all) > 0 {
		o.head("Editions in conflict: one more adoption settles it")
	}
	for _, s := range all {
		o.add(Line{Text: reports.Line(s.Field.Policy + " " + s.Value), Right: reports.Line(s.By.String()) + ", " + Moment(s.At), Do: "adopt edition"})
	}
}

// inForce adds what is known of whether the policies are in force.
func (o *overview) inForce() {
	known := session.InForce(o.Session)
	if len(known) > 0 {
		o.head("About the policy texts")
	}
	for _, one := range known {
		o.add(Line{Text: reports.Line(one.String()), Words: true})
	}
}

// rules adds what the audit is judged by that nobody has adopted.
func (o *overview) rules() {
	faults := checklist.RulesFaults(o.Session.Audit)
	if len(faults) > 0 {
		o.head("Changed rules that nobody has adopted")
	}
	for _, f := range faults {
		o.add(Line{Text: reports.Line(f.What), Do: "adopt edition"})
	}
}

// gaps adds the gaps, worst first.
func (o *overview) gaps() {
	gaps := o.Among(Filter{Shows: checklist.Item.IsGap})
	worst := policy.Severities()
	slices.SortStableFunc(gaps, func(a, b checklist.Item) int {
		return slices.Index(worst, a.Gap.Severity) - slices.Index(worst, b.Gap.Severity)
	})
	if len(gaps) > 0 {
		o.head(fmt.Sprintf("Gaps (%d)", len(gaps)))
	}
	for _, i := range gaps {
		owner, due := "no owner", "no due date"
		if i.Gap.Owner != "" {
			owner = reports.Line(i.Gap.Owner)
		}
		if i.Gap.Due != "" {
			due = reports.Line(i.Gap.Due)
		}
		o.add(Line{Text: title(i), Item: &i, Right: i.Gap.Severity + o.dot + owner + o.dot + due, Go: o.to(i.Ref)})
	}
}

// doubts adds what cannot be trusted.
func (o *overview) doubts() {
	for _, kind := range []struct {
		flag checklist.Flag
		name string
	}{{checklist.Conflict, "In conflict"}, {checklist.Stale, "Stale"}, {checklist.Unsupported, "Met, unsupported"}} {
		all := func(i checklist.Item) bool { return i.Has(kind.flag) && !i.Has(checklist.OutOfScope) }
		found := o.Among(Filter{Shows: all})
		if len(found) > 0 {
			o.head(fmt.Sprintf("%s (%d)", kind.name, len(found)))
		}
		for _, i := range found[:min(len(found), recent)] {
			o.add(Line{Text: title(i), Item: &i, Right: reports.Line(i.Why[slices.Index(i.Flags, kind.flag)]), Go: o.to(i.Ref)})
		}
		if more := len(found) - recent; more > 0 {
			o.add(Line{Text: fmt.Sprintf("and %d more", more), Right: "shows them all", Go: func() { o.Narrow(Filter{strings.ToLower(kind.name), all}) }})
		}
	}
}

// decided adds what the platform decided, the newest first.
func (o *overview) decided() {
	all := checklist.Outcomes(o.Session.Audit)
	if len(all) > 0 {
		o.head(fmt.Sprintf("The platform decided (%d)", len(all)))
	}
	for _, one := range slices.Backward(all) {
		line := Line{Text: reports.Line(one.String())}
		if len(one.Refs) > 0 {
			line.Go = o.to(one.Refs[0])
		}
		if one.Carried != "" {
			line.Right = "from " + reports.Line(one.Carried)
		}
		o.add(line)
	}
}

// sections adds what is answered, section by section.
func (o *overview) sections() {
	if o.progress.Answered == 0 {
		o.head(fmt.Sprintf("Nothing answered yet of %s", reports.Count(o.progress.Clauses, "clause")))
	} else {
		o.head(fmt.Sprintf("Answered %d of %d", o.progress.Answered, o.progress.Clauses))
	}
	at, several := 0, len(o.Session.Policies) > 1
	for _, p := range o.Session.Policies {
		if all := o.items[at : at+len(p.Clauses())]; several && len(all) > 0 {
			o.share(reports.Line(p.Title), all, o.to(all[0].Ref))
		}
		for _, s := range p.Sections {
			if len(s.Clauses) == 0 {
				continue
			}
			part, words := o.items[at:at+len(s.Clauses)], reports.Line(s.Heading())
			if several {
				words = "  " + words
			}
			o.share(words, part, o.to(part[0].Ref))
			at += len(s.Clauses)
		}
	}
}

// share adds how much of some clauses is answered.
func (o *overview) share(words string, items []checklist.Item, to func()) {
	p := checklist.Tally(items)
	line := Line{Text: words, Go: to, Done: p.Answered, All: p.Clauses}
	switch {
	case p.Clauses == 0:
		line.Right = "out of scope"
	case p.Answered == 0:
		line.Right = fmt.Sprintf("%d open", p.Clauses)
	default:
		line.Right = fmt.Sprintf("%d/%d", p.Answered, p.Clauses)
	}
	o.add(line)
}

// topics adds those in which something is answered. The others say no more than
// the sections do, and f has them all.
func (o *overview) topics() {
	some := false
	for _, f := range Topics(o.List) {
		items := o.Among(f)
		if checklist.Tally(items).Answered == 0 {
			continue
		}
		if !some {
			o.head("By topic, where something is answered")
		}
		some = true
		o.share(reports.Line(strings.TrimPrefix(f.Name, topicPrefix)), items, func() { o.Narrow(f) })
	}
}

// suggested adds how many suggestions wait, which count nowhere.
func (o *overview) suggested() {
	var first event.Ref
	clauses, facts := 0, 0
	for _, s := range checklist.Suggestions(o.Session.Audit) {
		switch {
		case s.Waits() && s.Fact != "":
			facts++
		case s.Waits() && HasSuggestion(o.Of(s.Ref)):
			if clauses++; clauses == 1 {
				first = s.Ref
			}
		}
	}
	if clauses+facts == 0 {
		return
	}
	o.head("Suggested by programs; nothing counts until you take it")
	if clauses > 0 {
		o.add(Line{Text: reports.Count(clauses, "suggestion") + " at clauses, the first at " + title(o.Of(first)), Go: o.to(first)})
	}
	if facts > 0 {
		o.add(Line{Text: reports.Count(facts, "suggestion") + " about the scope", Do: "scope"})
	}
}

// fromOthers returns the last of what others entered since one entered something
// oneself, how much that is, and whether one ever entered anything.
func (o *overview) fromOthers() (last []event.Event, fresh int, entered bool) {
	me := o.Session.Hand().Person
	own := map[event.Person]bool{} // of those who entered something, whether it is oneself
	for e := range o.Session.Newest() {
		mine, known := own[e.Who]
		if !known {
			mine = o.Session.SamePerson(e.Who, me)
			own[e.Who] = mine
		}
		if mine {
			return last, fresh, true
		}
		if !o.Has(e.Ref()) || e.Kind == event.KindSuggestion {
			continue
		}
		if fresh++; fresh <= recent {
			last = append(last, e)
		}
	}
	return last, fresh, false
}

func (o *overview) news(last []event.Event, fresh int) {
	if fresh == 0 {
		return
	}
	o.head(fmt.Sprintf("From others since your last change (%d)", fresh))
	for _, e := range last {
		o.event(e)
	}
	if more := fresh - recent; more > 0 {
		o.add(Line{Text: fmt.Sprintf("and %d more; clausewalk log lists them", more)})
	}
}

// event adds a line for something that was entered.
func (o *overview) event(e event.Event) {
	what := fmt.Sprintf("%s %s: %s", e.Clause, e.Kind, event.Words(e.Kind, e.Value))
	o.add(Line{Text: reports.Line(what), Right: reports.Line(e.Who.String()) + ", " + Moment(e.Time), Go: o.to(e.Ref())})
}

func (o *overview) changes() {
	var last []event.Event
	for e := range o.Session.Newest() {
		if len(last) == recent {
			break
		}
		if o.Has(e.Ref()) && e.Kind != event.KindSuggestion {
			last = append(last, e)
		}
	}
	if len(last) > 0 {
		o.head("Last changes")
	}
	for _, e := range last {
		o.event(e)
	}
}
