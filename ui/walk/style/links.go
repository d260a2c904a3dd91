package style

import (
	"fmt"
	"hash/crc32"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"

	"clausewalk/policy/pattern"
)

// A link stands in a line as colours do, as a sequence that takes no room: the
// bytes of its address in numbers, and an end. It outlives wrapping and cutting,
// and Linked makes of it what a terminal knows. A terminal that saw it would show
// nothing.
const linkEnd = "\x1b[1001m"

var linkBegin = pattern.New(`\x1b\[1000((?:;\d+)+)m`)

// longestLink is how long an address is at most that a terminal is given, in
// bytes: some take no more.
const longestLink = 1500

// Link returns words that lead to an address, and the words alone where there is
// none or it is none that a terminal can be given: of visible ASCII alone.
func Link(address, words string) string {
	if address == "" || words == "" || len(address) > longestLink {
		return words
	}
	var b strings.Builder
	b.WriteString("\x1b[1000")
	for n := range len(address) {
		if address[n] <= ' ' || address[n] > '~' {
			return words
		}
		b.WriteString(";" + strconv.Itoa(int(address[n])))
	}
	return b.String() + "m" + words + linkEnd
}

// FileAddress returns the address of a file by its absolute path, with all that
// an address does not hold escaped.
func FileAddress(path string) string {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // A drive of Windows.
	}
	return (&url.URL{Scheme: "file", Path: path}).String()
}

// Address returns the address of what may be opened: of a link as it is, and of
// a file by its path. It is empty where nothing may, by the error.
func Address(target string, err error) string {
	switch {
	case err != nil:
		return ""
	case strings.HasPrefix(target, "https://"), strings.HasPrefix(target, "http://"):
		return target
	}
	return FileAddress(target)
}

// address finds addresses in words, without what ends a sentence behind them.
var address = pattern.New(`https?://[!-~]*[!-~]`)

// LinkAll returns words in which each http and https address leads there. One
// that goes on in other letters than an address has is left alone: it would lead
// elsewhere than it says.
func LinkAll(words string) string {
	if !strings.Contains(words, "://") {
		return words
	}
	var b strings.Builder
	from := 0
	for _, at := range address.FindAllStringIndex(words, -1) {
		found := strings.TrimRight(words[at[0]:at[1]], `.,;:!?'")]}>`)
		end := at[0] + len(found)
		if rest := words[at[1]:]; end == at[1] && rest != "" && rest[0] >= 0x80 {
			continue
		}
		if u, err := url.Parse(found); err != nil || u.Host == "" || u.User != nil {
			continue
		}
		b.WriteString(words[from:at[0]] + Link(found, found))
		from = end
	}
	return b.String() + words[from:]
}

// carried makes each of several lines whole that a text with links was wrapped
// to: a link that goes on in the next line ends in the one and begins in the
// other.
func carried(lines []string) []string {
	open := ""
	for n, line := range lines {
		if open == "" && !strings.Contains(line, "\x1b[100") {
			continue
		}
		text := strings.TrimLeft(line, " ")
		line = line[:len(line)-len(text)] + open + text
		if open = unended(line); open != "" {
			line += linkEnd
		}
		lines[n] = line
	}
	return lines
}

// unended returns the beginning of a link that has no end in a line, empty where
// there is none.
func unended(line string) string {
	at := linkBegin.FindAllStringIndex(line, -1)
	if len(at) == 0 || strings.LastIndex(line, linkEnd) > at[len(at)-1][0] {
		return ""
	}
	last := at[len(at)-1]
	return line[last[0]:last[1]]
}

// Linked returns a line as a terminal is to get it: with links where it knows
// them (OSC 8), and without where it does not. Parts of one link on several lines
// are one.
func Linked(line string, known bool) string {
	if !strings.Contains(line, "\x1b[100") {
		return line
	}
	if unended(line) != "" {
		line += linkEnd
	}
	end := ""
	if known {
		end = "\x1b]8;;\x1b\\"
	}
	line = linkBegin.ReplaceAllStringFunc(line, func(mark string) string {
		if !known {
			return ""
		}
		var to []byte
		for number := range strings.SplitSeq(linkBegin.FindStringSubmatch(mark)[1][1:], ";") {
			b, err := strconv.Atoi(number)
			if err != nil || b <= ' ' || b > '~' {
				return ""
			}
			to = append(to, byte(b))
		}
		return fmt.Sprintf("\x1b]8;id=%x;%s\x1b\\", crc32.ChecksumIEEE(to), to)
	})
	return strings.ReplaceAll(line, linkEnd, end)
}
