package reading

import "testing"

func TestATextsOwnWordSaysItsDay(t *testing.T) {
	for line, want := range map[string]string{
		"_Last updated February 3, 2026._":                          "2026-02-03",
		"Effective September 24, 2024. Last Revised March 24, 2026": "2026-03-24",
		"**Last modified:** 3 May 2026":                             "2026-05-03",
		"Effective date: 2026-09-01":                                "2026-09-01",
		"> Updated on Jan 2 2026":                                   "2026-01-02",
		"Last updated in spring 2026":                               "",
		"Last updated February 31, 2026":                            "",
		"Transparency (Effective February 3, 2027)":                 "",
	} {
		p, err := Parse("ours", []byte("# Terms\n\n"+line+"\n\n1. You must ask.\n"))
		if err != nil || p.Dated != want {
			t.Errorf("%q gives %q, want %q (%v)", line, p.Dated, want, err)
		}
	}
	p, err := Parse("ours", []byte("---\ndated: 2026-01-01\n---\n# Terms\n\nLast updated May 1, 2026.\n\n1. You must ask.\n"))
	if err != nil || p.Dated != "2026-01-01" {
		t.Errorf("what a person said of it is %q (%v)", p.Dated, err)
	}
}

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
