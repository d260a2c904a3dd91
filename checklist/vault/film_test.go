package vault

import (
	"bytes"
	"encoding/binary"
	"math"
	"slices"
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

// movie is a movie's header of version 1.
func movie(scale uint32, length uint64) []byte {
	long := append(u32(1<<24, 0, 0, 0, 0, scale), binary.BigEndian.AppendUint64(nil, length)...)
	return box("mvhd", long, make([]byte, 80))
}

// long is a box whose length takes 64 bits.
func long(kind string, length uint64, data ...[]byte) []byte {
	return slices.Concat(u32(1), []byte(kind), binary.BigEndian.AppendUint64(nil, length), slices.Concat(data...))
}

// size returns bytes in which a track's header says how large its picture is.
func size(version byte, width, height uint32) []byte {
	return track(version, width, height, false)[16:]
}

func TestAFilmSaysOnlyWhatItsBoxesHold(t *testing.T) {
	small, large := track(0, 320, 240, false), track(0, 640, 480, false)
	second := header(1000, 1000)
	skewed := func(a, b uint32) []byte {
		whole := size(0, 320, 240)
		binary.BigEndian.PutUint32(whole[40:], a)
		binary.BigEndian.PutUint32(whole[44:], b)
		return box("trak", box("tkhd", whole))
	}
	for name, c := range map[string]struct {
		data []byte
		want event.Film
	}{
		"the length of a box takes 64 bits":            {slices.Concat(long("moov", 16+uint64(len(second)), second), box("moov", small)), event.Film{Seconds: 1, Width: 320, Height: 240}},
		"a box goes on to the end":                     {slices.Concat(u32(0), []byte("moov"), second, small), event.Film{Seconds: 1, Width: 320, Height: 240}},
		"a box within goes on to the end of its own":   {slices.Concat(box("moov", u32(0), second[4:]), box("moov", small)), event.Film{Seconds: 1, Width: 320, Height: 240}},
		"an empty box at the end":                      {slices.Concat(box("moov", second, box("free")), box("free")), event.Film{Seconds: 1}},
		"a box that is shorter than its head":          {slices.Concat(u32(7), []byte("free"), box("moov", second)), event.Film{}},
		"a long box that is shorter than its head":     {slices.Concat(long("free", 15), box("moov", second)), event.Film{}},
		"a long box of its head alone":                 {slices.Concat(long("free", 16), box("moov", second)), event.Film{Seconds: 1}},
		"a box that is longer than can be":             {slices.Concat(box("moov", second), long("free", 1<<63), box("moov", small)), event.Film{Seconds: 1}},
		"a box that is longer than what it is in":      {slices.Concat(box("moov", second, u32(9), []byte("free")), box("moov", small)), event.Film{Seconds: 1, Width: 320, Height: 240}},
		"a head that is longer than what it is in":     {slices.Concat(box("moov", second, u32(8)), box("moov", small)), event.Film{Seconds: 1, Width: 320, Height: 240}},
		"the same boxes elsewhere":                     {box("meta", second, small), event.Film{}},
		"a header of another kind":                     {box("moov", box("mvhx", second[8:]), box("trak", box("tkhx", size(0, 320, 240)))), event.Film{}},
		"the largest picture of several":               {box("moov", small, large, small), event.Film{Width: 640, Height: 480}},
		"the first of two that are as large":           {box("moov", small, track(0, 240, 320, false)), event.Film{Width: 320, Height: 240}},
		"a part of a second":                           {box("moov", header(600, 30)), event.Film{Seconds: 0.05}},
		"the scale is one":                             {box("moov", header(1, 2)), event.Film{Seconds: 2}},
		"the greatest length":                          {box("moov", header(1<<31, math.MaxUint32-1)), event.Film{Seconds: (math.MaxUint32 - 1) / float64(1<<31)}},
		"a length that is not known":                   {box("moov", header(1000, math.MaxUint32)), event.Film{}},
		"a long length":                                {box("moov", movie(600, 60*600)), event.Film{Seconds: 60}},
		"a long length that is not known":              {box("moov", movie(600, math.MaxUint64)), event.Film{}},
		"a long length without a scale":                {box("moov", movie(0, 60)), event.Film{}},
		"a header of a version nobody knows":           {box("moov", box("mvhd", u32(2<<24, 1, 1, 1000, 1000, 1000, 1000, 1000, 1000))), event.Film{}},
		"as much of a header as is read":               {box("moov", box("mvhd", u32(0, 0, 0, 1000, 1000))), event.Film{Seconds: 1}},
		"less of a header":                             {box("moov", box("mvhd", u32(0, 0, 0, 1000), make([]byte, 3)), box("free", make([]byte, 99))), event.Film{}},
		"as much of a long header as is read":          {box("moov", box("mvhd", u32(1<<24, 0, 0, 0, 0, 1000, 0, 1000))), event.Film{Seconds: 1}},
		"less of a long header":                        {box("moov", box("mvhd", u32(1<<24, 0, 0, 1, 1, 1000, 0), make([]byte, 3)), box("free", make([]byte, 99))), event.Film{}},
		"an empty header":                              {box("moov", box("mvhd"), box("trak", box("tkhd")), second), event.Film{Seconds: 1}},
		"fragments":                                    {box("moov", header(1000, 0), box("mvex", box("mehd", u32(0, 9000)))), event.Film{Seconds: 9}},
		"fragments with a long length":                 {box("moov", header(1000, 0), box("mvex", box("trex"), box("mehd", u32(1<<24, 1, 1000)))), event.Film{Seconds: (1<<32 + 1000) / 1000.0}},
		"fragments with less of a long length":         {box("moov", header(1000, 0), box("mvex", box("mehd", u32(1<<24, 1), make([]byte, 3))), box("free", make([]byte, 99))), event.Film{}},
		"fragments with less of a length":              {box("moov", header(1000, 0), box("mvex", box("mehd", u32(0), []byte{0, 0, 9})), box("free", make([]byte, 99))), event.Film{}},
		"fragments of a version that nobody knows":     {box("moov", header(1000, 0), box("mvex", box("mehd", u32(2<<24, 9000, 9000)))), event.Film{}},
		"fragments of a movie that says its length":    {box("moov", second, box("mvex", box("mehd", u32(0, 9000)))), event.Film{Seconds: 1}},
		"fragments of a movie that has no scale":       {box("moov", header(0, 0), box("mvex", box("mehd", u32(0, 9000)))), event.Film{}},
		"fragments of a scale of one":                  {box("moov", header(1, 0), box("mvex", box("mehd", u32(0, 9)))), event.Film{Seconds: 9}},
		"another box where fragments say their length": {box("moov", header(1000, 0), box("mvex", box("trex", u32(0, 9000)))), event.Film{}},
		"as much of a track as is read":                {box("moov", box("trak", box("tkhd", size(0, 320, 240)))), event.Film{Width: 320, Height: 240}},
		"less of a track":                              {box("moov", box("trak", box("tkhd", size(0, 320, 240)[:83]), make([]byte, 99))), event.Film{}},
		"as much of a long track as is read":           {box("moov", box("trak", box("tkhd", size(1, 320, 240)))), event.Film{Width: 320, Height: 240}},
		"less of a long track":                         {box("moov", box("trak", box("tkhd", size(1, 320, 240)[:95]), make([]byte, 99))), event.Film{}},
		"not turned, with nothing beside its measure":  {box("moov", skewed(0, 0)), event.Film{Width: 320, Height: 240}},
		"turned by less than a quarter":                {box("moov", skewed(9, 9)), event.Film{Width: 320, Height: 240}},
		"turned by a quarter":                          {box("moov", skewed(0, 1)), event.Film{Width: 240, Height: 320}},
		"a part of a pixel":                            {box("moov", box("trak", box("tkhd", slices.Concat(size(0, 320, 240)[:76], u32(320<<16|0xffff, 240<<16|1))))), event.Film{Width: 320, Height: 240}},
	} {
		for _, media := range []string{"video/mp4", "video/quicktime", "video/x-m4v", "video/3gpp", "video/3gpp2"} {
			if got := film(bytes.NewReader(c.data), int64(len(c.data)), media); got != c.want {
				t.Errorf("%s, %s: %+v, want %+v", name, media, got, c.want)
			}
		}
	}
}

// sized is an element of WebM whose length takes so many bytes; a negative one is
// not known.
func sized(id uint32, wide, length int, data ...[]byte) []byte {
	n := uint64(length)&(1<<(7*wide)-1) | 1<<(7*wide)
	return slices.Concat(bytes.TrimLeft(u32(id), "\x00"), binary.BigEndian.AppendUint64(nil, n)[8-wide:], slices.Concat(data...))
}

func TestAFilmSaysOnlyWhatItsElementsHold(t *testing.T) {
	double := func(f float64) []byte { return binary.BigEndian.AppendUint64(nil, math.Float64bits(f)) }
	lasts := func(f float64) []byte { return element(ebmlInfo, element(ebmlLength, double(f))) }
	pixels := func(w, h []byte) []byte {
		return element(ebmlTracks, element(ebmlTrack, element(ebmlVideo, element(ebmlWidth, w), element(ebmlHeight, h))))
	}
	small := pixels([]byte{1, 64}, []byte{240})
	void := func(n int) []byte { return element(0xEC, make([]byte, n)) }
	head := element(ebmlHead, void(4))
	whole := slices.Concat(lasts(2000), small)
	all := event.Film{Seconds: 2, Width: 320, Height: 240}
	for name, c := range map[string]struct {
		data []byte
		want event.Film
	}{
		"a segment":                              {element(ebmlSegment, whole), all},
		"an empty element at the beginning":      {element(ebmlSegment, void(0), whole), all},
		"an empty element at the end":            {slices.Concat(element(ebmlSegment, whole, void(0)), void(0)), all},
		"lengths of one byte":                    {element(ebmlSegment, sized(ebmlInfo, 1, 11, sized(ebmlLength, 1, 8, double(2000))), small), all},
		"lengths of eight bytes":                 {element(ebmlSegment, sized(ebmlInfo, 8, 18, sized(ebmlLength, 8, 8, double(2000))), small), all},
		"a segment that knows no length":         {sized(ebmlSegment, 1, -1, whole), all},
		"nor in eight bytes":                     {sized(ebmlSegment, 8, -1, whole), all},
		"a cluster that knows none":              {element(ebmlSegment, whole, sized(ebmlCluster, 1, -1, lasts(9000))), all},
		"another that knows none":                {slices.Concat(sized(0xEC, 2, -1), element(ebmlSegment, whole)), event.Film{}},
		"two segments":                           {slices.Concat(element(ebmlSegment, lasts(2000)), element(ebmlSegment, small)), all},
		"a segment that is cut short":            {element(ebmlSegment, whole, void(99))[:6+len(whole)], all},
		"the same elements elsewhere":            {slices.Concat(element(0xEC, whole), whole), event.Film{}},
		"and in others of the segment":           {element(ebmlSegment, element(0xEC, whole), element(ebmlInfo, small), element(ebmlTracks, lasts(2000), element(0xEC, element(ebmlVideo))), element(ebmlTracks, element(ebmlTrack, element(0xEC, element(ebmlWidth, []byte{9}))))), event.Film{}},
		"the largest measures of several":        {element(ebmlSegment, element(ebmlTracks, pixels([]byte{90}, []byte{30})[6:], pixels([]byte{40}, []byte{50})[6:], pixels([]byte{10}, []byte{10})[6:])), event.Film{Width: 90, Height: 50}},
		"measures that are larger than can be":   {element(ebmlSegment, pixels([]byte{9, 9, 9, 9, 9, 9, 9, 9}, []byte{1, 0, 0})), event.Film{Width: math.MaxUint16, Height: math.MaxUint16}},
		"no length":                              {element(ebmlSegment, element(ebmlInfo)), event.Film{}},
		"a length of another size":               {element(ebmlSegment, element(ebmlInfo, element(ebmlLength, double(2000)[:7]))), event.Film{}},
		"an empty length":                        {element(ebmlSegment, element(ebmlInfo, element(ebmlLength))), event.Film{}},
		"a part of a second":                     {element(ebmlSegment, lasts(50)), event.Film{Seconds: 0.05}},
		"a length below zero":                    {element(ebmlSegment, lasts(-2000)), event.Film{}},
		"no number":                              {element(ebmlSegment, lasts(math.NaN())), event.Film{}},
		"no end":                                 {element(ebmlSegment, lasts(math.Inf(1))), event.Film{}},
		"the greatest length":                    {element(ebmlSegment, lasts(9_999_999_000)), event.Film{Seconds: 9_999_999}},
		"a greater one":                          {element(ebmlSegment, lasts(10_000_000_000)), event.Film{}},
		"another scale":                          {element(ebmlSegment, element(ebmlInfo, element(ebmlScale, []byte{0x3b, 0x9a, 0xca, 0x00}), element(ebmlLength, double(2)))), event.Film{Seconds: 2}},
		"a scale in nine bytes, of which eight":  {element(ebmlSegment, element(ebmlInfo, element(ebmlScale, []byte{0, 0, 0, 0, 0x3b, 0x9a, 0xca, 0, 9}), element(ebmlLength, double(2)))), event.Film{Seconds: 2}},
		"a head that is longer than its element": {element(ebmlSegment, element(ebmlInfo, []byte{0x2a, 0xd7, 0xb1}), whole), all},
		"an element that is longer than its own": {element(ebmlSegment, element(ebmlInfo, []byte{0x44, 0x89, 0x88}, double(2000)[:7]), small), event.Film{Width: 320, Height: 240}},
		"zeros":                                  {slices.Concat(make([]byte, 9), element(ebmlSegment, whole)), event.Film{}},
		"zeros where a length should be":         {slices.Concat([]byte{0xEC, 0}, element(ebmlSegment, whole)), event.Film{}},
	} {
		data := append(bytes.Clone(head), c.data...)
		for _, media := range []string{"video/webm", "video/x-matroska"} {
			if got := film(bytes.NewReader(data), int64(len(data)), media); got != c.want {
				t.Errorf("%s, %s: %+v, want %+v", name, media, got, c.want)
			}
		}
	}
}

// TestWhatIsLeftOfAFilmSaysNothingElse holds for a film that is cut at any byte, and
// for one that goes on behind its end.
func TestWhatIsLeftOfAFilmSaysNothingElse(t *testing.T) {
	webm := element(ebmlSegment, element(ebmlInfo, element(ebmlScale, []byte{0x0f, 0x42, 0x40}), element(ebmlLength, binary.BigEndian.AppendUint64(nil, math.Float64bits(2000)))),
		element(ebmlTracks, element(ebmlTrack, element(ebmlVideo, element(ebmlWidth, []byte{1, 64}), element(ebmlHeight, []byte{240})))))
	moov := append(movie(1000, 2000), track(1, 320, 240, false)...)
	for media, data := range map[string][]byte{
		"video/mp4":  append(box("ftyp", []byte("isom")), long("moov", 16+uint64(len(moov)), moov)...),
		"video/webm": append(element(ebmlHead, element(0x4282, []byte("webm"))), webm...),
	} {
		whole := event.Film{Seconds: 2, Width: 320, Height: 240}
		for cut := range len(data) {
			got := film(bytes.NewReader(data[:cut]), int64(cut), media)
			if got.Seconds != 0 && got.Seconds != whole.Seconds || got.Width != 0 && got.Width != whole.Width || got.Height != 0 && got.Height != whole.Height {
				t.Errorf("%s cut at %d: %+v", media, cut, got)
			}
		}
		for _, more := range [][]byte{nil, make([]byte, 3), []byte("more")} {
			if got := film(bytes.NewReader(append(bytes.Clone(data), more...)), int64(len(data)+len(more)), media); got != whole {
				t.Errorf("%s and %q: %+v", media, more, got)
			}
		}
	}
}

// TestNoBytesMakeAFilmFall holds that whatever a file holds is read to an end.
func TestNoBytesMakeAFilmFall(t *testing.T) {
	kinds := []string{"moov", "mvhd", "trak", "tkhd", "mvex", "mehd", "mdat"}
	ids := []uint32{ebmlSegment, ebmlInfo, ebmlTracks, ebmlTrack, ebmlVideo, ebmlWidth, ebmlHeight, ebmlScale, ebmlLength}
	rapid.Check(t, func(t *rapid.T) {
		data := rapid.SliceOfN(rapid.Byte(), 0, 120).Draw(t, "bytes")
		web := append(bytes.Clone(data), rapid.SampledFrom([]string{"", "\x44", "\x44\x89", "\x2a\xd7\xb1", "\xb0"}).Draw(t, "end")...)
		for range rapid.IntRange(0, 3).Draw(t, "boxes") {
			data = box(rapid.SampledFrom(kinds).Draw(t, "kind"), data)
			web = append(element(rapid.SampledFrom(ids).Draw(t, "id"), web), web...) // at most 8 times as long
		}
		for media, data := range map[string][]byte{"video/mp4": data, "video/webm": web} {
			if f := film(bytes.NewReader(data), int64(len(data)), media); f.Width < 0 || f.Height < 0 || f.Seconds < 0 {
				t.Errorf("%+v", f)
			}
			recording(bytes.NewReader(data), int64(len(data)), media)
		}
	})
}
