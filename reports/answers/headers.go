package answers

import (
	"slices"
	"strings"
)

// The columns of a table. Those that are input say something about a clause.
const (
	colLabel    = "label"
	colPolicy   = "policy"
	colVerdict  = "verdict"
	colReason   = "reason"
	colEvidence = "evidence"
	colSeverity = "severity"
	colFix      = "fix"
	colOwner    = "owner"
	colDue      = "due"
	colUntil    = "valid-until"
	colBy       = "by"   // who gave the answer
	colDate     = "date" // and when
	colTerm     = "term" // for how long
)

// column is what a table may say, under the names that people have for it.
// docs/imports.md has the same table.
type column struct {
	name  string
	other []string
}

// columns are those that are input, in the order in which we write them.
var columns = []column{
	{colLabel, []string{"clause", "clause id", "id", "control", "control id", "control number", "requirement", "requirement id", "req id", "rule", "rule id",
		"criterion", "criterion id", "question id", "item", "vuln id", "ref", "reference", "number", "no", "nr", "#"}},
	{colPolicy, []string{"policy id", "framework", "standard"}},
	{colVerdict, []string{"status", "result", "answer", "compliance", "compliance status", "conformance level", "assessment", "assessment result", "outcome"}},
	{colReason, []string{"explanation", "justification", "rationale", "finding", "findings", "finding details", "remarks and explanations", "why"}},
	{colEvidence, []string{"evidences", "proof", "artifact", "artifacts", "supporting evidence", "evidence link", "evidence url"}},
	{colSeverity, []string{"gap severity"}},
	{colFix, []string{"remediation", "remediation plan", "corrective action", "action", "action plan", "mitigation"}},
	{colOwner, []string{"assignee", "assigned to", "responsible", "responsible party", "action owner"}},
	{colDue, []string{"due date", "due on", "deadline", "target date", "planned completion date", "by when"}},
	{colUntil, []string{"valid to", "expires", "expires on", "expiry", "expiry date", "expiration date"}},
	{colBy, []string{"answered by", "author", "assessor", "assessed by", "attested by", "updated by", "reviewer", "reviewed by"}},
	{colDate, []string{"answered at", "answered on", "assessed on", "assessment date", "attested on", "attestation date", "updated", "updated at", "reviewed on", "review date"}},
	{colTerm, []string{"frequency", "review frequency", "valid for"}},
}

// forReading are columns that we write and that are no input.
var forReading = []string{
	"app", "release", "audit", "edition", "title", "kind", "state", "flags", "in conflict", "scope", "text", "valid", "description", "link",
	"question", "what to bring", "confirmed by", "confirmed at", "entered by", "entered at", problemColumn,
}

// problemColumn tells in a file of what could not be placed why it was not.
const problemColumn = "not placed because"

// header returns what a column is by its heading: the name of one that is
// input, one of those for reading, or neither.
func header(heading string) (input, reading string) {
	name := strings.Join(strings.FieldsFunc(strings.ToLower(tidy(heading)), func(r rune) bool { return r == ' ' || r == '_' || r == '-' || r == '\n' || r == '\t' }), " ")
	name = strings.TrimRight(name, ":*? ")
	for _, c := range columns {
		if name == strings.ReplaceAll(c.name, "-", " ") || slices.Contains(c.other, name) {
			return c.name, ""
		}
	}
	if slices.Contains(forReading, name) {
		return "", name
	}
	return "", ""
}

// tidier makes plain what word processors and spreadsheets put for a space, a
// quote or a hyphen.
var tidier = strings.NewReplacer("\u00a0", " ", "\u202f", " ", "\u2007", " ", "\u200b", "", "\uFEFF", "", "“", `"`, "”", `"`, "„", `"`, "‘", "'", "’", "'",
	"‐", "-", "‑", "-", "–", "-", "—", "-")

// tidy returns a word that is one of a list, a label or a day, without what
// surrounds it. What a person wrote in words of their own stays as it is.
func tidy(s string) string {
	s = strings.TrimSpace(tidier.Replace(s))
	if len(s) > 1 && (s[0] == '"' || s[0] == '\'') && s[len(s)-1] == s[0] {
		s = strings.TrimSpace(s[1 : len(s)-1])
	}
	return s
}
