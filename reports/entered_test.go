package reports

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/policy"
	"clausewalk/policy/reading"

	"pgregory.net/rapid"
)

// entered is what a test has put into an audit and what still stands: for each
// field its values, more than one where two people clash.
type entered map[event.Field][]event.Event

// take notes a step in which each change replaces all that stood. The newest
// value comes first.
func (e entered) take(steps ...[]event.Event) {
	for _, step := range steps {
		for _, made := range step {
			delete(e, made.Field)
		}
	}
	for _, step := range steps {
		for _, made := range step {
			e[made.Field] = append(e[made.Field], made)
			slices.SortFunc(e[made.Field], func(x, y event.Event) int {
				return cmp.Or(cmp.Compare(y.Clock, x.Clock), cmp.Compare(y.Writer, x.Writer))
			})
		}
	}
}

// agree tells whether several people gave a field the same value.
func agree(events []event.Event) bool {
	return !slices.ContainsFunc(events, func(e event.Event) bool {
		return e.Field != events[0].Field || string(e.Value) != string(events[0].Value)
	})
}

// words returns the texts of a value that a reader must find, its address as
// the format writes it.
func words(e event.Event, address func(string) string) []string {
	if e.Kind == event.KindEvidence {
		piece := entry(&checklist.Audit{}, e).Evidence
		if piece == nil {
			return nil
		}
		return []string{
			piece.Name, piece.Media, address(piece.URL), piece.SHA256, piece.Path, piece.Commit, piece.Statement, piece.Caption, piece.Shows, piece.Person,
			piece.Given, piece.Collected, piece.Expires,
		}
	}
	said := event.Words(e.Kind, e.Value)
	if e.Kind == event.KindSign {
		var s event.SignOff
		if json.Unmarshal(e.Value, &s) != nil {
			return nil
		}
		said = strings.Join([]string{s.Name, s.Role, s.State, s.Statement}, "\n")
	}
	if e.Kind == event.KindOutcome {
		var o event.Outcome
		if json.Unmarshal(e.Value, &o) != nil {
			return nil
		}
		said = strings.Join([]string{string(o.Result), o.On, o.Release, o.Permission, o.Words}, "\n")
	}
	if e.Kind == event.KindOverrule {
		_, said, _ = strings.Cut(said, ": ")
	}
	return strings.Split(Visible(said), "\n")
}

// anyPiece is a piece of evidence of one of six kinds, the n-th of a test.
func anyPiece(kind, n int, text func() string) event.Evidence {
	piece := []event.Evidence{
		{Kind: event.FileEvidence, Name: text(), Size: int64(n % 7 * 1237), Media: text(), SHA256: text()},
		{Kind: event.LinkEvidence, Name: text(), URL: "https://example.org/" + text()},
		{Kind: event.PlaceEvidence, Path: "same.go", From: 1, To: 2, SHA256: text(), Commit: text()},
		{Kind: event.PermissionEvidence, Name: text(), URL: text()},
		{Kind: event.StatementEvidence, Statement: text()},
		{Kind: event.OutputEvidence, Name: "output.txt", Size: 1, SHA256: text(), Command: text(), Exit: n, Took: text(), Commit: text(), Cut: n%2 == 0},
	}[kind]
	dated := func(years int) string { return day.AddDate(years, 0, n).Format(time.DateOnly) }
	piece.Details = event.Details{Caption: text(), Shows: []string{"", "policy", "practice"}[n%3], Collected: dated(-1), Expires: dated(1)}
	if piece.Kind == event.PermissionEvidence || piece.Kind == event.StatementEvidence {
		piece.Person, piece.Given = text(), dated(-2)
	}
	return piece
}

func TestReportHasEverythingEntered(t *testing.T) {
	builtinPolicy := builtin(t)
	house, err := reading.Parse("house", []byte("# House rules\n\n1. Close the door.\n2. Knock twice.\n"))
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		b := newBook(t, builtinPolicy, house)
		pick := func(name string, n int) int { return rapid.IntRange(0, n-1).Draw(t, name) }
		n := 0
		// A word that is nowhere else makes each text its own.
		text := func() string {
			n++
			junk := strings.Join(rapid.SliceOfN(rapid.SampledFrom(markup), 0, 4).Draw(t, "junk"), "")
			return fmt.Sprintf("w%04d %sx", n, strings.ToValidUTF8(junk, ""))
		}
		refs := b.Refs()[len(b.Refs())-8:] // Few clauses, so that changes meet.
		facts := b.Policies[0].Scope
		change := func() event.Change {
			ref := refs[pick("clause", len(refs))]
			switch pick("change", 10) {
			case 0, 1:
				return event.SetReason(ref, text())
			case 2:
				n++
				return event.AddEvidence(ref, anyPiece(pick("evidence", 6), n, text))
			case 3:
				return event.SetGap(ref, event.GapOwner, text())
			case 4:
				return event.SetGap(ref, event.GapFix, text())
			case 5:
				n++
				return []event.Change{
					event.SetGap(ref, event.GapDue, day.AddDate(0, 0, n).Format(time.DateOnly)),
					event.SetGap(ref, event.GapSeverity, policy.Severities()[n%3]),
				}[pick("part", 2)]
			case 6:
				n++
				return event.SetValidUntil(ref, []string{day.AddDate(1, 0, n).Format(time.DateOnly), fmt.Sprint(n, "d")}[pick("until", 2)])
			case 7:
				return event.SetOverrule(ref, &event.Overrule{In: pick("in", 2) == 1, Reason: text()})
			case 8:
				n++
				made := event.Outcome{Result: event.Rejected, On: day.AddDate(0, 0, n).Format(time.DateOnly), Release: text(), Permission: text(), Words: text()}
				return event.AddOutcome(fmt.Sprint("o", n), made, ref)[0]
			default:
				f := facts[pick("fact", len(facts))]
				value := text()
				switch {
				case f.Answer == "yes-no":
					value = []string{"yes", "no"}[pick("yes or no", 2)]
				case len(f.Options) > 0:
					value = f.Options[pick("option", len(f.Options))]
				}
				return event.SetFact(builtinPolicy.ID, f.ID, event.FactAnswer{Values: []string{value}})
			}
		}
		changes := func() []event.Change {
			ref := refs[pick("clause", len(refs))]
			v := append(event.Verdicts(), event.Unanswered)[pick("verdict", 6)]
			return []event.Change{event.SetReason(ref, text()), event.SetVerdict(ref, v), change()}
		}
		stands := entered{}
		var lost []event.Event
		signed := 0
		for range rapid.IntRange(1, 25).Draw(t, "steps") {
			switch pick("step", 7) {
			case 6: // Later entries leave a sign-off where it is.
				if sign, err := checklist.Sign(b.Audit, checklist.Vouch{By: ana, At: b.now, Name: text(), Role: text(), Statement: text()}); err == nil {
					b.do(ana, sign)
					signed++
				}
			case 0: // Two people who have not seen each other.
				one, other := b.step(ana, changes()...), b.step(ben, changes()...)
				b.apply(append(one, other...)...)
				stands.take(one, other)
			case 1: // A change that its writer takes back.
				step := b.step(ana, changes()...)
				b.apply(step...)
				if len(step) > 0 {
					b.apply(b.keep(b.Withdraw(b.hand(ana), step))...)
				}
			case 2: // A clause that the edition does not have.
				step := b.step(ben, event.SetReason(refs[0], text()))
				step[0].Field.Clause = "Z.9"
				b.apply(step...)
				lost = append(lost, step...)
			default:
				step := b.step([]event.Person{ana, ben}[pick("who", 2)], changes()...)
				b.apply(step...)
				stands.take(step)
			}
		}
		r := Build(b.Audit, Options{})
		now := r // What stands has its place apart from the history.
		now.History = nil
		for _, f := range formats {
			f.holds(t, now, append(slices.Collect(maps.Values(stands)), lost))
			var each [][]event.Event
			for _, e := range b.Log(event.Ref{}) {
				each = append(each, []event.Event{e})
			}
			f.holds(t, r, each)
		}
		if len(r.SignOffs) != signed {
			t.Fatalf("%d sign-offs, and the report has %d", signed, len(r.SignOffs))
		}
		checkModel(t, r)
		checkCounts(t, r, jsonCodes(t, r))
		checkCounts(t, r, csvCodes(t, r))
		checkCounts(t, r, htmlCodes(t, r))
	})
}

// formats are those that hold all that was entered.
var formats = []format{
	{"Markdown", func(r Report) string { return seen(Markdown(r)) }, written, Stamp.stamp},
	{"JSON", func(r Report) string { return texts(JSON(r)) }, asEntered, func(s Stamp) string { return Instant(s.At) }},
	{"HTML", func(r Report) string { return seenHTML(HTML(r)) }, written, Stamp.stamp},
}

// format is a format as its reader sees it.
type format struct {
	name    string
	read    func(Report) string
	address func(string) string
	stamp   func(Stamp) string
}

func asEntered(s string) string { return s }

// written returns an address as Markdown has it.
func written(s string) string {
	if t, isWeb := target(s); isWeb {
		return t
	}
	return s
}

// holds tells whether the format has all of the events, which are in one list
// where they give a value to the same field.
func (f format) holds(t *rapid.T, r Report, entries [][]event.Event) {
	t.Helper()
	page := f.read(r)
	find := func(what, words string) {
		t.Helper()
		if words = fold(Line(words)); !strings.Contains(page, words) {
			t.Fatalf("%s is not in the %s: %q\n%s", what, f.name, words, page)
		}
	}
	for _, events := range entries {
		if len(events) > 1 && agree(events) {
			// Two who say the same are no conflict: the later by the logical clock is named.
			events = events[:1:1]
		}
		for _, e := range events {
			if e.Kind == event.KindVerdict && string(e.Value) == `"unanswered"` && len(events) == 1 {
				continue
			}
			for _, w := range words(e, f.address) {
				find(fmt.Sprint(e.Field), w)
			}
			find(fmt.Sprint(e.Field), f.stamp(Stamp(e.Stamp()))) // What settles a conflict keeps who said it first.
			find(fmt.Sprint(e.Field), name(e.Who))
		}
	}
}

// checkModel holds the model against what the audit itself says.
func checkModel(t *rapid.T, r Report) {
	t.Helper()
	for _, c := range r.Clauses(func(Clause) bool { return true }) {
		if len(c.Sides) != len(c.Disputed) {
			t.Fatalf("%s: %d sides, but %d values in conflict", c.Ref, len(c.Sides), len(c.Disputed))
		}
		for i, s := range c.Sides {
			if e := c.Disputed[i]; s.Field != e.Field || s.Value != e.Value || s.By != e.By || !s.At.Equal(e.At) {
				t.Fatalf("%s: the audit has %v in conflict, the report %v", c.Ref, s, e)
			}
		}
	}
	cover := r.Coverage
	sum := cover.Met() + cover.Acknowledged + cover.Unsupported + cover.Stale + cover.Conflict
	for v, n := range cover.Verdicts {
		if v != event.Met {
			sum += n
		}
	}
	if sum != cover.Clauses || cover.Clauses+cover.OutOfScope != len(r.Clauses(func(Clause) bool { return true })) {
		t.Fatalf("the rows of the coverage add up to %d: %+v", sum, cover)
	}
}

func TestWhatStandsIsWhatTheAuditSaysStands(t *testing.T) {
	p := rules(t)
	rapid.Check(t, func(t *rapid.T) {
		b := newBook(t, p)
		change := func() event.Change {
			fix := rapid.SampledFrom([]string{"", "a", "b", "c"}).Draw(t, "fix")
			return event.SetGap(b.ref("A.1"), event.GapFix, fix)
		}
		var kept [][]event.Event
		for range rapid.IntRange(1, 12).Draw(t, "steps") {
			switch rapid.IntRange(0, 2).Draw(t, "step") {
			case 0:
				one, other := b.step(ana, change()), b.step(ben, change())
				b.apply(append(one, other...)...)
				kept = append(kept, one, other)
			case 1:
				one := b.step(ana, change())
				b.apply(one...)
				kept = append(kept, one)
			default: // Anything may be taken back late, an undo among it.
				if len(kept) > 0 {
					undo := b.keep(b.Withdraw(b.hand(ben), rapid.SampledFrom(kept).Draw(t, "undo")))
					b.apply(undo...)
					kept = append(kept, undo)
				}
			}
		}
		r := Build(b.Audit, Options{})
		checkModel(t, r)
		for _, c := range r.Clauses(func(c Clause) bool { return c.Ref.Label == "A.1" }) {
			fix := ""
			for _, e := range c.Parts {
				fix = e.Value
			}
			if fix != c.Gap.Fix {
				t.Fatalf("the audit has the fix %q, the report %q", c.Gap.Fix, fix)
			}
		}
	})
}
