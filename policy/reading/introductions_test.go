package reading

import "testing"

func TestAnIntroductionIsContext(t *testing.T) {
	try(t, introductions, []trial{
		{"# T\n\n## Introduction\n\nWe care.\n\n## Rules\n\nAsk.\n",
			"[S1] Introduction\nS1.1 We care.\n[S2] Rules\nS2.1 Ask.\n",
			"[S1] Introduction\n(S1.1 We care.)\n[S2] Rules\nS2.1 Ask.\n"},
		{"# T\n\n## Our mission statement\n\nWe care.\n",
			"[S1] Our mission statement\nS1.1 We care.\n",
			"[S1] Our mission statement\nS1.1 We care.\n"},
	})
}
