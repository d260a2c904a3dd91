package answers

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf16"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/reports"
)

// cellVerdict returns what a sheet has in the cell of the verdict.
func cellVerdict(i checklist.Item) string {
	if i.Verdict == event.Unanswered {
		return ""
	}
	return i.Verdict.String()
}

// cellEvidence returns the evidence of a clause, a piece a line.
func cellEvidence(i checklist.Item) string {
	var lines []string
	for _, e := range i.Evidence {
		lines = append(lines, reports.Line(Spec(e)))
	}
	return strings.Join(lines, "\n")
}

// cellText returns the text that belongs into a cell.
func cellText(a *checklist.Audit, i checklist.Item, column string) string {
	switch column {
	case colReason:
		return i.Reason
	case colUntil:
		return i.ValidUntil
	case colSeverity:
		return i.Gap.Severity
	}
	var value string
	raw := standing(a, event.SetGap(i.Ref, event.GapPart(column), "").Field)
	_ = json.Unmarshal(raw, &value) // What is not set is empty.
	return value
}

// maxCell is how much a cell of a workbook holds, in units of UTF-16.
const maxCell = 32_767

const cutWords = "… (this cell has no room for the rest: %d more characters)"

// held returns a text as a cell of a workbook holds it: visible, without what
// XML cannot have, and as far as there is room. The cell says that there is more.
func held(s string) string {
	s = noncharacters.Replace(reports.Visible(s))
	if len(s) <= maxCell || len(utf16.Encode([]rune(s))) <= maxCell {
		return s
	}
	const room = maxCell - 100
	var b strings.Builder
	units, runes := 0, []rune(s)
	for n, r := range runes {
		if units += utf16.RuneLen(r); units > room {
			fmt.Fprintf(&b, cutWords, len(runes)-n)
			break
		}
		b.WriteRune(r)
	}
	return b.String()
}

var noncharacters = strings.NewReplacer("\uFFFE", "⟨U+FFFE⟩", "\uFFFF", "⟨U+FFFF⟩")

// isCut tells whether a cell has the beginning of a text alone.
func isCut(cell string) bool {
	start, _, _ := strings.Cut(cutWords, "%d")
	return len(cell) > maxCell/2 && strings.Contains(cell, start)
}
