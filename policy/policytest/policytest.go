// Package policytest has what the tests of several rooms of policy need.
package policytest

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"clausewalk/policy"
)

// Outline writes a policy as one line for each section, clause and, in brackets,
// context.
func Outline(p *policy.Policy) string {
	var b strings.Builder
	for _, s := range p.Sections {
		fmt.Fprintf(&b, "[%s] %s\n", s.Label, s.Title)
		for _, c := range s.Nodes() {
			form := "(%s %s)\n"
			if c.Asked {
				form = "%s %s\n"
			}
			fmt.Fprintf(&b, form, c.Label, c.Words())
		}
		for _, g := range s.Skipped {
			fmt.Fprintf(&b, "no %s after %s\n", g.Label, g.After)
		}
	}
	return b.String()
}

// SmallPolicy is a policy of two clauses.
const SmallPolicy = "# Rules\n\n## A. One\n\n1. Be kind.\n2. Be brief.\n"

// SmallGuide is a guide to it that uses every member once.
const SmallGuide = `format: 1
scope:
  - fact: stores
    question: Does it store?
    answer: yes-no
  - fact: login
    question: How do people sign in?
    answer: choice
    options: [own, other]
  - fact: writes
    question: What does it write?
    answer: list
    options: [posts, likes]
  - fact: grants
    question: What was it granted?
    answer: list
    like: '\bgrant_[a-z]+'
    known: [grant_read]
sections:
  A:
    repeat: grants
    needed-by: [A.1]
clauses:
  A.1:
    title: Kindness
    kind: duty
    topic: law
    question: Is it kind?
    severity: major
    needs: evidence
    roles: [legal]
    evidence:
      - show: policy
        bring: the rule
    applies: [stores, login = own, writes = posts]
    valid: 6mo
  A.2:
    title: Brevity
    kind: notice
    topic: quality
    questions: [Is it brief?, Is it short?]
    severity: minor
    needs: nothing
    readings:
      - ours: brief is under ten words
        other: brief is under a page
        decides: the reader
    ends: [graph-api]
    sources: ['dictionary, under brevity', a colleague]
sources:
  dictionary:
    title: A dictionary
    dated: 2019-04
    read: 2026-11-26
    how: excerpt
version: 2026-11-26
`

// Listed answers the list that SmallGuide's section repeats for.
func Listed(entries ...string) func(string) ([]string, bool) {
	return func(string) ([]string, bool) { return entries, true }
}

// Labels returns the labels of the clauses.
func Labels(p *policy.Policy) (all []string) {
	for _, c := range p.Clauses() {
		all = append(all, c.Label)
	}
	return all
}

// AsJSON returns YAML as a schema wants it.
func AsJSON(t *testing.T, source []byte) any {
	t.Helper()
	encoded, err := yaml.YAMLToJSON(source)
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(encoded))
	if err != nil {
		t.Fatal(err)
	}
	return value
}
