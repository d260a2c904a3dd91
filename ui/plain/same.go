package plain

import (
	"strconv"
	"strings"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/reports"
	"clausewalk/ui/clauses"
)

// serveOthers asks which other entries the answer serves, or whose answer the clause
// has.
func serveOthers(w *walk, said string) error {
	i := w.list.Item()
	if i.Verdict == event.Unanswered || i.Same != nil {
		return hasAnswerOf(w, said)
	}
	if said == "" {
		w.say("Name the permissions that the answer of %s serves too, with commas between them, or all for those without an answer. An empty line changes nothing.", reports.Line(i.Ref.Label))
		for _, ref := range checklist.Siblings(w.session.Audit, i.Ref) {
			w.say("%s: %s", reports.Line(ref.Label), w.list.Of(ref).VerdictWords())
		}
		var err error
		if said, err = w.ask("serves"); err != nil || strings.TrimSpace(said) == "" {
			return err
		}
	}
	refs, err := clauses.Served(w.session, i.Ref, clauses.Names(said))
	if err != nil {
		w.tell("", err)
		return nil
	}
	changes, err := clauses.Serve(w.session.Audit, w.session.Now(), i.Ref, refs, nil)
	attempt(w, err, changes...)
	return nil
}

// hasAnswerOf asks whose answer the clause has, and what differs.
func hasAnswerOf(w *walk, said string) error {
	ref := w.list.Item().Ref
	sources := clauses.Sources(w.session, ref)
	var all []string
	for _, of := range sources {
		all = append(all, of.Label)
	}
	if len(all) == 0 {
		w.say("No answer of the same clause for another entry stands.")
		return nil
	}
	n, err := w.choose("Whose answer does "+reports.Line(ref.Label)+" have?", said, all)
	if err != nil || n < 0 {
		return err
	}
	but, err := drafted(w, "serve others", ref, "", "Write what differs here; an empty line ends it, and straight away it means that nothing does.")
	if err != nil {
		return err
	}
	changes, err := clauses.Serve(w.session.Audit, w.session.Now(), sources[n], []event.Ref{ref}, &but)
	if err != nil {
		w.tell("", err)
		return nil
	}
	_, err = keepWords(w, "serve others", ref, "", but, changes...)
	return err
}

// askFollow asks which of those that shared an answer or a text follow it.
func (w *walk) askFollow(one clauses.Sharing) {
	w.say("%s. Which of them follow? all, their numbers with commas between them, or an empty line for none: these wait for an answer of their own.", reports.Line(one.Words()))
	for n, ref := range one.Refs {
		w.say("%d: %s", n+1, reports.Line(ref.Label))
	}
	line, err := w.ask("follow")
	if err != nil || strings.TrimSpace(line) == "" {
		w.say("None of them follows.")
		return
	}
	refs := one.Refs
	if strings.TrimSpace(line) != "all" {
		refs = nil
		for _, name := range clauses.Names(line) {
			for n, ref := range one.Refs {
				if name == strconv.Itoa(n+1) || strings.EqualFold(name, ref.Label) {
					refs = append(refs, ref)
				}
			}
		}
	}
	changes, err := clauses.Follow(w.session.Audit, w.session.Now(), one.Of, refs)
	attempt(w, err, changes...)
}
