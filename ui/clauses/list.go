// Package clauses is the way through an audit's clauses: which one the keys are
// for, to which the list is narrowed, which are marked, and what a search finds.
// The screen and the plain walk share it; it draws nothing.
package clauses

import (
	"fmt"
	"maps"
	"slices"

	"github.com/charmbracelet/x/ansi"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/reports"
	"clausewalk/ui/session"
)

// List is the clauses of a session as somebody walks through them. The walk
// changes the audit through it, so that it is never behind. It belongs to one
// goroutine, as the session does.
type List struct {
	Session *session.Session // for reading, and for what does not change the audit

	Marks Marks
	Query string // what was searched for last in all clauses

	items    []checklist.Item
	index    map[event.Ref]int
	editions []checklist.Edition
	progress checklist.Progress
	counted  int // how often it was counted
	cursor   int // into items
	came     int // what the clause under the cursor waited for when one came to it
	filter   Filter
	rows     []Row                  // nil when they have to be laid anew
	weak     map[event.Ref][]string // nil when it has to be found anew
	gate     *checklist.Gate        // nil when it has to be judged anew
	texts    texts
	trail    trail
	folded   map[string]bool // the sections that are, by section.key
	sections []section
	left     []Sharing // what the changes since the last TakeLeft left behind
}

// New returns the list of a session's clauses, at the first open one.
func New(s *session.Session) *List {
	l := &List{Session: s, Marks: Marks{all: map[event.Ref]bool{}}, texts: texts{}, folded: map[string]bool{}}
	l.Recount()
	l.cursor = firstOpen(l)
	l.came = waitsFor(l.Item())
	return l
}

// ---- changing ----

// Change makes the changes as one step, and tells whether anything changed. The
// error says why the audit refused them; then nothing has changed.
func (l *List) Change(changes ...event.Change) (bool, error) {
	step, err := l.Session.Change(changes...)
	l.refresh(step)
	l.left = append(l.left, LeftBehind(l.Session, step)...)
	return len(step) > 0, err
}

// TakeLeft returns what a person's changes have left behind since it was asked last:
// somebody has to say who follows.
func TakeLeft(l *List) []Sharing {
	left := l.left
	l.left = nil
	return left
}

// Undo withdraws the last step of this sitting, goes to its clause, and says in words
// what it was.
func (l *List) Undo() (string, error) { return l.again(l.Session.Undo()) }

// Redo makes the step again that was undone last, likewise.
func (l *List) Redo() (string, error) { return l.again(l.Session.Redo()) }

func (l *List) again(step []event.Event, err error) (string, error) {
	if err != nil {
		return "", err
	}
	for _, e := range step {
		if l.Has(e.Ref()) {
			l.GoTo(e.Ref())
			break
		}
	}
	l.refresh(step)
	return stepWords(step), nil
}

// Settle takes in under which numbers a save has written the events, and returns
// the error of that save.
func (l *List) Settle(saved session.Saved) error {
	err := l.Session.Settle(saved)
	l.refresh(saved.Events)
	return err
}

// Merge takes in what others have written, and returns the error of reading it.
func (l *List) Merge(loaded session.Loaded) error {
	err := l.Session.Merge(loaded)
	l.refresh(loaded.Events)
	return err
}

// TakeUnsaved makes the changes that an earlier sitting could not save.
func TakeUnsaved(l *List, u workspace.Unsaved) error {
	err := l.Session.TakeUnsaved(u)
	l.Recount()
	return err
}

// Tell takes in what was found when the evidence was looked at.
func (l *List) Tell(looks checklist.Looks) {
	l.Session.SetLooks(looks)
	l.Recount()
}

func stepWords(step []event.Event) string {
	e := step[len(step)-1]
	where := e.Clause
	if where == "" {
		where = e.Subject
	}
	if n := concerned(step); n > 1 {
		where = reports.Count(n, "clause") + ","
	}
	words := ansi.Truncate(event.Words(e.Kind, e.Value), 40, "…")
	return reports.Line(fmt.Sprintf("%s %s %s", where, e.Kind, words))
}

// concerned returns how many clauses a step is about.
func concerned(step []event.Event) int {
	refs := map[event.Ref]bool{}
	for _, e := range step {
		if e.Clause != "" {
			refs[e.Ref()] = true
		}
	}
	return len(refs)
}

// refresh reads the clauses anew that the events concern.
func (l *List) refresh(events []event.Event) {
	if len(events) == 0 {
		return
	}
	refs := map[event.Ref]bool{}
	for _, e := range events {
		concerned, known := l.Session.Concerns(e)
		if !known {
			l.Recount()
			return
		}
		for _, ref := range concerned {
			refs[ref] = true
		}
	}
	now := l.Session.Now()
	for ref := range refs {
		if at, ok := l.index[ref]; ok {
			l.items[at] = l.Session.Audit.Item(ref, now)
			delete(l.texts, ref)
		}
	}
	l.tally()
}

// Recount reads every clause anew. What is asked may be other clauses than
// before: by another edition, whose labels may mean others, or another list.
func (l *List) Recount() {
	at := l.Item().Ref
	l.items = l.Session.Items()
	clear(l.texts)
	l.index = map[event.Ref]int{}
	for n, i := range l.items {
		l.index[i.Ref] = n
	}
	l.sections = sectionsOf(l.Session.Policies)
	now := l.Session.Editions()
	n, stays := l.index[at]
	switch {
	case !slices.Equal(now, l.editions):
		l.editions = now
		l.cursor = min(l.cursor, max(0, len(l.items)-1))
		l.Marks.Clear()
		l.filter, l.Marks.last = Filter{}, event.Ref{}
	case stays:
		l.cursor = n
	default:
		l.cursor = min(l.cursor, max(0, len(l.items)-1))
	}
	maps.DeleteFunc(l.Marks.all, func(ref event.Ref, _ bool) bool { _, asked := l.index[ref]; return !asked })
	l.tally()
}

func (l *List) tally() {
	l.progress = checklist.Tally(l.items)
	l.rows, l.weak, l.gate = nil, nil, nil
	l.counted++
}

// ---- reading ----

// Items returns all clauses in the policies' order. They are the list's own.
func (l *List) Items() []checklist.Item { return l.items }

// Len returns how many clauses there are.
func (l *List) Len() int { return len(l.items) }

// Item returns the clause under the cursor, the zero Item where there is none.
func (l *List) Item() checklist.Item {
	if l.cursor < 0 || l.cursor >= len(l.items) {
		return checklist.Item{}
	}
	return l.items[l.cursor]
}

// Of returns what is known of a clause, the zero Item where it is not asked.
func (l *List) Of(ref event.Ref) checklist.Item {
	if at, ok := l.index[ref]; ok {
		return l.items[at]
	}
	return checklist.Item{}
}

// Has tells whether a clause is asked.
func (l *List) Has(ref event.Ref) bool { _, ok := l.index[ref]; return ok }

// Cursor returns the index of the clause under the cursor.
func (l *List) Cursor() int { return l.cursor }

// Progress returns what is answered.
func (l *List) Progress() checklist.Progress { return l.progress }

// Counted returns a number that is another one whenever anything was counted
// anew: what it was when something was read tells whether that still holds.
func (l *List) Counted() int { return l.counted }

// Targets returns the clauses that a change goes to, in the policies' order:
// the marked ones, else the one under the cursor.
func (l *List) Targets() []event.Ref {
	if l.Marks.Len() == 0 {
		return []event.Ref{l.Item().Ref}
	}
	var refs []event.Ref
	for _, i := range l.items {
		if l.Marks.Has(i.Ref) {
			refs = append(refs, i.Ref)
		}
	}
	return refs
}

// Stale returns those of the targets whose answers are stale and can be confirmed.
func (l *List) Stale() []checklist.Item {
	var stale []checklist.Item
	for _, ref := range l.Targets() {
		if i := l.Of(ref); i.Confirmable() {
			stale = append(stale, i)
		}
	}
	return stale
}

// Doubted tells whether the answer that the keys are for is stale because of its
// evidence: to say that it still holds is not enough, and a person has to see
// what became of the evidence.
func Doubted(l *List) bool {
	all := l.Targets()
	if len(all) != 1 {
		return false
	}
	i := l.Of(all[0])
	return i.Has(checklist.Stale) && !i.Has(checklist.OutOfScope) && len(i.Doubted) > 0
}

// Alike returns the clauses that are stale for the reason of the one under the
// cursor.
func (l *List) Alike() []checklist.Item {
	var all []checklist.Item
	why := l.Item().StaleWords()
	for _, i := range l.items {
		if why != "" && i.Confirmable() && i.StaleWords() == why {
			all = append(all, i)
		}
	}
	return all
}

// Named says which clauses something is about.
func Named(refs []event.Ref) string {
	if len(refs) == 1 {
		return refs[0].Label
	}
	return reports.Count(len(refs), "clause")
}

// EachOf makes a change for each of several clauses.
func EachOf(refs []event.Ref, change func(event.Ref) event.Change) []event.Change {
	changes := make([]event.Change, len(refs))
	for n, ref := range refs {
		changes[n] = change(ref)
	}
	return changes
}
