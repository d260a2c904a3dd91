package plain

import (
	"cmp"
	"strings"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/reports"
	"clausewalk/ui/clauses"
)

// settling leads to the sides of a conflict where the clause is in one.
func settling(d deed) deed {
	return func(w *walk, rest string) error {
		if disputed, _ := clauses.Disputed(w.list); disputed {
			return settle(w, "")
		}
		return d(w, rest)
	}
}

// settle reads out the sides of a conflict and asks what settles it. An empty
// line settles nothing.
func settle(w *walk, said string) error {
	if _, why := clauses.Disputed(w.list); why != "" {
		w.tell(why, nil)
		return nil
	}
	ref := w.list.Targets()[0]
	all := checklist.Versions(w.session.Audit, ref)
	if said == "" {
		w.say("%s is in conflict: these answers were given without knowing of each other.", reports.Line(ref.Label))
		for n, v := range all {
			w.version(n+1, v)
		}
	}
	if w.closed() {
		return nil
	}
	if said == "" {
		w.say("A number keeps that side, join combines the reasons, new asks for a new answer; an empty line settles nothing.")
		var err error
		if said, err = w.ask("settle"); err != nil {
			return err
		}
	}
	switch said = strings.TrimSpace(said); said {
	case "":
		w.say("Nothing is settled.")
		return nil
	case "join":
		return w.settleAnew(ref, all, checklist.Joined(all))
	case "new":
		return w.settleAnew(ref, all, "")
	}
	v, err := clauses.VersionOf(all, said)
	if err != nil {
		w.tell("", err)
		return nil
	}
	return w.keep(clauses.TakeVersion(w.list, ref, v))
}

func (w *walk) version(n int, v checklist.Version) {
	w.say("%d: %s. %s. %s", n, reports.Whose(v.Stamp, moment), v.Verdict.String(), reports.Visible(v.Reason))
	for _, r := range v.Rest {
		w.say("   %s: %s", r.Field.Name(), reports.Line(r.Value))
	}
	for _, e := range v.Evidence {
		w.say("   Evidence: %s %s", e.Kind, reports.Line(e.Target()))
	}
}

// settleAnew asks for verdict and reason. An empty line at once keeps the words
// that are there, if there are any.
func (w *walk) settleAnew(ref event.Ref, all []checklist.Version, words string) error {
	var verdicts []string
	for _, v := range event.Verdicts() {
		verdicts = append(verdicts, v.String())
	}
	n, err := w.choose("Which verdict should it have?", "", verdicts)
	if n < 0 {
		return err
	}
	verdict := event.Verdicts()[n]
	title := "Write the reason; an empty line ends it."
	if draft, ok := w.session.Draft("settle", ref); ok {
		words = draft.Text
	}
	if words != "" {
		w.say("%s", reports.Visible(words))
		title += " Straight away it saves these words."
	}
	typed, err := w.words(title, func(words string) { w.session.HoldDraft("settle", ref, verdict, words) })
	if err != nil {
		return err
	}
	if words = cmp.Or(typed, words); strings.TrimSpace(words) == "" {
		w.say("Nothing is settled: the reason is missing.")
		return nil
	}
	made, err := keepWords(w, "settle", ref, verdict, words, all[0].Anew(ref, verdict, words)...)
	if made {
		w.say("%s is settled; "+clauses.Key("undo")+" brings the conflict back.", reports.Line(ref.Label))
	}
	return err
}
