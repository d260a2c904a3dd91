// Package clause is all that is known of one clause, as it is read: the policy's
// words, the guide's, the answer and what stands behind it.
package clause

import (
	"maps"

	tea "github.com/charmbracelet/bubbletea"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/reports"
	"clausewalk/ui/walk/layer"
	"clausewalk/ui/walk/reader"
	"clausewalk/ui/walk/style"
)

// Pane shows a clause, and scrolls.
type Pane struct {
	reader.Reader
	style  *style.Styles
	shown  key
	width  int
	height int
	texts  map[key][]string // the policy's words as Glamour sets them
	guides map[key]guide
	coming map[key]bool // text and guide are being set away from the screen

	open  func(event.Evidence) (string, error) // what of a piece may be opened, nil where nothing is linked
	leads map[string]string                    // the addresses of pieces, by their keys
}

// key names a text: under one label two editions have other words.
type key struct {
	ref    event.Ref
	digest string
	width  int // 0 for whatever width
}

// New returns an empty pane.
func New(s *style.Styles) *Pane {
	return &Pane{style: s, texts: map[key][]string{}, guides: map[key]guide{}, coming: map[key]bool{}}
}

// Lead lets evidence lead to what open says of it: an address or a file that may
// be opened. It is asked away from the screen.
func (p *Pane) Lead(open func(event.Evidence) (string, error)) {
	p.open, p.leads = open, map[string]string{}
}

// Clause is what the pane is to show.
type Clause struct {
	checklist.Item
	Weak    []string // why it will convince nobody
	Drafts  string   // the keys of the boxes in which words for it wait
	Compact bool     // there is room for the necessary alone
}

// Resize says how much room there is, in cells.
func (p *Pane) Resize(w, h int) {
	p.width, p.height = w, h
	p.Reader.Resize(w, h)
}

// Show shows a clause, another one from its beginning. What it returns sets the
// policy's words, nil where that is done, and those of the clauses where one may be
// next, with their guides: a key is not to wait for them.
func (p *Pane) Show(c Clause, next ...checklist.Item) tea.Cmd {
	if now := (key{ref: c.Ref, digest: c.Clause.Digest}); now != p.shown {
		p.shown = now
		p.Unmatch()
		p.Top()
	}
	p.Set(p.lines(c))
	cmds := []tea.Cmd{p.set(c.Item), p.lead(c.Evidence)}
	for _, i := range next {
		cmds = append(cmds, p.set(i))
	}
	return tea.Batch(cmds...)
}

// lead asks where evidence leads that nobody has asked about yet. Large files are
// not read for it.
func (p *Pane) lead(all []event.Evidence) tea.Cmd {
	const large = 16 << 20 // bytes
	var asked []event.Evidence
	for _, e := range all {
		if _, known := p.leads[e.Key()]; p.open != nil && !known && e.Size < large {
			p.leads[e.Key()] = ""
			asked = append(asked, e)
		}
	}
	if len(asked) == 0 {
		return nil
	}
	open := p.open
	return layer.Later(nil, func() func() layer.Result {
		found := map[string]string{}
		for _, e := range asked {
			found[e.Key()] = style.Address(open(e))
		}
		return func() layer.Result { maps.Copy(p.leads, found); return layer.Result{} }
	})
}

// set sets the policy's words and the guide away from the screen.
func (p *Pane) set(i checklist.Item) tea.Cmd {
	at := p.key(i)
	if _, ok := p.texts[at]; ok || p.coming[at] || p.width < 4 {
		return nil
	}
	p.coming[at] = true
	clause, s := i.Clause, p.style
	return layer.Later(nil, func() func() layer.Result {
		lines := style.Markdown(s, reports.ClauseMarkdown(clause), at.width-2)
		guide := newGuide(s, clause.Guide, at.width)
		return func() layer.Result {
			delete(p.coming, at)
			p.texts[at], p.guides[at] = lines, guide
			return layer.Result{}
		}
	})
}

// key names the text of a clause in the width that there is.
func (p *Pane) key(i checklist.Item) key { return key{i.Ref, i.Clause.Digest, p.width} }
