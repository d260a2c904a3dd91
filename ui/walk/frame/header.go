package frame

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"time"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/reports"
	"clausewalk/ui/session"
	"clausewalk/ui/walk/style"
)

// Standing is where an audit stands, as the header tells it.
type Standing struct {
	Name     string   // app and release
	Policies []string // their titles
	Progress checklist.Progress
	Disputed bool   // adoptions are in conflict
	Ruled    bool   // by rules that nobody has adopted
	Signed   string // what stands of the last sign-off, empty for none
	From     string // the commit that it is read from, or as of when, empty for now
	Saving   session.Saving
}

// Header is the first line of the screen, of w cells: as much as there is room
// for, and what is saved in any case.
func (st Standing) Header(s *style.Styles, w int) string {
	name := " " + s.Strong.Render(reports.Line(st.Name))
	var titles []string
	for _, title := range st.Policies {
		titles = append(titles, reports.Line(title))
	}
	full := name + s.Dim.Render(" "+s.Marks.Dot+" "+strings.Join(titles, ", "))
	counts, saved := st.counts(s), st.saved(s, w)
	short := fmt.Sprintf("%d/%d", st.Progress.Answered, st.Progress.Clauses)
	for _, try := range [][2]string{
		{full, st.bar(s, 20) + "  " + counts + "     " + saved + " "},
		{full, st.bar(s, 10) + "  " + counts + "  " + saved + " "},
		{name, st.bar(s, 10) + "  " + counts + "  " + saved + " "},
		{name, counts + "  " + saved + " "},
		{name, short + st.signs(s) + "  " + saved},
		{name, short + "  " + saved},
	} {
		if style.Width(try[0])+style.Width(try[1])+2 <= w {
			return style.Between(try[0], try[1], w)
		}
	}
	return style.Between(name, short+"  "+saved, w)
}

// counts says in words how many clauses are in which state.
func (st Standing) counts(s *style.Styles) string {
	p := st.Progress
	words := fmt.Sprintf("%d/%d answered", p.Answered, p.Clauses)
	for _, c := range []struct {
		n    int
		what string
		look style.Look
	}{{p.Gaps, "gap", s.Bad}, {p.Stale, "stale", s.Warn}, {p.Conflict, "conflict", s.Bad}, {p.Unsupported, "unsupported", s.Warn}, {p.OutOfScope, "out", s.Dim}} {
		if c.n > 0 {
			what := c.what
			if c.n > 1 && (what == "gap" || what == "conflict") {
				what += "s"
			}
			words += s.Dim.Render(" "+s.Marks.Dot+" ") + c.look.Render(fmt.Sprintf("%d %s", c.n, what))
		}
	}
	if st.Disputed {
		words += " " + s.Marks.Dot + " editions in conflict"
	}
	if st.Ruled {
		words += " " + s.Marks.Dot + " rules not adopted"
	}
	if st.Signed != "" {
		words += " " + s.Marks.Dot + " " + st.Signed
	}
	return words
}

// signs says the same with marks.
func (st Standing) signs(s *style.Styles) string {
	p, words := st.Progress, ""
	for _, c := range []struct {
		n    int
		mark string
	}{{p.Gaps, s.Marks.Verdict[event.NotMet]}, {p.Stale, s.Marks.Stale}, {p.Conflict, s.Marks.Conflict}} {
		if c.n > 0 {
			words += fmt.Sprintf(" %s%d", c.mark, c.n)
		}
	}
	if st.Disputed {
		words += " editions " + s.Marks.Conflict
	}
	if st.Ruled {
		words += " rules " + s.Marks.Stale
	}
	return words
}

func (st Standing) bar(s *style.Styles, w int) string {
	return s.Bar(st.Progress.Answered, st.Progress.Clauses, w)
}

func (st Standing) saved(s *style.Styles, w int) string {
	switch {
	case st.From != "":
		return s.Dim.Render("read-only: " + style.Cut(reports.Line(st.From), max(12, w/4)))
	case st.Saving.Err != nil:
		return s.Bad.Render("NOT SAVED: " + style.Cut(reports.Line(cause(st.Saving.Err).Error()), max(12, w/2)))
	case st.Saving.Pending:
		return s.Dim.Render("saving")
	case st.Saving.At.IsZero():
		return s.Dim.Render("nothing entered yet")
	default:
		return s.Dim.Render("saved " + st.Saving.At.Local().Format(time.TimeOnly))
	}
}

// cause returns what the system said, without the path: the header is short.
func cause(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}
