package ui

// onSuggestions are the actions of the page that shows a suggestion, and of the
// scan that makes them.
func onSuggestions() []Action {
	return []Action{
		{Name: "take suggestion", Keys: []string{"enter"}, Mode: Suggestion, Short: "take it", Help: "make the proposal your answer, after asking for your own words"},
		{Name: "take as met", Keys: []string{"1"}, Mode: Suggestion, Short: "as met", Help: "take it with the verdict met, after asking for your own words"},
		{Name: "take as partly", Keys: []string{"2"}, Mode: Suggestion, Short: "partly", Help: "take it as partly met"},
		{Name: "take as not met", Keys: []string{"3"}, Mode: Suggestion, Short: "not met", Help: "take it as not met"},
		{Name: "take as not applicable", Keys: []string{"4"}, Mode: Suggestion, Short: "n/a", Help: "take it as not applicable"},
		{Name: "take as cannot tell", Keys: []string{"5"}, Mode: Suggestion, Short: "can't tell", Help: "take it as cannot tell"},
		{Name: "dismiss suggestion", Keys: []string{"x"}, Mode: Suggestion, Short: "dismiss", Help: "dismiss it with a reason, for as long as the matched lines stay the same"},
		{Name: "next suggestion", Keys: []string{"tab", "right", "l"}, Mode: Suggestion, Short: "next", Help: "to the next suggestion here"},
		{Name: "previous suggestion", Keys: []string{"shift+tab", "left", "h"}, Mode: Suggestion, Help: "to the previous one"},
		{Name: "suggestion on", Keys: []string{"j", "down"}, Mode: Suggestion, Help: "one line on"},
		{Name: "suggestion back", Keys: []string{"k", "up"}, Mode: Suggestion, Help: "one line back"},
		{Name: "suggestion page on", Keys: []string{"ctrl+d", "pgdown", " "}, Mode: Suggestion, Short: "page", Help: "one page on"},
		{Name: "suggestion page back", Keys: []string{"ctrl+u", "pgup"}, Mode: Suggestion, Help: "one page back"},
		{Name: "leave suggestion", Keys: []string{"esc", "q", "P"}, Mode: Suggestion, Short: "back", Help: "back; the suggestion stays"},

		{Name: "stop scan", Keys: []string{"esc"}, Mode: Scanning, Short: "stop", Help: "stop the scan and keep nothing from it"},
	}
}
