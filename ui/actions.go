package ui

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"clausewalk/checklist"
)

// mode says who gets the keys.
type mode string

// The modes. Each dialog belongs to one.
const (
	walkMode     mode = "walk"
	writeMode    mode = "reason box"
	lineMode     mode = "one-line box"
	pickMode     mode = "evidence picker"
	readMode     mode = "reading"
	scopeMode    mode = "scope"
	chooseMode   mode = "chooser"
	overviewMode mode = "overview"
	compareMode  mode = "editions"
	everywhere   mode = "everywhere"
)

// Action is one thing that a person can do at one key. The table of actions
// gives keys, footer, help and the README's key table.
type Action struct {
	Name  string   // unique; what tests and the palette call it
	Keys  []string // as Bubble Tea names them; the first one is shown
	Mode  mode
	Short string // in the footer; empty keeps it out
	Help  string
	off   func(*Model) string // why it cannot be done now, empty when it can
	do    func(*Model) tea.Cmd
}

// Actions returns the table of actions, in the order of help and footer.
func Actions() []Action {
	return []Action{
		{Name: "met", Keys: []string{"1"}, Mode: walkMode, Short: "met", Help: "met (a notice: acknowledged), and on to the next open clause", do: answer(checklist.Met), off: noClause},
		{Name: "partly", Keys: []string{"2"}, Mode: walkMode, Short: "partly", Help: "partly met, with the reason", do: answer(checklist.Partly), off: noClause},
		{Name: "not met", Keys: []string{"3"}, Mode: walkMode, Short: "not met", Help: "not met, with the reason", do: answer(checklist.NotMet), off: noClause},
		{Name: "not applicable", Keys: []string{"4"}, Mode: walkMode, Short: "n/a", Help: "not applicable, with the reason", do: answer(checklist.NotApplicable), off: noClause},
		{Name: "cannot tell", Keys: []string{"5"}, Mode: walkMode, Short: "can't tell", Help: "cannot tell, with the reason", do: answer(checklist.CannotTell), off: noClause},
		{Name: "clear", Keys: []string{"0"}, Mode: walkMode, Help: "take the verdict back", do: answer(checklist.Unanswered), off: unanswered},
		{Name: "confirm", Keys: []string{"!"}, Mode: walkMode, Help: "a stale answer still holds: give it again", do: (*Model).confirm, off: noneStale},
		{Name: "confirm alike", Keys: []string{"@"}, Mode: walkMode, Help: "all answers that are stale for the same reason as this one still hold", do: (*Model).confirmAlike, off: noneAlike},
		{Name: "reason", Keys: []string{"i"}, Mode: walkMode, Short: "reason", Help: "write the reason", do: (*Model).openReason, off: noClause},
		{Name: "edit reason", Keys: []string{"e"}, Mode: walkMode, Help: "write the reason in your editor ($VISUAL, $EDITOR)", do: (*Model).editReason, off: noEditorOrClause},
		{Name: "add evidence", Keys: []string{"a"}, Mode: walkMode, Short: "evidence", Help: "add evidence: a file, a link, a place in the code, a permission", do: (*Model).openEvidence, off: noClause},
		{Name: "remove evidence", Keys: []string{"d"}, Mode: walkMode, Help: "remove evidence (then y)", do: (*Model).openRemove, off: noEvidence},
		{Name: "open evidence", Keys: []string{"o"}, Mode: walkMode, Help: "open a piece of evidence with the system's program for it", do: (*Model).openPiece, off: noEvidence},
		{Name: "check evidence", Keys: []string{"c"}, Mode: walkMode, Help: "fetch links or run commands again, and keep what came of it", do: (*Model).openCheck, off: nothingToCheck},
		{Name: "gap", Keys: []string{"w"}, Mode: walkMode, Short: "gap", Help: "severity, owner, due date and fix of a gap", do: (*Model).openGap, off: noClause},
		{Name: "valid until", Keys: []string{"v"}, Mode: walkMode, Help: "how long the answer holds: until a day, or for a span", do: (*Model).openUntil, off: noClause},
		{Name: "mark", Keys: []string{" "}, Mode: walkMode, Help: "mark the clause, for an answer, gap or evidence that goes to all marked", do: (*Model).mark, off: noClause},
		{Name: "mark range", Keys: []string{"V"}, Mode: walkMode, Help: "mark from the clause marked last to this one", do: (*Model).markRange, off: noMark},
		{Name: "next open", Keys: []string{"]"}, Mode: walkMode, Short: "next open", Help: "next open clause", do: (*Model).nextOpen, off: noneOpen},
		{Name: "previous open", Keys: []string{"["}, Mode: walkMode, Help: "previous open clause", do: (*Model).previousOpen, off: noneOpen},
		{Name: "undo", Keys: []string{"u"}, Mode: walkMode, Short: "undo", Help: "undo the last change of this sitting", do: (*Model).undo, off: noUndo},
		{Name: "redo", Keys: []string{"ctrl+r"}, Mode: walkMode, Help: "redo what was undone", do: (*Model).redo, off: noRedo},
		{Name: "search", Keys: []string{"/"}, Mode: walkMode, Short: "search", Help: "search all clauses, or from a clause's text within it", do: (*Model).openSearch},
		{Name: "next match", Keys: []string{"n"}, Mode: walkMode, Help: "next match", do: nextMatch(1), off: noQuery},
		{Name: "previous match", Keys: []string{"N"}, Mode: walkMode, Help: "previous match", do: nextMatch(-1), off: noQuery},
		{Name: "filter", Keys: []string{"f"}, Mode: walkMode, Short: "filter", Help: "show only some clauses: open, gaps, stale, mine, by topic or role", do: (*Model).openFilter, off: noClause},
		{Name: "palette", Keys: []string{":"}, Mode: walkMode, Short: "all", Help: "every action by name, with its key or why it cannot be done now", do: (*Model).openPalette},
		{Name: "overview", Keys: []string{"O"}, Mode: walkMode, Help: "where the audit stands: gaps, stale, conflicts, progress, last changes", do: (*Model).openOverview, off: noClause},
		{Name: "scope", Keys: []string{"t"}, Mode: walkMode, Short: "scope", Help: "the facts about the app that decide which clauses apply", do: (*Model).openScope, off: noFacts},
		{Name: "overrule scope", Keys: []string{"x"}, Mode: walkMode, Help: "put this clause in or out of scope by hand, with the reason", do: (*Model).openOverrule, off: noClause},
		{Name: "sign off", Keys: []string{"s"}, Mode: walkMode, Help: "vouch by name for the audit as it stands", do: (*Model).openSign, off: nothingEntered},
		{Name: "take offered", Keys: []string{"p"}, Mode: walkMode, Help: "take an older answer that the clause is offered", do: (*Model).takeOffered, off: noneOffered},
		{Name: "compare editions", Keys: []string{"E"}, Mode: walkMode, Help: "another edition of the policy against the one that is asked", do: openEditions(false)},
		{Name: "adopt edition", Keys: []string{"A"}, Mode: walkMode, Help: "go over to another edition: first what becomes of each clause and answer", do: openEditions(true)},
		{Name: "history", Keys: []string{"h"}, Mode: walkMode, Help: "history of this clause: who set what, when", do: (*Model).openHistory, off: noClause},
		{Name: "lint", Keys: []string{"L"}, Mode: walkMode, Help: "what will not convince a reader: thin reasons, evidence, owners, dates", do: (*Model).openLint, off: noClause},
		{Name: "report", Keys: []string{"r"}, Mode: walkMode, Short: "report", Help: "the report as it is now", do: (*Model).openReport},
		{Name: "review packet", Keys: []string{"R"}, Mode: walkMode, Help: "the packet for a review: is it ready, the texts to paste, what is missing", do: (*Model).openPacket, off: noPacket},
		{Name: "platform decided", Keys: []string{"D"}, Mode: walkMode, Help: "keep what the platform decided about this clause or its permission", do: (*Model).openDecided, off: noClause},
		{Name: "copy", Keys: []string{"y"}, Mode: walkMode, Help: "copy the clause with its answer to the terminal's clipboard", do: (*Model).copyClause, off: noClause},
		{Name: "down", Keys: []string{"j", "down"}, Mode: walkMode, Help: "next clause, or scroll the clause's text", do: move(1)},
		{Name: "up", Keys: []string{"k", "up"}, Mode: walkMode, Help: "previous clause, or scroll back", do: move(-1)},
		{Name: "first", Keys: []string{"g", "home"}, Mode: walkMode, Help: "first clause", do: (*Model).first},
		{Name: "last", Keys: []string{"G", "end"}, Mode: walkMode, Help: "last clause", do: (*Model).last},
		{Name: "scroll down", Keys: []string{"ctrl+d", "pgdown"}, Mode: walkMode, Help: "scroll the clause's text", do: scroll(1)},
		{Name: "scroll up", Keys: []string{"ctrl+u", "pgup"}, Mode: walkMode, Help: "scroll back", do: scroll(-1)},
		{Name: "other pane", Keys: []string{"tab"}, Mode: walkMode, Help: "to the other pane", do: (*Model).otherPane},
		{Name: "open", Keys: []string{"enter", "right", "l"}, Mode: walkMode, Help: "to the clause's text", do: (*Model).openDetail},
		{Name: "back", Keys: []string{"esc", "left"}, Mode: walkMode, Short: "to the list", Help: "back to the list; never quits, never discards", do: (*Model).back, off: inTheList},
		{Name: "save now", Keys: []string{"ctrl+s"}, Mode: walkMode, Help: "try again to save what is not saved", do: (*Model).save},
		{Name: "help", Keys: []string{"?"}, Mode: walkMode, Short: "help", Help: "this help", do: (*Model).openHelp},
		{Name: "quit", Keys: []string{"q"}, Mode: walkMode, Short: "quit", Help: "quit; everything is saved", do: (*Model).quit},

		{Name: "keep words", Keys: []string{"ctrl+s", "esc"}, Mode: writeMode, Short: "keep and close", Help: "keep the words and close the box", do: (*Model).keepReason},
		{Name: "undo words", Keys: []string{"ctrl+z"}, Mode: writeMode, Short: "undo", Help: "take back what was typed last", do: travel(undone, redone, "nothing to undo in this box")},
		{Name: "redo words", Keys: []string{"ctrl+y"}, Mode: writeMode, Help: "type again what was taken back", do: travel(redone, undone, "nothing to redo in this box")},
		{Name: "to the editor", Keys: []string{"ctrl+e"}, Mode: writeMode, Short: "editor", Help: "go on in your editor ($VISUAL, $EDITOR)", do: (*Model).edit, off: noEditor},

		{Name: "accept", Keys: []string{"enter"}, Mode: lineMode, Short: "accept", Help: "accept the line", do: (*Model).acceptLine},
		{Name: "next field", Keys: []string{"tab", "down"}, Mode: lineMode, Help: "next field, or the next one found; completes a path", do: field(1)},
		{Name: "previous field", Keys: []string{"shift+tab", "up"}, Mode: lineMode, Help: "previous field, or the one found before", do: field(-1)},
		{Name: "leave line", Keys: []string{"esc"}, Mode: lineMode, Short: "back", Help: "back without a change", do: (*Model).leaveLine},

		{Name: "pick next", Keys: []string{"j", "down"}, Mode: pickMode, Short: "next", Help: "next piece", do: pick(1)},
		{Name: "pick previous", Keys: []string{"k", "up"}, Mode: pickMode, Help: "previous piece", do: pick(-1)},
		{Name: "confirm removal", Keys: []string{"y"}, Mode: pickMode, Short: "remove it", Help: "remove the piece from this clause; its file stays in the workspace", do: (*Model).removePicked},
		{Name: "leave picker", Keys: []string{"esc", "q"}, Mode: pickMode, Short: "back", Help: "back without a change", do: (*Model).closeDialog},

		{Name: "read on", Keys: []string{"j", "down"}, Mode: readMode, Short: "down", Help: "one line on", do: read(1, false)},
		{Name: "read back", Keys: []string{"k", "up"}, Mode: readMode, Short: "up", Help: "one line back", do: read(-1, false)},
		{Name: "page on", Keys: []string{"ctrl+d", "pgdown", " "}, Mode: readMode, Short: "page", Help: "half a page on", do: read(1, true)},
		{Name: "page back", Keys: []string{"ctrl+u", "pgup"}, Mode: readMode, Help: "half a page back", do: read(-1, true)},
		{Name: "read start", Keys: []string{"g", "home"}, Mode: readMode, Help: "to the top", do: readTo(false)},
		{Name: "read end", Keys: []string{"G", "end"}, Mode: readMode, Help: "to the end", do: readTo(true)},
		{Name: "search page", Keys: []string{"/"}, Mode: readMode, Short: "search", Help: "search in what is read", do: (*Model).searchPage, off: nothingToRead},
		{Name: "next in page", Keys: []string{"n"}, Mode: readMode, Help: "next match", do: nextInPage(1), off: noPageQuery},
		{Name: "previous in page", Keys: []string{"N"}, Mode: readMode, Help: "previous match", do: nextInPage(-1), off: noPageQuery},
		{Name: "write report", Keys: []string{"w"}, Mode: readMode, Short: "write to a file", Help: "write the report to a file, as Markdown, HTML, JSON, CSV or SARIF; the packet as Markdown, HTML, JSON or a pack with its recordings", do: (*Model).openWrite, off: notTheReport},
		{Name: "copy shown", Keys: []string{"y"}, Mode: readMode, Short: "copy clause", Help: "copy the clause that is read, with its answer, to the terminal's clipboard; from the packet the text to paste", do: (*Model).copyShown, off: notTheReport},
		{Name: "leave reading", Keys: []string{"esc", "q", "?"}, Mode: readMode, Short: "back", Help: "back to where one was", do: (*Model).leaveReading},

		{Name: "next fact", Keys: []string{"j", "down"}, Mode: scopeMode, Help: "next question", do: fact(1)},
		{Name: "previous fact", Keys: []string{"k", "up"}, Mode: scopeMode, Help: "previous question", do: fact(-1)},
		{Name: "fact yes", Keys: []string{"y"}, Mode: scopeMode, Short: "yes", Help: "yes", do: (*Model).factYes, off: notYesNo},
		{Name: "fact no", Keys: []string{"n"}, Mode: scopeMode, Short: "no", Help: "no", do: (*Model).factNo, off: notYesNo},
		{Name: "fact unknown", Keys: []string{"?"}, Mode: scopeMode, Short: "not yet known", Help: "not yet known: the clauses stay in", do: (*Model).factUnknown},
		{Name: "fact value", Keys: []string{"enter"}, Mode: scopeMode, Short: "write the answer", Help: "write a choice or a list", do: (*Model).factValue, off: isYesNo},
		{Name: "leave scope", Keys: []string{"esc", "q"}, Mode: scopeMode, Short: "to the clauses", Help: "to the clauses; everything is saved", do: (*Model).closeDialog},

		{Name: "open line", Keys: []string{"enter", "right", "l"}, Mode: overviewMode, Short: "go there", Help: "to the clause, section or topic of the line", do: (*Model).openLine},
		{Name: "next line", Keys: []string{"j", "down", "tab"}, Mode: overviewMode, Short: "next", Help: "next line", do: overviewMove(1)},
		{Name: "previous line", Keys: []string{"k", "up", "shift+tab"}, Mode: overviewMode, Help: "previous line", do: overviewMove(-1)},
		{Name: "leave overview", Keys: []string{"esc", "left", "O"}, Mode: overviewMode, Short: "to the clauses", Help: "to the clauses", do: (*Model).closeDialog},
		{Name: "help on overview", Keys: []string{"?"}, Mode: overviewMode, Short: "help", Help: "this help", do: (*Model).openHelp},
		{Name: "quit overview", Keys: []string{"q"}, Mode: overviewMode, Short: "quit", Help: "quit; everything is saved", do: (*Model).quit},

		{Name: "adopt it", Keys: []string{"y"}, Mode: compareMode, Short: "adopt it", Help: "adopt the edition, in one step that u takes back", do: (*Model).adoptEdition, off: onlyComparing},
		{Name: "next compared", Keys: []string{"j", "down"}, Mode: compareMode, Help: "next clause", do: compareMove(1)},
		{Name: "previous compared", Keys: []string{"k", "up"}, Mode: compareMode, Help: "previous clause", do: compareMove(-1)},
		{Name: "next change", Keys: []string{"]"}, Mode: compareMode, Short: "next change", Help: "next clause that is not as it was", do: nextChange(1)},
		{Name: "previous change", Keys: []string{"["}, Mode: compareMode, Help: "previous one", do: nextChange(-1)},
		{Name: "compare down", Keys: []string{"ctrl+d", "pgdown", " "}, Mode: compareMode, Short: "scroll", Help: "scroll the words", do: compareScroll(1)},
		{Name: "compare up", Keys: []string{"ctrl+u", "pgup"}, Mode: compareMode, Help: "scroll back", do: compareScroll(-1)},
		{Name: "leave compare", Keys: []string{"esc", "q", "left", "E", "A"}, Mode: compareMode, Short: "back", Help: "back to the walk", do: (*Model).closeDialog},

		{Name: "choose", Keys: []string{"enter"}, Mode: chooseMode, Short: "take it", Help: "take the line under the cursor", do: (*Model).takeChoice},
		{Name: "next choice", Keys: []string{"down", "ctrl+n", "tab"}, Mode: chooseMode, Short: "next", Help: "next line", do: choose(1)},
		{Name: "previous choice", Keys: []string{"up", "ctrl+p", "shift+tab"}, Mode: chooseMode, Help: "previous line", do: choose(-1)},
		{Name: "leave chooser", Keys: []string{"esc"}, Mode: chooseMode, Short: "back", Help: "back without a change", do: (*Model).closeDialog},

		// The size comes with a frame that is drawn whole.
		{Name: "redraw", Keys: []string{"ctrl+l"}, Mode: everywhere, Help: "draw the screen anew, when another program has written on it", do: func(*Model) tea.Cmd { return tea.WindowSize() }},
		{Name: "suspend", Keys: []string{"ctrl+z"}, Mode: everywhere, Help: "put the program into the background", do: func(*Model) tea.Cmd { return tea.Suspend }},
		{Name: "interrupt", Keys: []string{"ctrl+c"}, Mode: everywhere, Help: "leave at once; words in an open box wait for you as a draft", do: (*Model).interrupt},
	}
}

// table finds actions by mode and key.
type table struct {
	all   []Action
	byKey map[mode]map[string]*Action
}

func newTable() *table {
	t := &table{all: Actions(), byKey: map[mode]map[string]*Action{}}
	for i := range t.all {
		a := &t.all[i]
		if t.byKey[a.Mode] == nil {
			t.byKey[a.Mode] = map[string]*Action{}
		}
		for _, k := range a.Keys {
			t.byKey[a.Mode][k] = a
		}
	}
	return t
}

// find returns the action of a key in a mode, nil where the key has none. What
// a mode uses a key for goes before what the key does everywhere.
func (t *table) find(in mode, key string) *Action {
	if a := t.byKey[in][key]; a != nil {
		return a
	}
	return t.byKey[everywhere][key]
}

// KeyName returns a key as people write it.
func KeyName(key string) string {
	switch key {
	case " ":
		return "space"
	case "pgdown":
		return "page down"
	case "pgup":
		return "page up"
	}
	return key
}

func noClause(m *Model) string {
	if len(m.items) == 0 {
		return "there is no clause"
	}
	return ""
}

func noEditor(m *Model) string {
	if strings.TrimSpace(m.opt.Editor) == "" {
		return "no editor is named: set VISUAL or EDITOR"
	}
	return ""
}

func noEditorOrClause(m *Model) string {
	if why := noClause(m); why != "" {
		return why
	}
	return noEditor(m)
}

func noneStale(m *Model) string {
	if len(m.stale()) == 0 {
		return named(m.targets()) + " has no stale answer to confirm"
	}
	return ""
}

func noneAlike(m *Model) string {
	if len(m.alike()) == 0 {
		return "no answer here is stale by itself"
	}
	return ""
}

func noMark(m *Model) string {
	if len(m.marked) == 0 {
		return "no clause is marked yet; space marks one"
	}
	return ""
}

func unanswered(m *Model) string {
	if len(m.marked) > 0 {
		return ""
	}
	if i := m.item(); i.Verdict == checklist.Unanswered && !i.Has(checklist.Conflict) {
		return i.Ref.Label + " has no verdict to take back"
	}
	return ""
}

func noEvidence(m *Model) string {
	if len(m.item().Evidence) == 0 {
		return m.item().Ref.Label + " has no evidence; a adds some"
	}
	return ""
}

func noneOpen(m *Model) string {
	if m.progress.Clauses == m.progress.Answered {
		return "no clause is open"
	}
	return ""
}

func inTheList(m *Model) string {
	if !m.detail && len(m.marked) == 0 {
		return "this is the list already; q quits"
	}
	return ""
}

func noUndo(m *Model) string {
	if len(m.done) == 0 {
		return "nothing to undo in this sitting"
	}
	return ""
}

func noRedo(m *Model) string {
	if len(m.undone) == 0 {
		return "nothing to redo"
	}
	return ""
}

func noQuery(m *Model) string {
	if m.query == "" && (!m.detail || m.inClause.query == "") {
		return "no search yet; / searches"
	}
	return ""
}

func nothingToRead(m *Model) string {
	if p, ok := m.dialog.(*page); ok && len(p.lines) == 0 {
		return "one moment, it is not there yet"
	}
	return ""
}

func notTheReport(m *Model) string {
	if p, ok := m.dialog.(*page); !ok || !p.report {
		return "that is for the report and the packet"
	}
	return nothingToRead(m)
}

func noPageQuery(m *Model) string {
	if p, ok := m.dialog.(*page); ok && p.query == "" {
		return "no search yet; / searches"
	}
	return ""
}

func nothingEntered(m *Model) string {
	if m.audit.LastChange().IsZero() {
		return "there is nothing to sign: nothing was answered yet"
	}
	return ""
}

func noFacts(m *Model) string {
	if len(m.audit.Facts()) == 0 {
		return "no guide of this audit asks about the app"
	}
	return ""
}
