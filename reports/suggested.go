package reports

import (
	"fmt"
	"slices"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/reports/document"
)

// suggestions returns what is told of a clause's suggestions: all but those that
// say what the answer says.
func (c Clause) suggestions() []checklist.Suggested {
	return slices.DeleteFunc(slices.Clone(c.Suggested), func(s checklist.Suggested) bool { return s.Stand == checklist.Agrees })
}

// suggestedItems are what was proposed for the answer, and what a person made of
// each.
func suggestedItems(c Clause) []document.Item {
	var all []document.Item
	for _, s := range c.suggestions() {
		text := document.Text{label(s.Source)}
		for _, more := range []string{s.Rule, s.Proposed()} {
			if more != "" {
				text = append(text, ours(", "), label(more))
			}
		}
		text = append(text, ours(" ("), label(string(s.Confidence)), ours("): "), multiline(s.Words))
		if s.Settles != "" {
			text = append(text, ours(" "), said(s.Settles))
		}
		one := field("Suggested", append(text, stampOf(s.By, s.At).who())...)
		for _, e := range s.Evidence {
			what, _ := piece(e)
			one.Under = append(one.Under, item(what...))
		}
		one.Under = append(one.Under, item(fateOf(s)...))
		all = append(all, one)
	}
	return all
}

// fateOf tells what has become of a suggestion.
func fateOf(s checklist.Suggested) document.Text {
	text := document.Text{label(string(s.Stand))}
	if s.Why != "" {
		text = append(text, ours(": "), said(s.Why))
	}
	if s.New > 0 {
		text = append(text, ours(fmt.Sprintf("; %d more found since a person looked", s.New)))
	}
	if s.Response != nil {
		text = append(text, ours("; "), said(s.Response.InWords()), stampOf(s.Answered, s.On).who())
	}
	return text
}

type jsonSuggestion struct {
	ID    string          `json:"id"`
	Stand checklist.Stand `json:"stand"`
	Why   string          `json:"why,omitempty"` // of one that is stale, what has changed
	event.Suggestion
	jsonStamp
	Response *jsonResponse `json:"response,omitempty"`
}

type jsonResponse struct {
	event.Response
	jsonStamp
}

func suggestionJSON(s checklist.Suggested) jsonSuggestion {
	made := jsonSuggestion{s.ID, s.Stand, s.Why, s.Suggestion, stampOf(s.By, s.At).encoded(), nil}
	if s.Response != nil {
		made.Response = &jsonResponse{*s.Response, stampOf(s.Answered, s.On).encoded()}
	}
	return made
}
