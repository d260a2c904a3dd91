package vault

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"image"
	_ "image/gif" // the formats of pictures that are decoded
	_ "image/jpeg"
	_ "image/png"
	"io"
	"path"
	"slices"
	"strings"
	"unicode"

	"github.com/gabriel-vasile/mimetype"
	"golang.org/x/net/html"

	"clausewalk/checklist/event"
)

// maxInspected is how much of a file is read to tell what it is, in bytes. Of
// recordings, which are larger, only the table of contents is read.
const maxInspected = 4 << 20

// maxPixels is the size of the largest picture that is decoded.
const maxPixels = 12 << 20

// families are the media types that names of files promise.
var families = map[string]string{
	".mp4": "video/", ".m4v": "video/", ".mov": "video/", ".webm": "video/", ".mkv": "video/", ".avi": "video/", ".mpg": "video/", ".mpeg": "video/", ".wmv": "video/", ".ogv": "video/", ".3gp": "video/",
	".png": "image/", ".jpg": "image/", ".jpeg": "image/", ".gif": "image/", ".webp": "image/", ".bmp": "image/", ".tif": "image/", ".tiff": "image/", ".heic": "image/",
	".pdf": "application/pdf",
}

// misnamed says what is wrong with a file that is not of the family it is named for.
var misnamed = map[string]string{
	"video/":          "is named like a recording but is not one: no player opens it",
	"image/":          "is named like a picture but is not one",
	"application/pdf": "is named like a PDF but is not one",
}

// InspectRules is the version of the rules of Inspect. It goes up when they change,
// so that what an older program found is not relied on.
const InspectRules = 2

// Inspect looks at what a kept file is, whatever its name, and returns why it shows
// little to a reader, such as "is empty"; an empty string if it found nothing of that
// kind. A file that cannot be read is left to Verify.
func (v Vault) Inspect(e event.Evidence) (weak string) {
	if !v.look(e, func(r io.ReaderAt, size int64) { weak = inspect(r, size, e) }) {
		return ""
	}
	return weak
}

// Film returns what the container of a kept recording says about it, nothing for
// other files and for those that cannot be read.
func (v Vault) Film(e event.Evidence) (said event.Film) {
	if !v.look(e, func(r io.ReaderAt, size int64) {
		said = film(r, size, mimetype.Detect(part(r, 0, size, headSize)).String())
	}) {
		return event.Film{}
	}
	return said
}

// look calls do with a kept file and its size, and tells whether all that was read of
// it could be read.
func (v Vault) look(e event.Evidence, do func(r io.ReaderAt, size int64)) bool {
	f, err := v.Open(e.SHA256)
	if err != nil {
		return false
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return false
	}
	r := &tried{ReaderAt: f}
	do(r, info.Size())
	return !r.failed
}

// tried notes whether anything could not be read.
type tried struct {
	io.ReaderAt
	failed bool
}

func (t *tried) ReadAt(p []byte, at int64) (int, error) {
	n, err := t.ReaderAt.ReadAt(p, at)
	t.failed = t.failed || err != nil && !errors.Is(err, io.EOF)
	return n, err
}

func inspect(r io.ReaderAt, size int64, e event.Evidence) string {
	if size == 0 {
		if e.Kind == event.OutputEvidence {
			return "printed nothing"
		}
		return "is empty"
	}
	if e.Kind == event.OutputEvidence {
		return ""
	}
	media := mimetype.Detect(part(r, 0, size, headSize))
	family := families[strings.ToLower(path.Ext(e.Name))]
	if family != "" && !strings.HasPrefix(media.String(), family) {
		return misnamed[family]
	}
	switch {
	case strings.HasPrefix(media.String(), "video/"):
		return recording(r, size, media.String())
	case size > maxInspected:
		return ""
	}
	data := part(r, 0, size, size)
	switch {
	case media.Is("image/png"), media.Is("image/jpeg"), media.Is("image/gif"):
		return picture(data)
	case media.Is("application/pdf"):
		return pdf(data)
	case zipped(media):
		if _, err := zip.NewReader(bytes.NewReader(data), int64(len(data))); err != nil {
			return "cannot be opened: it is cut short or damaged"
		}
	case media.Is("text/html"):
		return fewWords(htmlWords(data))
	case media.Is("text/plain"):
		return fewWords(data)
	}
	return ""
}

func zipped(media *mimetype.MIME) bool {
	for m := media; m != nil; m = m.Parent() {
		if m.Is("application/zip") {
			return true
		}
	}
	return false
}

// picture says so of a picture that cannot be decoded, or that has a single colour.
func picture(data []byte) string {
	const broken = "is a picture that cannot be opened: it is cut short or damaged"
	config, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return broken
	}
	if config.Width*config.Height > maxPixels {
		return ""
	}
	decoded, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return broken
	}
	within := decoded.Bounds()
	first := decoded.At(within.Min.X, within.Min.Y)
	for y := within.Min.Y; y < within.Max.Y; y++ {
		for x := within.Min.X; x < within.Max.X; x++ {
			if decoded.At(x, y) != first {
				return ""
			}
		}
	}
	return "is a picture of a single colour"
}

// pdf says so of a PDF that has no pages, or none with anything on them. Compressed
// pages count as full.
func pdf(data []byte) string {
	has := func(name string) bool { return bytes.Contains(data, []byte(name)) }
	switch {
	case !has("startxref") || !has("%%EOF"):
		return "is a PDF that cannot be opened: it is cut short or damaged"
	case has("/ObjStm"):
		return ""
	case !slices.ContainsFunc([]string{"/Type /Page\n", "/Type /Page ", "/Type/Page/", "/Type /Page/", "/Type/Page ", "/Type/Page\n", "/Type /Page\r", "/Type/Page\r", "/Type/Page>", "/Type /Page>"}, has):
		return "is a PDF without pages"
	case !has("/Font") && !has("/XObject") && !has("/Im"), !has("stream"):
		return "is a PDF with nothing on its pages"
	}
	return ""
}

// A text that has fewer words and fewer letters than this says little. Languages
// without spaces have few words but many letters.
const (
	leastWords   = 15
	leastLetters = 120
)

func fewWords(text []byte) string {
	if bytes.ContainsRune(text, 0) {
		return "" // It has another encoding.
	}
	words, letters := 0, 0
	for _, w := range strings.Fields(string(text)) {
		n := 0
		for _, r := range w {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				n++
			}
		}
		letters += n
		if n > 0 {
			words++
		}
	}
	switch {
	case words >= leastWords || letters >= leastLetters:
		return ""
	case words == 0:
		return "has no words in it"
	case words == 1:
		return "is a text of one word"
	}
	return fmt.Sprintf("is a text of %d words", words)
}

// htmlWords returns the words that a reader of a page sees.
func htmlWords(data []byte) []byte {
	var words bytes.Buffer
	hidden := 0
	for z := html.NewTokenizer(bytes.NewReader(data)); ; {
		switch z.Next() {
		case html.ErrorToken:
			return words.Bytes()
		case html.StartTagToken, html.EndTagToken:
			token := z.Token()
			if !slices.Contains([]string{"script", "style", "template", "noscript"}, token.Data) {
				words.WriteByte(' ')
			} else if token.Type == html.StartTagToken {
				hidden++
			} else {
				hidden = max(0, hidden-1)
			}
		case html.TextToken:
			if hidden == 0 {
				words.Write(z.Text())
			}
		}
	}
}
