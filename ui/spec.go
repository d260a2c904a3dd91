package ui

import (
	"errors"
	"net/url"
	"path/filepath"
	"strings"

	"clausewalk/checklist"
	"clausewalk/checklist/vault"
	"clausewalk/checklist/workspace"
	"clausewalk/policy/pattern"
)

// Unquote takes off what a terminal or a file manager puts around a path that
// is dropped or pasted: quotes, backslashes before blanks, file://.
func Unquote(s string) string {
	switch {
	case len(s) >= 2 && (s[0] == '\'' || s[0] == '"') && s[len(s)-1] == s[0]:
		return Unquote(s[1 : len(s)-1])
	case strings.HasPrefix(s, "file://"):
		u, err := url.Parse(s)
		if err != nil {
			return strings.TrimPrefix(s, "file://")
		}
		return filepath.FromSlash(u.Path)
	case filepath.Separator == '/':
		return escaped.ReplaceAllString(s, "$1")
	}
	return s
}

// escaped is a sign behind the backslash that a shell wants there.
var escaped = pattern.New(`\\([^\pL\pN])`)

// Overrule tells whether the error is one that a person may overrule, and allows
// just that.
func Overrule(err error, allow *workspace.Allow) bool {
	var large *vault.LargeError
	var secret *workspace.SecretError
	var words *checklist.SecretError
	var outside *workspace.OutsideError
	switch {
	case errors.As(err, &outside):
		allow.Outside = true
	case errors.As(err, &large):
		allow.Large = true
	case errors.As(err, &secret), errors.As(err, &words):
		allow.Secrets = true
	default:
		return false
	}
	return true
}
