package reports

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"time"

	"clausewalk/checklist"
)

// Markdown renders the report as CommonMark with GitHub's tables. It is good
// as a file, as a comment on a pull request and in a terminal.
func Markdown(r Report) []byte {
	p := page{Report: r}
	p.b.Grow(r.room())
	p.head()
	p.coverage()
	p.gaps()
	p.outcomes()
	p.weak()
	p.open()
	p.scope()
	p.clauses()
	p.outOfScope()
	p.archive()
	p.unplaced()
	p.signOffs()
	p.files()
	p.history()
	p.digests()
	return p.b.Bytes()
}

// room is about how many bytes a report takes: a buffer that has to grow copies
// a large one many times.
func (r Report) room() int {
	clauses := 0
	for _, p := range r.Policies {
		clauses += p.Coverage.Clauses + p.Coverage.OutOfScope
	}
	return 700*clauses + 250*r.Events
}

// notice stands at the top of every report.
const notice = "This is a self-assessment. It is not a decision of the platform, and the platform has not approved it. Names are as claimed; nothing verifies them."

// page is a report while it is written.
type page struct {
	Report
	b bytes.Buffer
}

func (p *page) line(format string, args ...any) {
	fmt.Fprintf(&p.b, format, args...)
	p.b.WriteByte('\n')
}

// heading begins a part. The words are ours.
func (p *page) heading(words string) { p.line("\n## %s\n", words) }

func (p *page) head() {
	p.line("# Audit report: %s\n", inline(p.Head.App+" "+p.Head.Release))
	p.line("%s\n", notice)
	p.states()
	p.since(func(write func(*page)) { write(p) })
	p.about()
}

// about tells what was audited, by whom and when.
func (p *page) about() {
	p.heading("Audit")
	item := func(name, value string) {
		if value != "" {
			p.line("- **%s:** %s", name, value)
		}
	}
	item("App", inline(p.Head.App))
	item("Release", inline(p.Head.Release))
	item("Audit", inline(p.Head.ID))
	for _, one := range p.Policies {
		from := ""
		if one.Source != "" {
			from += ", from " + address(one.Source)
		}
		if one.Dated != "" {
			from += ", dated " + inline(one.Dated)
		}
		item("Policy", inline(one.Title)+" ("+inline(one.ID)+")"+from)
		item("Edition", inline(one.Edition))
	}
	for _, e := range p.Adoptions {
		item("Adopted", inline(e.Field.Policy+", "+e.Value)+" ("+inline(e.stamp())+")")
	}
	people := make([]string, len(p.People))
	for i, who := range p.People {
		people[i] = full(who)
	}
	if len(people) == 0 {
		people = []string{"nobody yet"}
	}
	item("Answered by", inline(strings.Join(people, "; ")))
	item("Begun", inline(Stamp{p.Head.By, p.Head.Created}.stamp()))
	if p.Events > 0 {
		item("Entries", moment(p.From)+" to "+moment(p.To))
	}
	item("State as of", moment(p.At))
	item("Signed off", inline(p.signed()))
}

// states writes where the audit stands.
func (p *page) states() {
	for _, line := range strings.Split(p.Summary, "\n") {
		state, words, _ := strings.Cut(line, ": ")
		p.line("- **%s:** %s", state, words)
	}
}

// signed tells in a few words whether anybody vouches for the state.
func (p *page) signed() string {
	if len(p.SignOffs) == 0 {
		return "by nobody"
	}
	s := p.SignOffs[len(p.SignOffs)-1]
	since := "nothing has changed since"
	if s.Changes > 0 {
		since = Count(s.Changes, "change") + " since"
	}
	return fmt.Sprintf("by %s, %s; %s", s.Name, moment(s.At), since)
}

func (p *page) coverage() {
	p.heading("Coverage")
	p.counts()
	for _, one := range p.Policies {
		for _, s := range one.Sections {
			for _, g := range s.Gaps {
				p.line("\nNumbering: %s.", inline(g.Note()))
			}
		}
	}
}

func (p *page) counts() {
	columns := []Coverage{p.Coverage}
	p.b.WriteString("| Clauses |")
	if p.qualified {
		for _, one := range p.Policies {
			p.b.WriteString(" " + cell(one.ID) + " |")
			columns = append(columns, one.Coverage)
		}
		columns = append(columns[1:], p.Coverage)
	}
	p.line(" All |\n|---|%s", strings.Repeat("--:|", len(columns)))
	for _, row := range coverageRows {
		name := row.name
		if row.code == inScope {
			name = "**" + name + "**"
		}
		p.b.WriteString("| " + name + " |")
		for _, c := range columns {
			p.b.WriteString(" " + strconv.Itoa(row.of(c)) + " |")
		}
		p.line("")
	}
}

func (p *page) gaps() {
	for _, c := range p.gapsHeading() {
		p.gapItem(c, "-")
		p.gapReason(c)
	}
}

func (p *page) gapReason(c Clause) {
	if c.Reason != "" {
		p.line("  - Reason: %s", inline(c.Reason))
	}
}

// gapsHeading begins the list of gaps and returns them.
func (p *page) gapsHeading() []Clause {
	gaps := p.Gaps()
	p.heading(fmt.Sprintf("Gaps (%d)", len(gaps)))
	if len(gaps) == 0 {
		p.line("No answer that stands says partly or not met.")
	} else {
		p.line("Worst first. A severity that nobody entered is ours.\n")
	}
	return gaps
}

// gapItem writes what is left to do about a gap, behind the mark of a list.
func (p *page) gapItem(c Clause, mark string) {
	p.line("%s **%s** %s: %s, %s", mark, inline(p.Name(c.Ref)), inline(c.Title), c.Words, inline(c.Gap.Severity))
	owner, due := "No owner", "no due date"
	if c.Gap.Owner != "" {
		owner = "Owner: " + inline(c.Gap.Owner)
	}
	if c.Gap.Due != "" {
		due = "due " + inline(c.Gap.Due)
		if c.Gap.Due < p.At.UTC().Format(time.DateOnly) {
			due += " (overdue)"
		}
	}
	p.line("  - %s; %s", owner, due)
	if c.Gap.Fix != "" {
		p.line("  - Fix: %s", inline(c.Gap.Fix))
	} else {
		p.line("  - No fix yet")
	}
}

// weak lists the answers that are there and cannot be taken as they are.
func (p *page) weak() {
	p.heading("Answers that need another look")
	none := true
	group := func(name string, clauses []Clause, why func(Clause) string) {
		if len(clauses) == 0 {
			return
		}
		if !none {
			p.line("")
		}
		none = false
		p.line("**%s (%d)**\n", name, len(clauses))
		for _, c := range clauses {
			p.line("- **%s** %s: %s", inline(p.Name(c.Ref)), inline(c.Title), why(c))
		}
	}
	for _, w := range weaknesses {
		group(w.name, p.Report.weak(w), func(c Clause) string {
			said := c.why(w.flag)
			for _, also := range c.also(w) {
				said += "; " + inline(also)
			}
			return said
		})
	}
	group("Cannot tell", p.Clauses(func(c Clause) bool {
		return c.Answered() && c.Verdict == checklist.CannotTell
	}), func(c Clause) string { return inline(c.Reason) })
	unneeded, unlisted := p.lists()
	for _, one := range append(unneeded, unlisted...) {
		if !none {
			p.line("")
		}
		none = false
		p.line("**Scope:** %s.", inline(one))
	}
	for _, f := range p.Facts {
		if len(f.Disputed) > 0 {
			if !none {
				p.line("")
			}
			none = false
			p.line("**Scope:** the answers about %s are in conflict; they stand under Scope.", inline(p.factName(f)))
		}
	}
	for n, e := range p.Disputes {
		if n == 0 && !none {
			p.line("")
		}
		none = false
		p.line("- **Editions in conflict:** %s, %s (%s); one more adoption settles it", inline(e.Field.Policy), inline(e.Value), inline(e.stamp()))
	}
	if none {
		p.line("None.")
	}
}

func (p *page) factName(f Fact) string {
	if p.qualified {
		return f.Policy + "/" + f.Question.ID
	}
	return f.Question.ID
}

// why returns the sentence for a flag, as Markdown.
func (c Clause) why(f checklist.Flag) string {
	if f == checklist.Conflict {
		return c.sides()
	}
	for i, flag := range c.Flags {
		if flag != f {
			continue
		}
		if f == checklist.Stale {
			return fmt.Sprintf("it was %s; %s", c.VerdictWords(), inline(c.Why[i]))
		}
		return inline(c.Why[i])
	}
	return ""
}

// sides tells who says what about each field in conflict. Beside verdicts that
// are in conflict the other fields are only named.
func (c Clause) sides() string {
	var said, also []string
	for n, e := range c.Disputed {
		what := inline(fieldName(e.Field))
		same := n > 0 && c.Disputed[n-1].Field == e.Field
		side := fmt.Sprintf("%s (%s)", e.words(), inline(e.stamp()))
		switch {
		case c.InConflict(checklist.KindVerdict, "") && e.Field.Kind != checklist.KindVerdict:
			if !same {
				also = append(also, what)
			}
		case same:
			said[len(said)-1] += " against " + side
		default:
			said = append(said, what+" "+side)
		}
	}
	if len(also) > 0 {
		said = append(said, "also over "+strings.Join(also, ", "))
	}
	return strings.Join(said, "; ")
}

func (p *page) open() {
	open := p.Unanswered()
	p.heading(fmt.Sprintf("Unanswered (%d)", len(open)))
	if len(open) == 0 {
		p.line("None.")
	}
	for _, c := range open {
		begun := ""
		if c.Touched() {
			begun = " (begun, without a verdict)"
		}
		p.line("- %s %s%s", inline(p.Name(c.Ref)), inline(c.Title), begun)
	}
}

func (p *page) scope() {
	if len(p.Facts) == 0 {
		return
	}
	p.heading("Scope")
	p.line("What was said about the app decides which clauses apply. The questions are the guide's, ours. Until one is answered, its clauses stay in scope.\n")
	for _, f := range p.Facts {
		answer := "not answered"
		switch {
		case len(f.Disputed) > 0:
			answer = "in conflict"
		case f.Answered:
			answer = f.Answer.String()
		}
		p.line("- **%s:** %s", inline(p.factName(f)), inline(answer))
		if f.Answered && len(f.Disputed) == 0 {
			p.line("  - Answered by %s", inline(Stamp{f.By, f.At}.stamp()))
		}
		for _, e := range f.Disputed {
			p.line("  - %s (%s)", inline(e.Value), inline(e.stamp()))
		}
		p.line("  - Guide (ours): %s", inline(f.Question.Question))
	}
}

// moment writes a time as a report gives it.
func moment(t time.Time) string { return t.UTC().Format("2006-01-02 15:04 UTC") }

// name returns what a person is called.
func name(p checklist.Person) string {
	if s := p.String(); strings.TrimSpace(s) != "" {
		return s
	}
	return "somebody without a name"
}

// full returns a person's name and e-mail.
func full(p checklist.Person) string {
	if p.Name != "" && p.Email != "" {
		return p.Name + " (" + p.Email + ")"
	}
	return name(p)
}

func (s Stamp) stamp() string { return name(s.By) + ", " + moment(s.At) }
