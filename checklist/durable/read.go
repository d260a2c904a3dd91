package durable

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// ReadFile returns the bytes of a file. One of more than limit bytes, or without an
// end, is a SizeError.
func ReadFile(d Disk, name string, limit int64) ([]byte, error) {
	f, err := d.Open(name)
	if err != nil {
		return nil, err
	}
	return ReadAll(f, full(d, name), limit)
}

// ReadAll returns the bytes of an open file, as ReadFile does, and closes it. File is
// its path, for the error.
func ReadAll(f File, file string, limit int64) ([]byte, error) {
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	tooLong := &SizeError{file, limit}
	if info.Size() > limit {
		return nil, tooLong
	}
	data := make([]byte, 0, info.Size()+1)
	for {
		n, err := f.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		switch {
		case int64(len(data)) > limit:
			return nil, tooLong
		case err == io.EOF:
			return data, nil
		case err != nil:
			return nil, err
		case len(data) == cap(data):
			data = append(data, 0)[:len(data)]
		}
	}
}

// FS is a folder of a disk as a file system to read from. It has regular files only,
// each of at most limit bytes.
func FS(d Disk, dir string, limit int64) fs.FS { return readable{d, dir, limit} }

type readable struct {
	disk  Disk
	dir   string
	limit int64
}

// Open implements fs.FS.
func (r readable) Open(name string) (fs.File, error) { return r.disk.Open(path.Join(r.dir, name)) }

// ReadFile implements fs.ReadFileFS.
func (r readable) ReadFile(name string) ([]byte, error) {
	return ReadFile(r.disk, path.Join(r.dir, name), r.limit)
}

// Named opens a file that a person has named, for reading. Links are followed, since
// the person may have made them, but only to a regular file.
func Named(path string) (File, error) {
	f, err := regular(path, func() (fs.FileInfo, error) { return os.Stat(path) }, os.O_RDONLY,
		func(flag int) (*os.File, error) { return os.OpenFile(path, flag, 0) })
	if err != nil {
		return nil, err
	}
	return &file{f, &root{}}, nil
}

// ReadNamed returns the bytes of a file that a person has named, at most limit.
func ReadNamed(file string, limit int64) ([]byte, error) {
	f, err := Named(file)
	if err != nil {
		return nil, err
	}
	return ReadAll(f, file, limit)
}

var errLeadsOut = errors.New("a link leads out of the folder")

// Inside opens a file below a folder for reading, such as one of the app's own. Links
// are followed as long as they stay below the folder.
func Inside(dir, name string) (File, error) {
	at, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer at.Close()
	name = filepath.FromSlash(name)
	f, err := regular(filepath.Join(dir, name), func() (fs.FileInfo, error) { return at.Stat(name) }, os.O_RDONLY,
		func(flag int) (*os.File, error) { return at.OpenFile(name, flag, 0) })
	if err != nil && !Within(dir, filepath.Join(dir, name)) {
		err = &fs.PathError{Op: "open", Path: filepath.Join(dir, name), Err: errLeadsOut}
	}
	if err != nil {
		return nil, err
	}
	return &file{f, &root{}}, nil
}

// Real returns where a path leads when all links on the way are followed.
func Real(path string) (string, error) { return filepath.EvalSymlinks(path) }

// Within tells whether a path leads to dir or below it when all links are followed.
// It is true for a path that is not there, which leads nowhere else.
func Within(dir, path string) bool {
	real, err := filepath.EvalSymlinks(path)
	realDir, errDir := filepath.EvalSymlinks(dir)
	if err != nil || errDir != nil {
		return true
	}
	below, err := filepath.Rel(realDir, real)
	return err == nil && below != ".." && !strings.HasPrefix(below, ".."+string(filepath.Separator))
}

// Stat describes what a path leads to.
func Stat(path string) (fs.FileInfo, error) { return os.Stat(path) }
