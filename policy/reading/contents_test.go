package reading

import "testing"

func TestATableOfContentsIsContext(t *testing.T) {
	try(t, contents, []trial{
		{"# T\n\n## Rules\n\n[Use](#use) [Data](#data)\n\nAsk.\n",
			"[S1] Rules\nS1.1 Use Data\nS1.2 Ask.\n",
			"[S1] Rules\n(S1.1 Use Data)\nS1.2 Ask.\n"},
		{"# T\n\n## Contents\n\n1. Use\n\n## Rules\n\n1. Ask.\n",
			"[S1] Contents\nS1.1 Use\n[S2] Rules\nS2.1 Ask.\n",
			"[S1] Contents\n(S1.1 Use)\n[S2] Rules\nS2.1 Ask.\n"},
		{"# T\n\n## Contents of posts\n\n1. Ask.\n",
			"[S1] Contents of posts\nS1.1 Ask.\n",
			"[S1] Contents of posts\nS1.1 Ask.\n"},
	})
}
