package reading

import "testing"

func TestEveryItemAndParagraphIsAClauseWhereNoneIsLabelled(t *testing.T) {
	try(t, unlabelled, []trial{
		{"# T\n\n## A\n\nYou must:\n\n- ask\n- thank\n\n## B\n\nStop.\n\nAt once.\n",
			"policy x: no clause found in the text",
			"[S1] A\n(S1.P1 You must:)\nS1.1 ask\nS1.2 thank\n[S2] B\nS2.1 Stop.\nS2.2 At once.\n"},
	})
}
