package apps

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"clausewalk/reports"
	"clausewalk/reports/portfolio"
	"clausewalk/ui"
)

// screenful is how many lines are read out before somebody asks for more.
const screenful = 10

// prompts is the list as plain prompts: one line after the other, words for
// states, no escape sequence.
type prompts struct {
	*Model
	in   io.Reader
	out  io.Writer
	next int // the first row that was not read out yet
}

// Plain is Run without a screen.
func Plain(o Options) (portfolio.Total, error) {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	p := &prompts{Model: newModel(ctx, o), in: o.In, out: o.Out}
	p.say("Reading.")
	p.readAll()
	p.say("%s.", p.book.Total.Summary())
	p.say("Type the number of a line to open it, words to look for, or one of: app, team, clause, due, more, back, again, help, quit.")
	p.begin()
	for {
		fmt.Fprint(p.out, "portfolio> ")
		line, err := ui.ReadLine(p.in)
		if line = strings.TrimSpace(line); err != nil && line == "" || line == "quit" || line == "q" {
			if err != nil && !errors.Is(err, io.EOF) {
				return p.book.Total, err
			}
			return p.book.Total, p.failed
		}
		p.note = ""
		if err := p.do(line); err != nil {
			return p.book.Total, err
		}
		if p.note != "" {
			p.say("%s.", p.note)
		}
	}
}

func (p *prompts) say(format string, args ...any) {
	for n, a := range args {
		if s, is := a.(string); is {
			args[n] = reports.Line(s)
		}
	}
	fmt.Fprintf(p.out, format+"\n", args...)
}

// readAll reads the source to its end, and begins with what is asked.
func (p *prompts) readAll() {
	p.read()
	for p.reading != nil {
		p.reading.wait()
		p.told()
	}
	if p.note != "" {
		p.say("%s.", p.note)
	}
}

// do does what a line asks for.
func (p *prompts) do(line string) error {
	v := p.view()
	if n, err := strconv.Atoi(line); err == nil {
		return p.choose(n)
	}
	switch line {
	case "":
	case "more":
		p.more()
	case "back":
		if len(p.views) > 1 || v.filter != "" {
			p.leave()
			p.begin()
		} else {
			p.note = "there is nothing to go back to; quit leaves the list"
		}
	case "again":
		p.readAll()
		p.begin()
	case "help", "?":
		p.say("A number opens that line: a team's apps, the apps that fail a clause, or an audit. Words keep only the lines that contain all of them; back clears them.")
	default:
		for _, by := range portfolio.Questions() {
			if line == string(by) {
				p.views = []*view{p.answer(portfolio.Question{By: by})}
				p.begin()
				return nil
			}
		}
		v.narrow(line)
		p.begin()
	}
	return nil
}

// choose opens what a line is about.
func (p *prompts) choose(n int) error {
	v := p.view()
	if n < 1 || n > len(v.shown) {
		p.note = fmt.Sprintf("there is no line %d", n)
		return nil
	}
	v.at = n - 1
	views := len(p.views)
	p.open()
	switch {
	case p.chosen != nil:
		in, _ := placeOf(*p.chosen)
		err := p.opt.Open(in)
		p.chosen = nil
		if err != nil {
			return err
		}
		if in.Rev == "" { // A commit stays what it is.
			p.Update(p.rows.again(p.ctx, p.opt.Again(in.Folder), in.Folder))
		}
		p.begin()
	case len(p.views) > views:
		p.begin()
	}
	return nil
}

// begin reads out the answer from its first line on.
func (p *prompts) begin() {
	v := p.view()
	p.next = 0
	title := v.answer.Title
	if v.filter != "" {
		title += ", with " + v.filter
	}
	p.say("%s: %d of %d.", title, len(v.shown), len(v.answer.Rows))
	p.more()
}

// more reads out the next lines.
func (p *prompts) more() {
	v := p.view()
	if len(v.answer.Rows) == 0 {
		p.say("%s", v.answer.None)
	}
	for end := min(p.next+screenful, len(v.shown)); p.next < end; p.next++ {
		p.say("%s. %s", strconv.Itoa(p.next+1), v.sentence(v.shown[p.next]))
	}
	if left := len(v.shown) - p.next; left > 0 {
		p.say("%d more.", left)
	}
}

// sentence tells a row in words, each cell behind what it is.
func (v *view) sentence(row int) string {
	cells := v.answer.Rows[row]
	said := []string{cells[0].Words}
	for n, c := range cells[1:] {
		switch head := v.answer.Head[n+1]; {
		case c.Words == "":
		case head == "State" || head == "What" || head == "Title" || head == "Why the gate does not hold":
			said = append(said, c.Words)
		default:
			said = append(said, strings.ToLower(head)+" "+c.Words)
		}
	}
	return strings.Join(said, "; ")
}
