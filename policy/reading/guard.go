package reading

import (
	"bytes"
	"fmt"

	"clausewalk/policy"
	"clausewalk/policy/pattern"
)

// What no policy needs, and what would keep a Markdown parser busy for hours.
const (
	maxLine    = 1 << 20 // bytes
	maxNesting = 100     // lists and quotations in one another
	maxMarks   = 5000    // signs of markup in one paragraph; a bracket counts twice
)

var (
	nesting = pattern.New(`^(?:[ \t]*(?:>|[-*+][ \t]|\d{1,9}[.)][ \t]))+`)
	starts  = pattern.New(`^[ \t]*(?:$|[-*+][ \t]|#|\d{1,9}[.)][ \t])`)
)

// checkMarkup refuses texts that are built to be slow to read. First is the
// number of the body's first line.
func checkMarkup(file string, body []byte, first int) error {
	marks, n := 0, first
	for line := range bytes.Lines(body) {
		line = bytes.TrimRight(line, "\n")
		refuse := func(format string, args ...any) error {
			return &policy.PositionError{File: file, Line: n, Column: 1, Msg: fmt.Sprintf(format, args...)}
		}
		if len(line) > maxLine {
			return refuse("a line of %d bytes, and the limit is %d", len(line), maxLine)
		}
		if open := nesting.Find(line[:min(len(line), 4*maxNesting)]); open != nil {
			depth := bytes.Count(open, []byte{'>'})
			for _, c := range open {
				if c == '-' || c == '*' || c == '+' || c == '.' || c == ')' {
					depth++
				}
			}
			if indent := len(line) - len(bytes.TrimLeft(line, " \t")); depth > maxNesting || indent > 2*maxNesting {
				return refuse("lists or quotations nest deeper than %d", maxNesting)
			}
		}
		if starts.Match(line) {
			marks = 0
		}
		for _, c := range line {
			switch c {
			case '[':
				marks += 2
			case '*', '_', '`', '<', '&', '\\':
				marks++
			}
		}
		if marks > maxMarks {
			return refuse("more than %d markup characters in one paragraph", maxMarks)
		}
		n++
	}
	return nil
}
