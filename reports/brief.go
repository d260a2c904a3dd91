package reports

import (
	"fmt"
	"slices"
	"strings"

	"clausewalk/checklist"
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
	s := short{page: page{Report: r}, room: BriefLimit, left: map[string]int{}}
	s.brief()
	s.note()
	return s.b.Bytes()
}

// Summary renders the report as Markdown for a page with room for so many
// bytes: first what Brief has, then everything else, folded. It returns nothing
// where not even the beginning has room.
func Summary(r Report, room int) []byte {
	s := short{page: page{Report: r}, room: room, left: map[string]int{}}
	s.brief()
	s.fold("What else is open", func() {
		s.part((*page).outcomes)
		s.part((*page).weak)
		s.part((*page).open)
	})
	s.fold("Audit and scope", func() {
		s.part((*page).about)
		s.part((*page).scope)
	})
	all := len(s.Clauses(func(Clause) bool { return true }))
	s.fold(fmt.Sprintf("Every clause (%d)", all), func() {
		s.part((*page).clausesHeading)
		for _, one := range s.Policies {
			for _, section := range one.Sections {
				s.part(func(p *page) { p.section(one, section) })
				for _, c := range section.Clauses {
					s.put("clause", func(p *page) { p.clause(c); p.missing(section, c) })
				}
			}
		}
	})
	s.fold("Appendices", func() {
		for _, part := range []func(*page){(*page).outOfScope, (*page).archive, (*page).unplaced, (*page).signOffs, (*page).files, (*page).history, (*page).digests} {
			s.part(part)
		}
	})
	s.note()
	if s.b.Len() > room {
		return nil
	}
	return s.b.Bytes()
}

// short is a report that leaves out what has no room.
type short struct {
	page
	room int
	left map[string]int // how many of what
}

// put writes something whole, or not at all where there is no room for it.
func (s *short) put(what string, write func(*page)) bool {
	one := page{Report: s.Report}
	write(&one)
	if s.b.Len()+one.b.Len()+tailRoom > s.room {
		s.left[what]++
		return false
	}
	s.b.Write(one.b.Bytes())
	return true
}

func (s *short) part(write func(*page)) { s.put("part", write) }

// fold writes what is shown when a reader asks for it. The title is ours.
func (s *short) fold(title string, write func()) {
	s.line("\n<details>\n<summary>%s</summary>", title)
	write()
	s.line("\n</details>")
}

// cut returns the beginning of a text.
func (s *short) cut(text string) string {
	runes := []rune(Line(text))
	if len(runes) <= longText {
		return text
	}
	s.left["long text"]++
	return strings.TrimSpace(string(runes[:longText])) + "…"
}

func (s *short) brief() {
	s.Head.App, s.Head.Release, s.Head.ID = s.cut(s.Head.App), s.cut(s.Head.Release), s.cut(s.Head.ID)
	s.line("# Audit report: %s\n", inline(s.Head.App+" "+s.Head.Release))
	s.states()
	s.line("- **Audit:** %s, state as of %s, signed off %s", inline(s.Head.ID), moment(s.At), inline(s.cut(s.signed())))
	for _, one := range s.Policies {
		title := s.cut(one.Title)
		s.part(func(p *page) {
			p.line("%s", one.line(title))
		})
	}
	s.line("\n%s\n", notice)
	s.part((*page).counts)
	s.changes()
	gaps := s.gapsHeading()
	for n, c := range gaps {
		c.Title, c.Reason, c.Gap.Owner, c.Gap.Fix = s.cut(c.Title), s.cut(c.Reason), s.cut(c.Gap.Owner), s.cut(c.Gap.Fix)
		if !s.put("gap", func(p *page) { p.gapItem(c, "-"); p.gapReason(c) }) {
			s.left["gap"] += len(gaps) - n - 1 // No lesser gap in the place of a worse one.
			break
		}
	}
}

// changes writes what has changed since an earlier state.
func (s *short) changes() {
	if s.Since == nil {
		return
	}
	cut := *s.Since
	cut.Name = s.cut(cut.Name)
	for _, list := range []*[]checklist.Difference{&cut.Answers, &cut.Evidence} {
		*list = slices.Clone(*list)
		for n, d := range *list {
			(*list)[n].From, (*list)[n].To = s.cut(d.From), s.cut(d.To)
		}
	}
	s.Since = &cut
	s.since(func(write func(*page)) { s.put("change", write) })
}

// note says what was left out.
func (s *short) note() {
	var left []string
	for _, what := range []string{"change", "gap", "clause", "part"} {
		if n := s.left[what]; n > 0 {
			left = append(left, Count(n, what))
		}
	}
	if n := s.left["long text"]; n > 0 {
		left = append(left, "the rest of "+Count(n, "long text"))
	}
	if len(left) > 0 {
		s.line("\nLeft out here for want of room: %s. The report itself has everything.", list(left))
	}
}
