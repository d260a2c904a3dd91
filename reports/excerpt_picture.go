package reports

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	_ "image/gif" // GIF, JPEG and PNG are the pictures that are read.
	"image/jpeg"
	_ "image/png"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/reports/document"
)

// The largest picture that is read, and the largest that is shown, in pixels.
const (
	maxPixels = 40_000_000
	maxWidth  = 900
	maxHeight = 1400
)

// picture draws a picture anew, so that nothing of the file but what is to be seen
// gets into a report. It returns neither a picture nor a reason for what is none.
func (s *shower) picture(e event.Evidence, c checklist.Content) (*document.Picture, string) {
	config, kind, err := image.DecodeConfig(bytes.NewReader(c.Data))
	switch {
	case err != nil:
		return nil, ""
	case int64(len(c.Data)) < c.Size || config.Width < 1 || config.Height < 1 || config.Width > maxPixels/config.Height:
		return nil, fmt.Sprintf("not shown, since a picture of %d × %d pixels and %s is too large", config.Width, config.Height, size(c.Size))
	}
	source, _, err := image.Decode(bytes.NewReader(c.Data))
	if err != nil {
		return nil, "not shown, since the picture is damaged"
	}
	drawn := scaled(source)
	var out bytes.Buffer
	if err := jpeg.Encode(&out, drawn, &jpeg.Options{Quality: 82}); err != nil {
		return nil, "not shown, since the picture cannot be drawn"
	}
	if s.pictures += out.Len(); s.pictures > maxPictures {
		return nil, "not shown, since the report has enough pictures"
	}
	b := drawn.Bounds()
	note := fmt.Sprintf("a picture of %d × %d pixels", config.Width, config.Height)
	if b.Dx() != config.Width {
		note += ", made smaller"
	}
	if kind == "gif" {
		note += ", the first of it"
	}
	return &document.Picture{Data: out.Bytes(), Media: "image/jpeg", Width: b.Dx(), Height: b.Dy(), Words: e.Target()}, note
}

// scaled draws a picture on white, at most maxWidth wide and maxHeight high: each
// pixel is the mean of those that it stands for.
func scaled(source image.Image) *image.RGBA {
	from := source.Bounds()
	w, h := from.Dx(), from.Dy()
	if w > maxWidth {
		w, h = maxWidth, max(1, h*maxWidth/w)
	}
	if h > maxHeight {
		w, h = max(1, w*maxHeight/h), maxHeight
	}
	to := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		y0 := from.Min.Y + y*from.Dy()/h
		y1 := max(y0+1, from.Min.Y+(y+1)*from.Dy()/h)
		for x := range w {
			x0 := from.Min.X + x*from.Dx()/w
			x1 := max(x0+1, from.Min.X+(x+1)*from.Dx()/w)
			to.SetRGBA(x, y, mean(source, x0, y0, x1, y1))
		}
	}
	return to
}

func mean(source image.Image, x0, y0, x1, y1 int) color.RGBA {
	var r, g, b, n uint64
	for y := y0; y < y1; y++ {
		for x := x0; x < x1; x++ {
			cr, cg, cb, ca := source.At(x, y).RGBA()
			white := uint64(0xffff - ca)
			r, g, b, n = r+uint64(cr)+white, g+uint64(cg)+white, b+uint64(cb)+white, n+1
		}
	}
	return color.RGBA{uint8(r / n >> 8), uint8(g / n >> 8), uint8(b / n >> 8), 0xff}
}
