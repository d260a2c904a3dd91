package command_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"clausewalk/ui/command"
)

const schemaFolder = "../../docs/schemas"

// outputs are the schemas of what --json prints, by command; whatever a script
// has printed is held against them.
var outputs = []string{
	"status", "list-all", "list", "portfolio", "log", "diff", "lint", "verify", "check", "scope", "outcome-list", "submission-list", "submission-show", "submission-tally", "evidence-list", "evidence-verify",
	"policy-list", "suggest-list", "scan", "policy-show", "policy-check", "policy-compare", "policy-adopt", "policy-adopt-rules", "error", "publish",
}

// needsServer are those that no script can print, since they need a database: tests
// of what is published hold them.
var needsServer = []string{"publish"}

// printed are those of them that a script has met.
var printed sync.Map

// schemas are compiled once; each names every member that there is.
var schemas = sync.OnceValues(func() (map[string]*jsonschema.Schema, error) {
	all := map[string]*jsonschema.Schema{}
	for _, name := range outputs {
		file, err := os.ReadFile(filepath.Join(schemaFolder, name+".schema.json"))
		if err != nil {
			return nil, err
		}
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(file))
		if err != nil {
			return nil, err
		}
		closed(doc)
		c := jsonschema.NewCompiler()
		if err := c.AddResource(name, doc); err != nil {
			return nil, err
		}
		if all[name], err = c.Compile(name); err != nil {
			return nil, err
		}
	}
	return all, nil
})

// closed makes a schema refuse members that it does not name.
func closed(schema any) {
	switch s := schema.(type) {
	case []any:
		for _, one := range s {
			closed(one)
		}
	case map[string]any:
		if _, object := s["properties"].(map[string]any); object {
			s["additionalProperties"] = false
		}
		for _, one := range s {
			closed(one)
		}
	}
}

// holdToSchemas holds what a command has printed for programs against its schema.
func holdToSchemas(ts *testscript.TestScript, args []string, stdout, stderr string) {
	if !slices.Contains(args, "--json") {
		return
	}
	all, err := schemas()
	ts.Check(err)
	hold := func(name, text string) {
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		ts.Check(err)
		schema := all[name]
		if schema == nil {
			ts.Fatalf("%q print JSON, and there is no schema of it", args)
		}
		if err := schema.Validate(value); err != nil {
			ts.Fatalf("%q: %v\n%s", args, err, text)
		}
		printed.Store(name, true)
	}
	if strings.HasPrefix(stdout, "{") {
		hold(schemaOf(args), stdout)
	}
	if at := strings.Index("\n"+stderr, "\n{"); at >= 0 {
		hold("error", stderr[at:])
	}
}

// schemaOf names the schema of a command.
func schemaOf(args []string) string {
	words := slices.DeleteFunc(slices.Clone(args), func(arg string) bool { return strings.HasPrefix(arg, "-") })
	for len(words) < 2 {
		words = append(words, "")
	}
	if slices.Contains(args, "--all") {
		return "list-all"
	}
	if strings.Join(words, " ") == "policy adopt" {
		return "policy-adopt-rules"
	}
	if two := words[0] + "-" + words[1]; slices.Contains(outputs, two) {
		return two
	}
	return words[0]
}

// allPrinted holds that a script prints what each schema is about, and that
// every schema is one that a test validates by.
func allPrinted(t *testing.T) {
	if t.Failed() {
		return
	}
	for _, name := range outputs {
		if _, met := printed.Load(name); !met && !slices.Contains(needsServer, name) {
			t.Errorf("no script prints what %s.schema.json is about", name)
		}
	}
}

// TestWhatIsPrintedOfTheVectorsIsAsTheSchemasSay has every command print what it
// makes of every workspace in docs/vectors, damaged ones among them.
func TestWhatIsPrintedOfTheVectorsIsAsTheSchemasSay(t *testing.T) {
	all, err := schemas()
	if err != nil {
		t.Fatal(err)
	}
	run := func(dir string, args ...string) {
		env := command.System()
		var stdout, stderr bytes.Buffer
		env.Stdin, env.Stdout, env.Stderr, env.Dir, env.Terminal = strings.NewReader(""), &stdout, &stderr, dir, false
		env.Now = func() time.Time { return time.Date(2026, 4, 1, 12, 0, 0, 0, time.UTC) }
		code := command.Run(append(args, "--json"), env)
		name, text := schemaOf(args), stdout.Bytes()
		if stdout.Len() == 0 {
			name, text = "error", stderr.Bytes()[max(0, bytes.Index(stderr.Bytes(), []byte("{\n"))):]
		}
		value, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err == nil {
			err = all[name].Validate(value)
		}
		if err != nil {
			t.Errorf("%s: %q, exit code %d: %v\n%.500s%s", filepath.Base(dir), args, code, err, stdout.Bytes(), stderr.Bytes())
		}
	}
	above := t.TempDir() // Git would be asked for the history of our own repository in each.
	if err := os.CopyFS(above, os.DirFS("../../docs/vectors")); err != nil {
		t.Fatal(err)
	}
	folders, err := filepath.Glob(filepath.Join(above, "*", ".clausewalk"))
	if err != nil || len(folders) == 0 {
		t.Fatalf("no vectors: %v", err)
	}
	for _, folder := range folders {
		dir := filepath.Dir(folder)
		for _, words := range []string{
			"status", "list", "log", "lint", "scope", "check", "evidence list", "evidence verify", "outcome list", "suggest list", "diff --since 2026-03-02T09:02:30Z",
		} {
			run(dir, strings.Fields(words)...)
		}
	}
	run(above, "list", "--all", ".")
	for _, by := range []string{"app", "team", "clause", "due"} {
		run(above, "portfolio", "--by", by)
	}
	for _, words := range []string{"verify", "policy list", "policy show rules", "policy compare rules rules"} {
		run(filepath.Join(above, "merged-then-listed"), strings.Fields(words)...)
	}
}
