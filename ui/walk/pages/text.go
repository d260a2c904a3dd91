// Package pages is the pages that open over the walk, one file each. A page is
// given what it works on, and returns what comes of a key.
package pages

import (
	"fmt"

	"clausewalk/reports"
	"clausewalk/ui"
	"clausewalk/ui/clauses"
	"clausewalk/ui/walk/boxes"
	"clausewalk/ui/walk/layer"
	"clausewalk/ui/walk/reader"
	"clausewalk/ui/walk/style"
)

// Text is a page of text that is read: help, history, the report.
type Text struct {
	layer.Base
	reader.Reader
	title string
	w     int
}

// NewText returns a page. One without lines waits for them.
func NewText(title string, lines []string) *Text {
	t := &Text{title: title}
	t.Set(lines)
	return t
}

func (t *Text) Mode() ui.Mode { return ui.Read }
func (t *Text) Below() bool   { return false }

func (t *Text) Resize(w, h int) {
	t.w = style.Row(w)
	t.Reader.Resize(w, max(1, h-1))
}

func (t *Text) Off(action string) string {
	switch action {
	case "search page":
		return t.nothing()
	case "next in page", "previous in page":
		if t.Query() == "" {
			return "nothing to search for yet; " + clauses.Key("search page") + " searches"
		}
	case "write report", "copy shown":
		return "that is only for the report and the packet"
	}
	return ""
}

func (t *Text) nothing() string {
	if t.Empty() {
		return "one moment, it is not ready yet"
	}
	return ""
}

func (t *Text) Do(action string) layer.Result {
	switch action {
	case "read on":
		t.Scroll(1)
	case "read back":
		t.Scroll(-1)
	case "page on":
		t.Page(1)
	case "page back":
		t.Page(-1)
	case "read start":
		t.Top()
	case "read end":
		t.Bottom()
	case "search page":
		return layer.Result{Open: boxes.Find(&t.Reader, "Search in: "+t.title, clauses.Key("stay there")+" stays there; "+clauses.Key("next in page")+" and "+clauses.Key("previous in page")+" go to the next and the one before", "nothing matches")}
	case "next in page":
		return t.next(1)
	case "previous in page":
		return t.next(-1)
	default:
		return layer.Result{Close: true}
	}
	return layer.Result{}
}

func (t *Text) next(direction int) layer.Result {
	if !t.Next(direction) {
		return layer.Result{Note: fmt.Sprintf("nothing matches %q", reports.Line(t.Query()))}
	}
	return layer.Result{}
}

func (t *Text) View(s *style.Styles) []string {
	shown, at, n := t.Reader.View(s), t.Shown(), len(t.Lines())
	if t.Empty() {
		shown, at, n = []string{s.Dim.Render("one moment" + s.Marks.Ellipsis)}, 1, 1
	}
	where := fmt.Sprintf("%d of %d lines", at, n)
	return append([]string{style.Between(s.Strong.Render(t.title), s.Dim.Render(where), t.w)}, shown...)
}
