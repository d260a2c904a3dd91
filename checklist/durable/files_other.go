//go:build !linux

package durable

import (
	"os"
	"slices"
)

// quick reads files in the way of package os.
type quick struct{}

// list returns the sorted names in a folder.
func (*quick) list(at *os.Root) ([]string, error) {
	folder, err := at.Open(".")
	if err != nil {
		return nil, err
	}
	defer folder.Close()
	names, err := folder.Readdirnames(-1)
	slices.Sort(names)
	return names, err
}

func (*quick) leave() {}

// read leaves each file to the usual way.
func (*quick) read(string, int64, int64, []byte) ([]byte, int64, bool) { return nil, 0, false }
