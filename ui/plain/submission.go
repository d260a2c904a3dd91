package plain

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"clausewalk/checklist/event"
	"clausewalk/reports"
	"clausewalk/ui"
	"clausewalk/ui/clauses"
)

// submission reads out the submission that is being prepared, and asks what is to
// be done with it until nothing is.
func submission(w *walk, said string) error {
	for {
		h, err := clauses.Handing(w.session, "")
		if none := err != nil; none {
			w.say("There is no submission yet. new NAMES begins one, of the permissions that the scope lists; an empty line goes back.")
		} else if said == "" {
			readHanding(w, h)
		}
		if w.closed() {
			return nil
		}
		if said == "" {
			line, err := w.ask("submission")
			if err != nil || strings.TrimSpace(line) == "" {
				return err
			}
			said = line
		}
		if err := submit(w, h, strings.Fields(said)); err != nil {
			return err
		}
		said = ""
	}
}

// readHanding reads out a submission, and what can be done with it.
func readHanding(w *walk, h reports.Handing) {
	for _, l := range clauses.HandingLines(h) {
		words := reports.Line(l.Text)
		if l.Number > 0 {
			words = fmt.Sprintf("%d: %s", l.Number, words)
		}
		if l.Right != "" {
			words += ": " + reports.Line(l.Right)
		}
		if words == "" {
			continue
		}
		w.say("%s", words)
		if l.Field != nil {
			for _, why := range l.Field.Stopped {
				w.say("  Stopped: %s", reports.Line(why))
			}
		}
	}
	w.say("copy N reads a field out and marks it as pasted; write N WORDS; us N: nothing of it leaves; same N M: what serves M serves N too; add NAMES; remove NAMES; new NAMES; draft, ready, handed-in or decided; " +
		"reply DECISION WORDS; outcome asks what the platform decided; pack FILE. An empty line goes back.")
}

// submit does one thing with a submission.
func submit(w *walk, h reports.Handing, words []string) error {
	verb, rest := words[0], strings.Join(words[1:], " ")
	if verb != "new" && h.ID == "" {
		w.say("There is no submission yet.")
		return nil
	}
	switch verb {
	case "new":
		change, _, err := clauses.BeginSubmission(w.session, h.Policy, clauses.Names(rest))
		alterSubmission(w, err, change)
	case "outcome":
		return decidedAbout(w, h)
	case "pack":
		writeHandedIn(w, h, rest)
	case "copy", "write", "us", "same":
		handField(w, h, verb, words[1:])
	case "add", "remove":
		names := map[string][]string{verb: clauses.Names(rest)}
		change, err := clauses.AlterSubmission(w.session, h, clauses.Alteration{Add: names["add"], Remove: names["remove"]})
		alterSubmission(w, err, change)
	case "draft", "ready", "handed-in", "decided":
		change, err := clauses.AlterSubmission(w.session, h, clauses.Alteration{State: event.SubmissionState(verb), On: rest})
		alterSubmission(w, err, change)
	case "reply":
		id, said, _ := strings.Cut(rest, " ")
		change, err := clauses.ReplyToDecision(h, id, said)
		alterSubmission(w, err, change)
	default:
		w.say("%s is nothing that can be done here.", reports.Line(verb))
	}
	return nil
}

// alterSubmission makes a change of the submission, or says why there is none.
func alterSubmission(w *walk, err error, changes ...event.Change) {
	if err != nil {
		w.tell("", err)
		return
	}
	w.change(changes...)
}

// handField copies, writes or keeps back a field, which is named by its number.
func handField(w *walk, h reports.Handing, verb string, words []string) {
	if len(words) == 0 {
		w.say("Name the field by its number.")
		return
	}
	f, err := clauses.FormField(w.session, h, words[0])
	if err != nil {
		w.tell("", err)
		return
	}
	switch verb {
	case "write":
		var to *event.ToPaste
		if text := strings.Join(words[1:], " "); text != "" {
			to = &event.ToPaste{Text: text}
		}
		w.change(event.Paste(f.Ref, to))
	case "same":
		change, err := clauses.SameAs(w.session, h, f, strings.Join(words[1:], " "), "")
		alterSubmission(w, err, change)
	case "us":
		w.change(event.Paste(f.Ref, &event.ToPaste{Us: true}))
	default:
		text, change, err := clauses.CopyOf(h, f)
		if err == nil && text != "" {
			w.lines(text)
		}
		alterSubmission(w, err, change)
	}
}

// decidedAbout asks what the platform decided about the submission.
func decidedAbout(w *walk, h reports.Handing) error {
	w.say("No result keeps nothing; no permission stands for all of them.")
	result, _, _ := clauses.DecisionChoices(w.list)
	f := form{"decided about " + h.ID, event.Ref{}, []string{"result", "on", "permissions", "its words"},
		[]string{"", w.session.Now().UTC().Format(time.DateOnly), strings.Join(h.Permissions, ", "), ""}, []clauses.Choices{result, {}, {All: h.Permissions, Several: true}}}
	v, err := w.fill(f)
	if err != nil || v[0] == "" {
		return err
	}
	changes, err := clauses.DecisionAbout{Result: v[0], On: v[1], Permissions: v[2], Words: v[3]}.Changes(w.session, h)
	if err != nil {
		w.tell("", err)
		return nil
	}
	if w.change(changes...) {
		return f.done(w)
	}
	return nil
}

// writeHandedIn writes what a reviewer gets.
func writeHandedIn(w *walk, h reports.Handing, file string) {
	if file = ui.Unquote(file); file == "" {
		w.say("Name the file: pack submission.zip")
		return
	}
	err := w.opt.WriteHandedIn(h, file, false)
	var foreign *ui.ForeignFile
	if errors.As(err, &foreign) && w.sure(err.Error(), "yes replaces it") {
		err = w.opt.WriteHandedIn(h, file, true)
	}
	if err != nil {
		w.say("Not written: %s", reports.Line(err.Error()))
		return
	}
	w.say("Written to %s.", reports.Line(file))
}
