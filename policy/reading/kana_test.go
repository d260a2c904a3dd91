package reading

import "testing"

func TestJapaneseSyllablesCount(t *testing.T) {
	try(t, kana, []trial{
		{"# 規約\n\n## 禁止\n\nア なりすます行為\n\nイ 負担をかける行為\n",
			"[S1] 禁止\nS1.1 ア なりすます行為\nS1.2 イ 負担をかける行為\n",
			"[S1] 禁止\nS1.ア なりすます行為\nS1.イ 負担をかける行為\n"},
	})
}
