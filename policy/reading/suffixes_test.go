package reading

import "testing"

func TestALetterBehindANumberLeavesNoHole(t *testing.T) {
	try(t, suffixes, []trial{
		{"9. Ask.\n\n10\\. Thank.\n\n10A. Wait.\n\n11\\. Go.\n",
			"[P] \nP.9 Ask. 10. Thank. 10A. Wait. 11. Go.\n",
			"[P] \nP.9 Ask. 10. Thank. 10A. Wait. 11. Go.\n"},
		{"1) Ask.\n\n1a) Thank.\n\n1b) Wait.\n\n2) Go.\n",
			"[P] \nP.1 Ask. 1a) Thank. 1b) Wait.\nP.2 Go.\n",
			"[P] \nP.1 Ask.\nP.1a Thank.\nP.1b Wait.\nP.2 Go.\n"},
	})
}
