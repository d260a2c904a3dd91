package cli

import (
	"cmp"
	"errors"
	"io/fs"
	"path/filepath"
	"runtime"
	"strings"

	"clausewalk/checklist/durable"
	"clausewalk/ui"
)

// maxSettings is how long a configuration file is at most, in bytes.
const maxSettings = 1 << 20

// Settle reads the configuration file, clausewalk/config.yaml where the system
// keeps what a person has set, and completes the flags of the walk that were not
// given. The error names its line and column.
func (r *Run) Settle() error {
	s, err := r.settings()
	if err != nil {
		return Usage("fix the line, or remove the file", "%w", err)
	}
	r.Settings = s
	if !r.given("theme") && s.Theme != "" {
		r.Theme = string(s.Theme)
	}
	if !r.given("mouse") && s.Mouse != nil {
		r.Mouse = *s.Mouse
	}
	switch {
	case r.given("ascii"):
	case s.ASCII != nil:
		r.ASCII = *s.ASCII
	default:
		r.ASCII = r.needsASCII()
	}
	return nil
}

func (r *Run) given(flag string) bool { return r.flags != nil && r.flags.Changed(flag) }

func (r *Run) settings() (ui.Settings, error) {
	if r.ConfigDir == nil {
		return ui.Settings{}, nil
	}
	dir, err := r.ConfigDir()
	if err != nil {
		return ui.Settings{}, nil // A system user has no place for settings, and needs none.
	}
	name := filepath.Join(dir, "clausewalk", "config.yaml")
	source, err := durable.ReadNamed(name, maxSettings)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return ui.Settings{}, nil
	case errors.As(err, new(*durable.KindError)), errors.As(err, new(*durable.SizeError)):
		return ui.Settings{}, errors.New(name + " is not a file of at most 1 MB")
	case err != nil:
		return ui.Settings{}, err
	}
	return ui.ReadSettings(name, source)
}

// needsASCII tells whether the terminal shows ASCII alone: the Linux console,
// whose letters are few, and a locale that is not UTF-8. Windows and macOS have
// terminals that are, whatever the environment says.
func (r *Run) needsASCII() bool {
	if r.Getenv("TERM") == "linux" {
		return true
	}
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return false
	}
	locale := cmp.Or(r.Getenv("LC_ALL"), r.Getenv("LC_CTYPE"), r.Getenv("LANG"))
	return !strings.Contains(strings.ReplaceAll(strings.ToLower(locale), "-", ""), "utf8")
}
