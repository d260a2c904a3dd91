package plain

import (
	"errors"
	"fmt"
	"strings"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/reports"
	"clausewalk/ui"
	"clausewalk/ui/clauses"
)

// submission reads out the submission that is being prepared, and asks what is to
// be done with it until nothing is.
func submission(w *walk, said string) error {
	id := ""
	for {
		if id == "" {
			id = clauses.Prepared(w.session)
		}
		var h reports.Handing
		var err error
		if id == "" {
			w.say("There is no submission yet. new NAMES starts one with some of the scope's permissions; packet reads out the packet for all of them; an empty line goes back.")
		} else if h, err = clauses.Handing(w.session, id); err != nil {
			w.say("The submission cannot be read out: %s.", reports.Line(err.Error()))
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
		words := strings.Fields(said)
		said = ""
		switch {
		case words[0] == "new":
			id, err = beginSubmission(w, words[1:])
		case words[0] == "packet":
			packet(w)
		case words[0] == "look":
			id = lookAt(w, id, strings.Join(words[1:], " "))
		case id == "":
			w.say("There is no submission yet.")
		case h.ID == "": // Why is told already.
		default:
			err = submit(w, h, words)
		}
		if err != nil {
			return err
		}
	}
}

// beginSubmission begins one of the permissions that are named, of the product that
// a person chooses where there are several, and returns its id.
func beginSubmission(w *walk, names []string) (string, error) {
	products := clauses.Products(w.session)
	policyID := strings.Join(products, "")
	if len(products) > 1 {
		n, err := w.choose("Which product is it for?", "", products)
		if err != nil || n < 0 {
			return "", err
		}
		policyID = products[n]
	}
	change, id, err := clauses.BeginSubmission(w.session, policyID, clauses.Names(strings.Join(names, " ")))
	attempt(w, err, change)
	if _, err := checklist.FindSubmission(w.session.Audit, id); err != nil {
		id = ""
	}
	return id, nil
}

// lookAt returns the id of the submission that a person names by its number.
func lookAt(w *walk, id, name string) string {
	one, err := checklist.FindSubmission(w.session.Audit, name)
	if err != nil {
		w.tell("", err)
		return id
	}
	return one.ID
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
	w.say("copy N reads a field out and marks it as pasted; write N WORDS; us N: nothing of it leaves; leaves N undoes that; same N M: what serves M serves N too; add NAMES; remove NAMES; new NAMES; look N: another submission; draft, ready, handed-in or decided; " +
		"packet reads out the packet for the review; reply DECISION WORDS; outcome asks what the platform decided; pack FILE. An empty line goes back.")
}

// submit does one thing with a submission.
func submit(w *walk, h reports.Handing, words []string) error {
	verb, rest := words[0], strings.Join(words[1:], " ")
	switch verb {
	case "leaves":
		change, err := clauses.LeaveAgain(h, rest)
		attempt(w, err, change)
	case "outcome":
		return enter(w, clauses.SubmissionDecisionForm(w.list, h))
	case "pack":
		writeHandedIn(w, h, rest)
	case "copy", "write", "us", "same":
		handField(w, h, verb, words[1:])
	case "add", "remove":
		names := map[string][]string{verb: clauses.Names(rest)}
		change, err := clauses.AlterSubmission(w.session, h, clauses.Alteration{Add: names["add"], Remove: names["remove"]})
		attempt(w, err, change)
	case "draft", "ready", "handed-in", "decided":
		change, err := clauses.AlterSubmission(w.session, h, clauses.Alteration{State: event.SubmissionState(verb), On: rest})
		attempt(w, err, change)
	case "reply":
		id, said, _ := strings.Cut(rest, " ")
		change, err := clauses.ReplyToDecision(h, id, said)
		attempt(w, err, change)
	default:
		w.say("%s cannot be done here.", reports.Line(verb))
	}
	return nil
}

// handField copies, writes or keeps back a field, which is named by its number.
func handField(w *walk, h reports.Handing, verb string, words []string) {
	if len(words) == 0 {
		w.say("Give the field's number.")
		return
	}
	f, err := clauses.FormField(w.session, h, words[0])
	if err != nil {
		w.tell("", err)
		return
	}
	switch verb {
	case "write":
		w.change(clauses.Write(w.session, f.Ref, strings.Join(words[1:], " ")))
	case "same":
		change, err := sameField(w, h, f, strings.Join(words[1:], " "))
		attempt(w, err, change)
	case "us":
		w.change(event.Paste(f.Ref, &event.ToPaste{Us: true}))
	default:
		text, change, err := clauses.CopyOf(h, f)
		if err == nil && text != "" {
			w.lines(text)
		}
		attempt(w, err, change)
	}
}

// sameField returns the change by which what serves a field, named by its number or
// its label, serves another one too.
func sameField(w *walk, h reports.Handing, f reports.FormField, name string) (event.Change, error) {
	if other, err := clauses.FormField(w.session, h, name); err == nil {
		name = other.Ref.Label
	}
	return clauses.SameAs(w.session, f.Ref, name, nil)
}

// writeHandedIn writes what a reviewer gets.
func writeHandedIn(w *walk, h reports.Handing, file string) {
	if file = ui.Unquote(file); file == "" {
		w.say("Give the file a name: pack submission.zip")
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
