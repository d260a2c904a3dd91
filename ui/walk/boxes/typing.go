package boxes

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"clausewalk/checklist/event"
	"clausewalk/ui/clauses"
	"clausewalk/ui/session"
	"clausewalk/ui/walk/layer"
)

// typing is what all boxes share that people type into: typing can be undone, the
// words wait as a draft until they are decided on, and leaving decides nothing. A box
// embeds it, and says how its words are read and replaced.
type typing struct {
	now    func() written
	put    func(written) // a line below zero puts the cursor at the end
	keep   draft
	begun  string    // what the box holds when nobody has typed into it
	back   bool      // the words are those of an earlier time, until the next key
	left   bool      // the box is closed
	letter written   // the box as the last letter left it
	before []written // what undo goes back to, the newest last
	after  []written // what redo goes on to
}

// written is what a box held at one time, with its cursor.
type written struct {
	words     string
	line, col int
}

// draft is where the words of a box wait until they are decided on. Without a
// session they do not wait: those of a search are nothing to keep.
type draft struct {
	session *session.Session
	box     string    // the action that opens the box, empty for the reason's
	ref     event.Ref // the zero Ref for what is about no clause
	verdict event.Verdict
}

// draftOf names the draft of a box about clauses: it is kept with the first one.
func draftOf(l *clauses.List, box string, refs ...event.Ref) draft {
	d := draft{session: l.Session, box: box}
	if len(refs) > 0 {
		d.ref = refs[0]
	}
	return d
}

// begin takes in the words that were left in the box. Undo goes back to those
// that it holds without them.
func (t *typing) begin() {
	start := t.now()
	t.begun, t.letter = start.words, written{line: -1}
	if t.keep.session == nil {
		return
	}
	if d, ok := t.keep.session.Draft(t.keep.box, t.keep.ref); ok && held(d.Text) != start.words {
		t.before = push(t.before, start)
		t.put(written{words: held(d.Text), line: -1})
		t.back = true
	}
}

// typed gives a key to the box and keeps what has become of the words.
func (t *typing) typed(key tea.KeyMsg, give func(tea.KeyMsg)) layer.Result {
	t.back = false
	was := t.now()
	give(key)
	if t.now().words == was.words {
		return layer.Result{}
	}
	space := key.String() == " "
	letter := key.Type == tea.KeyRunes && !key.Paste && !space
	if was != t.letter || !letter && !space {
		t.before = push(t.before, was)
	}
	t.letter, t.after = written{line: -1}, nil
	if letter {
		t.letter = t.now() // Undo takes words back, not letters.
	}
	return t.hold()
}

// alter replaces the words by those that were not typed, as one change.
func (t *typing) alter(words string) layer.Result {
	if words == t.now().words {
		return layer.Result{}
	}
	t.before, t.after = push(t.before, t.now()), nil
	t.letter = written{line: -1}
	t.put(written{words: words, line: -1})
	return t.hold()
}

// hold keeps the words as the box's draft.
func (t *typing) hold() layer.Result {
	if t.keep.session == nil {
		return layer.Result{}
	}
	words := t.now().words
	if words == t.begun {
		words = ""
	}
	t.keep.session.HoldDraft(t.keep.box, t.keep.ref, t.keep.verdict, said(words))
	return layer.Result{Draft: true}
}

// undo and redo go back and on by one change of the words.
func (t *typing) undo() layer.Result {
	return t.travel(&t.before, &t.after, "nothing to undo in this box")
}

func (t *typing) redo() layer.Result {
	return t.travel(&t.after, &t.before, "nothing to redo in this box")
}

func (t *typing) travel(from, to *[]written, none string) layer.Result {
	if len(*from) == 0 {
		return layer.Result{Note: none}
	}
	then := (*from)[len(*from)-1]
	*from = (*from)[:len(*from)-1]
	*to = push(*to, t.now())
	t.letter, t.back = written{line: -1}, false
	t.put(then)
	return t.hold()
}

// leave closes the box. Nothing is decided, and the words wait in it.
func (t *typing) leave() layer.Result {
	t.left = true
	r := layer.Result{Close: true}
	if t.keep.session != nil && t.now().words != t.begun {
		r = t.hold()
		r.Close, r.Note = true, "nothing is saved as an answer; the words are kept in this box as a draft"
	}
	return r
}

// decided lets the draft go once the box is closed by what it was opened for.
func (t *typing) decided(r layer.Result) layer.Result {
	if r.Close && t.keep.session != nil {
		// Other words may be there: the box was left and opened again meanwhile.
		if d, ok := t.keep.session.Draft(t.keep.box, t.keep.ref); ok && d.Text == said(t.now().words) {
			t.keep.session.HoldDraft(t.keep.box, t.keep.ref, "", "")
			r.Draft = true
		}
	}
	t.left = t.left || r.Close
	return r
}

// push adds to what undo can go back to, and drops the oldest where that grows
// beyond reason.
func push(stack []written, w written) []written {
	const most = 16 << 20 // bytes
	stack = append(stack, w)
	size := 0
	for n := len(stack) - 1; n > 0; n-- {
		if size += len(stack[n].words); size > most {
			return stack[n:]
		}
	}
	return stack
}

// ---- exact words ----

// The boxes of the library keep no tab, and one of a single line no line's end
// either. They are given signs in their place that no text has: Unicode keeps
// them for a program's own use.
const (
	tab  = "\uFDD0"
	line = "\uFDD1"
)

var toHeld, toSaid = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\t", tab), strings.NewReplacer(tab, "\t", line, "\n")

// held returns words as the boxes hold them, said as a person has said them.
func held(words string) string { return toHeld.Replace(words) }
func said(words string) string { return toSaid.Replace(words) }
