package reading

import "testing"

func TestALabelNeedsNoSpaceBehindIt(t *testing.T) {
	try(t, tight, []trial{
		{"1.1Ask.\n\n1.2Thank.\n", "[P] \nP.1 1.1Ask.\nP.2 1.2Thank.\n", "[P] \n1.1 Ask.\n1.2 Thank.\n"},
		{"2.5GHz is enough.\n\nAsk.\n", "[P] \nP.1 2.5GHz is enough.\nP.2 Ask.\n", "[P] \nP.1 2.5GHz is enough.\nP.2 Ask.\n"},
	})
}
