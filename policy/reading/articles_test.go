package reading

import "testing"

func TestAnArticleIsASectionUnderItsNumber(t *testing.T) {
	try(t, articles, []trial{
		{"# T\n\n## Article 3: Use\n\n1. Ask.\n\n## Part IV\n\n1. Thank.\n",
			"[S1] Article 3: Use\nS1.1 Ask.\n[S2] Part IV\nS2.1 Thank.\n",
			"[3] Article 3: Use\n3.1 Ask.\n[IV] Part IV\nIV.1 Thank.\n"},
		{"# T\n\n## Articles of ours\n\n1. Ask.\n",
			"[S1] Articles of ours\nS1.1 Ask.\n",
			"[S1] Articles of ours\nS1.1 Ask.\n"},
		{"Section 1. Eligibility\n\nAsk.\n\nSection 2. License\n\nSection 2 applies.\n",
			"[P] \nP.1 Section 1. Eligibility\nP.2 Ask.\nP.3 Section 2. License\nP.4 Section 2 applies.\n",
			"[1] Section 1. Eligibility\n1.1 Ask.\n[2] Section 2. License\n2.1 Section 2 applies.\n"},
		{"# T\n\n## CLÁUSULA DECIMA PRIMERA: Datos\n\nPedir.\n\n## CLAUSULA DECIMA SEPTIMA: Ley\n\nPedir.\n",
			"[S1] CLÁUSULA DECIMA PRIMERA: Datos\nS1.1 Pedir.\n[S2] CLAUSULA DECIMA SEPTIMA: Ley\nS2.1 Pedir.\n",
			"[11] CLÁUSULA DECIMA PRIMERA: Datos\n11.1 Pedir.\n[17] CLAUSULA DECIMA SEPTIMA: Ley\n17.1 Pedir.\n"},
		{"# T\n\n## Cláusula segunda: Datos\n\nPedir.\n\n## المادة الثالثة\n\nAsk.\n\n## 第4条の2\n\nAsk.\n\n## Article 2 bis\n\nAsk.\n",
			"[S1] Cláusula segunda: Datos\nS1.1 Pedir.\n[S2] المادة الثالثة\nS2.1 Ask.\n[S3] 第4条の2\nS3.1 Ask.\n[S4] Article 2 bis\nS4.1 Ask.\n",
			"[2] Cláusula segunda: Datos\n2.1 Pedir.\n[3] المادة الثالثة\n3.1 Ask.\n[4-2] 第4条の2\n4-2.1 Ask.\n[2bis] Article 2 bis\n2bis.1 Ask.\n"},
	})
}
