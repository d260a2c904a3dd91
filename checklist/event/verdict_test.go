package event

import "testing"

func TestParseVerdict(t *testing.T) {
	for typed, want := range map[string]Verdict{
		"met": Met, " Met ": Met, "acknowledged": Met, "partly": Partly, "not met": NotMet, "not-met": NotMet, "NOT_MET": NotMet, "not–met": NotMet,
		"not applicable": NotApplicable, "na": NotApplicable, "N/A": NotApplicable, "cannot tell": CannotTell, "can't tell": CannotTell, "cannot-tell": CannotTell,
	} {
		if v, err := ParseVerdict(typed); err != nil || v != want {
			t.Errorf("%q: %q %v, want %q", typed, v, err, want)
		}
	}
	for _, typed := range []string{"", "unanswered", "mostly", "notmet", "met!", "-"} {
		if v, err := ParseVerdict(typed); err == nil {
			t.Errorf("%q was read as %q", typed, v)
		}
	}
	for _, v := range Verdicts() {
		if again, err := ParseVerdict(v.String()); err != nil || again != v {
			t.Errorf("%q is not read as it is shown: %q %v", v, again, err)
		}
	}
}

func TestThinReason(t *testing.T) {
	for reason, want := range map[string]bool{"": false, " ": false, "x": true, "only four words here": true, "the log of two requests": false} {
		if ThinReason(reason) != want {
			t.Errorf("%q: want %v", reason, want)
		}
	}
}

func TestPersonIsCalledByNameOrAddress(t *testing.T) {
	if got := (Person{Name: "Ana", Email: "a@x.y"}).String(); got != "Ana" {
		t.Error(got)
	}
	if got := (Person{Email: "a@x.y"}).String(); got != "a@x.y" {
		t.Error(got)
	}
}
