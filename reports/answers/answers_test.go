package answers

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"clausewalk/checklist"
	_ "clausewalk/checklist/durable/quicktest"
	"clausewalk/checklist/event"
	"clausewalk/policy"
	"clausewalk/policy/library"
	"clausewalk/policy/reading"
	"clausewalk/reports"
)

var (
	day = time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	ana = event.Person{Name: "Ana Ruiz"}
	ben = event.Person{Name: "Ben Okafor"}
)

// book is an audit whose events are kept as a journal would keep them.
type book struct {
	*checklist.Audit
	ids  int
	seq  map[string]int
	last map[string]string // the sum of each writer's last event
}

func newBook(t rapid.TB) *book {
	t.Helper()
	p, err := library.Load("instagram-platform")
	if err != nil {
		t.Fatal(err)
	}
	house, err := reading.Parse("house", []byte("# House rules\n\n1. Close the door.\n2. Knock twice.\n"))
	if err != nil {
		t.Fatal(err)
	}
	return bookOf(t, p, house)
}

func bookOf(t rapid.TB, policies ...*policy.Policy) *book {
	t.Helper()
	head := checklist.Head{Format: 1, ID: "photobook-2.4", App: "Photobook", Release: "2.4"}
	for _, p := range policies {
		head.Policies = append(head.Policies, checklist.Edition{ID: p.ID, Edition: p.Edition})
	}
	a, err := checklist.New(head, policies)
	if err != nil {
		t.Fatal(err)
	}
	return &book{Audit: a, seq: map[string]int{}, last: map[string]string{}}
}

func (b *book) step(t rapid.TB, who event.Person, changes ...event.Change) []event.Event {
	t.Helper()
	events, err := b.Step(checklist.Hand{
		Person: who, Writer: who.Name, Now: func() time.Time { return day },
		NewID: func() string { b.ids++; return fmt.Sprint(b.ids) },
	}, changes...)
	if err != nil {
		t.Fatal(err)
	}
	for i := range events {
		b.seq[who.Name]++
		events[i].Seq, events[i].Prev = b.seq[who.Name], b.last[who.Name]
		if _, err := events[i].Encode(); err != nil {
			t.Fatal(err)
		}
		b.last[who.Name] = events[i].Sum
	}
	return events
}

func (b *book) do(t rapid.TB, who event.Person, changes ...event.Change) {
	t.Helper()
	if err := b.Apply(b.step(t, who, changes...)...); err != nil {
		t.Fatal(err)
	}
}

func (b *book) ref(t rapid.TB, label string) event.Ref {
	t.Helper()
	ref, err := b.Find(label)
	if err != nil {
		t.Fatal(err)
	}
	return ref
}

func (b *book) compare(t rapid.TB, file string) *Plan {
	t.Helper()
	sheet, err := Decode(b.Audit, "answers.yaml", []byte(file), day)
	if err != nil {
		t.Fatalf("%v\n%s", err, file)
	}
	plan, err := Compare(b.Audit, sheet)
	if err != nil {
		t.Fatalf("%v\n%s", err, file)
	}
	return plan
}

// hostile are the pieces that texts are drawn from.
var hostile = []string{"word", " ", "\n", "\n\n", "\t", "#", ": ", "- ", "'", `"`, `\`, "|", "---", "...", "{", "]", "*a", "&a", "!!", "%",
	"null", "~", "yes", "0x1", "1e3", "2026-01-01", "\r", "\r\n", "\x00", "\x1b[2J", "\u0085", "\u2028", "\u202e", "\uFEFF", "é", "日本", "😀", "👩‍🚀", "\U000E0041"}

// randomBook is an audit that people have answered in any way.
func randomBook(t *rapid.T, policies []*policy.Policy) *book {
	b := bookOf(t, policies...)
	pick := func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "pick") }
	text := func() string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(hostile), 1, 6).Draw(t, "text"), "")
	}
	refs := b.Refs()[max(0, len(b.Refs())-6):]
	facts := b.Facts()
	changes := func() []event.Change {
		ref := refs[pick(len(refs))]
		switch pick(7) {
		case 0, 1:
			v := append(event.Verdicts(), event.Unanswered)[pick(6)]
			return []event.Change{event.SetReason(ref, "x"+text()), event.SetVerdict(ref, v)}
		case 2:
			return []event.Change{event.SetReason(ref, text())}
		case 3:
			return []event.Change{event.SetGap(ref, event.GapFix, text()), event.SetGap(ref, event.GapOwner, text()),
				event.SetGap(ref, event.GapSeverity, policy.Severities()[pick(3)]), event.SetGap(ref, event.GapDue, "2026-12-05")}
		case 4:
			return []event.Change{event.AddEvidence(ref, []event.Evidence{
				{Kind: event.FileEvidence, Name: text(), SHA256: text()},
				{Kind: event.LinkEvidence, URL: "https://example.org/" + text()},
				{Kind: event.PlaceEvidence, Path: text(), From: 1, To: 2, SHA256: text()},
			}[pick(3)])}
		case 5:
			return []event.Change{event.SetOverrule(ref, &event.Overrule{In: pick(2) == 1, Reason: "x" + text()})}
		default:
			if len(facts) == 0 {
				return nil
			}
			f := facts[pick(len(facts))]
			said := rapid.SampledFrom(append(append([]string{"unknown", "none", "yes", "no"}, f.Question.Options...), "posts,likes")).Draw(t, "said")
			answer, err := event.ParseFact(f.Question, said)
			if err != nil {
				return nil
			}
			return []event.Change{event.SetFact(f.Policy, f.Question.ID, answer)}
		}
	}
	for range rapid.IntRange(0, 15).Draw(t, "steps") {
		one, other := b.step(t, ana, changes()...), []event.Event(nil)
		if pick(4) == 0 { // Somebody who has not seen the change.
			other = b.step(t, ben, changes()...)
		}
		if err := b.Apply(append(one, other...)...); err != nil {
			t.Fatal(err)
		}
	}
	return b
}

func TestExportThenImportChangesNothing(t *testing.T) {
	policies := newBook(t).Policies
	rapid.Check(t, func(t *rapid.T) {
		b := randomBook(t, policies)
		file := string(Encode(b.Audit, day, false))
		if plan := b.compare(t, file); len(plan.Changes)+len(plan.Add) > 0 {
			t.Fatalf("%+v\n%s", plan, file)
		}
		if err := asTheSchemaSays(t, file); err != nil {
			t.Fatalf("%v\n%s", err, file)
		}
		if plan := b.compare(t, string(Encode(b.Audit, day, true))); len(plan.Changes)+len(plan.Add) > 0 {
			t.Fatalf("the empty sheet changes something: %+v", plan)
		}
	})
}

// TestWhatLooksLikeAnInputIsOne holds that each of our tables, and the report as
// JSON, can be imported and changes nothing.
func TestWhatLooksLikeAnInputIsOne(t *testing.T) {
	policies := newBook(t).Policies
	rapid.Check(t, func(t *rapid.T) {
		b := randomBook(t, policies)
		r := reports.Build(b.Audit, reports.Options{At: day})
		outputs := []struct {
			name  string
			write func() []byte
		}{
			{"sheet.csv", func() []byte { return EncodeCSV(b.Audit, day, false, 0) }},
			{"empty.csv", func() []byte { return EncodeCSV(b.Audit, day, true, ';') }},
			{"report.csv", func() []byte { return reports.CSV(r) }},
			{"report.json", func() []byte { return reports.JSON(r) }},
			{"tasks.csv", func() []byte { return reports.TasksCSV(r) }},
		}
		one := outputs[rapid.IntRange(0, len(outputs)-1).Draw(t, "output")]
		if plan, sheet := planOf(t, b, one.name, one.write()); len(plan.Changes)+len(plan.Add)+len(sheet.Unplaced) > 0 {
			t.Fatalf("%s: %+v %+v", one.name, plan, sheet.Unplaced)
		}
	})
}

// TestEverySheetMarksWhatIsOutOfScope holds the forms that go to somebody who
// cannot see the scope, an empty one too: that has no reason in it.
func TestEverySheetMarksWhatIsOutOfScope(t *testing.T) {
	t.Parallel()
	b := newBook(t)
	b.do(t, ana, event.SetFact("instagram-platform", "gambling", event.FactAnswer{Values: []string{"no"}}),
		event.SetOverrule(b.ref(t, "B.1"), &event.Overrule{Reason: "Legal looks at the marks."}))
	for _, template := range []bool{false, true} {
		f, err := excelize.OpenReader(bytes.NewReader(workbookOf(t, b, template)))
		if err != nil {
			t.Fatal(err)
		}
		rows, err := f.GetRows("instagram-platform")
		if err != nil {
			t.Fatal(err)
		}
		dotted := 0
		for n, row := range rows {
			style, err := f.GetCellStyle("instagram-platform", fmt.Sprint("F", n+1))
			if err != nil {
				t.Fatal(err)
			}
			if s, err := f.GetStyle(style); err == nil && s.Fill.Pattern == 17 {
				if dotted++; row[0] != "A.32" && row[0] != "B.1" || !strings.HasPrefix(row[3], "Out of scope") {
					t.Errorf("the row %q is dotted", row)
				}
			}
		}
		if dotted != 2 {
			t.Errorf("%d rows are dotted", dotted)
		}
		for name, text := range map[string][]byte{"yaml": Encode(b.Audit, day, template), "csv": EncodeCSV(b.Audit, day, template, 0)} {
			if n := bytes.Count(text, []byte("Out of scope")); n != 2 || bytes.Contains(text, []byte("Out of scope: ")) == template ||
				template && bytes.Contains(text, []byte("Legal looks")) {
				t.Errorf("the %s, a template: %v, marks %d clauses", name, template, n)
			}
		}
	}
}

func TestImportTakesWhatThePersonAlteredAndKeepsNewerAnswers(t *testing.T) {
	t.Parallel()
	b := newBook(t)
	a12, a1 := b.ref(t, "A.12"), b.ref(t, "A.1")
	b.do(t, ana, event.SetReason(a12, "The CDN keeps copies."), event.SetVerdict(a12, event.NotMet))
	file := string(Encode(b.Audit, day, false))
	b.do(t, ben, event.SetReason(a1, "Seen."), event.SetVerdict(a1, event.Met))
	if plan := b.compare(t, file); len(plan.Changes) > 0 {
		t.Errorf("an old file takes a newer answer back: %+v", plan.Changes)
	}
	altered := strings.Replace(file, "reason: The CDN keeps copies.", "reason: The CDN is purged late.", 1)
	plan := b.compare(t, altered)
	if len(plan.Changes) != 1 || len(plan.Newer()) != 0 || plan.Changes[0].To != "The CDN is purged late." {
		t.Errorf("altered reason: %+v", plan.Changes)
	}
	b.do(t, ben, event.SetReason(a12, "Ben knows better."))
	newer := b.compare(t, altered).Newer()
	if len(newer) != 1 || newer[0].Newer[0].Who != ben || newer[0].From != "Ben knows better." {
		t.Errorf("the newer answer is not told: %+v", newer)
	}
}

func TestEveryProblemOfAFileIsToldWithLineAndColumn(t *testing.T) {
	t.Parallel()
	_, err := Decode(newBook(t).Audit, "answers.yaml", []byte(wrongFile), day)
	if err == nil {
		t.Fatal("accepted")
	}
	want := []string{`3:3: the audit asks no policy "elsewhere"`, `6:21: "maybe" does not answer stores-content: write yes`, `7:5: instagram-platform asks no fact "no-such"`,
		`11:20: unknown verdict "meet"`, `12:7: unknown name "verdikt"`, `13:12: due date "tomorrow"`, `14:5: unknown clause`, `16:15: text is expected here`}
	for _, w := range want {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("missing %s in %v", w, err)
		}
	}
	if n := len(err.(Problems)); n != len(want) {
		t.Errorf("%d problems, want %d: %v", n, len(want), err)
	}
}

const wrongFile = `format: 1
scope:
  elsewhere:
    x: yes
  instagram-platform:
    stores-content: maybe
    no-such: yes

clauses:
  instagram-platform:
    A.1: {verdict: meet,
      verdikt: met,
      due: tomorrow}
    A.99: {verdict: met}
    A.2:
      reason: {a: b}
`

func TestAFileFromBeforeAnAdoptionIsRefused(t *testing.T) {
	text := func(words string) *policy.Policy {
		p, err := reading.Parse("house", []byte("# House\n\n"+words))
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	old := text("1. Close the door behind you at night.\n2. Knock twice before you come in.\n")
	b := bookOf(t, old)
	file := string(Encode(b.Audit, day, false))
	next := text("1. Knock twice before you come in.\n2. Close the door behind you at night.\n")
	change, _, err := checklist.Adopt(b.Audit, next)
	if err != nil {
		t.Fatal(err)
	}
	b.Know(next)
	b.do(t, event.Person{Name: "Ana"}, change)
	sheet, err := Decode(b.Audit, "answers.yaml", []byte(file), day)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Compare(b.Audit, sheet); err == nil || !strings.Contains(err.Error(), "before another edition was adopted") {
		t.Errorf("err %v", err)
	}
}

// TestASheetBringsItsOwnListAndTheAnswersForIt moves a review's answers into an
// audit that knows no permission yet.
func TestASheetBringsItsOwnListAndTheAnswersForIt(t *testing.T) {
	review, err := library.Load("instagram-app-review")
	if err != nil {
		t.Fatal(err)
	}
	b := bookOf(t, review)
	b.do(t, ana, event.SetFact(review.ID, "permissions", event.FactAnswer{Values: []string{"instagram_business_basic", "https://auth.example/read"}}))
	for n, ref := range b.Refs() {
		b.do(t, ana, event.SetReason(ref, fmt.Sprint("for ", ref.Label)), event.SetVerdict(ref, event.Verdicts()[n%5]))
	}
	sheet, err := Decode(b.Audit, "answers.yaml", Encode(b.Audit, day, false), day)
	if err != nil {
		t.Fatal(err)
	}
	if plan, err := Compare(b.Audit, sheet); err != nil || len(plan.Changes) > 0 {
		t.Errorf("its own sheet changes %v, %v", plan, err)
	}
	other := bookOf(t, review)
	other.Head.ID = "another"
	if sheet, err = Decode(other.Audit, "answers.yaml", Encode(b.Audit, day, false), day); err != nil {
		t.Fatal(err)
	}
	plan, err := Compare(other.Audit, sheet)
	if err != nil {
		t.Fatal(err)
	}
	var changes []event.Change
	for _, c := range plan.Changes {
		changes = append(changes, c.Change)
	}
	other.do(t, ana, changes...)
	if b.StateDigest() != other.StateDigest() {
		t.Errorf("the other audit has %v, want %v", other.Refs(), b.Refs())
	}
	empty := string(Encode(b.Audit, day, true))
	if !strings.Contains(empty, "E.1@instagram_business_basic") || strings.Contains(empty, "for E.1") {
		t.Errorf("the empty sheet does not ask for each permission, or has answers:\n%s", empty)
	}
}
