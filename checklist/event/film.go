package event

import (
	"fmt"
	"strings"
	"time"
)

// Film is what the container of a recording says about it. What it does not say is
// zero.
type Film struct {
	Seconds float64 `json:"seconds,omitempty"`
	Width   int     `json:"width,omitempty"` // of the picture as it is shown, in pixels
	Height  int     `json:"height,omitempty"`
}

// Known tells whether the container says anything.
func (f Film) Known() bool { return f != Film{} }

// Lines returns how many lines the picture has as people count them: 1080 for one of
// 1920 by 1080, and for one of 1080 by 1920.
func (f Film) Lines() int { return min(f.Width, f.Height) }

// String says how long it is and how large its picture, as far as that is known.
func (f Film) String() string {
	var all []string
	if f.Seconds > 0 {
		all = append(all, (time.Duration(f.Seconds*1000)*time.Millisecond).Round(time.Second).String()+" long")
	}
	if f.Width > 0 && f.Height > 0 {
		all = append(all, fmt.Sprintf("%d by %d pixels", f.Width, f.Height))
	}
	return strings.Join(all, ", ")
}
