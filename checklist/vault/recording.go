package vault

import (
	"bytes"
	"encoding/binary"
	"io"
	"strings"
)

// maxBoxes is how many boxes or elements of a recording are looked at.
const maxBoxes = 10_000

const (
	garbled  = "is a recording that no player opens: its table of contents is garbled"
	cutShort = "is a recording that no player opens: it is cut short"
	noTable  = "is a recording that no player opens: it has no table of contents, as when it was not saved to its end"
	noFrames = "is a recording with nothing in it"
)

// recording says why no player would open a recording, or that it shows nothing;
// empty if it found nothing of that kind. It looks at MP4, QuickTime, WebM and
// Matroska only.
func recording(r io.ReaderAt, size int64, media string) string {
	switch media {
	case "video/mp4", "video/quicktime", "video/x-m4v", "video/3gpp", "video/3gpp2":
		return boxes(r, size)
	case "video/webm", "video/x-matroska":
		return elements(r, size)
	}
	return ""
}

// boxes reads the outermost boxes of an MP4 or QuickTime file.
func boxes(r io.ReaderAt, size int64) string {
	table, frames := false, false
	for at, n := int64(0), 0; at < size && n < maxBoxes; n++ {
		kind, begin, length, ok := boxHead(r, at, size)
		switch {
		case !ok:
			return cutShort
		case length < begin || strings.ContainsFunc(kind, func(r rune) bool { return r < 0x20 || r == 0xFFFD && kind[0] != 0xa9 }):
			return garbled
		case length > size-at:
			return cutShort
		}
		switch kind {
		case "moov":
			table = table || tracks(r, at+begin, min(length-begin, maxInspected))
		case "mdat":
			frames = frames || length > begin
		case "moof":
			frames = true
		}
		at += length
	}
	switch {
	case !table:
		return noTable
	case !frames:
		return noFrames
	}
	return ""
}

// boxHead reads the head of a box of an MP4 or QuickTime file: its kind, how many
// bytes its head has, and how many the whole box. A box that goes on to the end of
// what it is in ends at end.
func boxHead(r io.ReaderAt, at, end int64) (kind string, begin, length int64, ok bool) {
	head := make([]byte, 16)
	if got, _ := r.ReadAt(head, at); got < 8 {
		return "", 0, 0, false
	}
	begin, length = 8, int64(binary.BigEndian.Uint32(head))
	switch length {
	case 0:
		length = end - at
	case 1:
		begin, length = 16, int64(binary.BigEndian.Uint64(head[8:]))
	}
	return string(head[4:8]), begin, length, true
}

// tracks tells whether a table of contents names any track.
func tracks(r io.ReaderAt, at, length int64) bool {
	data := make([]byte, length)
	n, _ := r.ReadAt(data, at)
	return bytes.Contains(data[:n], []byte("trak"))
}

// The elements of WebM and Matroska that a player needs.
const (
	ebmlHead    = 0x1A45DFA3
	ebmlSegment = 0x18538067
	ebmlTracks  = 0x1654AE6B
	ebmlCluster = 0x1F43B675
)

// elements reads the outermost elements of a WebM or Matroska file, and those of
// its segment.
func elements(r io.ReaderAt, size int64) string {
	table, frames := false, false
	for at, n := int64(0), 0; at < size && n < maxBoxes; n++ {
		id, wide, ok := vint(r, at, true)
		if !ok {
			return garbled
		}
		length, more, ok := vint(r, at+wide, false)
		if !ok {
			return garbled
		}
		at += wide + more
		unknown := length == 1<<(7*more)-1 // its length was not known when it was written
		switch {
		case n == 0 && id != ebmlHead:
			return garbled
		case id == ebmlSegment:
			continue // Its elements come next.
		case id == ebmlTracks:
			table = table || length > 0
		case id == ebmlCluster:
			if frames = true; unknown {
				at = size
				continue
			}
		case unknown:
			return garbled
		}
		if length > size-at {
			return cutShort
		}
		at += length
	}
	switch {
	case !table:
		return noTable
	case !frames:
		return noFrames
	}
	return ""
}

// vint reads a number of variable length, and returns how many bytes it takes. An id
// keeps the bits that tell its length.
func vint(r io.ReaderAt, at int64, id bool) (n, wide int64, ok bool) {
	b := make([]byte, 8)
	got, _ := r.ReadAt(b, at)
	if got == 0 || b[0] == 0 {
		return 0, 0, false
	}
	for wide = 1; b[0]&(0x80>>(wide-1)) == 0; wide++ {
	}
	if int64(got) < wide {
		return 0, 0, false
	}
	if !id {
		b[0] &= 0xff >> wide
	}
	for _, one := range b[:wide] {
		n = n<<8 | int64(one)
	}
	return n, wide, n >= 0
}
