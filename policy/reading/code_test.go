package reading

import "testing"

func TestIndentedCodeIsKeptWithARemark(t *testing.T) {
	try(t, code, []trial{
		{"Ask.\n\n    Thank.\n",
			"[P] \nP.1 Ask.\nP.2 Thank.\n",
			"[P] \nP.1 Ask.\nP.2 Thank.\nremark: an indented block is kept as code\n"},
		{"```\nAsk.\n```\n",
			"[P] \nP.1 Ask.\n",
			"[P] \nP.1 Ask.\n"},
	})
}
