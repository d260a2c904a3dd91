package walk

import (
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

func document(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile("../../" + name)
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(data), "\r\n", "\n")
}

// TestDocsShowRealFrames holds the frames that the docs show against the program.
func TestDocsShowRealFrames(t *testing.T) {
	for _, f := range []struct {
		in, name string
		height   int
		actions  []string
	}{{"docs/keys.md", "overview", 16, []string{"overview"}}, {"docs/first-audit.md", "walk", 24, nil}, {"docs/first-audit.md", "report", 20, []string{"report"}}} {
		text := document(t, f.in)
		w := start(t, 100, f.height)
		halfAnswered(t, w)
		w.do(f.actions...)
		frame := fmt.Sprintf("<!-- frame: %s -->\n```\n%s\n```\n", f.name, w.Frame())
		if *update {
			was := regexp.MustCompile("(?s)<!-- frame: " + f.name + " -->\n```\n.*?\n```\n")
			text = was.ReplaceAllLiteralString(text, frame)
			if err := os.WriteFile("../../"+f.in, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if !strings.Contains(text, frame) {
			t.Errorf("the %s of %s is not what the program shows; go test ./ui/walk -update writes it anew:\n%s", f.name, f.in, frame)
		}
	}
}

// vhsKeys are the keys of a tape by the names that Bubble Tea gives them.
var vhsKeys = map[string]string{"Escape": "esc", "Enter": "enter", "Tab": "tab", "Ctrl+D": "ctrl+d", "Ctrl+S": "ctrl+s"}

// TestTheTapeDoesWhatItSays plays docs/demo.tape on the walk: each key is that of
// the action named above it, in the mode in which it is pressed.
func TestTheTapeDoesWhatItSays(t *testing.T) {
	_, tape, found := strings.Cut(document(t, "docs/demo.tape"), "# walk\n")
	if !found {
		t.Fatal("the tape does not say where the walk begins")
	}
	w := start(t, 120, 40)
	halfAnswered(t, w)
	w.do("overview")
	said, played := "", 0
	for line := range strings.SplitSeq(tape, "\n") {
		if comment, ok := strings.CutPrefix(line, "# "); ok {
			said = comment
			continue
		}
		if line == "" || strings.HasPrefix(line, "Sleep ") {
			continue
		}
		key, known := vhsKeys[line]
		if words, ok := strings.CutPrefix(line, "Type "); ok {
			var err error
			if key, err = strconv.Unquote(words); err != nil {
				t.Fatalf("%s: %v", line, err)
			}
			known = true
		}
		played++
		switch name, isAction := strings.CutPrefix(said, "action "); {
		case !known:
			t.Fatalf("%q is not a key that this test knows", line)
		case isAction:
			in := w.model.mode()
			if a := w.model.table.Find(in, key); a == nil || a.Name != name {
				t.Fatalf("%s is not %q in the %s", line, name, in)
			}
			w.Press(key)
			if strings.HasPrefix(w.model.note, "there is") || strings.HasPrefix(w.model.note, "no ") {
				t.Errorf("%s: %s", name, w.model.note)
			}
		case said == "words":
			w.Type(key)
		default:
			t.Fatalf("nothing says what %s does", line)
		}
		said = ""
	}
	if played < 10 || !w.Quit {
		t.Errorf("after %d keys the walk has not ended", played)
	}
}
