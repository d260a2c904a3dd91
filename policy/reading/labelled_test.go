package reading

import "testing"

func TestLabelledParagraphsAreClauses(t *testing.T) {
	try(t, labelled, []trial{
		{"# T\n\n## A\n\nYou agree:\n\n1. Ask.\n\n   Always.\n\nAnd at once.\n\n2. Thank.\n",
			"[S1] A\n(S1.P1 You agree:)\nS1.1 Ask. Always.\nS1.2 And at once.\nS1.3 Thank.\n",
			"[S1] A\n(S1.P1 You agree:)\nS1.1 Ask. Always. And at once.\nS1.2 Thank.\n"},
		{"1.1 You must:\n\n(1) ask\n\n(2) thank\n\n1.2 Stop.\n",
			"[P] \nP.1 1.1 You must:\nP.2 (1) ask\nP.3 (2) thank\nP.4 1.2 Stop.\n",
			"[P] \n1.1 You must: (1) ask (2) thank\n1.2 Stop.\n"},
	})
}
