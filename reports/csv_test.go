package reports

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"clausewalk/checklist/event"
)

// rows reads CSV into a map of column to cell for each clause.
func rows(t failer, doc []byte) []map[string]string {
	t.Helper()
	return tableOf(t, doc, csvColumns)
}

func tableOf(t failer, doc []byte, columns []string) []map[string]string {
	t.Helper()
	all, err := csv.NewReader(bytes.NewReader(doc)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(all[0], columns) {
		t.Fatal("the first row names other columns")
	}
	var list []map[string]string
	for _, cells := range all[1:] {
		row := map[string]string{}
		for n, cell := range cells {
			row[all[0][n]] = cell
			if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r") {
				t.Fatal("a cell is a formula: " + cell)
			}
		}
		list = append(list, row)
	}
	return list
}

func csvCodes(t failer, r Report) []string {
	t.Helper()
	var codes []string
	for _, row := range rows(t, CSV(r)) {
		codes = append(codes, row["state"])
		if v := row["verdict"]; (v == "met" || v == "acknowledged") && row["state"] != v {
			t.Fatal("what is " + row["state"] + " reads as " + v)
		}
	}
	return codes
}

func TestCSVHasOneRowAClauseAndNoFormula(t *testing.T) {
	starts := append([]string{"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n=1", "＝1", "a\"b,c;d\n=1", "'=1", ""}, hostile...)
	p := builtin(t)
	rapid.Check(t, func(t *rapid.T) {
		b := newBook(t, p)
		text := func() string {
			return strings.ToValidUTF8(rapid.SampledFrom(starts).Draw(t, "text"), "\ufffd")
		}
		reason, owner, fix, name := text(), text(), text(), text()+"x"
		b.do(ana, event.SetReason(b.ref("A.12"), reason), event.SetVerdict(b.ref("A.12"), event.Met),
			event.SetGap(b.ref("A.12"), event.GapOwner, owner), event.SetGap(b.ref("A.12"), event.GapFix, fix),
			event.AddEvidence(b.ref("A.12"), event.Evidence{Kind: event.FileEvidence, Name: name, SHA256: digest(1)}))
		r := Build(b.Audit, Options{})
		found := rows(t, CSV(r))
		if len(found) != len(p.Clauses()) {
			t.Fatalf("%d rows for %d clauses", len(found), len(p.Clauses()))
		}
		checkCounts(t, r, csvCodes(t, r))
		row := found[slices.IndexFunc(found, func(r map[string]string) bool { return r["clause"] == "A.12" })]
		got := []string{row["reason"], row["owner"], row["fix"]}
		if diff := cmp.Diff([]string{plain(reason), plain(owner), plain(fix)}, got); diff != "" {
			t.Fatal(diff)
		}
		if !strings.Contains(row["evidence"], Visible(name)) || !strings.Contains(row["evidence"], digest(1)) {
			t.Fatalf("the evidence is %q", row["evidence"])
		}
	})
}

func TestEveryBeginningOfAFormulaIsText(t *testing.T) {
	for _, first := range []string{"=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", " =", "\n＠", "\u3000@"} {
		s := first + "SUM(A1)"
		if got := plain(s); got != "'"+s {
			t.Errorf("%q is written as %q, which a spreadsheet computes", s, got)
		}
	}
	for _, s := range []string{"", "a=1", "'=1", "1-2", "me@photobook.example"} {
		if got := plain(s); got != s {
			t.Errorf("%q became %q", s, got)
		}
	}
}

func TestCSVGivesNoSideOfAConflictAsTheAnswer(t *testing.T) {
	b := newBook(t, rules(t))
	b.clash([]event.Change{event.SetReason(b.ref("A.2"), "It is empty."), event.SetOverrule(b.ref("A.2"), &event.Overrule{Reason: "no store"})},
		[]event.Change{event.SetReason(b.ref("A.2"), "It is full."), event.SetOverrule(b.ref("A.2"), &event.Overrule{In: true, Reason: "a store"})})
	row := rows(t, CSV(Build(b.Audit, Options{})))[1]
	if row["reason"] != "" || row["scope"] != "" {
		t.Errorf("the reason is %q, the scope %q", row["reason"], row["scope"])
	}
	for _, side := range []string{"reason: It is empty.", "reason: It is full.", "scope: out of scope: no store", "scope: in scope: a store"} {
		if !strings.Contains(row["in conflict"], side) {
			t.Errorf("%q is not among %q", side, row["in conflict"])
		}
	}
}

func TestTheCellsOfAClauseAreThoseOfTheReport(t *testing.T) {
	b := half(t)
	at := Build(b.Audit, Options{}).At
	for n, row := range rows(t, CSV(Build(b.Audit, Options{}))) {
		cells := CSVCells(b.Audit, b.Item(b.Refs()[n], at))
		for _, column := range csvColumns[csvHead:] {
			if want := row[column]; column != "flags" && plain(cells[column]) != want {
				t.Errorf("%s: %s is %q, want %q", row["clause"], column, cells[column], want)
			}
		}
	}
}

func TestCSVOfAHalfAnsweredAuditSaysWhatStands(t *testing.T) {
	out := CSV(Build(half(t).Audit, Options{}))
	if !bytes.Equal(out, CSV(Build(half(t).Audit, Options{}))) {
		t.Error("not the same bytes twice")
	}
	state := map[string]string{}
	for _, row := range rows(t, out) {
		state[row["clause"]] = row["state"]
	}
	for label, want := range map[string]string{"A.1": "stale", "A.12": "not-met", "A.28": "in-conflict", "A.3": "unanswered", "B.1": "out-of-scope"} {
		if state[label] != want {
			t.Errorf("%s is %q, want %q", label, state[label], want)
		}
	}
}
