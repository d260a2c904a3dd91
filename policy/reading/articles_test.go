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
	})
}
