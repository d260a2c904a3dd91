package vault

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"path"

	"clausewalk/checklist/event"
)

// ErrMissing says that a file which was added is not in the vault.
var ErrMissing = errors.New("the file is missing")

// A MissingLFSError says that git holds the bytes of a kept file in Git LFS, and
// that this clone has not downloaded them.
type MissingLFSError struct {
	Name   string // of the file
	Folder string // the one that holds it, as its disk names it
}

// Error says which file it is.
func (e *MissingLFSError) Error() string {
	return e.Name + " is in Git LFS and was not downloaded"
}

// Verify tells whether a kept file is there and still has the bytes that were
// added. Evidence that is no kept file is fine. The error is a MissingLFSError
// where git would have the bytes.
func (v Vault) Verify(e event.Evidence) error {
	if !e.Kept() {
		return nil
	}
	name, err := v.name(e.SHA256)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrMissing, err)
	}
	f, err := v.Disk.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	hash := sha256.New()
	begin := &head{}
	if _, err := io.Copy(io.MultiWriter(hash, begin), f); err != nil {
		return fmt.Errorf("%s: %w", v.path(name), err)
	}
	switch {
	case hex.EncodeToString(hash.Sum(nil)) == e.SHA256:
		return nil
	case pointsTo(begin.Bytes(), e.SHA256):
		return &MissingLFSError{path.Base(name), path.Dir(name)}
	}
	return fmt.Errorf("%s: its bytes are not those that were added", v.path(name))
}

// pointsTo tells whether data is what Git LFS puts in place of a file with the
// digest. Its id of a file is the digest that we have of it.
func pointsTo(data []byte, digest string) bool {
	return len(data) < 1024 && bytes.HasPrefix(data, []byte("version https://git-lfs.github.com/spec/v1\n")) &&
		bytes.Contains(data, []byte("\noid sha256:"+digest+"\n"))
}
