package command

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/agext/levenshtein"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"clausewalk/checklist"
	"clausewalk/checklist/journal/folder"
	"clausewalk/checklist/vault"
	"clausewalk/checklist/workspace"
	"clausewalk/reports"
	"clausewalk/ui"
)

// The exit codes.
const (
	exitFine        = 0
	exitError       = 1
	exitUsage       = 2
	exitGate        = 3
	exitInterrupted = 130
)

// fault is an error that knows its exit code and what to do about it.
type fault struct {
	err  error
	hint string
	code int
}

func (f *fault) Error() string { return f.err.Error() }
func (f *fault) Unwrap() error { return f.err }

// usage says that the command was wrong.
func usage(hint, format string, args ...any) error {
	return &fault{fmt.Errorf(format, args...), hint, exitUsage}
}

// failed says that something did not work.
func failed(hint, format string, args ...any) error {
	return &fault{fmt.Errorf(format, args...), hint, exitError}
}

// exit writes out what is left, reports the error and returns the exit code.
func (c *cli) exit(err error) int {
	if flushErr := c.out.Flush(); err == nil && flushErr != nil {
		err = fmt.Errorf("standard output: %w", flushErr)
	}
	if err == nil {
		return exitFine
	}
	code, hint := explain(err)
	if c.jsonErrors {
		return c.jsonError(err, hint, code)
	}
	if !errors.Is(err, ui.ErrInterrupted) {
		fmt.Fprintf(c.Stderr, "clausewalk: %s\n", reports.Line(err.Error()))
	}
	if hint != "" {
		fmt.Fprintf(c.Stderr, "hint: %s\n", reports.Line(hint))
	}
	return code
}

// jsonError writes the error as JSON on standard error, for the programs that
// asked for JSON, and returns the exit code.
func (c *cli) jsonError(err error, hint string, code int) int {
	c.out.Reset(c.Stderr)
	type errorJSON struct {
		Code    string `json:"code"` // stable, see errorCode
		Message string `json:"message"`
		Hint    string `json:"hint,omitempty"`
		Exit    int    `json:"exit"`
	}
	wrote := c.json(struct {
		Format int       `json:"format"`
		Error  errorJSON `json:"error"`
	}{jsonFormat, errorJSON{errorCode(err, code), reports.Line(err.Error()), reports.Line(hint), code}})
	if wrote == nil {
		wrote = c.out.Flush()
	}
	if wrote != nil {
		fmt.Fprintf(c.Stderr, "clausewalk: %s\n", reports.Line(err.Error()))
	}
	return code
}

// errorCode returns the word by which a program tells errors apart.
func errorCode(err error, exit int) string {
	var unknown *checklist.UnknownError
	var reason *checklist.ReasonError
	var damage *folder.DamageError
	var format *checklist.FormatError
	switch {
	case errors.As(err, &unknown):
		return "unknown-" + strings.ReplaceAll(unknown.What, " ", "-")
	case errors.As(err, &reason):
		return "reason-needed"
	case errors.Is(err, workspace.ErrNone):
		return "no-audit"
	case errors.As(err, &format):
		return "other-format"
	case errors.As(err, &damage):
		return "damaged"
	case errors.Is(err, checklist.ErrNothingToUndo):
		return "nothing-to-undo"
	}
	switch exit {
	case exitUsage:
		return "usage"
	case exitGate:
		return "gate"
	case exitInterrupted:
		return "interrupted"
	}
	return "failed"
}

// explain returns the exit code of an error and what to do about it.
func explain(err error) (code int, hint string) {
	var known *fault
	var unknown *checklist.UnknownError
	var reason *checklist.ReasonError
	var damage *folder.DamageError
	var format *checklist.FormatError
	var large *vault.LargeError
	var secret *workspace.SecretError
	switch {
	case errors.As(err, &known):
		if known.hint == "" {
			_, known.hint = explain(known.err)
		}
		return known.code, known.hint
	case errors.As(err, &secret):
		return exitError, secretHint
	case errors.As(err, &large):
		return exitError, "a link to where it is kept will often do; --large keeps it all the same"
	case errors.Is(err, ui.ErrInterrupted):
		return exitInterrupted, ""
	case errors.As(err, &unknown):
		return exitUsage, nearest(unknown.Name, unknown.Known, "")
	case errors.As(err, &reason):
		return exitUsage, `say why: --reason "..."`
	case errors.Is(err, workspace.ErrNone):
		return exitError, "start one with: clausewalk new --app NAME --release RELEASE"
	case errors.As(err, &format) && format.Found > format.Known:
		return exitError, "a newer clausewalk wrote it and nothing was changed: update clausewalk"
	case errors.As(err, &damage):
		return exitError, "nothing was changed: bring the file back from git or from a backup"
	case errors.Is(err, checklist.ErrNothingToUndo):
		return exitError, "only what was answered on this clone can be undone here; clausewalk log shows all"
	default:
		return exitError, ""
	}
}

// flagError says which flag was wrong, and which was perhaps meant.
func flagError(cmd *cobra.Command, err error) error {
	help := cmd.CommandPath() + " --help"
	var unknown *pflag.NotExistError
	if !errors.As(err, &unknown) || unknown.GetSpecifiedShortnames() != "" {
		return usage(help, "%w", err)
	}
	name := "--" + unknown.GetSpecifiedName()
	var known []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { known = append(known, "--"+f.Name) })
	return usage(nearest(name, known, help), "unknown flag %s", name)
}

const (
	fewListed = 12 // how many names are told where none is near
	mostNamed = 3  // how many are told that are equally near
)

// nearest returns a hint with the known names that are like name; otherwise
// all of them where they are few, or else what the caller has to say.
func nearest(name string, known []string, otherwise string) string {
	fold := strings.ToLower(name)
	least := (utf8.RuneCountInString(fold) + 1) / 2
	var names []string
	for _, k := range known {
		d := levenshtein.Distance(fold, strings.ToLower(k), nil)
		if fold != "" && strings.HasPrefix(strings.ToLower(k), fold) {
			d = min(d, 1)
		}
		if d < least {
			least, names = d, nil
		}
		if d == least && len(names) < mostNamed {
			names = append(names, k)
		}
	}
	switch {
	case len(names) > 0:
		return "did you mean " + alternatives(names) + "?"
	case len(known) > 0 && len(known) <= fewListed:
		return oneOf(known)
	default:
		return otherwise
	}
}

func oneOf(names []string) string { return "it is one of " + strings.Join(names, ", ") }

// alternatives writes "a, b or c".
func alternatives(names []string) string {
	last := len(names) - 1
	if last < 1 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:last], ", ") + " or " + names[last]
}

// longDashes are the strokes that word processors make of a hyphen.
const longDashes = "‐‑‒–—―−"

// words tells whether a command got as many words as it takes; atMost below
// zero is any number. A flag that was typed, or pasted, with a long dash would
// otherwise be taken for a word.
func words(atLeast, atMost int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		for _, a := range args {
			if bare := strings.TrimLeft(a, longDashes); bare != a && bare != "" && bare[0] >= 'a' && bare[0] <= 'z' {
				return usage(fmt.Sprintf("flags begin with two plain hyphens: --%s", bare), "%q begins with a long dash", a)
			}
		}
		switch {
		case len(args) < atLeast:
			return usage("usage: "+cmd.UseLine(), "%s: something is missing", cmd.CommandPath())
		case atMost >= 0 && len(args) > atMost:
			return usage("usage: "+cmd.UseLine(), "%s: %q is too much", cmd.CommandPath(), args[atMost])
		}
		return nil
	}
}
