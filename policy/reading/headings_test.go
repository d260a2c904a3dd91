package reading

import "testing"

func TestAHeadingOpensASection(t *testing.T) {
	try(t, headings, []trial{
		{"# T\n\n## A\n\n1. Ask.\n\nB\n-\n\n1. Thank.\n",
			"[P] \n(P.P1 T)\n(P.P2 A)\nP.1 Ask. B\nP.1(2) Thank.\nremark: P.1 already exists: this one is called P.1(2)\n",
			"[S1] A\nS1.1 Ask.\n[S2] B\nS2.1 Thank.\n"},
	})
}
