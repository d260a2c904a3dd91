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
		`unknown verdict "perhaps"`:                                          event.SetVerdict(ref, "perhaps"),
		`a gap has no "cause"`:                                               event.SetGap(ref, "cause", "x"),
		`"2026-2-1" is no day: write 2026-03-31`:                             event.SetValidUntil(ref, "2026-2-1"),
		`unknown kind of evidence "rumour"`:                                  event.AddEvidence(ref, event.Evidence{Kind: "rumour", Name: "x"}),
		"an output names the command that printed it, and nothing else does": event.AddEvidence(ref, event.Evidence{Kind: event.FileEvidence, Command: "date"}),
		"an output is neither a place nor a link":                            event.AddEvidence(ref, event.Evidence{Kind: event.OutputEvidence, Command: "date", Path: "a.go"}),
		"overruling scope needs a reason":                                    event.SetOverrule(ref, &event.Overrule{In: true, Reason: " "}),
		"an answer about the app names the fact that it answers":             event.SetFact("rules", "", event.FactAnswer{}),
		`unknown result "perhaps"`:                                           event.AddOutcome("o", event.Outcome{Result: "perhaps"})[0],
		"a sign-off needs a name":                                            event.Sign(event.SignOff{Name: " ", State: digest}),
		"a sign-off names the state that it vouches for":                     event.Sign(event.SignOff{Name: "Ana", State: "as it is"}),
		`adopt: "" is no edition`:                                            event.Adopt("rules", event.Adoption{From: digest}),
		"an audit begins with its first entry":                               {Field: event.Field{Kind: event.KindBegin}, Value: event.Begin{App: "Photobook"}},
		"rules: they are of no policy":                                       event.TakeRules("rules", event.Taken{}),
		"a repair is told by what repairs":                                   {Field: event.Field{Kind: event.KindRepair}, Value: event.Repair{File: "ana"}},
		"an accepted reading names the edition that was read":                event.AcceptReading("rules", &event.Reading{Reason: "It is a preamble."}),
		"accepting what is not asked needs a reason":                         event.AcceptReading("rules", &event.Reading{Edition: digest, Reason: " "}),
		"what is undone is named by its events":                              {Field: event.Field{Kind: event.KindUndo}, Value: event.Undo{}},
	} {
		err := c.Value.Refuse(c.Field)
		if err == nil || err.Error() != want {
			t.Errorf("%+v: %v, want %s", c.Value, err, want)
		}
	}
}
