package reports

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"pgregory.net/rapid"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/policy"
	"clausewalk/policy/library"
)

const reviewID = "instagram-app-review"

// submission is an audit of the platform's policy and of a submission for two
// permissions.
func submission(t failer, permissions ...string) *book {
	t.Helper()
	review, err := library.Load(reviewID)
	if err != nil {
		t.Fatal(err)
	}
	b := newBook(t, builtin(t), review)
	b.do(ana, event.SetFact(reviewID, "permissions", event.FactAnswer{Values: permissions}))
	return b
}

const basic, comments = "instagram_business_basic", "instagram_business_manage_comments"

// prepared answers everything of the preparation, so that nothing is missing.
func (b *book) prepared(t failer) {
	for _, i := range b.Items(b.now) {
		if i.Ref.Policy == reviewID {
			b.do(ana, event.SetReason(i.Ref, "Done for "+i.Clause.Title()+", and written down here."), event.SetVerdict(i.Ref, event.Met),
				event.AddEvidence(i.Ref, event.Evidence{Kind: event.FileEvidence, Name: "shown.png", Size: 1, SHA256: digest(byte(len(i.Ref.Label)))}))
		}
	}
}

func TestReadinessSaysWhyNotAndNamesTheRisks(t *testing.T) {
	b := submission(t, basic)
	b.prepared(t)
	for _, i := range b.Items(b.now) {
		if i.Ref.Policy != reviewID {
			b.do(ana, event.SetReason(i.Ref, "It is so, as the runbook shows."), event.SetVerdict(i.Ref, event.Met))
		}
	}
	use := event.Ref{Policy: reviewID, Label: "E.1@" + basic}
	check := func(name string, ready Readiness, says string) {
		t.Helper()
		p := Review(Build(b.Audit, Options{At: b.now}))
		if p.Ready != ready || !strings.Contains(strings.Join(append(slices.Clone(p.Missing), p.Risks...), "\n"), says) {
			t.Errorf("%s: it is %s, because of %q and %q; want %s and %q", name, p.Ready, p.Missing, p.Risks, ready, says)
		}
		page := string(ReviewMarkdown(Build(b.Audit, Options{At: b.now})))
		for heading, all := range map[string][]string{"Why it is not ready (%d)": p.Missing, "Risks (%d)": p.Risks} {
			if heading = fmt.Sprintf(heading, len(all)); strings.Contains(page, heading) != (len(all) > 0) {
				t.Errorf("%s: %q with %q", name, heading, all)
			}
		}
	}
	undone := func(name string, ready Readiness, says string, changes ...event.Change) {
		t.Helper()
		step := b.step(ana, changes...)
		b.apply(step...)
		check(name, ready, says)
		b.apply(b.keep(b.Withdraw(b.hand(ana), step))...)
	}
	check("all is there", Ready, "")
	undone("nothing to paste", NotReady, "E.1 Use case to paste: nothing to paste", event.SetReason(use, ""), event.RemoveEvidence(use, b.Pieces(use)[0].ID))
	undone("open", NotReady, basic+": no answer yet to E.1", event.SetVerdict(use, event.Unanswered))
	undone("a blocker", NotReady, "E.1 Use case to paste: not met", event.SetVerdict(use, event.NotMet))
	undone("a lesser gap", ReadyWithRisks, "E.1 Use case to paste: partly", event.SetVerdict(use, event.Partly), event.SetGap(use, event.GapSeverity, "minor"))
	undone("one more permission", NotReady, comments+" is requested, but nothing shows it is used",
		event.SetFact(reviewID, "permissions", event.FactAnswer{Values: []string{basic, comments}}))
	undone("no permission", NotReady, "permissions are not listed", event.SetFact(reviewID, "permissions", event.FactAnswer{}))
	undone("named and not listed", ReadyWithRisks, "pages_show_list is named", event.SetReason(use, "It needs pages_show_list and a page."))
	undone("a secret", NotReady, "looks like a secret", event.Meant(event.SetReason(use, "The password is blue7horses."))...)
	undone("a blocker of the policy", NotReady, "A.12 Remove within 24 hours: not met, blocker",
		event.SetVerdict(b.ref("A.12"), event.NotMet))
	undone("a lesser gap of the policy", ReadyWithRisks, "A.12 Remove within 24 hours: not met, minor",
		event.SetVerdict(b.ref("A.12"), event.NotMet), event.SetGap(b.ref("A.12"), event.GapSeverity, "minor"))
	undone("the policy is open", ReadyWithRisks, "without an answer that stands", event.SetVerdict(b.ref("A.12"), event.Unanswered))
	undone("rejected since", NotReady, "older than the decision", event.AddOutcome("o1", event.Outcome{
		Result: event.Rejected, On: b.now.AddDate(0, 0, 1).Format(time.DateOnly), Release: "2.4", Words: "No use case."}, use)...)
	check("all is there again", Ready, "")
	if page := string(ReviewMarkdown(Build(b.Audit, Options{At: b.now}))); strings.Contains(page, "Risks (") || strings.Contains(page, "Why it is not ready (") {
		t.Error("the packet has a heading with nothing below")
	}
}

func TestNothingPreparedIsNotReady(t *testing.T) {
	b := newBook(t, builtin(t))
	if p := Review(Build(b.Audit, Options{})); p.Ready != NotReady || len(p.Missing) == 0 {
		t.Errorf("without a preparation it is %s", p.Ready)
	}
	b = submission(t, basic)
	for _, i := range b.Items(b.now) {
		if i.Ref.Policy == reviewID {
			b.do(ana, event.SetOverrule(i.Ref, &event.Overrule{Reason: "Not for us."}))
		}
	}
	if p := Review(Build(b.Audit, Options{})); p.Ready != NotReady || len(p.Missing) == 0 {
		t.Errorf("with all of it out of scope it is %s", p.Ready)
	}
}

// TestNothingShortOfAllIsReady answers at random: ready is only what has nothing
// open, no gap, nothing stale and nothing unsupported.
func TestNothingShortOfAllIsReady(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := submission(t, basic)
		b.prepared(t)
		for range rapid.IntRange(0, 3).Draw(t, "changes") {
			i := rapid.SampledFrom(b.Items(b.now)).Draw(t, "clause")
			v := rapid.SampledFrom(append(event.Verdicts(), event.Unanswered)).Draw(t, "verdict")
			b.do(ana, event.SetReason(i.Ref, "Said at random, at some length."), event.SetVerdict(i.Ref, v))
		}
		r := Build(b.Audit, Options{At: b.now})
		p := Review(r)
		for _, i := range b.Items(b.now) {
			if i.Ref.Policy == reviewID && !i.Has(checklist.OutOfScope) && (!i.Answered() || i.Verdict == event.CannotTell || i.Has(checklist.Unsupported)) && p.Ready != NotReady {
				t.Fatalf("%s is %s %v, and the packet is %s", i.Ref, i.Verdict, i.Flags, p.Ready)
			}
		}
		if (len(r.Gaps()) > 0 || r.Coverage.Answered < r.Coverage.Clauses) && p.Ready == Ready {
			t.Fatalf("%d gaps, %d of %d answered, and the packet is ready", len(r.Gaps()), r.Coverage.Answered, r.Coverage.Clauses)
		}
		if p.Ready == NotReady && len(p.Missing) == 0 || p.Ready == ReadyWithRisks && len(p.Risks) == 0 {
			t.Fatalf("%s, and nothing is named", p.Ready)
		}
	})
}

// handedIn is a submission with every kind of text in it.
func handedIn(t *testing.T, say func() string) (*book, []string) {
	entry := func() string {
		for n := 0; ; n++ {
			if f, err := event.ParseFact(policy.Fact{ID: "permissions", Answer: "list"}, strings.Join(strings.Fields(say()), "_")); err == nil && len(f.Values) == 1 && f.Values[0] != "no" {
				return f.Values[0]
			}
		}
	}
	one := entry()
	b := submission(t, one)
	var all []string
	text := func() string { s := say(); all = append(all, s); return s }
	for _, label := range []string{"S.1", "E.1@" + one, "E.3@" + one, "R.2"} {
		ref := event.Ref{Policy: reviewID, Label: label}
		b.do(ana, event.SetReason(ref, text()), event.SetVerdict(ref, event.Partly), event.SetGap(ref, event.GapFix, text()))
		b.do(ana, event.AddEvidence(ref, event.Evidence{Kind: event.StatementEvidence, Statement: text(), Details: event.Details{Person: text(), Caption: text()}}))
		b.do(ana, event.AddOutcome("o"+label, event.Outcome{Result: event.Rejected, On: "2026-03-02", Release: text(), Permission: text(), Words: text()}, ref)...)
	}
	b.answer(ben, "A.12", event.NotMet, text())
	return b, all
}

func TestNoTextChangesTheStructureOfThePacket(t *testing.T) {
	schema := strictSchema(t, "review.schema.json")
	n := 0
	tags := func(doc []byte) map[string]int {
		count := map[string]int{}
		for _, e := range elements(doc) {
			count[e.Data]++
		}
		delete(count, "br") // A line break within somebody's words.
		return count
	}
	tame, _ := handedIn(t, func() string { n++; return fmt.Sprintf("plain words %d", n) })
	built := Build(tame.Audit, Options{})
	wantShape, wantTags := shape(ReviewMarkdown(built)), tags(ReviewHTML(built))
	for turn := 0; turn < len(hostile); turn += 4 {
		n = turn
		b, said := handedIn(t, func() string {
			n++
			if s := hostile[n%len(hostile)]; Line(s) != "" {
				return strings.ToValidUTF8(s, "�") + fmt.Sprint(n)
			}
			return fmt.Sprint("nothing ", n)
		})
		r := Build(b.Audit, Options{})
		markdown, page, doc := ReviewMarkdown(r), ReviewHTML(r), ReviewJSON(r)
		if diff := cmp.Diff(wantShape, shape(markdown)); diff != "" {
			t.Fatalf("turn %d: the texts change the Markdown:\n%s\n%s", turn, diff, markdown)
		}
		if diff := cmp.Diff(wantTags, tags(page)); diff != "" {
			t.Fatalf("turn %d: the texts change the HTML:\n%s", turn, diff)
		}
		value, err := jsonschema.UnmarshalJSON(bytes.NewReader(doc))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(value); err != nil {
			t.Errorf("turn %d: %v", turn, err)
		}
		for _, out := range [][]byte{markdown, bytes.ReplaceAll(page, []byte("\t"), nil)} {
			if bad := drives(out); bad != "" {
				t.Fatalf("turn %d: %s", turn, bad)
			}
		}
		if at := bytes.IndexFunc(doc, func(r rune) bool { return r != '\n' && hidden(r) }); at >= 0 {
			t.Fatalf("turn %d: the JSON holds %q", turn, doc[at:at+4])
		}
		read := map[string]string{"Markdown": seen(markdown), "HTML": seenHTML(page)}
		for _, s := range said {
			for name, text := range read {
				for _, line := range strings.Split(Visible(s), "\n") {
					if !strings.Contains(text, fold(Line(line))) && !addressed(text, s) {
						t.Errorf("turn %d: %.200q is not to be read in %s", turn, line, name)
					}
				}
			}
			if !strings.Contains(texts(doc), fold(Line(s))) {
				t.Errorf("turn %d: %.200q is not in the JSON", turn, s)
			}
		}
		if again := ReviewMarkdown(r); !bytes.Equal(markdown, again) {
			t.Error("not the same bytes twice")
		}
	}
}

// packetBook is a submission in the middle of its preparation.
func packetBook(t failer) *book {
	b := submission(t, basic, comments)
	b.answer(ana, "E.1@"+basic, event.Met, "A person signs in and sees the photos that they posted, in an album.\nWithout the permission the album is empty. A.12 bears on it.")
	use := b.ref("E.3@" + basic)
	b.do(ana, event.AddEvidence(use, event.Evidence{Kind: event.FileEvidence, Name: "recording.mp4", Size: 31457280, SHA256: digest(3)}), event.SetVerdict(use, event.Met))
	b.answer(ben, "S.4", event.Partly, "The callback works, the status page does not.")
	b.do(ben, event.SetGap(b.ref("S.4"), event.GapSeverity, "minor"), event.SetGap(b.ref("S.4"), event.GapFix, "Build the status page."))
	b.answer(ben, "A.12", event.NotMet, "The CDN keeps copies for 48 hours.")
	b.do(ana, event.AddOutcome("o1", event.Outcome{Result: event.Rejected, On: "2026-03-02", Release: "2.3", Permission: basic, Words: "Unable to verify use case in app"}, use)...)
	return b
}

func TestThePacketIsAsReviewed(t *testing.T) {
	b := packetBook(t)
	golden(t, "review.md", ReviewMarkdown(Build(b.Audit, Options{Tool: "clausewalk 0.1.0"})))
}

func TestThePackOfAReviewHasTheRecordingsAndNothingElse(t *testing.T) {
	b := submission(t, basic)
	film := event.Evidence{Kind: event.FileEvidence, Name: "recording.mp4", Size: 1, SHA256: digest(3)}
	b.do(ana, event.AddEvidence(b.ref("E.3"), film))
	other := event.Evidence{Kind: event.FileEvidence, Name: "log.txt", Size: 1, SHA256: digest(4)}
	b.do(ana, event.AddEvidence(b.ref("A.12"), other))
	var names []string
	for _, one := range ReviewPack(Build(b.Audit, Options{}), everyPiece) {
		names = append(names, one.Name)
	}
	want := []string{"review.md", "review.html", "review.json", reviewID + "/E.3@" + basic + "/recording.mp4", "SHA256SUMS"}
	if !slices.Equal(names, want) {
		t.Errorf("the pack has %q, want %q", names, want)
	}
}

// TestGapsThatAReviewerMeetsFirstComeFirst holds the order of the platform's
// clauses in the packet: the worse before the lesser, then what an answer names,
// then by what a reviewer sees first.
func TestGapsThatAReviewerMeetsFirstComeFirst(t *testing.T) {
	b := submission(t, basic)
	b.answer(ana, "E.1", event.Met, "Photos are deleted in time, see A.12, and not A.1.")
	for label, severity := range map[string]string{"A.12": "minor", "A.1": "minor", "A.4": "minor", "A.8": "minor", "A.5": "minor", "P.1": "blocker"} {
		ref := b.ref(label)
		b.do(ana, event.SetVerdict(ref, event.NotMet), event.SetReason(ref, "Not yet."), event.SetGap(ref, event.GapSeverity, severity))
	}
	p := Review(Build(b.Audit, Options{At: b.now}))
	label := func(c Clause) string { return c.Ref.Label }
	if got := each(p.First, label); !slices.Equal(got, []string{"P.1", "A.1", "A.12", "A.5", "A.8", "A.4"}) {
		t.Errorf("the gaps come in the order %q", got)
	}
	bears := map[string][]string{}
	for _, part := range p.Parts {
		if len(part.Bears) > 0 {
			bears[part.Entry] = each(part.Bears, label)
		}
	}
	if diff := cmp.Diff(map[string][]string{basic: {"A.1", "A.12"}}, bears); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
