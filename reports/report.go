// Package reports holds what is handed over: Build makes one model of an audit.
// Formats for programs render that model and nothing else; those for people
// render the tree that is made of it (package document), and decide nothing.
//
// A report is held to four things. The same audit gives the same bytes: no
// clock, no order of a map and no path of this machine gets in. Everything that
// was entered and stands is in it, with who and when; what was put out of scope,
// has lost its place or was replaced is in an appendix. No answer reads better than it is:
// unanswered, stale, conflicting and unsupported are words of their own. And no
// text that a person or a policy supplies changes its structure or drives a
// terminal; escape.go sees to that.
package reports

import (
	"slices"
	"strings"
	"time"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/policy"
)

// Options says what an audit does not know of its report.
type Options struct {
	At    time.Time // the moment whose state is told; zero: the audit's last change, or its creation
	Tool  string    // name and version of the program, may be empty
	Since *Earlier  // what to open with the changes since; nil for none
	// Now is the moment that no entry should be later than: one that is does not
	// move the report's date. Zero where nobody has looked at a clock.
	Now time.Time
	// NoAnnex leaves out of the formats for people what only somebody needs who
	// checks the report.
	NoAnnex bool
	// Below is the folder of the app in its git repository, with slashes; empty
	// where the app is at the top.
	Below string
	// Comma is what stands between the cells of CSV for a spreadsheet, 0 for plain
	// CSV.
	Comma rune
	// Faults is what is wrong with the record on disk, as verify finds it.
	Faults []error
}

// Report is all that a report says. Its texts are as they were entered.
type Report struct {
	Tool      string
	Below     string // the folder of the app in its git repository
	Comma     rune   // what stands between the cells of CSV for a spreadsheet, 0 for plain CSV
	At        time.Time
	Head      checklist.Head
	Gate      checklist.Gate // as of At
	State     State
	Summary   string // State in sentences, one a line
	Coverage  Coverage
	Policies  []Policy
	People    []event.Person // who entered, said or confirmed anything that counts, by name
	From, To  time.Time      // of the first and last event, zero where there is none
	Facts     []Fact
	Since     *Since                 // nil where nothing was asked for
	SignOffs  []SignOff              // oldest first
	Changes   []checklist.Difference // since the last sign-off
	Adoptions []Entry                // of other editions and rules than the audit began with, oldest first
	Disputes  []Entry                // the adoptions that are in conflict
	Outcomes  []event.Outcome        // what the platform decided, oldest first
	Submitted []Submitted            // what is handed in for reviews, oldest first
	Unneeded  []checklist.Repeat     // the entries of lists that no answer shows to be needed
	Unlisted  []checklist.Mention    // what answers name like an entry, and no list holds
	Archived  []Archived             // what was answered and has no clause any more
	Unplaced  []Entry                // about clauses and questions that the editions do not have
	Files     []File                 // the evidence that has a digest, by digest
	History   []Past                 // everything that was ever entered, oldest first
	Events    int
	Journal   string // digest of the events' ids and sums
	Standing  string // digest of the values that stand
	NoAnnex   bool   // see Options
	qualified bool   // there are several policies
	// known has everybody of the journal as People lists them, whatever a single entry says.
	known map[event.Person]event.Person
	// unique has the clauses that only one of several policies has a label for.
	unique map[event.Ref]bool
}

// Policy is one edition with the clauses that it asks.
type Policy struct {
	ID, Title, Source, Dated, Edition string
	Status                            string // what the guide says has become of the text
	Coverage                          Coverage
	Sections                          []Section
	Read                              Reading
}

// Reading is how a policy's text was read.
type Reading struct {
	Asked, Context int              // words of clauses, and of what is to be read alone
	Found          []string         // what a person should know of how well it was read, a sentence each
	Unasked        []policy.Unasked // what binds somebody in it and is not asked
	Remarks        []policy.Remark  // what a person should look at in the source
	Assessed       bool             // a person has changed how it is read
}

func readingOf(a *checklist.Audit, p *policy.Policy) Reading {
	m, words := checklist.HowRead(a, p.ID)
	return Reading{m.Asked, m.Words - m.Asked, words, m.Unasked, p.Remarks, p.AssessYAML != nil}
}

// clauses counts the clauses of a policy.
func (p Policy) clauses() int {
	n := 0
	for _, s := range p.Sections {
		n += len(s.Clauses)
	}
	return n
}

// withClauses returns the sections that ask something: the words before the first
// heading may be there to be read only.
func (p Policy) withClauses() []Section {
	return slices.DeleteFunc(slices.Clone(p.Sections), func(s Section) bool { return len(s.Clauses) == 0 })
}

// shortEdition returns as much of the edition as tells it from others.
func (p Policy) shortEdition() string { return p.Edition[:min(12, len(p.Edition))] }

// Section is a part of a policy.
type Section struct {
	Label, Title, Heading string
	Repeat, Entry         string // the list that it is asked for each of, and the entry that this one is for
	Clauses               []Clause
	Skipped               []policy.Skipped // the numbers that the source does not print
}

// Clause is one rule with all that the audit knows of it.
type Clause struct {
	checklist.Item
	Title     string                 // the guide's, or the clause's first words
	Words     string                 // the state in words, such as "met, unsupported" or "stale"
	Reasoned  Stamp                  // of Reason
	Overruled Stamp                  // of Overrule
	Limited   Stamp                  // of ValidUntil
	Parts     []Entry                // what was entered about the gap
	Disputed  []Entry                // the values that are in conflict
	Seen      []Excerpt              // of each piece of Evidence, see Show
	Notes     []string               // what will not convince a reader
	Changes   []checklist.Difference // since the last sign-off
}

// Coverage counts clauses.
type Coverage struct {
	checklist.Progress
	Acknowledged int // notices among those that are met and supported
}

// Met counts the clauses whose "met" stands and is supported. Notices, which
// are acknowledged, are not among them.
func (c Coverage) Met() int {
	return c.Verdicts[event.Met] - c.Unsupported - c.Acknowledged
}

// Stamp is whose something is, as claimed, and since when.
type Stamp event.Stamp

// Entry is one value that was entered.
type Entry struct {
	Stamp
	Field     event.Field
	Value     string          // in words
	Evidence  *event.Evidence // where the value is a piece of evidence
	Withdrawn bool            // taken back since
}

// Fact is a scope question with its answer.
type Fact struct {
	checklist.Fact
	Disputed []Entry // the answers, where they are in conflict
}

// File is a piece of evidence that is known by its digest.
type File struct {
	SHA256 string
	Size   int64 // 0 where it is not known
	Names  []string
	Refs   []event.Ref
}

func (c Clause) stateWords() string {
	if c.Has(checklist.OutOfScope) {
		return "out of scope"
	}
	return c.answerState()
}

// answerState is how the answer is, whether the clause is in scope or not.
func (c Clause) answerState() string {
	switch {
	case c.Has(checklist.Conflict):
		return "in conflict"
	case c.Has(checklist.Stale):
		return "stale"
	default:
		return c.VerdictWords()
	}
}

// InConflict tells whether the clause's values of a kind are in conflict.
func (c Clause) InConflict(kind event.Kind, subject string) bool {
	return slices.ContainsFunc(c.Disputed, func(e Entry) bool { return e.Field.Kind == kind && e.Field.Subject == subject })
}

// Name returns the clause's label, with its policy where several have it.
func (r Report) Name(ref event.Ref) string {
	if r.qualified && !r.unique[ref] || strings.Contains(ref.Policy, "@") { // Of an edition that was left.
		return ref.String()
	}
	return ref.Label
}

// eachClause does something to every clause as it stands in the report, in the policies'
// order.
func (r Report) eachClause(do func(*Clause)) {
	for _, p := range r.Policies {
		for _, s := range p.Sections {
			for n := range s.Clauses {
				do(&s.Clauses[n])
			}
		}
	}
}

// Clauses returns the clauses that the filter keeps, in the policies' order.
func (r Report) Clauses(keep func(Clause) bool) []Clause {
	var kept []*Clause
	r.eachClause(func(c *Clause) {
		if keep(*c) {
			kept = append(kept, c)
		}
	})
	all := make([]Clause, len(kept)) // A clause is large: it is copied once.
	for n, c := range kept {
		all[n] = *c
	}
	return all
}

// Gaps returns the clauses that are partly or not met, worst first.
func (r Report) Gaps() []Clause {
	gaps := r.Clauses(func(c Clause) bool { return c.IsGap() })
	slices.SortStableFunc(gaps, func(x, y Clause) int {
		return GapRank(x.Gap.Severity, x.Verdict) - GapRank(y.Gap.Severity, y.Verdict)
	})
	return gaps
}

// GapRank orders gaps by it, the worst first: by severity, one without any last, and
// what is not met before what is partly met.
func GapRank(severity string, v event.Verdict) int {
	n := slices.Index(policy.Severities(), severity)
	if n < 0 {
		n = len(policy.Severities())
	}
	if n *= 2; v == event.Partly {
		n++
	}
	return n
}

// Flagged returns the clauses in scope that carry the flag; those out of scope
// for OutOfScope.
func (r Report) Flagged(f checklist.Flag) []Clause {
	return r.Clauses(func(c Clause) bool {
		return c.Has(f) && (f == checklist.OutOfScope || !c.Has(checklist.OutOfScope))
	})
}

// Unanswered returns the clauses in scope that nobody has answered.
func (r Report) Unanswered() []Clause {
	return r.Clauses(func(c Clause) bool { return c.Words == string(event.Unanswered) })
}
