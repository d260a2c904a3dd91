package event_test

import (
	"strings"
	"testing"

	"clausewalk/checklist/event"
)

func TestWhatAPersonMayNotSayIsRefusedAndSaysWhy(t *testing.T) {
	ref := event.Ref{Policy: "rules", Label: "A.1"}
	digest := strings.Repeat("0", 64)
	for want, c := range map[string]event.Change{
		`unknown verdict "perhaps"`:                                                             event.SetVerdict(ref, "perhaps"),
		`a gap has no "cause"`:                                                                  event.SetGap(ref, "cause", "x"),
		`"2026-2-1" is not a day: write 2026-03-31`:                                             event.SetValidUntil(ref, "2026-2-1"),
		`unknown kind of evidence "rumour"`:                                                     event.AddEvidence(ref, event.Evidence{Kind: "rumour", Name: "x"}),
		"an output needs its command, and nothing else has one":                                 event.AddEvidence(ref, event.Evidence{Kind: event.FileEvidence, Command: "date"}),
		"an output cannot be a place or a link":                                                 event.AddEvidence(ref, event.Evidence{Kind: event.OutputEvidence, Command: "date", Path: "a.go"}),
		"overruling scope needs a reason":                                                       event.SetOverrule(ref, &event.Overrule{In: true, Reason: " "}),
		"an answer about the app needs the fact that it answers":                                event.SetFact("rules", "", event.FactAnswer{}),
		"a submission needs an id and a policy":                                                 event.Submit("rules", "", &event.Submission{Permissions: []string{"a"}, State: event.Draft}),
		"a submission needs at least one permission":                                            event.Submit("rules", "s", &event.Submission{State: event.Draft}),
		`a submission is draft, ready, handed-in or decided, not "sent"`:                        event.Submit("rules", "s", &event.Submission{Permissions: []string{"a"}, State: "sent"}),
		`write the day it was handed in as 2026-03-31, not "today"`:                             event.Submit("rules", "s", &event.Submission{Permissions: []string{"a"}, State: event.HandedIn, On: "today"}),
		"a submission that was handed in needs the day":                                         event.Submit("rules", "s", &event.Submission{Permissions: []string{"a"}, State: event.HandedIn}),
		`"a" is listed twice`:                                                                   event.Submit("rules", "s", &event.Submission{Permissions: []string{"a", "a"}, State: event.Draft}),
		"a reply needs the decision and what was done":                                          event.Submit("rules", "s", &event.Submission{Permissions: []string{"a"}, State: event.Draft, Answers: []event.Reply{{Outcome: "o", Words: " "}}}),
		"an item either has a text to paste or is for the team":                                 event.Paste(ref, &event.ToPaste{Text: "A person sees it.", Us: true}),
		"an item that repeats another needs its label and the digest of what it repeats":        event.Paste(ref, &event.ToPaste{As: "A.2", Of: "then"}),
		"an answer that is the same as another names its clause, and the digest of that answer": event.SetSame(ref, &event.Same{As: "A.2"}),
		"what was pasted needs its submission and the digest of its text":                       event.NotePasted(ref, "s", "the text"),
		`write the day of a decision as 2026-03-31, not "last week"`:                            event.AddOutcome("o", event.Outcome{Result: event.Approved, On: "last week"})[0],
		`unknown result "perhaps"`:                                                              event.AddOutcome("o", event.Outcome{Result: "perhaps"})[0],
		"a sign-off needs a name":                                                               event.Sign(event.SignOff{Name: " ", State: digest}),
		"a sign-off needs the state that it vouches for":                                        event.Sign(event.SignOff{Name: "Ana", State: "as it is"}),
		`adopt: "" is not an edition`:                                                           event.Adopt("rules", event.Adoption{From: digest}),
		"the entry that begins an audit has to be its first":                                    {Field: event.Field{Kind: event.KindBegin}, Value: event.Begin{App: "Photobook"}},
		"rules: they need a policy":                                                             event.TakeRules("rules", event.RulesTaken{}),
		"only a repair can record a repair":                                                     {Field: event.Field{Kind: event.KindRepair}, Value: event.Repair{File: "ana"}},
		"accepting a reading needs the edition that was read":                                   event.AcceptReading("rules", &event.Reading{Reason: "It is a preamble."}),
		"accepting what is not asked needs a reason":                                            event.AcceptReading("rules", &event.Reading{Edition: digest, Reason: " "}),
		"an undo needs the events it undoes":                                                    {Field: event.Field{Kind: event.KindUndo}, Value: event.Undo{}},
	} {
		err := c.Value.Refuse(c.Field)
		if err == nil || err.Error() != want {
			t.Errorf("%+v: %v, want %s", c.Value, err, want)
		}
	}
}
