package vault

import (
	"bytes"
	"encoding/binary"
	"math"
	"testing"

	"pgregory.net/rapid"

	"clausewalk/checklist/event"
)

func u32(all ...uint32) (b []byte) {
	for _, n := range all {
		b = binary.BigEndian.AppendUint32(b, n)
	}
	return b
}

// header is a movie's header of version 0: a scale and a length.
func header(scale, length uint32) []byte {
	return box("mvhd", u32(0, 0, 0, scale, length), make([]byte, 80))
}

// track is a track's header of a version, with its picture's size, turned by a
// quarter or not.
func track(version byte, width, height uint32, turned bool) []byte {
	matrix := u32(1<<16, 0, 0, 0, 1<<16, 0, 0, 0, 1<<30)
	if turned {
		matrix = u32(0, 1<<16, 0, 0xffff0000, 0, 0, 0, 0, 1<<30)
	}
	before := make([]byte, map[byte]int{0: 40, 1: 52}[version])
	before[0] = version
	return box("trak", box("tkhd", before, matrix, u32(width<<16, height<<16)))
}

func TestAFilmIsAsItsContainerSays(t *testing.T) {
	ftyp := box("ftyp", []byte("isom"))
	long := make([]byte, 112)
	long[0] = 1
	binary.BigEndian.PutUint32(long[20:], 600)
	binary.BigEndian.PutUint64(long[24:], 60*600)
	double := binary.BigEndian.AppendUint64(nil, math.Float64bits(95_500))
	single := binary.BigEndian.AppendUint32(nil, math.Float32bits(2_000))
	webm := func(parts ...[]byte) []byte {
		return bytes.Join([][]byte{element(0x1A45DFA3, element(0x4282, []byte("webm"))), element(0x18538067, parts...)}, nil)
	}
	video := func(w, h uint16) []byte {
		return element(0x1654AE6B, element(0xAE, element(0xE0, element(0xB0, binary.BigEndian.AppendUint16(nil, w)), element(0xBA, binary.BigEndian.AppendUint16(nil, h)))))
	}
	for name, c := range map[string]struct {
		media string
		data  []byte
		want  event.Film
		said  string
	}{
		"MP4": {"video/mp4", bytes.Join([][]byte{ftyp, box("mdat", []byte("frames")), box("moov", header(1000, 134_000), track(0, 0, 0, false), track(0, 1920, 1080, false))}, nil),
			event.Film{Seconds: 134, Width: 1920, Height: 1080}, "2m14s long, 1920 by 1080 pixels"},
		"MP4 turned":                    {"video/mp4", box("moov", header(1000, 500), track(1, 1920, 1080, true)), event.Film{Seconds: 0.5, Width: 1080, Height: 1920}, "1s long, 1080 by 1920 pixels"},
		"QuickTime, long numbers":       {"video/quicktime", box("moov", box("mvhd", long), track(1, 1280, 720, false)), event.Film{Seconds: 60, Width: 1280, Height: 720}, "1m0s long, 1280 by 720 pixels"},
		"MP4 in fragments":              {"video/mp4", box("moov", header(1000, 0), box("mvex", box("mehd", u32(0, 9000))), track(0, 640, 480, false)), event.Film{Seconds: 9, Width: 640, Height: 480}, "9s long, 640 by 480 pixels"},
		"MP4 that ends with its length": {"video/mp4", box("moov", track(0, 640, 480, false), header(1000, 0), box("mvex", box("mehd", u32(0, 9000)))), event.Film{Seconds: 9, Width: 640, Height: 480}, "9s long, 640 by 480 pixels"},
		"MP4 with an empty box":         {"video/mp4", bytes.Join([][]byte{ftyp, box("free"), box("moov", header(1000, 500))}, nil), event.Film{Seconds: 0.5}, "1s long"},
		"MP4 without a length":          {"video/mp4", box("moov", header(0, 9)), event.Film{}, ""},
		"WebM":                          {"video/webm", webm(element(0x1549A966, element(0x2AD7B1, []byte{0x0f, 0x42, 0x40}), element(0x4489, double)), video(1920, 1080)), event.Film{Seconds: 95.5, Width: 1920, Height: 1080}, "1m36s long, 1920 by 1080 pixels"},
		"WebM with a short float":       {"video/webm", webm(element(0x1549A966, element(0x4489, single))), event.Film{Seconds: 2}, "2s long"},
		"another kind":                  {"image/png", []byte("x"), event.Film{}, ""},
	} {
		got := film(bytes.NewReader(c.data), int64(len(c.data)), c.media)
		if got != c.want || got.String() != c.said {
			t.Errorf("%s: %+v, %q, want %+v", name, got, got, c.want)
		}
	}
}

// TestNoBytesMakeAFilmFall holds that whatever a file holds is read to an end.
func TestNoBytesMakeAFilmFall(t *testing.T) {
	kinds := []string{"moov", "mvhd", "trak", "tkhd", "mvex", "mehd", "mdat"}
	rapid.Check(t, func(t *rapid.T) {
		data := rapid.SliceOfN(rapid.Byte(), 0, 120).Draw(t, "bytes")
		for range rapid.IntRange(0, 3).Draw(t, "boxes") {
			data = box(rapid.SampledFrom(kinds).Draw(t, "kind"), data)
		}
		for _, media := range []string{"video/mp4", "video/webm"} {
			if f := film(bytes.NewReader(data), int64(len(data)), media); f.Width < 0 || f.Height < 0 || f.Seconds < 0 {
				t.Errorf("%+v", f)
			}
		}
	})
}
