package event

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// Bound is what a sign-off vouches for besides the answers: what the audit is about,
// the rules it was judged by, and how it was judged at that moment.
type Bound struct {
	Audit    string         `json:"audit"` // its id
	App      string         `json:"app"`
	Release  string         `json:"release"`
	Policies []Rules        `json:"policies"` // those in force
	Evidence string         `json:"evidence"` // digest of the digests of all evidence
	At       time.Time      `json:"at"`
	By       Person         `json:"by"`
	Holds    bool           `json:"holds"`    // the gate held
	Assessed bool           `json:"assessed"` // some clause in scope had an answer that counts
	Counts   map[string]int `json:"counts"`   // clauses by how they were answered, as status --json counts them
	Problems map[string]int `json:"problems,omitempty"`
	Doubted  []string       `json:"doubted,omitempty"` // pieces of evidence that were already in doubt
	Report   string         `json:"report,omitempty"`  // digest of the report at that moment, as JSON
}

// The counts of a Bound that are not verdicts.
const (
	CountClauses     = "clauses" // in scope
	CountAnswered    = "answered"
	CountGaps        = "gaps"
	CountStale       = "stale"
	CountConflict    = "conflict"
	CountUnsupported = "unsupported" // of those that are met
	CountOutOfScope  = "out-of-scope"
)

// Counted returns the counts in words.
func (b Bound) Counted() string {
	n, gaps := b.Counts, "gaps"
	if n[CountGaps] == 1 {
		gaps = "gap"
	}
	said := []string{fmt.Sprintf("%d of %d clauses in scope answered", n[CountAnswered], n[CountClauses])}
	return strings.Join(append(said, told(n, CountGaps, gaps, string(Unanswered), "unanswered", CountStale, "stale", CountConflict, "in conflict",
		CountUnsupported, "met but unsupported", string(CannotTell), "cannot tell")...), ", ")
}

// Gate says whether the gate held, in words for readers who know of no gate.
func (b Bound) Gate() string {
	switch {
	case !b.Assessed:
		return "the audit was not ready, because nothing in scope was assessed"
	case b.Holds:
		return "the audit was ready"
	}
	return "the audit was not ready"
}

// Over says in words what was signed in spite of: answers that are missing or cannot
// be trusted, or else what keeps the gate from holding. It is empty if the gate holds.
func (b Bound) Over() string {
	if open := told(b.Counts, string(Unanswered), "unanswered", CountStale, "stale", CountConflict, "in conflict"); len(open) > 0 {
		return strings.Join(open, ", ")
	}
	var all []string
	for _, sort := range slices.Sorted(maps.Keys(b.Problems)) {
		all = append(all, sort, sort)
	}
	return strings.Join(told(b.Problems, all...), ", ")
}

// told returns the counts that are not zero in words. Words are pairs of a key in
// counts and what to call it.
func told(counts map[string]int, words ...string) (said []string) {
	for pair := range slices.Chunk(words, 2) {
		if n := counts[pair[0]]; n > 0 {
			said = append(said, fmt.Sprintf("%d %s", n, pair[1]))
		}
	}
	return said
}
