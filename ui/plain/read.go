package plain

import (
	"errors"
	"strings"
	"time"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/reports"
	"clausewalk/reports/document"
	"clausewalk/ui"
	"clausewalk/ui/clauses"
	"clausewalk/ui/session"
)

// read reads out the clause.
func (w *walk) read() {
	i := w.list.Item()
	w.say("")
	w.say("Clause %s, %s. %d of %d. A %s.", reports.Line(i.Ref.Label), reports.Line(i.Clause.Title()), w.list.Cursor()+1, w.list.Len(), i.Clause.Kind())
	w.say("Policy: %s", reports.Line(i.Clause.Words()))
	if g := i.Clause.Guide; g != nil {
		for _, q := range g.Ask() {
			w.say("%s, asks: %s", g.Whose("Guide, our words"), reports.Line(q))
		}
	}
	whose := ""
	if !i.At.IsZero() && !i.Has(checklist.Conflict) {
		whose = " " + reports.Whose(i.Stamp, moment) + "."
	}
	w.say("Answer: %s.%s", i.VerdictWords(), whose)
	if i.Same != nil {
		w.say("It is %s.", reports.Line(i.Same.InWords()))
	}
	w.sides(i)
	for _, why := range clauses.Weak(w.list, i.Ref) {
		w.say("Weak: %s", reports.Line(why))
	}
	for _, s := range i.Suggested {
		if s.Waits() {
			w.say("Suggested: %s", reports.Line(s.InWords()))
			w.say("  %s.", sentence(clauses.NotJudged(s)))
		}
	}
	for _, o := range i.Outcomes {
		w.say("Decided: %s", reports.Line(o.String()))
	}
	if i.Reworded != nil {
		w.say("Policy text when it was answered: %s", reports.Line(i.Reworded.Was.Words()))
	}
	for n, old := range i.Offered {
		w.say("Offered %d: %s of %s. %s", n+1, old.VerdictWords(), reports.Line(old.Ref.String()), reports.Line(old.Reason))
	}
	if i.Reason != "" {
		w.say("Reason: %s", reports.Visible(i.Reason))
	}
	w.gap(i)
	for n, e := range i.Evidence {
		w.say("Evidence %d: %s %s", n+1, e.Kind, reports.Line(strings.Join(append([]string{e.Target()}, e.Described(reports.Line)...), ", ")))
	}
	if d, ok := w.session.Draft("", i.Ref); ok {
		as := ""
		if d.Verdict != "" {
			as = ", for " + d.Verdict.String()
		}
		w.say("Draft%s: %s", as, reports.Visible(d.Text))
	}
}

// sides tells why an answer is not to be trusted, and what is in conflict.
func (w *walk) sides(i checklist.Item) {
	for n, f := range i.Flags {
		w.say("%s: %s", f, reports.Line(i.Why[n]))
	}
	for _, s := range i.Sides {
		w.say("In conflict, %s by %s: %s", s.Field.Name(), reports.Whose(s.Stamp, moment), reports.Line(s.Value))
	}
}

func (w *walk) gap(i checklist.Item) {
	if !i.IsGap() && !i.Gap.Entered() {
		return
	}
	parts := []string{i.Gap.Severity}
	for _, p := range []string{i.Gap.Owner, i.Gap.Due, i.Gap.Fix} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	w.say("Gap: %s", reports.Line(strings.Join(parts, ", ")))
}

// guide reads out what else the guide says.
func (w *walk) guide() {
	g := w.list.Item().Clause.Guide
	if g == nil {
		return
	}
	w.say("Good: %s", reports.Line(g.Good))
	for _, r := range g.Readings {
		w.say("Our reading: %s", reports.Line(r.Words()))
	}
	for _, s := range g.Evidence {
		w.say("Bring, %s: %s", s.Show, reports.Line(s.Bring))
	}
	w.say("Why: %s", reports.Line(g.Why))
	for _, p := range g.Pitfalls {
		w.say("Beware: %s", reports.Line(p))
	}
}

func overview(w *walk, _ string) error {
	for _, l := range clauses.Overview(w.list, ",") {
		words := l.Text
		if l.Item != nil {
			words += ", " + l.Item.VerdictWords()
		}
		switch {
		case l.Text == "":
		case l.Right != "":
			w.say("%s: %s", words, l.Right)
		default:
			w.say("%s", words)
		}
	}
	return nil
}

func history(w *walk, _ string) error {
	log := w.session.Log(w.list.Item().Ref)
	for _, e := range log {
		what := e.Field.Name()
		if !w.session.Counts(e.ID) {
			what += ", undone"
		}
		said := reports.Line(event.Words(e.Kind, e.Value))
		if first := reports.SaidBefore(e, moment); first != "" {
			said += " (" + first + ")"
		}
		w.say("%s, %s, %s: %s", moment(e.Time), reports.Line(e.Who.String()), what, said)
	}
	if len(log) == 0 {
		w.say("Nothing has been entered for %s yet.", reports.Line(w.list.Item().Ref.Label))
	}
	return nil
}

// confirm says that stale answers still hold, or reads out the evidence that
// does not.
func confirm(w *walk, line string) error {
	if !clauses.Doubted(w.list) {
		return w.keep(clauses.Confirm(w.list, w.list.Stale()))
	}
	w.say("Not confirmed: %s.", clauses.DoubtedWords)
	return seeEvidence(w, line)
}

// seeEvidence reads out what can be seen of each piece.
func seeEvidence(w *walk, _ string) error {
	i := w.list.Item()
	for n, e := range reports.Seen(i, reports.Showing{Read: w.session.Content, Lines: reports.FullLines}) {
		w.say("Evidence %d: %s %s. %s", n+1, i.Evidence[n].Kind, reports.Line(i.Evidence[n].Target()), reports.Line(e.Note))
		for _, l := range e.Lines {
			w.say("%s%s", map[document.Kind]string{document.Gone: "gone: ", document.New: "new: "}[l.Kind], reports.Visible(l.Words))
		}
	}
	return nil
}

func lint(w *walk, _ string) error {
	all := checklist.Lint(w.session.Audit, w.session.Now(), w.session.Vault.Digests())
	for _, f := range all {
		name := "audit"
		if f.Ref.Label != "" {
			name = f.Ref.Label
		}
		w.say("%s: %s. %s", reports.Line(name), reports.Line(f.Message), reports.Line(f.Mend))
	}
	if len(all) == 0 {
		w.say("Nothing found.")
	}
	return nil
}

// ---- documents ----

func report(w *walk, _ string) error {
	w.packet = false
	w.lines(string(reports.Markdown(w.build())))
	return nil
}

func packet(w *walk) {
	w.packet = true
	w.lines(string(reports.ReviewMarkdown(w.build())))
}

func (w *walk) build() reports.Report {
	r := reports.Build(w.session.Audit, session.ToReport(w.session, w.opt.Tool))
	r.Show(reports.Showing{Read: w.session.Content, Lines: reports.ExcerptLines})
	return r
}

func (w *walk) lines(text string) { w.say("%s", strings.TrimRight(reports.Visible(text), "\n")) }

// write writes to a file what was read out last, the report or the packet.
func write(w *walk, file string) error {
	what, to := "report", w.opt.WriteReport
	if w.packet {
		what, to = "packet", w.opt.WritePacket
	}
	if file == "" {
		w.say("File for the %s; its ending picks the format.", what)
		line, err := w.ask("file")
		if err != nil {
			return err
		}
		if file = strings.TrimSpace(line); file == "" {
			return nil
		}
	}
	file = ui.Unquote(file)
	built := w.build()
	err := to(built, file, false)
	var foreign *ui.ForeignFile
	if errors.As(err, &foreign) {
		if !w.sure(err.Error(), "yes replaces it") {
			w.say("Not written.")
			return nil
		}
		err = to(built, file, true)
	}
	if err != nil {
		w.say("Not written: %s", reports.Line(err.Error()))
		return nil
	}
	said := "written to " + reports.Line(file)
	if !w.packet {
		said = clauses.Written(file)
	}
	w.say("The %s is %s.", what, said)
	return nil
}

// moment writes a time as it is read out.
func moment(t time.Time) string { return t.Local().Format(time.DateTime) }

// sitting reads out what was done in this sitting, with the command that does the
// same.
func sitting(w *walk, _ string) error {
	for _, done := range clauses.Sitting(w.session) {
		w.say("%s.", sentence(done.Words))
		if done.Command != "" {
			w.say("  %s", reports.Line(done.Command))
		}
	}
	return nil
}
