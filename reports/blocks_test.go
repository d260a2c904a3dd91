package reports

import (
	"testing"

	"clausewalk/policy"
	"clausewalk/reports/document"
)

// TestEveryBlockIsAsReviewed holds a document with every block, kind of words,
// tone and mark in each format for people.
func TestEveryBlockIsAsReviewed(t *testing.T) {
	ours := func(words string) document.Span { return document.Span{Words: words} }
	line := func(words string) document.Text { return document.Text{ours(words)} }
	paragraph := func(words string) document.Block { return document.Paragraph{Text: line(words)} }
	var kinds document.Text
	for kind, words := range []string{"ours", "a label", "what *Ana* said", "two\nlines", "https://example.org/a?b=c", "Ana, 2026-03-02", "A.1", "4f0c9a7b", "gone", "new"} {
		kinds = append(kinds, document.Span{Kind: document.Kind(kind), Words: words}, ours("; "))
	}
	tones := document.Text{}
	for tone, words := range []string{"no tone", "good", "bad", "weak", "wait"} {
		tones = append(tones, document.Span{Tone: document.Tone(tone), Strong: tone%2 == 0, Words: words}, ours(" "))
	}
	links := document.Text{
		{Kind: document.Ref, Words: "A.1", To: "clause-1"}, ours(", "), {Kind: document.Address, Words: "a page", To: "https://example.org"}, ours(", "),
		{Kind: document.Address, Words: "no page", To: "javascript:alert(1)"}, ours(", "), {Kind: document.Stamp, Words: "Ben"},
	}
	deep := document.Item{Name: "Name", Text: line("first"), Under: []document.Item{
		{Name: "Below", Text: kinds, Under: []document.Item{{Text: line("third")}}}, {Text: document.Text{{Kind: document.Lines, Words: "one\n\ntwo\n- three"}}},
	}}
	cells := func(labels ...string) (all []document.Cell) {
		for n := range document.Unequal + 1 {
			all = append(all, document.Cell{Shape: n, Tone: document.Tone(n % 5), Label: labels[int(n)%len(labels)], Words: "clause and its state", To: "clause-1"})
		}
		return all
	}
	d := document.Document{
		Title: "Every <block>", Running: []string{"Photobook 2.4", "audit"}, First: "part-2",
		Front: []document.Block{paragraph("In front."), document.List{Items: []document.Item{{Name: "Verdict", Text: tones}}}},
		Page:  []document.Part{{ID: "part-1", Title: line("On the first page"), Blocks: []document.Block{paragraph("Here.")}}},
		Parts: []document.Part{
			{ID: "part-2", Title: line("Words"), Blocks: []document.Block{
				document.Paragraph{Text: kinds}, document.Paragraph{Text: tones}, document.Paragraph{Text: links},
				document.Heading{Level: document.Division, Text: line("Division")}, document.Heading{Level: document.Entry, Text: line("Entry")},
				document.Heading{Level: document.Group, Text: line("Group")},
				document.List{Items: []document.Item{deep, {Text: line("second")}}}, document.List{Mark: document.Number, Items: []document.Item{deep, deep}},
				document.List{Mark: document.ToDo, Items: []document.Item{deep}},
			}},
			{ID: "part-3", Title: line("Tables"), Blocks: []document.Block{
				document.Table{Head: []string{"Section", "Met", "Gaps"}, Rows: []document.Row{{Name: ours("A"), Cells: []int{7, 0}}, {Name: document.Span{Strong: true, Words: "All"}, Cells: []int{7, 12}}}},
				document.Grid{Head: []string{"One", "Two", "Three"}, Rows: [][]document.Span{
					{{Kind: document.Label, Words: "a|b"}, {Kind: document.Said, Words: "c"}, {}}, {{Kind: document.Ref, Words: "A.1", To: "clause-1"}, {}, ours("d")},
				}},
				document.Map{Words: "All clauses by section", Rows: []document.MapRow{{Name: line("A"), Cells: cells("1", "2")}, {Name: line("B"), Cells: cells("9")[:2]}}, Key: cells("")},
			}},
			{ID: "part-4", Title: line("Quotations"), Blocks: []document.Block{
				document.Quote{Paragraphs: []policy.Paragraph{
					{Spans: []policy.Span{{Text: "Close the door."}}}, {Marker: "a.", Depth: 1, Spans: []policy.Span{{Text: "At night."}}},
					{Marker: "i.", Depth: 2, Spans: []policy.Span{{Text: "And at noon."}}}, {Depth: 1, Spans: []policy.Span{{Text: "1. Not a list."}}},
				}},
				document.Paste{Text: "Copy\n\tthis ``` as it is\n"},
				document.Columns{All: [][]document.Block{{paragraph("Left."), paragraph("Left, too.")}, {document.Paste{Text: "Right."}}}},
				document.Excerpt{Caption: line("no lines")},
				document.Excerpt{Caption: line("some lines"), Lines: []document.Line{
					{Number: 9, Kind: document.Said, Words: "\tindented"}, {Number: 10, Kind: document.Gone, Words: "was"}, {Number: 10, Kind: document.New, Words: "is"}, {Kind: document.Said, Words: "```"},
				}},
				document.Excerpt{Caption: line("without numbers"), Lines: []document.Line{{Kind: document.Said, Words: "a"}, {Kind: document.Said, Words: "b"}}},
				document.Excerpt{Caption: line("a picture"), Picture: &document.Picture{Data: []byte("data"), Media: "image/png", Width: 3, Height: 2, Words: "a door"}},
			}},
			{ID: "part-5", Title: line("Clauses"), Blocks: []document.Block{
				document.Clause{ID: "clause-1", Title: line("A.1 Doors"), State: document.Span{Words: "met", Tone: document.Good}, Blocks: []document.Block{paragraph("Closed."), document.Paste{Text: "x"}}},
				document.Clause{ID: "clause-2", Title: line("A.2 Stores"), State: document.Span{Words: "open", Tone: document.Wait}},
			}},
		},
		Folds: []document.Fold{{Title: "More", Parts: []document.Part{{ID: "part-6", Title: line("Annex"), Blocks: []document.Block{document.Grid{Head: []string{"a"}, Rows: [][]document.Span{{{}}}}}}, {ID: "part-7", Title: line("Last")}}}, {Title: "Nothing"}},
	}
	for _, f := range forPeople {
		golden(t, map[string]string{"Markdown": "blocks.md", "HTML": "blocks.html"}[f.name], withoutAssets(f.render(d)))
	}
}
