package reading

import "testing"

func TestADateIsContext(t *testing.T) {
	try(t, dates, []trial{
		{"# T\n\n## Rules\n\nLast updated May 1, 2026.\n\nAsk.\n",
			"[S1] Rules\nS1.1 Last updated May 1, 2026.\nS1.2 Ask.\n",
			"[S1] Rules\n(S1.1 Last updated May 1, 2026.)\nS1.2 Ask.\n"},
		{"# T\n\n## Change log\n\n1. May: new.\n\n## Rules\n\n1. Ask.\n",
			"[S1] Change log\nS1.1 May: new.\n[S2] Rules\nS2.1 Ask.\n",
			"[S1] Change log\n(S1.1 May: new.)\n[S2] Rules\nS2.1 Ask.\n"},
		{"# T\n\n## Rules\n\nUpdated texts are shown.\n",
			"[S1] Rules\nS1.1 Updated texts are shown.\n",
			"[S1] Rules\nS1.1 Updated texts are shown.\n"},
	})
}
