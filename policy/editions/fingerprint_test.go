package editions

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"clausewalk/policy"
	"clausewalk/policy/guide"
	"clausewalk/policy/policytest"
)

// written writes clauses as one section of a policy.
func written(clauses []string) string {
	text := "# Rules\n\n## A. All of them\n\n"
	for n, words := range clauses {
		text += fmt.Sprintf("%d. %s\n", n+1, words)
	}
	return text
}

func printed(p *policy.Policy) Fingerprint {
	return Fingerprint{Format: FingerprintFormat, Dated: "2026-02-03", Nodes: PrintOf(p)}
}

// TestAFingerprintTellsWhatTheTextWouldTell edits the built-in policy at random,
// and compares both ways.
func TestAFingerprintTellsWhatTheTextWouldTell(t *testing.T) {
	old := builtin(t)
	var clauses []string
	for _, c := range old.Clauses()[:16] {
		clauses = append(clauses, strings.ReplaceAll(c.Words(), "\n", " "))
	}
	old = parsed(t, written(clauses))
	print := printed(old)
	rapid.Check(t, func(rt *rapid.T) {
		next := slices.Clone(clauses)
		for range rapid.IntRange(0, 8).Draw(rt, "edits") {
			n := rapid.IntRange(0, len(next)-1).Draw(rt, "clause")
			words := strings.Fields(next[n])
			at := rapid.IntRange(0, len(words)-1).Draw(rt, "word")
			switch rapid.IntRange(0, 3).Draw(rt, "how") {
			case 0:
				next = slices.Delete(next, n, n+1)
			case 1:
				next = slices.Insert(next, n, "Count what the machines have used before each winter begins.")
			case 2:
				words[at] = "otherwise"
				next[n] = strings.Join(words, " ")
			default:
				if next[n] = strings.Join(slices.Delete(words, 0, at/2), " "); next[n] == "" {
					next[n] = "Nothing."
				}
			}
		}
		p := parsed(t, written(next))
		if diff := cmp.Diff(table(Compare(old, p)), table(print.Compare(p))); diff != "" {
			rt.Errorf("(-text +fingerprint):\n%s", diff)
		}
		if print.Same(p) != slices.Equal(clauses, next) {
			rt.Errorf("it is the same: %v", print.Same(p))
		}
	})
}

func TestAFingerprintHoldsNoWordsAndNoOrder(t *testing.T) {
	one := PrintOf(parsed(t, written([]string{"Never sell what people gave to you.", "Delete within a day."})))
	other := PrintOf(parsed(t, written([]string{"gave what people to you sell Never", "day. a within Delete"})))
	for n := range one {
		if one[n].Marks != other[n].Marks || one[n].Digest == other[n].Digest {
			t.Errorf("%v\n%v", one[n], other[n])
		}
	}
	data, err := json.Marshal(Fingerprint{Format: FingerprintFormat, Nodes: one})
	if err != nil || strings.Contains(string(data), "sell") {
		t.Errorf("%s, %v", data, err)
	}
	back, err := ReadFingerprint(data)
	if diff := cmp.Diff(one, back.Nodes); err != nil || diff != "" {
		t.Errorf("%v %s", err, diff)
	}
	for bad, want := range map[string]string{
		"":              "unexpected end",
		`{"format": 2}`: "fingerprint format 2, but this program reads format 1",
		`{"format": 1, "clauses": [{"label": "A.1", "digest": "ff"}]}`: "has no digest, or a malformed one",
		strings.Replace(string(data), `"marks":"`, `"marks":"0`, 1):    "has no digest, or a malformed one",
	} {
		if _, err := ReadFingerprint([]byte(bad)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", bad, err, want)
		}
	}
}

func TestAGuideFitsATextThatItWasNotWrittenFor(t *testing.T) {
	known := []string{"Delete a person's data within thirty days of their request.", "Never sell anything that people gave to you.", "Show no badge on any screen.", "Answer every request by mail within a week."}
	old := parsed(t, written(known))
	text := "format: 1\nversion: 2026-11-26\ntopics: [own]\nclauses:\n"
	for n, title := range []string{"Deletion", "No sale", "No badge", "Answers"} {
		text += fmt.Sprintf("  A.%d:\n    title: %s\n    kind: duty\n    topic: own\n    question: Is it so?\n    severity: major\n    needs: nothing\n", n+1, title)
	}
	g := fileOf(t, text)
	print := printed(old)

	same, fitted, err := Fit(g, []byte(text), print, old)
	if err != nil || fitted.String() != "the guide of 2026-02 fits 4 of 4 clauses" || string(same.GuideYAML) != text {
		t.Fatalf("%s, %v\n%s", fitted, err, same.GuideYAML)
	}
	next := parsed(t, written([]string{"Keep a list of all machines.", known[1], "Delete a person's data within ten days of their request.", known[3]}))
	if _, ok := print.Knows(&g, next); !ok {
		t.Error("half of the clauses are not enough")
	}
	laid, fitted, err := Fit(g, []byte(text), print, next)
	if err != nil || fitted.String() != "the guide of 2026-02 fits 3 of 4 clauses, 2 word for word" {
		t.Fatalf("%s, %v", fitted, err)
	}
	if diff := cmp.Diff([]string{"worded differently from the text the guide knows, and marked so: A.3", "in the guide but not in this text: A.3 (No badge)", "in this text but not in the guide: A.1"}, fitted.Sentences()); diff != "" {
		t.Error(diff)
	}
	for label, want := range map[string]string{"A.2": "No sale", "A.3": "Deletion", "A.4": "Answers"} {
		if c, _ := laid.Clause(label); c.Guide == nil || c.Guide.Title != want || c.Guide.Older != (want == "Deletion") {
			t.Errorf("%s has %+v, want %s", label, c.Guide, want)
		}
	}
	other := parsed(t, written([]string{"Whisk two eggs with sugar until pale.", "Bake at moderate heat.", known[3]}))
	if n, ok := print.Knows(&g, other); ok {
		t.Errorf("%d clauses in common are enough", n)
	}
	// What a person has changed about how the text is read stays.
	if err := Assess(next, policy.AssessFile, []byte("format: 1\nchanges:\n  - merge: [A.1, A.2]\n")); err != nil {
		t.Fatal(err)
	}
	if laid, _, err = Fit(g, []byte(text), print, next); err != nil || len(policytest.Labels(laid)) != 3 || laid.AssessYAML == nil {
		t.Errorf("%v %v", policytest.Labels(laid), err)
	}
}

func fileOf(t *testing.T, text string) guide.File {
	t.Helper()
	var g guide.File
	if err := yaml.Unmarshal([]byte(text), &g); err != nil {
		t.Fatal(err)
	}
	return g
}
