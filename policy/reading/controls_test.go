package reading

import "testing"

func TestAnIDIsALabelByItself(t *testing.T) {
	try(t, controls, []trial{
		{"# T\n\n## Level 1\n\n- [ ] **OSPS-AC-01.01**: Ask for two.\n- [ ] **OSPS-AC-02.01**: Give the least.\n",
			"[S1] Level 1\nS1.1 OSPS-AC-01.01: Ask for two.\nS1.2 OSPS-AC-02.01: Give the least.\n",
			"[S1] Level 1\nOSPS-AC-01.01 Ask for two.\nOSPS-AC-02.01 Give the least.\n"},
		{"# T\n\n## A\n\nUTF-8 is used.\n\nAsk.\n",
			"[S1] A\nS1.1 UTF-8 is used.\nS1.2 Ask.\n",
			"[S1] A\nS1.1 UTF-8 is used.\nS1.2 Ask.\n"},
	})
}

func TestOurOwnLabelsKeepOutOfTheWayOfIDs(t *testing.T) {
	p := parsed(t, "# T\n\n## Selling\n\nS-1.1 List truly.\n\nS-1.2 Ship soon.\n\n## Buying\n\nPay.\n")
	for _, label := range []string{"S-1.1", "S-1.2"} {
		if c, ok := p.Clause(label); !ok || c.Label != label {
			t.Errorf("no clause %s", label)
		}
	}
}
