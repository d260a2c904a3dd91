package reading

import "testing"

func TestAQuotedTextIsReadAsAnyOther(t *testing.T) {
	try(t, quotes, []trial{
		{"# T\n\n> 1.1 Ask.\n>\n> 1.2 Thank.\n", "[P] \n1.1 Ask. 1.2 Thank.\n", "[P] \n1.1 Ask.\n1.2 Thank.\n"},
		{"# T\n\n## A\n\nAsk.\n\n> Be kind.\n", "[S1] A\nS1.1 Ask.\nS1.2 Be kind.\n", "[S1] A\nS1.1 Ask.\nS1.2 Be kind.\n"},
	})
}
