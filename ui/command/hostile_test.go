package command

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
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
		{exitFine, []string{"new", "--app", text, "--release", text, "--as", text}},
		{exitFine, []string{"answer", "A.12", "not-met", "--reason", hostile, "--as", text, "--evidence", file}},
		{exitFine, []string{"gap", "A.12", "--owner", text, "--fix", text}},
		{exitFine, []string{"scope", "permissions", "read" + strings.ReplaceAll(text, ",", "")}},
		{exitFine, []string{"scope", "A.33", "out", "--reason", text}},
		{exitFine, []string{"evidence", "list"}},
		{exitFine, []string{"evidence", "list", "--json"}},
		{exitFine, []string{"status"}},
		{exitFine, []string{"status", "--json"}},
		{exitFine, []string{"list"}},
		{exitFine, []string{"list", "--json"}},
		{exitFine, []string{"scope"}},
		{exitFine, []string{"scope", "--json"}},
		{exitFine, []string{"log"}},
		{exitFine, []string{"log", "--json"}},
		{exitFine, []string{"lint"}},
		{exitFine, []string{"lint", "--json"}},
		{exitFine, []string{"gap", "A.12"}},
		{exitFine, []string{"report"}},
		{exitFine, []string{"diff", "--since", "2026-01-01"}},
		{exitFine, []string{"sign", "--role", text, "--statement", text, "--as", text}},
		{exitFine, []string{"verify"}},
		{exitFine, []string{"undo"}},
		{exitUsage, []string{text}},
		{exitUsage, []string{"answer", text, "met"}},
		{exitUsage, []string{"answer", "A.12", text}},
		{exitUsage, []string{"answer", "A.12", "met", "--" + text}},
		{exitUsage, []string{"policy", "show", text}},
		{exitUsage, []string{"scope", text, "yes"}},
		{exitUsage, []string{"status", "--workspace", text}},
		{exitUsage, []string{"status", "--audit", text}},
		{exitError, []string{"evidence", "add", "A.12", "gone" + text}},
		{exitUsage, []string{"report", "-o", "gone/" + text}},
		{exitUsage, []string{"diff", "--event", text}},
		{exitUsage, []string{"answer", "A.10", "partly", "--reason", "not UTF-8: \xff"}},
		{exitUsage, nil},
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
