package pages

import (
	"strings"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/reports"
	"clausewalk/ui"
	"clausewalk/ui/clauses"
	"clausewalk/ui/walk/boxes"
	"clausewalk/ui/walk/layer"
	"clausewalk/ui/walk/style"
)

// conflict shows the sides of a clause in conflict next to each other, or below
// each other where that is too narrow. Looking at them settles nothing.
type conflict struct {
	layer.Base
	list   *clauses.List
	editor string
	ref    event.Ref
	at     int // the side that is meant
	top    int // the first line that is seen
	lines  int // how many there are
	w, h   int
}

// Conflict shows the sides of the conflict that the clause is in.
func Conflict(l *clauses.List, editor string) layer.Result {
	if disputed, why := clauses.Disputed(l); why != "" || !disputed {
		return layer.Result{Note: why}
	}
	return layer.Result{Open: &conflict{list: l, editor: editor, ref: l.Targets()[0]}}
}

func (p *conflict) Mode() ui.Mode   { return ui.Settle }
func (p *conflict) Below() bool     { return false }
func (p *conflict) Resize(w, h int) { p.w, p.h = w, h }

func (p *conflict) versions() []checklist.Version {
	return checklist.Versions(p.list.Session.Audit, p.ref)
}

func (p *conflict) Do(action string) layer.Result {
	all := p.versions()
	if len(all) == 0 { // Somebody else has settled it meanwhile.
		return layer.Result{Close: true}
	}
	p.at = min(p.at, len(all)-1)
	own := boxes.Settling{List: p.list, Editor: p.editor, Ref: p.ref, Versions: all, Rest: all[p.at], Page: p}
	switch action {
	case "take side":
		r := layer.Say(clauses.TakeVersion(p.list, p.ref, all[p.at]))
		r.Close = !p.list.Of(p.ref).Has(checklist.Conflict)
		return r
	case "join sides":
		own.Words = checklist.Joined(all)
		return boxes.Settle(own)
	case "answer anew":
		return boxes.Settle(own)
	case "next side":
		p.at = (p.at + 1) % len(all)
	case "previous side":
		p.at = (p.at + len(all) - 1) % len(all)
	case "sides down":
		p.top = min(p.top+1, max(0, p.lines-1))
	case "sides up":
		p.top = max(0, p.top-1)
	default:
		return layer.Result{Close: true, Note: "nothing is settled: " + reports.Line(p.ref.Label) + " is still in conflict"}
	}
	return layer.Result{}
}

func (p *conflict) View(s *style.Styles) []string {
	i, all := p.list.Of(p.ref), p.versions()
	out := []string{s.Strong.Render(style.Cut(reports.Line(p.ref.Label+" "+i.Clause.Title()), p.w))}
	for _, l := range style.Wrap("In conflict: these answers were given without knowing of each other", p.w) {
		out = append(out, s.Bad.Render(l))
	}
	out = append(out, "")
	if len(all) == 0 {
		return append(out, s.Keyed("it is settled; "+clauses.Key("leave sides")+" goes back"))
	}
	const narrowest, between = 36, 3
	w := (p.w - between*(len(all)-1)) / len(all)
	var sides [][]string
	if w < narrowest {
		w = p.w
	}
	for n, v := range all {
		sides = append(sides, p.side(s, v, n == min(p.at, len(all)-1), w))
	}
	var lines []string
	if w == p.w {
		for _, side := range sides {
			lines = append(append(lines, side...), "")
		}
	} else {
		lines = beside(sides, w, " "+s.Dim.Render(s.Marks.Bar)+" ")
	}
	p.lines = len(lines)
	return append(out, lines[min(p.top, len(lines)):]...)
}

// beside puts blocks of lines next to each other.
func beside(blocks [][]string, w int, between string) []string {
	highest := 0
	for _, b := range blocks {
		highest = max(highest, len(b))
	}
	lines := make([]string, highest)
	for n := range lines {
		var row []string
		for _, b := range blocks {
			row = append(row, style.Fit(style.Window(b, n, 1)[0], w))
		}
		lines[n] = strings.Join(row, between)
	}
	return lines
}

// side shows what one side says.
func (p *conflict) side(s *style.Styles, v checklist.Version, here bool, w int) []string {
	sign, look := s.Sign(here)
	var out []string
	for n, l := range style.Wrap(reports.Whose(v.Stamp, clauses.Moment), w-2) {
		if n > 0 {
			sign = "  "
		}
		out = append(out, sign+look.Render(l))
	}
	verdict := v.Verdict.String()
	out = append(out, "  "+s.Verdict(v.Verdict, false).Render(s.Marks.Verdict[v.Verdict]+" "+strings.ToUpper(verdict[:1])+verdict[1:]))
	for l := range strings.SplitSeq(reports.Visible(v.Reason), "\n") {
		out = append(out, style.Hang("  ", l, w)...)
	}
	for _, r := range v.Rest {
		out = append(out, style.Hang("  "+r.Field.Name()+"  ", reports.Line(r.Value), w)...)
	}
	for _, e := range v.Evidence {
		out = append(out, style.Hang("  "+string(e.Kind)+"  ", reports.Line(e.Target()), w)...)
	}
	return out
}
