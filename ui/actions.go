package ui

import (
	"slices"
	"strings"

	"clausewalk/ui/clauses"
)

// Mode says who gets the keys.
type Mode string

// The modes: the walk itself, and each kind of box or page that lies over it.
const (
	Walk       Mode = "walk"
	Write      Mode = "box of words"
	Line       Mode = "box of one line"
	Fields     Mode = "box of several lines"
	Seek       Mode = "search"
	Pick       Mode = "evidence picker"
	Offer      Mode = "offer"
	Read       Mode = "reading"
	Scope      Mode = "scope"
	Choose     Mode = "chooser"
	Typing     Mode = "every box with words" // beside its own mode
	Overview   Mode = "overview"
	Compare    Mode = "editions"
	Settle     Mode = "conflict"
	Outline    Mode = "outline"
	Submission Mode = "submission"
	Mark       Mode = "lines of a file"
	Suggestion Mode = "suggestion"
	Scanning   Mode = "scan"
	Portfolio  Mode = "portfolio"
	Everywhere Mode = "everywhere"
)

// Action is one thing that a person can do at one key. The table of actions
// gives keys, footer, help, palette, the plain walk and the README's key table.
type Action struct {
	Name  string   // unique; what tests, the palette and the plain walk call it
	Keys  []string // as Bubble Tea names them; the first one is shown
	Mode  Mode
	Short string // in the footer; empty keeps it out
	Help  string
	// Verdict says that it gives a verdict: held down, its key gives one.
	Verdict bool
	// Whole says that an action of the walk is about the whole audit. From the
	// overview it is done there; the others go to the clause of the line first.
	Whole bool
	// Off says why an action of the walk cannot be done now, empty when it can;
	// nil for what always can. A box or a page says it of the actions of its mode.
	Off func(On) string
}

// On is what an action of the walk is done on.
type On struct {
	List   *clauses.List
	Editor string // the command of the person's editor, empty for none
	InText bool   // the keys are for the clause's text, not for the list
	Sought string // what is searched for in the clause's text
}

// Stays tells whether the action keeps its place in a short footer: the way out
// does, and help in the walk.
func (a Action) Stays() bool {
	return strings.HasPrefix(a.Name, "leave ") || a.Name == "back" || a.Name == "help"
}

// Why says why an action of the walk cannot be done, empty when it can.
func (a Action) Why(on On) string {
	if why := a.Closed(on.List.Session); why != "" {
		return why
	}
	if a.Off == nil {
		return ""
	}
	return a.Off(on)
}

// Actions returns the table of actions, in the order of help and footer.
func Actions() []Action {
	return slices.Concat(answering(), walking(), inBoxes(), onPages(), whileTyping(), onOutline(), onSubmission(), inFiles(), onSuggestions(), onPortfolio(), anywhere())
}

// answering are the actions of the walk on the clause itself.
func answering() []Action {
	return []Action{
		{Name: "met", Keys: []string{"1"}, Mode: Walk, Verdict: true, Short: "met", Help: "met (a notice: acknowledged), and on to the next open clause", Off: noClause},
		{Name: "partly", Keys: []string{"2"}, Mode: Walk, Verdict: true, Short: "partly", Help: "partly met, with the reason", Off: noClause},
		{Name: "not met", Keys: []string{"3"}, Mode: Walk, Verdict: true, Short: "not met", Help: "not met, with the reason", Off: noClause},
		{Name: "not applicable", Keys: []string{"4"}, Mode: Walk, Verdict: true, Short: "n/a", Help: "not applicable, with the reason", Off: noClause},
		{Name: "cannot tell", Keys: []string{"5"}, Mode: Walk, Verdict: true, Short: "can't tell", Help: "cannot tell, with the reason", Off: noClause},
		{Name: "clear", Keys: []string{"0"}, Mode: Walk, Verdict: true, Help: "remove the verdict", Off: unanswered},
		{Name: "confirm", Keys: []string{"!"}, Mode: Walk, Help: "a stale answer is still right; it keeps its author", Off: noneStale},
		{Name: "confirm alike", Keys: []string{"@", "C"}, Mode: Walk, Help: "all your answers that are stale for the same reason as this one are still right", Off: noneAlike},
		{Name: "reason", Keys: []string{"i"}, Mode: Walk, Short: "reason", Help: "write the reason", Off: noClause},
		{Name: "edit reason", Keys: []string{"e"}, Mode: Walk, Help: "write the reason in your editor ($VISUAL, $EDITOR)", Off: noEditorOrClause},
		{Name: "add evidence", Keys: []string{"a"}, Mode: Walk, Short: "evidence", Help: "add evidence: a file, a link, a place in the code, a permission", Off: noClause},
		{Name: "remove evidence", Keys: []string{"d"}, Mode: Walk, Help: "remove evidence, after asking once", Off: noEvidence},
		{Name: "see evidence", Keys: []string{"S"}, Mode: Walk, Help: "look at the evidence: cited lines then and now, the start of a file, the end of an output", Off: noEvidence},
		{Name: "open evidence", Keys: []string{"o"}, Mode: Walk, Help: "open a piece of evidence with the system's program for it", Off: noEvidence},
		{Name: "check evidence", Keys: []string{"c"}, Mode: Walk, Help: "fetch links or run commands again, and save the result", Off: nothingToCheck},
		{Name: "gap", Keys: []string{"w"}, Mode: Walk, Short: "gap", Help: "severity, owner, due date and fix of a gap", Off: noClause},
		{Name: "valid until", Keys: []string{"v"}, Mode: Walk, Help: "how long the answer is valid: until a day, or for a span", Off: noClause},
		{Name: "serve others", Keys: []string{"W"}, Mode: Walk, Help: "this answer serves other permissions too, or the clause has that of another", Off: notRepeated},
		{Name: "settle", Keys: []string{"="}, Mode: Walk, Help: "settle a conflict: keep one side, join them, or give a new answer", Off: noConflict},
		{Name: "suggestion", Keys: []string{"P"}, Mode: Walk, Help: "what is suggested here, with the places it is based on, and older answers on offer: take or dismiss it", Off: noneSuggested},
		{Name: "mark", Keys: []string{" "}, Mode: Walk, Help: "mark the clause, to give all marked clauses an answer, gap or evidence", Off: noClause},
		{Name: "mark range", Keys: []string{"V"}, Mode: Walk, Help: "mark from the last marked clause to this one", Off: noMark},
	}
}

// walking are those that lead elsewhere, or are about the whole audit.
func walking() []Action {
	return []Action{
		{Name: "next open", Keys: []string{"]", "."}, Mode: Walk, Short: "next open", Help: "next clause that needs you: unanswered, in conflict, stale, undecided, unsupported, suggested", Off: noneOpen},
		{Name: "previous open", Keys: []string{"[", ","}, Mode: Walk, Help: "previous clause that needs you", Off: noneOpen},
		{Name: "came from", Keys: []string{"b", "backspace"}, Mode: Walk, Help: "back to the clause you came from, and the ones before that", Off: cameFromNowhere},
		{Name: "undo", Keys: []string{"u"}, Mode: Walk, Whole: true, Short: "undo", Help: "undo the last change in this sitting", Off: noUndo},
		{Name: "redo", Keys: []string{"ctrl+r"}, Mode: Walk, Whole: true, Help: "redo the last undone change", Off: noRedo},
		{Name: "search", Keys: []string{"/"}, Mode: Walk, Short: "search", Help: "search all clauses, or inside a clause's text when you are in it"},
		{Name: "next match", Keys: []string{"n"}, Mode: Walk, Help: "next match", Off: noQuery},
		{Name: "previous match", Keys: []string{"N"}, Mode: Walk, Help: "previous match", Off: noQuery},
		{Name: "filter", Keys: []string{"f"}, Mode: Walk, Short: "filter", Help: "show only some clauses: open, gaps, stale, mine, by topic or role", Off: noClause},
		{Name: "palette", Keys: []string{":"}, Mode: Walk, Whole: true, Short: "all", Help: "go to a clause (:A.12, :12, words of its title), or run any action by name"},
		{Name: "overview", Keys: []string{"O"}, Mode: Walk, Help: "where the audit stands: gaps, stale, conflicts, progress, last changes", Off: noClause},
		{Name: "scan", Keys: []string{"F"}, Mode: Walk, Whole: true, Help: "search the app's own files for places that bear on clauses, and suggest them"},
		{Name: "suggest from", Keys: []string{"B"}, Mode: Walk, Whole: true, Help: "suggest what an older audit of the workspace says of clauses that these took the place of"},
		{Name: "scope", Keys: []string{"t"}, Mode: Walk, Whole: true, Short: "scope", Help: "the facts about the app that decide which clauses apply", Off: noFacts},
		{Name: "overrule scope", Keys: []string{"x"}, Mode: Walk, Help: "put this clause in or out of scope by hand, with the reason", Off: noClause},
		{Name: "sign off", Keys: []string{"s"}, Mode: Walk, Whole: true, Help: "vouch by name for the audit as it stands", Off: nothingEntered},
		{Name: "adopt edition", Keys: []string{"A"}, Mode: Walk, Help: "compare another edition with the current one, and switch to it after seeing what happens to each answer"},
		{Name: "how it was read", Keys: []string{"T"}, Mode: Walk, Help: "how the policy's text was read, and what is not asked: correct or accept it", Off: noClause},
		{Name: "history", Keys: []string{"h"}, Mode: Walk, Help: "history of this clause: who set what, and when", Off: noClause},
		{Name: "log", Keys: []string{"H"}, Mode: Walk, Whole: true, Help: "what you did in this sitting, with commands that do the same, to copy", Off: noneDone},
		{Name: "lint", Keys: []string{"L"}, Mode: Walk, Whole: true, Help: "what will not convince a reader: thin reasons, evidence, owners, dates", Off: noClause},
		{Name: "report", Keys: []string{"r"}, Mode: Walk, Whole: true, Short: "report", Help: "the report as it stands now"},
		{Name: "submission", Keys: []string{"M"}, Mode: Walk, Whole: true, Help: "prepare a review and hand in some of the permissions: fields to copy, what is stopped, what is missing", Off: noPacket},
		{Name: "platform decided", Keys: []string{"D"}, Mode: Walk, Help: "record what the platform decided about this clause or its permission", Off: noClause},
		{Name: "copy", Keys: []string{"y"}, Mode: Walk, Help: "copy the clause with its answer to the terminal's clipboard", Off: noClause},
		{Name: "down", Keys: []string{"j", "down"}, Mode: Walk, Help: "next clause, or scroll the clause's text"},
		{Name: "up", Keys: []string{"k", "up"}, Mode: Walk, Help: "previous clause, or scroll back"},
		{Name: "first", Keys: []string{"g", "home"}, Mode: Walk, Help: "first clause"},
		{Name: "last", Keys: []string{"G", "end"}, Mode: Walk, Help: "last clause"},
		{Name: "next clause", Keys: []string{"J", "ctrl+n"}, Mode: Walk, Help: "next clause, also from inside a clause's text"},
		{Name: "previous clause", Keys: []string{"K", "ctrl+p"}, Mode: Walk, Help: "previous clause, also from inside a clause's text"},
		{Name: "fold", Keys: []string{"z"}, Mode: Walk, Help: "fold or unfold this section", Off: noClause},
		{Name: "fold all", Keys: []string{"Z"}, Mode: Walk, Help: "fold or unfold all sections", Off: noClause},
		{Name: "scroll down", Keys: []string{"ctrl+d", "pgdown"}, Mode: Walk, Help: "scroll the clause's text"},
		{Name: "scroll up", Keys: []string{"ctrl+u", "pgup"}, Mode: Walk, Help: "scroll back"},
		{Name: "other pane", Keys: []string{"tab"}, Mode: Walk, Help: "to the other pane"},
		{Name: "open", Keys: []string{"enter", "right", "l"}, Mode: Walk, Help: "to the clause's text, and from there to its evidence"},
		{Name: "back", Keys: []string{"esc", "left"}, Mode: Walk, Short: "to the list", Help: "back to the list; in the list, unmark or show all clauses again; never quits", Off: inTheList},
		{Name: "save now", Keys: []string{"ctrl+s"}, Mode: Walk, Whole: true, Help: "try again to save unsaved changes"},
		{Name: "help", Keys: []string{"?"}, Mode: Walk, Whole: true, Short: "help", Help: "this help"},
		{Name: "quit", Keys: []string{"q"}, Mode: Walk, Whole: true, Short: "quit", Help: "quit; everything is saved"},
	}
}

// inBoxes are the actions of boxes.
func inBoxes() []Action {
	return []Action{
		{Name: "keep words", Keys: []string{"ctrl+s"}, Mode: Write, Short: "save", Help: "save the text and close the box"},
		{Name: "leave words", Keys: []string{"esc"}, Mode: Write, Short: "leave as a draft", Help: "leave the box: nothing is saved as an answer, and the text stays as a draft"},
		{Name: "to the editor", Keys: []string{"ctrl+e"}, Mode: Write, Short: "editor", Help: "continue in your editor ($VISUAL, $EDITOR)"},

		{Name: "accept", Keys: []string{"enter", "ctrl+s"}, Mode: Line, Short: "accept", Help: "accept the line and close the box"},
		{Name: "leave line", Keys: []string{"esc"}, Mode: Line, Short: "leave as a draft", Help: "leave the box: nothing is saved as an answer, and the line stays as a draft"},
		{Name: "complete", Keys: []string{"tab"}, Mode: Line, Short: "complete", Help: "complete a path, or take the selected offer"},
		{Name: "next offered", Keys: []string{"down"}, Mode: Line, Short: "next", Help: "to the next offer; of files tab takes it"},
		{Name: "previous offered", Keys: []string{"up"}, Mode: Line, Help: "to the previous offer"},
		{Name: "mark lines", Keys: []string{"shift+tab", "ctrl+o"}, Mode: Line, Short: "lines", Help: "open the selected file and mark the lines to cite"},
		{Name: "another piece", Keys: []string{"ctrl+n"}, Mode: Line, Short: "one more", Help: "add another piece of evidence in the same box"},

		{Name: "keep fields", Keys: []string{"ctrl+s"}, Mode: Fields, Short: "save", Help: "save the lines and close the box"},
		{Name: "leave fields", Keys: []string{"esc"}, Mode: Fields, Short: "leave as a draft", Help: "leave the box: nothing is saved as an answer, and the lines stay as a draft"},
		{Name: "next field", Keys: []string{"tab", "down", "enter"}, Mode: Fields, Short: "next line", Help: "next line of the box"},
		{Name: "previous field", Keys: []string{"shift+tab", "up"}, Mode: Fields, Help: "previous line of the box"},
		{Name: "next value", Keys: []string{"ctrl+n"}, Mode: Fields, Short: "choose", Help: "the next choice for this line; type letters to narrow them"},
		{Name: "previous value", Keys: []string{"ctrl+p"}, Mode: Fields, Help: "the previous choice"},
		{Name: "as last time", Keys: []string{"ctrl+o"}, Mode: Fields, Short: "as last time", Help: "fill empty lines with the owner and due date of the last gap you entered"},

		{Name: "stay there", Keys: []string{"enter"}, Mode: Seek, Short: "stay there", Help: "stay at the match"},
		{Name: "next found", Keys: []string{"down", "tab"}, Mode: Seek, Short: "next", Help: "to the next match"},
		{Name: "previous found", Keys: []string{"up", "shift+tab"}, Mode: Seek, Help: "to the previous match"},
		{Name: "leave search", Keys: []string{"esc"}, Mode: Seek, Short: "back", Help: "back to where the search began"},

		{Name: "pick next", Keys: []string{"j", "down"}, Mode: Pick, Short: "next", Help: "next piece"},
		{Name: "pick previous", Keys: []string{"k", "up"}, Mode: Pick, Help: "previous piece"},
		{Name: "confirm removal", Keys: []string{"y"}, Mode: Pick, Short: "remove it", Help: "remove the piece from this clause; its file stays in the workspace"},
		{Name: "save them now", Keys: []string{"y"}, Mode: Offer, Short: "save them", Help: "save the changes that an earlier sitting could not save"},
		{Name: "leave offer", Keys: []string{"esc", "q"}, Mode: Offer, Short: "later", Help: "leave it for the next start"},

		{Name: "leave picker", Keys: []string{"esc", "q"}, Mode: Pick, Short: "back", Help: "back without a change"},
	}
}

// onPages are the actions of pages.
func onPages() []Action {
	return []Action{
		{Name: "read on", Keys: []string{"j", "down"}, Mode: Read, Short: "down", Help: "one line on"},
		{Name: "read back", Keys: []string{"k", "up"}, Mode: Read, Short: "up", Help: "one line back"},
		{Name: "page on", Keys: []string{"ctrl+d", "pgdown", " "}, Mode: Read, Short: "page", Help: "one page on"},
		{Name: "page back", Keys: []string{"ctrl+u", "pgup"}, Mode: Read, Help: "one page back"},
		{Name: "read start", Keys: []string{"g", "home"}, Mode: Read, Help: "to the top"},
		{Name: "read end", Keys: []string{"G", "end"}, Mode: Read, Help: "to the end"},
		{Name: "search page", Keys: []string{"/"}, Mode: Read, Short: "search", Help: "search in this text"},
		{Name: "next in page", Keys: []string{"n"}, Mode: Read, Help: "next match"},
		{Name: "previous in page", Keys: []string{"N"}, Mode: Read, Help: "previous match"},
		{Name: "write report", Keys: []string{"w"}, Mode: Read, Short: "write to a file", Help: "write the report to a file, as Markdown, HTML, PDF, JSON, CSV or SARIF; the packet as Markdown, HTML, JSON or a pack with its recordings"},
		{Name: "copy shown", Keys: []string{"y"}, Mode: Read, Short: "copy clause", Help: "copy the clause being read, with its answer, to the terminal's clipboard; in the packet, the text to paste"},
		{Name: "leave reading", Keys: []string{"esc", "q", "?"}, Mode: Read, Short: "back", Help: "back to where you were"},

		{Name: "next fact", Keys: []string{"j", "down"}, Mode: Scope, Help: "next question"},
		{Name: "previous fact", Keys: []string{"k", "up"}, Mode: Scope, Help: "previous question"},
		{Name: "fact yes", Keys: []string{"y"}, Mode: Scope, Short: "yes", Help: "yes"},
		{Name: "fact no", Keys: []string{"n"}, Mode: Scope, Short: "no", Help: "no"},
		{Name: "fact unknown", Keys: []string{"?"}, Mode: Scope, Short: "not yet known", Help: "not yet known: the clauses stay in scope"},
		{Name: "fact value", Keys: []string{"enter"}, Mode: Scope, Short: "write the answer", Help: "type a choice or a list"},
		{Name: "leave scope", Keys: []string{"esc", "q"}, Mode: Scope, Short: "to the clauses", Help: "to the clauses; everything is saved"},
		{Name: "fact suggestion", Keys: []string{"P"}, Mode: Scope, Short: "suggested", Help: "what programs suggest as the answer, with the places it is based on"},

		{Name: "open line", Keys: []string{"enter", "right", "l"}, Mode: Overview, Short: "go there", Help: "to this line's clause, section or topic"},
		{Name: "next line", Keys: []string{"j", "down", "tab"}, Mode: Overview, Short: "next", Help: "next line"},
		{Name: "previous line", Keys: []string{"k", "up", "shift+tab"}, Mode: Overview, Help: "previous line"},
		{Name: "lines on", Keys: []string{"ctrl+d", "pgdown"}, Mode: Overview, Help: "half a page on"},
		{Name: "lines back", Keys: []string{"ctrl+u", "pgup"}, Mode: Overview, Help: "half a page back"},
		{Name: "first line", Keys: []string{"g", "home"}, Mode: Overview, Help: "first line"},
		{Name: "last line", Keys: []string{"G", "end"}, Mode: Overview, Help: "last line"},
		{Name: "leave overview", Keys: []string{"esc", "left", "O"}, Mode: Overview, Short: "to the clauses", Help: "to the clauses"},
		{Name: "help on overview", Keys: []string{"?"}, Mode: Overview, Short: "help", Help: "this help"},
		{Name: "quit overview", Keys: []string{"q"}, Mode: Overview, Short: "quit", Help: "quit; everything is saved"},

		{Name: "adopt it", Keys: []string{"y"}, Mode: Compare, Short: "adopt it", Help: "adopt the edition, in one step that undo reverses"},
		{Name: "next compared", Keys: []string{"j", "down"}, Mode: Compare, Help: "next clause"},
		{Name: "previous compared", Keys: []string{"k", "up"}, Mode: Compare, Help: "previous clause"},
		{Name: "next change", Keys: []string{"]", "."}, Mode: Compare, Short: "next change", Help: "next clause that has changed"},
		{Name: "previous change", Keys: []string{"[", ","}, Mode: Compare, Help: "previous clause that has changed"},
		{Name: "compare down", Keys: []string{"ctrl+d", "pgdown", " "}, Mode: Compare, Short: "scroll", Help: "scroll the text"},
		{Name: "compare up", Keys: []string{"ctrl+u", "pgup"}, Mode: Compare, Help: "scroll back"},
		{Name: "leave compare", Keys: []string{"esc", "q", "left", "A"}, Mode: Compare, Short: "back", Help: "back to the walk"},

		{Name: "take side", Keys: []string{"enter"}, Mode: Settle, Short: "take it", Help: "settle the conflict with this side's answer, in one step that undo reverses"},
		{Name: "join sides", Keys: []string{"b"}, Mode: Settle, Short: "join both", Help: "settle it with the reasons of all sides in one text, each under its author's name"},
		{Name: "answer anew", Keys: []string{"n"}, Mode: Settle, Short: "new answer", Help: "settle it with a new answer of your own"},
		{Name: "next side", Keys: []string{"tab", "right", "l"}, Mode: Settle, Short: "other side", Help: "to the next side"},
		{Name: "previous side", Keys: []string{"shift+tab", "left", "h"}, Mode: Settle, Help: "to the previous side"},
		{Name: "sides down", Keys: []string{"j", "down"}, Mode: Settle, Help: "one line on"},
		{Name: "sides up", Keys: []string{"k", "up"}, Mode: Settle, Help: "one line back"},
		{Name: "leave sides", Keys: []string{"esc", "q"}, Mode: Settle, Short: "back", Help: "back to the walk; nothing is settled"},

		{Name: "choose", Keys: []string{"enter"}, Mode: Choose, Short: "take it", Help: "take the line under the cursor"},
		{Name: "next choice", Keys: []string{"down", "ctrl+n", "tab"}, Mode: Choose, Short: "next", Help: "next line"},
		{Name: "previous choice", Keys: []string{"up", "ctrl+p", "shift+tab"}, Mode: Choose, Help: "previous line"},
		{Name: "leave chooser", Keys: []string{"esc"}, Mode: Choose, Short: "back", Help: "back without a change"},
	}
}

// whileTyping are the actions that every box with words has beside its own.
func whileTyping() []Action {
	return []Action{
		{Name: "undo typing", Keys: []string{"ctrl+z"}, Mode: Typing, Short: "undo", Help: "undo the last typing"},
		{Name: "redo typing", Keys: []string{"ctrl+y"}, Mode: Typing, Help: "redo the last undone typing"},
	}
}

// onOutline are the actions of the page that shows how a text was read.
func onOutline() []Action {
	return []Action{
		{Name: "next read", Keys: []string{"j", "down"}, Mode: Outline, Help: "next clause or context"},
		{Name: "previous read", Keys: []string{"k", "up"}, Mode: Outline, Help: "previous clause or context"},
		{Name: "outline on", Keys: []string{"ctrl+d", "pgdown", " "}, Mode: Outline, Help: "half a page on"},
		{Name: "outline back", Keys: []string{"ctrl+u", "pgup"}, Mode: Outline, Help: "half a page back"},
		{Name: "next unasked", Keys: []string{"n"}, Mode: Outline, Short: "next unasked", Help: "next sentence that puts a duty on somebody and is not asked"},
		{Name: "ask it", Keys: []string{"c"}, Mode: Outline, Short: "a clause", Help: "this is a clause: shows what that changes before saving it"},
		{Name: "leave it", Keys: []string{"x"}, Mode: Outline, Short: "no duty", Help: "this is not a duty, only context"},
		{Name: "join it", Keys: []string{"m"}, Mode: Outline, Short: "join", Help: "this belongs to the clause before it in its section"},
		{Name: "split it", Keys: []string{"s"}, Mode: Outline, Short: "split", Help: "another clause begins inside this one, at words that you give"},
		{Name: "accept reading", Keys: []string{"y"}, Mode: Outline, Short: "accept", Help: "accept in your name that parts are not asked, with the reason"},
		{Name: "leave outline", Keys: []string{"esc", "q", "left", "T"}, Mode: Outline, Short: "back", Help: "back to the walk"},
	}
}

// inFiles are the actions on a file of which lines are marked.
func inFiles() []Action {
	return []Action{
		{Name: "take lines", Keys: []string{"enter"}, Mode: Mark, Short: "take them", Help: "take the marked lines, or the one under the cursor"},
		{Name: "mark line", Keys: []string{" ", "v"}, Mode: Mark, Short: "mark from here", Help: "mark from this line to the one you move to; press again to unmark"},
		{Name: "search file", Keys: []string{"/"}, Mode: Mark, Short: "search", Help: "search in the file"},
		{Name: "next in file", Keys: []string{"n"}, Mode: Mark, Help: "next match"},
		{Name: "previous in file", Keys: []string{"N"}, Mode: Mark, Help: "previous match"},
		{Name: "next line of file", Keys: []string{"j", "down"}, Mode: Mark, Short: "down", Help: "next line"},
		{Name: "previous line of file", Keys: []string{"k", "up"}, Mode: Mark, Short: "up", Help: "previous line"},
		{Name: "file on", Keys: []string{"ctrl+d", "pgdown"}, Mode: Mark, Short: "page", Help: "half a page on"},
		{Name: "file back", Keys: []string{"ctrl+u", "pgup"}, Mode: Mark, Help: "half a page back"},
		{Name: "file start", Keys: []string{"g", "home"}, Mode: Mark, Help: "to the first line"},
		{Name: "file end", Keys: []string{"G", "end"}, Mode: Mark, Help: "to the last line"},
		{Name: "leave file", Keys: []string{"esc", "q"}, Mode: Mark, Short: "back", Help: "back to the evidence without taking a line"},
	}
}

// anywhere are the actions that have their keys whatever is open.
func anywhere() []Action {
	return []Action{
		// The size comes with a frame that is drawn whole.
		{Name: "redraw", Keys: []string{"ctrl+l"}, Mode: Everywhere, Help: "redraw the screen after another program has written on it"},
		{Name: "suspend", Keys: []string{"ctrl+z"}, Mode: Everywhere, Help: "suspend the program to the background"},
		{Name: "interrupt", Keys: []string{"ctrl+c"}, Mode: Everywhere, Help: "quit at once; text in an open box is kept as a draft"},
	}
}

// Settles tells whether an action would settle a conflict that the clause is in:
// it leads to the sides of the conflict then.
func Settles(action string) bool {
	return slices.Contains([]string{"met", "partly", "not met", "not applicable", "cannot tell", "clear", "reason", "edit reason", "gap", "valid until", "serve others"}, action)
}

// Has tells whether actions of another mode have their keys in this one too.
func (m Mode) Has(of Mode) bool {
	return m == of || of == Typing && slices.Contains(typed, m)
}

// typed are the modes of the boxes with words.
var typed = []Mode{Write, Line, Fields, Seek, Choose}

// Types tells whether what is typed in a mode are words. In the others a key that
// no action has does nothing.
func (m Mode) Types() bool {
	return !slices.Contains([]Mode{Walk, Settle, Pick, Offer, Read, Scope, Overview, Compare, Outline, Submission, Mark, Suggestion, Scanning}, m)
}
