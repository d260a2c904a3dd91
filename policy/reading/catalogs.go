package reading

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"clausewalk/policy"
	"clausewalk/policy/pattern"
	"clausewalk/policy/yamlfile"
)

// catalog is a list of controls as data, in JSON or YAML: OSCAL's catalogs, and
// trees or lists of entries that have an ID and a text.
//
// Seen in: NIST's OSCAL catalogs, OWASP ASVS 4 ("Shortcode", "Items") and 5
// ("req_id", "req_description"), the OpenSSF baseline ("assessment-requirements").
var catalog = format{
	is: func(name string, source []byte) bool {
		if hasEnding(name, ".json", ".yaml", ".yml", ".jsonl", ".ndjson") {
			return true
		}
		return (bytes.HasPrefix(bytes.TrimSpace(source), []byte("{")) && !bytes.HasPrefix(bytes.TrimSpace(source), []byte(`{\rtf`)) || bytes.HasPrefix(bytes.TrimSpace(source), []byte("["))) && json.Valid(source)
	},
	markdown: fromCatalog,
}

// entry is an entry of a catalog.
type entry struct {
	level     int
	id, title string
	texts     []string // Markdown, a paragraph each
}

func fromCatalog(source []byte) ([]byte, error) {
	var oscal struct {
		Catalog *oscalGroup `json:"catalog"`
	}
	if json.Unmarshal(source, &oscal) == nil && oscal.Catalog != nil {
		title, all := oscal.Catalog.Metadata.Title, []entry(nil)
		oscal.Catalog.entries(1, &all)
		return written(title, all)
	}
	if rows := bytes.Split(bytes.TrimSpace(source), []byte{'\n'}); len(rows) > 1 && !json.Valid(source) && json.Valid(rows[0]) && json.Valid(rows[len(rows)-1]) {
		source = slices.Concat([]byte("["), bytes.Join(rows, []byte(",")), []byte("]")) // A value on each line.
	}
	if deep := new(policy.PositionError); errors.As(yamlfile.Check(source), &deep) {
		return nil, fmt.Errorf("line %d: %s, which no catalog of controls needs", deep.Line, deep.Msg)
	}
	var tree any
	if err := yaml.UnmarshalWithOptions(source, &tree, yaml.UseOrderedMap()); err != nil {
		return nil, errors.New("this data cannot be read as JSON or YAML: save the policy as text, Markdown or HTML")
	}
	c := treeCatalog{}
	c.walk(tree, 1)
	return written(c.title, c.all)
}

// written writes entries as Markdown: for each a heading with its ID, and its texts.
func written(title string, all []entry) ([]byte, error) {
	if n := len(slices.DeleteFunc(slices.Clone(all), func(e entry) bool { return e.id == "" || len(e.texts) == 0 })); n < 2 {
		return nil, errors.New("this data is not a known catalog of controls: an OSCAL catalog, or entries with an id and a text")
	}
	var b strings.Builder
	if title != "" {
		fmt.Fprintf(&b, "# %s\n\n", inCell(title))
	}
	for _, e := range all {
		if isNumber(e.id) && !dotted(e.id) {
			e.id += "."
		}
		fmt.Fprintf(&b, "%s %s\n\n", strings.Repeat("#", min(6, 1+e.level)), strings.TrimSpace(e.id+" "+inCell(e.title)))
		for _, text := range e.texts {
			b.WriteString(text + "\n\n")
		}
	}
	return []byte(b.String()), nil
}

// inCell returns words as Markdown that shows them on one line, or in one cell.
func inCell(words string) string {
	return strings.ReplaceAll(textMarkup.Replace(strings.Join(strings.Fields(words), " ")), "|", `\|`)
}

// ---- OSCAL ----

type oscalGroup struct {
	oscalNamed
	Metadata struct {
		Title string `json:"title"`
	} `json:"metadata"`
	Groups   []oscalGroup   `json:"groups"`
	Controls []oscalControl `json:"controls"`
	Parts    []oscalPart    `json:"parts"`
}

type oscalNamed struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Props []struct {
		Name, Value string
	} `json:"props"`
}

type oscalControl struct {
	oscalNamed
	Params []struct {
		ID, Label string
		Select    struct {
			Choice []string `json:"choice"`
		} `json:"select"`
	} `json:"params"`
	Parts    []oscalPart    `json:"parts"`
	Controls []oscalControl `json:"controls"`
}

type oscalPart struct {
	oscalNamed
	Name  string      `json:"name"`
	Prose string      `json:"prose"`
	Parts []oscalPart `json:"parts"`
}

// label returns what is printed for a group, a control or a part: its label, or
// its id.
func (n oscalNamed) label() string {
	for _, p := range n.Props {
		if p.Name == "label" && p.Value != "" {
			return p.Value
		}
	}
	return strings.ToUpper(n.ID)
}

func (g oscalGroup) entries(level int, all *[]entry) {
	for _, one := range g.Groups {
		e := entry{level: level, title: one.Title}
		if label := one.label(); isNumber(label) || isControl(label) {
			e.id = label
		}
		for _, p := range one.Parts {
			e.texts = append(e.texts, inCell(p.Prose))
		}
		*all = append(*all, e)
		one.entries(level+1, all)
	}
	for _, c := range g.Controls {
		c.entries(level, all)
	}
}

// entries appends a control, and after it those that enhance it.
func (c oscalControl) entries(level int, all *[]entry) {
	e := entry{level: level, id: c.label(), title: c.Title}
	if !isNumber(e.id) && !isControl(e.id) {
		e.id = strings.ToUpper(c.ID)
	}
	inserted := map[string]string{}
	for _, p := range c.Params {
		inserted[p.ID] = p.Label
		if p.Label == "" {
			inserted[p.ID] = strings.Join(p.Select.Choice, "; ")
		}
	}
	var parts func([]oscalPart)
	parts = func(all []oscalPart) {
		for _, p := range all {
			if !slices.Contains([]string{"statement", "item", "guidance", "overview"}, p.Name) && p.Prose == "" {
				continue
			}
			label := ""
			if p.Name == "item" {
				label = p.label() + " "
			}
			prose := insertion.ReplaceAllStringFunc(p.Prose, func(s string) string {
				return "[" + inserted[insertion.FindStringSubmatch(s)[1]] + "]"
			})
			if prose != "" {
				e.texts = append(e.texts, inCell(label+prose))
			}
			parts(p.Parts)
		}
	}
	parts(c.Parts)
	*all = append(*all, e)
	for _, one := range c.Controls {
		one.entries(level, all)
	}
}

var insertion = pattern.New(`\{\{\s*insert:\s*param,\s*([^\s}]+)\s*\}\}`)

// ---- trees and lists of entries ----

// treeCatalog collects the entries of a tree whose maps have an ID, a title and a
// text under the names that catalogs use.
type treeCatalog struct {
	title string
	all   []entry
	above [2]string // the chapter and the section of the row before
}

var (
	idNames    = []string{"id", "shortcode", "req_id", "control_id", "requirement_id", "identifier"}
	titleNames = []string{"title", "name", "shortname"}
	textNames  = []string{"text", "description", "req_description", "requirement", "statement", "objective", "prose"}
	moreNames  = []string{"applicability", "recommendation", "level", "l", "levels"}
)

func (c *treeCatalog) walk(v any, level int) {
	switch v := v.(type) {
	case []any:
		for _, one := range v {
			c.walk(one, level)
		}
	case yaml.MapSlice:
		c.entry(v, level)
	}
}

// entry reads a map as an entry, and the maps inside it as entries below it. Nearly
// all its branches ask whether a key or a value is of the kind they need.
func (c *treeCatalog) entry(m yaml.MapSlice, level int) {
	get := func(names []string) string {
		for _, name := range names {
			for _, one := range m {
				if key, ok := one.Key.(string); ok && strings.EqualFold(key, name) {
					if s, ok := one.Value.(string); ok && strings.TrimSpace(s) != "" {
						return s
					}
				}
			}
		}
		return ""
	}
	e := entry{level: level, id: get(idNames), title: get(titleNames)}
	c.chapters(m, &e)
	switch {
	case e.id == "" && c.title == "" && len(c.all) == 0:
		c.title = e.title
	case e.id != "":
		if text := get(textNames); text != "" {
			e.texts = append(e.texts, inCell(text))
		}
		for _, one := range m {
			if key, ok := one.Key.(string); ok && slices.Contains(moreNames, strings.ToLower(key)) {
				if said := flat(one.Value); said != "" {
					e.texts = append(e.texts, inCell(key+": "+said))
				}
			}
		}
		c.all = append(c.all, e)
		level++
	}
	for _, one := range m {
		switch one.Value.(type) {
		case []any, yaml.MapSlice:
			if key, ok := one.Key.(string); ok && !strings.Contains(key, "mapping") && !slices.Contains(moreNames, strings.ToLower(key)) {
				c.walk(one.Value, level)
			}
		}
	}
}

// chapters opens the chapter and the section that a row of a flat list names.
func (c *treeCatalog) chapters(m yaml.MapSlice, e *entry) {
	named := map[string]string{}
	for _, one := range m {
		if key, ok := one.Key.(string); ok {
			named[strings.ToLower(key)] = flat(one.Value)
		}
	}
	for n, of := range []string{"chapter", "section"} {
		id := named[of+"_id"]
		if id == "" {
			continue
		}
		if id != c.above[n] {
			c.above[n] = id
			c.all = append(c.all, entry{level: 1 + n, id: id, title: named[of+"_name"]})
		}
		e.level = 2 + n
	}
}

// flat returns a value, or a list of values, as words.
func flat(v any) string {
	switch v := v.(type) {
	case []any:
		var all []string
		for _, one := range v {
			all = append(all, flat(one))
		}
		return strings.Join(all, ", ")
	case string:
		return v
	case yaml.MapSlice, nil:
		return ""
	}
	return fmt.Sprint(v)
}
