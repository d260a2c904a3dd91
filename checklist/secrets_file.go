package checklist

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"io"
	"path"

	"golang.org/x/text/encoding/unicode"
)

// Limits of what is searched in a packed file, so that a small one that unpacks to a
// huge one costs no more than others.
const (
	maxPackedFile  = 4 << 20  // bytes of one file in it
	maxPackedFiles = 32 << 20 // bytes of all files in it
	maxPacked      = 2000     // files
)

// SecretsInFile says what looks like a secret in a file's name and bytes, empty if
// nothing does. It searches UTF-8 and UTF-16 text, and what is packed in ZIP, tar and
// gzip files, and so in office documents.
func SecretsInFile(name string, data []byte) string {
	if found := Secrets([]byte(path.Base(name))); found != "" {
		return "its name: " + found
	}
	if found := Secrets(data); found != "" {
		return found
	}
	return secretsPacked(data)
}

// secretsPacked looks into an archive. One that is damaged is searched as far
// as it can be read.
func secretsPacked(data []byte) string {
	left := int64(maxPackedFiles)
	look := func(name string, r io.Reader) string {
		text, _ := io.ReadAll(io.LimitReader(r, min(maxPackedFile, left)))
		left -= int64(len(text))
		if found := Secrets([]byte(path.Base(name))); found != "" {
			return name + ", its name: " + found
		}
		if found := Secrets(text); found != "" {
			return name + ": " + found
		}
		return ""
	}
	switch {
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return secretsInZip(data, look)
	case bytes.HasPrefix(data, []byte("\x1f\x8b")):
		unpacked, err := gzip.NewReader(bytes.NewReader(data))
		if err != nil {
			return ""
		}
		text, _ := io.ReadAll(io.LimitReader(unpacked, maxPackedFiles))
		if found := Secrets(text); found != "" {
			return found
		}
		return secretsInTar(text, look)
	}
	return secretsInTar(data, look)
}

func secretsInZip(data []byte, look func(string, io.Reader) string) string {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return ""
	}
	for _, f := range archive.File[:min(len(archive.File), maxPacked)] {
		r, err := f.Open()
		if err != nil {
			continue
		}
		found := look(f.Name, r)
		_ = r.Close() // It was only read.
		if found != "" {
			return found
		}
	}
	return ""
}

func secretsInTar(data []byte, look func(string, io.Reader) string) string {
	const mark = 257 // where a tar file says what it is
	if len(data) < mark+5 || string(data[mark:mark+5]) != "ustar" {
		return ""
	}
	archive := tar.NewReader(bytes.NewReader(data))
	for range maxPacked {
		head, err := archive.Next()
		if err != nil { // It ends here, or is damaged.
			return ""
		}
		if found := look(head.Name, archive); found != "" {
			return found
		}
	}
	return ""
}

// asUTF8 returns a text of UTF-16 as one of UTF-8: with a mark at its
// beginning, or, without one, where every second of its first bytes is zero.
func asUTF8(text []byte) []byte {
	order := unicode.LittleEndian
	switch first := text[:min(len(text), 64)]; {
	case bytes.HasPrefix(text, []byte("\xff\xfe")):
	case bytes.HasPrefix(text, []byte("\xfe\xff")):
		order = unicode.BigEndian
	case everySecond(first, 1):
	case everySecond(first, 0):
		order = unicode.BigEndian
	default:
		return text
	}
	plain, err := unicode.UTF16(order, unicode.UseBOM).NewDecoder().Bytes(text)
	if err != nil {
		return text
	}
	return plain
}

// everySecond tells whether every second byte from one on is zero and no other is.
func everySecond(text []byte, from int) bool {
	for n, b := range text {
		if (b == 0) != (n%2 == from) {
			return false
		}
	}
	return len(text) > 3
}
