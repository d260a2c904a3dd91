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
		`"2026-2-1" is no day: write 2026-03-31`:                                                event.SetValidUntil(ref, "2026-2-1"),
		`unknown kind of evidence "rumour"`:                                                     event.AddEvidence(ref, event.Evidence{Kind: "rumour", Name: "x"}),
		"an output names the command that printed it, and nothing else does":                    event.AddEvidence(ref, event.Evidence{Kind: event.FileEvidence, Command: "date"}),
		"an output is neither a place nor a link":                                               event.AddEvidence(ref, event.Evidence{Kind: event.OutputEvidence, Command: "date", Path: "a.go"}),
		"overruling scope needs a reason":                                                       event.SetOverrule(ref, &event.Overrule{In: true, Reason: " "}),
		"an answer about the app names the fact that it answers":                                event.SetFact("rules", "", event.FactAnswer{}),
		"a submission has an id and belongs to a policy":                                        event.Submit("rules", "", &event.Submission{Permissions: []string{"a"}, State: event.Draft}),
		"a submission needs at least one permission":                                            event.Submit("rules", "s", &event.Submission{State: event.Draft}),
		`a submission is draft, ready, handed-in or decided, not "sent"`:                        event.Submit("rules", "s", &event.Submission{Permissions: []string{"a"}, State: "sent"}),
		`the day it was handed in is written 2026-03-31, not "today"`:                           event.Submit("rules", "s", &event.Submission{Permissions: []string{"a"}, State: event.HandedIn, On: "today"}),
		"a submission that was handed in has the day of it":                                     event.Submit("rules", "s", &event.Submission{Permissions: []string{"a"}, State: event.HandedIn}),
		`a permission is named once, not "a" again`:                                             event.Submit("rules", "s", &event.Submission{Permissions: []string{"a", "a"}, State: event.Draft}),
		"an answer to a decision names it and says what was done":                               event.Submit("rules", "s", &event.Submission{Permissions: []string{"a"}, State: event.Draft, Answers: []event.Rejoinder{{Outcome: "o", Words: " "}}}),
		"an item has a text to paste, or is for us":                                             event.Paste(ref, &event.ToPaste{Text: "A person sees it.", Us: true}),
		"an item that repeats another names it, and the digest of what it repeats":              event.Paste(ref, &event.ToPaste{As: "A.2", Of: "then"}),
		"an answer that is the same as another names its clause, and the digest of that answer": event.SetSame(ref, &event.Same{As: "A.2"}),
		"what was pasted names its submission and the digest of its text":                       event.NotePasted(ref, "s", "the text"),
		`unknown result "perhaps"`:                                                              event.AddOutcome("o", event.Outcome{Result: "perhaps"})[0],
		"a sign-off needs a name":                                                               event.Sign(event.SignOff{Name: " ", State: digest}),
		"a sign-off names the state that it vouches for":                                        event.Sign(event.SignOff{Name: "Ana", State: "as it is"}),
		`adopt: "" is no edition`:                                                               event.Adopt("rules", event.Adoption{From: digest}),
		"an audit begins with its first entry":                                                  {Field: event.Field{Kind: event.KindBegin}, Value: event.Begin{App: "Photobook"}},
		"rules: they are of no policy":                                                          event.TakeRules("rules", event.Taken{}),
		"a repair is told by what repairs":                                                      {Field: event.Field{Kind: event.KindRepair}, Value: event.Repair{File: "ana"}},
		"an accepted reading names the edition that was read":                                   event.AcceptReading("rules", &event.Reading{Reason: "It is a preamble."}),
		"accepting what is not asked needs a reason":                                            event.AcceptReading("rules", &event.Reading{Edition: digest, Reason: " "}),
		"what is undone is named by its events":                                                 {Field: event.Field{Kind: event.KindUndo}, Value: event.Undo{}},
	} {
		err := c.Value.Refuse(c.Field)
		if err == nil || err.Error() != want {
			t.Errorf("%+v: %v, want %s", c.Value, err, want)
		}
	}
}
