package reports

import (
	"slices"
	"strings"

	"clausewalk/checklist"
	"clausewalk/reports/document"
)

// What a comment on a pull request and the summary of a CI job may be long.
const (
	BriefLimit   = 60_000    // GitHub takes 65,536 characters; bytes are never fewer.
	SummaryLimit = 1<<20 - 1 // GitHub takes 1 MiB for a step.
)

const (
	longText = 400 // characters of an entered text that a short report shows
	tailRoom = 2_000
)

// Brief renders where the audit stands, its counts and its gaps as Markdown for
// a comment: at most BriefLimit bytes, with a word about what was left out.
func Brief(r Report) []byte {
	d, cuts := r.brief()
	return fit(d, BriefLimit, cuts)
}

// Summary renders the report as Markdown for a page with room for so many
// bytes: first what Brief has, then everything else, folded. It returns nothing
// where not even the beginning has room.
func Summary(r Report, room int) []byte {
	d, cuts := r.brief()
	b := r.builder()
	clauses := 0
	for _, p := range r.Policies {
		clauses += p.Coverage.Clauses + p.Coverage.OutOfScope
	}
	d.Folds = []document.Fold{
		{Title: "What else is open", Parts: slices.Concat(b.decidedPart(), b.weakPart(), b.openPart())},
		{Title: "Scope", Parts: b.scopePart()},
		{Title: phrase("Every clause (%d)", clauses)[0].Words, Parts: b.clausesPart()},
		{Title: "Out of scope, sign-offs and annex", Parts: slices.Concat(b.outPart(), b.signOffPart(), b.annex())},
	}
	if out := fit(d, room, cuts); len(out) <= room {
		return out
	}
	return nil
}

func (r Report) firstPage() document.Document {
	d, _ := r.brief()
	return d
}

// brief returns the first page of a report, in which long texts are cut, and how
// many were.
func (r Report) brief() (document.Document, int) {
	cuts := 0
	cut := func(text string) string {
		runes := []rune(Line(text))
		if len(runes) <= longText {
			return text
		}
		cuts++
		return strings.TrimSpace(string(runes[:longText])) + "…"
	}
	r.Head.App, r.Head.Release, r.Head.ID = cut(r.Head.App), cut(r.Head.Release), cut(r.Head.ID)
	r.Since = r.Since.cut(cut)
	r.Policies, r.People, r.SignOffs = slices.Clone(r.Policies), slices.Clone(r.People), slices.Clone(r.SignOffs)
	for n := range r.Policies {
		p := &r.Policies[n]
		p.Title, p.Dated, p.Source, p.Status = cut(p.Title), cut(p.Dated), cut(p.Source), cut(p.Status)
		p.Sections = slices.Clone(p.Sections)
		for s := range p.Sections {
			p.Sections[s].Heading = cut(p.Sections[s].Heading)
		}
	}
	for n := range r.People {
		r.People[n].Name, r.People[n].Email = cut(r.People[n].Name), cut(r.People[n].Email)
	}
	for n := range r.SignOffs {
		r.SignOffs[n].Name = cut(r.SignOffs[n].Name)
	}
	b := &builder{Report: r} // Its clauses stand elsewhere.
	d := b.titled("Audit report", "gaps")
	d.Front = frontPage(b)
	d.Page = slices.Concat(b.sincePart(), b.gapsPart(document.Bullet, func(c Clause) document.Item {
		c.Title, c.Reason, c.Gap.Owner, c.Gap.Fix = cut(c.Title), cut(c.Reason), cut(c.Gap.Owner), cut(c.Gap.Fix)
		return b.gapItem(c)
	}), b.nextPart())
	return d, cuts
}

// cut returns the changes with their texts cut.
func (s *Since) cut(cut func(string) string) *Since {
	if s == nil {
		return nil
	}
	short := *s
	short.Name = cut(s.Name)
	short.Releases = s.Releases.cut(cut)
	for _, list := range []*[]checklist.Difference{&short.Answers, &short.Evidence} {
		*list = slices.Clone(*list)
		for n, d := range *list {
			(*list)[n].From, (*list)[n].To = cut(d.From), cut(d.To)
		}
	}
	return &short
}

// fit renders a document as Markdown within so many bytes. What has no room is
// left out whole: an item of a list that names its unit, a clause, a part of
// neither. The end says what was left out, and that texts were cut. Only where
// the titles alone have no room it is longer.
func fit(d document.Document, room, cuts int) []byte {
	s := short{room: room - tailRoom, left: map[string]int{}}
	s.title(d)
	s.blocks(d.Front)
	for _, p := range slices.Concat(d.Page, d.Parts) {
		s.part(p)
	}
	for _, f := range d.Folds {
		s.open(f)
		for _, p := range f.Parts {
			s.part(p)
		}
		s.shut()
	}
	var left []string
	for _, what := range []string{"change", "gap", "clause", "part"} {
		if n := s.left[what]; n > 0 {
			left = append(left, Count(n, what))
		}
	}
	if cuts > 0 {
		left = append(left, "the rest of "+Count(cuts, "long text"))
	}
	if len(left) > 0 {
		s.block(paragraph(ours("Left out here to save space: " + list(left) + ". The full report has everything.")))
	}
	return s.b.Bytes()
}

// short is a document while it is written into little room.
type short struct {
	markdownWriter
	room int
	left map[string]int // how many of what
}

// put writes something whole, or not at all where there is no room for it.
func (s *short) put(what string, write func()) bool {
	before := s.b.Len()
	write()
	if s.b.Len() <= s.room {
		return true
	}
	s.b.Truncate(before)
	s.left[what]++
	return false
}

// part writes a part: piece by piece where it has clauses or items that may be
// left out, else whole.
func (s *short) part(p document.Part) {
	if !slices.ContainsFunc(p.Blocks, divisible) {
		s.put("part", func() { s.markdownWriter.part(p) })
		return
	}
	s.partTitle(p)
	s.blocks(p.Blocks)
}

func divisible(b document.Block) bool {
	list, isList := b.(document.List)
	_, isClause := b.(document.Clause)
	return isClause || isList && list.Unit != ""
}

func (s *short) blocks(all []document.Block) {
	for _, b := range inARow(all) {
		list, isList := b.(document.List)
		_, isClause := b.(document.Clause)
		switch {
		case isList && list.Unit != "":
			s.items(list)
		case isClause:
			s.put("clause", func() { s.block(b) })
		default:
			s.put("part", func() { s.block(b) })
		}
	}
}

// items writes those items of a list that have room.
func (s *short) items(list document.List) {
	begun := false
	for n := range list.Items {
		fits := s.put(list.Unit, func() {
			if !begun {
				s.apart()
			}
			s.markdownWriter.items(list, n, false, list.Items[n:n+1])
		})
		begun = begun || fits
		if !fits && list.Ranked { // No lesser one in the place of a worse one.
			s.left[list.Unit] += len(list.Items) - n - 1
			return
		}
	}
}
