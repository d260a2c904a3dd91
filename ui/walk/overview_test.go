package walk

import (
	"strings"
	"testing"

	"clausewalk/checklist/event"
	"clausewalk/ui"
)

func TestOverviewSaysWhereTheAuditStandsAndLeadsThere(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 60)
	halfAnswered(t, w)
	w.do("first", "overview")
	w.shows("Continue at P.1", "First open: A.13", "39 open", "Gaps (1)", "A.12 Remove within 24 hours", "Ben", "2026-12-05",
		"Answered 14 of 53", "A General Terms", "12/35", "By topic", "  deletion  ", "Last changes")
	w.do("next line", "next line", "open line")
	if w.at() != "A.12" || len(w.model.layers) > 0 {
		t.Errorf("the first gap's line leads to %s", w.at())
	}
	w.do("overview", "leave overview")
	if len(w.model.layers) > 0 {
		t.Error("the overview stays open")
	}
}

func TestOverviewOfATopicShowsItsClauses(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 60)
	halfAnswered(t, w)
	w.do("overview")
	for range 60 {
		if strings.Contains(w.Frame(), "› deletion") {
			break
		}
		w.do("next line")
	}
	w.do("open line")
	if got := w.listed(); len(got) != 1 || got[0] != "A.12" {
		t.Errorf("the topic shows %v", got)
	}
}

func TestWalkOfAnAuditThatExistsBeginsWithTheOverview(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	again := func() *Model {
		return New(ui.Options{Session: open(t, w.model.opt.Session.Workspace, "Ana"), Dir: w.dir, Theme: ui.Mono, Overview: true})
	}
	if again().mode() == ui.Overview {
		t.Error("an audit in which nothing is entered begins with the overview")
	}
	w.do("met")
	m := again()
	if m.mode() != ui.Overview {
		t.Error("an audit that exists does not begin with the overview")
	}
	if i := m.list.Items()[0]; i.Verdict != event.Met {
		t.Errorf("P.1 is %s", i.Verdict)
	}
}
