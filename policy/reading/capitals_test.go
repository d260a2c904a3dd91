package reading

import "testing"

func TestAShortLineInCapitalsIsAHeading(t *testing.T) {
	try(t, capitals, []trial{
		{"YOUR GOODS\n\nList them truly.\n\nRETURNS\n\nTake them back.\n",
			"[P] \nP.1 YOUR GOODS\nP.2 List them truly.\nP.3 RETURNS\nP.4 Take them back.\n",
			"[S1] YOUR GOODS\nS1.1 List them truly.\n[S2] RETURNS\nS2.1 Take them back.\n"},
		{"# T\n\n## A\n\nNO WARRANTY IS GIVEN.\n\nAsk.\n",
			"[S1] A\nS1.1 NO WARRANTY IS GIVEN.\nS1.2 Ask.\n",
			"[S1] A\nS1.1 NO WARRANTY IS GIVEN.\nS1.2 Ask.\n"},
	})
}
