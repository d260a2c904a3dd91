package cli

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"strings"
	"unicode"
	"unicode/utf16"

	"github.com/charmbracelet/x/ansi"

	"clausewalk/reports"
)

// safe makes every text among the arguments fit for one line of a terminal:
// names, reasons and file names come from people and from files.
func safe(args []any) []any {
	clean := make([]any, len(args))
	for i, a := range args {
		switch a := a.(type) {
		case fmt.Stringer:
			clean[i] = reports.Line(a.String())
		case error:
			clean[i] = reports.Line(a.Error())
		default:
			clean[i] = a
			if v := reflect.ValueOf(a); v.Kind() == reflect.String {
				clean[i] = reports.Line(v.String())
			}
		}
	}
	return clean
}

// Printer writes what a command has to say.
type Printer struct {
	Out   *bufio.Writer // standard output; its first error is kept until the end
	Err   io.Writer
	Quiet bool // nothing but data and errors
}

// Printf writes data. What people and files supply is made fit for one line.
func (p *Printer) Printf(format string, args ...any) { fmt.Fprintf(p.Out, format, safe(args)...) }

// Tell writes what a person may want to read behind a command that worked.
func (p *Printer) Tell(format string, args ...any) {
	if !p.Quiet {
		p.Printf(format, args...)
	}
}

// Note warns on standard error of something that is no error.
func (p *Printer) Note(format string, args ...any) {
	fmt.Fprintf(p.Err, "note: "+format+"\n", safe(args)...)
}

// Block writes a text of several lines behind an indent.
func (p *Printer) Block(indent, text string) {
	for line := range strings.SplitSeq(strings.TrimRight(text, "\n"), "\n") {
		fmt.Fprintln(p.Out, strings.TrimRight(indent+reports.Visible(line), " "))
	}
}

// wrapWidth is how wide our own words are set.
const wrapWidth = 80

// Wrapped writes a text with its lines broken between words. The first line
// begins with head, the others stand below its end.
func (p *Printer) Wrapped(head, text string) {
	indent := strings.Repeat(" ", len(head))
	line := head
	for _, word := range strings.Fields(reports.Line(text)) {
		if len(line) > len(head) && ansi.StringWidth(line+" "+word) > wrapWidth {
			fmt.Fprintln(p.Out, line)
			line = indent
		}
		if len(line) > len(head) {
			line += " "
		}
		line += word
	}
	fmt.Fprintln(p.Out, line)
}

// Table collects rows of cells and writes them in columns.
type Table struct {
	out    io.Writer
	indent string
	rows   [][]string
}

// Table returns an empty table whose rows stand behind an indent.
func (p *Printer) Table(indent string) *Table { return &Table{out: p.Out, indent: indent} }

// Row adds a row.
func (t *Table) Row(cells ...any) {
	texts := make([]string, len(cells))
	for i, cell := range safe(cells) {
		texts[i] = fmt.Sprint(cell)
	}
	t.rows = append(t.rows, texts)
}

// Flush writes the rows.
func (t *Table) Flush() {
	var widths []int
	for _, row := range t.rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], ansi.StringWidth(cell))
		}
	}
	for _, row := range t.rows {
		line := t.indent
		for i, cell := range row {
			line += cell + strings.Repeat(" ", widths[i]-ansi.StringWidth(cell)+2)
		}
		fmt.Fprintln(t.out, strings.TrimRight(line, " "))
	}
}

// JSONFormat is the version of what --json prints.
const JSONFormat = 1

// JSON writes a value as indented JSON. Control characters beyond those that
// encoding/json escapes are escaped too: they would drive a terminal.
func (p *Printer) JSON(v any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return err
	}
	for _, r := range b.String() {
		if r == '\n' || !unicode.IsControl(r) && !unicode.Is(unicode.Cf, r) {
			p.Out.WriteRune(r)
			continue
		}
		for _, unit := range utf16.AppendRune(nil, r) {
			fmt.Fprintf(p.Out, `\u%04x`, unit)
		}
	}
	return nil
}
