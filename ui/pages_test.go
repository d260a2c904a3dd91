package ui

import "testing"

func TestPagesAreSearched(t *testing.T) {
	w := start(t, 100, 20)
	halfAnswered(t, w)
	w.do("report", "search page")
	w.Type("purge the cdn on")
	w.shows("› ", "purge the CDN on delete", "Search in: Report")
	w.do("accept")
	w.shows("Report", "purge the CDN on delete")
	before := w.model.dialog.(*page).match
	w.do("next in page")
	if after := w.model.dialog.(*page).match; after == before {
		t.Error("n stays at the first match")
	}
	w.do("previous in page")
	if after := w.model.dialog.(*page).match; after != before {
		t.Error("N does not go back to the first match")
	}
}

func TestSearchInAPageThatFindsNothingSaysSoAndEscGoesBackToThePage(t *testing.T) {
	w := start(t, 100, 30)
	w.do("help", "search page")
	w.Type("zzzz")
	w.shows("nothing matches")
	w.do("leave line")
	w.shows("Help", "lines")
	if _, ok := w.model.dialog.(*page); !ok {
		t.Error("esc does not lead back to the page")
	}
}
