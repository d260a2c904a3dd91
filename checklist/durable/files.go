package durable

import (
	"io"
	"io/fs"
	"path"
)

// Files are the files of one folder, for whoever reads many of them: the folder is
// opened only once. Several goroutines may read at once.
type Files struct {
	// Names are those of all that the folder holds, in their order.
	Names []string

	disk  Disk
	dir   string
	at    entered // the folder, where the disk is the operating system's
	quick quick
}

// FilesIn lists a folder, whose files can be read until Leave is called.
func FilesIn(d Disk, dir string) (*Files, error) {
	f := &Files{disk: d, dir: dir}
	r, direct := d.(*root)
	if !direct {
		entries, err := d.ReadDir(dir)
		for _, e := range entries {
			f.Names = append(f.Names, e.Name())
		}
		return f, err
	}
	at, err := r.enter("read", path.Join(dir, "any"))
	if err != nil {
		return nil, r.wrap("read", dir, err)
	}
	f.at = at
	if f.Names, err = f.quick.list(at.Root); err != nil {
		f.Leave()
		return nil, r.wrap("read", dir, err)
	}
	return f, nil
}

// Leave ends the reading.
func (f *Files) Leave() {
	f.quick.leave()
	if f.at.Root != nil {
		f.at.leave()
	}
}

// Read returns what stands in one of the files from an offset on, at most so many
// bytes of it, and the size of the whole file. It uses the memory of into where that
// is enough. What is no regular file, and a link above all, is an error as for
// Disk.Open.
func (f *Files) Read(name string, offset, most int64, into []byte) (data []byte, size int64, err error) {
	if data, size, ok := f.quick.read(name, offset, most, into); ok {
		return data, size, nil
	}
	file, err := f.open(name)
	if err != nil {
		return nil, 0, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, 0, err
	}
	data = room(into, info.Size()-offset, most)
	n, err := file.ReadAt(data, offset)
	if err == io.EOF { // It has become shorter.
		err = nil
	}
	return data[:n], info.Size(), err
}

// room returns memory for what is left of a file, at most so many bytes of it.
func room(into []byte, left, most int64) []byte {
	n := max(0, min(left, most))
	if int64(cap(into)) < n {
		return make([]byte, n)
	}
	return into[:n]
}

// open opens one of the files, as Disk.Open does.
func (f *Files) open(name string) (File, error) {
	whole := path.Join(f.dir, name)
	r, direct := f.disk.(*root)
	switch {
	case !direct:
		return f.disk.Open(whole)
	case path.Base(whole) != name:
		return nil, r.wrap("open", whole, fs.ErrInvalid)
	}
	opened, err := openIn(f.at.Root, full(r, whole), name, 0, 0)
	if err != nil {
		return nil, r.wrap("open", whole, err)
	}
	return &file{opened, r}, nil
}

// Names returns the names of what a folder holds, in their order, as ReadDir does.
// Of thousands it does not ask what each is, which takes as long as opening it.
func Names(d Disk, dir string) ([]string, error) {
	f, err := FilesIn(d, dir)
	if err != nil {
		return nil, err
	}
	f.Leave()
	return f.Names, nil
}
