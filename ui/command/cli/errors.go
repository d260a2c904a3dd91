package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"clausewalk/checklist"
	"clausewalk/checklist/durable"
	"clausewalk/checklist/event"
	"clausewalk/checklist/journal/folder"
	"clausewalk/checklist/repository"
	"clausewalk/checklist/vault"
	"clausewalk/checklist/workspace"
	"clausewalk/reports"
	"clausewalk/ui"
	"clausewalk/ui/clauses"
)

// The exit codes.
const (
	ExitFine        = 0
	ExitError       = 1
	ExitUsage       = 2
	ExitGate        = 3
	ExitInterrupted = 130
)

// A Fault is an error that knows its exit code and what to do about it.
type Fault struct {
	Err  error
	Hint string
	Code int
}

// Error says what went wrong.
func (f *Fault) Error() string { return f.Err.Error() }

// Unwrap returns the error below.
func (f *Fault) Unwrap() error { return f.Err }

// Usage says that the command was wrong.
func Usage(hint, format string, args ...any) error {
	return &Fault{fmt.Errorf(format, args...), hint, ExitUsage}
}

// Failed says that something did not work.
func Failed(hint, format string, args ...any) error {
	return &Fault{fmt.Errorf(format, args...), hint, ExitError}
}

// Exit writes out what is left, reports the error, as JSON where that was asked
// for, and returns the exit code.
func (r *Run) Exit(err error, asJSON bool) int {
	if flushErr := r.Out.Flush(); err == nil && flushErr != nil {
		err = fmt.Errorf("standard output: %w", flushErr)
	}
	if err == nil {
		return ExitFine
	}
	code, hint := explain(err)
	if asJSON {
		return r.jsonError(err, hint, code)
	}
	if !errors.Is(err, ui.ErrInterrupted) {
		fmt.Fprintf(r.Stderr, "clausewalk: %s\n", reports.Line(err.Error()))
	}
	if hint != "" {
		fmt.Fprintf(r.Stderr, "hint: %s\n", reports.Line(hint))
	}
	return code
}

// jsonError writes the error as JSON on standard error, for the programs that
// asked for JSON, and returns the exit code.
func (r *Run) jsonError(err error, hint string, code int) int {
	r.Out.Reset(r.Stderr)
	type errorJSON struct {
		Code    string `json:"code"` // stable, see errorCode
		Message string `json:"message"`
		Hint    string `json:"hint,omitempty"`
		Exit    int    `json:"exit"`
	}
	wrote := r.JSON(struct {
		Format int       `json:"format"`
		Error  errorJSON `json:"error"`
	}{JSONFormat, errorJSON{errorCode(err, code), reports.Line(err.Error()), reports.Line(hint), code}})
	if wrote == nil {
		wrote = r.Out.Flush()
	}
	if wrote != nil {
		fmt.Fprintf(r.Stderr, "clausewalk: %s\n", reports.Line(err.Error()))
	}
	return code
}

// errorCode returns the word by which a program tells errors apart.
func errorCode(err error, exit int) string {
	var unknown *checklist.UnknownError
	var reason *checklist.ReasonError
	var damage *folder.DamageError
	var format *event.FormatError
	var rev *repository.UnknownError
	switch {
	case errors.As(err, &rev):
		return "unknown-commit"
	case errors.As(err, &unknown):
		return "unknown-" + strings.ReplaceAll(unknown.What, " ", "-")
	case errors.As(err, &reason):
		return "reason-needed"
	case errors.As(err, new(*checklist.ConflictError)):
		return "in-conflict"
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
	case ExitUsage:
		return "usage"
	case ExitGate:
		return "gate"
	case ExitInterrupted:
		return "interrupted"
	}
	return "failed"
}

// explain returns the exit code of an error and what to do about it. It is one list,
// in which the first that fits answers.
func explain(err error) (code int, hint string) {
	var known *Fault
	var unknown *checklist.UnknownError
	var sides *checklist.ConflictError
	var gone *workspace.GoneError
	var damage *folder.DamageError
	var format *event.FormatError
	var outside *workspace.OutsideError
	var above *workspace.AboveError
	var input *clauses.InputError
	var unlisted *checklist.UnlistedError
	switch {
	case errors.As(err, &input):
		return ExitUsage, input.Mend
	case errors.As(err, &unlisted):
		return ExitUsage, Nearest(unlisted.Permission, unlisted.Listed, "clausewalk scope shows what is listed; list it there first")
	case errors.As(err, &known):
		if known.Hint == "" {
			_, known.Hint = explain(known.Err)
		}
		return known.Code, known.Hint
	case errors.As(err, new(*workspace.SecretError)):
		return ExitError, secretHint
	case errors.As(err, new(*checklist.SecretError)):
		return ExitError, "leave it out, because others read the workspace and the report"
	case errors.As(err, &outside):
		return ExitError, outsideHint
	case errors.As(err, &above):
		return ExitError, "if you mean it, name it: --workspace " + Quoted(above.Root)
	case errors.Is(err, workspace.ErrForeignLocal):
		return ExitError, "look at what is in it, then: git rm -r --cached .clausewalk/.local"
	case errors.As(err, new(*durable.KindError)):
		return ExitError, "a workspace contains only files and folders: look at what is there, and remove it"
	case errors.As(err, new(*vault.LargeError)):
		return ExitError, "a link to where it is stored is often enough; --large keeps it anyway"
	case errors.Is(err, ui.ErrInterrupted):
		return ExitInterrupted, ""
	case errors.As(err, &unknown):
		return ExitUsage, Nearest(unknown.Name, unknown.Names(), "")
	case errors.As(err, new(*checklist.ReasonError)):
		return ExitUsage, `say why: --reason "..."`
	case errors.As(err, &sides):
		return ExitUsage, "clausewalk resolve " + sides.Ref.Label + " --take NAME keeps one side; a new answer needs a --reason of its own"
	case errors.As(err, &gone):
		return ExitError, restoreHint(gone.Path)
	case errors.Is(err, workspace.ErrNone):
		return ExitError, "start one with: clausewalk new --app NAME --release RELEASE"
	case errors.As(err, &format) && format.Found > format.Known:
		return ExitError, "a newer clausewalk wrote it, and nothing was changed: update clausewalk"
	case errors.As(err, &damage):
		return ExitError, "nothing was changed: restore the file from git or a backup, or see what clausewalk repair can save"
	case errors.Is(err, checklist.ErrNothingToUndo):
		return ExitError, "only what was done on this clone can be undone here; clausewalk log shows everything"
	default:
		return explainDisk(err)
	}
}

// restoreHint is what to do about a file that a workspace needs and has no more.
func restoreHint(path string) string {
	return "git checkout HEAD -- " + Quoted(path) + " brings it back if it was committed; otherwise restore it from a backup or another branch"
}

// explainDisk is explain for what the disk says, and for texts that are not on it.
func explainDisk(err error) (code int, hint string) {
	var file *fs.PathError
	ours := errors.As(err, &file) && slices.Contains(strings.Split(filepath.ToSlash(file.Path), "/"), workspace.Dir)
	switch {
	case errors.As(err, new(*checklist.OtherTextError)):
		return ExitError, "policy.md was altered: restore it from git or a backup; clausewalk policy adopt FILE switches to another edition"
	case errors.Is(err, syscall.ENOSPC):
		return ExitError, "nothing was changed: free some space, and do it again"
	case ours && errors.Is(err, fs.ErrPermission), ours && errors.Is(err, syscall.EROFS):
		return ExitError, "nothing was changed: it takes the right to read and write everything in " + workspace.Dir
	case ours && errors.Is(err, fs.ErrNotExist):
		return ExitError, restoreHint(file.Path)
	}
	return explainCommit(err)
}

// explainCommit is explain for what a commit cannot be read for.
func explainCommit(err error) (code int, hint string) {
	var unknown *repository.UnknownError
	var ambiguous *repository.AmbiguousError
	var missing *repository.MissingError
	switch {
	case errors.As(err, &unknown):
		return ExitUsage, Nearest(unknown.Rev, unknown.Known, "")
	case errors.As(err, &ambiguous):
		return ExitUsage, ""
	case errors.As(err, &missing):
		return ExitError, "a partial clone fetches it with: git -C " + Quoted(missing.Repo) + " archive -o /dev/null HEAD " + workspace.Dir
	}
	return ExitError, ""
}
