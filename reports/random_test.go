package reports

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"clausewalk/checklist"
	"clausewalk/checklist/workspace"
	"clausewalk/policy"
)

// audits is how many random audits are told in a test.
var audits = flag.Uint64("audits", 5, "how many random audits both readers read")

// randomPolicy has one of everything that a rule of docs/format.md is about, in
// three editions.
func randomPolicy() map[string][]byte {
	const (
		keep = "Keep the data of people safe and small on every server."
		sell = "Never sell what people gave to you in trust and confidence."
		gone = "Answer each request to delete within one single working day."
		mark = "Show the badge of the platform on all screens that quote it."
		know = "Know that we look at how your app is used from time to time."
		why  = "Say for what you need the permission and where it is used."
		film = "Record the screen from the login on until the data is shown."
	)
	text := func(each []string, items ...string) []byte {
		var b strings.Builder
		b.WriteString("# Rules\n\nRead these with care.\n\n## A. Data\n\n")
		for n, item := range items {
			fmt.Fprintf(&b, "%d. %s\n", n+1, item)
		}
		b.WriteString("\n## E. Each permission\n\n")
		for n, item := range each {
			fmt.Fprintf(&b, "%d. %s\n", n+1, item)
		}
		return []byte(b.String())
	}
	words := func(clauses string) []byte {
		return []byte(`{"scope": [
 {"fact": "stores", "question": "Does it store?", "answer": "yes-no"},
 {"fact": "login", "question": "How?", "answer": "choice", "options": ["own", "other"]},
 {"fact": "permissions", "question": "Which?", "answer": "list"}],
 "sections": {"E": {"repeat": "permissions"}}, "clauses": {` + clauses + `}}`)
	}
	return map[string][]byte{
		"rules.md":     text([]string{why, film}, keep, sell, gone, mark, know),
		"rules.json":   words(`"A.1": {"needs": "evidence", "valid": "1mo"}, "A.2": {"applies": ["stores", "login = own"], "needs": "link"}, "A.3": {"severity": "blocker"}, "A.5": {"kind": "notice"}, "E.2": {"needs": "file"}`),
		"rules-2.md":   text([]string{why + " " + film}, mark, keep+" "+sell, "Answer each request to delete within a working day.", know),
		"rules-2.json": words(`"A.2": {"applies": ["login = other"], "valid": "2w"}, "A.4": {"kind": "notice", "needs": "evidence"}`),
		"rules-3.md":   text([]string{film, why}, sell, keep, know+" "+gone),
		"rules-3.json": words(`"P.1": {}, "A.1": {"needs": "permission"}`),
		"log.txt":      []byte("deleted 3 accounts\n"),
	}
}

// randomStory tells something that nobody has thought of, in about as many
// lines, and returns those that could be done.
func randomStory(t *testing.T, seed uint64, lines int, out string) (done []string, look time.Time) {
	r := rand.New(rand.NewPCG(seed, 17))
	one := func(list ...string) string { return list[r.IntN(len(list))] }
	s := story{name: fmt.Sprint("random ", seed), files: randomPolicy()}
	g := s.stage(t)
	g.begin([]string{"rules.md"})
	people := []string{"ana", "ben", "cem"}[:1+r.IntN(3)]
	format1 := r.IntN(2 * lines)
	for n := range lines {
		g.now = g.now.Add(time.Minute)
		who := one(people...)
		o := g.open(who)
		refs := o.Refs()
		for _, old := range checklist.Archive(o.Audit, g.now) {
			if !strings.Contains(old.Ref.Policy, "@") {
				refs = append(slices.Clip(refs), old.Ref)
			}
		}
		label := refs[r.IntN(len(refs))].Label
		line := ""
		switch r.IntN(24) {
		case 0, 1, 2, 3, 4:
			line = "answers " + label + " met"
		case 5, 6:
			line = "answers " + label + " " + one("partly", "not-met", "not-applicable", "cannot-tell") + " " + one("no", "not yet", "on the web it is open")
		case 7:
			line = one("answers "+label+" unanswered", "reasons "+label+" "+one("", "words", "different words"))
		case 8:
			line = "until " + label + " " + one("", "2w", "1mo", "1y", "2026-03-20", "2026-05-01")
		case 9, 10, 11:
			line = "shows " + label + " " + one("link:https://example.org/a", "link:https://example.org/b", "file:log.txt", "place:log.txt", "output:make exit=1", "permission:https://example.org/p") +
				one("", "", " expires="+one("2026-03-01", "2027-03-01"), " caption="+one("x", "y"))
		case 12:
			line = one("drops "+label+" 1", "checks "+label+" 1 "+one("holds", "fails")+" it was seen")
		case 13:
			line = "gap " + label + " " + one("severity "+one("minor", "blocker", ""), "owner "+one("Ben", ""), "fix "+one("purge it", ""), "due 2026-05-01")
		case 14, 15, 16:
			line = "scope " + one("stores "+one("yes", "no", "unknown"), "login "+one("own", "other"), "permissions "+one("none", "unknown", "p_a", "p_a p_b", "p_b p_c"))
		case 17:
			line = "overrules " + label + " " + one("in we will", "out not ours", "back")
		case 18:
			line = "adopts " + one("rules.md", "rules-2.md", "rules-3.md")
		case 19:
			line = one("signs Ana lead", "decided "+label+" rejected You do not.", "carries "+label+" met photobook-2.3", "carries "+label+" met photobook-2.3 Lena 2026-01-10T12:00:00Z", "confirms "+label)
		case 20:
			line = "takes " + label + " " + one("1", "2")
		case 21:
			line = one("undoes", "undoes", "redoes", "commits")
		case 22, 23:
			line = "sees " + one(people...)
		}
		line = who + " " + line
		if r.IntN(15) == 0 {
			line = "at " + g.now.AddDate(0, 0, r.IntN(20)-5).Format(time.RFC3339)
		}
		if n == format1 {
			line = "format 1"
		}
		if words := strings.Fields(line); g.line(words) == nil {
			done = append(done, line)
		}
	}
	g.end(out)
	return done, g.now.AddDate(0, r.IntN(3), 0)
}

// TestRandomAuditsAreReadTheSameByAnotherReader tells random stories, holds all
// that is written to the schemas, and has both readers read it.
func TestRandomAuditsAreReadTheSameByAnotherReader(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Log("there is no python3 to run docs/vectors/reader.py")
	}
	schemas := map[string]*jsonschema.Schema{}
	for _, name := range []string{"workspace", "audit", "clauses", "guide", "event"} {
		if schemas[name], err = jsonschema.NewCompiler().Compile("../docs/schemas/" + name + ".schema.json"); err != nil {
			t.Fatal(err)
		}
	}
	schemas["report"], schemas["review"] = strictSchema(t, "report.schema.json"), strictSchema(t, "review.schema.json")
	stories := map[string]string{}
	args := []string{"-B", filepath.Join(vectors, "reader.py"), "check"}
	for seed := range *audits {
		dir := filepath.Join(t.TempDir(), fmt.Sprint("seed-", seed))
		lines, look := randomStory(t, seed, 40, dir)
		stories[dir] = strings.Join(lines, "\n")
		want, err := json.Marshal(vectorOf(t, dir, look))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "expected.json"), want, 0o644); err != nil {
			t.Fatal(err)
		}
		for name, docs := range documents(t, dir, look) {
			for _, doc := range docs {
				value, err := jsonschema.UnmarshalJSON(bytes.NewReader(doc))
				if err == nil {
					err = schemas[name].Validate(value)
				}
				if err != nil {
					t.Errorf("seed %d: %s: %v\n%.500s", seed, name, err, doc)
				}
			}
		}
		args = append(args, dir)
	}
	if python == "" {
		return
	}
	if out, err := exec.Command(python, args...).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
		for dir, story := range stories {
			if bytes.Contains(out, []byte(dir+":")) {
				t.Logf("%s:\n%s", dir, story)
			}
		}
	}
}

// documents returns all that the program has written into a workspace, and what
// it makes of it, by the schema that it must be as.
func documents(t *testing.T, dir string, at time.Time) map[string][][]byte {
	all := map[string][][]byte{}
	root := filepath.Join(dir, workspace.Dir)
	for name, pattern := range map[string]string{
		"workspace": "workspace.json", "audit": "audits/*/audit.json", "clauses": "policies/*/*/" + policy.ClausesFile, "guide": "policies/*/*/" + policy.GuideFile,
	} {
		files, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %v", name, err)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			all[name] = append(all[name], data)
		}
	}
	journals, err := filepath.Glob(filepath.Join(root, "audits", "*", "journal", "*.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range journals {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all["event"] = append(all["event"], bytes.Split(bytes.TrimSpace(data), []byte("\n"))...)
	}
	w, err := workspace.Find(dir)
	if err != nil {
		t.Fatal(err)
	}
	o, err := w.Open("", checklist.Hand{})
	if err != nil {
		t.Fatal(err)
	}
	o.Look()
	then := &Earlier{"the first hour", day, o.AsOf(time.Date(2026, 3, 2, 9, 20, 0, 0, time.UTC))}
	r := Build(o.Audit, Options{At: at, Since: then})
	all["report"] = append(all["report"], JSON(r))
	all["review"] = append(all["review"], ReviewJSON(r))
	return all
}
