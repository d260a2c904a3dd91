package reading

import "testing"

func TestALetterMayStandTwice(t *testing.T) {
	try(t, doubles, []trial{
		{"# T\n\n## A\n\naa) Ask.\n\nbb) Thank.\n",
			"[S1] A\nS1.1 aa) Ask.\nS1.2 bb) Thank.\n",
			"[S1] A\nS1.aa Ask.\nS1.bb Thank.\n"},
	})
}
