package event_test

import (
	"strings"
	"testing"

	"clausewalk/checklist/event"
)

func TestASuggestionThatSaysTooLittleOrTooMuchIsRefused(t *testing.T) {
	at := event.Ref{Policy: "rules", Label: "A.1"}
	good := func() *event.Suggestion {
		return &event.Suggestion{Source: "scan", Words: "It calls v19.0.", Confidence: event.Likely}
	}
	for _, c := range []struct {
		want   string
		change func(*event.Suggestion)
	}{
		{"a suggestion needs words and a source", func(s *event.Suggestion) { s.Words = " " }},
		{"a suggestion needs words and a source", func(s *event.Suggestion) { s.Source = "" }},
		{`a suggestion must be sure, likely or unsure, not "very"`, func(s *event.Suggestion) { s.Confidence = "very" }},
		{`unknown verdict "unanswered"`, func(s *event.Suggestion) { s.Verdict = event.Unanswered }},
		{"a suggestion must be about a clause or one fact", func(s *event.Suggestion) { s.Fact = "login" }},
		{"a suggestion can have 20 places at most", func(s *event.Suggestion) { s.Links = make([]string, 21) }},
		{`a place needs a path, lines counted from 1 and their digest, not "a.go"`, func(s *event.Suggestion) { s.Places = []event.Place{{Path: "a.go", From: 1, To: 1}} }},
		{`"A B" must be lower-case letters and digits`, func(s *event.Suggestion) { s.Rule = "A B" }},
	} {
		s := good()
		c.change(s)
		if err := event.Suggest(at, "aa", s).Value.Refuse(event.Suggest(at, "aa", s).Field); err == nil || err.Error() != c.want {
			t.Errorf("%v, want %s", err, c.want)
		}
	}
	fact := event.Suggest(event.Ref{Policy: "rules"}, "aa", &event.Suggestion{Source: "scan", Words: "w", Confidence: event.Sure, Fact: "login", Verdict: event.Met})
	if err := fact.Value.Refuse(fact.Field); err == nil || err.Error() != "a fact takes an answer, not a verdict" {
		t.Error(err)
	}
	for want, r := range map[string]*event.Response{
		"dismissing a suggestion needs a reason":                   {Source: "scan", Words: "w"},
		"a suggestion that was taken has its reason in the answer": {Source: "scan", Words: "w", Taken: true, Reason: "r"},
	} {
		if err := r.Refuse(event.Field{}); err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
	s := good()
	s.Places = []event.Place{{Path: "a.go", From: 3, To: 4, SHA256: strings.Repeat("a", 64)}}
	s.Links = []string{"https://example.org"}
	if got := s.InWords(); got != "scan (likely): It calls v19.0. At a.go:3-4, https://example.org" {
		t.Error(got)
	}
}
