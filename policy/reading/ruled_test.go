package reading

import "testing"

func TestATitleAboveARuleIsAHeading(t *testing.T) {
	try(t, ruled, []trial{
		{"# T\n\n1.  Overview\n\n------------\n\nAsk.\n\n2.  Account\n\n-----------\n\nThank.\n",
			"[P] \nP.1 Overview Ask.\nP.2 Account Thank.\n",
			"[1] Overview\n1.1 Ask.\n[2] Account\n2.1 Thank.\n"},
		{"# T\n\nAsk us.\n\n---\n\nThank.\n",
			"[P] \nP.1 Ask us.\nP.2 Thank.\n",
			"[P] \nP.1 Ask us.\nP.2 Thank.\n"},
	})
}
