package ui

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"clausewalk/checklist"
	"clausewalk/checklist/workspace"
	"clausewalk/reports"
)

// plainWalk is the walk as plain prompts, for screen readers and for terminals
// that cannot move a cursor: one line after the other, words for states, no
// escape sequence. Each answer is on disk before the next prompt.
type plainWalk struct {
	opt   Options
	in    *bufio.Reader
	audit *workspace.Open
	at    int
	moved bool // the clause has not been read out yet
}

// RunPlain opens the plain walk and returns when the person leaves it or the
// input ends. Words that were being typed are then kept as a draft.
func RunPlain(o Options) error {
	w := &plainWalk{opt: o, in: bufio.NewReader(o.In), audit: o.Audit, moved: true}
	for n, i := range w.items() {
		if i.Ref == o.LeftAt || o.LeftAt == (checklist.Ref{}) && i.Open() {
			w.at = n
			break
		}
	}
	w.say("%s", w.progress())
	w.say("Type a key and enter. ? lists the keys.")
	if o.AskScope {
		if err := w.scope(); err != nil {
			return w.leave(err)
		}
	}
	for {
		if w.moved {
			w.moved = false
			w.read()
		}
		line, err := w.ask(w.item().Ref.Label)
		if err == nil {
			err = w.do(strings.TrimSpace(line))
		}
		if err != nil {
			return w.leave(err)
		}
	}
}

// errLeft says that the person has asked to leave.
var errLeft = errors.New("left")

func (w *plainWalk) leave(err error) error {
	_ = w.audit.LeaveAt(w.item().Ref) // Without it the next walk begins at the first open clause.
	if errors.Is(err, errLeft) || errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

func (w *plainWalk) say(format string, args ...any) { fmt.Fprintf(w.opt.Out, format+"\n", args...) }

func (w *plainWalk) ask(what string) (string, error) {
	fmt.Fprint(w.opt.Out, reports.Line(what)+"> ")
	line, err := w.in.ReadString('\n')
	if err != nil && line != "" {
		err = nil // The last line may lack its end.
	}
	return strings.ToValidUTF8(strings.TrimRight(line, "\r\n"), "\uFFFD"), err
}

func (w *plainWalk) items() []checklist.Item { return w.audit.Items(w.audit.Hand.Now()) }
func (w *plainWalk) item() checklist.Item    { return w.items()[w.at] }

// stay keeps the walk at a clause when other clauses are asked than before.
func (w *plainWalk) stay(at checklist.Ref) {
	items := w.items()
	if n := slices.IndexFunc(items, func(i checklist.Item) bool { return i.Ref == at }); n >= 0 {
		w.at = n
	}
	w.at = min(w.at, len(items)-1)
}

func (w *plainWalk) progress() string {
	p := checklist.Tally(w.items())
	return fmt.Sprintf("%s: %d of %d answered, %s, %d stale, %d in conflict, %d out of scope.",
		reports.Line(w.audit.Head.App+" "+w.audit.Head.Release), p.Answered, p.Clauses, reports.Count(p.Gaps, "gap"), p.Stale, p.Conflict, p.OutOfScope)
}

// plainKeys are the keys of the plain walk, those of the screen where both have
// the same.
var plainKeys = []struct{ key, help string }{
	{"1", "met, and on to the next open clause"}, {"2", "partly"}, {"3", "not met"}, {"4", "not applicable"},
	{"5", "cannot tell"}, {"0", "take the verdict back"}, {"p", "take an offered older answer: p and its number"}, {"i", "write the reason"}, {"a", "add evidence"},
	{"j", "next clause"}, {"k", "clause before"}, {"]", "next open clause"}, {"[", "open clause before"},
	{"/", "search: / and the words"}, {"g", "go: g and the label"}, {"e", "read the clause again, with all of the guide"},
	{"u", "undo"}, {"t", "scope: the facts about the app"}, {"r", "read the report"}, {"R", "read the packet for a review"}, {"?", "these keys"}, {"q", "quit; everything is saved"},
}

func (w *plainWalk) do(line string) error {
	key, rest, _ := strings.Cut(line, " ")
	if strings.HasPrefix(line, "/") {
		key, rest = "/", strings.TrimPrefix(line, "/")
	}
	switch key {
	case "":
	case "1", "2", "3", "4", "5":
		n, _ := strconv.Atoi(key)
		return w.answer(checklist.Verdicts()[n-1])
	case "0":
		w.change(checklist.SetVerdict(w.item().Ref, checklist.Unanswered))
	case "p":
		w.take(rest)
	case "i":
		return w.answer("")
	case "a":
		return w.evidence(rest)
	case "j":
		w.to(w.at + 1)
	case "k":
		w.to(w.at - 1)
	case "]":
		w.toOpen(1)
	case "[":
		w.toOpen(-1)
	case "/":
		w.search(rest)
	case "g":
		w.label(rest)
	case "e":
		w.read()
		w.guide()
	case "u":
		w.undo()
	case "t":
		return w.scope()
	case "r":
		w.document(reports.Markdown)
	case "R":
		w.document(reports.ReviewMarkdown)
	case "?":
		for _, k := range plainKeys {
			w.say("%s: %s", k.key, k.help)
		}
	case "q":
		return errLeft
	default:
		w.say("%q is no key. ? lists the keys.", reports.Line(key))
	}
	return nil
}

// change writes a step and says that it is saved, or that it is not and why. It
// asks before it keeps what looks like a secret.
func (w *plainWalk) change(changes ...checklist.Change) bool {
	if found := checklist.SecretsIn(changes...); found != "" && !w.sure("this looks like a secret, "+found) {
		w.say("Not saved.")
		return false
	}
	at := w.item().Ref
	step, err := w.audit.Do(changes...)
	w.stay(at)
	switch {
	case err != nil:
		w.say("NOT SAVED: %s", reports.Line(err.Error()))
		return false
	case len(step) == 0:
		w.say("Nothing changed.")
	default:
		w.say("Saved. %s", w.progress())
	}
	return true
}

// sure asks whether what was warned of is to be kept all the same.
func (w *plainWalk) sure(warning string) bool {
	w.say("Beware: %s.", reports.Line(warning))
	line, err := w.ask("yes keeps it all the same")
	return err == nil && strings.EqualFold(strings.TrimSpace(line), "yes")
}

// take gives the clause an older answer that it is offered.
func (w *plainWalk) take(number string) {
	n := 1
	if number != "" {
		n, _ = strconv.Atoi(number)
	}
	changes, err := w.audit.Take(w.item().Ref, n, w.audit.Hand.Now())
	if err != nil {
		w.say("Not taken: %s", reports.Line(err.Error()))
		return
	}
	w.change(changes...)
}

// answer sets a verdict with the reason it needs; without a verdict it takes
// the reason alone.
func (w *plainWalk) answer(v checklist.Verdict) error {
	ref := w.item().Ref
	if v != "" && !v.NeedsReason() {
		if w.change(checklist.SetVerdict(ref, v)) {
			w.toOpen(1)
		}
		return nil
	}
	draft, drafted := w.draftOf(ref)
	if drafted {
		w.say("An empty line at once keeps the words that were not kept yet.")
	}
	words, err := w.words(ref, v)
	if err != nil {
		return err
	}
	if words == "" {
		words, v = draft.Text, cmp.Or(v, draft.Verdict)
	}
	if strings.TrimSpace(words) == "" {
		w.say("No words, so nothing changed.")
		return nil
	}
	changes := []checklist.Change{checklist.SetReason(ref, words)}
	if v != "" {
		changes = append(changes, checklist.SetVerdict(ref, v))
	}
	if !w.change(changes...) {
		return w.audit.Drafts.Save(w.draft(ref, v, words))
	}
	if !drafted {
		return nil
	}
	return w.audit.Drafts.Drop(draft.Ref())
}

// words takes the lines of a reason up to an empty one. What was typed when the
// input ends stays as a draft.
func (w *plainWalk) words(ref checklist.Ref, v checklist.Verdict) (string, error) {
	w.say("Write the reason; an empty line ends it.")
	var lines []string
	for {
		line, err := w.ask("reason")
		if err != nil {
			if len(lines) > 0 {
				err = errors.Join(err, w.audit.Drafts.Save(w.draft(ref, v, strings.Join(lines, "\n"))))
			}
			return "", err
		}
		if line == "" {
			return strings.Join(lines, "\n"), nil
		}
		lines = append(lines, line)
	}
}

func (w *plainWalk) draft(ref checklist.Ref, v checklist.Verdict, words string) workspace.Draft {
	return workspace.Draft{Policy: ref.Policy, Label: ref.Label, Edition: w.audit.Labels(ref.Policy), Verdict: v, Text: words, Time: w.audit.Hand.Now().UTC()}
}

func (w *plainWalk) evidence(spec string) error {
	if spec == "" {
		w.say("A file's path, a link, or a place as path:12-40.")
		var err error
		if spec, err = w.ask("evidence"); err != nil {
			return err
		}
	}
	spec = unquote(strings.TrimSpace(spec))
	var allow workspace.Allow
	piece, err := w.audit.Collect(w.opt.Dir, spec, allow)
	for warned(err, &allow) && w.sure(err.Error()) {
		piece, err = w.audit.Collect(w.opt.Dir, spec, allow)
	}
	if err != nil {
		w.say("Not added: %s", reports.Line(err.Error()))
		return nil
	}
	w.change(checklist.AddEvidence(w.item().Ref, piece))
	if i, ok := w.audit.IgnoredFile(piece); ok {
		w.say("%s", reports.Line(i.String()))
	}
	return nil
}

func (w *plainWalk) undo() {
	at := w.item().Ref
	step, err := w.audit.Undo()
	w.stay(at)
	if err != nil {
		w.say("Not undone: %s", reports.Line(err.Error()))
		return
	}
	w.say("Undone: %s. %s", stepWords(step), w.progress())
}

// ---- moving ----

func (w *plainWalk) to(at int) {
	if at < 0 || at >= len(w.items()) {
		w.say("There is no clause beyond this one.")
		return
	}
	w.at, w.moved = at, true
}

func (w *plainWalk) toOpen(direction int) {
	items := w.items()
	for step := 1; step <= len(items); step++ {
		if at := (w.at + direction*step + 2*len(items)) % len(items); items[at].Open() {
			w.to(at)
			return
		}
	}
	w.say("Every clause in scope is answered.")
}

func (w *plainWalk) search(words string) {
	found := texts{}.find(w.items(), words, func(int) bool { return true })
	if len(found) == 0 {
		w.say("Nothing matches %q.", reports.Line(words))
		return
	}
	w.say("%d found.", len(found))
	w.to(next(found, w.at, 1))
}

func (w *plainWalk) label(label string) {
	ref, err := w.audit.Find(strings.TrimSpace(label))
	if err != nil {
		w.say("%s", reports.Line(err.Error()))
		return
	}
	for n, i := range w.items() {
		if i.Ref == ref {
			w.to(n)
		}
	}
}
