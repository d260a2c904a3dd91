package ui

import (
	"bytes"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"clausewalk/policy"
)

func TestWhatIsWrongWithAConfigurationFileIsNamedWithLineAndColumn(t *testing.T) {
	for text, want := range map[string]string{
		"theme: dark\nmouse: yes please\n":    "config.yaml:2:8: string was used where bool is expected",
		"theme: dark\n\nthemes: purple\n":     `config.yaml:3:1: unknown field "themes"`,
		"theme: purple\n":                     `config.yaml:1:8: unknown theme "purple": write auto, light, dark, mono`,
		"keys:\n  no-such-action: K\n":        `config.yaml:2:19: no action is called "no-such-action": the help (?) lists them`,
		"keys:\n  reason: \":\"\n":            `config.yaml:2:11: : is the key of "reason" and of "palette": give one of them another`,
		"keys:\n  reason: K\n  gap: [W, K]\n": `config.yaml:2:11: K is the key of "reason" and of "gap": give one of them another`,
		"keys:\n  reason: []\n":               "config.yaml:2:3: reason: an action needs a key",
		"keys:\n  reason: true\n":             `config.yaml:2:11: reason: write keys in quotes, as in "J" or "ctrl+n"`,
		"keys:\n  reason: ctrl+c\n":           "config.yaml:2:11: reason: ctrl+c always leaves",
		"keys:\n  reason: ctrl+i\n":           "config.yaml:2:11: reason: a terminal cannot tell ctrl+i from tab, enter, backspace or esc",
		"keys:\n  reason: hyper+x\n":          `config.yaml:2:11: reason: "hyper+x" is not a key`,
		"keys:\n  keep-words: x\n":            `config.yaml:2:15: keep-words: "x" is typed as text there: use ctrl+ or alt+`,
	} {
		_, err := ReadSettings("config.yaml", []byte(text))
		var at *policy.PositionError
		if !errors.As(err, &at) || err.Error() != want {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

func TestAConfigurationFileOfCommentsAloneSaysNothing(t *testing.T) {
	for _, text := range []string{"", "\n", "# theme: dark\n", "\ufeff# theme: dark\r\n  # mouse: true\r\n"} {
		if s, err := ReadSettings("config.yaml", []byte(text)); err != nil || s.Theme != "" {
			t.Errorf("%q: %+v, %v", text, s, err)
		}
	}
}

const settings = `theme: dark
mouse: true
ascii: false
keys:
  reason: ["I", f2]
  not-met: 7
  keep words: alt+s
  fold: space
  mark: m
`

func TestKeysThatAreBoundTakeThePlaceOfTheirActionsOwn(t *testing.T) {
	s, err := ReadSettings("config.yaml", []byte(settings))
	if err != nil {
		t.Fatal(err)
	}
	table := s.Table()
	for key, want := range map[string]string{"I": "reason", "f2": "reason", "7": "not met", " ": "fold", "m": "mark", "1": "met"} {
		if a := table.Find(Walk, key); a == nil || a.Name != want {
			t.Errorf("%q is %v, want %s", key, a, want)
		}
	}
	if a := table.Find(Walk, "i"); a != nil {
		t.Errorf("the key that was the reason's is still %s", a.Name)
	}
	if len((Settings{}).Table().All) != len(table.All) {
		t.Error("an action is lost")
	}
}

func TestAKeyThatIsBoundIsTakenFromTheActionThatHasItFromUs(t *testing.T) {
	s, err := ReadSettings("config.yaml", []byte("keys:\n  reason: [o, \".\"]\n  keep-words: ctrl+e\n  take-offered: p\n"))
	if err != nil {
		t.Fatal(err)
	}
	table := s.Table()
	for _, key := range []string{"o", "."} {
		if a := table.Find(Walk, key); a == nil || a.Name != "reason" {
			t.Errorf("%s is %v, want the reason", key, a)
		}
	}
	if a := table.Find(Write, "ctrl+e"); a == nil || a.Name != "keep words" {
		t.Errorf("ctrl+e is %v, want keep words", a)
	}
	for name, want := range map[string]string{"open evidence": ":open evidence", "next open": "]", "to the editor": "(no key)"} {
		if key, _ := table.KeyOf(name); key != want {
			t.Errorf("%s has the key %q, want %q", name, key, want)
		}
	}
	if len(table.All) != len(Actions()) {
		t.Error("an action is lost")
	}
}

func TestAKeyThatIsBoundForAllBoxesIsTakenFromThoseOfEachBox(t *testing.T) {
	s, err := ReadSettings("config.yaml", []byte("keys:\n  undo-words: ctrl+e\n"))
	if err != nil {
		t.Fatal(err)
	}
	for _, in := range []Mode{Write, Line, Fields, Seek, Choose} {
		if a := s.Table().Find(in, "ctrl+e"); a == nil || a.Name != "undo typing" {
			t.Errorf("%s: ctrl+e is %v, want undo typing", in, a)
		}
	}
	_, err = ReadSettings("config.yaml", []byte("keys:\n  undo typing: esc\n"))
	if err == nil || !strings.Contains(err.Error(), `esc is the key of "leave words" and of "undo typing"`) {
		t.Errorf("no box could be left, and it says %v", err)
	}
}

func TestTheSchemaKnowsWhatTheConfigurationFileMaySay(t *testing.T) {
	source, err := os.ReadFile("../docs/schemas/config.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(source))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("config", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("config")
	if err != nil {
		t.Fatal(err)
	}
	holds := func(text string) error {
		var v any
		if err := yaml.Unmarshal([]byte(text), &v); err != nil {
			t.Fatal(err)
		}
		return schema.Validate(v)
	}
	if err := holds(settings); err != nil {
		t.Error(err)
	}
	for _, wrong := range []string{"themes: dark", "theme: purple", "mouse: yes please", "keys: {reason: hyper+x}", "keys: {reason: []}"} {
		if holds(wrong) == nil {
			t.Errorf("the schema takes %q", wrong)
		}
	}
	// Each action's own keys could be written too.
	for _, a := range Actions() {
		for _, k := range a.Keys {
			if k == "ctrl+c" || k == "f1" {
				continue
			}
			if _, err := readKey(k, a.Mode); err != nil || !slices.Contains(a.Keys, k) {
				t.Errorf("%s: %v", a.Name, err)
			}
		}
	}
}
