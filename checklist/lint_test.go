package checklist

import (
	"strings"
	"testing"
	"time"

	"clausewalk/checklist/event"
	"clausewalk/policy/library"
)

func TestLintPointsAtWhatWillNotConvince(t *testing.T) {
	p, err := library.Load("instagram-platform")
	if err != nil {
		t.Fatal(err)
	}
	ana := newPerson(t, "Ana")
	ana.Audit = auditOf(t, p)
	do := func(changes ...event.Change) { t.Helper(); ana.does(t, changes...) }
	rules := func(stored ...string) string {
		var all []string
		for _, f := range Lint(ana.Audit, day, stored) {
			if f.Mend == "" {
				t.Errorf("%s says not what mends it", f.Rule)
			}
			all = append(all, f.Ref.Label+" "+f.Rule)
		}
		return strings.Join(all, ", ")
	}
	if got := rules(); got != "" {
		t.Errorf("nothing is answered, and lint says %s", got)
	}
	ref := func(label string) event.Ref { return event.Ref{Policy: "instagram-platform", Label: label} }
	do(event.SetVerdict(ref("A.12"), event.NotMet), event.SetReason(ref("A.12"), "thin"), event.SetGap(ref("A.12"), event.GapDue, "2020-01-01"))
	if got := rules(); got != "A.12 thin-reason, A.12 no-owner, A.12 overdue" {
		t.Errorf("lint says %s", got)
	}
	do(event.SetVerdict(ref("A.12"), event.Unanswered))
	piece := event.Evidence{Kind: event.FileEvidence, Name: "rule.pdf", Size: 1, SHA256: strings.Repeat("a", 64), Details: event.Details{Shows: event.ShowsPolicy}}
	do(event.SetVerdict(ref("A.12"), event.Met), event.AddEvidence(ref("A.12"), piece))
	if got := rules(); !strings.Contains(got, "A.12 only-policy") {
		t.Errorf("lint says %s", got)
	}
	for _, label := range []string{"A.1", "A.2", "A.3", "A.4", "A.5"} {
		do(event.AddEvidence(ref(label), piece))
	}
	if got := rules(piece.SHA256, strings.Repeat("b", 64)); !strings.Contains(got, "A.1 same-file, ") || !strings.HasSuffix(got, " unused-evidence") {
		t.Errorf("lint says %s", got)
	}
	for _, f := range Lint(ana.Audit, day, []string{piece.SHA256, strings.Repeat("b", 64)}) {
		if f.Rule == "unused-evidence" && f.Message != "the file bbbbbbbbbbbb is kept, but no clause uses it" {
			t.Errorf("%+v", f)
		}
	}
	sign, err := Sign(ana.Audit, Vouch{Name: "Ana"})
	if err != nil {
		t.Fatal(err)
	}
	do(sign)
	if got := rules(); strings.Contains(got, "old-sign-off") {
		t.Errorf("lint says %s", got)
	}
	do(event.SetVerdict(ref("A.1"), event.Partly), event.SetReason(ref("A.1"), "one of two screens crashes when the token is old"))
	if got := rules(); !strings.HasSuffix(got, " old-sign-off") {
		t.Errorf("lint says %s", got)
	}
}

func TestLintPointsAtWhatIsRequestedInVainOrNotListed(t *testing.T) {
	ana := reviewer(t, "Ana")
	rules := func() string {
		var all []string
		for _, f := range Lint(ana.Audit, day, nil) {
			if f.Rule == "unneeded" || f.Rule == "unlisted" || f.Rule == "secret" {
				all = append(all, f.Ref.Label+" "+f.Rule+" "+strings.Fields(f.Message)[0])
			}
		}
		return strings.Join(all, ", ")
	}
	for _, c := range []struct {
		changes []event.Change
		want    string
	}{
		{[]event.Change{lists("grant_a", "grant_b")}, "E.1@grant_a unneeded grant_a, E.1@grant_b unneeded grant_b"},
		{[]event.Change{event.SetVerdict(asks("E.1@grant_a"), event.Met), event.SetReason(asks("E.1@grant_a"), "People see what grant_a reads.")}, "E.1@grant_b unneeded grant_b"},
		{[]event.Change{event.SetVerdict(asks("E.1@grant_b"), event.NotMet), event.SetReason(asks("E.1@grant_b"), "Left over.")}, "E.1@grant_b unneeded grant_b"},
		{[]event.Change{lists("grant_a")}, ""},
		{[]event.Change{event.SetVerdict(asks("S.1"), event.Met), event.SetReason(asks("S.1"), "Signing in asks for grant_a and grant_c, and grant_c alone later.")}, "S.1 unlisted grant_c"},
		{[]event.Change{event.SetVerdict(clause("A.1"), event.Met), event.SetReason(clause("A.1"), "The other policy's answers count too: grant_d.")}, "A.1 unlisted grant_d, S.1 unlisted grant_c"},
		{[]event.Change{lists("grant_a", "grant_c", "grant_d")}, "E.1@grant_c unneeded grant_c, E.1@grant_d unneeded grant_d"},
		{[]event.Change{lists("grant_a"), event.SetReason(clause("A.1"), "Fresh."), event.SetReason(asks("S.1"), "The password of the test account is hunter22.")}, "S.1 secret this"},
	} {
		ana.does(t, event.Meant(c.changes...)...)
		if got := rules(); got != c.want {
			t.Errorf("lint says %q, want %q", got, c.want)
		}
	}
}

func TestLintTellsWhatHasEndedSinceTheGuideWasWritten(t *testing.T) {
	platform, review := builtinPolicy(t, "instagram-platform"), builtinPolicy(t, "instagram-app-review")
	ana := personOn(t, "Ana", platform, review)
	for at, want := range map[time.Time]string{
		day: "",
		time.Date(2027, 1, 22, 0, 0, 0, 0, time.UTC): "A.6 Graph API v21.0 ended on 2027-01-21, after the guide was written",
		time.Date(2027, 3, 1, 0, 0, 0, 0, time.UTC): "P.2 the table of versions that end is from 2026-11-26, 95 days ago; a newer clausewalk may know more, " +
			"A.6 Graph API v21.0 ended on 2027-01-21, after the guide was written",
	} {
		var got []string
		for _, f := range Lint(ana.Audit, at, nil) {
			if f.Rule != "ended" || f.Mend == "" {
				t.Errorf("%+v", f)
			}
			got = append(got, f.Ref.Label+" "+f.Message)
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("on %s: %q, want %q", at.Format(time.DateOnly), got, want)
		}
	}
}
