package reading

import "testing"

func TestARowOfATableOfRequirementsIsAClause(t *testing.T) {
	try(t, requirements, []trial{
		{"# T\n\n## V1\n\n| # | Requirement | Level |\n| :-: | :-- | :-: |\n| **6.1.1** | Check *this*. | 1 |\n| **6.1.2** | Check `a` and [that](x). | 2 |\n",
			"[S1] V1\nS1.1 | # | Requirement | Level | | :-: | :-- | :-: | | 6.1.1 | Check this. | 1 | | 6.1.2 | Check a and that. | 2 |\n",
			"[S1] V1\n(S1.P1 # Requirement Level)\n6.1.1 Check this. 1\n6.1.2 Check a and that. 2\n"},
		{"| a | b |\n| - | - |\n| x | y |\n",
			"[P] \nP.1 | a | b | | - | - | | x | y |\n",
			"[P] \nP.1 | a | b | | - | - | | x | y |\n"},
	})
}

func TestTheColumnsOfARequirementAreNamed(t *testing.T) {
	p := parsed(t, "| ID | Text | Level |\n| - | - | - |\n| 1.1 | Ask first. | high |\n| 1.2 | Thank. | low |\n")
	c := p.Clauses()[0]
	if len(c.Paragraphs) != 2 || c.Paragraphs[1].Marker != "Level:" || c.Printed != "1.1" {
		t.Errorf("%q %+v", c.Printed, c.Paragraphs)
	}
}

func TestATableIsTheSameEditionHoweverItIsRead(t *testing.T) {
	source := []byte("# T\n\n## A\n\n| ID | Text |\n| - | - |\n| 1.1 | Ask. |\n| 1.2 | Thank. |\n")
	with, err := Parse("x", source)
	if err != nil {
		t.Fatal(err)
	}
	without, err := parse("x", source, shapes{headings, lists, numbers, labelled, unlabelled})
	if err != nil {
		t.Fatal(err)
	}
	if with.Edition != without.Edition {
		t.Error("the edition is another one")
	}
}
