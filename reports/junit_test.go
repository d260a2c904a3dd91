package reports

import (
	"bytes"
	"encoding/xml"
	"strings"
	"testing"

	"clausewalk/checklist/event"
)

func TestJUnitPassesOnlyWhatStandsAndIsNoGap(t *testing.T) {
	for name, b := range oddities(t) {
		r := Build(b.Audit, Options{})
		out := JUnit(r)
		if !bytes.Equal(out, JUnit(r)) {
			t.Errorf("%s: not the same bytes twice", name)
		}
		var suite junitSuite
		if err := xml.Unmarshal(out, &suite); err != nil {
			t.Fatal(err)
		}
		if bad := drives(out); bad != "" {
			t.Errorf("%s: %s", name, bad)
		}
		c := r.Coverage
		passed := c.Met() + c.Acknowledged + c.Verdicts[event.NotApplicable] - c.NoReason
		record := 0
		if r.State == NotAssessed {
			record = 1
		}
		if suite.Tests != c.Clauses+1 || suite.Failures != suite.Tests-1-passed+record || len(suite.Cases) != suite.Tests {
			t.Errorf("%s: %d of %d fail, and the report counts %+v", name, suite.Failures, suite.Tests, c)
		}
		if want := Line(r.Head.App); suite.Properties[0].Value != want {
			t.Errorf("%s: the app reads %.100q, want %.100q", name, suite.Properties[0].Value, want)
		}
	}
}

func TestNoTextLeavesItsPlaceInJUnit(t *testing.T) {
	b := newBook(t, builtin(t))
	reason := "</failure><testcase name=\"x\"/> ]]> \x00\uffff & \" '"
	b.answer(ana, "A.12", event.NotMet, reason)
	var suite junitSuite
	if err := xml.Unmarshal(JUnit(Build(b.Audit, Options{})), &suite); err != nil {
		t.Fatal(err)
	}
	found := false
	for _, one := range suite.Cases {
		for _, f := range one.Failures {
			found = found || strings.HasSuffix(f.Message, strings.ReplaceAll(Line(reason), "\uffff", "\ufffd"))
		}
	}
	if len(suite.Cases) != len(b.Refs())+1 || !found {
		t.Errorf("%d cases, and the reason is among them: %v", len(suite.Cases), found)
	}
}
