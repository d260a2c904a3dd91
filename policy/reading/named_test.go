package reading

import "testing"

func TestALabelMaySayWhatItsNumberIsOf(t *testing.T) {
	try(t, named, []trial{
		{"# T\n\n## Rules\n\n**Rule 1:** Ask.\n\n**Rule 2:** Thank.\n",
			"[S1] Rules\nS1.1 Rule 1: Ask.\nS1.2 Rule 2: Thank.\n",
			"[S1] Rules\nS1.1 Ask.\nS1.2 Thank.\n"},
		{"# T\n\n## Keys\n\nReq. 3.1 Keys must be rotated.\n\nReq. 3.2 Keys must be stored.\n\nSection 3 applies.\n",
			"[S1] Keys\nS1.1 Req. 3.1 Keys must be rotated.\nS1.2 Req. 3.2 Keys must be stored.\nS1.3 Section 3 applies.\n",
			"[S1] Keys\n3.1 Keys must be rotated.\n3.2 Keys must be stored. Section 3 applies.\n"},
	})
}
