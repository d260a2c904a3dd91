package event

import (
	"encoding/json"
	"errors"
)

// KindUndo is the kind of an event that withdraws others, those in its Over; it
// has no value.
const KindUndo Kind = "undo"

var undoSpec = Spec{
	Kind: KindUndo, About: TheAudit, Asks: true,
	values: nothing{},
}

// Undo is the value of an undo: none. The event's Over says what it withdraws.
type Undo struct{}

// InWords returns nothing.
func (Undo) InWords() string { return "" }

// Texts returns nothing.
func (Undo) Texts() []Text { return nil }

// Empty returns true.
func (Undo) Empty() bool { return true }

// Refuse always refuses: an undo is not a change of a field.
func (Undo) Refuse(Field) error { return errors.New("an undo needs the events it undoes") }

// nothing ignores the value of an event.
type nothing struct{}

func (nothing) decode(Kind, json.RawMessage) (Value, error) { return Undo{}, nil }
func (nothing) check(Kind, json.RawMessage) error           { return nil }
