package repository

import (
	"bytes"
	"io/fs"
	"time"
)

// file is a file of a commit.
type file struct {
	bytes.Reader
	info info
}

func (f *file) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *file) Close() error               { return nil }
func (f *file) Write([]byte) (int, error)  { return 0, ErrCommitted }
func (f *file) Chmod(fs.FileMode) error    { return ErrCommitted }
func (f *file) Truncate(int64) error       { return ErrCommitted }
func (f *file) Sync() error                { return ErrCommitted }

// info describes what has a name in a commit.
type info struct {
	name string
	mode fs.FileMode
	size int64
	made time.Time
}

func (i info) Name() string       { return i.name }
func (i info) Size() int64        { return i.size }
func (i info) Mode() fs.FileMode  { return i.mode }
func (i info) ModTime() time.Time { return i.made }
func (i info) IsDir() bool        { return i.mode.IsDir() }
func (i info) Sys() any           { return nil }
