package repository

import (
	"io/fs"
	"path"
	"strings"

	"clausewalk/checklist/durable"
)

// Large opens what a commit holds in Git LFS, by its SHA-256, where it was
// downloaded into the repository. The error is fs.ErrNotExist where it was not.
// Whoever reads it has to hold it against the digest.
func (c *Commit) Large(sum string) (durable.File, error) {
	if len(sum) != 64 || strings.Trim(sum, "0123456789abcdef") != "" {
		return nil, fs.ErrNotExist
	}
	dir, err := Ask(c.Repository.Dir, "rev-parse", "--path-format=absolute", "--git-common-dir")
	if err != nil {
		return nil, fs.ErrNotExist
	}
	return durable.Root(strings.TrimRight(dir, "\r\n")).Open(path.Join("lfs", "objects", sum[:2], sum[2:4], sum))
}
