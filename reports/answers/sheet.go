// Package answers writes the answers of an audit into a file to edit by hand,
// reads it back, and reads the answers that other programs write. It tells what
// an import would change; the change itself goes through checklist.Record.
package answers

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
)

// Format is the version of the answer file.
const Format = 1

// Sheet is what a file says about an audit.
type Sheet struct {
	Audit    string         // the audit that the file was written from, empty for none
	Ends     []string       // the ends of what the file knows, see checklist.Audit.Ends
	Seen     map[string]int // in older files instead: of each writer, the number of the last event
	Lines    []Line
	Evidence []Pieces
	Unplaced []Problem // what the file says and no clause can take
	Notes    []Problem // what a reader should know of how the file was read
	Placed   int       // how many clauses and facts it says anything of, or names
	left     []entry   // the lines of a table that are among Unplaced
}

// Line is the value that a file gives to a field, and where it stands.
type Line struct {
	event.Change
	At Problem
}

// Pieces is all the evidence that a file lists for a clause.
type Pieces struct {
	Ref   event.Ref
	Specs []string // as Spec writes them
}

// Problem is something wrong at one place of a file.
type Problem struct {
	Line, Column int
	Cell         string // the cell of a workbook instead: Sheet!B3
	Msg          string
}

// Place returns where it is: the cell, or line and column.
func (p Problem) Place() string {
	if p.Cell != "" {
		return p.Cell
	}
	return fmt.Sprintf("%d:%d", p.Line, p.Column)
}

// Problems is all that is wrong with a file.
type Problems []Problem

// Error tells every problem.
func (p Problems) Error() string {
	var said []string
	for _, one := range p {
		said = append(said, one.Place()+": "+one.Msg)
	}
	return strings.Join(said, "; ")
}

// Spec writes a piece of evidence as a person would give it.
func Spec(e event.Evidence) string { return string(e.Kind) + ":" + e.Target() }

// gapParts are the parts of a gap in the order in which a file lists them.
var gapParts = []event.GapPart{event.GapSeverity, event.GapOwner, event.GapDue, event.GapFix}

// encoded returns a value as an event holds it, nil for one that is not set.
func encoded(v any) json.RawMessage {
	raw, err := json.Marshal(v)
	if err != nil {
		return nil // The values of changes can all be encoded.
	}
	return set(raw)
}

func set(raw json.RawMessage) json.RawMessage {
	switch string(raw) {
	case `""`, "null", `"` + string(event.Unanswered) + `"`:
		return nil
	}
	return raw
}

// standing returns the value of a field that is the newest, nil for none.
func standing(a *checklist.Audit, f event.Field) json.RawMessage {
	heads := a.Values(f)
	if len(heads) == 0 {
		return nil
	}
	return set(heads[len(heads)-1].Value)
}

func same(a, b json.RawMessage) bool {
	var x, y any
	if len(a) == 0 || len(b) == 0 {
		return len(a) == len(b)
	}
	return json.Unmarshal(a, &x) == nil && json.Unmarshal(b, &y) == nil && reflect.DeepEqual(x, y)
}
