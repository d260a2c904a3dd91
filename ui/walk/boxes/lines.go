package boxes

import (
	"fmt"
	"strings"

	"clausewalk/checklist/vault"
	"clausewalk/checklist/workspace"
	"clausewalk/reports"
	"clausewalk/ui"
	"clausewalk/ui/clauses"
	"clausewalk/ui/walk/layer"
	"clausewalk/ui/walk/reader"
	"clausewalk/ui/walk/style"
)

// previewOf reads what a spec names.
func previewOf(w *workspace.Workspace, dir, name string) workspace.Preview {
	if file, from, _, err := vault.SplitPlace(name); err == nil && from > 0 {
		return workspace.PreviewOf(w, w.Root, file) // Places are named from the app's folder.
	}
	return workspace.PreviewOf(w, dir, name)
}

// previewLines shows the beginning of the file that is meant, or of the lines
// that a place names.
func previewLines(s *style.Styles, o *offers, w, h int) []string {
	if !o.looked {
		return []string{s.Dim.Render("one moment" + s.Marks.Ellipsis)}
	}
	var out []string
	if o.seen.Note != "" {
		for _, l := range style.Wrap(o.seen.Note, w) {
			out = append(out, s.Dim.Render(l))
		}
	}
	_, from, to, _ := vault.SplitPlace(o.shown)
	for n := max(0, from-3); n < len(o.seen.Lines) && len(out) < h; n++ {
		out = append(out, fileLine(s, o.seen.Lines[n], n+1, false, n+1 >= from && n < to, w))
	}
	return out
}

// fileLine is one line of a file in w cells: with its number, the cursor, and a
// sign where it is marked.
func fileLine(s *style.Styles, words string, number int, here, marked bool, w int) string {
	sign, look := s.Sign(here)
	bar := " "
	if marked {
		bar = s.Accent.Render(s.Marks.Quote)
	}
	const most = 16 // bytes that one cell may take
	words = reports.Visible(strings.ReplaceAll(words[:min(len(words), most*w)], "\t", "    "))
	return sign + s.Dim.Render(fmt.Sprintf("%5d ", number)) + bar + " " + look.Render(style.Cut(words, w-10))
}

// lines is a file of which lines are marked.
type lines struct {
	layer.Base
	reader.Reader
	file  workspace.Preview
	at    int // the line under the cursor, counted from 1
	from  int // where the marked lines begin, 0 while nothing is marked
	match int // the line that was found last
	begun int // the line under the cursor when the search began
	w, h  int
	take  func(place string) layer.Result
}

// Lines lets a person mark lines of a file. Those that are taken go to take, as
// "path:12-40". Where the spec names a place, its lines are marked.
func Lines(file workspace.Preview, spec string, take func(place string) layer.Result) layer.Layer {
	p := &lines{file: file, at: 1, take: take}
	if _, from, to, err := vault.SplitPlace(spec); err == nil && from > 0 && to <= len(file.Lines) {
		p.from, p.at = from, to
	}
	p.Set(shownLines(file.Lines)) // For the search.
	return p
}

func shownLines(all []string) []string {
	out := make([]string, len(all))
	for n, l := range all {
		out[n] = reports.Visible(l)
	}
	return out
}

func (p *lines) Mode() ui.Mode { return ui.Mark }
func (p *lines) Below() bool   { return false }

func (p *lines) Resize(w, h int) {
	p.w, p.h = w, h
	p.Reader.Resize(w, max(1, h-1))
	p.follow()
}

func (p *lines) Off(action string) string {
	if (action == "next in file" || action == "previous in file") && p.Query() == "" {
		return "nothing to search for yet; " + clauses.Key("search file") + " searches"
	}
	return ""
}

func (p *lines) Do(action string) layer.Result {
	switch action {
	case "next line of file":
		p.to(p.at + 1)
	case "previous line of file":
		p.to(p.at - 1)
	case "file on":
		p.to(p.at + max(1, p.h/2))
	case "file back":
		p.to(p.at - max(1, p.h/2))
	case "file start":
		p.to(1)
	case "file end":
		p.to(len(p.file.Lines))
	case "mark line":
		if p.from == p.at {
			p.from = 0
		} else {
			p.from = p.at
		}
	case "search file":
		p.begun = p.at
		return layer.Result{Open: Find(&p.Reader, "Search in "+reports.Line(p.file.Path), clauses.Key("stay there")+" stays there; "+clauses.Key("next in file")+" and "+clauses.Key("previous in file")+" go to the next and the one before", "nothing matches")}
	case "next in file", "previous in file":
		direction := 1
		if action == "previous in file" {
			direction = -1
		}
		if !p.Next(direction) {
			return layer.Result{Note: fmt.Sprintf("nothing matches %q", reports.Line(p.Query()))}
		}
		p.follow()
	case "take lines":
		from := p.from
		if from == 0 {
			from = p.at
		}
		r := p.take(clauses.Lines(p.file.Path, from, p.at))
		r.Close = true
		return r
	default:
		return layer.Result{Close: true}
	}
	return layer.Result{}
}

func (p *lines) to(line int) { p.at = min(max(1, line), len(p.file.Lines)) }

// follow goes to the line that was found last, and back where the search was left.
func (p *lines) follow() {
	if m := p.Match(); m != p.match {
		p.match = m
		if m == 0 {
			m = p.begun
		}
		p.to(m)
	}
}

// Click goes to a line of the screen.
func (p *lines) Click(y int) layer.Result {
	if y > 0 {
		p.to(style.Top(p.at-1, len(p.file.Lines), p.h-1) + y)
	}
	return layer.Result{}
}

func (p *lines) View(s *style.Styles) []string {
	from, to := min(p.from, p.at), max(p.from, p.at)
	if p.from == 0 {
		from = p.at
	}
	where := fmt.Sprintf("line %d of %d", p.at, len(p.file.Lines))
	if p.from > 0 {
		where = fmt.Sprintf("lines %d to %d of %d", from, to, len(p.file.Lines))
	}
	out := []string{style.Between(s.Strong.Render(reports.Line(p.file.Path)), s.Dim.Render(where), p.w)}
	room := max(1, p.h-1)
	top := style.Top(p.at-1, len(p.file.Lines), room)
	for n := top; n < min(top+room, len(p.file.Lines)); n++ {
		out = append(out, fileLine(s, p.file.Lines[n], n+1, n+1 == p.at, p.from > 0 && n+1 >= from && n < to, p.w))
	}
	return out
}
