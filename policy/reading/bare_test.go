package reading

import "testing"

func TestANumberMayHaveNothingBehindIt(t *testing.T) {
	try(t, bare, []trial{
		{"# T\n\n## Nutzung\n\n1 Der Nutzer fragt.\n\n2 Der Nutzer dankt.\n",
			"[S1] Nutzung\nS1.1 1 Der Nutzer fragt.\nS1.2 2 Der Nutzer dankt.\n",
			"[S1] Nutzung\nS1.1 Der Nutzer fragt.\nS1.2 Der Nutzer dankt.\n"},
		{"# T\n\n## 1 Scope\n\nAsk.\n\n## 2 Terms\n\nThank.\n",
			"[S1] 1 Scope\nS1.1 Ask.\n[S2] 2 Terms\nS2.1 Thank.\n",
			"[1] Scope\n1.1 Ask.\n[2] Terms\n2.1 Thank.\n"},
		{"# T\n\n## 3 Ways to ask\n\n30 People may ask.\n",
			"[S1] 3 Ways to ask\nS1.1 30 People may ask.\n",
			"[S1] 3 Ways to ask\nS1.1 30 People may ask.\n"},
	})
}
