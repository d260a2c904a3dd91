package durable

import (
	"io"
	"io/fs"
	"path"
)

// ReadFile returns what a file holds, at most limit bytes. A longer one, and one
// that has no end, is a SizeError.
func ReadFile(d Disk, name string, limit int64) ([]byte, error) {
	f, err := d.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	tooLong := &SizeError{full(d, name), limit}
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

// FS is a folder of a disk as a file system to read from: regular files alone,
// each at most limit bytes.
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
