package reports

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"sort"
	"strings"
	"time"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/policy"
)

// lastChange returns the time of the newest entry that is not from the future. A
// clock that is a little ahead makes the report no later than now.
func lastChange(a *checklist.Audit, now time.Time) time.Time {
	last := a.LastChange()
	if now.IsZero() || !last.After(now) {
		return last
	}
	last = time.Time{}
	for _, e := range a.Log(event.Ref{}) {
		if a.Changes(e) && e.Time.After(last) && !e.Time.After(now.Add(checklist.ClocksDiffer)) {
			last = e.Time
		}
	}
	if last.After(now) {
		last = now.UTC().Truncate(time.Millisecond)
	}
	return last
}

// Build makes the report of an audit. It reads the audit and alters nothing.
func Build(a *checklist.Audit, o Options) Report {
	r := Report{
		Tool: o.Tool, Below: o.Below, Comma: o.Comma, NoAnnex: o.NoAnnex, At: o.At, Head: a.Head, Standing: a.StateDigest(),
		qualified: len(a.Policies) > 1, unique: map[event.Ref]bool{}, known: map[event.Person]event.Person{},
	}
	if r.At.IsZero() {
		r.At = lastChange(a, o.Now)
	}
	if r.At.IsZero() {
		r.At = a.Head.Created
	}
	if r.At.IsZero() { // Nothing was entered yet: it stands as it stands now.
		r.At = o.Now.UTC().Truncate(time.Millisecond)
	}
	all := r.readPolicies(a)
	r.Coverage = cover(all)
	r.State, r.Summary = judgeRules(a, all, r.Coverage)
	r.noteWeak(checklist.Weak(a, all))
	r.Gate = checklist.GateOf(a, all, r.At, o.Faults)
	r.Submitted = submitted(a)
	r.Outcomes, r.Unneeded, r.Unlisted = checklist.Outcomes(a), checklist.Unneeded(a, all), checklist.Unlisted(a, all)
	for _, f := range a.Facts() {
		log := a.Log(event.Ref{Policy: f.Policy})
		r.Facts = append(r.Facts, Fact{f, disputed(a, log, f.Sides)})
	}
	log := a.Log(event.Ref{})
	r.readLog(a, log)
	r.readEditions(a, log)
	for _, old := range r.Archived {
		all = append(all, old.Item)
	}
	r.Files = files(all)
	r.Since = r.compare(a, o.Since)
	var signed *checklist.Audit
	if r.SignOffs, signed = signOffs(a, r.At); signed != nil {
		r.Changes = checklist.Differences(signed, a)
		r.placeChanges()
	}
	return r
}

// readPolicies takes from the audit what is asked, and returns all clauses in their
// order.
func (r *Report) readPolicies(a *checklist.Audit) []checklist.Item {
	var all []checklist.Item
	for _, p := range a.Policies {
		items := []checklist.Item{}
		one := Policy{ID: p.ID, Title: p.Title, Source: p.Source, Dated: p.Dated, Edition: p.Edition, Status: p.Status, Read: readingOf(a, p)}
		for _, s := range p.Sections {
			section := Section{Label: s.Label, Title: s.Title, Heading: s.Heading(), Repeat: s.Repeat, Entry: s.Entry, Skipped: s.Skipped}
			for _, c := range s.Clauses {
				ref := event.Ref{Policy: p.ID, Label: c.Label}
				if r.qualified && a.Name(ref) == ref.Label {
					r.unique[ref] = true
				}
				item := a.Item(ref, r.At)
				items = append(items, item)
				made := clause(a, item)
				made.Notes = lintNotes(a, item, r.At)
				section.Clauses = append(section.Clauses, made)
			}
			one.Sections = append(one.Sections, section)
		}
		one.Coverage = cover(items)
		r.Policies = append(r.Policies, one)
		all = append(all, items...)
	}
	return all
}

// noteWeak puts what is weak in the answers where a reader of the clause sees it.
func (r *Report) noteWeak(weak []checklist.Finding) {
	at := map[event.Ref][]string{}
	for _, f := range weak {
		at[f.Ref] = append(at[f.Ref], f.Message)
	}
	r.eachClause(func(c *Clause) { c.Notes = append(c.Notes, at[c.Ref]...) })
}

// placeChanges puts the changes since the last sign-off where a reader of the
// clause sees them.
func (r *Report) placeChanges() {
	at := map[event.Ref][]checklist.Difference{}
	for _, d := range r.Changes {
		at[d.Field.Ref()] = append(at[d.Field.Ref()], d)
	}
	r.eachClause(func(c *Clause) { c.Changes = at[c.Ref] })
}

// toldElsewhere are the findings that a clause tells by its flags and its gap.
var toldElsewhere = []string{"no-reason", "unsupported", "no-owner", "no-due-date", "overdue"}

func lintNotes(a *checklist.Audit, i checklist.Item, at time.Time) []string {
	var all []string
	for _, f := range checklist.LintItem(a, i, at) {
		if !slices.Contains(toldElsewhere, f.Rule) {
			all = append(all, f.Message)
		}
	}
	return all
}

func cover(items []checklist.Item) Coverage {
	c := Coverage{Progress: checklist.Tally(items)}
	for _, i := range items {
		if i.Answered() && i.Verdict == event.Met && i.Clause.Kind() == policy.Notice && !i.Has(checklist.Unsupported) {
			c.Acknowledged++
		}
	}
	return c
}

// clause adds to an item what only the log tells: who said what beside the
// verdict, and the values that are in conflict.
func clause(a *checklist.Audit, item checklist.Item) Clause {
	c := Clause{Item: item, Title: item.Clause.Title()}
	log := a.Log(item.Ref)
	c.Reasoned = newest(a, log, event.SetReason(item.Ref, "").Field).Stamp
	c.Overruled = newest(a, log, event.SetOverrule(item.Ref, nil).Field).Stamp
	c.Limited = newest(a, log, event.SetValidUntil(item.Ref, "").Field).Stamp
	for _, part := range gapParts {
		if e := newest(a, log, event.SetGap(item.Ref, part, "").Field); e.Value != "" {
			c.Parts = append(c.Parts, e)
		}
	}
	c.Disputed = disputed(a, log, item.Sides)
	c.Words = c.stateWords()
	return c
}

var gapParts = []event.GapPart{event.GapSeverity, event.GapOwner, event.GapDue, event.GapFix}

// readLog takes from the events who was there, when, and what has no place.
func (r *Report) readLog(a *checklist.Audit, log []event.Event) {
	for _, e := range a.Unplaced() {
		r.Unplaced = append(r.Unplaced, entry(a, e))
	}
	sums := make([]string, len(log))
	r.History, r.Events = history(a, log), len(log)
	for n, e := range log {
		sums[n] = e.ID + " " + e.Sum + "\n"
		if r.From.IsZero() || e.Time.Before(r.From) {
			r.From = e.Time
		}
		if e.Time.After(r.To) {
			r.To = e.Time
		}
	}
	all := a.Known()
	place, answered := map[event.Person]int{}, make([]bool, len(all))
	for _, e := range log {
		for _, who := range e.Named() {
			n, looked := place[who]
			if !looked {
				n = slices.IndexFunc(all, func(p event.Person) bool { return a.SamePerson(p, who) })
				place[who] = n
			}
			if n >= 0 {
				r.known[who] = all[n]
				answered[n] = answered[n] || e.Kind != event.KindBegin && !e.Kind.Spec().Aside
			}
		}
	}
	for n, person := range all {
		if answered[n] {
			r.People = append(r.People, person)
		}
	}
	sort.Strings(sums)
	digest := sha256.Sum256([]byte(strings.Join(sums, "")))
	r.Journal = hex.EncodeToString(digest[:])
}
