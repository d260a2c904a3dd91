package reading

import "testing"

func TestADefinitionIsContext(t *testing.T) {
	try(t, definitions, []trial{
		{"# T\n\n## Rules\n\n\"App\" means yours.\n\nAsk.\n",
			"[S1] Rules\nS1.1 \"App\" means yours.\nS1.2 Ask.\n",
			"[S1] Rules\n(S1.1 \"App\" means yours.)\nS1.2 Ask.\n"},
		{"# T\n\n## Glossary\n\n1. App: yours.\n\n## Rules\n\n1. Ask.\n",
			"[S1] Glossary\nS1.1 App: yours.\n[S2] Rules\nS2.1 Ask.\n",
			"[S1] Glossary\n(S1.1 App: yours.)\n[S2] Rules\nS2.1 Ask.\n"},
		{"# T\n\n## Begriffe\n\n1. App: die eigene.\n\n## Regeln\n\n1. Fragen.\n",
			"[S1] Begriffe\nS1.1 App: die eigene.\n[S2] Regeln\nS2.1 Fragen.\n",
			"[S1] Begriffe\n(S1.1 App: die eigene.)\n[S2] Regeln\nS2.1 Fragen.\n"},
	})
}
