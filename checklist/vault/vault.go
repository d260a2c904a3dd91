// Package vault keeps evidence: files by their content, and the digests of
// places in the app's repository.
//
// A file is stored under the SHA-256 of its bytes, so the same bytes are stored
// once, and what is stored can be told from what was stored.
package vault

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/gabriel-vasile/mimetype"

	"clausewalk/checklist"
	"clausewalk/checklist/durable"
)

// LargeFile is the size in bytes above which a file is kept only when a person
// says so, since a repository carries it for ever.
const LargeFile = 25 << 20

// A LargeError says that a file is larger than LargeFile.
type LargeError struct {
	Path string
	Size int64
}

// Error names the file and its size.
func (e *LargeError) Error() string {
	return fmt.Sprintf("evidence: %s has %d bytes, and the repository would carry it for ever", e.Path, e.Size)
}

// MaxFile is the largest file that is kept, in bytes.
const MaxFile = 2 << 30

// Vault is the folder of an audit's evidence files.
type Vault struct {
	Dir      string
	Progress func(copied, total int64) // told how many bytes of a file are copied; may be nil
}

// AddFile copies the file at path into the vault and returns it as evidence; a
// large one only where that is allowed. The error says which file and why;
// nothing is then left in the vault.
func (v Vault) AddFile(path string, large bool) (checklist.Evidence, error) {
	info, err := os.Stat(path)
	if err != nil {
		return checklist.Evidence{}, fmt.Errorf("evidence: %w", err)
	}
	switch {
	case info.IsDir():
		return checklist.Evidence{}, fmt.Errorf("evidence: %s is a folder: zip it and add the zip", path)
	case !info.Mode().IsRegular():
		return checklist.Evidence{}, fmt.Errorf("evidence: %s is not a regular file", path)
	case info.Size() > MaxFile:
		return checklist.Evidence{}, fmt.Errorf("evidence: %s has %d bytes, more than the %d that are kept", path, info.Size(), int64(MaxFile))
	case info.Size() > LargeFile && !large:
		return checklist.Evidence{}, &LargeError{path, info.Size()}
	}
	if !utf8.ValidString(filepath.Base(path)) {
		return checklist.Evidence{}, fmt.Errorf("evidence: the name of %q is not UTF-8 text: rename the file", path)
	}
	src, err := os.Open(path)
	if err != nil {
		return checklist.Evidence{}, fmt.Errorf("evidence: %w", err)
	}
	defer src.Close()
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

// store copies the bytes into a folder of their own while it hashes them, and
// gives that folder the name which the hash makes. So a folder with a digest's
// name holds one whole file from its first moment, whoever adds beside us.
func (v Vault) store(src io.Reader, name string, told func(copied int64)) (e checklist.Evidence, err error) {
	if err := os.MkdirAll(v.Dir, 0o755); err != nil {
		return e, err
	}
	incoming, err := os.MkdirTemp(v.Dir, ".incoming-*")
	if err != nil {
		return e, err
	}
	defer os.RemoveAll(incoming)
	hash := sha256.New()
	begin := &head{}
	var size int64
	err = durable.Write(durable.Root(incoming), checklist.SafeName(name), 0o644, func(w io.Writer) (err error) {
		size, err = io.Copy(io.MultiWriter(w, hash, begin, &counter{told: told}), io.LimitReader(src, MaxFile+1))
		if err == nil && size > MaxFile {
			err = fmt.Errorf("more than %d bytes", int64(MaxFile))
		}
		return err
	})
	if err != nil {
		return e, err
	}
	kept := checklist.Evidence{Kind: checklist.FileEvidence, Name: name, Size: size, Media: mimetype.Detect(begin.Bytes()).String(), SHA256: hex.EncodeToString(hash.Sum(nil))}
	dir := filepath.Join(v.Dir, kept.SHA256)
	switch err := v.Verify(kept); {
	case err == nil:
		return kept, nil
	case !errors.Is(err, os.ErrNotExist):
		// What has the name and not the bytes is damaged, and is mended by this.
		if err := os.RemoveAll(dir); err != nil {
			return e, err
		}
	}
	if err := os.Chmod(incoming, 0o755); err != nil {
		return e, err
	}
	if err := os.Rename(incoming, dir); err != nil && v.Verify(kept) != nil {
		return e, err
	}
	return kept, durable.Root(v.Dir).SyncDir(".")
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

// Add keeps what can be read as a file of the name. The error says why it could
// not; nothing is then left in the vault.
func (v Vault) Add(r io.Reader, name string) (checklist.Evidence, error) {
	e, err := v.store(r, name, func(int64) {})
	if err != nil {
		return e, fmt.Errorf("evidence: %s: %w", name, err)
	}
	return e, nil
}

// head keeps the first bytes that are written to it: enough to tell the media
// type.
type head struct{ bytes.Buffer }

func (h *head) Write(p []byte) (int, error) {
	if room := 3072 - h.Len(); room > 0 {
		h.Buffer.Write(p[:min(room, len(p))])
	}
	return len(p), nil
}

// Digests returns the digests of all files that are kept, none where the folder
// cannot be read.
func (v Vault) Digests() []string {
	entries, _ := os.ReadDir(v.Dir)
	var all []string
	for _, e := range entries {
		if _, err := v.Find(e.Name()); err == nil {
			all = append(all, e.Name())
		}
	}
	return all
}

// Find returns the path of the stored file with the digest.
func (v Vault) Find(digest string) (string, error) {
	if len(digest) != 2*sha256.Size || strings.Trim(digest, "0123456789abcdef") != "" {
		return "", fmt.Errorf("%q is no digest", digest)
	}
	dir := filepath.Join(v.Dir, digest)
	entries, err := os.ReadDir(dir)
	if err != nil {
		return "", err
	}
	for _, e := range entries {
		if e.Type().IsRegular() && !strings.HasPrefix(e.Name(), ".") { // File managers leave such ones.
			return filepath.Join(dir, e.Name()), nil
		}
	}
	return "", fmt.Errorf("%s holds no file", dir)
}
