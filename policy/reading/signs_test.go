package reading

import "testing"

func TestASignedNumberIsALabel(t *testing.T) {
	try(t, signs, []trial{
		{"# T\n\n## § 2 Duties\n\n§ 2.1 Be fair.\n\n§2.2 Be quick.\n",
			"[S1] § 2 Duties\nS1.1 § 2.1 Be fair.\nS1.2 §2.2 Be quick.\n",
			"[2] § 2 Duties\n2.1 Be fair.\n2.2 Be quick.\n"},
	})
}
