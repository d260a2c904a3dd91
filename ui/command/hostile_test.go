package command

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"clausewalk/ui/command/cli"
)

// hostile is text that would clear the screen, set the title, reverse the line
// and forge a prompt if it reached a terminal as it is.
const hostile = "\x1b[2J\x1b]0;owned\a\u009b31m\u202etxet\u202c\r\b\x7f\u2028gone\x00"

// TestNothingDrivesTheTerminal holds that no text which a person supplies
// comes out as more than text, in data or in errors.
func TestNothingDrivesTheTerminal(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := filepath.Join(dir, "log\x1b[31m.txt")
	if err := os.WriteFile(file, []byte("ok"), 0o644); err != nil {
		t.Skip("the file system takes no such name")
	}
	text := strings.ReplaceAll(hostile, "\x00", "")
	for _, step := range []struct {
		code int
		args []string
	}{
		{cli.ExitFine, []string{"new", "--app", text, "--release", text, "--as", text}},
		{cli.ExitFine, []string{"answer", "A.12", "not-met", "--reason", hostile, "--as", text, "--evidence", file}},
		{cli.ExitFine, []string{"gap", "A.12", "--owner", text, "--fix", text}},
		{cli.ExitFine, []string{"scope", "permissions", "read" + strings.ReplaceAll(text, ",", "")}},
		{cli.ExitFine, []string{"scope", "A.33", "out", "--reason", text}},
		{cli.ExitFine, []string{"evidence", "list"}},
		{cli.ExitFine, []string{"evidence", "list", "--json"}},
		{cli.ExitFine, []string{"status"}},
		{cli.ExitFine, []string{"status", "--json"}},
		{cli.ExitFine, []string{"list"}},
		{cli.ExitFine, []string{"list", "--json"}},
		{cli.ExitFine, []string{"scope"}},
		{cli.ExitFine, []string{"scope", "--json"}},
		{cli.ExitFine, []string{"log"}},
		{cli.ExitFine, []string{"log", "--json"}},
		{cli.ExitFine, []string{"lint"}},
		{cli.ExitFine, []string{"lint", "--json"}},
		{cli.ExitFine, []string{"gap", "A.12"}},
		{cli.ExitFine, []string{"report"}},
		{cli.ExitFine, []string{"diff", "--since", "2026-01-01"}},
		{cli.ExitFine, []string{"sign", "--role", text, "--statement", text, "--as", text}},
		{cli.ExitFine, []string{"verify"}},
		{cli.ExitFine, []string{"undo"}},
		{cli.ExitUsage, []string{text}},
		{cli.ExitUsage, []string{"answer", text, "met"}},
		{cli.ExitUsage, []string{"answer", "A.12", text}},
		{cli.ExitUsage, []string{"answer", "A.12", "met", "--" + text}},
		{cli.ExitUsage, []string{"policy", "show", text}},
		{cli.ExitUsage, []string{"scope", text, "yes"}},
		{cli.ExitUsage, []string{"status", "--workspace", text}},
		{cli.ExitUsage, []string{"status", "--audit", text}},
		{cli.ExitError, []string{"evidence", "add", "A.12", "gone" + text}},
		{cli.ExitUsage, []string{"report", "-o", "gone/" + text}},
		{cli.ExitUsage, []string{"diff", "--event", text}},
		{cli.ExitUsage, []string{"answer", "A.10", "partly", "--reason", "not UTF-8: \xff"}},
		{cli.ExitUsage, nil},
	} {
		out, errs, code := run(t, dir, step.args...)
		if code != step.code {
			t.Errorf("%q: code %d, want %d; stderr %q", step.args, code, step.code, errs)
		}
		for _, said := range []string{out, errs} {
			if at := strings.IndexFunc(said, drives); at >= 0 {
				t.Errorf("%q prints %q", step.args, said[max(0, at-20):min(len(said), at+20)])
			}
		}
		if strings.Count(errs, "\n") > 2 {
			t.Errorf("%q: more than an error and a hint: %q", step.args, errs)
		}
		if len(step.args) > 0 && step.args[len(step.args)-1] == "--json" && !json.Valid([]byte(out)) {
			t.Errorf("%q: not JSON: %s", step.args, out)
		}
	}
	// What was entered is there as it was: only its look was made safe.
	out, _, _ := run(t, dir, "log", "A.12", "--json")
	var log struct{ Events []struct{ Words string } }
	if err := json.Unmarshal([]byte(out), &log); err != nil || log.Events[0].Words != hostile {
		t.Errorf("the reason came back as %q, %v", log.Events, err)
	}
}

func drives(r rune) bool {
	return r != '\n' && r != '\t' && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028')
}
