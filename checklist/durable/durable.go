// Package durable writes files that are there whole or not at all.
package durable

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
)

// WriteFile puts data into the file at path. After a failure, and after a
// crash, the file is as it was before; after success the bytes are on disk.
func WriteFile(path string, data []byte, mode os.FileMode) error {
	return Write(path, mode, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}

// Write is WriteFile for what fill writes.
func Write(path string, mode os.FileMode, fill func(io.Writer) error) error {
	staged, err := stage(path, mode, fill)
	if err != nil {
		return err
	}
	if err := os.Rename(staged, path); err != nil {
		_ = os.Remove(staged) // What failed before is the error that matters.
		return err
	}
	return SyncDir(filepath.Dir(path))
}

// stage writes a file beside the one at path, synced and closed: Windows renames
// only what is closed.
func stage(path string, mode os.FileMode, fill func(io.Writer) error) (name string, err error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".tmp-*")
	if err != nil {
		return "", err
	}
	defer func() {
		if err != nil {
			_ = f.Close()
			_ = os.Remove(f.Name())
		}
	}()
	if err := fill(f); err != nil {
		return "", err
	}
	if err := f.Chmod(mode); err != nil && runtime.GOOS != "windows" {
		return "", err
	}
	if err := f.Sync(); err != nil {
		return "", err
	}
	return f.Name(), f.Close()
}

// File is one of the files that WriteFiles writes.
type File struct {
	Path string
	Data []byte
	Mode os.FileMode
}

// WriteFiles writes files as a set: after a failure each is as it was before.
// A crash while the last steps are made can leave some of them new and some
// old, each of them whole.
func WriteFiles(files []File) (err error) {
	type step struct{ path, staged, old string }
	var steps []step
	done := 0
	defer func() {
		for n, s := range steps {
			switch {
			case err == nil || n >= done:
				_ = os.Remove(s.staged)
				_ = os.Remove(s.old)
			case s.old != "":
				err = errors.Join(err, os.Rename(s.old, s.path))
			default:
				err = errors.Join(err, os.Remove(s.path))
			}
		}
	}()
	for _, f := range files {
		staged, err := stage(f.Path, f.Mode, func(w io.Writer) error { _, err := w.Write(f.Data); return err })
		if err != nil {
			return err
		}
		s := step{path: f.Path, staged: staged}
		if old, err := os.ReadFile(f.Path); err == nil {
			s.old, err = stage(f.Path, f.Mode, func(w io.Writer) error { _, err := w.Write(old); return err })
			if err != nil {
				_ = os.Remove(staged)
				return err
			}
		}
		steps = append(steps, s)
	}
	dirs := map[string]bool{}
	for _, s := range steps {
		if err := os.Rename(s.staged, s.path); err != nil {
			return err
		}
		done++
		dirs[filepath.Dir(s.path)] = true
	}
	for dir := range dirs {
		if err := SyncDir(dir); err != nil {
			return err
		}
	}
	return nil
}

// SyncDir makes the names in a folder durable. Systems on which a folder cannot
// be synced do it by themselves.
func SyncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	err = d.Sync()
	if closing := d.Close(); err == nil {
		err = closing
	}
	if err != nil && (runtime.GOOS == "windows" || errors.Is(err, errors.ErrUnsupported) || errors.Is(err, os.ErrInvalid)) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("sync %s: %w", dir, err)
	}
	return nil
}
