package durable

import (
	"io/fs"
	"os"
	"path"
	"sync"
)

// Keep has a disk of the operating system hold some folders open once it has
// entered them, for whoever comes back to them again and again, as a journal does
// for each answer. The way to such a folder is gone once; each later call looks whether
// its path still leads to the same folder, by no link, and goes the whole way again
// if it does not. They are closed when nobody has the disk any more.
//
// Windows lets nobody move or remove a folder that is open, so there it does
// nothing.
func Keep(d Disk, dirs ...string) {
	r, direct := d.(*root)
	if !direct || !keepable {
		return
	}
	r.kept.Lock()
	defer r.kept.Unlock()
	for _, dir := range dirs {
		if _, known := r.kept.folders[dir]; known {
			continue
		}
		if r.kept.folders == nil {
			r.kept.folders = map[string]*keptFolder{}
		}
		r.kept.folders[dir] = nil
	}
}

// kept are the folders to be held open, by name; nil are those not entered yet.
type kept struct {
	sync.Mutex
	folders map[string]*keptFolder
}

type keptFolder struct {
	at   *os.Root
	info fs.FileInfo
}

// open returns a folder that is held open, nil where it is not or its path leads
// elsewhere now.
func (k *kept) open(d *root, dir string) *os.Root {
	k.Lock()
	folder := k.folders[dir]
	k.Unlock()
	if folder == nil {
		return nil
	}
	look := os.Lstat
	if dir == "." {
		look = os.Stat // Links on the way to the disk are followed.
	}
	if now, err := look(full(d, dir)); err != nil || !os.SameFile(now, folder.info) {
		return nil
	}
	for at := path.Dir(dir); at != "."; at = path.Dir(at) { // A link may lead to the very same folder.
		if info, err := os.Lstat(full(d, at)); err != nil || !info.IsDir() {
			return nil
		}
	}
	return folder.at
}

// hold holds a folder open if it is to be, in place of what had its name before,
// and tells whether it does. What is replaced may still be in use elsewhere, so it
// is closed when nobody has it.
func (k *kept) hold(dir string, at *os.Root) bool {
	k.Lock()
	defer k.Unlock()
	if _, wanted := k.folders[dir]; !wanted {
		return false
	}
	info, err := at.Stat(".")
	if err != nil {
		return false
	}
	k.folders[dir] = &keptFolder{at, info}
	return true
}
