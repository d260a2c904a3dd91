package vault

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"clausewalk/checklist/event"
)

// box returns a box of an MP4 file.
func box(kind string, data ...[]byte) []byte {
	body := bytes.Join(data, nil)
	return append(append(binary.BigEndian.AppendUint32(nil, uint32(len(body)+8)), kind...), body...)
}

// element returns an element of a WebM file.
func element(id uint32, data ...[]byte) []byte {
	body := bytes.Join(data, nil)
	made := bytes.TrimLeft(binary.BigEndian.AppendUint32(nil, id), "\x00")
	return append(append(made, 0x40|byte(len(body)>>8), byte(len(body))), body...)
}

func drawn(encode func(*bytes.Buffer, image.Image) error, paint bool) []byte {
	img := image.NewRGBA(image.Rect(0, 0, 40, 40))
	for x := range 40 {
		for y := range 40 {
			img.Set(x, y, color.RGBA{200, 200, 200, 255})
		}
	}
	if paint {
		img.Set(20, 20, color.Black)
	}
	var b bytes.Buffer
	if err := encode(&b, img); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// TestInspectLooksAtWhatAFileIs and not at its name.
func TestInspectLooksAtWhatAFileIs(t *testing.T) {
	noise := make([]byte, 4096)
	rand.NewChaCha8([32]byte{1}).Read(noise)
	asPNG := func(b *bytes.Buffer, i image.Image) error { return png.Encode(b, i) }
	asJPEG := func(b *bytes.Buffer, i image.Image) error { return jpeg.Encode(b, i, nil) }
	shot := drawn(asPNG, true)
	ftyp, moov, mdat := box("ftyp", []byte("isom\x00\x00\x02\x00isommp41")), box("moov", box("mvhd", make([]byte, 100)), box("trak", make([]byte, 80))), box("mdat", noise)
	film := bytes.Join([][]byte{ftyp, moov, mdat}, nil)
	head := element(0x1A45DFA3, element(0x4282, []byte("webm")))
	web := append(bytes.Clone(head), element(0x18538067, element(0x1654AE6B, []byte("track")), element(0x1F43B675, noise[:2000]))...)
	var zipped bytes.Buffer
	z := zip.NewWriter(&zipped)
	w, _ := z.Create("notes.txt")
	w.Write(noise)
	z.Close()
	page := "%PDF-1.4\n1 0 obj<</Type /Page /Resources<</Font<</F1 2 0 R>>>>/Contents 3 0 R>>endobj\n3 0 obj<<>>stream\nBT\nendstream\nendobj\nstartxref\n9\n%%EOF\n"
	for _, c := range []struct {
		name string
		data []byte
		want string // a part of it
	}{
		{"recording.mp4", film, ""},
		{"recording.mov", film, ""},
		{"with an empty box.mp4", bytes.Join([][]byte{ftyp, box("free"), moov, mdat}, nil), ""},
		{"recording.mp4", noise, "is named like a recording but is not one"},
		{"recording.webm", noise, "is named like a recording but is not one"},
		{"recording.mp4", []byte("see the shared drive"), "is named like a recording but is not one"},
		{"recording.mp4", append(bytes.Clone(ftyp), mdat...), "it has no table of contents"},
		{"recording.mp4", append(bytes.Clone(ftyp), moov...), "with nothing in it"},
		{"recording.mp4", film[:len(film)-500], "cut short"},
		{"recording.mp4", append(bytes.Clone(ftyp), noise...), "that no player opens"},
		{"recording", append(bytes.Clone(ftyp), noise...), "that no player opens"},
		{"recording.webm", web, ""},
		{"recording.webm", web[:len(web)-9], "that no player opens"},
		{"recording.webm", append(bytes.Clone(head), element(0x18538067, element(0x1F43B675, noise[:99]))...), "it has no table of contents"},
		{"recording.webm", append(bytes.Clone(head), noise...), "that no player opens"},
		{"screen.png", shot, ""},
		{"screen.jpg", drawn(asJPEG, true), ""},
		{"screen.jpg", shot, ""}, // It opens anyway.
		{"screen.png", noise, "is named like a picture but is not one"},
		{"screen.png", shot[:len(shot)/2], "is a picture that cannot be opened"},
		{"screen.png", drawn(asPNG, false), "of a single colour"},
		{"rule.pdf", []byte(page), ""},
		{"rule.pdf", []byte("the rule"), "is named like a PDF but is not one"},
		{"rule.pdf", []byte(page[:60]), "is a PDF that cannot be opened"},
		{"rule.pdf", []byte("%PDF-1.4\n1 0 obj<</Type /Pages /Count 0>>endobj\nstartxref\n9\n%%EOF\n"), "is a PDF without pages"},
		{"rule.pdf", []byte("%PDF-1.4\n1 0 obj<</Type /Page /Parent 2 0 R>>endobj\nstartxref\n9\n%%EOF\n"), "with nothing on its pages"},
		{"all.zip", zipped.Bytes(), ""},
		{"all.zip", zipped.Bytes()[:300], "cannot be opened"},
		{"notes.txt", nil, "is empty"},
		{"notes.txt", []byte(" \n\t\n"), "has no words in it"},
		{"notes.txt", []byte("one two three four five six seven eight nine ten"), "is a text of 10 words"},
		{"notes.md", []byte(strings.Repeat("What is so is written down. ", 5)), ""},
		{"notes.txt", []byte(strings.Repeat("二十四時間以内に削除する。", 20)), ""},
		{"page.html", []byte("<!doctype html><html><head><style>body { margin: 0; padding: 0; border: 0; font-family: sans-serif; color: black; background: white; line-height: 1.4 }</style></head><body><p>Soon.</p></body></html>"), "is a text of one word"},
		{"page.html", []byte("<!doctype html><html><body><p>" + strings.Repeat("What is so is written down. ", 5) + "</p></body></html>"), ""},
		{"data.bin", noise, ""},
		{"log.csv", []byte("a,b\n1,2\n"), ""},
	} {
		got := inspect(bytes.NewReader(c.data), int64(len(c.data)), event.Evidence{Kind: event.FileEvidence, Name: c.name})
		if c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%s (%d bytes) %q, and should be %q", c.name, len(c.data), got, c.want)
		}
	}
	if got := inspect(bytes.NewReader(nil), 0, event.Evidence{Kind: event.OutputEvidence}); got != "printed nothing" {
		t.Error(got)
	}
	if got := inspect(strings.NewReader("ok"), 2, event.Evidence{Kind: event.OutputEvidence, Name: "output.txt"}); got != "" {
		t.Errorf("a command may be brief: %s", got)
	}
}

// TestAShortTextIsToldOf says exactly how much of a text is too little.
func TestAShortTextIsToldOf(t *testing.T) {
	page := func(body string) string { return "<!doctype html><html><body>" + body + "</body></html>" }
	for name, c := range map[string]struct{ text, want string }{
		"signs alone":                 {"- - - ...", "has no words in it"},
		"one word":                    {"- Soon. -", "is a text of one word"},
		"two words":                   {"- Soon, 3 -", "is a text of 2 words"},
		"fourteen words":              {strings.Repeat("so ", 14), "is a text of 14 words"},
		"fifteen words":               {strings.Repeat("so ", 15), ""},
		"119 letters and digits":      {strings.Repeat("a1", 59) + "a-", "is a text of one word"},
		"120 letters":                 {strings.Repeat("a ", 12) + strings.Repeat("二", 108), ""},
		"one word in UTF-16":          {"\xff\xfes\x00o\x00 \x00", ""},
		"words in two paragraphs":     {page("<p>one</p><p>two</p>"), "is a text of 2 words"},
		"words around a line break":   {page("one<br>two"), "is a text of 2 words"},
		"letters of one word":         {page("o<!-- none -->ne"), "is a text of one word"},
		"a page of nothing":           {page(""), "has no words in it"},
		"words within what is hidden": {page("<template>one <style>two </style>three </template>four"), "is a text of one word"},
		"as much as is read":          {strings.Repeat(" ", maxInspected), "has no words in it"},
		"more than is read":           {strings.Repeat(" ", maxInspected+1), ""},
		"words that nobody sees":      {page("<noscript>one<style>two</style>three</noscript><script>four</script><template>five</template>six"), "is a text of one word"},
		"an end without beginning":    {page("</template></template>one <template>two</template>three"), "is a text of 2 words"},
	} {
		ext := ".txt"
		if strings.HasPrefix(c.text, "<") {
			ext = ".html"
		}
		if got := inspect(strings.NewReader(c.text), int64(len(c.text)), event.Evidence{Kind: event.FileEvidence, Name: "a" + ext}); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestAPDFThatShowsNothingIsToldOf(t *testing.T) {
	const broken, bare, none = "is a PDF that cannot be opened: it is cut short or damaged", "is a PDF with nothing on its pages", "is a PDF without pages"
	const page, font, drawn, ref, eof = "<</Type /Page ", "/Font<<>>", "stream\nendstream", "startxref", "%%EOF"
	for _, c := range []struct {
		parts []string
		want  string
	}{
		{[]string{page, font, drawn, ref, eof}, ""},
		{[]string{page, "/XObject<<>>", drawn, ref, eof}, ""},
		{[]string{page, "/Im0 Do", drawn, ref, eof}, ""},
		{[]string{"/ObjStm", ref, eof}, ""},
		{[]string{page, font, drawn, ref}, broken},
		{[]string{page, font, drawn, eof}, broken},
		{[]string{"/ObjStm", ref}, broken},
		{[]string{"<</Type /Pages ", font, drawn, ref, eof}, none},
		{[]string{page, font, ref, eof}, bare},
		{[]string{page, drawn, ref, eof}, bare},
	} {
		data := "%PDF-1.4\n" + strings.Join(c.parts, "\n")
		if got := inspect(strings.NewReader(data), int64(len(data)), event.Evidence{Kind: event.FileEvidence, Name: "a.pdf"}); got != c.want {
			t.Errorf("%q: %q, want %q", c.parts, got, c.want)
		}
	}
}

// TestOnlyAPictureOfOneColourIsToldOf alters each corner of one.
func TestOnlyAPictureOfOneColourIsToldOf(t *testing.T) {
	for _, at := range []image.Point{{-1, -1}, {0, 0}, {2, 0}, {0, 1}, {2, 1}} {
		img := image.NewGray(image.Rect(0, 0, 3, 2))
		img.Set(at.X, at.Y, color.White)
		var b bytes.Buffer
		if err := png.Encode(&b, img); err != nil {
			t.Fatal(err)
		}
		want := ""
		if at.X < 0 {
			want = "is a picture of a single colour"
		}
		if got := picture(b.Bytes()); got != want {
			t.Errorf("%v: %q, want %q", at, got, want)
		}
	}
}

// TestInspectComesToAnEnd holds for whatever bytes a file has.
func TestInspectComesToAnEnd(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		begin := rapid.SampledFrom([]string{"", "\x00\x00\x00\x18ftypisom", "\x1aE\xdf\xa3\x42\x82\x84webm", "%PDF-1.4", "PK\x03\x04", "\x89PNG\r\n\x1a\n", "<html>"}).Draw(t, "begin")
		data := append([]byte(begin), rapid.SliceOfN(rapid.Byte(), 0, 200).Draw(t, "rest")...)
		name := rapid.SampledFrom([]string{"a.mp4", "a.webm", "a.png", "a.pdf", "a.html", "a"}).Draw(t, "name")
		inspect(bytes.NewReader(data), int64(len(data)), event.Evidence{Kind: event.FileEvidence, Name: name})
	})
}
