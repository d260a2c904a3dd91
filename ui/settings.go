package ui

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"clausewalk/policy/yamlfile"
)

// Settings is what a person has written into the configuration file. The zero
// Settings changes nothing.
type Settings struct {
	Theme Theme          `yaml:"theme"`
	Mouse *bool          `yaml:"mouse"`
	ASCII *bool          `yaml:"ascii"`
	Keys  map[string]any `yaml:"keys"`

	actions []Action // with the keys that are bound, nil for the table's own
}

// ReadSettings reads a configuration file. Name is what errors call it: they are
// *policy.PositionError, with line and column.
func ReadSettings(name string, source []byte) (Settings, error) {
	var s Settings
	said := func(line string) bool {
		line = strings.TrimSpace(strings.TrimPrefix(line, "\ufeff"))
		return line != "" && !strings.HasPrefix(line, "#")
	}
	if !slices.ContainsFunc(strings.Split(string(source), "\n"), said) {
		return s, nil
	}
	file, err := yamlfile.Read(name, source, &s)
	if err != nil {
		return s, err
	}
	if s.Theme != "" && !slices.Contains(Themes(), string(s.Theme)) {
		return s, file.Fault(fmt.Sprintf("unknown theme %q: write %s", s.Theme, strings.Join(Themes(), ", ")), "theme")
	}
	s.actions = Actions()
	bound := map[string]string{} // by action, what it is called in the file
	for _, written := range slices.Sorted(maps.Keys(s.Keys)) {
		name := strings.ReplaceAll(written, "-", " ")
		if now, was := renamed[name]; was {
			name = now
		}
		at := slices.IndexFunc(s.actions, func(a Action) bool { return a.Name == name })
		if at < 0 && slices.Contains(gone, name) {
			continue
		}
		if at < 0 {
			return s, file.Fault(fmt.Sprintf("no action is called %q: the help (?) lists them", written), "keys", written)
		}
		keys, err := readKeys(s.Keys[written], s.actions[at].Mode)
		if err != nil {
			return s, file.Fault(fmt.Sprintf("%s: %v", written, err), "keys", written)
		}
		s.actions[at].Keys, bound[s.actions[at].Name] = keys, written
	}
	if a, b, key := twice(s.actions, bound); key != "" {
		written := bound[a.Name]
		if written == "" {
			written = bound[b.Name]
		}
		return s, file.Fault(fmt.Sprintf("%s is the key of %q and of %q: give one of them another", KeyName(key), a.Name, b.Name), "keys", written)
	}
	return s, nil
}

// Table returns the table of actions with the keys that are bound.
func (s Settings) Table() *Table {
	if s.actions == nil {
		return newTable(Actions())
	}
	return newTable(s.actions)
}

// renamed are actions that had a name for each kind of box.
var renamed = map[string]string{
	"undo words": "undo typing", "undo line": "undo typing", "undo fields": "undo typing", "undo search": "undo typing", "undo choice": "undo typing",
	"redo words": "redo typing", "redo line": "redo typing", "redo fields": "redo typing", "redo search": "redo typing",
}

// gone are actions that the table had. Who has bound one is not kept from
// starting.
var gone = []string{"take offered", "compare editions"}

// twice takes a key that a person has bound to one action from all others of its
// mode, and returns two actions that have the same key anyway, and the key, empty
// where there are none: both were bound, or the other one would be out of reach.
func twice(all []Action, bound map[string]string) (a, b Action, key string) {
	type place struct {
		mode Mode
		key  string
	}
	taken := map[place]int{}
	for n := range all {
		var places []place
		for _, k := range all[n].Keys {
			places = append(places, place{all[n].Mode, k})
			if all[n].Mode == Typing && bound[all[n].Name] != "" { // Each box's own keys would go before it.
				for _, in := range typed {
					places = append(places, place{in, k})
				}
			}
		}
		for _, at := range places {
			other, is := taken[at]
			if !is {
				taken[at] = n
				continue
			}
			loses, keeps := n, other
			if bound[all[n].Name] != "" {
				loses, keeps = other, n
			}
			if bound[all[loses].Name] != "" || len(all[loses].Keys) == 1 && needsKey(all[loses]) {
				return all[other], all[n], at.key
			}
			all[loses].Keys = slices.DeleteFunc(slices.Clone(all[loses].Keys), func(one string) bool { return one == at.key })
			taken[at] = keeps
		}
	}
	return a, b, ""
}

// needsKey tells whether an action is of no use without a key: the palette, which
// runs the others of the walk by name, and what leaves a box or a page.
func needsKey(a Action) bool { return a.Name == "palette" || strings.HasPrefix(a.Name, "leave ") }

// readKeys reads one key or a list of them, for an action of a mode.
func readKeys(written any, in Mode) ([]string, error) {
	list, several := written.([]any)
	if !several {
		list = []any{written}
	}
	var keys []string
	for _, one := range list {
		if n, ok := one.(uint64); ok { // A digit without quotes.
			one = fmt.Sprint(n)
		}
		words, ok := one.(string)
		if !ok {
			return nil, errors.New(`write keys in quotes, as in "J" or "ctrl+n"`)
		}
		key, err := readKey(words, in)
		if err != nil {
			return nil, err
		}
		keys = append(keys, key)
	}
	if len(keys) == 0 {
		return nil, errors.New("an action needs a key")
	}
	return keys, nil
}

// named are the keys that have names of their own, as Bubble Tea knows them.
var named = []string{
	"enter", "esc", "tab", "shift+tab", "backspace", "delete", "insert", "up", "down", "left", "right", "home", "end", "pgup", "pgdown",
	"f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9", "f10", "f11", "f12",
}

// readKey returns a key as Bubble Tea names it.
func readKey(words string, in Mode) (string, error) {
	key := words
	switch words {
	case "space":
		key = " "
	case "page down":
		key = "pgdown"
	case "page up":
		key = "pgup"
	}
	letter, ctrl := strings.CutPrefix(key, "ctrl+")
	switch {
	case key == "ctrl+c":
		return "", errors.New("ctrl+c always leaves")
	case ctrl && strings.Contains("imhj[", letter) && letter != "":
		return "", fmt.Errorf("a terminal cannot tell %s from tab, enter, backspace or esc", key)
	case ctrl && len(letter) == 1 && letter[0] >= 'a' && letter[0] <= 'z', slices.Contains(named, key):
		return key, nil
	case utf8.RuneCountInString(strings.TrimPrefix(key, "alt+")) != 1:
		return "", fmt.Errorf("%q is not a key", words)
	case in.Types() && !strings.HasPrefix(key, "alt+"):
		return "", fmt.Errorf("%q is typed as text there: use ctrl+ or alt+", words)
	}
	return key, nil
}
