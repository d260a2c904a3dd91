package ui

import (
	"errors"
	"testing"

	"clausewalk/reports"
)

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

func TestTheReportIsWrittenFromItsPage(t *testing.T) {
	w := start(t, 100, 30)
	halfAnswered(t, w)
	var got reports.Report
	var file string
	fail := errors.New("the disk is full")
	w.model.opt.WriteReport = func(r reports.Report, name string) error { got, file = r, name; return fail }
	w.do("report", "write report")
	w.shows("Write the report to", "audit.md")
	w.do("accept")
	w.shows("the disk is full")
	fail = nil
	w.do("accept")
	w.shows("written to audit.md", "Audit report: Photobook 2.4")
	if file != "audit.md" || got.Head.App != "Photobook" {
		t.Errorf("written to %q: %q", file, got.Head.App)
	}
	w.do("leave reading", "history")
	w.do("write report")
	w.shows("that is for the report")
}
