package reading

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"clausewalk/policy/policytest"
)

func TestOddBlanksAroundALabelAreNoPartOfIt(t *testing.T) {
	source := "# T\n\n## 1._Use\n\n1.1_Pay.\n\n1.2_Do not copy.\n\n## 2._End\n\n(a)_Go.\n\n(b)_Return.\n"
	want := "[1] Use\n1.1 Pay.\n1.2 Do not copy.\n[2] End\n2.a Go.\n2.b Return.\n"
	for _, blank := range []string{" ", "\t", "\u00a0", "\u2009", "\u202f", "\u2003", "\u2007", "\u3000", " \u200b", "\u200b ", " \ufeff", "\u200e ", "\u00ad ", "\u2060 ", "&nbsp;", " <a name=\"x\"></a>", "<!-- x --> "} {
		p := parsed(t, strings.ReplaceAll(source, "_", blank))
		if diff := cmp.Diff(want, policytest.Outline(p)); diff != "" {
			t.Errorf("%+q (-want +got):\n%s", blank, diff)
		}
		if c, _ := p.Node("1.1"); c.Markdown != "Pay." && !strings.Contains(blank, "<") {
			t.Errorf("%+q: the text is %+q", blank, c.Markdown)
		}
	}
}

func TestWhatStandsBeforeALabelHidesItNot(t *testing.T) {
	for source, want := range map[string]string{
		"# T\n\n## <a id=\"s1\"></a>1. Safety {#safety}\n\n<a name=\"s11\"></a>**1.1** Ask.\n\n<a name=\"s12\"></a>**1.2** Thank.\n": "[1] Safety\n1.1 Ask.\n1.2 Thank.\n",
		"# T\n\n### ![i](a.svg) 1. Safety\n\n* **![i](a.svg) 1.1** Ask.\n* **1.2** Thank.\n":                                         "[1] Safety\n1.1 i Ask.\n1.2 Thank.\n",
		"# T\n\n<b>1.1</b> Ask.\n\n<b>1.2</b> Thank.\n":                                                                              "[P] \n1.1 Ask.\n1.2 Thank.\n",
		"# T\n\n<u>1. Joining</u>\n\n1.1 Ask.\n\n<u>2. Fees</u>\n\n2.1 Pay.\n":                                                       "[1] Joining\n1.1 Ask.\n[2] Fees\n2.1 Pay.\n",
		"# T\n\n***1. Joining***\n\n1.1 Ask.\n\n***2. Fees***\n\n2.1 Pay.\n":                                                         "[1] Joining\n1.1 Ask.\n[2] Fees\n2.1 Pay.\n",
		"# T\n\n## 2.🔒 Law\n\n- **2.1**🔒 Ask.\n- **2.2** 🔒 Thank.\n":                                                                 "[2] 🔒 Law\n2.1 🔒 Ask.\n2.2 🔒 Thank.\n",
		"# T\n\n##1. Use\n\n1.1 Ask.\n\n##2. End\n\n2.1 Thank.\n":                                                                    "[1] Use\n1.1 Ask.\n[2] End\n2.1 Thank.\n",
		"# T\r\r## 1. Use\r\r1.1 Ask.\r\r\f## 2. End\r\r2.1 Thank.\r":                                                                "[1] Use\n1.1 Ask.\n[2] End\n2.1 Thank.\n",
		"# T\n\n- [ ] Ask.\n- [X] Thank.\n":                                                                                          "[P] \nP.1 Ask.\nP.2 Thank.\n",
		"# T\n\n- `REQ-1`: Ask.\n- [REQ-2] Thank.\n- [REQ-3](http://r/3): Give.\n":                                                   "[P] \nREQ-1 Ask.\nREQ-2 Thank.\nREQ-3 Give.\n",
		"# T\n\n## 1. Use\n\n1.1 Follow:\n\n- [2.1 Data](http://r)\n- [2.2 Ads](http://r)\n\n1.2 Pay.\n":                             "[1] Use\n1.1 Follow: 2.1 Data 2.2 Ads\n1.2 Pay.\n",
		"# T\n\n| Rule | Level | ID |\n|---|---|---|\n| Ask. | 1 | AC-1 |\n| Thank. | 2 | AC-2 |\n":                                  "[P] \n(P.P1 Rule Level ID)\nAC-1 Ask. 1\nAC-2 Thank. 2\n",
	} {
		got := policytest.Outline(parsed(t, source))
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", source, diff)
		}
	}
}

func TestABoldHeadingKeepsItsTitleWithoutTheNumbersMark(t *testing.T) {
	p := parsed(t, "# T\n\n**1. Joining**\n\nYou must pay.\n\n**2. Fees**\n\nYou must go.\n")
	if c, _ := p.Node("1"); c.Markdown != "**Joining**\n\nYou must pay." {
		t.Errorf("%q", c.Markdown)
	}
}

func TestALetterStandsAloneBelowAHeadingWhereItDoesBelowOthers(t *testing.T) {
	p := parsed(t, "# T\n\nI. One\n\nA. Ask.\n\nB. Thank.\n\nII. Two\n\nA. Ask.\n\nB. Thank.\n\nIII. Three\n\nA. Give.\n")
	if c, _ := p.Node("III.A"); c.Words() != "Give." {
		t.Errorf("%q", policytest.Outline(p))
	}
}
