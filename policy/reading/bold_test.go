package reading

import "testing"

func TestAShortBoldLineIsAHeading(t *testing.T) {
	try(t, bold, []trial{
		{"**Terms**\n\n**Use**\n\nBe fair.\n\n**Data**\n\nKeep it.\n",
			"[P] \nP.1 Terms\nP.2 Use\nP.3 Be fair.\nP.4 Data\nP.5 Keep it.\n",
			"[S1] Terms\n[S2] Use\nS2.1 Be fair.\n[S3] Data\nS3.1 Keep it.\n"},
		{"# T\n\nText.\n\n## A\n\n**1. Use**\n\nBe fair.\n\n**Always**\n\nAsk.\n",
			"[P] \n(P.1 Text.)\n[S1] A\nS1.1 1. Use\nS1.2 Be fair.\nS1.3 Always\nS1.4 Ask.\n",
			"[P] \n(P.1 Text.)\n[S1] A\n[1] Use\n1.1 Be fair.\n1.2 Always\n1.3 Ask.\n"},
		{"# T\n\n**Last updated May 1, 2026**\n\nAsk.\n",
			"[P] \nP.1 Last updated May 1, 2026\nP.2 Ask.\n",
			"[P] \nP.1 Last updated May 1, 2026\nP.2 Ask.\n"},
	})
}
