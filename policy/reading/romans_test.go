package reading

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"clausewalk/policy/policytest"
)

func TestRomanNumeralsAboveLettersAreHeadings(t *testing.T) {
	p := parsed(t, "# T\n\nI. Service\n\n**A. Words.** An app is yours.\n\n**B. License.** You may show pictures:\n\n1. Show;\n2. Copy.\n\nII. Limits\n\n**A. Copying.** You will not copy.\n\n**B. Selling.** You shall not sell.\n\n**III. Ending.** We may end this.\n")
	want := "[I] Service\nI.A Words. An app is yours.\nI.B License. You may show pictures: Show; Copy.\n[II] Limits\nII.A Copying. You will not copy.\nII.B Selling. You shall not sell.\n[III] Ending.\nIII.1 We may end this.\n"
	if diff := cmp.Diff(want, policytest.Outline(p)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestRomanNumeralsWithoutLettersAreClauses(t *testing.T) {
	p := parsed(t, "(i) Ask.\n\n(ii) Thank.\n")
	if got := policytest.Outline(p); got != "[P] \nP.i Ask.\nP.ii Thank.\n" {
		t.Error(got)
	}
}
