package ui

import (
	"io"
	"strings"
)

// ReadLine reads up to the end of a line and not a byte further: what follows may
// belong to somebody else, such as the walk that is opened next. It returns what
// it has read with the error that ended it.
func ReadLine(r io.Reader) (string, error) {
	var line []byte
	for b := make([]byte, 1); ; {
		n, err := r.Read(b)
		if n == 1 && b[0] == '\n' {
			return strings.ToValidUTF8(string(line), "\uFFFD"), nil
		}
		line = append(line, b[:n]...)
		if err != nil {
			return strings.ToValidUTF8(string(line), "\uFFFD"), err
		}
	}
}
