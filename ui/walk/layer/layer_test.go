package layer

import (
	"errors"
	"testing"

	"clausewalk/ui"
	"clausewalk/ui/walk/style"
)

// plain is a layer that does nothing.
type plain struct {
	Base
	box bool
}

func (p *plain) Mode() ui.Mode               { return ui.Read }
func (p *plain) Below() bool                 { return p.box }
func (p *plain) Resize(int, int)             {}
func (p *plain) Do(string) Result            { return Result{} }
func (p *plain) View(*style.Styles) []string { return nil }

func TestClosingALayerTakesWhatLiesOnItWithIt(t *testing.T) {
	page, box, other := &plain{}, &plain{box: true}, &plain{}
	var s Stack
	if s.Top() != nil || s.Page() != nil || s.Box() != nil {
		t.Error("an empty stack has a layer")
	}
	s.Push(page)
	s.Push(box)
	if s.Top() != Layer(box) || s.Box() != Layer(box) || s.Page() != Layer(page) {
		t.Error("the box is not on top of the page")
	}
	s.Close(other) // It is not open, which is no fault.
	s.Close(page)
	if len(s) != 0 {
		t.Errorf("%d layers are left", len(s))
	}
}

func TestAPageOnABoxHidesIt(t *testing.T) {
	var s Stack
	s.Push(&plain{box: true})
	s.Push(&plain{})
	if s.Box() != nil {
		t.Error("a box that is covered is still drawn")
	}
}

func TestAnErrorIsSaidInPlaceOfWhatWasDone(t *testing.T) {
	if got := Say("done", nil).Note; got != "done" {
		t.Errorf("said %q", got)
	}
	if got := Say("done", errors.New("no\nroom")).Note; got != "no room" {
		t.Errorf("said %q", got)
	}
}

func TestWorkComesBackAsAFunctionForTheScreen(t *testing.T) {
	l := &plain{}
	done := false
	msg := Later(l, func() func() Result {
		return func() Result { done = true; return Result{Close: true} }
	})()
	back, ok := msg.(Back)
	if !ok || back.To != Layer(l) || done {
		t.Fatalf("%+v, done %v", msg, done)
	}
	if r := back.Do(); !r.Close || !done {
		t.Errorf("%+v, done %v", r, done)
	}
}
