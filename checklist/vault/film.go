package vault

import (
	"bytes"
	"encoding/binary"
	"io"
	"math"

	"clausewalk/checklist/event"
)

// film returns what the container of a recording says about it: how long it is, and
// how large its picture is.
func film(r io.ReaderAt, size int64, media string) event.Film {
	switch media {
	case "video/mp4", "video/quicktime", "video/x-m4v", "video/3gpp", "video/3gpp2":
		return mp4Film(r, size)
	case "video/webm", "video/x-matroska":
		return webmFilm(r, size)
	}
	return event.Film{}
}

// part reads what stands between two offsets of a file, up to n bytes of it.
func part(r io.ReaderAt, at, end, n int64) []byte {
	b := make([]byte, min(n, end-at))
	got, _ := r.ReadAt(b, at)
	return b[:got]
}

// mp4Film reads the movie's header, and the headers of its tracks. A movie in
// fragments says how long it is in another box.
func mp4Film(r io.ReaderAt, size int64) (f event.Film) {
	var scale uint32
	eachAtom(r, 0, size, func(outer atom) {
		if outer.kind != "moov" {
			return
		}
		eachAtom(r, outer.begin, outer.end, func(b atom) {
			switch b.kind {
			case "mvhd":
				var length uint64
				if scale, length = duration(part(r, b.begin, b.end, 32)); scale > 0 && length < math.MaxUint32 {
					f.Seconds = float64(length) / float64(scale)
				}
			case "mvex":
				eachAtom(r, b.begin, b.end, func(b atom) {
					if b.kind == "mehd" && f.Seconds == 0 && scale > 0 {
						f.Seconds = float64(fragmented(part(r, b.begin, b.end, 12))) / float64(scale)
					}
				})
			case "trak":
				eachAtom(r, b.begin, b.end, func(b atom) {
					if w, h := trackSize(part(r, b.begin, b.end, 96)); b.kind == "tkhd" && w*h > f.Width*f.Height {
						f.Width, f.Height = w, h
					}
				})
			}
		})
	})
	return f
}

// duration reads the time scale and the length of a movie's header.
func duration(b []byte) (scale uint32, length uint64) {
	switch {
	case len(b) >= 32 && b[0] == 1:
		scale, length = binary.BigEndian.Uint32(b[20:]), binary.BigEndian.Uint64(b[24:])
	case len(b) >= 20 && b[0] == 0:
		scale, length = binary.BigEndian.Uint32(b[12:]), uint64(binary.BigEndian.Uint32(b[16:]))
	}
	return scale, length
}

// fragmented reads the length of a movie in fragments.
func fragmented(b []byte) (length uint64) {
	switch {
	case len(b) >= 12 && b[0] == 1:
		length = binary.BigEndian.Uint64(b[4:])
	case len(b) >= 8 && b[0] == 0:
		length = uint64(binary.BigEndian.Uint32(b[4:]))
	}
	return length
}

// trackSize reads the size of a track's picture as it is shown, zero for a track
// without one.
func trackSize(b []byte) (width, height int) {
	at := 76
	if bytes.HasPrefix(b, []byte{1}) {
		at = 88
	}
	if len(b) < at+8 {
		return 0, 0
	}
	width, height = int(binary.BigEndian.Uint32(b[at:])>>16), int(binary.BigEndian.Uint32(b[at+4:])>>16)
	if a, c := binary.BigEndian.Uint32(b[at-36:]), binary.BigEndian.Uint32(b[at-32:]); a == 0 && c != 0 {
		return height, width // It is rotated by a quarter.
	}
	return width, height
}

// The elements of WebM and Matroska that tell the size of the picture and the length.
const (
	ebmlInfo   = 0x1549A966
	ebmlScale  = 0x2AD7B1
	ebmlLength = 0x4489
	ebmlTrack  = 0xAE
	ebmlVideo  = 0xE0
	ebmlWidth  = 0xB0
	ebmlHeight = 0xBA
)

// eachElement calls do for the elements between two offsets, until one is garbled,
// cut short, or does not say how long it is. A segment need not say that, and may be
// cut short.
func eachElement(r io.ReaderAt, at, end int64, do func(id, begin, end int64)) {
	for range maxBoxes {
		id, begin, length, ok := elementHead(r, at)
		at += begin
		switch whole := length >= 0 && length <= end-at; {
		case !ok, !whole && id != ebmlSegment:
			return
		case !whole:
			length = end - at
		}
		do(id, at, at+length)
		at += length
	}
}

// webmFilm reads a segment's information and its tracks.
func webmFilm(r io.ReaderAt, size int64) (f event.Film) {
	scale, length := 1_000_000.0, 0.0 // nanoseconds, the default of the format
	inInfo := func(id, begin, end int64) {
		switch id {
		case ebmlScale:
			scale = float64(number(part(r, begin, end, 8)))
		case ebmlLength:
			length = float(part(r, begin, end, 8))
		}
	}
	inVideo := func(id, begin, end int64) {
		n := int(min(number(part(r, begin, end, 8)), math.MaxUint16))
		switch id {
		case ebmlWidth:
			f.Width = max(f.Width, n)
		case ebmlHeight:
			f.Height = max(f.Height, n)
		}
	}
	inTrack := func(id, begin, end int64) {
		if id == ebmlVideo {
			eachElement(r, begin, end, inVideo)
		}
	}
	eachElement(r, 0, size, func(id, begin, end int64) {
		if id != ebmlSegment {
			return
		}
		eachElement(r, begin, end, func(id, begin, end int64) {
			switch id {
			case ebmlInfo:
				eachElement(r, begin, end, inInfo)
			case ebmlTracks:
				eachElement(r, begin, end, func(id, begin, end int64) {
					if id == ebmlTrack {
						eachElement(r, begin, end, inTrack)
					}
				})
			}
		})
	})
	if s := length * scale / 1e9; s > 0 && s < 1e7 {
		f.Seconds = s
	}
	return f
}

func number(b []byte) (n uint64) {
	for _, one := range b {
		n = n<<8 | uint64(one)
	}
	return n
}

func float(b []byte) (f float64) {
	switch len(b) {
	case 4:
		f = float64(math.Float32frombits(binary.BigEndian.Uint32(b)))
	case 8:
		f = math.Float64frombits(binary.BigEndian.Uint64(b))
	}
	return f
}
