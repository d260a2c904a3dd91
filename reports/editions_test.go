package reports

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"pgregory.net/rapid"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/policy"
	"clausewalk/policy/reading"
)

const (
	olderHouse = "# House\n\n1. Close the door behind you at night.\n2. Knock twice before you come in.\n3. Feed the cat of the house each morning.\n4. Sweep the hall each week. Wash the stairs each month.\n"
	newerHouse = "# House\n\n1. Lock the window when rain is near.\n2. Close the door behind you at night.\n3. Knock *three times* before you come in.\n4. Sweep the hall each week.\n5. Wash the stairs each month.\n"
)

func house(t failer, text string) *policy.Policy {
	t.Helper()
	p, err := reading.Parse("house", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func (b *book) adopt(who event.Person, next *policy.Policy) {
	b.t.Helper()
	change, _, err := checklist.Adopt(b.Audit, next)
	if err != nil {
		b.t.Fatal(err)
	}
	b.Know(next)
	b.do(who, change)
}

func TestWhatWasAnsweredBeforeAnAdoptionIsInTheReport(t *testing.T) {
	schema := strictSchema(t, "report.schema.json")
	rapid.Check(t, func(t *rapid.T) {
		b := newBook(t, house(t, olderHouse))
		n := 0
		text := func() string {
			n++
			return fmt.Sprintf("w%04d %sx", n, strings.ToValidUTF8(strings.Join(rapid.SliceOfN(rapid.SampledFrom(markup), 0, 4).Draw(t, "junk"), ""), ""))
		}
		stands := entered{}
		for _, ref := range b.Refs() {
			step := b.step(ana, event.SetVerdict(ref, rapid.SampledFrom(event.Verdicts()).Draw(t, "verdict")), event.SetReason(ref, text()),
				event.AddEvidence(ref, event.Evidence{Kind: event.LinkEvidence, URL: "https://example.org/" + text()}),
				event.SetGap(ref, event.GapFix, text()), event.SetOverrule(ref, &event.Overrule{In: true, Reason: text()}))
			b.apply(step...)
			stands.take(step)
		}
		b.adopt(ben, house(t, newerHouse))
		r := Build(b.Audit, Options{})
		now := r
		now.History = nil
		for _, f := range formats {
			f.holds(t, now, slices.Collect(maps.Values(stands)))
			page := f.read(r)
			for _, words := range []string{"confirm again", "twice", "three times", "Feed the cat", "house@"} {
				if !strings.Contains(page, words) {
					t.Fatalf("%q is not in the %s:\n%s", words, f.name, page)
				}
			}
		}
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(JSON(r)))
		if err == nil {
			err = schema.Validate(doc)
		}
		if err != nil {
			t.Fatal(err)
		}
		checkModel(t, r)
	})
}

func TestEditionsInConflictAreInTheReport(t *testing.T) {
	old, one, other := house(t, olderHouse), house(t, newerHouse), house(t, olderHouse+"5. Turn off the lamp in the hall.\n")
	b := newBook(t, old)
	var steps [][]event.Event
	for n, next := range []*policy.Policy{one, other} {
		change, _, err := checklist.Adopt(b.Audit, next)
		if err != nil {
			t.Fatal(err)
		}
		b.Know(next)
		steps = append(steps, b.step([]event.Person{ana, ben}[n], change))
	}
	b.apply(slices.Concat(steps...)...)
	r := Build(b.Audit, Options{})
	for _, f := range formats {
		if page := f.read(r); f.name != "JSON" && !strings.Contains(page, "onflict") || len(r.Disputes) != 2 || !strings.Contains(page, one.ShortEdition()) || !strings.Contains(page, other.ShortEdition()) {
			t.Errorf("the %s does not show the conflict:\n%s", f.name, page)
		}
	}
}

func TestAReportFromBeforeAnAdoptionIsAsItWas(t *testing.T) {
	b := newBook(t, house(t, olderHouse))
	b.do(ana, event.SetVerdict(b.ref("P.1"), event.Met), event.SetReason(b.ref("P.3"), "the cat is fed"))
	then := b.now
	before := map[string][]byte{}
	render := map[string]func(Report) []byte{"Markdown": Markdown, "HTML": HTML, "JSON": JSON, "CSV": CSV, "SARIF": SARIF, "OSCAL": OSCAL, "JUnit": JUnit}
	for name, f := range render {
		before[name] = f(Build(b.AsOf(then), Options{At: then}))
	}
	b.adopt(ben, house(t, newerHouse))
	for name, f := range render {
		if got := f(Build(b.AsOf(then), Options{At: then})); !bytes.Equal(got, before[name]) {
			t.Errorf("the %s was\n%s\nand is\n%s", name, before[name], got)
		}
	}
	r := Build(b.Audit, Options{Since: &Earlier{Name: "then", At: then, Audit: b.AsOf(then)}})
	if !strings.Contains(string(Markdown(r)), "Another edition of the policy has been adopted since.") || len(r.Since.Answers) != 1 {
		t.Errorf("since then: %+v", r.Since)
	}
}
