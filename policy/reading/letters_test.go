package reading

import "testing"

func TestALetterIsALabelWhereOthersFollow(t *testing.T) {
	try(t, letters, []trial{
		{"# T\n\n## A. Use\n\n(a) Ask.\n\n(b) Thank.\n\n(d) Stop.\n",
			"[S1] A. Use\nS1.1 (a) Ask.\nS1.2 (b) Thank.\nS1.3 (d) Stop.\n",
			"[A] Use\nA.a Ask.\nA.b Thank.\nA.d Stop.\nno A.c after A.b\n"},
		{"A. Fair use.\n\nB. No lies.\n",
			"[P] \nP.1 A. Fair use.\nP.2 B. No lies.\n",
			"[P] \nP.A Fair use.\nP.B No lies.\n"},
		{"A. Smith said so.\n",
			"[P] \nP.1 A. Smith said so.\n",
			"[P] \nP.1 A. Smith said so.\n"},
	})
}
