package forgetful

import (
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"time"
)

// file is an open file.
type file struct {
	disk    *Disk
	node    *node
	name    string
	at      int64
	appends bool
}

func (f *file) Read(p []byte) (int, error) {
	n, err := f.ReadAt(p, f.at)
	f.at += int64(n)
	if n > 0 && err == io.EOF {
		err = nil
	}
	return n, err
}

func (f *file) ReadAt(p []byte, at int64) (int, error) {
	unlock, err := f.disk.read("read", f.name)
	if err != nil {
		return 0, err
	}
	defer unlock()
	if at >= int64(len(f.node.data)) {
		return 0, io.EOF
	}
	n := copy(p, f.node.data[at:])
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

func (f *file) Write(p []byte) (int, error) {
	unlock, err := f.disk.read("write", f.name)
	if errors.Is(err, ErrFault) { // The disk is full: half of it had room.
		f.disk.mu.Lock()
		defer f.disk.mu.Unlock()
		n, _ := f.write(p[:len(p)/2])
		return n, err
	}
	if err != nil {
		return 0, err
	}
	defer unlock()
	return f.write(p)
}

// write is Write for whoever has locked the disk.
func (f *file) write(p []byte) (int, error) {
	if err := f.disk.step("write", f.name); err != nil {
		return 0, err
	}
	if f.appends {
		f.at = int64(len(f.node.data))
	}
	data := slices.Clone(f.node.data)
	if grow := int(f.at) + len(p) - len(data); grow > 0 {
		data = append(data, make([]byte, grow)...)
	}
	copy(data[f.at:], p)
	f.node.data, f.at = data, f.at+int64(len(p))
	return len(p), nil
}

func (f *file) Truncate(size int64) error {
	unlock, err := f.disk.read("truncate", f.name)
	if err != nil {
		return err
	}
	defer unlock()
	if err := f.disk.step("truncate", f.name); err != nil {
		return err
	}
	data := make([]byte, size)
	copy(data, f.node.data)
	f.node.data = data
	return nil
}

func (f *file) Sync() error {
	unlock, err := f.disk.read("sync", f.name)
	if err != nil {
		return err
	}
	defer unlock()
	if err := f.disk.step("sync", f.name); err != nil {
		return err
	}
	f.node.synced = f.node.data
	return nil
}

func (f *file) Stat() (fs.FileInfo, error) {
	unlock, err := f.disk.read("stat", f.name)
	if err != nil {
		return nil, err
	}
	defer unlock()
	return info{path.Base(f.name), int64(len(f.node.data)), f.node.mode}, nil
}

func (f *file) Chmod(mode fs.FileMode) error {
	unlock, err := f.disk.read("chmod", f.name)
	if err != nil {
		return err
	}
	defer unlock()
	f.node.mode = mode.Perm()
	return nil
}

func (f *file) Close() error {
	unlock, err := f.disk.read("close", f.name)
	if errors.Is(err, ErrPower) {
		return nil // Nothing is lost by it that is not lost already.
	}
	if err == nil {
		unlock()
	}
	return err
}

// info describes a file or folder.
type info struct {
	name string
	size int64
	mode fs.FileMode
}

func (i info) Name() string       { return i.name }
func (i info) Size() int64        { return i.size }
func (i info) Mode() fs.FileMode  { return i.mode }
func (i info) ModTime() time.Time { return time.Time{} }
func (i info) IsDir() bool        { return i.mode.IsDir() }
func (i info) Sys() any           { return nil }
