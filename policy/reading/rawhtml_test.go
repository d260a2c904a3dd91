package reading

import "testing"

func TestHTMLIsKeptAsTextWithARemark(t *testing.T) {
	try(t, rawhtml, []trial{
		{"<div>\nAsk.\n</div>\n",
			"[P] \nP.1 <div> Ask. </div>\n",
			"[P] \nP.1 <div> Ask. </div>\nremark: HTML is kept as text\n"},
		{"<!-- around the text of the page: Home / © We -->\n\n1. Ask.\n",
			"[P] \nP.1 Ask.\n",
			"[P] \nP.1 Ask.\nremark: left out, from around the text of the page: Home / © We\n"},
		{"<!-- ours -->\n\n1. Ask.\n",
			"[P] \nP.1 Ask.\n",
			"[P] \nP.1 Ask.\n"},
	})
}
