package reading

import "testing"

func TestLinesWithLabelsAreParagraphs(t *testing.T) {
	try(t, lines, []trial{
		{"1.1 Be fair\nand kind.\n1.2 Ask 2.3 people\nfirst.\n",
			"[P] \n1.1 Be fair and kind. 1.2 Ask 2.3 people first.\n",
			"[P] \n1.1 Be fair and kind.\n1.2 Ask 2.3 people first.\n"},
		{"**1.1.** Be fair.  \n**1.2.** Ask.  \n**1.5.** Stop.\n",
			"[P] \n1.1 Be fair. 1.2. Ask. 1.5. Stop.\n",
			"[P] \n1.1 Be fair.\n1.2 Ask.\n1.5 Stop.\nno 1.3 after 1.2\nno 1.4 after 1.2\n"},
		{"1.1 Be fair\n1.9 and kind.\n",
			"[P] \n1.1 Be fair 1.9 and kind.\n",
			"[P] \n1.1 Be fair 1.9 and kind.\n"},
	})
}
