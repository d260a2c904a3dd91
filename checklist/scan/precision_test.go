package scan

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"clausewalk/checklist/durable"
	"clausewalk/policy/library"
	"clausewalk/policy/signals"
)

var (
	apps   = flag.String("apps", "", "a folder with the apps of testdata/apps.tsv, each at its commit")
	update = flag.Bool("update", false, "write docs/signals.md anew; with -apps, add the hits that nobody has labelled")
)

const (
	labelFile = "testdata/labels.tsv"
	table     = "../../docs/signals.md"
)

// label is what a person said of one hit, having read it.
type label struct{ app, path, rule, mark, verdict, why string }

func (l label) key() string { return strings.Join([]string{l.app, l.path, l.rule, l.mark}, "\t") }

func rows(t *testing.T, file string, cells int) (all [][]string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		row := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(row) != cells {
			t.Fatalf("%s: %q has %d cells", file, line, len(row))
		}
		all = append(all, row)
	}
	return all
}

func labels(t *testing.T) (all []label) {
	for _, r := range rows(t, labelFile, 6) {
		all = append(all, label{r[0], r[1], r[2], r[3], r[4], r[5]})
	}
	return all
}

func builtinRules(t testing.TB) (all []*signals.Rule) {
	t.Helper()
	for _, id := range library.Builtin() {
		f, err := library.Signals(id)
		if err != nil {
			t.Fatal(err)
		}
		for n := range f.Signals {
			all = append(all, &f.Signals[n])
		}
	}
	return all
}

// measured are the hits of the rules in an app, each once, as labels.
func measured(t *testing.T, app string, rules []*signals.Rule) (all []label) {
	t.Helper()
	dir := filepath.Join(*apps, strings.ReplaceAll(app, "/", "+"))
	out, err := exec.Command("git", "-C", dir, "ls-files", "-z").Output()
	if err != nil {
		t.Fatalf("%s: %v", app, err)
	}
	files := strings.Split(strings.TrimRight(string(out), "\x00"), "\x00")
	files = slices.DeleteFunc(files, func(f string) bool { return strings.HasPrefix(f, ".clausewalk/") })
	r := New(rules).Run(context.Background(), durable.Root(dir), files, nil, nil)
	hit := map[string]bool{}
	for _, h := range r.Hits {
		hit[h.Rule] = true
	}
	for _, rule := range rules {
		if len(rule.Absent) > 0 && !hit[rule.ID] && slices.ContainsFunc(rule.Absent, func(id string) bool { return hit[id] }) {
			all = append(all, label{app: app, rule: rule.ID, mark: mark(rule.ID, "absent"), why: "absent"})
		}
	}
	for _, h := range r.Hits {
		rule := rules[slices.IndexFunc(rules, func(r *signals.Rule) bool { return r.ID == h.Rule })]
		if len(rule.Absent) > 0 || rule.Ends != "" && ended(h.Text, time.Date(2026, 11, 26, 0, 0, 0, 0, time.UTC)) == "" {
			continue
		}
		l := label{app: app, path: h.Path, rule: h.Rule, mark: h.Mark, why: strings.ReplaceAll(h.Said, "\t", " ")}
		if !slices.ContainsFunc(all, func(o label) bool { return o.key() == l.key() }) {
			all = append(all, l)
		}
	}
	return all
}

// TestEveryHitInTheAppsIsLabelled scans the apps, where they are at hand, and
// holds that a person has read each hit.
func TestEveryHitInTheAppsIsLabelled(t *testing.T) {
	if *apps == "" {
		t.Skip("the apps are not at hand: -apps FOLDER")
	}
	known := map[string]bool{}
	for _, l := range labels(t) {
		known[l.key()] = true
	}
	var more bytes.Buffer
	for _, app := range rows(t, "testdata/apps.tsv", 3) {
		for _, l := range measured(t, app[0], builtinRules(t)) {
			if !known[l.key()] {
				fmt.Fprintf(&more, "%s\t?\t%s\n", l.key(), l.why)
			}
		}
	}
	if *update {
		f, err := os.OpenFile(labelFile, os.O_APPEND|os.O_WRONLY, 0o644)
		if err == nil {
			_, err = f.Write(more.Bytes())
		}
		if err != nil {
			t.Fatal(err)
		}
	} else if more.Len() > 0 {
		t.Errorf("nobody has labelled\n%s", more.Bytes())
	}
}

// TestRulesAreAsSureAsTheirHitsWereRight holds each rule's level to the labels, and
// the table in docs/signals.md to both.
func TestRulesAreAsSureAsTheirHitsWereRight(t *testing.T) {
	type count struct {
		right, all int
		apps       map[string]bool
	}
	counts := map[string]*count{}
	for _, l := range labels(t) {
		if l.verdict != "true" && l.verdict != "false" || l.why == "" {
			t.Errorf("%s is labelled %q, because %q", l.key(), l.verdict, l.why)
		}
		c := counts[l.rule]
		if c == nil {
			c = &count{apps: map[string]bool{}}
			counts[l.rule] = c
		}
		c.all++
		c.apps[l.app] = true
		if l.verdict == "true" {
			c.right++
		}
	}
	var made strings.Builder
	made.WriteString("| rule | clauses | level | hits | right | precision | apps |\n|---|---|---|---|---|---|---|\n")
	for _, r := range builtinRules(t) {
		c := counts[r.ID]
		if c == nil {
			c = &count{}
		}
		precision := float64(c.right) / float64(max(c.all, 1))
		switch {
		case r.Level == signals.Finding && (c.all < 3 || precision < 0.95):
			t.Errorf("%s is a finding, and was right in %d of %d hits", r.ID, c.right, c.all)
		case c.all >= 3 && precision < 0.5:
			t.Errorf("%s was right in %d of %d hits: take it out", r.ID, c.right, c.all)
		}
		said := "not met"
		if c.all > 0 {
			said = fmt.Sprintf("%.2f", precision)
		}
		fmt.Fprintf(&made, "| %s | %s | %s | %d | %d | %s | %d |\n", r.ID, strings.Join(r.Clauses, ", "), r.Level, c.all, c.right, said, len(c.apps))
	}
	data, err := os.ReadFile(table)
	if err != nil {
		t.Fatal(err)
	}
	const begin, end = "<!-- table -->\n", "<!-- end of the table -->"
	before, rest, _ := strings.Cut(string(data), begin)
	_, after, _ := strings.Cut(rest, end)
	want := before + begin + made.String() + end + after
	if want == string(data) {
		return
	}
	if !*update {
		t.Error("docs/signals.md has another table: go test ./checklist/scan -run Rules -update")
	} else if err := os.WriteFile(table, []byte(want), 0o644); err != nil {
		t.Fatal(err)
	}
}
