package command

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

// TestCommandsAgreeOnEveryCount answers clauses at random, by clocks that differ and in
// several time zones, and holds what status, list, check and the report say at one
// moment against each other.
func TestCommandsAgreeOnEveryCount(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	dir := t.TempDir()
	now := time.Date(2026, 11, 24, 14, 2, 11, 0, time.UTC)
	do := func(at time.Time, args ...string) string {
		out, errs, code := runWith(t, Env{Stdin: strings.NewReader(""), Dir: dir, Now: func() time.Time { return at }}, args...)
		if code != 0 && code != 3 {
			t.Fatalf("%q: %s", args, errs)
		}
		return out
	}
	do(now, "new", "--app", "Photobook", "--release", "2.4")
	for n := range 14 {
		label := fmt.Sprintf("A.%d", n%13+1)
		verdict := []string{"met", "partly", "not-met", "na", "cannot-tell"}[r.IntN(5)]
		args := []string{"answer", label, verdict, "--reason", "as the log of May shows it"}
		if r.IntN(3) == 0 {
			args = append(args, "--valid-until", []string{"2026-12-15", "3mo"}[r.IntN(2)])
		}
		zone := time.FixedZone("there", 3600*(r.IntN(26)-12))
		do(now.Add(time.Duration(r.IntN(96)-48)*time.Hour).In(zone), args...) // Some clocks are two days ahead.
	}
	for _, at := range []string{"", "2026-11-24", "2026-11-26", "2026-12-20", "2027-12-01"} {
		for _, zone := range []int{-11, 0, 13} {
			moment := now.In(time.FixedZone("here", 3600*zone))
			asked := func(args ...string) []string {
				if at != "" {
					return append(args, "--at", at)
				}
				return args
			}
			var status struct {
				State   string
				Clauses int
				Counts  map[string]int
			}
			var list struct {
				Audits []struct{ Clauses, Answered, Gaps int }
			}
			var check struct{ Problems []struct{ Sort string } }
			var report struct {
				State    string
				Coverage map[string]int
			}
			for args, into := range map[string]any{"status --json": &status, "list --json": &list, "check --json": &check, "report --format json": &report} {
				if err := json.Unmarshal([]byte(do(moment, asked(strings.Fields(args)...)...)), into); err != nil {
					t.Fatalf("%s: %v", args, err)
				}
			}
			problems := map[string]int{}
			for _, p := range check.Problems {
				problems[p.Sort]++
			}
			c, n := status.Counts, report.Coverage
			gaps := c["partly"] + c["not-met"]
			answered := status.Clauses - c["unanswered"] - c["stale"] - c["conflict"]
			for what, two := range map[string][2]int{
				"list's clauses": {list.Audits[0].Clauses, status.Clauses}, "list's answered": {list.Audits[0].Answered, answered},
				"list's gaps": {list.Audits[0].Gaps, gaps}, "check's gaps": {problems["gaps"], gaps}, "check's stale": {problems["stale"], c["stale"]},
				"check's open": {problems["unanswered"], c["unanswered"] + c["cannot-tell"]}, "report's stale": {n["stale"], c["stale"]},
				"report's met":      {n["met"] + n["acknowledged"] + n["met-unsupported"], c["met"]},
				"report's gaps":     {n["partly"] + n["not-met"], gaps},
				"report's in scope": {n["in-scope"], status.Clauses},
			} {
				if two[0] != two[1] {
					t.Errorf("at %q, zone %d: %s: %d, status has %d", at, zone, what, two[0], two[1])
				}
			}
			if at == "" { // The walk's list counts for the screen's header too.
				var walked, of, gaps, stale int
				out, errs, _ := runWith(t, Env{Stdin: strings.NewReader("q\n"), Dir: dir, Now: func() time.Time { return moment }}, "--accessible")
				line := out[max(0, strings.Index(out, "Photobook 2.4: ")):]
				if _, err := fmt.Sscanf(line, "Photobook 2.4: %d of %d answered, %d gaps, %d stale,", &walked, &of, &gaps, &stale); err != nil ||
					walked != answered || of != status.Clauses || gaps != problems["gaps"] || stale != c["stale"] {
					t.Errorf("zone %d: the walk begins with %.80q, %v, %s", zone, line, err, errs)
				}
			}
			if status.State != report.State {
				t.Errorf("at %q, zone %d: status is %s, the report %s", at, zone, status.State, report.State)
			}
		}
	}
}
