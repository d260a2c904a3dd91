package event

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// inValue is the depth of an event's value in its line.
const inValue = 1

// ambiguity says what in JSON its readers understand differently: bytes that are not
// UTF-8, and members that occur twice or in another letter case. Depth is how deep in
// its line the JSON is nested. It returns nil for text that is not JSON.
func ambiguity(line []byte, depth int) error {
	if !utf8.Valid(line) {
		return errors.New("it has bytes that are not UTF-8")
	}
	var names []string // the members so far of all open objects, the outermost first
	var begin []int    // for each open object, the index of its first name
	for n := 0; n < len(line); n++ {
		switch line[n] {
		case '{', '[':
			begin = append(begin, len(names))
		case '}', ']':
			if len(begin) == 0 {
				return nil // Decoding it says that it is not JSON.
			}
			names, begin = names[:begin[len(begin)-1]], begin[:len(begin)-1]
		case '"':
			from := n
			for n++; n < len(line) && line[n] != '"'; n++ {
				if line[n] == '\\' {
					n++
				}
			}
			if n >= len(line) || len(begin) == 0 || !bytes.HasPrefix(bytes.TrimLeft(line[n+1:], " \t\r\n"), []byte(":")) {
				continue
			}
			name := string(line[from+1 : n])
			if strings.ContainsRune(name, '\\') && json.Unmarshal(line[from:n+1], &name) != nil {
				return nil
			}
			switch {
			case slices.ContainsFunc(names[begin[len(begin)-1]:], func(other string) bool { return strings.EqualFold(name, other) }):
				return fmt.Errorf("its member %q occurs twice", name)
			case len(begin)+depth == 1 && name != strings.ToLower(name):
				return fmt.Errorf("its member %q is not in lower case", name)
			}
			names = append(names, name)
		}
	}
	return nil
}
