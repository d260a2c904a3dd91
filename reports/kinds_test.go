package reports

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"pgregory.net/rapid"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/checklist/event/eventtest"
	"clausewalk/policy/library"
)

// TestEveryKindOfEventHasAPlaceInEveryReport holds that an event of each kind,
// whatever a person has written in it, is in the history of the formats that
// have one, in words, and that JSON has it as its schema says.
func TestEveryKindOfEventHasAPlaceInEveryReport(t *testing.T) {
	schema := strictSchema(t, "report.schema.json")
	for _, kind := range event.Kinds() {
		of := eventtest.Of(t, os.DirFS("../docs/schemas/event"), kind)
		drawn := rapid.Custom(func(t *rapid.T) event.Event {
			rapid.Bool().Draw(t, "any") // An undo draws nothing.
			subject, value := of.Draw(t, func(t *rapid.T, path string) string { return rapid.StringMatching(`[a-z]{8}`).Draw(t, path) })
			return event.Event{Field: event.Field{Kind: kind, Subject: subject}, Value: value}
		})
		met := 0
		for n := 0; met < 20 && n < 400; n++ {
			e := drawn.Example(n)
			v, err := event.DecodeValue(kind, e.Value)
			if err != nil || kind.Spec().Sets && v.Refuse(e.Field) != nil {
				continue
			}
			met++
			b := newBook(t, rules(t))
			e.Format, e.ID, e.Seq, e.Time, e.Clock, e.Writer, e.Who = event.Format, "one", 1, day, 1, "ana", ana
			if about := kind.Spec().About; about == event.APolicy || about == event.AClause || about == event.AClauseOrFact {
				e.Policy = "rules"
				if about != event.APolicy {
					e.Clause = "A.1"
				}
			}
			b.apply(e)
			r := Build(b.Audit, Options{At: day})
			if len(r.History) != 1 {
				t.Fatalf("%s: a history of %d", kind, len(r.History))
			}
			data, err := jsonschema.UnmarshalJSON(bytes.NewReader(JSON(r)))
			if err == nil {
				err = schema.Validate(data)
			}
			if err != nil {
				t.Fatalf("%s: %v", kind, err)
			}
			want := []string{e.Field.Name()}
			for _, text := range v.Texts() {
				want = append(want, text.Words)
			}
			if len(v.Texts()) == 0 {
				want = append(want, v.InWords())
			}
			for name, page := range map[string]string{"Markdown": seen(Markdown(r)), "HTML": fold(html.UnescapeString(tag.ReplaceAllString(string(HTML(r)), ""))), "JSON": string(JSON(r))} {
				for n, words := range want {
					if name == "JSON" && n == 0 {
						words = `"` + string(kind) + `"` // A program is told the kind as the journal has it.
					}
					if !strings.Contains(page, fold(words)) {
						t.Errorf("%s: %q of %s is not in %s", kind, words, e.Value, name)
					}
				}
			}
		}
		if met == 0 {
			t.Errorf("%s: no value was drawn", kind)
		}
	}
}

// TestOneAuditIsReadFromManySidesAtOnce is about the race detector: nothing that
// reads an audit may write to it, after an adoption, with sections that repeat
// and with answers that were archived.
func TestOneAuditIsReadFromManySidesAtOnce(t *testing.T) {
	review, err := library.Load("instagram-app-review")
	if err != nil {
		t.Fatal(err)
	}
	b := newBook(t, house(t, olderHouse), review)
	b.do(ana, event.SetFact(review.ID, "permissions", event.FactAnswer{Values: []string{"instagram_business_basic", "pages_show_list"}}))
	for _, ref := range b.Refs() {
		b.do(ana, event.SetReason(ref, "as it is at "+ref.Label), event.SetVerdict(ref, event.NotMet), event.SetGap(ref, event.GapOwner, "Ben"),
			event.AddEvidence(ref, event.Evidence{Kind: event.LinkEvidence, URL: "https://example.org/" + ref.Label}))
	}
	sign, err := checklist.Sign(b.Audit, checklist.Vouch{By: ana, At: b.now, Name: "Ana"})
	if err != nil {
		t.Fatal(err)
	}
	b.do(ana, sign)
	b.adopt(ben, house(t, newerHouse))
	b.do(ana, event.SetFact(review.ID, "permissions", event.FactAnswer{Values: []string{"instagram_business_basic"}}))
	if len(checklist.Archive(b.Audit, day)) == 0 || len(b.Repeats()) == 0 {
		t.Fatal("nothing was archived, or nothing repeats")
	}
	read := func() string {
		r := Build(b.Audit, Options{At: day, Since: &Earlier{Name: "before", At: day, Audit: b.AsOf(day.Add(10 * time.Minute))}})
		said := string(Markdown(r)) + string(HTML(r)) + string(JSON(r)) + string(CSV(r))
		for _, ref := range b.Refs() {
			found, err := b.Find(b.Name(ref))
			said += fmt.Sprint(found, err, len(b.Log(ref))) + inJSON(t, b.Item(ref, day), b.Pieces(ref))
		}
		for _, e := range b.Log(event.Ref{}) {
			refs, known := b.Concerns(e)
			said += fmt.Sprint(b.Placed(e).Field, refs, known)
		}
		said += inJSON(t, checklist.Archive(b.Audit, day), b.Unplaced(), b.Facts(), checklist.SignOffs(b.Audit), checklist.Fates(b.Audit, day), checklist.Lint(b.Audit, day, nil), b.StateDigest(), b.LastStep("Ana Ruiz"))
		hand := checklist.Hand{Person: ana, Writer: "ana", Now: func() time.Time { return day }, NewID: func() string { return "x" }}
		if _, err := b.Step(hand, event.SetReason(b.Refs()[0], "asked at the gate")); err != nil {
			t.Error(err)
		}
		return said
	}
	want := read()
	said := make([]string, 16)
	var all sync.WaitGroup
	for n := range said {
		all.Go(func() { said[n] = read() })
	}
	all.Wait()
	for n := range said {
		if said[n] != want {
			t.Errorf("reader %d was told something else", n)
		}
	}
}

func inJSON(t *testing.T, values ...any) string {
	data, err := json.Marshal(values)
	if err != nil {
		t.Error(err)
	}
	return string(data)
}
