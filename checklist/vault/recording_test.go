package vault

import (
	"bytes"
	"slices"
	"testing"
)

func TestARecordingThatNoPlayerOpensSaysWhy(t *testing.T) {
	trak, one := box("moov", box("trak")), []byte{1}
	mdat := box("mdat", one)
	head, tracks, cluster := element(ebmlHead, one), element(ebmlTracks, one), element(ebmlCluster, one)
	mp4, webm := []string{"video/mp4", "video/quicktime", "video/x-m4v", "video/3gpp", "video/3gpp2"}, []string{"video/webm", "video/x-matroska"}
	for name, c := range map[string]struct {
		media []string
		data  []byte
		want  string
	}{
		"nothing":                              {mp4, nil, noTable},
		"the table first":                      {mp4, slices.Concat(trak, mdat), ""},
		"the table last":                       {mp4, slices.Concat(mdat, trak), ""},
		"a second table without tracks":        {mp4, slices.Concat(trak, box("moov"), mdat), ""},
		"frames in fragments":                  {mp4, slices.Concat(trak, box("moof")), ""},
		"a second box without frames":          {mp4, slices.Concat(trak, mdat, box("mdat")), ""},
		"no frames in their box":               {mp4, slices.Concat(trak, box("mdat")), noFrames},
		"no frames in their long box":          {mp4, slices.Concat(trak, long("mdat", 16)), noFrames},
		"frames in a long box":                 {mp4, slices.Concat(trak, long("mdat", 17, one)), ""},
		"frames to the end":                    {mp4, slices.Concat(trak, u32(0), []byte("mdat"), one), ""},
		"no table":                             {mp4, mdat, noTable},
		"a table without tracks":               {mp4, slices.Concat(box("moov", box("mvhd", []byte("trak"))), mdat), noTable},
		"a box that nobody knows":              {mp4, slices.Concat(box("beep", one), trak, mdat), ""},
		"a box with a sign of QuickTime":       {mp4, slices.Concat(box("\xa9nam", one), trak, mdat), ""},
		"a box of other bytes":                 {mp4, slices.Concat(box("\xaanam", one), trak, mdat), garbled},
		"a box of bytes behind letters":        {mp4, slices.Concat(box("n\xa9am", one), trak, mdat), garbled},
		"a box of signs":                       {mp4, slices.Concat(box("a\x1fbc", one), trak, mdat), garbled},
		"a box with a space":                   {mp4, slices.Concat(box("url ", one), trak, mdat), ""},
		"a box that ends in its head":          {mp4, slices.Concat(trak, mdat, u32(7), []byte("free")), garbled},
		"a long box that ends in its head":     {mp4, slices.Concat(trak, mdat, long("free", 15)), garbled},
		"an empty box at the end":              {mp4, slices.Concat(trak, mdat, box("free")), ""},
		"a box that is cut short":              {mp4, slices.Concat(trak, mdat, u32(9), []byte("free")), cutShort},
		"a long box that is cut short":         {mp4, slices.Concat(trak, mdat, long("free", 17)), cutShort},
		"a head that is cut short":             {mp4, slices.Concat(trak, mdat, []byte("\x00\x00\x00\x09fre")), cutShort},
		"nothing in WebM":                      {webm, nil, noTable},
		"tracks and a cluster":                 {webm, slices.Concat(head, element(ebmlSegment, tracks, cluster)), ""},
		"the cluster first":                    {webm, slices.Concat(head, element(ebmlSegment, cluster, tracks)), ""},
		"a second list of tracks":              {webm, slices.Concat(head, element(ebmlSegment, tracks, element(ebmlTracks), cluster)), ""},
		"an empty cluster":                     {webm, slices.Concat(head, element(ebmlSegment, tracks, element(ebmlCluster))), ""},
		"an empty cluster before what is cut":  {webm, slices.Concat(head, sized(ebmlSegment, 1, -1), tracks, element(ebmlCluster), cluster[:6]), cutShort},
		"no head":                              {webm, element(ebmlSegment, tracks, cluster), garbled},
		"a second head":                        {webm, slices.Concat(head, head, element(ebmlSegment, tracks, cluster)), ""},
		"no tracks":                            {webm, slices.Concat(head, element(ebmlSegment, cluster)), noTable},
		"no track in the list":                 {webm, slices.Concat(head, element(ebmlSegment, element(ebmlTracks), cluster)), noTable},
		"no cluster":                           {webm, slices.Concat(head, element(ebmlSegment, tracks)), noFrames},
		"a segment that knows no length":       {webm, slices.Concat(head, sized(ebmlSegment, 1, -1), tracks, cluster), ""},
		"a segment and cluster that know none": {webm, slices.Concat(head, sized(ebmlSegment, 8, -1), tracks, sized(ebmlCluster, 8, -1), []byte("\x00\x00")), ""},
		"tracks that know no length":           {webm, slices.Concat(head, sized(ebmlSegment, 1, -1), sized(ebmlTracks, 1, -1), cluster), garbled},
		"lengths of eight bytes":               {webm, slices.Concat(head, sized(ebmlSegment, 8, 20, sized(ebmlTracks, 8, 1, one), sized(ebmlCluster, 8, 1, one))), ""},
		"a long list of tracks":                {webm, slices.Concat(head, element(ebmlSegment, sized(ebmlTracks, 2, 127, make([]byte, 127)), cluster)), ""},
		"zeros":                                {webm, slices.Concat(head, make([]byte, 9)), garbled},
		"zeros where a length should be":       {webm, slices.Concat(head, []byte{0xEC, 0}, make([]byte, 9)), garbled},
		"another kind":                         {[]string{"video/x-msvideo", "image/png"}, one, ""},
	} {
		for _, media := range c.media {
			if got := recording(bytes.NewReader(c.data), int64(len(c.data)), media); got != c.want {
				t.Errorf("%s, %s: %q, want %q", name, media, got, c.want)
			}
		}
	}
}

// TestARecordingThatIsCutShortIsToldOf cuts recordings at every byte.
func TestARecordingThatIsCutShortIsToldOf(t *testing.T) {
	some := []byte("some")
	for _, c := range []struct {
		media string
		parts [][]byte
		heads []int  // how long the head of each part is
		at    string // what is said of one that is cut in a head
	}{
		{"video/mp4", [][]byte{box("ftyp", some), long("moov", 28, box("trak", some)), box("mdat", some)}, []int{0, 0, 0}, cutShort},
		{"video/webm", [][]byte{element(ebmlHead, some), sized(ebmlSegment, 1, -1), sized(ebmlTracks, 8, 4, some), element(ebmlCluster, some)}, []int{6, 5, 12, 6}, garbled},
	} {
		whole := slices.Concat(c.parts...)
		begin, missing := 0, noTable
		for n, part := range c.parts {
			for cut := range part {
				want := cutShort
				switch {
				case cut == 0:
					want = missing
				case cut < c.heads[n]:
					want = c.at
				}
				if got := recording(bytes.NewReader(whole[:begin+cut]), int64(begin+cut), c.media); got != want {
					t.Errorf("%s cut at %d: %q, want %q", c.media, begin+cut, got, want)
				}
			}
			if begin += len(part); n == len(c.parts)-2 {
				missing = noFrames
			}
		}
		if got := recording(bytes.NewReader(whole), int64(begin), c.media); got != "" {
			t.Errorf("%s: %q of a whole one", c.media, got)
		}
	}
}
