package clause

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/policy/editions"
	"clausewalk/reports"
	"clausewalk/ui/clauses"
	"clausewalk/ui/walk/style"
)

// answer adds the answer with all that stands behind it.
func (t *text) answer(c Clause) {
	t.verdict(c.Item)
	if c.Same != nil {
		t.add(style.Hang("Same as ", strings.TrimPrefix(reports.Line(c.Same.InWords()), "the same as "), t.w)...)
	}
	for n, f := range c.Flags {
		if f == checklist.Conflict {
			t.sides(c.Item)
			continue
		}
		for _, l := range style.Hang("  "+string(f)+": ", reports.Line(c.Why[n]), t.w) {
			t.add(t.Warn.Render(l))
		}
		if f == checklist.Stale && c.Reworded == nil {
			t.line(t.Dim.Render("  " + t.Keyed(clauses.Key("confirm")+" says that it still holds")))
		}
	}
	for _, why := range c.Weak {
		for _, l := range style.Hang("  weak: ", reports.Line(why), t.w) {
			t.add(t.Warn.Render(l))
		}
	}
	t.reworded(c.Item)
	t.offered(c.Item)
	t.reason(c.Item)
	if !c.Ends.IsZero() && !c.Has(checklist.Stale) && !c.Has(checklist.Conflict) {
		t.line("Valid   until " + c.Ends.UTC().Format(time.DateOnly))
	}
	if c.Drafts != "" {
		t.line(t.Warn.Render("  draft waiting: " + c.Drafts + " continues it"))
	}
	t.gap(c.Item)
	t.evidence(c.Item)
	if c.Touched() { // Otherwise it stands above the guide.
		t.suggested(c.Item)
	}
}

// line adds one line, cut where it is too long.
func (t *text) line(words string) { t.add(style.Cut(words, t.w)) }

func (t *text) verdict(i checklist.Item) {
	words := strings.ToUpper(i.VerdictWords()[:1]) + i.VerdictWords()[1:]
	head := t.Verdict(i.Verdict, i.Has(checklist.Unsupported)).Bold(!t.Mono).Render(words)
	if i.At.IsZero() || i.Has(checklist.Conflict) {
		t.line(head)
		return
	}
	// Each person of several gets a line where one has no room for all.
	who := reports.Whose(i.Stamp, clauses.Moment)
	all := strings.Split(who, "; ")
	if style.Width(words)+3+style.Width(who) <= t.w {
		all = []string{who}
	}
	t.line(head + t.Dim.Render("   "+all[0]))
	for _, more := range all[1:] {
		t.line(t.Dim.Render("  " + more))
	}
}

// sides shows what is in conflict: each side with who and when.
func (t *text) sides(i checklist.Item) {
	t.add(t.Bad.Render(style.Cut(t.Keyed("Conflict: neither had seen the other answer; "+clauses.Key("settle")+" settles it"), t.w)))
	for _, s := range i.Sides {
		t.line(fmt.Sprintf("  %s %s %s", style.Fit(s.Field.Name(), nameWidth), t.Marks.Conflict, reports.Whose(s.Stamp, clauses.Moment)))
		t.add(style.Hang(strings.Repeat(" ", nameWidth+3), reports.Line(s.Value), t.w)...)
	}
}

// reworded tells of a clause that says something else than what was answered.
func (t *text) reworded(i checklist.Item) {
	if i.Reworded == nil {
		return
	}
	t.add(t.Warn.Render(style.Cut(t.Keyed("What has changed since the answer; "+clauses.Key("confirm")+" confirms it"), t.w)))
	for _, l := range t.Difference(editions.WordDifference(i.Reworded.Was.Words(), i.Clause.Words()), t.w-2) {
		t.add("  " + l)
	}
}

// offered tells of older answers that the clause may take.
func (t *text) offered(i checklist.Item) {
	for n, old := range i.Offered {
		if n == 0 {
			t.add(t.Warn.Render(style.Cut(t.Keyed("Older answers on offer; "+clauses.Key("suggestion")+" shows and takes one"), t.w)))
		}
		answer := old.VerdictWords()
		if old.Reason != "" {
			answer += ": " + reports.Line(old.Reason)
		}
		t.add(style.Hang("  ", fmt.Sprintf("%s %s (%s)", reports.Line(old.Ref.String()), answer, reports.Whose(old.Stamp, clauses.Moment)), t.w)...)
	}
}

// reason adds the words behind the verdict. Those in conflict stand with their
// sides.
func (t *text) reason(i checklist.Item) {
	disputed := slices.ContainsFunc(i.Sides, func(s checklist.Side) bool { return s.Field.Kind == event.KindReason })
	if i.Reason == "" || disputed {
		return
	}
	for _, l := range strings.Split(style.LinkAll(reports.Visible(i.Reason)), "\n") {
		for _, part := range style.Wrap(l, t.w-2) {
			t.add("  " + part)
		}
	}
}

func (t *text) gap(i checklist.Item) {
	if !i.IsGap() && !i.Gap.Entered() {
		return
	}
	parts := []string{i.Gap.Severity}
	for _, p := range []string{i.Gap.Owner, i.Gap.Due, i.Gap.Fix} {
		if p != "" {
			parts = append(parts, reports.Line(p))
		}
	}
	t.add(style.Hang("Gap     ", style.LinkAll(strings.Join(parts, " "+t.Marks.Dot+" ")), t.w)...)
}

func (t *text) evidence(i checklist.Item) {
	if len(i.Evidence) > 0 {
		t.line(fmt.Sprintf("Evidence (%d)", len(i.Evidence)))
	}
	for n, e := range i.Evidence {
		about := ""
		if e.Size > 0 {
			about = "  " + clauses.Size(e.Size)
		}
		if len(e.SHA256) > 6 {
			about += "  " + e.SHA256[:6] + t.Marks.Ellipsis
		}
		left := fmt.Sprintf("  %d %s %s", n+1, style.Fit(string(e.Kind), 6), style.Link(t.led[e.Key()], reports.Line(e.Target())))
		t.add(style.Between(style.Cut(left, t.w), t.Dim.Render(about), t.w))
		said := e.Described(reports.Line)
		if e.Moved != "" {
			said = append(said, "moved to "+reports.Line(e.Moved))
		}
		if len(said) > 0 {
			for _, l := range style.Hang("           ", strings.Join(said, ", "), t.w) {
				t.add(t.Dim.Render(l))
			}
		}
	}
}
