package workspace

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"clausewalk/checklist"
)

// Openable returns what of a piece of evidence may be handed to the system's
// opener: an http or https address, a file of the vault that is as it was
// added, or a file of the app's repository. Nothing else ever is, since
// evidence comes from other people too.
func (o *Open) Openable(e checklist.Evidence) (string, error) {
	switch {
	case e.URL != "":
		u, err := url.Parse(e.URL)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
			return "", fmt.Errorf("%s is no http or https address", e.URL)
		}
		return u.String(), nil
	case e.Path != "":
		return inside(o.Workspace.Root, filepath.Join(o.Workspace.Root, filepath.FromSlash(e.Path)))
	case e.SHA256 != "":
		if err := o.Vault.Verify(e); err != nil {
			return "", fmt.Errorf("%s: %w", e.Target(), err)
		}
		path, err := o.Vault.Find(e.SHA256)
		if err != nil {
			return "", err
		}
		return inside(o.Vault.Dir, path)
	}
	return "", errors.New("words are not opened; they stand in the clause")
}

// inside returns the file behind a path, links followed, unless it is outside
// the folder or no plain file.
func inside(dir, path string) (string, error) {
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		return "", err
	}
	top, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return "", err
	}
	within, err := filepath.Rel(top, real)
	if err != nil || within == ".." || strings.HasPrefix(within, ".."+string(filepath.Separator)) {
		return "", fmt.Errorf("%s leads out of %s", filepath.Base(path), filepath.Base(top))
	}
	if info, err := os.Stat(real); err != nil || !info.Mode().IsRegular() {
		return "", fmt.Errorf("%s is no file", filepath.Base(path))
	}
	return real, nil
}
