package reading

import "testing"

func TestAnItemIsAClause(t *testing.T) {
	try(t, lists, []trial{
		{"# T\n\n## A\n\n4. Ask.\n5. Thank:\n   - twice\n\n## B\n\n- Stop.\n- \n",
			"[S1] A\nS1.1 Ask. Thank: twice\n[S2] B\nS2.1 Stop.\n",
			"[S1] A\nS1.4 Ask.\nS1.5 Thank: twice\n[S2] B\nS2.1 Stop.\n"},
	})
}
