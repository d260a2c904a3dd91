package reading

import "testing"

func TestANumberedHeadingIsAClause(t *testing.T) {
	try(t, headingclauses, []trial{
		{"# T\n\n## 1. Use\n\n### 1.1 Who\n\nAdults only.\n\n- not robots\n\n### 1.3 Fair\n\nBe fair.\n",
			"[1] Use\n[1.1] Who\n1.1.1 Adults only.\n1.1.2 not robots\n[1.3] Fair\n1.3.1 Be fair.\n",
			"[1] Use\n1.1 Who Adults only. not robots\n1.3 Fair Be fair.\nno 1.2 after 1.1\n"},
		{"# T\n\n## 3. Never\n\nDo not:\n\n- lie\n- spam\n",
			"[3] Never\n(3.P1 Do not:)\n3.1 lie\n3.2 spam\n",
			"[3] Never\n(3.P1 Do not:)\n3.1 lie\n3.2 spam\n"},
		{"# T\n\n## 1. Use\n\n1. Ask.\n",
			"[1] Use\n1.1 Ask.\n",
			"[1] Use\n1.1 Ask.\n"},
	})
}
