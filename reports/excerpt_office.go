package reports

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"strings"
)

// officeMembers are the files within an office file that have its words.
var officeMembers = []string{"word/document.xml", "content.xml", "xl/sharedStrings.xml", "ppt/slides/slide1.xml"}

// maxOffice is how many bytes of such a member are read, and how deep it nests.
const (
	maxOffice     = 1 << 20
	maxOfficeDeep = 100
)

// officeWords returns the first words of an office file, empty where it is none.
func officeWords(data []byte) string {
	if !bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		return ""
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return ""
	}
	for _, name := range officeMembers {
		f, err := z.Open(name)
		if err != nil {
			continue
		}
		words := xmlWords(io.LimitReader(f, maxOffice))
		_ = f.Close() // It was read as far as it could be.
		return words
	}
	return ""
}

// xmlWords returns the words of a document, a line for each paragraph, as far as
// it can be read.
func xmlWords(r io.Reader) string {
	var b strings.Builder
	d := xml.NewDecoder(r)
	for deep := 0; deep < maxOfficeDeep; {
		t, err := d.Token()
		if err != nil {
			break
		}
		switch t := t.(type) {
		case xml.StartElement:
			deep++
		case xml.CharData:
			b.Write(t)
		case xml.EndElement:
			deep--
			switch t.Name.Local {
			case "p", "h", "si":
				b.WriteByte('\n')
			}
		}
	}
	var lines []string
	for line := range strings.Lines(b.String()) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}
