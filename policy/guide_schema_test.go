package policy

import (
	"bytes"
	"slices"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// The schema is for people who write a guide in an editor; the program itself
// does not read it. It must say what the program does.
const schemaFile = "../docs/schemas/guide.schema.json"

func TestGuideSchemaAcceptsTheBuiltinGuides(t *testing.T) {
	for _, id := range Builtin() {
		p, err := Load(id)
		if err != nil {
			t.Fatal(err)
		}
		if err := guideSchema(t).Validate(asJSON(t, p.GuideYAML)); err != nil {
			t.Errorf("%s: %v", id, err)
		}
	}
}

func TestGuideSchemaRefusesBrokenGuides(t *testing.T) {
	schema := guideSchema(t)
	if err := schema.Validate(asJSON(t, []byte(smallGuide))); err != nil {
		t.Fatalf("before it was broken: %v", err)
	}
	for _, c := range brokenGuides {
		if c.pastSchema {
			continue
		}
		if schema.Validate(asJSON(t, []byte(broken(t, c.old, c.new)))) == nil {
			t.Errorf("%s: accepted", c.name)
		}
	}
}

func TestGuideSchemaHasTheProgramsClosedLists(t *testing.T) {
	defs := guideSchema(t)
	fact, guide := items(defs, "scope"), defs.Properties["clauses"].AdditionalProperties.(*jsonschema.Schema).Ref
	evidence := items(guide, "evidence")
	for _, c := range []struct {
		name   string
		schema *jsonschema.Schema
		want   []string
	}{
		{"kind", guide.Properties["kind"].Ref, kindNames()},
		{"topic", guide.Properties["topic"].Ref, topics},
		{"roles", items(guide, "roles"), roles},
		{"severity", guide.Properties["severity"].Ref, Severities()},
		{"needs", guide.Properties["needs"].Ref, needs},
		{"show", evidence.Properties["show"], shows},
		{"answer", fact.Properties["answer"], answers},
	} {
		var got []string
		for _, v := range c.schema.Enum.Values {
			got = append(got, v.(string))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s:\n schema  %q\n program %q", c.name, got, c.want)
		}
	}
	if n := defs.Properties["scope"].MaxItems; n == nil || *n != MaxFacts {
		t.Errorf("the schema does not allow %d facts", MaxFacts)
	}
}

func guideSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	schema, err := jsonschema.NewCompiler().Compile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// items returns the schema of what stands in the list called name.
func items(s *jsonschema.Schema, name string) *jsonschema.Schema {
	one := s.Properties[name].Items2020
	if one.Ref != nil {
		return one.Ref
	}
	return one
}

func asJSON(t *testing.T, guide []byte) any {
	t.Helper()
	encoded, err := yaml.YAMLToJSON(guide)
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(encoded))
	if err != nil {
		t.Fatal(err)
	}
	return value
}
