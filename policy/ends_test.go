package policy

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func TestEndsHaveADayOrNoneYetAndASource(t *testing.T) {
	for _, e := range ends {
		if e.Until != "" {
			if _, err := time.Parse(time.DateOnly, e.Until); err != nil {
				t.Errorf("%s: %v", e.What, err)
			}
		}
		if e.Of == "" || e.What == "" || e.Source == "" {
			t.Errorf("%+v is not whole", e)
		}
	}
}

func TestEndsNewsTellsWhatEndedSinceAndHowOldTheTableIs(t *testing.T) {
	for _, c := range []struct {
		name  string
		names []string
		at    string
		want  string
	}{
		{"the day it was read", EndNames(), EndsRead, ""},
		{"the last day of a version", []string{"graph-api"}, "2027-01-21", ""},
		{"the day after", []string{"graph-api"}, "2027-01-22", "Graph API v21.0 ended on 2027-01-21, after the guide was written"},
		{"the day after, for a guide that does not speak of it", []string{"permissions"}, "2027-01-22", ""},
		{"ninety days", []string{"permissions"}, "2027-02-24", ""},
		{"ninety-one days", []string{"permissions"}, "2027-02-25", "the table of versions that end is from 2026-11-26, 91 days ago; a newer clausewalk may know more"},
		{"a guide that speaks of nothing that ends", nil, "2030-01-01", ""},
		{"before it was read", EndNames(), "2020-01-01", ""},
	} {
		at, err := time.Parse(time.DateOnly, c.at)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(EndsNews(c.names, at), "; "); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestNotesOfAGuideNameTheEndsWithTheirDays(t *testing.T) {
	g := Guide{Notes: []string{"first"}, Ends: []string{"basic-display"}}
	notes := g.AllNotes()
	if len(notes) != 2 || !strings.HasPrefix(notes[1], "What ends, as of "+EndsRead+": Basic Display, the API for personal accounts: until 2024-12-04. Sources: ") {
		t.Errorf("notes %q", notes)
	}
	if !slices.Equal(g.Notes, []string{"first"}) {
		t.Errorf("the guide's own notes became %q", g.Notes)
	}
}
