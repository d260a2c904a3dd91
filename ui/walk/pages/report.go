package pages

import (
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"clausewalk/checklist"
	"clausewalk/policy"
	"clausewalk/reports"
	"clausewalk/ui"
	"clausewalk/ui/clauses"
	"clausewalk/ui/session"
	"clausewalk/ui/walk/boxes"
	"clausewalk/ui/walk/layer"
	"clausewalk/ui/walk/style"
)

// report is the report, or the packet for a review, as it is read.
type report struct {
	*Text
	name    string // the title, without whether all of it is there
	left    bool   // nobody reads it any more
	list    *clauses.List
	copier  Copier
	built   reports.Report
	tool    string
	writing boxes.Writing
	write   func(r reports.Report, file string, replace bool) error
	dir     string
	timer   layer.Timer
	// cited returns what is copied of a clause in the given line of the text, and
	// whether the line tells of it.
	cited func(r *report, at int, i checklist.Item) (text string, ok bool)
}

// Report shows the report as it is now, in lines of at most w cells.
func Report(s *style.Styles, l *clauses.List, o ui.Options, copier Copier, timer layer.Timer, w int) layer.Result {
	r := newReport("Report (clausewalk report prints it)", l, o, copier, timer)
	r.write, r.cited = o.WriteReport, (*report).citation
	r.writing = boxes.Writing{Title: "Write the report to", Name: "audit.md", Endings: "audit.md, .html, .pdf, .json, .csv, .sarif, or .zip for a pack with the evidence", Told: clauses.Written}
	return r.open(s, reports.Markdown, w)
}

// Packet shows the packet for a review likewise.
func Packet(s *style.Styles, l *clauses.List, o ui.Options, copier Copier, timer layer.Timer, w int) layer.Result {
	r := newReport("Review packet (clausewalk report --for review prints it)", l, o, copier, timer)
	r.write, r.cited = o.WritePacket, (*report).toPaste
	r.writing = boxes.Writing{Title: "Write the packet to", Name: "review.zip", Endings: "review.zip for a pack with the recordings, or .md, .html, .json"}
	return r.open(s, reports.ReviewMarkdown, w)
}

func newReport(title string, l *clauses.List, o ui.Options, copier Copier, timer layer.Timer) *report {
	return &report{Text: NewText(title, nil), name: title, list: l, copier: copier, dir: o.Dir, timer: timer, tool: o.Tool}
}

// open builds the report here, where the audit is. What is read from the disk and
// what Glamour does is left to commands.
func (r *report) open(s *style.Styles, render func(reports.Report) []byte, w int) layer.Result {
	on := r.list.Session
	rendered := func() func() layer.Result {
		r.built.Show(reports.Showing{Read: on.Content, Lines: reports.ExcerptLines})
		return r.read(s, nil, style.Pieces(string(render(r.built))), w)
	}
	return layer.Result{Open: r, Cmd: layer.Later(r, func() func() layer.Result {
		options := session.ToReport(on, r.tool)
		return func() layer.Result {
			r.built = reports.Build(on.Audit, options)
			return layer.Result{Cmd: layer.Later(r, rendered)}
		}
	})}
}

// read renders as many of the pieces as there are lines already, twice as many each
// time, and leaves the others to further commands: the beginning is there at once,
// however long the report is. It returns what shows them.
func (r *report) read(s *style.Styles, lines []string, pieces []string, w int) func() layer.Result {
	for want := max(1, 2*len(lines)); len(lines) < want && len(pieces) > 0; pieces = pieces[1:] {
		if len(lines) > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, style.Markdown(s, pieces[0], w)...)
	}
	return func() layer.Result {
		r.Set(slices.Clone(lines))
		if r.left || len(pieces) == 0 {
			r.title = r.name
			return layer.Result{}
		}
		r.title = r.name + ", being written"
		return layer.Result{Cmd: layer.Later(r, func() func() layer.Result { return r.read(s, lines, pieces, w) })}
	}
}

func (r *report) Off(action string) string {
	switch action {
	case "write report", "copy shown":
		return r.nothing()
	}
	return r.Text.Off(action)
}

func (r *report) Do(action string) layer.Result {
	switch action {
	case "write report":
		w := r.writing
		w.Write = func(file string, replace bool) error { return r.write(r.built, file, replace) }
		return layer.Result{Open: boxes.Write(r.list, w, r.dir, r.timer)}
	case "copy shown":
		return r.copy()
	}
	result := r.Text.Do(action)
	r.left = result.Close
	return result
}

// ---- copying what is read ----

// copy hands over the clause that is being read: the one whose heading or line
// in a list stands last above the window's middle, or at what was searched for.
func (r *report) copy() layer.Result {
	for at := min(r.At(), len(r.Lines())-1); at >= 0; at-- {
		for _, i := range r.list.Items() {
			text, ok := r.cited(r, at, i)
			switch {
			case ok && text == "":
				return layer.Result{Note: reports.Line(i.Ref.Label) + " has no text to paste yet"}
			case ok:
				return r.copier.Copy(i.Ref.Label, text)
			}
		}
	}
	return layer.Result{Note: "there is no clause above here; scroll to one"}
}

// line returns a line without what sets it off.
func (r *report) line(at int) string { return strings.Trim(ansi.Strip(r.Lines()[at]), "#•* ") }

// citation is what is copied from the report.
func (r *report) citation(at int, i checklist.Item) (string, bool) {
	if r.line(at) != reports.Line(i.Ref.Label)+" "+reports.Line(i.Clause.Title()) {
		return "", false
	}
	return reports.Citation(r.list.Session.Audit, i), true
}

// toPaste is what is copied from the packet: the text for the platform's form.
func (r *report) toPaste(at int, i checklist.Item) (string, bool) {
	label, entry := policy.CutEntry(i.Ref.Label)
	if !strings.HasPrefix(r.line(at), reports.Line(label+" "+i.Clause.Title())+": ") || r.entryAbove(at) != reports.Line(entry) {
		return "", false
	}
	return reports.Visible(i.Reason), true
}

// entryAbove returns the entry of the part of the packet that a line is in, empty
// for a part that is for none.
func (r *report) entryAbove(at int) string {
	for ; at >= 0; at-- {
		for _, p := range r.list.Session.Policies {
			for _, s := range p.Sections {
				switch {
				case s.Entry != "" && r.line(at) == reports.Line(s.Entry):
					return r.line(at)
				case s.Entry == "" && r.line(at) == reports.Line(s.Heading()):
					return ""
				}
			}
		}
	}
	return ""
}
