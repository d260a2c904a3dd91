package reports

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
)

// showing is the report of an audit in which A.1 has pieces of evidence, each with
// what can be read of it.
func showing(t *testing.T, lines int, contents map[string]checklist.Content, pieces ...event.Evidence) Report {
	t.Helper()
	b := newBook(t, rules(t))
	b.answer(ana, "A.1", event.Met, "The door is shut by itself, as the log says.")
	for n, e := range pieces {
		e.SHA256 = digest(byte(n + 1))
		pieces[n] = e
		b.do(ana, event.AddEvidence(b.ref("A.1"), e))
	}
	read := func(e event.Evidence) checklist.Content { return contents[e.Target()] }
	r := Build(b.Audit, Options{})
	r.Show(Showing{Read: read, Lines: lines})
	return r
}

func countTo(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "entry %d\n", i+1)
	}
	return b.String()
}

func wholly(data string) checklist.Content {
	return checklist.Content{Data: []byte(data), Size: int64(len(data))}
}

func TestAReaderSeesTheEvidenceAndHowMuchOfIt(t *testing.T) {
	for _, c := range []struct {
		name    string
		piece   event.Evidence
		content checklist.Content
		want    []string
		not     []string
	}{
		{"the beginning of a text", event.Evidence{Kind: event.FileEvidence, Name: "log.txt"}, wholly(countTo(240)),
			[]string{"log.txt; 12 of 240 lines", " 1  entry 1\n", "12  entry 12"}, []string{"entry 13"}},
		{"a short text", event.Evidence{Kind: event.FileEvidence, Name: "log.txt"}, wholly(countTo(14)), []string{"all of it, 14 lines", "entry 14"}, nil},
		{"the beginning of what was not read whole", event.Evidence{Kind: event.FileEvidence, Name: "log.txt"},
			checklist.Content{Data: []byte(countTo(240)), Size: 9_000_000}, []string{"the first 12 lines of 9,000,000 bytes"}, []string{"entry 13"}},
		{"a text that was cut within its last letter", event.Evidence{Kind: event.FileEvidence, Name: "log.txt"},
			checklist.Content{Data: []byte("shut it 🚪"[:len("shut it 🚪")-1]), Size: 9_000_000}, []string{"shut it \n"}, nil},
		{"the end of an output", event.Evidence{Kind: event.OutputEvidence, Command: "make check", Exit: 2, Name: "output.txt"}, wholly(countTo(30)),
			[]string{"the last 12 of 30 lines", "exit code 2", "19  entry 19", "30  entry 30"}, []string{"entry 18\n"}},
		{"lines as they were cited", event.Evidence{Kind: event.PlaceEvidence, Path: "door.go", From: 40, To: 41}, wholly("shut()\nlock()"),
			[]string{"door.go:40-41; as cited: all of it, 2 lines", "40  shut()\n", "41  lock()"}, nil},
		{"lines that have changed since", event.Evidence{Kind: event.PlaceEvidence, Path: "door.go", From: 40, To: 41},
			checklist.Content{Data: []byte("shut()\nlock()"), Now: []byte("shut()\nopen()")},
			[]string{"what has changed since it was cited", "40  shut()\n", "41  - lock()\n", "    + open()"}, nil},
		{"a whole file that has changed since", event.Evidence{Kind: event.PlaceEvidence, Path: "door.go"},
			checklist.Content{Data: []byte("shut()\nlock()"), Now: []byte("shut()\nopen()")},
			[]string{"what has changed since it was cited", "1  shut()\n", "2  - lock()\n"}, nil},
		{"lines that were not kept", event.Evidence{Kind: event.PlaceEvidence, Path: "door.go", From: 40, To: 41}, checklist.Content{},
			[]string{"not shown, since the lines were not kept when they were cited"}, nil},
		{"what looks like a secret", event.Evidence{Kind: event.FileEvidence, Name: "env", Secrets: "a password on line 1"}, wholly("password=hunter2hunter2"),
			[]string{"not shown, since it looks as if it held a secret"}, []string{"hunter2"}},
		{"what was altered", event.Evidence{Kind: event.FileEvidence, Name: "log.txt"}, checklist.Content{}, []string{"not shown, since it cannot be read as it was added"}, nil},
		{"what is neither text nor picture", event.Evidence{Kind: event.FileEvidence, Name: "walk.mp4"}, wholly("\x00\x01\x02"), []string{"not shown, since it is no text and no picture"}, nil},
		{"the words of an office file", event.Evidence{Kind: event.FileEvidence, Name: "letter.docx"},
			wholly(zipped(t, "word/document.xml", `<w:d xmlns:w="w"><w:p><w:t>We may show </w:t><w:t>the feed.</w:t></w:p><w:p><w:t>Signed, Meta</w:t></w:p></w:d>`)),
			[]string{"its words: all of it, 2 lines", "We may show the feed.\nSigned, Meta"}, nil},
		{"an archive of something else", event.Evidence{Kind: event.FileEvidence, Name: "a.zip"}, wholly(zipped(t, "a.txt", "packed away")), []string{"not shown"}, []string{"packed away"}},
		{"a page", event.Evidence{Kind: event.FileEvidence, Name: "page.html"}, wholly("<script>alert(1)</script>"), []string{"1  <script>alert(1)</script>"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			page := string(Markdown(showing(t, 12, map[string]checklist.Content{c.piece.Target(): c.content}, c.piece)))
			page = strings.ReplaceAll(page, `\`, "")
			for _, want := range c.want {
				if !strings.Contains(page, want) {
					t.Errorf("%q is not in\n%s", want, page[strings.Index(page, "### A.1"):])
				}
			}
			for _, not := range c.not {
				if strings.Contains(page, not) {
					t.Errorf("%q is in the report", not)
				}
			}
		})
	}
}

func zipped(t *testing.T, name, words string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create(name)
	if err == nil {
		_, err = w.Write([]byte(words))
	}
	if err != nil || z.Close() != nil {
		t.Fatal(err)
	}
	return b.String()
}

// pngOf is a picture with a text hidden in its file.
func pngOf(t *testing.T, w, h int, hidden string) string {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for n := range w {
		m.Set(n, n%h, color.RGBA{200, 0, 0, 255})
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	chunk := append([]byte("tEXt"), hidden...)
	data := b.Bytes()
	end := len(data) - 12 // The last chunk is the end.
	out := append([]byte{}, data[:end]...)
	out = binary.BigEndian.AppendUint32(out, uint32(len(hidden)))
	out = binary.BigEndian.AppendUint32(append(out, chunk...), crc32.ChecksumIEEE(chunk))
	return string(append(out, data[end:]...))
}

func TestAPictureIsDrawnAnewWithinLimits(t *testing.T) {
	piece := event.Evidence{Kind: event.FileEvidence, Name: `shot "><script>.png`}
	source := pngOf(t, 2000, 300, "Comment\x00<script>alert(1)</script>")
	r := showing(t, 12, map[string]checklist.Content{piece.Target(): wholly(source)}, piece)
	page := HTML(r)
	var found bool
	for _, n := range elements(page) {
		if n.Data != "img" {
			continue
		}
		found = true
		encoded, isOurs := strings.CutPrefix(attr(n, "src"), "data:image/jpeg;base64,")
		data, err := base64.StdEncoding.DecodeString(encoded)
		if err != nil || !isOurs {
			t.Fatal(err, attr(n, "src")[:40])
		}
		if bytes.Contains(data, []byte("script")) {
			t.Error("what was hidden in the file is in the report")
		}
		if m, kind, err := image.Decode(bytes.NewReader(data)); err != nil || kind != "jpeg" || m.Bounds().Dx() != maxWidth || attr(n, "width") != fmt.Sprint(maxWidth) {
			t.Errorf("%s %v", kind, err)
		}
		if attr(n, "alt") != piece.Name {
			t.Errorf("it is described as %q", attr(n, "alt"))
		}
	}
	if !found || !bytes.Contains(page, []byte("img-src data:;")) {
		t.Error("there is no picture, or the page does not allow it")
	}
	if words := seenHTML(page); !strings.Contains(words, "a picture of 2000 × 300 pixels, made smaller") {
		t.Error(words)
	}
	if plain := HTML(showing(t, 12, nil)); bytes.Contains(plain, []byte("img-src")) {
		t.Error("a page without pictures allows them")
	}
}

// TestAPictureStandsOnWhiteHoweverItIsMadeSmaller draws a blue mark on nothing.
func TestAPictureStandsOnWhiteHoweverItIsMadeSmaller(t *testing.T) {
	source := image.NewNRGBA(image.Rect(0, 0, 2*maxWidth, 4))
	for x := range maxWidth {
		for y := range 4 {
			source.Set(x, y, color.NRGBA{0, 0, 255, 255})
		}
	}
	small := scaled(source)
	if mark, nothing := small.At(10, 1), small.At(maxWidth-10, 1); mark != (color.RGBA{0, 0, 255, 255}) || nothing != (color.RGBA{255, 255, 255, 255}) {
		t.Errorf("the mark is %v, and what is clear is %v", mark, nothing)
	}
}

func TestAPictureThatIsTooLargeIsNotRead(t *testing.T) {
	bomb := []byte(pngOf(t, 10, 10, ""))
	binary.BigEndian.PutUint32(bomb[16:], 100_000) // The header says how wide it is.
	binary.BigEndian.PutUint32(bomb[20:], 100_000)
	binary.BigEndian.PutUint32(bomb[29:], crc32.ChecksumIEEE(bomb[12:29]))
	piece := event.Evidence{Kind: event.FileEvidence, Name: "bomb.png"}
	r := showing(t, 12, map[string]checklist.Content{"bomb.png": wholly(string(bomb))}, piece)
	if page := seenHTML(HTML(r)); !strings.Contains(page, "not shown, since a picture of 100000 × 100000 pixels") {
		t.Error(page)
	}
	begun := checklist.Content{Data: []byte(pngOf(t, 100, 100, "")[:150]), Size: 30_000_000} // Only so much of it was read.
	r = showing(t, 12, map[string]checklist.Content{"bomb.png": begun}, piece)
	if page := seenHTML(HTML(r)); !strings.Contains(page, "not shown, since a picture of 100 × 100 pixels and 30,000,000 bytes is too large") {
		t.Error(page)
	}
	cut := wholly(pngOf(t, 100, 100, "")[:150])
	r = showing(t, 12, map[string]checklist.Content{"bomb.png": cut}, piece)
	if page := seenHTML(HTML(r)); !strings.Contains(page, "not shown, since the picture is damaged") {
		t.Error(page)
	}
}

func TestTheSameBytesAreReadOnce(t *testing.T) {
	b := newBook(t, rules(t))
	for _, label := range []string{"A.1", "A.2", "A.3"} {
		b.answer(ana, label, event.Met, "As the log says, which two of us have read.")
		b.do(ana, event.AddEvidence(b.ref(label), event.Evidence{Kind: event.FileEvidence, Name: "log.txt", SHA256: digest(1)}))
	}
	reads := 0
	r := Build(b.Audit, Options{})
	r.Show(Showing{Lines: 3, Read: func(event.Evidence) checklist.Content { reads++; return wholly(countTo(2)) }})
	if got := strings.Count(string(Markdown(r)), "2  entry 2"); reads != 1 || got != 3 {
		t.Errorf("it was read %d times and is shown %d times", reads, got)
	}
}

func TestNoEvidenceChangesTheStructureOfAReport(t *testing.T) {
	piece := func() []event.Evidence {
		return []event.Evidence{{Kind: event.FileEvidence, Name: "log.txt"}, {Kind: event.PlaceEvidence, Path: "a.go", From: 1, To: 2}}
	}
	with := func(words string) Report {
		return showing(t, 12, map[string]checklist.Content{
			"log.txt": wholly(words), "a.go:1-2": {Data: []byte("same\n" + words), Now: []byte("same\nother")},
		}, piece()...)
	}
	tags := func(r Report) string {
		var all []string
		for _, n := range elements(HTML(r)) {
			all = append(all, n.Data)
		}
		return strings.Join(all, " ")
	}
	tame := with("plain words")
	wantHTML, wantMarkdown := tags(tame), shape(Markdown(tame))
	for _, s := range hostile {
		s = strings.ReplaceAll(strings.ToValidUTF8(s, "\ufffd"), "\x00", "")
		if s = strings.Join(strings.Fields(s), " "); s == "" {
			continue
		}
		r := with(s)
		if got := tags(r); got != wantHTML {
			t.Errorf("%q changes the page: %s", s, got)
		}
		out := Markdown(r)
		if got := shape(out); fmt.Sprint(got) != fmt.Sprint(wantMarkdown) {
			t.Errorf("%q changes the Markdown", s)
		}
		// Entities are no entities in a block of code.
		if n := strings.IndexFunc(string(out), func(r rune) bool { return r != '\n' && hidden(r) }); n >= 0 {
			t.Errorf("%q: %q", s, out[n:])
		}
	}
}
