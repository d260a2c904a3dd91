package event_test

import (
	"strings"
	"testing"
	"time"

	"clausewalk/checklist/event"
)

func TestADayIsWrittenAsPeopleSayIt(t *testing.T) {
	thursday := time.Date(2026, 11, 26, 23, 30, 0, 0, time.UTC)
	for words, want := range map[string]string{
		"": "", "2026-03-31": "2026-03-31", "+2w": "2026-12-10", " +10d ": "2026-12-06", "+1mo": "2026-12-26", "+1y": "2027-11-26",
		"fri": "2026-11-27", "Friday": "2026-11-27", "thu": "2026-12-03", "wednes": "2026-12-02", "today": "2026-11-26", "Tomorrow": "2026-11-27",
		"5 Dec": "2026-12-05", "dec 5": "2026-12-05", "5 December 2026": "2026-12-05", "December 5,  2027": "2027-12-05", "1 may": "2027-05-01", "26 nov": "2026-11-26", "25 Nov": "2027-11-25", "29 feb": "2028-02-29",
	} {
		if got, err := event.Day(words, thursday); got != want || err != nil {
			t.Errorf("%q: %q, %v", words, got, err)
		}
	}
	for _, words := range []string{"next week", "fr", "31.03.2026", "+2", "+3m", "2w", "2026-02-30", "2026-13-01", "31 Nov", "5", "dec", "5 Dec 26"} {
		if got, err := event.Day(words, thursday); err == nil || !strings.Contains(err.Error(), "write") {
			t.Errorf("%q: %q, %v", words, got, err)
		}
	}
}

func TestADayThatIsPastIsTheLastOfItsName(t *testing.T) {
	thursday := time.Date(2026, 11, 26, 23, 30, 0, 0, time.UTC)
	for words, want := range map[string]string{
		"today": "2026-11-26", "Yesterday": "2026-11-25", "tuesday": "2026-11-24", "wed": "2026-11-25", "thu": "2026-11-19", "Fri": "2026-11-20",
		"25 nov": "2026-11-25", "Nov 26": "2026-11-26", "27 November": "2025-11-27", "5 Dec": "2025-12-05", "29 feb": "2024-02-29", "5 dec 2026": "2026-12-05",
		"": "", "tu": "", "tomorrow": "", "v2": "", "2026-03-31": "",
	} {
		if got := event.PastDay(words, thursday); got != want {
			t.Errorf("%q: %q", words, got)
		}
	}
}

func TestADayOnWhichSomethingWasLooksBack(t *testing.T) {
	thursday := time.Date(2026, 11, 26, 23, 30, 0, 0, time.UTC)
	for words, want := range map[string]string{"": "", "2027-03-31": "2027-03-31", " 5 Dec": "2025-12-05", "yesterday": "2026-11-25", "fri": "2026-11-20"} {
		if got, err := event.LastDay(words, thursday); got != want || err != nil {
			t.Errorf("%q: %q, %v", words, got, err)
		}
	}
	for _, words := range []string{"+2w", "tomorrow", "soon"} {
		if got, err := event.LastDay(words, thursday); err == nil || !strings.Contains(err.Error(), "write") {
			t.Errorf("%q: %q, %v", words, got, err)
		}
	}
}

func TestHowLongAnAnswerHoldsIsADayOrASpan(t *testing.T) {
	thursday := time.Date(2026, 11, 26, 23, 30, 0, 0, time.UTC)
	for words, want := range map[string]string{"": "", "5 Dec": "2026-12-05", "fri": "2026-11-27", "+2w": "2w", " 6mo ": "6mo", "2026-12-01": "2026-12-01", "soon": "soon"} {
		if got := event.UntilSaid(words, thursday); got != want {
			t.Errorf("%q: %q", words, got)
		}
	}
}
