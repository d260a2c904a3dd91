package pages

import (
	"fmt"
	"slices"
	"strings"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/policy"
	"clausewalk/policy/editions"
	"clausewalk/reports"
	"clausewalk/ui"
	"clausewalk/ui/clauses"
	"clausewalk/ui/walk/frame"
	"clausewalk/ui/walk/layer"
	"clausewalk/ui/walk/reader"
	"clausewalk/ui/walk/style"
)

// comparison shows edition against edition: the clauses, and the words of one.
type comparison struct {
	layer.Base
	list    *clauses.List
	plan    *workspace.Plan
	doubted bool // the warning of another document was shown, and the key comes again
	at      int  // into the plan's changes
	style   *style.Styles
	frame   frame.Layout
	h       int
	head    []string
	words   reader.Reader
}

func newComparison(s *style.Styles, l *clauses.List, plan *workspace.Plan) layer.Layer {
	c := &comparison{style: s, list: l, plan: plan}
	c.at = max(0, slices.IndexFunc(plan.Changes, func(one editions.Change) bool { return one.Kind != editions.Kept }))
	return c
}

func (c *comparison) Mode() ui.Mode { return ui.Compare }
func (c *comparison) Below() bool   { return false }

// Resize shares out the room: list and words stand side by side, or below each
// other, as list and clause do in the walk.
func (c *comparison) Resize(w, h int) {
	c.frame, c.h = frame.Layout{Width: w + 2, Height: h + 4}, h
	c.head = c.about(w)
	if c.frame.TwoPanes() {
		c.words.Resize(w-c.frame.List()-3, c.room())
	} else {
		c.words.Resize(w, max(1, c.room()-c.listHeight()-1))
	}
	c.show()
}

// room is the height below the head, listHeight that of the list where the words
// stand below it.
func (c *comparison) room() int { return max(2, c.h-len(c.head)-1) }
func (c *comparison) listHeight() int {
	return min(max(1, c.room()*2/5), max(1, len(c.plan.Changes)))
}

func (c *comparison) Do(action string) layer.Result {
	switch action {
	case "adopt it":
		return c.adopt()
	case "next compared":
		c.goTo(c.at + 1)
	case "previous compared":
		c.goTo(c.at - 1)
	case "next change":
		return c.nextChange(1)
	case "previous change":
		return c.nextChange(-1)
	case "compare down":
		c.words.Scroll(max(1, c.h/3))
	case "compare up":
		c.words.Scroll(-max(1, c.h/3))
	default:
		return layer.Result{Close: true}
	}
	return layer.Result{}
}

func (c *comparison) adopt() layer.Result {
	if c.plan.Doubt != "" && !c.doubted {
		c.doubted = true
		return layer.Result{Note: "it may not be an edition of this policy: " + c.plan.Doubt + "; " + clauses.Key("adopt it") + " again adopts it anyway"}
	}
	return layer.Result{Close: true, Cmd: adopt(c.list, c.plan)}
}

func (c *comparison) goTo(at int) {
	c.at = min(max(0, at), max(0, len(c.plan.Changes)-1))
	c.words.Top()
	c.show()
}

// nextChange goes to the next clause that has changed.
func (c *comparison) nextChange(by int) layer.Result {
	for at := c.at + by; at >= 0 && at < len(c.plan.Changes); at += by {
		if c.plan.Changes[at].Kind != editions.Kept {
			c.goTo(at)
			return layer.Result{}
		}
	}
	return layer.Result{Note: "no more changes"}
}

// show sets what went and came in the change under the cursor.
func (c *comparison) show() {
	if len(c.plan.Changes) == 0 {
		return
	}
	one := c.plan.Changes[c.at]
	text := func(all []policy.Clause) string {
		var words []string
		for _, clause := range all {
			words = append(words, clause.Words())
		}
		return strings.Join(words, " ")
	}
	c.words.Set(c.style.Difference(editions.WordDifference(text(one.Old), text(one.New)), c.words.Width()))
}

// ---- drawing ----

// about is the head: which editions, how many clauses changed, and what becomes
// of the answers.
func (c *comparison) about(w int) []string {
	from := c.plan.Change.Value.(event.Adoption).From[:12]
	title := fmt.Sprintf("%s: edition %s compared with %s", reports.Line(c.plan.Next.Title), c.plan.Next.ShortEdition(), from)
	titles := style.Wrap(title, w)
	if c.h < 12 {
		titles = []string{style.Cut(title, w)}
	}
	var head []string
	for _, line := range titles {
		head = append(head, c.style.Strong.Render(line))
	}
	count := c.plan.Count()
	var said []string
	for _, kind := range editions.ChangeKinds() {
		if count[kind] > 0 {
			said = append(said, fmt.Sprintf("%d %s", count[kind], kind))
		}
	}
	about := []string{strings.Join(said, ", ")}
	if c.plan.Doubt != "" {
		about = []string{c.style.Warn.Render("It may not be an edition of this policy: " + reports.Line(c.plan.Doubt))}
	}
	about = append(about, checklist.Fates(c.plan.Then, c.list.Session.Now()).String())
	if c.h < 12 {
		about = about[len(about)-1:] // What becomes of the answers, where there is room for one.
	}
	for _, line := range about {
		head = append(head, style.Wrap(line, w)...)
	}
	return head
}

func (c *comparison) View(s *style.Styles) []string {
	w := c.frame.Page()
	out := append(slices.Clone(c.head), s.Line(w))
	if c.frame.TwoPanes() {
		left, right := c.lines(s, c.frame.List(), c.room()), c.words.View(s)
		bar := s.Dim.Render(s.Marks.Bar)
		for n := range left {
			out = append(out, style.Fit(left[n], c.frame.List())+" "+bar+" "+right[n])
		}
		return out
	}
	out = append(out, c.lines(s, w, c.listHeight())...)
	return append(append(out, s.Line(w)), c.words.View(s)...)
}

// lines shows a line for each change, with the one under the cursor among them.
func (c *comparison) lines(s *style.Styles, w, h int) []string {
	top := style.Top(c.at, len(c.plan.Changes), h)
	out := make([]string, h)
	for n := range out {
		at := top + n
		if at >= len(c.plan.Changes) {
			break
		}
		one := c.plan.Changes[at]
		sign, look := s.Sign(at == c.at)
		if at != c.at && (one.Kind == editions.Kept || one.Context) {
			look = s.Dim
		}
		kind := string(one.Kind)
		if one.Context {
			kind += ", context"
		}
		out[n] = style.Between(sign+look.Render(reports.Line(changeName(one))), kindStyle(s, one.Kind).Render(kind), w)
	}
	return out
}

func kindStyle(s *style.Styles, kind editions.ChangeKind) style.Look {
	switch kind {
	case editions.Kept, editions.Moved:
		return s.Dim
	case editions.Added:
		return s.Good
	case editions.Removed:
		return s.Bad
	}
	return s.Warn
}

// changeName names the clauses of a change as they were and as they are.
func changeName(one editions.Change) string {
	side := func(all []policy.Clause) string {
		var labels []string
		for _, c := range all {
			labels = append(labels, c.Label)
		}
		return strings.Join(labels, ", ")
	}
	was, is := side(one.Old), side(one.New)
	if was == is || was == "" {
		return is
	}
	if is == "" {
		return was
	}
	return was + " > " + is
}
