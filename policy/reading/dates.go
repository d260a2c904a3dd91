package reading

import (
	"strings"
	"time"

	"clausewalk/policy/pattern"
)

// dates say when the text was made: "Last updated May 1, 2026.", or what stands
// under "Revision history".
var dates = shape{
	name:         "dates",
	context:      func(b block) bool { return isDate(b.words) },
	contextTitle: pattern.New(`(?i)^(?:revision history|change ?log)`).MatchString,
}

// isDate tells whether words say when the text was made.
func isDate(words string) bool { return dateLine.MatchString(words) }

var dateLine = pattern.New(`(?i)^(?:last (?:updated|revised|modified)|(?:effective|revised|updated|published)(?: date| on)?\b.{0,30}\d{4})`)

// dayOf returns the day of a text by its own word, as 2026-05-01: that of the first
// line that says when it was last changed, else of one that says since when it holds.
// It is empty where no line says a day.
func dayOf(body string) (day string) {
	for line := range strings.SplitSeq(body, "\n") {
		line = strings.Trim(line, " \t\r_*#>|")
		if len(line) > 200 || !isDate(line) {
			continue
		}
		if said := changedOn.FindStringSubmatch(line); said != nil && readDay(said[1]) != "" {
			return readDay(said[1])
		}
		if said := aDay.FindString(line); day == "" {
			day = readDay(said)
		}
	}
	return day
}

const dayPattern = `(\d{4}-\d{2}-\d{2}|[A-Za-z]+ \d{1,2},? \d{4}|\d{1,2} [A-Za-z]+ \d{4})`

var (
	aDay      = pattern.New(dayPattern)
	changedOn = pattern.New(`(?i)(?:updated|revised|modified)(?: date| on)?[:*_\s]+` + dayPattern)
)

// readDay reads a day as texts write it, empty where it is none.
func readDay(words string) string {
	words = strings.ReplaceAll(words, ",", "")
	for _, layout := range []string{time.DateOnly, "January 2 2006", "Jan 2 2006", "2 January 2006", "2 Jan 2006"} {
		if t, err := time.Parse(layout, words); err == nil {
			return t.Format(time.DateOnly)
		}
	}
	return ""
}
