package durable

import (
	"crypto/rand"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
)

// WriteFile replaces a file, or makes it. After a failure or a crash the file is as it
// was before; after success the bytes are on disk.
func WriteFile(d Disk, name string, data []byte, mode fs.FileMode) error {
	return Write(d, name, mode, whole(data))
}

func whole(data []byte) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	}
}

// Write is WriteFile for what fill writes.
func Write(d Disk, name string, mode fs.FileMode, fill func(io.Writer) error) error {
	staged, err := stage(d, name, mode, fill)
	if err != nil {
		return err
	}
	if err := d.Rename(staged, name); err != nil {
		_ = d.Remove(staged) // What failed before is the error that matters.
		return err
	}
	return d.SyncDir(path.Dir(name))
}

// TempName returns a name in the same folder that nothing has.
func TempName(name string) string {
	return path.Join(path.Dir(name), ".tmp-"+strings.ToLower(rand.Text()[:10]))
}

// stage writes a file beside the one that it is to replace, synced and closed:
// Windows renames only what is closed.
func stage(d Disk, name string, mode fs.FileMode, fill func(io.Writer) error) (staged string, err error) {
	temp := TempName(name)
	f, err := d.OpenFile(temp, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return "", err
	}
	defer func() {
		if err != nil {
			_ = f.Close()
			_ = d.Remove(temp)
		}
	}()
	if err := fill(f); err != nil {
		return "", err
	}
	if err := f.Chmod(mode); err != nil {
		return "", err
	}
	if err := f.Sync(); err != nil {
		return "", err
	}
	return temp, f.Close()
}

// Content is one of the files that WriteFiles writes.
type Content struct {
	Disk Disk
	Name string
	Data []byte
	Mode fs.FileMode
}

// WriteFiles writes several files: after a failure each is as it was before. A crash
// during the last steps may leave some of them new and some old, each of them whole.
func WriteFiles(files []Content) (err error) {
	type step struct {
		Content
		staged, old string
	}
	var steps []step
	done := 0
	defer func() {
		for n, s := range steps {
			switch {
			case err == nil || n >= done:
				_ = s.Disk.Remove(s.staged)
				if s.old != "" {
					_ = s.Disk.Remove(s.old)
				}
			case s.old != "":
				err = errors.Join(err, s.Disk.Rename(s.old, s.Name))
			default:
				err = errors.Join(err, s.Disk.Remove(s.Name))
			}
		}
		if done > 0 && err != nil {
			err = errors.Join(err, syncFolders(files))
		}
	}()
	for _, f := range files {
		s := step{Content: f}
		if s.staged, err = stage(f.Disk, f.Name, f.Mode, whole(f.Data)); err != nil {
			return err
		}
		if s.old, err = copyBeside(f); err != nil {
			_ = f.Disk.Remove(s.staged)
			return err
		}
		steps = append(steps, s)
	}
	for _, s := range steps {
		if err := s.Disk.Rename(s.staged, s.Name); err != nil {
			return err
		}
		done++
	}
	return syncFolders(files)
}

// syncFolders makes the names of files durable, each folder once.
func syncFolders(files []Content) error {
	synced := map[string]bool{}
	for _, f := range files {
		dir := path.Dir(f.Name)
		if synced[full(f.Disk, dir)] {
			continue
		}
		synced[full(f.Disk, dir)] = true
		if err := f.Disk.SyncDir(dir); err != nil {
			return err
		}
	}
	return nil
}

// copyBeside copies a file within its folder, and returns the name of the copy, empty
// if there is no such file.
func copyBeside(f Content) (name string, err error) {
	old, err := f.Disk.Open(f.Name)
	var other *KindError
	if errors.Is(err, fs.ErrNotExist) || errors.As(err, &other) {
		return "", nil // Replacing something that is not a file fails later, and says why.
	}
	if err != nil {
		return "", err
	}
	defer old.Close()
	return stage(f.Disk, f.Name, f.Mode, func(w io.Writer) error {
		_, err := io.Copy(w, old)
		return err
	})
}

// Part is a file of a folder that WriteFolder writes.
type Part struct {
	Name string // below the folder
	Fill func(io.Writer) error
}

// WriteFolder makes a folder with these files; one that is there must be empty. After
// a failure or a crash none of it is there.
func WriteFolder(d Disk, name string, parts []Part) (err error) {
	staged := TempName(name)
	defer func() {
		if err != nil {
			err = errors.Join(err, RemoveAll(d, staged))
		}
	}()
	made := map[string]bool{}
	for _, p := range parts {
		file := path.Join(staged, p.Name)
		if dir := path.Dir(file); !made[dir] {
			made[dir] = true
			if err := MkdirAll(d, dir, 0o755); err != nil {
				return err
			}
		}
		if err := Write(d, file, 0o644, p.Fill); err != nil {
			return err
		}
	}
	if err := d.Rename(staged, name); err != nil {
		return err
	}
	return d.SyncDir(path.Dir(name))
}
