package event

import (
	"fmt"
	"strings"
	"time"

	"clausewalk/policy"
)

// Day returns the day that people mean, as the journal has it: 2026-03-31. They may
// write it like that, or as 5 Dec, which without a year is the next one, today,
// tomorrow, a day of the next week such as fri, or a span from today such as +2w. An
// empty text gives an empty day; the error says how to write one.
func Day(words string, today time.Time) (string, error) {
	said := strings.ToLower(strings.TrimSpace(words))
	today = today.UTC()
	switch {
	case said == "" || IsDay(said):
		return said, nil
	case said == "today":
		return today.Format(time.DateOnly), nil
	case said == "tomorrow":
		return today.AddDate(0, 0, 1).Format(time.DateOnly), nil
	}
	if span, ok := strings.CutPrefix(said, "+"); ok {
		v, err := policy.ParseValidity(span)
		if err != nil {
			return "", err
		}
		return v.From(today).Format(time.DateOnly), nil
	}
	if day := CalendarDay(said, today); day != "" {
		return day, nil
	}
	if day, ok := weekday(said, today, 1); ok {
		return day.Format(time.DateOnly), nil
	}
	return "", fmt.Errorf("%q is not a day: write 2026-03-31, 5 Dec, fri or +2w", words)
}

// LastDay returns the day on which something was, as Day does when something will be:
// 5 Dec without a year is the last one, and so is fri.
func LastDay(words string, today time.Time) (string, error) {
	said := strings.ToLower(strings.TrimSpace(words))
	if said == "" || IsDay(said) {
		return said, nil
	}
	if day := PastDay(said, today); day != "" {
		return day, nil
	}
	return "", fmt.Errorf("%q is not a day: write 2026-03-31, 5 Dec, fri or yesterday", words)
}

// PastDay returns the day, as 2026-03-31, that words name which look back from today:
// today, yesterday, or the last day of a name such as fri or 5 Dec. It is empty for
// others.
func PastDay(words string, today time.Time) string {
	said := strings.ToLower(strings.TrimSpace(words))
	today = today.UTC()
	switch day, ok := weekday(said, today, -1); {
	case said == "today":
		return today.Format(time.DateOnly)
	case said == "yesterday":
		return today.AddDate(0, 0, -1).Format(time.DateOnly)
	case ok:
		return day.Format(time.DateOnly)
	}
	if day, ok := calendarDay(said, today, -1); ok {
		return day.Format(time.DateOnly)
	}
	return ""
}

// weekday returns the nearest day whose name begins with at least three letters that
// are said, from the day after today on, or with step -1 from the day before back.
func weekday(said string, today time.Time, step int) (time.Time, bool) {
	for n := 1; n <= 7 && len(said) >= 3; n++ {
		day := today.AddDate(0, 0, n*step)
		if strings.HasPrefix(strings.ToLower(day.Weekday().String()), said) {
			return day, true
		}
	}
	return time.Time{}, false
}

// CalendarDay returns a day that is written as 2026-03-31, or as 5 Dec, which without
// a year is the next one. It is empty for words, such as tomorrow, that mean another
// day whenever they are read.
func CalendarDay(words string, today time.Time) string {
	said := strings.ToLower(strings.TrimSpace(words))
	if IsDay(said) {
		return said
	}
	if day, ok := calendarDay(said, today.UTC(), 1); ok {
		return day.Format(time.DateOnly)
	}
	return ""
}

// calendarDay reads 5 Dec, December 5 and 5 Dec 2026. Without a year it is today or
// the next such day, or with step -1 the last; the 29th of February may be eight
// years off.
func calendarDay(said string, today time.Time, step int) (time.Time, bool) {
	said = strings.Join(strings.Fields(strings.ReplaceAll(said, ",", " ")), " ")
	today = today.Truncate(24 * time.Hour)
	for _, layout := range []string{"2 Jan 2006", "2 January 2006", "Jan 2 2006", "January 2 2006"} {
		if day, err := time.Parse(layout, said); err == nil {
			return day, true
		}
		for n := range 9 {
			day, err := time.Parse(layout, fmt.Sprintf("%s %04d", said, today.Year()+n*step))
			if err == nil && day.Compare(today)*step >= 0 {
				return day, true
			}
		}
	}
	return time.Time{}, false
}
