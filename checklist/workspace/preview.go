package workspace

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"clausewalk/checklist/durable"
)

// Preview is what a person sees of a file of the app before citing it.
type Preview struct {
	Path  string   // from the app's folder, with slashes: what a place is called by
	Lines []string // as they are in the file, without their ends
	Note  string   // why there are no lines, or how many of them there are; words of ours
}

// maxPreview is how much of a file is read to be shown, in bytes.
const maxPreview = 1 << 20

// PreviewOf reads the beginning of a file of the app, which is named from dir. A
// link that leads out of the app's folder is not followed, and only a regular
// file is read. It waits for the disk.
func PreviewOf(w *Workspace, dir, file string) Preview {
	at := resolve(dir, file)
	rel, err := filepath.Rel(w.Root, at)
	if err != nil || !filepath.IsLocal(rel) {
		return Preview{Note: "not shown, since it is outside the app's folder"}
	}
	p := Preview{Path: filepath.ToSlash(rel)}
	f, err := w.Inside(p.Path)
	if err != nil {
		var other *durable.KindError
		p.Note = "not shown, since it cannot be read here"
		if errors.As(err, &other) {
			p.Note = "not shown, since it is " + other.Is
		}
		return p
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxPreview))
	if err != nil {
		p.Note = "not shown, since it cannot be read here"
		return p
	}
	size := int64(len(data))
	if info, err := f.Stat(); err == nil {
		size = max(size, info.Size())
	}
	p.Lines, p.Note = previewLines(data, size)
	return p
}

// previewLines returns the lines of the first bytes of a file of some size.
func previewLines(data []byte, size int64) ([]string, string) {
	cut := size > int64(len(data))
	if end := bytes.LastIndexByte(data, '\n'); cut && end >= 0 {
		data = data[:end]
	}
	for n := 0; cut && n < utf8.UTFMax && !utf8.Valid(data); n++ {
		data = data[:len(data)-1] // The last character of a long line is cut.
	}
	switch {
	case len(data) == 0:
		return nil, "it is empty"
	case bytes.IndexByte(data, 0) >= 0 || !utf8.Valid(data):
		return nil, fmt.Sprintf("not shown, since it is no text; %d bytes, kept whole as a file", size)
	}
	text := strings.TrimSuffix(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n")
	lines := strings.Split(strings.TrimPrefix(text, "\ufeff"), "\n")
	if cut {
		return lines, fmt.Sprintf("the first %d of its lines; the file has %d bytes", len(lines), size)
	}
	return lines, ""
}
