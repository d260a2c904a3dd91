// Package eventtest draws values of every kind of event from the kind's schema
// in docs/schemas/event, for property tests. What the schema allows is what a
// test meets, so a new kind needs no generator of its own.
package eventtest

import (
	"encoding/json"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"time"

	"pgregory.net/rapid"

	"clausewalk/checklist/event"
)

// Schema is a JSON schema, or a part of one.
type Schema map[string]any

// Of returns the schema of a kind of event, from the folder of those schemas.
func Of(t rapid.TB, folder fs.FS, kind event.Kind) Schema {
	t.Helper()
	data, err := fs.ReadFile(folder, string(kind)+".schema.json")
	var s Schema
	if err == nil {
		err = json.Unmarshal(data, &s)
	}
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Property returns the schema of one of an object's members, nil where it has no
// such member.
func (s Schema) Property(name string) Schema {
	all, _ := s["properties"].(map[string]any)
	one, _ := all[name].(map[string]any)
	return one
}

// Draw draws an event's subject and value that the schema allows. Free text
// comes from text, each with the path of its member.
func (s Schema) Draw(t *rapid.T, text func(t *rapid.T, path string) string) (subject string, value json.RawMessage) {
	if one := s.Property("subject"); one != nil {
		subject, _ = one.draw(t, "subject", text).(string)
	} else if slices.Contains(s.required(), "subject") {
		subject = rapid.StringMatching(`[a-z0-9]{8}`).Draw(t, "subject")
	}
	one := s.Property("value")
	if one == nil {
		return subject, nil
	}
	value, err := json.Marshal(one.draw(t, "value", text))
	if err != nil {
		t.Fatal(err)
	}
	return subject, value
}

func (s Schema) required() []string {
	var names []string
	all, _ := s["required"].([]any)
	for _, one := range all {
		names = append(names, one.(string))
	}
	return names
}

// draw knows the keywords that the schemas of kinds use.
func (s Schema) draw(t *rapid.T, path string, text func(*rapid.T, string) string) any {
	if one, ok := s["const"]; ok {
		return one
	}
	if all, ok := s["enum"].([]any); ok {
		return rapid.SampledFrom(all).Draw(t, path)
	}
	if all, ok := s["oneOf"].([]any); ok {
		return Schema(rapid.SampledFrom(all).Draw(t, path).(map[string]any)).draw(t, path, text)
	}
	pattern, _ := s["pattern"].(string)
	switch {
	case s["type"] == "null":
		return nil
	case s["type"] == "boolean":
		return rapid.Bool().Draw(t, path)
	case s["type"] == "integer":
		return rapid.IntRange(1, 9999).Draw(t, path)
	case s["type"] == "array":
		all := []any{}
		least, _ := s["minItems"].(float64)
		for range rapid.IntRange(int(least), 3).Draw(t, path) {
			all = append(all, Schema(s["items"].(map[string]any)).draw(t, path, text))
		}
		return all
	case s["type"] == "object":
		return s.object(t, path, text)
	case s["format"] == "date", strings.HasPrefix(pattern, "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"):
		return time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 999).Draw(t, path)).Format(time.DateOnly)
	case s["format"] == "date-time":
		return time.Date(2026, 1, 1, 0, 0, rapid.IntRange(0, 99_999_999).Draw(t, path), 0, time.UTC)
	case pattern != "":
		return rapid.StringMatching(pattern).Draw(t, path)
	}
	return text(t, path)
}

func (s Schema) object(t *rapid.T, path string, text func(*rapid.T, string) string) any {
	all, _ := s["properties"].(map[string]any)
	must := s.required()
	made := map[string]any{}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if slices.Contains(must, name) || rapid.Bool().Draw(t, path+"."+name+" is there") {
			made[name] = Schema(all[name].(map[string]any)).draw(t, path+"."+name, text)
		}
	}
	if more, ok := s["additionalProperties"].(map[string]any); ok {
		made[rapid.StringMatching(`[a-z]{3}`).Draw(t, path)] = Schema(more).draw(t, path, text)
	}
	return made
}

// Free returns the paths of the values in which a person may write anything: text
// that has no pattern and is not written by the program.
func (s Schema) Free() []string {
	var all []string
	one := s.Property("value")
	one.free("value", &all)
	return all
}

func (s Schema) free(path string, all *[]string) {
	if s["readOnly"] == true || s == nil {
		return
	}
	if s["type"] == "string" && s["pattern"] == nil && s["enum"] == nil && s["format"] == nil {
		*all = append(*all, path)
	}
	for _, one := range list(s["oneOf"]) {
		Schema(one.(map[string]any)).free(path, all)
	}
	if items, ok := s["items"].(map[string]any); ok {
		Schema(items).free(path, all)
	}
	properties, _ := s["properties"].(map[string]any)
	for _, name := range slices.Sorted(maps.Keys(properties)) {
		Schema(properties[name].(map[string]any)).free(path+"."+name, all)
	}
}

func list(v any) []any { all, _ := v.([]any); return all }
