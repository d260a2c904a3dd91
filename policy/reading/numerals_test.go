package reading

import "testing"

func TestANumeralIsALabelBeforeATitle(t *testing.T) {
	try(t, numerals, []trial{
		{"# T\n\n## IV) Use\n\nii. Ask.\n\niii. Thank.\n",
			"[S1] IV) Use\nS1.1 ii. Ask.\nS1.2 iii. Thank.\n",
			"[IV] Use\nIV.1 ii. Ask.\nIV.2 iii. Thank.\n"},
		{"# T\n\n## D – Use\n\n1. Ask.\n",
			"[S1] D – Use\nS1.1 Ask.\n",
			"[S1] D – Use\nS1.1 Ask.\n"},
	})
}
