package reading

import "testing"

func TestANumberedTitleAboveDottedNumbersIsAHeading(t *testing.T) {
	try(t, titles, []trial{
		{"1.   **Joining.**\n\nFill in the form.\n\n2.   **License.**\n\n**2.1 Yours.** You grant it.\n\n**2.2 Ours.** Do not copy.\n\n3.   **Ending.**\n\nYou may end.\n",
			"[P] \nP.1 Joining. Fill in the form. License.\n2.1 Yours. You grant it.\n2.2 Ours. Do not copy. Ending. You may end.\n",
			"[1] Joining.\n1.1 Fill in the form.\n[2] License.\n2.1 Yours. You grant it.\n2.2 Ours. Do not copy.\n[3] Ending.\n3.1 You may end.\n"},
		{"1. **Fair.** Be so.\n2. **Quick.**\n", "[P] \nP.1 Fair. Be so.\nP.2 Quick.\n", "[P] \nP.1 Fair. Be so.\nP.2 Quick.\n"},
	})
}
