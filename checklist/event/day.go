package event

import (
	"fmt"
	"strings"
	"time"

	"clausewalk/policy"
)

// Day returns the day that people mean, as the journal has it: 2026-03-31. They may
// write it like that, or as today, tomorrow, a day of the next week such as fri, or a
// span from today such as +2w. An empty text gives an empty day; the error says how
// to write one.
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
	for n := 1; n <= 7 && len(said) >= 3; n++ {
		day := today.AddDate(0, 0, n)
		if strings.HasPrefix(strings.ToLower(day.Weekday().String()), said) {
			return day.Format(time.DateOnly), nil
		}
	}
	return "", fmt.Errorf("%q is not a day: write 2026-03-31, fri or +2w", words)
}
