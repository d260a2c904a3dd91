package reading

import "testing"

func TestAnAnnexIsCountedForItself(t *testing.T) {
	try(t, annexes, []trial{
		{"# T\n\n## 1. Use\n\n1.1 Ask.\n\n1.2 Thank.\n\n## Schedule A – Fees\n\n1. Pay.\n\n**Anlage 2: Daten**\n\n1. Schützen.\n",
			"[1] Use\n1.1 Ask.\n1.2 Thank.\n[S1] Schedule A – Fees\nS1.1 Pay. Anlage 2: Daten\nS1.1(2) Schützen.\nremark: S1.1 already exists: this one is called S1.1(2)\n",
			"[1] Use\n1.1 Ask.\n1.2 Thank.\n[Schedule-A] Schedule A – Fees\nSchedule-A.1 Pay.\n[Anlage-2] Anlage 2: Daten\nAnlage-2.1 Schützen.\n"},
		{"# 規約\n\n## 目的\n\n1. 守る。\n2. 聞く。\n\n附則\n\n施行する。\n",
			"[S1] 目的\nS1.1 守る。\nS1.2 聞く。 附則 施行する。\n",
			"[S1] 目的\nS1.1 守る。\nS1.2 聞く。\n[附則] 附則\n附則.1 施行する。\n"},
	})
}
