package answers

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"clausewalk/policy/pattern"
	"clausewalk/reports"
)

// People write words behind the colon of an answer file, and YAML gives some
// marks in them a meaning: " #" begins a comment, ": " a name, "[" a list. This
// file reads such words as they were typed. Where somebody may have meant the
// mark as YAML has it, that is a problem which says how to quote the words.

// wordy are the names whose values are words of a person.
var wordy = []string{"reason", "owner", "fix", "in-scope", "out-of-scope", "explanation", "updated_by"}

// named are the names that a clause or an attestation has.
var named = append([]string{"verdict", "valid-until", "severity", "due", "evidence", "control_id", "frequency", "status", "updated"}, wordy...)

var (
	nameLine    = pattern.New(`^( *(?:- +)*)(?:"([^"]*)"|'([^']*)'|([^\s"'#\[\]{}:]+))[ ]*:(?:([ \t]+)(.*))?$`)
	itemLine    = pattern.New(`^( *-)([ \t]+)(.*)$`)
	blockHeader = pattern.New(`^[|>](?:[+-]?[1-9]?|[1-9][+-])[ \t]*(?:#.*)?$`)
	comment     = pattern.New(`(?:^|[ \t])#(?:[ \t]|$)`)
	nothing     = pattern.New(`^(?:~|null|Null|NULL)?$`)
)

// typist goes through the lines of an answer file.
type typist struct {
	lines    []string
	problems Problems
	evidence int // how deep the name stands whose list of evidence goes on, -1 for none
}

// typed returns the file with each value that is a person's words quoted, so
// that YAML reads them as they stand, on the lines where they stood.
func typed(source string) (string, Problems) {
	t := &typist{lines: strings.Split(source, "\n"), evidence: -1}
	for n := 0; n < len(t.lines); {
		n = t.line(n)
	}
	return strings.Join(t.lines, "\n"), t.problems
}

func (t *typist) wrong(line, column int, format string, args ...any) {
	t.problems = append(t.problems, Problem{Line: line + 1, Column: column + 1, Msg: fmt.Sprintf(format, args...)})
}

// line goes on to the next line that is no part of what begins in this one.
func (t *typist) line(n int) int {
	line := t.lines[n]
	words := strings.TrimLeft(line, " \t")
	depth := len(line) - len(words)
	switch {
	case words == "" || words[0] == '#':
		return n + 1
	case strings.Contains(line[:depth], "\t"):
		t.wrong(n, strings.Index(line, "\t"), "a tab indents this line, and YAML takes spaces alone: put spaces there")
		return n + 1
	}
	if depth < t.evidence || depth == t.evidence && words[0] != '-' {
		t.evidence = -1
	}
	if m := itemLine.FindStringSubmatch(line); m != nil && t.evidence >= 0 {
		return t.words(n, len(m[1])-1, len(m[1])+len(m[2]), "- ")
	}
	m := nameLine.FindStringSubmatch(line)
	if m == nil {
		return t.flow(n, depth)
	}
	name, at := m[2]+m[3]+m[4], len(line)-len(m[6])
	switch {
	case slices.Contains(wordy, name):
		return t.words(n, len(m[1]), at, name+": ")
	case name == "evidence" && m[6] == "":
		t.evidence = depth
	case name == "evidence" && !strings.HasPrefix(m[6], "["):
		return t.words(n, len(m[1]), at, name+": ")
	case blockHeader.MatchString(m[6]):
		return t.region(n, len(m[1]))
	}
	return t.flow(n, at)
}

// region returns the line at which what stands deeper than a name ends.
func (t *typist) region(n, depth int) int {
	end := n + 1
	for i := n + 1; i < len(t.lines); i++ {
		words := strings.TrimLeft(t.lines[i], " \t")
		switch {
		case words == "":
			continue
		case len(t.lines[i])-len(words) <= depth:
			return end
		}
		end = i + 1
	}
	return end
}

// flow passes over a list or a mapping in brackets, which may go on over lines.
func (t *typist) flow(n, at int) int {
	open, quote := 0, byte(0)
	for i := n; i < len(t.lines); i, at = i+1, 0 {
		line := t.lines[i]
		for c := at; c < len(line); c++ {
			b := line[c]
			switch {
			case quote == '"' && b == '\\':
				c++
			case quote != 0:
				if b == quote {
					quote = 0
				}
			case open == 0 && b != '[' && b != '{':
				return n + 1
			case b == '"' || b == '\'':
				if strings.ContainsAny(before(line, c), " ,[{:") {
					quote = b
				}
			case b == '[' || b == '{':
				open++
			case b == ']' || b == '}':
				if open--; open == 0 {
					return i + 1
				}
			case b == '#' && strings.ContainsAny(before(line, c), " \t"):
				t.wrong(i, c, `a # behind a space begins a comment, and what follows would be lost: put the words in quotes, or the comment on a line of its own`)
				c = len(line)
			}
		}
	}
	return n + 1
}

// before returns the character before a place, a space at the beginning.
func before(line string, at int) string {
	if at == 0 {
		return " "
	}
	return line[at-1 : at]
}

// words quotes the words that begin at a place of a line and go on over those
// that stand deeper than the name.
func (t *typist) words(n, depth, at int, name string) int {
	end := t.region(n, depth)
	first := strings.TrimRight(t.lines[n][at:], " \t")
	rest := t.lines[n+1 : end]
	switch {
	case blockHeader.MatchString(first):
		return end
	case first == "" && (len(rest) == 0 || strings.ContainsAny(strings.TrimLeft(strings.Join(rest, "\n"), " \t\n")[:1], `"'|>[{#-`)):
		return n + 1 // Nothing, or what YAML reads as it is meant.
	case len(rest) == 0 && nothing.MatchString(first), whole(first):
		return end
	case first != "" && strings.ContainsAny(first[:1], `"'`) && t.quoted(n, at, first, rest, name):
		return end
	}
	said := folded(first, rest)
	for i := n; i < end; i++ {
		line, from := t.lines[i], 0
		if i == n {
			from = at
		} else if m := nameLine.FindStringSubmatch(line); m != nil && slices.Contains(named, m[2]+m[3]+m[4]) {
			t.wrong(i, len(m[1]), "this line stands deeper than %q above it and would be a part of its words: begin both at one column, or put the words in quotes", strings.TrimRight(name, ": "))
		}
		if m := comment.FindStringIndex(line[from:]); m != nil {
			t.wrong(i, from+m[1]-len(strings.TrimLeft(line[from+m[0]:from+m[1]], " \t")),
				"a # before a space begins a comment, and what follows would be lost: take it out, or put the words in quotes: %s%s", name, sample(said))
		}
		if i > n {
			t.lines[i] = ""
		}
	}
	head := t.lines[n][:at]
	if strings.TrimRight(head, " \t") == head && head != "" {
		head += " " // The words began on the next line.
	}
	t.lines[n] = strings.ReplaceAll(head, "\t", " ") + doubled(said)
	return end
}

// quoted tells whether words that begin with a quote are left to YAML: one that
// closes them at their end, or none that is closed, which is a problem.
func (t *typist) quoted(n, at int, first string, rest []string, name string) bool {
	all := strings.Join(append([]string{first}, rest...), "\n")
	quote := all[0]
	for i := 1; i < len(all); i++ {
		switch {
		case quote == '"' && all[i] == '\\':
			i++
		case all[i] != quote:
		case quote == '\'' && i+1 < len(all) && all[i+1] == quote:
			i++
		default:
			after := strings.TrimSpace(all[i+1:])
			return after == "" || after[0] == '#'
		}
	}
	t.wrong(n, at, "the quote that begins here is not closed: close it, or put all the words in quotes: %s%s", name, sample(folded(first, rest)))
	return false
}

// whole tells whether a text is a list or a mapping in brackets, which YAML
// reads and which is no text.
func whole(s string) bool {
	return s != "" && (s[0] == '[' && strings.HasSuffix(s, "]") && !strings.Contains(s[1:len(s)-1], "]") ||
		s[0] == '{' && strings.HasSuffix(s, "}") && !strings.Contains(s[1:len(s)-1], "}"))
}

// folded joins lines as YAML does: a break is a space, and an empty line a break.
func folded(first string, rest []string) string {
	said, breaks := first, 0
	for _, line := range rest {
		line = strings.Trim(line, " \t")
		switch {
		case line == "":
			breaks++
			continue
		case breaks > 0:
			said += strings.Repeat("\n", breaks)
		case said != "":
			said += " "
		}
		said, breaks = said+line, 0
	}
	return said
}

// sampled is how much of the words an error repeats, in characters.
const sampled = 60

// sample writes the words in quotes, as they should stand in the file.
func sample(said string) string {
	if utf8.RuneCountInString(said) > sampled {
		said = string([]rune(said)[:sampled]) + "…"
	}
	return "'" + strings.ReplaceAll(reports.Line(said), "'", "''") + "'"
}

// doubled writes words in quotes on one line.
func doubled(said string) string {
	quoted := reports.YAML(said)
	if !strings.HasPrefix(quoted, `"`) {
		quoted = `"` + quoted + `"`
	}
	return quoted
}
