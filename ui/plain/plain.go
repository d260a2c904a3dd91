// Package plain is the walk as plain prompts, for screen readers and for
// terminals that cannot move a cursor: one line after the other, words for
// states, no escape sequence. It has the actions of the screen, by their keys
// and by their names. Each answer is on disk before the next prompt.
package plain

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/reports"
	"clausewalk/ui"
	"clausewalk/ui/clauses"
	"clausewalk/ui/session"
)

// walk is one sitting.
type walk struct {
	opt     ui.Options
	in      *bufio.Reader
	session *session.Session
	list    *clauses.List
	table   *ui.Table
	deeds   map[string]deed
	at      event.Ref // the clause that was read out last
	packet  bool      // the packet was read last, not the report
}

// deed does an action with what was typed behind its name.
type deed func(w *walk, rest string) error

// Run opens the plain walk and returns when the person leaves it or the input
// ends. Words that were being typed are then kept as a draft, and what is not on
// disk yet is saved, or the error says where it was put.
func Run(o ui.Options) error {
	w := &walk{opt: o, in: bufio.NewReader(o.In), session: o.Session, list: clauses.New(o.Session), table: o.Settings.Table(), deeds: deeds()}
	w.list.GoTo(o.Session.LeftAt())
	err := w.walk()
	if errors.Is(err, errLeft) || errors.Is(err, io.EOF) {
		err = nil
	}
	return errors.Join(err, w.session.Close(w.list.Item().Ref))
}

// errLeft says that the person has asked to leave.
var errLeft = errors.New("left")

func (w *walk) walk() error {
	w.say("%s", w.progress())
	w.say("%s", "Type a key or the name of an action, and enter. "+clauses.Key("help")+" lists them.")
	if err := w.unsaved(); err != nil {
		return err
	}
	if w.opt.AskScope && len(w.session.Facts()) > 0 {
		if err := scope(w, ""); err != nil {
			return err
		}
	}
	for {
		clauses.Came(w.list)
		if ref := w.list.Item().Ref; ref != w.at {
			w.at = ref
			w.read()
		}
		line, err := w.ask(w.at.Label)
		if err == nil {
			err = w.do(strings.TrimSpace(line))
		}
		if err != nil {
			return err
		}
	}
}

// unsaved offers what an earlier sitting could not save.
func (w *walk) unsaved() error {
	for _, u := range w.session.Unsaved() {
		w.say("%s.", reports.Line(u.String()))
		said, err := w.yes("yes saves them now")
		if err != nil {
			return err
		}
		if !said {
			w.say("They are kept, and offered again at the next start.")
			continue
		}
		if err := clauses.TakeUnsaved(w.list, u); err != nil {
			return err
		}
		w.say("%s.", sentence(w.progress()))
	}
	return nil
}

// do does the action that a line names, with what is typed behind it.
func (w *walk) do(line string) error {
	if line == "" {
		return nil
	}
	a, rest := w.find(line)
	if a == nil {
		if clauses.GoToNamed(w.list, line) {
			w.at = event.Ref{} // It is read out again where one is there already.
			return nil
		}
		word, _, _ := strings.Cut(line, " ")
		w.say("%q is not a key. "+clauses.Key("help")+" lists the keys.", reports.Line(word))
		if strings.ContainsFunc(word, func(r rune) bool { return r >= utf8.RuneSelf }) {
			w.say("%s.", sentence(reports.Line(ui.NoKey(word))))
		}
		return nil
	}
	if why := cannot(*a); why != "" {
		w.say("%s is not available here: %s.", a.Name, why)
		return nil
	}
	if why := a.Why(w.on()); why != "" {
		w.say("Not available now: %s.", reports.Line(why))
		return nil
	}
	return w.deeds[a.Name](w, rest)
}

// closed tells whether the audit was opened for reading alone, and says so: what an
// action shows is read out, and nothing is asked.
func (w *walk) closed() bool {
	why := session.ReadOnly(w.session)
	if why != "" {
		w.say("%s.", sentence(reports.Line(why)))
	}
	return why != ""
}

// find returns the action that a line begins with, by its name or by its key,
// nil for none.
func (w *walk) find(line string) (found *ui.Action, rest string) {
	for n := range w.table.All {
		a := &w.table.All[n]
		behind, ok := strings.CutPrefix(line, a.Name)
		if ok && (behind == "" || behind[0] == ' ') && (found == nil || len(a.Name) > len(found.Name)) {
			found, rest = a, strings.TrimSpace(behind)
		}
	}
	if found != nil {
		return found, rest
	}
	key, rest, _ := strings.Cut(line, " ")
	if first := line[:1]; first == "/" || first == ":" {
		key, rest = first, line[1:]
	}
	return w.table.Find(ui.Walk, key), strings.TrimSpace(rest)
}

func (w *walk) on() ui.On { return ui.On{List: w.list, Editor: w.opt.Editor} }

func (w *walk) progress() string {
	p := w.list.Progress()
	return fmt.Sprintf("%s: %d of %d answered, %s, %d stale, %d in conflict, %d out of scope.",
		reports.Line(w.session.Head.App+" "+w.session.Head.Release), p.Answered, p.Clauses, reports.Count(p.Gaps, "gap"), p.Stale, p.Conflict, p.OutOfScope)
}

// ---- prompts ----

func (w *walk) say(format string, args ...any) {
	fmt.Fprintln(w.opt.Out, clauses.Keyed(fmt.Sprintf(format, args...), w.table.KeyOf))
}

// tell says what came of a deed, or why it failed.
func (w *walk) tell(words string, err error) {
	if err != nil {
		words = clauses.Refused(err)
	}
	if words = reports.Line(words); words != "" {
		w.say("%s.", sentence(words))
	}
}

// sentence begins words with a capital letter.
func sentence(words string) string {
	first, size := utf8.DecodeRuneInString(words)
	return string(unicode.ToUpper(first)) + words[size:]
}

func (w *walk) ask(what string) (string, error) {
	fmt.Fprint(w.opt.Out, reports.Line(what)+"> ")
	line, err := w.in.ReadString('\n')
	if err != nil && line != "" {
		err = nil // The last line may lack its end.
	}
	return strings.ToValidUTF8(strings.TrimRight(line, "\r\n"), "\uFFFD"), err
}

// yes asks for a yes by saying what it does, and tells whether that was typed.
func (w *walk) yes(does string) (bool, error) {
	line, err := w.ask(does)
	return err == nil && strings.EqualFold(strings.TrimSpace(line), "yes"), err
}

// sure asks whether what was warned of is to be done anyway, by saying what
// yes does.
func (w *walk) sure(warning, does string) bool {
	w.say("Beware: %s.", reports.Line(warning))
	said, _ := w.yes(does)
	return said
}

// keepsIt is what yes does to what is kept only when that is said.
const keepsIt = "yes keeps it anyway"

// choose asks for one of several things, unless its number or its words are
// there already. It returns -1 where none is meant.
func (w *walk) choose(title, said string, all []string) (int, error) {
	if said == "" {
		w.say("%s", title)
		for n, words := range all {
			w.say("%d: %s", n+1, reports.Line(words))
		}
		var err error
		if said, err = w.ask("number"); err != nil {
			return -1, err
		}
	}
	said = strings.TrimSpace(said)
	for n, words := range all {
		if said == fmt.Sprint(n+1) || strings.EqualFold(said, words) {
			return n, nil
		}
	}
	if said != "" {
		w.say("%q is not one of them.", reports.Line(said))
	}
	return -1, nil
}

// ---- changing ----

// change makes a step and says that it is saved, or that it is not and why. It
// asks before it keeps what looks like a secret, and tells whether the audit has
// it now.
func (w *walk) change(changes ...event.Change) bool {
	changed, err := w.list.Change(changes...)
	var secret *checklist.SecretError
	if errors.As(err, &secret) {
		if !w.sure(err.Error(), keepsIt) {
			w.say("Not saved.")
			return false
		}
		changed, err = w.list.Change(event.Meant(changes...)...)
	}
	switch {
	case err != nil:
		w.say("NOT SAVED: %s", reports.Line(err.Error()))
		return false
	case !changed:
		w.say("Nothing changed.")
	default:
		w.save("Saved. ")
	}
	for _, one := range clauses.TakeLeft(w.list) {
		w.askFollow(one)
	}
	return true
}

// attempt makes changes that were put together before, or says why they were not.
func attempt(w *walk, err error, changes ...event.Change) {
	if err != nil {
		w.tell("", err)
		return
	}
	w.change(changes...)
}

// save brings to disk what is not there yet.
func (w *walk) save(done string) {
	if err := w.list.Settle(w.session.Save()); err != nil {
		w.say("NOT SAVED: %s. Save now tries again.", reports.Line(err.Error()))
		return
	}
	w.say("%s%s", done, w.progress())
}

// keep saves what a deed has changed and says what came of it.
func (w *walk) keep(words string, err error) error {
	w.tell(words, err)
	if err == nil {
		w.save("Saved. ")
	}
	return nil
}
