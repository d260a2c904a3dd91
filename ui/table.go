package ui

import (
	"fmt"
	"unicode/utf8"

	"clausewalk/ui/clauses"
)

// Table finds actions by mode and key.
type Table struct {
	All   []Action
	byKey map[Mode]map[string]*Action
}

func newTable(all []Action) *Table {
	t := &Table{All: all, byKey: map[Mode]map[string]*Action{}}
	for i := range t.All {
		a := &t.All[i]
		if t.byKey[a.Mode] == nil {
			t.byKey[a.Mode] = map[string]*Action{}
		}
		for _, k := range a.Keys {
			t.byKey[a.Mode][k] = a
		}
	}
	return t
}

// Find returns the action of a key in a mode, nil where the key has none. What
// a mode uses a key for goes before what the key does in every box with words, and
// everywhere. The overview has the keys of the walk besides its own.
func (t *Table) Find(in Mode, key string) *Action {
	if a := t.byKey[in][key]; a != nil {
		return a
	}
	if a := t.byKey[Walk][key]; a != nil && in == Overview {
		return a
	}
	if a := t.byKey[Typing][key]; a != nil && in.Has(Typing) {
		return a
	}
	return t.byKey[Everywhere][key]
}

// Named returns the action with a name, nil where there is none.
func (t *Table) Named(name string) *Action {
	for n := range t.All {
		if t.All[n].Name == name {
			return &t.All[n]
		}
	}
	return nil
}

// KeyOf returns the key of the action with a name, as people write it, and tells
// whether there is one.
func (t *Table) KeyOf(name string) (string, bool) {
	a := t.Named(name)
	if a == nil {
		return "", false
	}
	return a.Key(), true
}

// Key returns the first key of an action, as people write it: for one whose keys a
// person gave to others, how the palette runs it, if it does.
func (a Action) Key() string {
	switch {
	case len(a.Keys) > 0:
		return KeyName(a.Keys[0])
	case a.Mode == Walk:
		return ":" + a.Name
	}
	return "(no key)"
}

// NoKey says what is the matter with a key that no action has.
func NoKey(key string) string {
	r, size := utf8.DecodeRuneInString(key)
	switch {
	case size < len(key) || r < utf8.RuneSelf:
		return fmt.Sprintf("%s does nothing here; "+clauses.Key("help")+" lists the keys", KeyName(key))
	case r >= '！' && r <= '～': // The full-width forms of ASCII, in its order.
		return fmt.Sprintf("%s is %s in full width; the keys are half-width: switch the input method", key, string(r-'！'+'!'))
	default:
		return fmt.Sprintf("%s is not a key here; the keys are Latin letters and digits: switch the keyboard layout", key)
	}
}

// KeyName returns a key as people write it.
func KeyName(key string) string {
	switch key {
	case " ":
		return "space"
	case "pgdown":
		return "page down"
	case "pgup":
		return "page up"
	}
	return key
}
