package reports

import (
	"encoding/json"
	"encoding/xml"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/policy/reading"
)

// drawn is an audit whose clauses are in states drawn at random: answered in
// every way, stale, in conflict, without support, out of scope, untouched.
func drawn(t *rapid.T) *book {
	house, err := reading.Parse("house", []byte("# House rules\n\n## H. All\n\n1. Close the door.\n2. Knock twice.\n3. Wait.\n"))
	if err != nil {
		t.Fatal(err)
	}
	b := newBook(t, builtin(t), house)
	looks := checklist.Looks{}
	all := b.Refs()
	some := append(all[:6:6], all[len(all)-8:]...)
	for _, ref := range some {
		verdict := func(name string) event.Verdict {
			return rapid.SampledFrom(append(event.Verdicts(), event.Unanswered)).Draw(t, name)
		}
		give := func(v event.Verdict) []event.Change {
			return []event.Change{event.SetReason(ref, "It is so, as the log of May shows."), event.SetVerdict(ref, v)}
		}
		v := verdict("verdict")
		switch rapid.IntRange(0, 7).Draw(t, "state") {
		case 0: // Nobody has been there.
		case 1:
			b.clash(give(v), give(verdict("other verdict")))
		case 2:
			b.do(ana, append(give(v), event.SetValidUntil(ref, "2020-01-01"))...)
		case 3:
			b.do(ana, append(give(v), event.SetOverrule(ref, &event.Overrule{Reason: "We have no such thing."}))...)
		case 4:
			b.do(ana, append(give(v), event.AddEvidence(ref, event.Evidence{Kind: event.PermissionEvidence, Name: "letter.pdf", Size: 1, SHA256: digest(7)}))...)
		case 5: // The lines that it cites have changed.
			b.do(ana, append(give(v), event.AddEvidence(ref, event.Evidence{Kind: event.PlaceEvidence, Path: "job.go", From: 4, To: 7, SHA256: digest(8)}))...)
			for _, piece := range b.Pieces(ref) {
				looks[piece.Key()] = event.Look{Fault: "has changed"}
			}
		default:
			b.do(ana, give(v)...)
		}
	}
	b.SetLooks(looks)
	return b
}

// counted is what a document says of how many clauses are how.
type counted map[string]int

// inWords are the rows of the table of counts, by their names.
var inWords = func() map[string]string {
	codes := map[string]string{}
	for _, row := range coverageRows {
		codes[row.name] = row.code
	}
	return codes
}()

var tableRow = regexp.MustCompile(`(?m)^\| \**([^|*]+?)\** \|.* (\d+) \|$`)

// tableCounts reads the table of counts of a Markdown document, its last column.
func tableCounts(doc []byte) counted {
	all := counted{}
	for _, m := range tableRow.FindAllSubmatch(doc, -1) {
		if code, known := inWords[string(m[1])]; known {
			all[code], _ = strconv.Atoi(string(m[2]))
		}
	}
	return all
}

// htmlCounts reads the table of counts of a page, its last column.
func htmlCounts(doc []byte) counted {
	all, at := counted{}, ""
	for _, n := range elements(doc) {
		switch n.Data {
		case "th":
			at = inWords[fold(content(n))]
		case "td":
			if at != "" {
				all[at], _ = strconv.Atoi(fold(content(n)))
			}
		}
	}
	return all
}

// byCode counts the clauses that a document lists, by the code of their state.
func byCode(codes []string) counted {
	all := counted{}
	for _, code := range codes {
		all[code]++
		if code != "out-of-scope" {
			all[inScope]++
		}
	}
	return all
}

var headed = regexp.MustCompile(`(?m)^(?:## |\*\*)(Gaps|Unanswered|In conflict|Stale|Met, unsupported|Without a reason|Cannot tell) \((\d+)\)(?:\*\*)?$`)

// staleToo counts what the gate calls stale beside calling it in conflict.
func staleToo(items []checklist.Item) (n int) {
	for _, i := range items {
		if i.Has(checklist.Stale) && i.Has(checklist.Conflict) && !i.Has(checklist.OutOfScope) {
			n++
		}
	}
	return n
}

// TestAllFormatsAgreeOnEveryCount reads each format back and compares what it
// says with what the report's model says, and so with every other format.
func TestAllFormatsAgreeOnEveryCount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := day.AddDate(0, rapid.IntRange(0, 30).Draw(t, "months"), 0)
		a, zone := drawn(t).Audit, time.FixedZone("there", 3600*rapid.IntRange(-12, 14).Draw(t, "zone"))
		r := Build(a, Options{At: at.In(zone)})
		want := counted{}
		for _, row := range coverageRows {
			want[row.code] = row.of(r.Coverage)
		}
		gaps := want["partly"] + want["not-met"]
		same := func(format string, got counted, codes ...string) {
			t.Helper()
			if len(codes) == 0 {
				for code := range want {
					codes = append(codes, code)
				}
			}
			for _, code := range codes {
				if got[code] != want[code] {
					t.Fatalf("%s says that %d are %s, the report %d\n%v", format, got[code], code, want[code], got)
				}
			}
		}
		number := func(format string, got, want int) {
			t.Helper()
			if got != want {
				t.Fatalf("%s has %d, want %d", format, got, want)
			}
		}
		if here := Build(a, Options{At: at}); here.Summary != r.Summary || here.State != r.State {
			t.Fatalf("elsewhere it reads %q, here %q", r.Summary, here.Summary)
		}
		gate := checklist.GateOf(a, a.Items(at.In(zone)), at.In(zone), nil)
		number("the gate's gaps", gate.Count(checklist.GapFound), gaps)
		number("the gate's stale answers", gate.Count(checklist.StaleAnswer)-staleToo(a.Items(at)), want["stale"])
		number("the gate's conflicts", gate.Count(checklist.InConflict), want["in-conflict"])
		number("what the gate misses", gate.Count(checklist.NotAnswered), want["unanswered"]+want["cannot-tell"])
		number("what the report's gate says", len(r.Gate.Problems), len(gate.Problems))
		markdown := Markdown(r)
		same("Markdown", tableCounts(markdown))
		same("the short report", tableCounts(Brief(r)))
		same("the summary", tableCounts(Summary(r, SummaryLimit)))
		for _, m := range headed.FindAllSubmatch(markdown, -1) {
			n, _ := strconv.Atoi(string(m[2]))
			number("the heading "+string(m[1]), n, map[string]int{
				"Gaps": gaps, "Unanswered": want["unanswered"], "In conflict": want["in-conflict"], "Stale": want["stale"],
				"Met, unsupported": want[unsupportedCode], "Without a reason": r.Coverage.NoReason, "Cannot tell": want["cannot-tell"],
			}[string(m[1])])
		}
		page := HTML(r)
		same("HTML's table", htmlCounts(page))
		same("HTML's clauses", byCode(htmlCodes(t, r)))
		same("JSON's clauses", byCode(jsonCodes(t, r)))
		same("CSV", byCode(csvCodes(t, r)))
		var doc struct {
			Coverage counted
			Gaps     []any
		}
		decode(t, JSON(r), &doc)
		same("JSON", doc.Coverage)
		number("JSON's list of gaps", len(doc.Gaps), gaps)
		number("the task list", strings.Count(string(Tasks(r)), "\n- [ ] "), gaps)
		number("the table of tasks", len(tableOf(t, TasksCSV(r), taskColumns)), gaps)

		var sarif struct {
			Runs []struct {
				Results []struct {
					Properties struct{ State string }
				}
				Properties struct{ Coverage counted }
			}
		}
		decode(t, SARIF(r), &sarif)
		same("SARIF", sarif.Runs[0].Properties.Coverage)
		results := counted{}
		for _, one := range sarif.Runs[0].Results {
			results[one.Properties.State]++
		}
		same("SARIF's results", results, "partly", "not-met", "stale", "in-conflict", unsupportedCode)
		number("SARIF", len(sarif.Runs[0].Results), gaps+want["stale"]+want["in-conflict"]+want[unsupportedCode])

		passes := want["met"] + want["acknowledged"] + want["not-applicable"]
		satisfied, states := 0, counted{}
		var oscal map[string]struct{ Results []oscalResult }
		decode(t, OSCAL(r), &oscal)
		for _, f := range oscal["assessment-results"].Results[0].Findings {
			for _, p := range f.Props {
				if p.Name == "state" {
					states[p.Value]++
				}
			}
			if f.Target.Status.State == "satisfied" {
				satisfied++
			}
		}
		number("OSCAL's satisfied", satisfied, passes)
		delete(want, inScope)
		delete(want, "out-of-scope") // OSCAL excludes them.
		same("OSCAL", states)

		var suite junitSuite
		if err := xml.Unmarshal(JUnit(r), &suite); err != nil {
			t.Fatal(err)
		}
		record := 0
		if r.State == NotAssessed {
			record = 1
		}
		number("JUnit's passed", suite.Tests-suite.Failures, passes+1-record)
	})
}

// TestOnlyAnAnswerThatStandsReadsAsPassed looks at every place in which a format
// says how a clause is: one that is unanswered, stale, in conflict or without
// support is nowhere called met, satisfied or passed.
func TestOnlyAnAnswerThatStandsReadsAsPassed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := Build(drawn(t).Audit, Options{At: day.AddDate(0, 1, 0)})
		weak := r.Clauses(func(c Clause) bool {
			return !c.Has(checklist.OutOfScope) && (!c.Answered() || c.Has(checklist.Unsupported))
		})
		var suite junitSuite
		if err := xml.Unmarshal(JUnit(r), &suite); err != nil {
			t.Fatal(err)
		}
		failed := map[string]bool{}
		for _, one := range suite.Cases {
			failed[one.Name] = len(one.Failures) > 0
		}
		csv := map[string]string{}
		for _, row := range rows(t, CSV(r)) {
			csv[row["policy"]+"/"+row["clause"]] = row["state"]
		}
		verdicts := map[string]string{}
		for _, part := range strings.Split(string(Markdown(r)), "\n### ")[1:] {
			heading, rest, _ := strings.Cut(part, "\n")
			_, verdict, _ := strings.Cut(rest, "- **Verdict:** ")
			verdicts[heading], _, _ = strings.Cut(verdict, "\n")
		}
		for _, c := range weak {
			if !failed[Line(r.Name(c.Ref)+" "+c.Title)] {
				t.Fatalf("%s is %s, and JUnit lets it pass", c.Ref, c.Words)
			}
			if state := csv[c.Ref.String()]; state == "met" || state == "acknowledged" || state == "" {
				t.Fatalf("%s is %s, and CSV says %q", c.Ref, c.Words, state)
			}
			verdict := verdicts[inline(r.Name(c.Ref))+" "+inline(c.Title)]
			if verdict == "" || strings.HasPrefix(verdict, "met (") || strings.HasPrefix(verdict, "acknowledged (") {
				t.Fatalf("%s is %s, and Markdown says %q", c.Ref, c.Words, verdict)
			}
		}
		if len(r.Clauses(func(c Clause) bool { return c.Answered() })) == 0 {
			for format, doc := range map[string][]byte{"Markdown": Markdown(r), "HTML": HTML(r), "short": Brief(r), "JSON": JSON(r), "SARIF": SARIF(r)} {
				text := strings.ToLower(string(doc))
				if r.State == NotAssessed && !strings.Contains(text, "not assessed") {
					t.Fatalf("nothing is assessed, and %s does not say so", format)
				}
			}
		}
	})
}

func TestNothingAssessedReadsSoInEveryFormat(t *testing.T) {
	r := Build(newBook(t, builtin(t)).Audit, Options{At: day.Add(time.Hour)})
	for format, doc := range map[string][]byte{
		"Markdown": Markdown(r), "HTML": HTML(r), "short": Brief(r), "summary": Summary(r, SummaryLimit), "JSON": JSON(r), "SARIF": SARIF(r), "JUnit": JUnit(r), "tasks": Tasks(r), "OSCAL": OSCAL(r),
	} {
		if text := strings.ToLower(string(doc)); !strings.Contains(text, "not assessed") {
			t.Errorf("%s does not say that nothing is assessed", format)
		}
	}
}

func decode(t failer, doc []byte, into any) {
	t.Helper()
	if err := json.Unmarshal(doc, into); err != nil {
		t.Fatal(err)
	}
}
