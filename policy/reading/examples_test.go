package reading

import "testing"

func TestAnExampleBelongsToTheClauseBeforeIt(t *testing.T) {
	try(t, examples, []trial{
		{"# T\n\n## Names\n\n* Say what it does:\n* \"It sells.\"\n* For example, food.\n* Be short.\n",
			"[S1] Names\nS1.1 Say what it does:\nS1.2 \"It sells.\"\nS1.3 For example, food.\nS1.4 Be short.\n",
			"[S1] Names\nS1.1 Say what it does: \"It sells.\" For example, food.\nS1.2 Be short.\n"},
		{"# T\n\n## Names\n\n* \"It sells.\"\n* Be short.\n",
			"[S1] Names\nS1.1 \"It sells.\"\nS1.2 Be short.\n",
			"[S1] Names\nS1.1 \"It sells.\"\nS1.2 Be short.\n"},
	})
}
