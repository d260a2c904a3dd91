package answers

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"clausewalk/checklist/event"
	"clausewalk/policy"
	"clausewalk/policy/pattern"
)

// The words that other tools have for a verdict. What some read one way and
// some another, such as "yes" and "open", is not among them.
var verdicts = map[event.Verdict][]string{
	event.Met:           {"pass", "passed", "compliant", "conformant", "satisfied", "fulfilled", "supports", "not a finding", "notafinding"},
	event.Partly:        {"partial", "partially", "partially met", "partially compliant", "partially satisfied", "partially supports"},
	event.NotMet:        {"unmet", "fail", "failed", "non-compliant", "noncompliant", "not compliant", "nonconformant", "not satisfied", "not fulfilled", "does not support"},
	event.NotApplicable: {"notapplicable", "inapplicable"},
	event.Unanswered:    {"unanswered", "not reviewed", "not evaluated", "not tested", "not assessed"},
}

// verdict returns what an entry answers, and whether it answers anything.
func (p *placer) verdict(e entry) (v event.Verdict, given bool, err error) {
	said, given := e.said[colVerdict]
	if !given || said == "" {
		return event.Unanswered, given, nil
	}
	v, err = event.ParseVerdict(tidy(said))
	if err == nil {
		return v, true, nil
	}
	name := strings.ToLower(strings.ReplaceAll(tidy(said), "_", " "))
	for v, all := range verdicts {
		if slices.Contains(all, name) {
			return v, v != event.Unanswered, nil
		}
	}
	return "", false, err
}

// dayForms are the ways of writing a day, and a moment, that can be read in one
// way only.
var dayForms = []string{
	time.DateOnly, "2006-1-2", time.RFC3339Nano, "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02 15:04", "2006/01/02", "2006/1/2", "2.1.2006", "02.01.2006",
	"2 Jan 2006", "2 January 2006", "Jan 2, 2006", "January 2, 2006", "2-Jan-2006", "02-Jan-06", "2 Jan 06",
}

// The first and the last day that a spreadsheet's number of a day may be: from
// 2000 until the year 9999. Nothing is due after 2100.
const firstDay, lastDue, lastDay = 36526, 73050, 2958465

// serialEpoch is the day from which spreadsheets count. Days are counted one by
// one, since a time.Duration holds less than 300 years.
var serialEpoch = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)

// fromSerial returns the moment that a spreadsheet's number stands for.
func fromSerial(n float64) time.Time {
	days, rest := math.Modf(n)
	return serialEpoch.AddDate(0, 0, int(days)).Add(time.Duration(rest * float64(24*time.Hour))).Round(time.Second)
}

// serial returns a spreadsheet's number of a day in UTC, and false for a day that
// readTime takes no number for.
func serial(day time.Time) (int64, bool) {
	n := (day.Unix() - serialEpoch.Unix()) / (24 * 60 * 60)
	return n, n >= firstDay && n <= lastDay
}

// readTime reads a day or a moment as people and tools write it.
func readTime(s string) (time.Time, error) {
	s = tidy(s)
	if n, err := strconv.ParseFloat(s, 64); err == nil && n >= firstDay && n <= lastDay {
		return fromSerial(n), nil
	}
	for _, form := range dayForms {
		if t, err := time.Parse(form, s); err == nil {
			return t.UTC(), nil
		}
	}
	// 25/12/2026 is one day, and 5/12/2026 one in London and another in Boston.
	american, errA := time.Parse("1/2/2006", s)
	european, errE := time.Parse("2/1/2006", s)
	switch {
	case errA == nil && errE == nil && !american.Equal(european):
		return time.Time{}, fmt.Errorf("%q is %s or %s: write the one that is meant", s, american.Format(time.DateOnly), european.Format(time.DateOnly))
	case errA == nil:
		return american, nil
	case errE == nil:
		return european, nil
	}
	return time.Time{}, fmt.Errorf("%q is not a day: write 2026-03-31", s)
}

// readDay returns a day as answers have it; empty stays empty. Words that mean another
// day whenever they are read, such as tomorrow, are no day in a file.
func readDay(s string, today time.Time) (string, error) {
	if tidy(s) == "" {
		return "", nil
	}
	if day := event.CalendarDay(tidy(s), today); day != "" {
		return day, nil
	}
	t, err := readTime(s)
	if err != nil {
		return "", err
	}
	return t.Format(time.DateOnly), nil
}

// terms are words for how often something is looked at again.
var terms = map[string]string{
	"daily": "1d", "every3days": "3d", "weekly": "1w", "biweekly": "2w", "fortnightly": "2w", "monthly": "1mo", "bimonthly": "2mo", "quarterly": "3mo", "semiannually": "6mo", "semi-annually": "6mo",
	"half-yearly": "6mo", "every 6 months": "6mo", "annually": "1y", "annual": "1y", "yearly": "1y", "biennially": "2y",
}

// readTerm reads a span of time as MITRE's tools and people write it. There "m"
// is a month.
func readTerm(s string) (policy.Validity, error) {
	name := strings.ToLower(tidy(s))
	if span := terms[name]; span != "" {
		name = span
	}
	name = strings.Join(strings.Fields(name), "")
	for _, unit := range [][2]string{{"days", "d"}, {"day", "d"}, {"weeks", "w"}, {"week", "w"}, {"months", "mo"}, {"month", "mo"}, {"years", "y"}, {"year", "y"}, {"m", "mo"}} {
		if number, ok := strings.CutSuffix(name, unit[0]); ok {
			name = number + unit[1]
			break
		}
	}
	v, err := policy.ParseValidity(name)
	if err != nil {
		return v, fmt.Errorf("%q is not a span of time: write 90d, 2w, 6mo or 1y", s)
	}
	return v, nil
}

// term returns until when an entry holds: as it says, or a span from the day it
// was made; nil where it says nothing about it.
func (p *placer) term(e entry, from time.Time) (*string, error) {
	until, given := e.said[colUntil]
	if given {
		until = tidy(until)
		if day, err := readDay(until, p.now); err == nil {
			until = day
		} else if v, errTerm := readTerm(until); errTerm == nil {
			until = v.String()
		} else {
			return nil, err
		}
		return &until, nil
	}
	span := e.said[colTerm]
	if span == "" {
		return nil, nil
	}
	v, err := readTerm(span)
	if err != nil {
		return nil, err
	}
	until = v.String()
	if !from.IsZero() {
		until = v.From(from).Format(time.DateOnly)
	}
	return &until, nil
}

// mail finds an address behind a name, as our tables have it.
var mail = pattern.New(`\(([^()@\s]+@[^()@\s]+)\)$`)

// author returns who gave an entry and when, as far as it says; neither where it
// names the same as the audit does, since whoever altered the line is another.
// One from the future is as old as its import.
func (p *placer) author(e entry) (event.Said, error) {
	var who event.Said
	if by := strings.TrimSpace(e.said[colBy]); by != "" {
		who.By = event.ParsePerson(mail.ReplaceAllString(by, "<$1>"))
	}
	said := e.said[colDate]
	if said == "" {
		return who, nil
	}
	var err error
	if who.At, err = readTime(said); err == nil && who.At.After(p.now) {
		p.note(e.at, "%s: the date %s has not come yet, and the answer is taken as one of today", e.label, who.At.Format(time.DateOnly))
		who.At = p.now
	}
	return who, err
}
