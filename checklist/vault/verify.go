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

// A MissingLFSError says that the bytes of a file are in Git LFS, and that this clone
// has not downloaded them.
type MissingLFSError struct {
	Name   string // of the file
	Folder string // that has it, from the app's own
}

// Error says which file it is.
func (e *MissingLFSError) Error() string {
	return e.Name + " is in Git LFS and was not downloaded"
}

// Verify tells whether a kept file is there and still has the bytes that were added.
// For evidence that is not kept it returns nil. The error is ErrMissing for a file
// that is gone, and a *MissingLFSError for one that git did not download.
func (v Vault) Verify(e event.Evidence) error {
	if !e.Kept() {
		return nil
	}
	name, err := v.name(e.SHA256)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrMissing, err)
	}
	f, err := v.open(name, e.SHA256)
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
	case Pointer(begin.Bytes()) == e.SHA256:
		return &MissingLFSError{path.Base(name), path.Dir(name)}
	}
	return fmt.Errorf("%s: its bytes are not those that were added", v.path(name))
}

// Pointer returns the digest of the file that a pointer of Git LFS stands for, empty
// for data that is not such a pointer. Git LFS names files by the same digest as we do.
func Pointer(data []byte) (digest string) {
	if len(data) >= 1024 || !bytes.HasPrefix(data, []byte("version https://git-lfs.github.com/spec/v1\n")) {
		return ""
	}
	_, behind, _ := bytes.Cut(data, []byte("\noid sha256:"))
	id, _, _ := bytes.Cut(behind, []byte("\n"))
	return string(id)
}
