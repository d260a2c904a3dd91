package command

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"time"
	"unicode"
	"unicode/utf16"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"clausewalk/checklist"
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

// printf writes data.
func (c *cli) printf(format string, args ...any) { fmt.Fprintf(c.out, format, safe(args)...) }

// tell writes what a person may want to read behind a command that worked.
func (c *cli) tell(format string, args ...any) {
	if !c.quiet {
		c.printf(format, args...)
	}
}

// note warns on standard error of something that is no error.
func (c *cli) note(format string, args ...any) {
	fmt.Fprintf(c.Stderr, "note: "+format+"\n", safe(args)...)
}

// block writes a text of several lines behind an indent.
func (c *cli) block(indent, text string) {
	for line := range strings.SplitSeq(strings.TrimRight(text, "\n"), "\n") {
		fmt.Fprintln(c.out, strings.TrimRight(indent+reports.Visible(line), " "))
	}
}

// wrapWidth is how wide our own words are set.
const wrapWidth = 80

// wrapped writes a text with its lines broken between words. The first line
// begins with head, the others stand below its end.
func (c *cli) wrapped(head, text string) {
	indent := strings.Repeat(" ", len(head))
	line := head
	for _, word := range strings.Fields(reports.Line(text)) {
		if len(line) > len(head) && ansi.StringWidth(line+" "+word) > wrapWidth {
			fmt.Fprintln(c.out, line)
			line = indent
		}
		if len(line) > len(head) {
			line += " "
		}
		line += word
	}
	fmt.Fprintln(c.out, line)
}

// table collects rows of cells and writes them in columns.
type table struct {
	c      *cli
	indent string
	rows   [][]string
}

func (c *cli) table(indent string) *table { return &table{c: c, indent: indent} }

func (t *table) row(cells ...any) {
	texts := make([]string, len(cells))
	for i, cell := range safe(cells) {
		texts[i] = fmt.Sprint(cell)
	}
	t.rows = append(t.rows, texts)
}

func (t *table) flush() {
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
		fmt.Fprintln(t.c.out, strings.TrimRight(line, " "))
	}
}

// jsonFormat is the version of what --json prints.
const jsonFormat = 1

// withJSON gives a command the flag --json.
func withJSON(cmd *cobra.Command) *cobra.Command {
	cmd.Flags().Bool("json", false, "print JSON for programs")
	return cmd
}

func asJSON(cmd *cobra.Command) bool {
	is, err := cmd.Flags().GetBool("json")
	return err == nil && is
}

// json writes a value as indented JSON. Control characters beyond those that
// encoding/json escapes are escaped too: they would drive a terminal.
func (c *cli) json(v any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return err
	}
	for _, r := range b.String() {
		if r == '\n' || !unicode.IsControl(r) && !unicode.Is(unicode.Cf, r) {
			c.out.WriteRune(r)
			continue
		}
		for _, unit := range utf16.AppendRune(nil, r) {
			fmt.Fprintf(c.out, `\u%04x`, unit)
		}
	}
	return nil
}

// saved says when a step was saved, or that there was nothing to save.
func saved(step []checklist.Event) string {
	if len(step) == 0 {
		return "nothing changed"
	}
	return "saved " + step[len(step)-1].Time.Local().Format(time.TimeOnly)
}

// when writes a moment for people, by their own clock.
func when(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Local().Format("2006-01-02 15:04")
}

// stamp writes a moment for programs.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
