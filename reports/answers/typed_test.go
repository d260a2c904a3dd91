package answers

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"clausewalk/checklist/event"
)

// reasonOf returns the reason for A.12 that a file gives it.
func reasonOf(t rapid.TB, b *book, file string) (string, error) {
	t.Helper()
	sheet, err := Decode(b.Audit, "answers.yaml", []byte(file), day)
	if err != nil {
		return "", err
	}
	for _, l := range sheet.Lines {
		if reason, ok := l.Value.(event.Reason); ok && l.Field.Clause == "A.12" {
			return string(reason), nil
		}
	}
	return "", nil
}

const clause12 = "format: 1\nclauses:\n  instagram-platform:\n    A.12:\n      verdict: not-met\n"

func TestWordsAreReadAsTheyWereTyped(t *testing.T) {
	t.Parallel()
	b := newBook(t)
	for _, c := range [][2]string{
		{"reason: Ben opened ticket #42, the CDN keeps copies", "Ben opened ticket #42, the CDN keeps copies"},
		{"reason: #42 is open", "#42 is open"},
		{"reason: Note: the CDN keeps copies", "Note: the CDN keeps copies"},
		{"reason: ends with a colon:", "ends with a colon:"},
		{"reason: one\ttwo", "one\ttwo"},
		{"reason:\tafter a tab", "after a tab"},
		{"reason: @ana said so", "@ana said so"},
		{"reason: `code` first", "`code` first"},
		{"reason: *bold* first", "*bold* first"},
		{"reason: &now", "&now"},
		{"reason: !important thing", "!important thing"},
		{"reason: %x", "%x"},
		{"reason: > 48 hours", "> 48 hours"},
		{"reason: | a bar", "| a bar"},
		{"reason: - a dash", "- a dash"},
		{"reason: ? what", "? what"},
		{"reason: [x] done", "[x] done"},
		{"reason: {x} done", "{x} done"},
		{"reason: \"A\" and \"B\"", "\"A\" and \"B\""},
		{"reason: yes", "yes"},
		{"reason: no", "no"},
		{"reason: True", "True"},
		{"reason: 012", "012"},
		{"reason: 1_000", "1_000"},
		{"reason: 1e3", "1e3"},
		{"reason: 2026-01-01", "2026-01-01"},
		{"reason: one\n        two #3\n        three: four", "one two #3 three: four"},
		{"reason:\n        on the next line #3", "on the next line #3"},
		{"reason: one\n\n        two", "one\ntwo"},
		{"reason: C# and F#", "C# and F#"},
		{"reason: a\\b", `a\b`},
		// What YAML has its own way to write stays as YAML has it.
		{`reason: "quoted # words: here"`, "quoted # words: here"},
		{`reason: 'it''s'`, "it's"},
		{"reason: |-\n        a #b\n        fix: no name # here", "a #b\nfix: no name # here"},
		{"reason: >-\n        a\n        b", "a b"},
		{"reason: \"over\n        lines\"", "over lines"},
		{"reason: ~", ""},
		{"reason:", ""},
	} {
		for _, ends := range []string{"\n", "\r\n"} {
			file := strings.ReplaceAll(clause12+"      "+c[0]+"\n      owner: Ben\n", "\n", ends)
			if got, err := reasonOf(t, b, file); err != nil || got != c[1] {
				t.Errorf("%q is read as %q, want %q (%v)", c[0], got, c[1], err)
			}
		}
	}
}

func TestWordsThatYAMLMayReadOtherwiseAreRefusedWithTheirQuoting(t *testing.T) {
	t.Parallel()
	b := newBook(t)
	for _, c := range [][2]string{
		{"reason: see # 42", `6:19: a # before a space begins a comment, and what follows would be lost: take it out, or put the words in quotes: reason: 'see # 42'`},
		{"reason: # why", `6:15: a # before a space`},
		{"reason: one\n        # two", `7:9: a # before a space`},
		{"reason: 'tis so", `6:15: the quote that begins here is not closed: close it, or put all the words in quotes: reason: '''tis so'`},
		{"reason: \"so", `6:15: the quote that begins here is not closed`},
		{"reason: one\n        fix: two", `7:9: this line stands deeper than "reason"`},
		{"\tfix: x", `6:7: a tab indents this line`},
		{"reason: [one, two]", `6:15: text is expected here: put the words in quotes`},
	} {
		_, err := reasonOf(t, b, clause12+"      "+c[0]+"\n      owner: Ben\n")
		if err == nil || !strings.Contains(err.Error(), c[1]) {
			t.Errorf("%q: %v, want %s", c[0], err, c[1])
		}
	}
}

func TestAllThatIsWrongWithWordsIsToldAtOnce(t *testing.T) {
	t.Parallel()
	_, err := reasonOf(t, newBook(t), clause12+"      reason: see # 42\n      due: tomorrow\n      fix: 'tis\n      verdikt: met\n")
	for _, want := range []string{"6:19:", `7:12: due date "tomorrow"`, "8:12: the quote", `9:7: unknown name "verdikt"`} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("no %q in %v", want, err)
		}
	}
}

func TestACommentBehindAValueIsNoted(t *testing.T) {
	t.Parallel()
	sheet, err := Decode(newBook(t).Audit, "answers.yaml", []byte(clause12+"      reason: x\n      due: 2026-12-05 # says Ana\n"), day)
	if err != nil || len(sheet.Notes) != 1 || sheet.Notes[0].Msg != "a comment, which was not taken: says Ana" {
		t.Errorf("%+v, %v", sheet, err)
	}
}

// TestAnyLineOfWordsIsKept holds that what is typed behind a name on one line is
// read as it is, or refused.
func TestAnyLineOfWordsIsKept(t *testing.T) {
	b := newBook(t)
	pieces := []string{"word", " ", "#", "# ", ": ", ":", "- ", "'", `"`, `\`, "|", ">", "{", "}", "[", "]", "*", "&", "!", "%", "@", "`", "?", ",", "yes", "null", "1e3", "é", "\t"}
	rapid.Check(t, func(t *rapid.T) {
		said := strings.Trim(strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 8).Draw(t, "said"), ""), " \t")
		got, err := reasonOf(t, b, clause12+"      reason: "+said+"\n      owner: Ben\n")
		quoted := len(said) > 1 && strings.ContainsAny(said[:1], `"'`)
		switch {
		case err != nil, got == said, said == "null", quoted, strings.HasPrefix(said, "|"), strings.HasPrefix(said, ">"):
		default:
			t.Fatalf("%q is read as %q", said, got)
		}
	})
}

func FuzzYAML(f *testing.F) {
	f.Add(clause12 + "      reason: see #42: it\n")
	f.Add("- control_id: A.3\n  explanation: x #4\n")
	b := newBook(f)
	f.Fuzz(func(t *testing.T, file string) {
		if len(file) > 4096 {
			return
		}
		sheet, err := decodeYAML(b.Audit, file, day)
		if (sheet == nil) == (err == nil) {
			t.Fatal(fmt.Sprint("neither a sheet nor an error: ", err))
		}
	})
}

// zipped packs empty files of the names.
func zipped(names ...string) string {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range names {
		if _, err := w.Create(name); err != nil {
			panic(err)
		}
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return b.String()
}
