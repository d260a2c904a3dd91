package reading

import (
	"bytes"
	"fmt"

	"clausewalk/policy/pattern"
)

var xmlRoot = pattern.New(`(?s)^(?:\x{feff}|\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>]*>)*<([A-Za-z][\w:.-]*)`)

// foreignFormat names the format of a file that cannot be read, and says what to do
// about it. It is empty for any other file.
func foreignFormat(name string, source []byte) string {
	start := bytes.TrimLeft(source[:min(len(source), 64)], "\uFEFF \t\r\n")
	switch {
	case bytes.HasPrefix(start, []byte(`{\rtf`)):
		return "it is an RTF file: save it as text or HTML"
	case bytes.HasPrefix(start, []byte("%PDF-")):
		return "it is a PDF: pdftotext -layout FILE.pdf gives its text"
	case bytes.HasPrefix(start, []byte("PK\x03\x04")) && hasEnding(name, ".docx", ".odt"):
		return "it is a word processor's file: pandoc FILE -t html -o FILE.html gives its text"
	case bytes.HasPrefix(start, []byte("PK\x03\x04")):
		return "it is an archive: extract the policy's text from it"
	case bytes.HasPrefix(start, []byte("\xd0\xcf\x11\xe0")):
		return "it is a file of an old Office: save it as text or HTML"
	case bytes.HasPrefix(start, []byte("MIME-Version:")), hasEnding(name, ".mht", ".mhtml", ".eml"):
		return "it is a mail, or a page with its pictures: save the page as HTML only, or the text of the mail"
	case hasEnding(name, ".toml", ".ini", ".cfg", ".conf", ".properties", ".env"):
		return "it holds settings and no text: save the policy as text, Markdown or HTML"
	case hasEnding(name, ".adoc", ".asciidoc", ".org", ".textile", ".tex"):
		return "its markup is not Markdown: save the page that is made of it as HTML, or convert it with pandoc -t markdown"
	case bytes.HasPrefix(start, []byte("<?xml")) && !pageStart.Match(source), hasEnding(name, ".xml"):
		if m := xmlRoot.FindSubmatch(source); m != nil {
			return fmt.Sprintf("it is XML, <%s>: save the policy as text, Markdown or HTML; for an OSCAL catalog use the JSON", m[1])
		}
		return "it is XML: save the policy as text, Markdown or HTML"
	}
	return ""
}
