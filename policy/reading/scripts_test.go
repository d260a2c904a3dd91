package reading

import "testing"

func TestLabelsOfOtherScriptsAreRead(t *testing.T) {
	try(t, scripts, []trial{
		{"# 协议\n\n## 总则\n\n第一条 本协议适用。\n\n第二条 应当遵守：\n\n（一）不得保存；\n\n（二）不得冒充。\n",
			"[S1] 总则\nS1.1 第一条 本协议适用。\nS1.2 第二条 应当遵守：\nS1.3 （一）不得保存；\nS1.4 （二）不得冒充。\n",
			"[S1] 总则\nS1.1 本协议适用。\nS1.2 应当遵守： （一）不得保存； （二）不得冒充。\n"},
		{"# شروط\n\n## بيانات\n\n١. لا يجوز.\n\n٢. يجب.\n",
			"[S1] بيانات\nS1.1 ١. لا يجوز.\nS1.2 ٢. يجب.\n",
			"[S1] بيانات\nS1.1 لا يجوز.\nS1.2 يجب.\n"},
		{"# شرایط\n\n## داده\n\n۱. نگهداری.\n\n۲. حذف.\n",
			"[S1] داده\nS1.1 ۱. نگهداری.\nS1.2 ۲. حذف.\n",
			"[S1] داده\nS1.1 نگهداری.\nS1.2 حذف.\n"},
	})
}

func TestPartsOfOtherScriptsAreCitedInDigits(t *testing.T) {
	p := parsed(t, "# 规约\n\n## 第2条\n\n(1) 甲\n\n(2) 乙\n\n① 丙\n\n② 丁\n")
	if c, ok := p.Node("2.2(2)"); !ok || c.Words() != "丁" {
		t.Errorf("%v %q", ok, c.Words())
	}
}
