package reading

import "testing"

func TestANumberIsALabel(t *testing.T) {
	try(t, numbers, []trial{
		{"# T\n\n## 1. Use\n\n1.1 Ask.\n\n1.3 Thank.\n",
			"[S1] 1. Use\nS1.1 1.1 Ask.\nS1.2 1.3 Thank.\n",
			"[1] Use\n1.1 Ask.\n1.3 Thank.\nno 1.2 after 1.1\n"},
		{"# T\n\n## 3: Use\n\n(1) Ask.\n\n(2) Thank.\n",
			"[S1] 3: Use\nS1.1 (1) Ask.\nS1.2 (2) Thank.\n",
			"[3] Use\n3.1 Ask.\n3.2 Thank.\n"},
		{"# T\n\n## 3.2 Use\n\n1. Ask.\n",
			"[S1] 3.2 Use\nS1.1 Ask.\n",
			"[3.2] Use\n3.2.1 Ask.\n"},
		{"In 2026 all is well.\n",
			"[P] \nP.1 In 2026 all is well.\n",
			"[P] \nP.1 In 2026 all is well.\n"},
	})
}
