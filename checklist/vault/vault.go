// Package vault keeps evidence: files and cited lines, each under the SHA-256 of its
// bytes, so that the same bytes are kept once and a change of them is noticed. It
// also finds cited lines in the app's files again, and tells what a file really is,
// whatever its name.
package vault

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/gabriel-vasile/mimetype"

	"clausewalk/checklist"
	"clausewalk/checklist/durable"
	"clausewalk/checklist/event"
)

// LargeFile is the size in bytes above which a file is kept only if a person says so,
// since the repository would carry it forever.
const LargeFile = 25 << 20

// A LargeError says that a file is larger than LargeFile.
type LargeError struct {
	Path string
	Size int64
}

// Error names the file and its size.
func (e *LargeError) Error() string {
	return fmt.Sprintf("evidence: %s has %d bytes, and the repository would carry it forever", e.Path, e.Size)
}

// MaxFile is the largest file that is kept, in bytes.
const MaxFile = 2 << 30

// Vault is the folder of an audit's evidence files.
type Vault struct {
	Disk     durable.Disk
	Dir      string                    // the folder's name on the disk
	Progress func(copied, total int64) // told how many bytes of a file are copied; may be nil
}

// AddFile copies the file at path into the vault and returns it as evidence. One
// larger than LargeFile is a LargeError unless large is true. After an error, which
// names the file, nothing is left in the vault.
func (v Vault) AddFile(path string, large bool) (event.Evidence, error) {
	src, err := durable.Named(path)
	var other *durable.KindError
	switch {
	case errors.As(err, &other) && other.Is == "a folder":
		return event.Evidence{}, fmt.Errorf("evidence: %s is a folder: zip it and add the zip", path)
	case errors.As(err, &other):
		return event.Evidence{}, fmt.Errorf("evidence: %s is not a regular file", path)
	case err != nil:
		return event.Evidence{}, fmt.Errorf("evidence: %w", err)
	}
	defer src.Close()
	info, err := src.Stat()
	switch {
	case err != nil:
		return event.Evidence{}, fmt.Errorf("evidence: %w", err)
	case info.Size() > MaxFile:
		return event.Evidence{}, fmt.Errorf("evidence: %s has %d bytes, more than the %d that are kept", path, info.Size(), int64(MaxFile))
	case info.Size() > LargeFile && !large:
		return event.Evidence{}, &LargeError{path, info.Size()}
	}
	if !utf8.ValidString(filepath.Base(path)) {
		return event.Evidence{}, fmt.Errorf("evidence: the name of %q is not UTF-8 text: rename the file", path)
	}
	told := func(copied int64) {
		if v.Progress != nil {
			v.Progress(copied, info.Size())
		}
	}
	e, err := v.store(src, filepath.Base(path), told)
	if err != nil {
		return e, fmt.Errorf("evidence: %s: %w", path, err)
	}
	return e, nil
}

// store copies the bytes into a temporary folder while it hashes them, and then
// renames that folder to their digest. So a folder with a digest's name has one whole
// file from its first moment, whoever else adds files at the same time.
func (v Vault) store(src io.Reader, name string, told func(copied int64)) (e event.Evidence, err error) {
	if err := durable.MkdirAll(v.Disk, v.Dir, 0o755); err != nil {
		return e, err
	}
	incoming := durable.TempName(path.Join(v.Dir, "x"))
	if err := v.Disk.Mkdir(incoming, 0o755); err != nil {
		return e, err
	}
	defer func() { _ = durable.RemoveAll(v.Disk, incoming) }() // What failed before is the error that matters.
	hash := sha256.New()
	begin := &head{}
	var size int64
	err = durable.Write(v.Disk, path.Join(incoming, checklist.SafeName(name)), 0o644, func(w io.Writer) (err error) {
		size, err = io.Copy(io.MultiWriter(w, hash, begin, &counter{told: told}), io.LimitReader(src, MaxFile+1))
		if err == nil && size > MaxFile {
			err = fmt.Errorf("more than %d bytes", int64(MaxFile))
		}
		return err
	})
	if err != nil {
		return e, err
	}
	kept := event.Evidence{Kind: event.FileEvidence, Name: name, Size: size, Media: mimetype.Detect(begin.Bytes()).String(), SHA256: hex.EncodeToString(hash.Sum(nil))}
	dir := path.Join(v.Dir, kept.SHA256)
	switch err := v.Verify(kept); {
	case err == nil:
		// Who put it there may have crashed before the name was durable.
		return kept, v.Disk.SyncDir(v.Dir)
	case !errors.Is(err, fs.ErrNotExist):
		// What has the digest as its name but other bytes is damaged: replace it.
		if err := durable.RemoveAll(v.Disk, dir); err != nil {
			return e, err
		}
	}
	if err := v.Disk.Rename(incoming, dir); err != nil && v.Verify(kept) != nil {
		return e, err
	}
	return kept, v.Disk.SyncDir(v.Dir)
}

// counter tells how many bytes were written to it.
type counter struct {
	n    int64
	told func(int64)
}

func (c *counter) Write(p []byte) (int, error) {
	c.n += int64(len(p))
	c.told(c.n)
	return len(p), nil
}

// Add keeps what r reads as a file with a name. After an error nothing is left in the
// vault.
func (v Vault) Add(r io.Reader, name string) (event.Evidence, error) {
	e, err := v.store(r, name, func(int64) {})
	if err != nil {
		return e, fmt.Errorf("evidence: %s: %w", name, err)
	}
	return e, nil
}

// headSize is how many bytes of a file tell its media type.
const headSize = 3072

// head keeps the first headSize bytes that are written to it.
type head struct{ bytes.Buffer }

func (h *head) Write(p []byte) (int, error) {
	h.Buffer.Write(p[:min(headSize-h.Len(), len(p))])
	return len(p), nil
}

// Digests returns the digests of all files that are kept, none where the folder
// cannot be read.
func (v Vault) Digests() []string {
	entries, _ := v.Disk.ReadDir(v.Dir)
	var all []string
	for _, e := range entries {
		if _, err := v.name(e.Name()); err == nil {
			all = append(all, e.Name())
		}
	}
	return all
}

// Path returns the path of the vault's folder.
func (v Vault) Path() string { return v.path(v.Dir) }

func (v Vault) path(name string) string {
	return filepath.Join(v.Disk.Path(), filepath.FromSlash(name))
}

// Find returns the path of the stored file with the digest, for messages and for
// other programs.
func (v Vault) Find(digest string) (string, error) {
	name, err := v.name(digest)
	if err != nil {
		return "", err
	}
	return v.path(name), nil
}

// Open opens the stored file with the digest. It does not check its bytes; Verify
// does.
func (v Vault) Open(digest string) (durable.File, error) {
	name, err := v.name(digest)
	if err != nil {
		return nil, err
	}
	return v.open(name, digest)
}

// open opens a stored file. In a commit it may be a pointer of Git LFS: then the bytes
// are read from there, if they were downloaded.
func (v Vault) open(name, digest string) (durable.File, error) {
	f, err := v.Disk.Open(name)
	commit, ok := v.Disk.(interface {
		Large(sum string) (durable.File, error)
	})
	if err != nil || !ok {
		return f, err
	}
	begin := make([]byte, 1024)
	n, _ := f.ReadAt(begin, 0) // An error comes again when the file is read.
	if Pointer(begin[:n]) != digest {
		return f, nil
	}
	large, err := commit.Large(digest)
	if err != nil {
		return f, nil
	}
	_ = f.Close() // It was opened for reading.
	return large, nil
}

// Lstat describes the stored file with the digest without reading it.
func (v Vault) Lstat(digest string) (fs.FileInfo, error) {
	name, err := v.name(digest)
	if err != nil {
		return nil, err
	}
	return v.Disk.Lstat(name)
}

// name returns the name of the stored file with the digest.
func (v Vault) name(digest string) (string, error) {
	if len(digest) != 2*sha256.Size || strings.Trim(digest, "0123456789abcdef") != "" {
		return "", fmt.Errorf("%q is not a digest", digest)
	}
	dir := path.Join(v.Dir, digest)
	entries, err := v.Disk.ReadDir(dir)
	if err != nil {
		return "", err
	}
	other := ""
	for _, e := range entries {
		switch {
		case strings.HasPrefix(e.Name(), "."): // File managers leave such files.
		case e.Type().IsRegular():
			return path.Join(dir, e.Name()), nil
		case other == "":
			other = path.Join(dir, e.Name())
		}
	}
	if other == "" {
		return "", fmt.Errorf("%s holds no file", v.path(dir))
	}
	_, err = v.Disk.Open(other) // It says what is there instead.
	return "", err
}
