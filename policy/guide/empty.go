package guide

import (
	"fmt"
	"strings"

	"clausewalk/policy"
)

// Empty returns an empty guide to a policy as YAML: every field with what it
// means and the values it may have, and a place for each clause. The fields that
// a clause must have are written out for the first one; what begins with # is
// left out until somebody takes the mark away.
func Empty(p *policy.Policy) []byte {
	var b strings.Builder
	say := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	one := func(all []string) string { return strings.Join(all, ", ") }
	say("# Our own words about %s, edition %s.", strings.Join(strings.Fields(p.Title), " "), p.ShortEdition())
	say("# Take the # from what you fill in; check it with: clausewalk policy add FILE --guide THIS --preview")
	say("format: %d", Format)
	say("# version: 2026-11-26    # the day of these words")
	say("# topics: [data, payments]    # the topics of this policy; without them: %s", one(policy.Topics()))
	say("# scope:    # questions about the app that decide which clauses apply, %d at most", MaxFacts)
	say("#   - fact: stores-data    # lower-case letters, digits and hyphens")
	say("#     question: Does the app store data of people?")
	say("#     answer: yes-no    # %s", one(policy.Answers()))
	say("#     options: [own, other]    # of a choice or a closed list")
	say("#     help: words behind the question")
	say("#     known: [read, write]    # the entries of an open list that this guide knows")
	say("#     like: '\\bgrant_[a-z]+'    # a regular expression for entries that answers may name")
	say("#     follows: other-terms/writes    # the fact of another policy whose answer is offered here")
	say("# sections:")
	for _, s := range p.Sections {
		if s.Label != policy.Preamble && len(s.Clauses) > 0 {
			say("#   %q:", s.Label)
			say("#     repeat: permissions    # a list of scope, for each entry of which the section is asked")
			say("#     needed-by: [%q]    # the clauses whose answers show that an entry is needed", s.Clauses[0].Label)
			break
		}
	}
	say("clauses: {}    # take {} away with the first # below")
	for n, c := range p.Clauses() {
		say("#   %q:    # %s", c.Label, strings.Join(strings.Fields(c.Title()), " "))
		if n > 0 {
			say("#     title:")
			say("#     kind:")
			say("#     topic:")
			say("#     question:")
			say("#     severity:")
			say("#     needs:")
			continue
		}
		say("#     title: a few words of ours")
		say("#     kind: duty    # %s", one(kindNames()))
		say("#     topic: law    # one of the topics")
		say("#     question: Is it done?    # or questions: [Is it?, Since when?]")
		say("#     severity: major    # of a gap: %s", one(policy.Severities()))
		say("#     needs: evidence    # what a met needs: %s", one(policy.Needs()))
		say("#     why: what it protects")
		say("#     good: what good looks like")
		say("#     pitfalls: [what goes wrong]")
		say("#     evidence:")
		say("#       - show: policy    # %s", one(policy.Shows()))
		say("#         bring: the rule in writing")
		say("#     roles: [legal]    # %s", one(policy.Roles()))
		say("#     because: the reason for the severity")
		say("#     applies: [stores-data]    # facts, or fact = value; any of them keeps the clause in")
		say("#     valid: 6mo    # how long an answer holds: 90d, 6mo, 1y")
		say("#     readings:    # where this goes beyond the clause's words")
		say("#       - {ours: our reading, other: another one, decides: who can say}")
		say("#     ends: []    # what ends one day that the clause rests on: %s", one(policy.EndNames()))
		say("#     notes: [what else to know]")
		say("#     sources: ['an id below, where in it']")
		say("#     older: true    # written for an older text of the clause")
		say("#     follows:    # the clauses of another policy whose answers are offered here")
		say("#       - {clause: other-terms/A.1, differs: in what they differ; without it they ask the same}")
	}
	say("# sources:")
	say("#   terms:    # an id that sources of clauses begin with")
	say("#     title: its title")
	say("#     dated: 2026-02-03    # the day, month or year of its text, or unknown")
	say("#     read: 2026-11-26    # the day on which it was read")
	say("#     how: read    # %s", one(policy.Hows()))
	return []byte(b.String())
}
