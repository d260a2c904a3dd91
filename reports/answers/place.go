package answers

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/policy/pattern"
	"clausewalk/reports"
)

// entry is what a table or a list of attestations says of one clause.
type entry struct {
	at            Problem           // where it stands
	label, policy string            // the policy is empty where the label says enough
	title         string            // the clause's, where the row has it
	said          map[string]string // by column; empty where nothing is said
}

// placer puts entries where they belong in an audit.
type placer struct {
	audit *checklist.Audit
	was   *checklist.Audit // as the file knew it
	ours  bool             // the file was written from the audit, and an emptied cell takes an answer back
	form  bool             // it is a form of ours, filled in or not
	now   time.Time
	sheet *Sheet

	titles   map[string]event.Ref // the first clause of each title, made when needed
	entries  map[event.Ref][]entry
	silent   int // entries that say nothing
	order    []event.Ref
	problems Problems
}

func newPlacer(a *checklist.Audit, now time.Time) *placer {
	return &placer{audit: a, was: a, now: now, sheet: &Sheet{Seen: map[string]int{}}, entries: map[event.Ref][]entry{}}
}

// result returns the sheet, or Problems for a file that cannot be taken at all.
func (p *placer) result() (*Sheet, error) {
	for _, ref := range p.order {
		if one, ok := p.latest(ref); ok {
			p.place(ref, one)
		}
	}
	if p.problems != nil {
		return nil, p.problems
	}
	if len(p.sheet.left) == 0 { // A sheet of which nothing was filled in is in order; one of which all was dropped is not.
		p.sheet.Placed += p.silent
	}
	return p.sheet, nil
}

func (p *placer) wrong(at Problem, format string, args ...any) {
	at.Msg = fmt.Sprintf(format, args...)
	p.problems = append(p.problems, at)
}

func (p *placer) note(at Problem, format string, args ...any) {
	at.Msg = fmt.Sprintf(format, args...)
	p.sheet.Notes = append(p.sheet.Notes, at)
}

// skip lists what is not placed and is no line of a clause.
func (p *placer) skip(at Problem, why string) {
	at.Msg = why
	p.sheet.Unplaced = append(p.sheet.Unplaced, at)
}

// drop lists what an entry says, or one thing of it, with why it has no place.
func (p *placer) drop(e entry, why string, fields ...string) {
	left := entry{label: e.label, policy: e.policy, said: map[string]string{}}
	var words []string
	for _, c := range columns {
		if said := e.said[c.name]; said != "" && (len(fields) == 0 || slices.Contains(fields, c.name)) {
			left.said[c.name] = said
			words = append(words, said)
		}
	}
	left.at.Msg = why
	p.sheet.left = append(p.sheet.left, left)
	if said := strings.Join(words, " "); said != "" && checklist.Secrets([]byte(said)) == "" { // A secret is not repeated.
		why += ": " + said
	}
	p.skip(e.at, why)
}

// entry finds the clause of an entry. What is wrong with the line as a whole is
// told when all lines are known.
func (p *placer) entry(e entry) {
	if e.label == "" {
		p.drop(e, "the line names no clause")
		return
	}
	name := e.label
	if e.policy != "" {
		name = e.policy + "/" + e.label
	}
	ref, err := p.audit.Find(name)
	if err != nil {
		p.drop(e, err.Error())
		return
	}
	if other := p.titled(ref, e.title); other != "" {
		p.drop(e, fmt.Sprintf("the title is that of %s, not of %s: a spreadsheet may have altered the label", other, ref.Label))
		return
	}
	if p.entries[ref] == nil {
		p.order = append(p.order, ref)
	}
	p.entries[ref] = append(p.entries[ref], e)
}

// titled returns the label of another clause whose title it is, empty where it
// may be that of the clause.
func (p *placer) titled(ref event.Ref, title string) string {
	if title == "" {
		return ""
	}
	if p.titles == nil {
		p.titles = map[string]event.Ref{}
		for _, one := range p.audit.Policies {
			for _, c := range one.Clauses() {
				if _, known := p.titles[c.Title()]; !known {
					p.titles[c.Title()] = event.Ref{Policy: one.ID, Label: c.Label}
				}
			}
		}
	}
	first, known := p.titles[title]
	if !known || first == ref || title == p.audit.Item(ref, p.now).Clause.Title() {
		return ""
	}
	return first.Label
}

// latest returns what is said of a clause. Of several lines the last by their
// dates counts; without such dates nobody can tell.
func (p *placer) latest(ref event.Ref) (entry, bool) {
	all := p.entries[ref]
	if len(all) == 1 {
		return all[0], true
	}
	type dated struct {
		entry
		day time.Time
	}
	var lines []dated
	ordered := true
	for _, e := range all {
		day, err := readTime(e.said[colDate])
		ordered = ordered && err == nil && !slices.ContainsFunc(lines, func(d dated) bool { return d.day.Equal(day) })
		lines = append(lines, dated{e, day})
	}
	if !ordered {
		for _, e := range all[1:] {
			p.wrong(e.at, "%s is there twice, here and at %s: leave one line, or give each its date", ref.Label, all[0].at.Place())
		}
		return entry{}, false
	}
	slices.SortFunc(lines, func(x, y dated) int { return x.day.Compare(y.day) })
	last := lines[len(lines)-1]
	for _, older := range lines[:len(lines)-1] {
		p.note(older.at, "%s: the line at %s is of a later date, and this one was not taken", ref.Label, last.at.Place())
	}
	return last.entry, true
}

// place turns what is said of a clause into changes. It goes through an entry column
// by column, and a column that cannot be read drops the entry or only itself.
func (p *placer) place(ref event.Ref, e entry) {
	was := p.was.Item(ref, p.now)
	all := unchanged(was, e)
	silent := !slices.ContainsFunc(slices.Collect(maps.Values(e.said)), func(cell string) bool { return strings.TrimSpace(cell) != "" })
	e.said = p.news(was, e)
	who, err := p.author(e)
	if err != nil {
		p.drop(e, ref.Label+": "+err.Error())
		return
	}
	term, err := p.term(e, who.At)
	if err != nil {
		p.drop(e, ref.Label+": "+err.Error())
		return
	}
	verdict, given, err := p.verdict(e)
	reason, said := e.said[colReason]
	switch {
	case err != nil:
		p.drop(e, ref.Label+": "+err.Error())
		return
	case given && verdict.NeedsReason() && strings.TrimSpace(reason) == "" && (said || len(all) == 0):
		p.drop(e, fmt.Sprintf("%s: %q needs a reason", ref.Label, verdict))
		return
	}
	if said {
		all = []event.Change{event.SetReason(ref, reports.Typed(reason))}
	}
	if given {
		all = append(all, event.SetVerdict(ref, verdict))
	}
	if term != nil {
		all = append(all, event.SetValidUntil(ref, *term))
	}
	all = append(all, p.gap(ref, e)...)
	taken := len(all) == 0
	for _, c := range all {
		if err := p.audit.Check(nobody, c); err != nil && c.Field.Kind != event.KindVerdict {
			p.drop(e, ref.Label+": "+err.Error(), fieldOf(c.Field))
			continue
		}
		c.Said = who
		p.sheet.Lines, taken = append(p.sheet.Lines, Line{c, e.at}), true
	}
	switch p.pieces(was, e); {
	case silent:
		p.silent++
	case taken:
		p.sheet.Placed++
	}
}

// gap returns what an entry says about the gap at a clause. A day that cannot be
// read drops only itself.
func (p *placer) gap(ref event.Ref, e entry) (all []event.Change) {
	for _, part := range gapParts {
		value, said := e.said[string(part)]
		if !said {
			continue
		}
		value = strings.TrimSpace(reports.Typed(value))
		switch part {
		case event.GapDue:
			day, err := readDay(value, p.now)
			if err != nil {
				p.drop(e, ref.Label+": "+err.Error(), string(part))
				continue
			}
			value = day
		case event.GapSeverity:
			value = strings.ToLower(tidy(value))
		}
		all = append(all, event.SetGap(ref, part, value))
	}
	return all
}

// fieldOf returns the column of a field.
func fieldOf(f event.Field) string { return cmp.Or(f.Subject, string(f.Kind)) }

// news returns what an entry says that the file did not know when it was
// written: a cell which reads as it was put there says nothing, and neither does
// an empty one, except that it takes back what stood in a sheet of ours.
func (p *placer) news(i checklist.Item, e entry) map[string]string {
	news := map[string]string{}
	shown := reports.CSVCells(p.was, i)
	for field, cell := range e.said {
		was := p.known(i, field, shown)
		typed := strings.ReplaceAll(reports.Typed(cell), "\r\n", "\n")
		switch {
		case cell == "" && (!p.ours || strings.TrimSpace(was[0]) == ""), slices.Contains(was, cell), slices.Contains(was, typed):
		case isCut(cell):
			p.skip(e.at, i.Ref.Label+": the cell has room for the beginning of the words alone: alter them elsewhere")
		default:
			news[field] = cell
		}
	}
	return news
}

// known returns how a cell was written, in each of our tables; shown is what a
// report has of the clause.
func (p *placer) known(i checklist.Item, field string, shown map[string]string) []string {
	switch field {
	case colVerdict:
		if i.Verdict == event.Unanswered {
			return []string{"", shown["verdict"], string(event.Unanswered)}
		}
		return []string{cellVerdict(i), shown["verdict"], string(i.Verdict)}
	case colEvidence:
		return []string{cellEvidence(i), held(cellEvidence(i)), shown["evidence"]}
	case colBy:
		return []string{"", shown["answered by"]}
	case colDate:
		return []string{"", shown["answered at"]}
	case colTerm:
		return []string{""}
	}
	if field == colSeverity {
		return []string{formCell(p.was, i, field), i.Gap.Severity}
	}
	text := cellText(p.was, i, field)
	return []string{text, reports.Visible(text), held(text)}
}

// unchanged returns the reason that an entry repeats, for a verdict that needs
// one.
func unchanged(was checklist.Item, e entry) []event.Change {
	if strings.TrimSpace(e.said[colReason]) == "" || strings.TrimSpace(was.Reason) == "" {
		return nil
	}
	return []event.Change{event.SetReason(was.Ref, was.Reason)}
}

// ofAReport finds how a report names a piece of evidence.
var ofAReport = pattern.New(`^(?:file|link|place|permission|statement|output) \S`)

// pieces takes the evidence that an entry lists, a piece a line.
func (p *placer) pieces(was checklist.Item, e entry) {
	cell, given := e.said[colEvidence]
	if !given {
		return
	}
	has := was.Evidence
	var specs []string
	for line := range strings.Lines(cell) {
		line = strings.TrimSpace(reports.Typed(line))
		known := slices.IndexFunc(has, func(piece event.Evidence) bool {
			shown := string(piece.Kind) + " " + reports.Line(piece.Target())
			return line == reports.Line(Spec(piece)) || line == shown || strings.HasPrefix(line, shown+",") || strings.HasPrefix(line, shown+" (")
		})
		switch {
		case line == "":
		case known >= 0:
			specs = append(specs, Spec(has[known]))
		case ofAReport.MatchString(line):
			p.notBrought(e.at, was.Ref, line)
		default:
			specs = append(specs, line)
		}
	}
	if len(specs) > 0 || p.ours {
		p.sheet.Evidence = append(p.sheet.Evidence, Pieces{was.Ref, specs})
	}
}

// notBrought lists a piece of evidence of which a report has the name alone.
func (p *placer) notBrought(at Problem, ref event.Ref, piece string) {
	p.skip(at, fmt.Sprintf("%s: a report names this piece of evidence, and does not bring it: %s", ref.Label, piece))
}
