package vault

import (
	"encoding/binary"
	"io"
	"math/bits"
	"strings"
	"unicode/utf8"
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

// boxes reads the outermost boxes of an MP4 or QuickTime file, and looks for a track
// in its table of contents.
func boxes(r io.ReaderAt, size int64) string {
	table, frames := false, false
	fault := eachAtom(r, 0, size, func(b atom) {
		switch b.kind {
		case "moov":
			eachAtom(r, b.begin, b.end, func(b atom) { table = table || b.kind == "trak" })
		case "mdat":
			frames = frames || b.end > b.begin
		case "moof":
			frames = true
		}
	})
	if fault != "" {
		return fault
	}
	return lacking(table, frames)
}

// lacking says what a recording has not that a player needs.
func lacking(table, frames bool) string {
	switch {
	case !table:
		return noTable
	case !frames:
		return noFrames
	}
	return ""
}

// atom is one box of an MP4 or QuickTime file: its kind, and where its content is.
type atom struct {
	kind       string
	begin, end int64
}

// eachAtom calls do for the boxes between two offsets, until one is garbled or cut
// short: then it returns what is wrong.
func eachAtom(r io.ReaderAt, at, end int64, do func(atom)) (fault string) {
	head := make([]byte, 16)
	for range maxBoxes {
		if at == end {
			return ""
		}
		got, _ := r.ReadAt(head, at)
		kind, begin, length := string(head[4:8]), int64(8), int64(binary.BigEndian.Uint32(head))
		switch length {
		case 0: // It goes on to the end.
			length = end - at
		case 1:
			begin, length = 16, int64(binary.BigEndian.Uint64(head[8:]))
		}
		switch {
		case int64(got) < begin:
			return cutShort
		case length < begin || strings.ContainsFunc(kind, func(r rune) bool { return r < ' ' || r == utf8.RuneError && kind[0] != 0xa9 }):
			return garbled
		case length > end-at:
			return cutShort
		}
		do(atom{kind, at + begin, at + length})
		at += length
	}
	return ""
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
	at := int64(0)
	for n := range maxBoxes {
		if at == size {
			break
		}
		id, begin, length, ok := elementHead(r, at)
		if !ok {
			return garbled
		}
		at += begin
		switch {
		case n == 0 && id != ebmlHead:
			return garbled
		case id == ebmlSegment:
			continue // Its elements come next.
		case id == ebmlCluster:
			if frames = true; length < 0 {
				length = size - at
			}
		case length < 0:
			return garbled
		case id == ebmlTracks:
			table = table || length > 0
		}
		if length > size-at {
			return cutShort
		}
		at += length
	}
	return lacking(table, frames)
}

// elementHead reads the head of an element: its id, how many bytes the head has, and
// how many follow it, -1 where that was not known when it was written.
func elementHead(r io.ReaderAt, at int64) (id, begin, length int64, ok bool) {
	id, wide, ok := vint(r, at)
	length, more, whole := vint(r, at+wide)
	mark := int64(1) << (7 * more) // It tells how many bytes the length takes, which an id keeps.
	if length -= mark; length == mark-1 {
		length = -1
	}
	return id, wide + more, length, ok && whole
}

// vint reads a number of variable length with the bit that tells its length, and
// returns how many bytes it takes.
func vint(r io.ReaderAt, at int64) (n, wide int64, ok bool) {
	b := make([]byte, 8)
	got, _ := r.ReadAt(b, at)
	wide = int64(bits.LeadingZeros8(b[0])) + 1
	if wide > int64(got) {
		return n, wide, false
	}
	return int64(number(b[:wide])), wide, true
}
