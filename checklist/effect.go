package checklist

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"clausewalk/checklist/event"
	"clausewalk/policy"
)

// Effect is what other rules change in an audit.
type Effect struct {
	Clauses []Turned `json:"clauses"` // in the order of the text
	Counts  []Turn   `json:"counts"`  // only those that differ
}

// Turned is a clause that other rules change.
type Turned struct {
	Ref   event.Ref `json:"-"`
	Name  string    `json:"clause"`
	Title string    `json:"title"`
	Turns []Turn    `json:"turns"`
}

// Turn is one thing that other rules change.
type Turn struct {
	What string `json:"what"`
	Was  string `json:"was"`
	Is   string `json:"is"`
}

// String says it in a few words.
func (t Turn) String() string {
	if t.Was == "" && t.Is == "" {
		return t.What
	}
	return fmt.Sprintf("%s: %s, was %s", t.What, t.Is, t.Was)
}

// String says what changes about the clause, without its name.
func (t Turned) String() string {
	words := make([]string, len(t.Turns))
	for n, turn := range t.Turns {
		words[n] = turn.String()
	}
	return strings.Join(words, "; ")
}

// Lines returns the effect in words: a line for each clause and one for the counts.
func (e Effect) Lines() []string {
	if len(e.Clauses) == 0 {
		return []string{"no clause is asked, judged or counted differently"}
	}
	var all []string
	for _, c := range e.Clauses {
		all = append(all, c.Name+"  "+c.String())
	}
	var counts []string
	for _, t := range e.Counts {
		counts = append(counts, t.String())
	}
	if len(counts) > 0 {
		all = append(all, "In all: "+strings.Join(counts, "; "))
	}
	return all
}

// EffectOf compares an audit under two sets of rules at a moment.
func EffectOf(was, is *Audit, at time.Time) Effect {
	e := Effect{Clauses: []Turned{}, Counts: []Turn{}}
	before, after := was.Items(at), is.Items(at)
	asked := map[event.Ref]int{}
	for n, i := range after {
		asked[i.Ref] = n
	}
	known := map[event.Ref]bool{}
	for _, old := range before {
		known[old.Ref] = true
		one := Turned{Ref: old.Ref, Name: was.Name(old.Ref), Title: old.Clause.Title()}
		if n, still := asked[old.Ref]; !still {
			one.Turns = []Turn{{"not asked any more", "", ""}}
			if old.Touched() {
				one.Turns = []Turn{{"answer", old.stateWords(), "not asked any more"}}
			}
		} else {
			one.Turns = turns(old, after[n])
		}
		e.Clauses = append(e.Clauses, one)
	}
	for n, i := range after {
		if known[i.Ref] {
			continue
		}
		at := 0 // It stands behind the clause that is asked before it.
		if n > 0 {
			at = 1 + slices.IndexFunc(e.Clauses, func(t Turned) bool { return t.Ref == after[n-1].Ref })
		}
		e.Clauses = slices.Insert(e.Clauses, at, Turned{i.Ref, is.Name(i.Ref), i.Clause.Title(), []Turn{{"also asked", "", ""}}})
	}
	e.Clauses = slices.DeleteFunc(e.Clauses, func(t Turned) bool { return len(t.Turns) == 0 })
	old, now := tallied(Tally(before)), tallied(Tally(after))
	for n := range old {
		if old[n].Is != now[n].Is {
			e.Counts = append(e.Counts, Turn{old[n].What, old[n].Is, now[n].Is})
		}
	}
	return e
}

// turns returns what other rules change of one clause.
func turns(was, is Item) (all []Turn) {
	turn := func(what, was, is string) {
		if was != is {
			all = append(all, Turn{what, was, is})
		}
	}
	if was.Clause.Digest != is.Clause.Digest {
		all = append(all, Turn{"different words", "", ""})
	}
	turn("scope", scopeWords(was), scopeWords(is))
	g, h := guideOf(was.Clause), guideOf(is.Clause)
	turn("kind", string(was.Clause.Kind()), string(is.Clause.Kind()))
	turn("needs", g.Needs, h.Needs)
	turn("severity", g.Severity, h.Severity)
	if g.Severity == h.Severity { // Else it is the same again, unless a person has set it.
		turn("a gap's severity", was.Gap.Severity, is.Gap.Severity)
	}
	turn("holds", validWords(g), validWords(h))
	turn("applies", conditions(g), conditions(h))
	turn("counts as", was.stateWords(), is.stateWords())
	if len(all) == 0 && !reflect.DeepEqual(g, h) {
		all = append(all, Turn{"the guide's words", "", ""})
	}
	return all
}

func guideOf(c policy.Clause) policy.Guide {
	if c.Guide == nil {
		return policy.Guide{Needs: "nothing", Severity: "major"}
	}
	return *c.Guide
}

func scopeWords(i Item) string {
	if i.Has(OutOfScope) {
		return "out"
	}
	return "in"
}

func validWords(g policy.Guide) string {
	if g.Valid.Forever() {
		return "forever"
	}
	return "for " + g.Valid.String()
}

func conditions(g policy.Guide) string {
	if len(g.Applies) == 0 {
		return "always"
	}
	var all []string
	for _, c := range g.Applies {
		all = append(all, c.String())
	}
	return "if " + strings.Join(all, " or ")
}

// stateWords says how the clause is counted.
func (i Item) stateWords() string {
	switch {
	case i.Has(OutOfScope):
		return "out of scope"
	case i.Has(Conflict):
		return "in conflict"
	case i.Has(Stale):
		return "stale"
	}
	return i.VerdictWords()
}

// tallied returns every count with its name.
func tallied(p Progress) (all []Turn) {
	count := func(what string, n int) { all = append(all, Turn{what, "", fmt.Sprint(n)}) }
	count("in scope", p.Clauses)
	count("answered", p.Answered)
	for _, v := range append(event.Verdicts(), event.Unanswered) {
		count(v.String(), p.Verdicts[v])
	}
	count("unsupported", p.Unsupported)
	count("stale", p.Stale)
	count("in conflict", p.Conflict)
	count("gaps", p.Gaps)
	count("out of scope", p.OutOfScope)
	return all
}
