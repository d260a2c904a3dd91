package reader

import (
	"fmt"
	"strings"
	"testing"

	"clausewalk/ui"
	"clausewalk/ui/walk/style"
)

// lines returns a reader of a hundred lines in a window of ten.
func lines() *Reader {
	var r Reader
	var all []string
	for n := range 100 {
		all = append(all, fmt.Sprintf("line %d", n))
	}
	r.Resize(40, 10)
	r.Set(all)
	return &r
}

func (r *Reader) first() string { return r.View(style.New(false, ui.Mono))[0] }

func TestTwoHalvesOnAreOneWindow(t *testing.T) {
	r := lines()
	r.Half(1)
	r.Half(1)
	if got := r.first(); got != "line 10" {
		t.Errorf("two halves on it begins with %q", got)
	}
	r.Half(-1)
	if got := r.first(); got != "line 5" {
		t.Errorf("half back it begins with %q", got)
	}
}

func TestTwoPagesOnAreTwoWindows(t *testing.T) {
	r := lines()
	r.Page(1)
	r.Page(1)
	if got := r.first(); got != "line 20" {
		t.Errorf("two pages on it begins with %q", got)
	}
}

func TestTheWindowStaysInTheText(t *testing.T) {
	r := lines()
	r.Bottom()
	r.Half(1)
	if got := r.first(); got != "line 90" {
		t.Errorf("beyond the end it begins with %q", got)
	}
	r.Resize(40, 20)
	if got := r.first(); got != "line 80" {
		t.Errorf("a higher window begins with %q", got)
	}
	r.Set([]string{"short"})
	if got := r.first(); got != "short" {
		t.Errorf("a shorter text begins with %q", got)
	}
}

func TestASearchGoesOnRoundTheEndAndBack(t *testing.T) {
	r := lines()
	before := r.Place()
	if !r.Find("LINE 5", 0) || r.Match() != 6 {
		t.Errorf("found in line %d", r.Match())
	}
	if !strings.Contains(strings.Join(r.View(style.New(true, ui.Mono)), "\n"), ">line 5") {
		t.Error("what was found does not stand out")
	}
	r.Next(-1)
	if r.Match() != 60 {
		t.Errorf("the one before is in line %d", r.Match())
	}
	if r.Find("nowhere", 0) || r.Match() != 0 {
		t.Error("it finds what is not there")
	}
	r.Return(before)
	if r.first() != "line 0" || r.Query() != "" {
		t.Errorf("back at %q, looking for %q", r.first(), r.Query())
	}
}
