package boxes

import (
	"strings"

	"clausewalk/ui/clauses"
	"clausewalk/ui/walk/layer"
	"clausewalk/ui/walk/style"
)

// turn is how far a person has gone through the choices of a line.
type turn struct {
	typed string   // what the line held before
	all   []string // what was meant by that, nil while nobody has chosen
	at    int      // into all
}

// chosen tells whether the line with the cursor can be filled from choices.
func (f *Form) chosen() bool { return f.at < len(f.choices) && len(f.choices[f.at].All) > 0 }

// choose puts the next of the choices into the line, or the one before.
func (f *Form) choose(by int) layer.Result {
	if !f.chosen() {
		return layer.Result{}
	}
	c := f.choices[f.at]
	if f.turn.all == nil {
		typed := said(f.inputs[f.at].Value())
		f.turn = turn{typed: typed, all: c.Match(typed)}
		if f.turn.at = c.At(typed, f.turn.all); f.turn.at < 0 && by < 0 {
			f.turn.at = 0
		}
	}
	if len(f.turn.all) == 0 {
		f.turn = turn{}
		return layer.Result{Note: "no choice matches these letters"}
	}
	f.turn.at = (f.turn.at + by + len(f.turn.all)) % len(f.turn.all)
	now := f.turn
	r := f.SetValue(c.With(now.typed, now.all[now.at]))
	f.turn = now
	return r
}

// asBefore fills the lines that are empty as they were filled last.
func (f *Form) asBefore() layer.Result {
	now := f.values()
	for n, words := range f.before {
		if now[n] == "" {
			now[n] = strings.ReplaceAll(held(words), "\n", line)
		}
	}
	f.turn = turn{}
	return f.alter(strings.Join(now, "\n"))
}

// chooseLines says what can be chosen in the line with the cursor, and what is
// chosen, in at most two lines.
func (f *Form) chooseLines() []string {
	all, meant := f.turn.all, ""
	if all == nil {
		c, typed := f.choices[f.at], said(f.inputs[f.at].Value())
		all = c.Match(typed)
		if at := c.At(typed, all); at >= 0 {
			meant = all[at]
		}
	} else {
		meant = all[f.turn.at]
		all = all[max(0, f.turn.at-3):] // What comes next is seen.
	}
	if len(all) == 0 {
		return nil
	}
	lines := style.Wrap(clauses.ChoiceWords(all, meant), f.w-2)
	return lines[:min(len(lines), 2)]
}

// whole makes the first letters in the line a word, where only certain words are
// accepted.
func (f *Form) whole() {
	if !f.chosen() {
		return
	}
	typed := said(f.inputs[f.at].Value())
	if words := f.choices[f.at].Whole(typed); words != typed {
		f.SetValue(words)
	}
}
