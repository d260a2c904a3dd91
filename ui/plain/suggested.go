package plain

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"strings"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/checklist/scan"
	"clausewalk/checklist/workspace"
	"clausewalk/reports"
	"clausewalk/ui/clauses"
	"clausewalk/ui/session"
)

// suggestion reads out what waits at the clause, one after the other, and asks of
// each what is to become of it. An empty line leaves it.
func suggestion(w *walk, _ string) error {
	return judge(w, clauses.Suggested(w.list, w.list.Item().Ref, ""))
}

// judge asks of suggestions what is to become of each.
func judge(w *walk, all []checklist.Suggested) error {
	closed := w.closed()
	for n, s := range all {
		w.say("Suggestion %d of %d, %s. %s %s", n+1, len(all), clauses.Proposes(s), reports.Line(s.Words), reports.Line(s.Settles))
		places(w, s)
		if closed {
			continue
		}
		asks := "Met, partly, not met, not applicable or cannot tell (1 to 5) makes it your answer; dismiss dismisses it; an empty line leaves it."
		switch {
		case s.Older != nil:
			asks = "Take makes it this clause's answer as it is, with its evidence and gap; an empty line leaves it."
		case s.Fact != "":
			asks = "Take answers the fact as proposed; dismiss dismisses it; an empty line leaves it."
		case s.Verdict != "":
			asks = "Take makes it your answer as proposed. " + asks
		}
		w.say("%s", asks)
		said, err := w.ask("suggestion")
		if err == nil {
			err = judged(w, s, strings.ToLower(strings.TrimSpace(said)))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// places reads out what a suggestion rests on.
func places(w *walk, s checklist.Suggested) {
	for _, seen := range session.Preview(w.session, s) {
		w.say("At %s:", reports.Line(seen.Where))
		for _, l := range seen.Lines {
			about := "near"
			if l.Meant {
				about = "line"
			}
			w.say("  %s %d: %s", about, l.Number, reports.Visible(l.Words))
		}
		if seen.Fault != "" {
			w.say("  %s.", sentence(reports.Line(seen.Fault)))
		}
	}
}

// judged does what was said of a suggestion.
func judged(w *walk, s checklist.Suggested, said string) error {
	for n, v := range event.Verdicts() {
		if s.Fact == "" && s.Older == nil && (said == fmt.Sprint(n+1) || said == v.String()) {
			return takeSuggestion(w, s, v)
		}
	}
	switch {
	case said == "take" && (s.Fact != "" || s.Verdict != "" || s.Older != nil):
		return takeSuggestion(w, s, s.Verdict)
	case said == "dismiss" && s.Older != nil:
		w.say("%s.", sentence(clauses.StaysOnOffer))
	case said == "dismiss":
		return dismiss(w, s)
	case said != "":
		w.say("%q is not one of them.", reports.Line(said))
	}
	w.say("The suggestion stays.")
	return nil
}

// takeSuggestion asks for a person's own words and makes a suggestion the answer.
func takeSuggestion(w *walk, s checklist.Suggested, v event.Verdict) error {
	var words string
	var evidence []event.Evidence
	var err error
	if s.Fact == "" && s.Older == nil {
		if words, err = drafted(w, "suggestion", s.Ref, v, "Write the reason in your own words; an empty line ends it. Without any, the suggestion's reason is used."); err != nil {
			return err
		}
		evidence, err = session.CollectSuggested(w.session, s, nil, workspace.Allow{})
	}
	var changes []event.Change
	if err == nil {
		changes, err = checklist.TakeSuggestion(w.session.Audit, s, v, words, evidence, true) // It was read out.
	}
	if err != nil {
		w.tell("", err)
		return nil
	}
	made, err := keepWords(w, "suggestion", s.Ref, v, words, changes...)
	if made {
		w.tell(clauses.Taken(w.list, s, strings.TrimSpace(words) != ""), nil)
	}
	return err
}

// dismiss asks for the reason and puts a suggestion aside.
func dismiss(w *walk, s checklist.Suggested) error {
	words, err := drafted(w, "dismissing", s.Ref, "", "Why dismiss it? An empty line ends the reason.")
	if err != nil {
		return err
	}
	_, err = keepWords(w, "dismissing", s.Ref, "", words, checklist.DismissSuggestion(s, words))
	return err
}

// scanApp scans the app's own files. An interrupt stops the scan and not the walk.
func scanApp(w *walk, _ string) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	w.say("Searching the app's own files. Nothing is run, fetched or sent; ctrl+c stops it.")
	const many, parts = 5000, 4 // A screen reader reads each line.
	told := make(chan int)
	var looked session.Looked
	var err error
	look := session.AppLooker(w.session, true)
	go func() {
		looked, err = look(ctx, func(done, all int) {
			if all >= many && done < all && done*parts/all != (done-scan.ProgressStep)*parts/all {
				told <- done * 100 / all
			}
		})
		close(told)
	}()
	for percent := range told {
		w.say("%d percent of the files.", percent)
	}
	switch {
	case ctx.Err() != nil:
		w.say("The scan was stopped, and nothing from it was kept.")
		return nil
	case err != nil:
		w.tell("", err)
		return nil
	}
	return w.keep(clauses.TakeScan(w.list, looked))
}

// suggestFrom suggests what an older audit of the workspace says.
func suggestFrom(w *walk, said string) error {
	others, err := session.Others(w.session)
	if err != nil || len(others) == 0 {
		w.tell("there is no other audit in the workspace", err)
		return nil
	}
	n, err := w.choose("Suggest from the answers of which audit?", said, others)
	if err != nil || n < 0 {
		return err
	}
	old, err := session.Another(w.session, others[n])
	if err != nil {
		w.tell("", err)
		return nil
	}
	return w.keep(clauses.TakeOlder(w.list, old))
}
