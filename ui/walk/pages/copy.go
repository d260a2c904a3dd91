package pages

import (
	"io"

	"github.com/aymanbagabas/go-osc52/v2"

	"clausewalk/reports"
	"clausewalk/ui/walk/layer"
	"clausewalk/ui/walk/style"
)

// Copier hands text to the terminal's clipboard. It writes to the terminal
// itself, between two frames: Bubble Tea has no message for a clipboard.
type Copier struct {
	Out io.Writer
	// None says that the terminal is known to have no clipboard. It gets the text
	// to select, in lines of at most Width cells.
	None  bool
	Width func() int
}

// Copy hands over the text of a clause. Nobody answers, so whether the terminal
// took it is not known.
func (c Copier) Copy(label, text string) layer.Result {
	if c.None {
		return layer.Result{Open: NewText("This terminal has no clipboard; here is the text to select", style.WrapAll(text, c.Width()))}
	}
	return layer.Result{Cmd: layer.Later(nil, func() func() layer.Result {
		_, err := io.WriteString(c.Out, osc52.New(text).String())
		return func() layer.Result {
			if err != nil {
				return layer.Result{Note: "not copied: " + reports.Line(err.Error())}
			}
			return layer.Result{Note: reports.Line(label) + " copied to the terminal's clipboard; tmux needs set-clipboard on"}
		}
	})}
}
