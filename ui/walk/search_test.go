package walk

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"clausewalk/checklist/event"
	"clausewalk/ui/walk/list"
)

func TestSearchFindsAsOneTypes(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	w.do("search")
	w.Type("surveillance")
	if w.at() != "A.28" {
		t.Errorf("at %s, want A.28", w.at())
	}
	w.Type("zzz")
	w.shows("nothing matches")
	w.do("stay there")
}

func TestSearchShowsWhatMatched(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	halfAnswered(t, w)
	w.do("search")
	w.Type("cdn")
	w.shows("1 of 2", "A.12 Remove within 24 hours", "reason: The CDN keeps copies")
	w.do("leave search", "search")
	w.Type("deletion")
	w.shows("4 of 6", "evidence: deletion-log.txt", "A.8 Public, complete privacy policy  guide: ")
	before := w.at()
	w.do("next found")
	if w.at() == before {
		t.Error("down does not go to the next match")
	}
	w.do("previous found")
	if w.at() != before {
		t.Error("up does not go back")
	}
}

func TestSearchTakesWordsWithLettersLeftOut(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	w.do("search")
	w.Type("survilance")
	if w.at() != "A.28" {
		t.Errorf("at %s, want A.28", w.at())
	}
	w.shows("surveillance")
}

func TestALabelMeansItsClause(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	w.do("last", "search")
	w.Type("a1")
	if w.at() != "A.1" {
		t.Errorf("at %s, want A.1", w.at())
	}
}

func TestLeavingASearchGoesBackToWhereItBegan(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	w.do("search")
	w.Type("surveillance")
	w.do("leave search")
	if w.at() != "P.1" {
		t.Errorf("at %s, want P.1", w.at())
	}
}

func TestNextMatchTellsWhatMatched(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	w.do("search")
	w.Type("surveillance")
	w.do("stay there", "first", "next match")
	w.shows("A.28 title: Protect data, no surveillance")
	w.do("first", "previous match")
	if w.at() != "A.28" {
		t.Errorf("at %s, want A.28", w.at())
	}
}

func TestSearchStaysWithinTheFilter(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	halfAnswered(t, w)
	w.do("filter")
	w.Type("gaps")
	w.do("choose", "search")
	w.Type("surveillance")
	w.shows("nothing matches among gaps")
}

func TestSearchFromTheTextFindsWithinTheClause(t *testing.T) {
	t.Parallel()
	w := start(t, 80, 12)
	w.do("open", "search")
	w.Type("the text read, and listed") // over the end of a line
	w.shows("Search in P.1", "›Good", "text read,")
	w.do("stay there")
	first := w.model.pane.Match()
	w.do("next match", "previous match")
	if w.at() != "P.1" || w.model.pane.Match() != first {
		t.Errorf("at %s, line %d, want line %d", w.at(), w.model.pane.Match(), first)
	}
	w.do("search")
	w.Type("zzz")
	w.shows("nothing in this clause matches")
}

// TestEveryWordOfAClauseFindsIt holds the search against any stretch of a text.
func TestEveryWordOfAClauseFindsIt(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	rapid.Check(t, func(t *rapid.T) {
		at := rapid.IntRange(0, len(w.model.list.Items())-1).Draw(t, "clause")
		words := strings.Fields(w.model.list.Items()[at].Clause.Words())
		word := rapid.SampledFrom(words).Draw(t, "word")
		for _, found := range w.model.list.Find(strings.ToUpper(word)) {
			if found == at {
				return
			}
		}
		t.Fatalf("%q does not find %s", word, w.model.list.Items()[at].Ref.Label)
	})
}

// TestAnythingCanBeSearchedForAndShown feeds the search odd texts and queries.
func TestAnythingCanBeSearchedForAndShown(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	ref := w.model.list.Item().Ref
	rapid.Check(t, func(t *rapid.T) {
		reason := rapid.String().Draw(t, "reason")
		if _, err := w.model.list.Change(event.SetReason(ref, reason)); err != nil {
			return // What no reason may hold is refused long before.
		}
		query := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"i\u0307", "\u0130", "ſ", "é", "  a  b "})).Draw(t, "query")
		for _, at := range w.model.list.Find(query) {
			checkLine(t, "what matched", list.Matched(w.model.style, w.model.list, at, query, 40), 40)
		}
	})
}
