package scan

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/policy"
	"clausewalk/policy/pattern"
	"clausewalk/policy/signals"
)

// Source is the source of the suggestions of a scan.
const Source = "scan"

// A Signal is one suggestion of a scan, with the hits that it is based on.
type Signal struct {
	Ref        event.Ref // the clause; without a label for a fact
	ID         string    // of the suggestion
	Level      signals.Level
	Suggestion event.Suggestion
	Hits       []Hit
}

// ClauseFinder finds the clause of an audit that a rule names, such as A.6 or
// instagram-platform/A.6. It returns false if the audit does not have the clause that
// the rule was written for.
type ClauseFinder func(name string) (event.Ref, bool)

// Judge turns what a scan found into signals for an audit at a moment: findings and
// questions at clauses, answers to facts, what is absent, and what contradicts
// people's answers. They are in the order of the audit, facts first.
func Judge(a *checklist.Audit, rules []*signals.Rule, r Result, find ClauseFinder, at time.Time) []Signal {
	j := judging{a: a, find: find, at: at, result: r, byRule: map[string][]Hit{}}
	for _, h := range r.Hits {
		j.byRule[h.Rule] = append(j.byRule[h.Rule], h)
	}
	for _, rule := range rules {
		hits, more := j.hitsOf(rule)
		if len(hits) == 0 {
			continue
		}
		for _, name := range rule.Clauses {
			j.add(name, rule, hits, more)
		}
		if rule.Fact != "" {
			j.fact(rule, hits)
		}
	}
	j.contradictions(rules)
	return j.sorted()
}

type judging struct {
	a      *checklist.Audit
	find   ClauseFinder
	at     time.Time
	result Result
	byRule map[string][]Hit
	made   []Signal
}

// hitsOf returns the hits of a rule that count, and what to add to its words. For what
// is absent these are hits of the rules that show the need for it.
func (j *judging) hitsOf(r *signals.Rule) (hits []Hit, more string) {
	hits = j.byRule[r.ID]
	switch {
	case len(r.Absent) > 0 && len(hits) > 0:
		return nil, ""
	case len(r.Absent) > 0:
		for _, id := range r.Absent {
			hits = append(hits, j.byRule[id]...)
		}
		return hits[:min(len(hits), 3)], ""
	case r.Ends != "":
		var said []string
		hits = slices.DeleteFunc(slices.Clone(hits), func(h Hit) bool {
			words := ended(h.Text, j.at)
			if words != "" && !slices.Contains(said, words) {
				said = append(said, words)
			}
			return words == ""
		})
		if len(said) > 0 {
			more = strings.Join(said, "; ") + ", according to the table of " + policy.EndsRead + "."
		}
	}
	return hits, more
}

var version = pattern.New(`^v?(\d{1,2})(?:\.\d{1,2})?$`)

// ended says when a version of the Graph API ended, empty where it has not.
func ended(text string, at time.Time) string {
	m := version.FindStringSubmatch(text)
	if m == nil {
		return ""
	}
	number, err := strconv.Atoi(m[1])
	if err != nil || number < 2 {
		return ""
	}
	today := at.UTC().Format(time.DateOnly)
	for known := number; known < number+40; known++ { // One that is older than the table ended before its first.
		end, ok := policy.EndOf(fmt.Sprintf("Graph API v%d.0", known))
		switch {
		case !ok:
			continue
		case end.Until == "" || end.Until >= today:
			return ""
		case known == number:
			return fmt.Sprintf("v%d.0 ended on %s", number, end.Until)
		}
		return fmt.Sprintf("v%d.0 ended before %s", number, end.Until)
	}
	return ""
}

// add makes a signal at a clause, if the audit has it.
func (j *judging) add(name string, r *signals.Rule, hits []Hit, more string) {
	ref, ok := j.find(name)
	if !ok {
		return
	}
	said := r.Words
	if texts := distinct(hits); len(r.Absent) == 0 && texts != "" {
		said += " Found: " + texts + "."
	}
	if more != "" {
		said += " " + more
	}
	s := event.Suggestion{Source: Source, Rule: r.ID, Words: said, Settles: r.Settles, Confidence: event.Unsure}
	if r.Level == signals.Finding {
		s.Confidence = event.Likely
	}
	found := hits
	if len(r.Absent) > 0 {
		found = []Hit{{Rule: r.ID, Mark: mark(r.ID, "absent")}} // It is the same finding, whatever shows the need.
	}
	j.signal(ref, r.ID+"@"+name, s, hits, found, r.Level)
}

// fact makes a signal of each answer that a rule proposes to a fact, if that is asked.
func (j *judging) fact(r *signals.Rule, hits []Hit) {
	p, q, ok := j.asked(r.Fact)
	if !ok {
		return
	}
	byAnswer := map[string][]Hit{}
	for _, h := range hits {
		answer := r.Answer
		if answer == "" {
			answer = strings.ToLower(h.Text)
		}
		byAnswer[answer] = append(byAnswer[answer], h)
	}
	for _, answer := range slices.Sorted(maps.Keys(byAnswer)) {
		if (event.FactAnswer{Values: []string{answer}}).Fits(q) != nil {
			continue
		}
		about, found := "fact "+r.Fact+" "+answer, byAnswer[answer]
		id := event.SuggestionID(Source, about)
		if n := slices.IndexFunc(j.made, func(s Signal) bool { return s.ID == id }); n >= 0 {
			found = append(slices.Clone(j.made[n].Hits), found...) // Another rule proposes the same.
			j.made = slices.Delete(j.made, n, n+1)
		}
		s := event.Suggestion{Source: Source, Rule: r.ID, Fact: r.Fact, Answer: []string{answer}, Words: r.Words, Settles: r.Settles, Confidence: event.Unsure}
		if r.Level == signals.Finding {
			s.Confidence = event.Likely
		}
		j.signal(event.Ref{Policy: p.ID}, about, s, found, found, r.Level)
	}
}

// asked finds the first policy that asks for a fact.
func (j *judging) asked(fact string) (*policy.Policy, policy.Fact, bool) {
	for _, p := range j.a.Policies {
		if q, ok := p.Fact(fact); ok {
			return p, q, true
		}
	}
	return nil, policy.Fact{}, false
}

// signal makes a signal of a suggestion, with hits as the places it is based on, and
// found as its findings, which keep the keys that they had before.
func (j *judging) signal(ref event.Ref, about string, s event.Suggestion, hits, found []Hit, level signals.Level) {
	id := event.SuggestionID(Source, about)
	found = found[:min(len(found), event.MaxKeys)]
	before, _ := checklist.FindSuggestion(j.a, id)
	s.Found = keys(found, before.Found, j.result.Has)
	for _, h := range hits {
		if h.Line > 0 && len(s.Places) < event.MaxPlaces {
			p := event.Place{Path: h.Path, From: h.Line, To: h.Line, SHA256: h.SHA}
			if !slices.Contains(s.Places, p) {
				s.Places = append(s.Places, p)
			}
		}
	}
	if before.ID != "" && before.Stand != checklist.Outdated && maps.EqualFunc(before.Found, s.Found, slices.Equal) {
		s.Places = before.Places // They are found again wherever they are in their files.
	}
	j.made = append(j.made, Signal{ref, id, level, s, hits})
}

// keys returns the keys of hits, by path. A key has two halves: what matched, and the
// file in which it was first found. A hit in a file that is new has the key of an
// equal hit in a file that is gone, since that file was probably renamed.
func keys(hits []Hit, before map[string][]string, has func(string) bool) map[string][]string {
	const half = 12
	left, file := map[string][]string{}, map[string]string{}
	for path, all := range before {
		left[path] = slices.Clone(all)
		if len(all) > 0 && len(all[0]) == 2*half {
			file[path] = all[0][half:]
		}
	}
	gone := slices.DeleteFunc(slices.Sorted(maps.Keys(before)), has)
	from := map[string]string{} // of files that were renamed, where their hits were
	for _, h := range hits {
		if _, known := before[h.Path]; known || from[h.Path] != "" {
			continue
		}
		for _, path := range gone {
			if from[h.Path] == "" && slices.ContainsFunc(left[path], func(k string) bool { return strings.HasPrefix(k, h.Mark[:half]) }) {
				from[h.Path] = path
			}
		}
	}
	made := map[string][]string{}
	for _, h := range hits {
		path := cmp.Or(from[h.Path], h.Path)
		if n := slices.IndexFunc(left[path], func(k string) bool { return strings.HasPrefix(k, h.Mark[:half]) }); n >= 0 {
			made[h.Path] = append(made[h.Path], left[path][n])
			left[path] = slices.Delete(left[path], n, n+1)
			continue
		}
		if file[path] == "" {
			sum := sha256.Sum256([]byte(path))
			file[path] = hex.EncodeToString(sum[:])[:half]
		}
		made[h.Path] = append(made[h.Path], h.Mark[:half]+file[path])
	}
	for _, all := range made {
		slices.Sort(all)
	}
	return made
}

// distinct lists what matched, without repeats and secrets.
func distinct(hits []Hit) string {
	const most = 5
	var all []string
	for _, h := range hits {
		if checklist.Secrets([]byte(h.Said)) == "" && !slices.Contains(all, h.Text) {
			all = append(all, h.Text)
		}
	}
	if len(all) > most {
		return fmt.Sprintf("%s and %d more", strings.Join(all[:most], ", "), len(all)-most)
	}
	return strings.Join(all, ", ")
}

// sorted returns the signals: facts first, then clauses in the order of the audit.
func (j *judging) sorted() []Signal {
	at := map[event.Ref]int{}
	for n, ref := range j.a.Refs() {
		at[ref] = n + 1
	}
	slices.SortStableFunc(j.made, func(x, y Signal) int { return at[x.Ref] - at[y.Ref] })
	return j.made
}

// Changes returns the changes that bring the audit's suggestions up to date with a
// scan: all of its signals, and the withdrawal of earlier ones that are no longer
// found. Answers and responses stay.
func Changes(a *checklist.Audit, made []Signal) []event.Change {
	var all []event.Change
	now := map[string]bool{}
	for _, s := range made {
		now[s.ID] = true
		all = append(all, event.Suggest(s.Ref, s.ID, &s.Suggestion))
	}
	for _, old := range checklist.Suggestions(a) {
		if old.Source == Source && !now[old.ID] {
			all = append(all, event.Suggest(old.Ref, old.ID, nil))
		}
	}
	return all
}
