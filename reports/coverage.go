package reports

import (
	"strings"

	"clausewalk/checklist/event"
)

// inScope is the row that sums up those before it.
const inScope = "in-scope"

// coverageRows are the counts of every format. A clause's code is that of the
// one row before inScope, or of the row behind it, that counts the clause.
var coverageRows = []struct {
	code, name string
	of         func(Coverage) int
}{
	{"met", "Met", Coverage.Met},
	{"acknowledged", "Acknowledged (notices)", func(c Coverage) int { return c.Acknowledged }},
	{unsupportedCode, "Met, unsupported", func(c Coverage) int { return c.Unsupported }},
	{"partly", "Partly", verdicts(event.Partly)},
	{"not-met", "Not met", verdicts(event.NotMet)},
	{"not-applicable", "Not applicable", verdicts(event.NotApplicable)},
	{"cannot-tell", "Cannot tell", verdicts(event.CannotTell)},
	{"stale", "Stale", func(c Coverage) int { return c.Stale }},
	{"in-conflict", "In conflict", func(c Coverage) int { return c.Conflict }},
	{"unanswered", "Unanswered", verdicts(event.Unanswered)},
	{inScope, "In scope", func(c Coverage) int { return c.Clauses }},
	{"out-of-scope", "Out of scope", func(c Coverage) int { return c.OutOfScope }},
}

const unsupportedCode = "met-unsupported"

func verdicts(v event.Verdict) func(Coverage) int {
	return func(c Coverage) int { return c.Verdicts[v] }
}

// Code returns the clause's state as a word for programs. Only "met" and
// "acknowledged" say that an answer stands and is supported.
func (c Clause) Code() string {
	if strings.HasSuffix(c.Words, ", unsupported") {
		return unsupportedCode
	}
	return strings.ReplaceAll(c.Words, " ", "-")
}
