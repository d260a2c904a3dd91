package guide_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"clausewalk/policy"
	"clausewalk/policy/guide"
	"clausewalk/policy/policytest"
)

// The schema is for people who write a guide in an editor; the program itself
// does not read it. It must say what the program does.
const schemaFile = "../../docs/schemas/guide.schema.json"

func TestGuideSchemaAcceptsTheBuiltinGuides(t *testing.T) {
	guides, err := filepath.Glob("../library/*/" + policy.GuideFile)
	if err != nil || len(guides) == 0 {
		t.Fatalf("%d guides, %v", len(guides), err)
	}
	for _, file := range guides {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := guideSchema(t).Validate(policytest.AsJSON(t, source)); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
}

func TestGuideSchemaRefusesBrokenGuides(t *testing.T) {
	schema := guideSchema(t)
	if err := schema.Validate(policytest.AsJSON(t, []byte(policytest.SmallGuide))); err != nil {
		t.Fatalf("before it was broken: %v", err)
	}
	for _, c := range brokenGuides {
		if c.pastSchema {
			continue
		}
		if schema.Validate(policytest.AsJSON(t, []byte(broken(t, c.old, c.new)))) == nil {
			t.Errorf("%s: accepted", c.name)
		}
	}
}

func TestGuideSchemaHasTheProgramsClosedLists(t *testing.T) {
	defs := guideSchema(t)
	var kinds []string
	for _, k := range policy.Kinds() {
		kinds = append(kinds, string(k))
	}
	fact, clause := items(defs, "scope"), defs.Properties["clauses"].AdditionalProperties.(*jsonschema.Schema).Ref
	evidence := items(clause, "evidence")
	for _, c := range []struct {
		name   string
		schema *jsonschema.Schema
		want   []string
	}{
		{"kind", clause.Properties["kind"].Ref, kinds},
		{"topic", clause.Properties["topic"].Ref, policy.Topics()},
		{"roles", items(clause, "roles"), policy.Roles()},
		{"severity", clause.Properties["severity"].Ref, policy.Severities()},
		{"needs", clause.Properties["needs"].Ref, policy.Needs()},
		{"show", evidence.Properties["show"], policy.Shows()},
		{"ends", items(clause, "ends"), policy.EndNames()},
		{"how", defs.Properties["sources"].AdditionalProperties.(*jsonschema.Schema).Ref.Properties["how"], policy.Hows()},
		{"answer", fact.Properties["answer"], policy.Answers()},
	} {
		var got []string
		for _, v := range c.schema.Enum.Values {
			got = append(got, v.(string))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s:\n schema  %q\n program %q", c.name, got, c.want)
		}
	}
	if n := defs.Properties["scope"].MaxItems; n == nil || *n != guide.MaxFacts {
		t.Errorf("the schema does not allow %d facts", guide.MaxFacts)
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
