package reading

import "testing"

func TestATableIsKeptAsTextWithARemark(t *testing.T) {
	try(t, tables, []trial{
		{"|Call|Limit|\n|--|--|\n|x|10|\n",
			"[P] \nP.1 |Call|Limit| |--|--| |x|10|\n",
			"[P] \nP.1 |Call|Limit| |--|--| |x|10|\nremark: a table is kept as text\n"},
		{"| not a table\n",
			"[P] \nP.1 | not a table\n",
			"[P] \nP.1 | not a table\n"},
	})
}
