package walk

import (
	"strings"
	"testing"

	"clausewalk/ui"
)

func TestTheLogListsTheSittingWithTheCommandThatDoesTheSame(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	w := startWith(t, ui.Options{Out: &out}, 200, 40)
	w.do("log")
	w.shows("nothing has been done in this sitting yet")
	w.do("met", "not met")
	w.Type("it's 48 hours; $(reboot)")
	w.do("keep words", "log")
	w.shows("P.1 verdict met", "clausewalk answer P.1 met", `clausewalk answer P.2 not-met --reason 'it'\''s 48 hours; $(reboot)'`)
	w.do("leave chooser", "sign off")
	w.Type(" Ruiz")
	w.do("next field")
	w.Type("Lead")
	w.do("keep fields", "log")
	w.shows("clausewalk sign --as 'Ana Ruiz' --role Lead")
	w.do("leave chooser", "undo", "log", "choose")
	w.shows("the command copied to the terminal's clipboard")
	w.do("undo", "log")
	w.shows("P.1 verdict met")
	if strings.Contains(w.Frame(), "P.2 verdict") || strings.Contains(w.Frame(), "P.2 reason") {
		t.Error("what was undone is still listed")
	}
}

func TestACommandOfSeveralLinesIsShownInOne(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	w.do("overrule scope")
	w.Paste("nothing of this kind\nis stored\nanywhere")
	w.do("keep words", "log")
	checkFrame(t, "log", w.model.View(), 120, 40)
	w.shows("--reason 'nothing of this kind")
}
